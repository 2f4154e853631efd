"""The views of the Changes page: ledger, spread, what lasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from collabdesk.models.ideas import (
    Change,
    ChangeAlias,
    ChangeIndicator,
    Decision,
    SpreadPlan,
    Test,
    VerdictOverride,
)
from collabdesk.models.measures import Indicator
from collabdesk.models.meetings import AgendaItem, Session
from collabdesk.models.places import Team
from collabdesk.services.changes import changes, evidence
from collabdesk.services.changes.spread import SpreadState
from collabdesk.services.sessions import agenda, meetings
from collabdesk.services.sessions.agenda import Typed
from collabdesk.services.setup import catalogue, collaboratives
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.imports.names import NamesCard
from collabdesk.ui.imports.questions import QuestionCard
from collabdesk.ui.pages.changes import ChangesPage
from collabdesk.ui.pages.changes.catalogue_part import CataloguePart
from collabdesk.ui.pages.changes.change_dialog import ChangeDialog
from collabdesk.ui.pages.changes.journal_dialog import JournalDialog
from collabdesk.ui.pages.changes.ledger_part import LedgerPart
from collabdesk.ui.pages.changes.page import VIEWS
from collabdesk.ui.pages.changes.spread_part import SpreadPart
from collabdesk.ui.pages.changes.sustain_part import SustainPart
from collabdesk.ui.pages.changes.word_dialog import WordDialog
from collabdesk.ui.theme import Theme
from tests.services.changes.test_evidence import tried
from tests.ui.recorders import QueuedFiles, RecordedMessages
from tests.ui.showing import context_of, shown

__all__ = ["tried"]
KEY = Qt.Key


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = collaboratives.create_file(tmp_path / "safe birth.collab", "Ada", "Safe Birth")
    yield made
    made.close()


@pytest.fixture
def context(theme: Theme) -> Context:
    return context_of(theme)


@pytest.fixture
def page(qtbot: QtBot, context: Context, tried: Workspace) -> Iterator[ChangesPage]:
    with shown(ChangesPage, context, tried, qtbot) as made:
        yield made


@pytest.fixture
def ledger(page: ChangesPage) -> LedgerPart:
    part = page.show_view("ledger")
    assert isinstance(part, LedgerPart)
    return part


@pytest.fixture
def spread(page: ChangesPage) -> SpreadPart:
    part = page.show_view("spread")
    assert isinstance(part, SpreadPart)
    return part


def cells(ledger: LedgerPart) -> dict[str, str]:
    heads, line = ledger.table.as_text(ledger.table.rows).splitlines()
    return dict(zip(heads.split("\t"), line.split("\t"), strict=True))


def test_the_ledger_shows_a_line_with_the_charts_of_its_teams(ledger: LedgerPart) -> None:
    shown = cells(ledger)
    assert (shown["Change"], shown["Tried by"], shown["Improved"], shown["Worsened"]) == (
        "Cool box",
        "5",
        "5",
        "0",
    )
    assert shown["Size"] == "+27.5"
    assert ledger.detail.wall.visible_keys()
    assert "improvement followed in 5" in ledger.detail.more.text()
    assert "not proof" in ledger.findChild(object, "ledger_chance").text()  # type: ignore[attr-defined]


def test_the_ledger_follows_edits_and_undo(ledger: LedgerPart, tried: Workspace) -> None:
    changes.remove_tests(tried, [1])
    assert cells(ledger)["Tried by"] == "4"
    tried.undo()
    assert cells(ledger)["Tried by"] == "5"


def test_a_word_with_its_reason_stands_beside_the_computed_one(ledger: LedgerPart, tried: Workspace) -> None:
    computed = cells(ledger)["Word"]
    ledger.word.trigger()
    dialog = ledger.findChild(WordDialog)
    assert dialog is not None
    dialog.form.set_values({"word": "mixed", "reason": ""})
    dialog.accept()
    assert "Say why" in dialog.reason.text()
    dialog.form.set_values({"reason": "Two registers"})
    dialog.accept()
    assert cells(ledger)["Word"] == "mixed (yours)"
    assert ledger._word_tip(ledger.table.rows[0]).startswith(f"mixed (your word; computed: {computed})")
    assert "Two registers" in ledger.detail.more.text()
    ledger.computed.trigger()
    assert tried.rows(VerdictOverride) == {}
    assert not ledger.computed.isEnabled()


def test_each_team_and_what_else_was_seen(ledger: LedgerPart) -> None:
    ledger.detail.modes.choose("teams")
    assert [one.team for one in ledger.detail.teams.rows] == [f"Site {number}" for number in range(1, 6)]
    ledger.detail.modes.choose("also")
    assert [row.indicator for row in ledger.detail.also.rows] == ["Minutes waited"]
    assert "strong" not in ledger.detail.also.as_text(ledger.detail.also.rows)


def test_a_click_on_a_chart_opens_the_large_one(qtbot: QtBot, ledger: LedgerPart) -> None:
    with qtbot.waitSignal(ledger.context.navigator.chart_wanted) as wanted:
        ledger.detail.wall.activated.emit(2)
    assert wanted.args == [1, 2]


def test_changes_without_an_indicator_are_named(ledger: LedgerPart, tried: Workspace) -> None:
    link = next(iter(tried.rows(ChangeIndicator).values()))
    tried.transact("Unlink", lambda writer: writer.remove(link))
    assert "Cool box" in ledger.unlinked.text()
    assert ledger.or_empty.currentIndex() == 0


def test_an_empty_ledger_offers_the_next_step(ledger: LedgerPart, tried: Workspace, qtbot: QtBot) -> None:
    changes.remove_change(tried, 1)
    assert ledger.or_empty.currentIndex() == 1
    with qtbot.waitSignal(ledger.context.navigator.place_wanted) as wanted:
        ledger.to_catalogue.trigger()
    assert wanted.args == ["changes", "catalogue"]


def test_the_board_is_edited_with_letters(spread: SpreadPart, tried: Workspace) -> None:
    board = spread.board
    assert not board.plan.isEnabled()
    board.day.set_value(dt.date(2026, 3, 2))
    board.choose([(1, 6), (1, 7)])
    board.view.setFocus()
    QTest.keyClick(board.view, KEY.Key_P)
    assert {plan.team_id for plan in tried.rows(SpreadPlan).values()} == {6, 7}
    QTest.keyClick(board.view, KEY.Key_B)
    assert {test.team_id for test in tried.rows(Test).values()} == {1, 2, 3, 4, 5, 6, 7}
    assert sorted(board.pairs()) == [(1, 6), (1, 7)]
    QTest.keyClick(board.view, KEY.Key_X)
    last = [test for test in tried.rows(Test).values() if test.team_id == 6]
    assert [test.decision for test in last] == [Decision.ABANDONED]
    for _ in range(3):
        tried.undo()
    assert tried.rows(SpreadPlan) == {}
    assert len(tried.rows(Test)) == 5


def test_the_board_says_its_states_in_words(spread: SpreadPart, tried: Workspace) -> None:
    model = spread.board.model
    spread.board.day.set_value(dt.date(2020, 1, 1))
    spread.board.choose([(1, 6)])
    spread.board.plan.trigger()
    rows = {team.name: place for place, team in enumerate(model.teams)}
    begun, late = (model.index(rows[name], 0) for name in ("Site 1", "Site 6"))
    assert model.data(begun).splitlines()[0] == "Testing"
    assert model.data(begun).endswith("2025")
    assert model.data(late).startswith("Late")
    assert "late: planned" in model.data(late, Qt.ItemDataRole.AccessibleTextRole)
    assert model.cell(begun).state is SpreadState.TESTING


def test_a_note_is_written_on_a_cell(spread: SpreadPart, tried: Workspace) -> None:
    board = spread.board
    board.choose([(1, 7)])
    board.view.setFocus()
    QTest.keyClick(board.view, KEY.Key_N)
    dialog = board.findChild(FormDialog)
    assert dialog is not None
    dialog.form.set_values({"note": "waits for a fridge"})
    dialog.accept()
    assert [plan.note for plan in tried.rows(SpreadPlan).values()] == ["waits for a fridge"]
    (index,) = board.view.selectionModel().selectedIndexes()
    assert board.model.data(index).startswith("Note")
    board.choose([(1, 6), (1, 7)])
    assert not board.note.isEnabled()


def test_what_cannot_be_is_said_and_nothing_changes(spread: SpreadPart, tried: Workspace) -> None:
    spread.board.choose([(1, 1)])
    spread.board.clear.trigger()
    assert isinstance(spread.context.messages, RecordedMessages)
    assert "has begun it" in spread.context.messages.warned[0]
    assert len(tried.rows(Test)) == 5


def test_who_could_learn_and_who_could_present(spread: SpreadPart, tried: Workspace) -> None:
    evidence.override(tried, 1, 1, "promising", "for this test")
    spread.modes.choose("learn")
    assert {one.change for one in spread.lessons.rows} == {"Cool box"}
    spread.lessons.select(lambda one: one.team == "Site 6")
    assert "Site 6 has not moved" in spread.lesson_said.text()
    spread.modes.choose("present")
    assert len(spread.presenters.rows) == 1
    evidence.override(tried, 1, 1, "mixed", "no")
    assert spread.presenters.rows == []


def test_what_lasts_is_watched(page: ChangesPage, tried: Workspace) -> None:
    part = page.show_view("sustain")
    assert isinstance(part, SustainPart)
    assert part.or_empty.currentIndex() == 1  # 80 % of a target of 90
    tried.transact("Target", lambda writer: writer.change(tried.rows(Indicator)[1], target=75.0))
    assert len(part.table.rows) == 5
    assert part.summary.text().startswith("5 series reached their target")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "journal.csv"
    path.write_text(
        "Team,Change tested,Date started\nSite 6,Boxes that cool,13/01/2026\nSite 7,Radio spots,2/3/2026\n",
        encoding="utf-8",
    )
    return path


def journal_dialog(page: ChangesPage, path: Path) -> JournalDialog:
    page.show_view("tests")
    assert isinstance(page.context.files, QueuedFiles)
    page.context.files.answers = [path]
    page.tests.take.trigger()
    dialog = page.findChild(JournalDialog)
    assert dialog is not None
    return dialog


def test_a_list_of_changes_is_previewed_asked_about_and_saved(
    page: ChangesPage, tried: Workspace, listed: Path
) -> None:
    dialog = journal_dialog(page, listed)
    assert dialog.said.text() == "1 question first: 1 line waits for its answer."
    assert not dialog.save.isEnabled()
    assert len(tried.rows(Test)) == 5
    card = dialog.findChild(QuestionCard)
    assert card is not None
    create = next(button for button in card.findChildren(QPushButton) if "new change" in button.text())
    create.click()
    assert [line.entry.change for line in dialog.table.rows] == ["Boxes that cool", "Radio spots"]
    dialog.save.click()
    assert len(tried.rows(Test)) == 7
    assert {row.change for row in page.tests.table.rows} == {"Cool box", "Boxes that cool", "Radio spots"}
    tried.undo()
    assert len(tried.rows(Test)) == 5


def test_unknown_teams_stand_in_one_table_and_an_answer_can_be_changed(
    page: ChangesPage, tried: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"Kumbira {name},Radio spots,1{day}/3/2026\n" for day, name in enumerate("XYZ", start=3))
    path.write_text(f"Team,Change tested,Date started\n{rows}", encoding="utf-8")
    dialog = journal_dialog(page, path)
    card = dialog.findChild(NamesCard)
    assert card is not None
    assert len(card.boxes) == 3
    card.findChild(QPushButton, "rest_new").click()
    card.findChild(QPushButton, "use_names").click()
    assert dialog.said.text() == "3 new tests, 1 new change, and 3 new teams."
    dialog.asked.change_wanted.emit(next(iter(dialog._answered)))
    assert dialog.said.text().startswith("1 question first")
    dialog.findChild(QuestionCard).findChild(QPushButton, "choice_1").click()  # leave out
    dialog.save.click()
    assert len(tried.rows(Test)) == 7
    assert sorted(team.name for team in tried.mine(Team))[:2] == ["Kumbira Y", "Kumbira Z"]
    tried.undo()
    assert len(tried.mine(Team)) == 10


def test_a_file_without_a_list_is_refused(page: ChangesPage, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("Facility,Jan 2026\nSite 6,12\n", encoding="utf-8")
    page.show_view("tests")
    assert isinstance(page.context.files, QueuedFiles)
    page.context.files.answers = [path]
    page.tests.take.trigger()
    assert isinstance(page.context.messages, RecordedMessages)
    assert "No list of changes" in page.context.messages.warned[0]


def test_a_list_from_the_import_window_opens_here(page: ChangesPage, listed: Path) -> None:
    page.show_view("ledger")
    page.take_journal(listed)
    assert page.view == "tests"
    assert page.findChild(JournalDialog) is not None


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_every_view_names_its_controls_and_takes_the_keyboard(page: ChangesPage, view: str) -> None:
    part = page.show_view(view)
    for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView):
        for control in part.findChildren(kind):
            own = control.window() is part.window() and not control.objectName().startswith("qt_")
            if own and not isinstance(control.parent(), QComboBox | QAbstractItemView | QLineEdit):
                words = control.text() if isinstance(control, QAbstractButton) else ""
                assert control.accessibleName() or words, f"{view}: {control} has no accessible name"
    assert part.isAncestorOf(part.focusProxy())


def test_only_what_is_looked_at_is_made(page: ChangesPage) -> None:
    assert list(page._made) == ["tests"]
    page.show_view("sustain")
    assert list(page._made) == ["tests", "sustain"]


def test_a_place_within_the_page_is_opened(page: ChangesPage) -> None:
    page.open_section("spread:learn")
    assert page.view == "spread"
    part = page.part("spread")
    assert isinstance(part, SpreadPart)
    assert part.modes.mode == "learn"
    page.open_section("ledger:1-1")
    assert page.view == "ledger"
    page.open_section("nowhere")
    assert page.view == "ledger"


def test_other_wordings_and_attachments_are_written_with_the_change(
    page: ChangesPage, tried: Workspace
) -> None:
    part = page.show_view("catalogue")
    assert isinstance(part, CataloguePart)
    part.open_change(part.table.rows[0])
    dialog = page.findChild(ChangeDialog)
    assert dialog is not None
    dialog.form.set_values({"aliases": "Big box\ncool box", "cost": "cheap"})
    assert isinstance(page.context.files, QueuedFiles)
    page.context.files.answers = [Path("/docs/clock.pdf"), Path("/docs/clock.pdf")]
    dialog.attached.add.click()
    dialog.attached.add.click()
    dialog._save()
    change = tried.rows(Change)[1]
    assert (change.cost, change.attachments) == ("cheap", '["/docs/clock.pdf"]')
    assert [one.alias for one in tried.rows(ChangeAlias).values()] == ["Big box"]
    assert changes.find(tried, "BIG  box") == change


def test_a_file_of_a_change_is_opened_and_a_missing_one_is_said(
    page: ChangesPage, tried: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    beside = tried.path.parent / "how to" / "clock.txt"
    beside.parent.mkdir()
    beside.write_text("Hang it where all see it.", encoding="utf-8")
    change = catalogue.with_attachments(tried.rows(Change)[1], ["how to/clock.txt", "/gone/x.pdf"])
    changes.edit_change(tried, change, (), ())
    part = page.show_view("catalogue")
    assert isinstance(part, CataloguePart)
    part.table.select(lambda row: row.change.id == 1)
    there, gone = part.files.actions()
    there.trigger()
    assert opened == [str(beside)]
    gone.trigger()
    assert isinstance(page.context.messages, RecordedMessages)
    assert "“x.pdf”" in page.context.messages.warned[0]
    part.open_change(part.table.rows[0])
    field = page.findChild(ChangeDialog).attached
    assert [field.list.item(place).text() for place in range(2)] == [
        "how to/clock.txt",
        "/gone/x.pdf (not there)",
    ]
    field.list.setCurrentRow(0)
    field.folder.click()
    assert opened[-1] == str(beside.parent)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    field.open.click()
    assert "no program" in page.context.messages.warned[-1]
    field.remove.click()
    assert field.paths() == ["/gone/x.pdf"]
    assert field.open.isEnabled()


def test_who_could_present_is_carried_to_the_agenda(page: ChangesPage, tried: Workspace) -> None:
    evidence.override(tried, 1, 1, "promising", "for this test")
    part = page.show_view("spread")
    assert isinstance(part, SpreadPart)
    part.open_section("present")
    (one,) = part.presenters.rows
    part.agenda.fill()
    assert "No session is planned" in part.agenda.actions()[0].text()
    starts = dt.date.today() + dt.timedelta(days=20)
    session = meetings.save_session(tried, Session(collaborative_id=1, number=1, starts=starts))
    item = agenda.save_line(tried, session.id, None, Typed(topic="Teams present", minutes=60, speaker="Ada"))
    part.agenda.fill()
    _heading, new, known = part.agenda.actions()
    new.trigger()
    line = agenda.agenda(tried, session.id)[-1].item
    assert (line.topic, line.speaker, line.minutes) == ("Cool box", one.team, 10)
    tried.undo()
    known.trigger()
    known.trigger()  # not twice
    assert tried.rows(AgendaItem)[item.id].speaker == f"Ada; {one.team}"
    assert len(agenda.agenda(tried, session.id)) == 1
