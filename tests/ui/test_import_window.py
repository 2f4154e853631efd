"""The import window in use, with real files: questions, counts, conflicts, one Confirm, one undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Message, Translator
from collabdesk.importing.result import Role
from collabdesk.models.intake import ImportBatch, Recipe
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import Collaborative, Team
from collabdesk.models.store import Store
from collabdesk.periods import month
from collabdesk.services.data import cells, observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.phases import phases
from collabdesk.services.phases.phases import Decision
from collabdesk.services.setup import teams
from collabdesk.services.setup.indicators import save_indicator
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.imports import ImportWindow
from collabdesk.ui.imports.items import FileState
from collabdesk.ui.messages import Messages
from collabdesk.ui.tasks import Tasks
from collabdesk.ui.theme import Theme
from tests.ui.showing import context_of

JAN = month(2026, 1).ordinal
CLEAN = """facility,indicator,period,numerator,denominator
Alpha,AMTSL,2026-01,12,20
Beta,AMTSL,2026-01,15,30
Alpha,AMTSL,2026-02,18,20
"""
STRANGE = CLEAN + "Gamma Outreach,AMTSL,2026-01,3,9\n"
WRONG = CLEAN + "Beta,AMTSL,2026-02,many,30\nBeta,AMTSL,2026-03,31,30\n"


class Told(Messages):
    """Records instead of boxes."""

    def __init__(self) -> None:
        super().__init__(Translator("en"))
        self.said: list[str] = []
        self.asked: list[str] = []
        self.agrees = True

    def ask(self, question: Message | str, *_answers: object, **_more: object) -> bool:
        self.asked.append(str(question))
        return self.agrees

    def warn(self, said: Message | str) -> None:
        self.said.append(str(said))


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """Two teams and one proportion; Alpha has 12/20 for January already."""
    collaborative, _ = store.transact(
        "Anna", "New", lambda writer: writer.add(Collaborative(name="Safe Birth", starts=dt.date(2026, 1, 1)))
    )
    opened = Workspace(store, "Anna", collaborative.id)
    teams.add_teams(opened, [TeamRow(name="Alpha"), TeamRow(name="Beta")])
    save_indicator(opened, Indicator(collaborative_id=collaborative.id, name="AMTSL"))
    return opened


@pytest.fixture
def context(theme: Theme) -> Context:
    return context_of(theme, messages=Told())


Open = Callable[..., ImportWindow]


@pytest.fixture
def open_window(qtbot: QtBot, context: Context, workspace: Workspace, tmp_path: Path) -> Iterator[Open]:
    """Write texts as files and open the window on them."""
    opened: list[ImportWindow] = []

    def make(*texts: str) -> ImportWindow:
        paths = [tmp_path / f"sheet{place}.csv" for place in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        window = ImportWindow(context, workspace, paths)
        qtbot.addWidget(window)
        window.show()
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.desk.close()


def say(workspace: Workspace, *typed: tuple[int, int, str]) -> None:
    """Numbers typed by hand before."""
    for team, at, text in typed:
        observations.enter(workspace, [Typed(indicator_id=1, team_id=team, period=JAN + at, text=text)])


def numbers(workspace: Workspace) -> dict[tuple[int, int], str]:
    return {
        (row.team_id, row.period - JAN): observations.text_of(row) for row in workspace.store.all(Observation)
    }


def click(window: ImportWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()


def test_nothing_is_saved_before_confirm(open_window: Open, workspace: Workspace) -> None:
    window = open_window(CLEAN)
    assert window.item is not None
    assert window.item.state is FileState.READY
    assert window.foot.confirm.text() == "Import 3 values"
    assert "2 teams" in window.preview.sentence
    assert "Jan 2026 to Feb 2026" in window.preview.sentence
    assert numbers(workspace) == {}
    window.close()
    assert numbers(workspace) == {}


def test_confirm_saves_all_says_so_and_undo_takes_all_back(
    open_window: Open, workspace: Workspace, context: Context, qtbot: QtBot
) -> None:
    window = open_window(CLEAN)
    with qtbot.waitSignal(context.navigator.done) as told:
        window.foot.confirm.click()
    assert told.args == ["Imported 3 values from sheet0.csv.", True]
    assert numbers(workspace) == {(1, 0): "12/20", (2, 0): "15/30", (1, 1): "18/20"}
    assert not window.isVisible()
    assert [batch.file for batch in workspace.rows(ImportBatch).values()] == ["sheet0.csv"]
    workspace.undo()
    assert numbers(workspace) == {}


def test_an_unknown_team_is_asked_and_confirm_waits(open_window: Open, workspace: Workspace) -> None:
    window = open_window(STRANGE)
    assert window.item is not None
    assert window.item.state is FileState.ASKS
    assert not window.foot.confirm.isEnabled()
    assert "Answer 1 question first" in window.foot.said
    cards = [button.text() for button in window.questions.findChildren(QPushButton)]
    assert "Leave out" in cards
    window.questions.answered.emit({window.item.draft.questions[0].id: "create"})  # type: ignore[union-attr]
    assert window.foot.confirm.isEnabled()
    assert "Gamma Outreach" in window.head.creates.text()
    click(window, "import_confirm")
    assert [team.name for team in workspace.mine(Team)] == ["Alpha", "Beta", "Gamma Outreach"]
    assert numbers(workspace)[3, 0] == "3/9"


def test_an_answer_can_be_changed_before_confirm(open_window: Open, workspace: Workspace) -> None:
    window = open_window(STRANGE)
    item = window.item
    assert item is not None
    assert item.draft is not None
    key = item.draft.questions[0].id
    window.questions.answered.emit({key: "leave out"})
    assert item.state is FileState.READY
    assert item.to_save == 3
    window.questions.change_wanted.emit(key)
    assert item.state is FileState.ASKS
    window.questions.answered.emit({key: "create"})
    assert item.to_save == 4


def test_conflicts_keep_the_old_unless_chosen(open_window: Open, workspace: Workspace) -> None:
    say(workspace, (1, 0, "9/20"), (2, 0, "15/30"), (1, 1, "1/2"))
    window = open_window(CLEAN)
    assert window.item is not None
    assert window.item.state is FileState.NOTHING  # nothing new, and old values are kept
    assert not window.foot.confirm.isEnabled()
    model = window.conflicts.model
    assert model.rowCount() == 2
    texts = [str(model.index(0, column).data()) for column in range(1, 5)]
    assert texts[:3] == ["9/20", "12/20", "Jan 2026, Alpha, AMTSL"]
    assert texts[3].startswith("Anna, ")
    model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert window.foot.confirm.text() == "Import 1 value"
    click(window, "import_confirm")
    assert numbers(workspace) == {(1, 0): "12/20", (2, 0): "15/30", (1, 1): "1/2"}


def test_take_all_and_keep_all(open_window: Open, workspace: Workspace) -> None:
    say(workspace, (1, 0, "9/20"), (1, 1, "1/2"))
    window = open_window(CLEAN)
    click(window, "take_all")
    assert window.foot.confirm.text() == "Import 3 values"
    click(window, "keep_all")
    assert window.foot.confirm.text() == "Import 1 value"


def test_problems_name_their_cell_and_show_it(open_window: Open, workspace: Workspace) -> None:
    window = open_window(WRONG)
    found = {one.cell: one for one in window.findings.table.rows}
    assert found["D5"].text == "many"
    assert found["D5"].token == "danger"
    assert found["D6"].token == "attention"
    window.findings.table.select(lambda one: one.cell == "D5")
    index = window.preview.view.currentIndex()
    assert (index.row(), index.column()) == (4, 3)
    assert (4, 3) in window.preview.model.problems
    click(window, "import_confirm")
    assert (2, 1) not in numbers(workspace)
    assert numbers(workspace)[2, 2] == "31/30"


def test_cells_show_what_they_were_understood_as(open_window: Open) -> None:
    window = open_window(CLEAN)
    model = window.preview.model
    roles = [model.role(1, column) for column in range(5)]
    assert roles == [Role.TEAM, Role.INDICATOR, Role.PERIOD, Role.NUMERATOR, Role.DENOMINATOR]
    assert "Understood as: numerator" in model.told(1, 3)
    assert "n numerator" in window.preview._legend.accessibleName()


def test_a_total_row_is_seen_to_be_left_out(open_window: Open) -> None:
    wide = "AMTSL in percent\nfacility,Jan-26,Feb-26\nAlpha,60%,70%\nBeta,40%,50%\nTotal,50%,60%\n"
    window = open_window(wide)
    model = window.preview.model
    assert model.role(2, 1) is Role.VALUE
    assert model.role(4, 1) in (Role.IGNORED, Role.TOTAL)
    assert any(one.cell.startswith("A5") and one.token == "ink_soft" for one in window.findings.table.rows)


def test_a_broken_file_is_said_and_the_others_go_on(
    open_window: Open, workspace: Workspace, tmp_path: Path
) -> None:
    window = open_window(CLEAN)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing more")
    window.add_files([broken, tmp_path / "gone.csv"])
    states = [item.state for item in window.desk.items]
    assert states == [FileState.READY, FileState.FAILED, FileState.FAILED]
    assert all(item.trouble for item in window.desk.items[1:])
    window.files.setCurrentRow(1)
    assert window.foot.said == window.preview.sentence == window.desk.items[1].trouble
    assert not window.tabs.isVisible()
    assert not window.preview.view.isVisible()
    window.files.setCurrentRow(0)
    assert window.tabs.isVisible()
    click(window, "import_confirm")
    assert len(numbers(workspace)) == 3
    assert window.isVisible()  # the broken ones are still to be seen


def test_two_files_with_one_new_team_make_it_once(open_window: Open, workspace: Workspace) -> None:
    february = STRANGE.replace("2026-01", "2026-03").replace("2026-02", "2026-04")
    window = open_window(STRANGE, february)
    for place in (0, 1):
        window.files.setCurrentRow(place)
        draft = window.desk.items[place].draft
        assert draft is not None
        window.questions.answered.emit({draft.questions[0].id: "create"})
    click(window, "import_confirm_all")
    assert not window.isVisible()
    assert [team.name for team in workspace.mine(Team)] == ["Alpha", "Beta", "Gamma Outreach"]
    assert len(numbers(workspace)) == 8


def test_answers_are_remembered_for_the_next_month(open_window: Open, workspace: Workspace) -> None:
    first = open_window(STRANGE)
    assert first.item is not None
    assert first.item.draft is not None
    first.questions.answered.emit({first.item.draft.questions[0].id: "leave out"})
    click(first, "import_confirm")
    assert len(workspace.rows(Recipe)) == 1
    second = open_window(STRANGE.replace("2026-0", "2026-1"))
    assert second.item is not None
    assert second.item.state is FileState.READY
    assert second.head.memory.isVisible()
    click(second, "import_ask_again")
    assert second.item.state is FileState.ASKS


def test_enter_in_a_table_saves_nothing(open_window: Open, workspace: Workspace) -> None:
    window = open_window(WRONG)
    for place in (window.preview.view, window.findings.table.view, window.files):
        QTest.keyClick(place, Qt.Key.Key_Return)
    assert window.isVisible()
    assert numbers(workspace) == {}


def test_the_very_same_file_again_is_said(open_window: Open, workspace: Workspace) -> None:
    click(open_window(CLEAN), "import_confirm")
    window = open_window(CLEAN)
    assert "imported before, as “sheet0.csv”, by Anna" in window.head.again.text()
    assert not window.foot.confirm.isEnabled()


def test_an_edit_meanwhile_changes_the_counts(open_window: Open, workspace: Workspace) -> None:
    window = open_window(CLEAN)
    say(workspace, (2, 0, "1/30"))
    assert window.foot.confirm.text() == "Import 2 values"
    assert window.conflicts.model.rowCount() == 1


def test_taking_back_keeps_what_was_edited_since(
    open_window: Open, workspace: Workspace, context: Context, qtbot: QtBot
) -> None:
    window = open_window(CLEAN, STRANGE.replace("AMTSL", "Nothing known"))
    window.files.setCurrentRow(0)
    click(window, "import_confirm")
    say(workspace, (2, 0, "16/30"))
    window.files.setCurrentRow(0)
    with qtbot.waitSignal(context.navigator.said) as told:
        click(window, "import_take_back")
    assert "1 value stayed" in told.args[0]
    assert numbers(workspace) == {(2, 0): "16/30"}


def test_reading_happens_off_the_windows_thread(
    qtbot: QtBot, context: Context, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(CLEAN, encoding="utf-8")
    tasks = Tasks()
    threaded = Context(**{**context.__dict__, "tasks": tasks})
    window = ImportWindow(threaded, workspace, [path])
    qtbot.addWidget(window)
    assert window.item is not None
    assert window.item.busy
    assert not window.foot.confirm.isEnabled()
    qtbot.waitUntil(lambda: window.foot.confirm.isEnabled(), timeout=10_000)
    window.close()
    tasks.drain()


def test_all_at_once_in_threads_make_a_shared_team_once(
    qtbot: QtBot, context: Context, workspace: Workspace, tmp_path: Path
) -> None:
    paths = [tmp_path / f"sheet{place}.csv" for place in range(3)]
    for place, path in enumerate(paths):
        path.write_text(STRANGE.replace("2026-0", f"202{place}-0"), encoding="utf-8")
    tasks = Tasks()
    window = ImportWindow(Context(**{**context.__dict__, "tasks": tasks}), workspace, paths)
    qtbot.addWidget(window)
    window.show()
    for place, item in enumerate(window.desk.items):
        qtbot.waitUntil(lambda item=item: item.draft is not None and not item.busy, timeout=10_000)
        assert item.draft is not None
        window.desk.answer(place, {item.draft.questions[0].id: "create"})
    qtbot.waitUntil(lambda: not any(item.busy for item in window.desk.items), timeout=10_000)
    with qtbot.waitSignal(context.navigator.done, timeout=10_000) as told:
        click(window, "import_confirm_all")
    said = "Imported 12 values from 3 files. Undo takes back the last, sheet2.csv."
    assert told.args == [said, True]
    last = workspace.next_undo()
    assert last is not None
    assert "sheet2.csv" in last.label
    assert [team.name for team in workspace.mine(Team)] == ["Alpha", "Beta", "Gamma Outreach"]
    tasks.drain()


def test_reading_can_be_given_up_at_once(
    qtbot: QtBot, context: Context, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(CLEAN, encoding="utf-8")
    tasks = Tasks()
    window = ImportWindow(Context(**{**context.__dict__, "tasks": tasks}), workspace, [path])
    qtbot.addWidget(window)
    window.show()
    click(window, "import_stop")
    assert window.item is not None
    assert window.item.state is FileState.FAILED
    assert "Cancelled" in window.foot.said
    qtbot.waitUntil(lambda: not tasks.running, timeout=10_000)
    assert window.item.draft is None
    assert window.foot.stop.isHidden()


def test_where_a_number_came_from_is_kept(open_window: Open, workspace: Workspace) -> None:
    click(open_window(CLEAN), "import_confirm")
    known = cells.facts(workspace, (1, 2, JAN))
    assert (known.text, known.file) == ("15/30", "sheet0.csv")
    assert known.place.split(" ")[0] == "D3"


def test_closing_while_reading_delivers_nothing(
    qtbot: QtBot, context: Context, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(CLEAN, encoding="utf-8")
    tasks = Tasks()
    window = ImportWindow(Context(**{**context.__dict__, "tasks": tasks}), workspace, [path])
    qtbot.addWidget(window)
    window.close()
    qtbot.waitUntil(lambda: not tasks.running, timeout=10_000)
    assert window.item is not None
    assert window.item.draft is None


def test_a_file_that_would_move_a_frozen_median_says_so_and_asks(
    open_window: Open, workspace: Workspace, context: Context
) -> None:
    say(workspace, (1, 0, "12/20"), (1, -1, "10/20"))
    phases.decide(workspace, Decision(indicator_id=1, team_id=1, window=(JAN - 1, JAN + 1)))
    told = context.messages
    assert isinstance(told, Told)
    told.agrees = False
    window = open_window(CLEAN)
    expected = (
        "This lies in a frozen baseline. It would move the median of Alpha, AMTSL, from 55.0 % to 60.0 %."
    )
    assert window.head.medians.text() == expected
    assert window.head.medians.isVisibleTo(window)
    click(window, "import_confirm")
    assert told.asked == [f"{expected} Go on?"]
    assert workspace.rows(ImportBatch) == {}
    told.agrees = True
    click(window, "import_confirm")
    assert len(workspace.rows(ImportBatch)) == 1
