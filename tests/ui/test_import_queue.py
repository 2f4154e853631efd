"""Many files at once: folders, one answer for all, each taken back by itself; roles corrected by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.importing.result import Role
from collabdesk.models.intake import ImportBatch, Recipe
from collabdesk.models.measures import Observation
from collabdesk.models.places import Team
from collabdesk.services import imports
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.dialogs.forms import FormsDialog
from collabdesk.ui.imports import ImportWindow
from collabdesk.ui.imports.batches import ImportsDialog
from collabdesk.ui.imports.gathering import gather
from collabdesk.ui.imports.items import FileState
from collabdesk.ui.imports.names import NamesCard
from collabdesk.ui.imports.recipes import RecipesDialog
from collabdesk.ui.main_window import MainWindow
from tests.ui.recorders import QueuedFiles, RecordedMessages

HEAD = "facility,indicator,period,numerator,denominator\n"
ODD = "facility,month,PARTO seen,Eligible\nTolveni HC IV,2024-01,12,20\nMashiru HC III,2024-01,9,18\n"


@pytest.fixture
def workspace(office_window: MainWindow) -> Workspace:
    opened = office_window.desk.workspace
    assert opened is not None
    return opened


@pytest.fixture
def make(office_window: MainWindow, qtbot: QtBot, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Write texts as files and open the window on them, with all reading done."""

    def opened(*texts: str, paths: list[Path] | None = None) -> ImportWindow:
        files = [tmp_path / f"sheet{place}.csv" for place in range(len(texts))]
        for path, text in zip(files, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        workspace = office_window.desk.workspace
        assert workspace is not None
        window = ImportWindow(office_window.context, workspace, paths or files, office_window)
        qtbot.addWidget(window)
        window.show()
        settle(window, qtbot)
        return window

    return opened


def settle(window: ImportWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(item.busy for item in window.desk.items), timeout=20_000)


def click(window: object, name: str) -> None:
    button = window.findChild(QPushButton, name)  # type: ignore[attr-defined]
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()


def test_a_folder_stands_for_its_spreadsheets(tmp_path: Path) -> None:
    inside = tmp_path / "march" / "north"
    inside.mkdir(parents=True)
    for name in ("b.xlsx", "A.csv", "~$b.xlsx", ".hidden.csv", "letter.pdf"):
        (inside / name).write_text("x")
    (tmp_path / "march" / "c.collab").write_text("x")
    found = gather([tmp_path / "march", tmp_path / "single.pdf"])
    assert [path.name for path in found.files] == ["c.collab", "A.csv", "b.xlsx", "single.pdf"]
    assert found.others == 1


def test_an_empty_folder_is_said(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "nothing"
    folder.mkdir()
    (folder / "letter.pdf").write_text("x")
    window = make(paths=[folder])
    assert "There is no spreadsheet in this folder" in window.foot.said
    assert "1 other file" in window.foot.said


def test_one_answer_serves_all_files_that_ask(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    texts = [HEAD + f"Gamma Outreach,PARTO,2024-0{month},3,9\n" for month in (1, 2, 3)]
    window = make(*texts)
    assert [item.state for item in window.desk.items] == [FileState.ASKS] * 3
    (box,) = window.questions.findChildren(QCheckBox, "for_all")
    assert box.isChecked()
    assert "2 other files" in box.text()
    create = next(
        button
        for button in window.questions.findChildren(QPushButton)
        if button.text().startswith("A new one")
    )
    create.click()
    settle(window, qtbot)
    assert [item.state for item in window.desk.items] == [FileState.READY] * 3
    click(window, "import_confirm_all")
    qtbot.waitUntil(lambda: len(workspace.mine(ImportBatch)) == 3, timeout=20_000)
    assert [team.name for team in workspace.mine(Team)].count("Gamma Outreach") == 1


def test_each_file_is_taken_back_by_itself(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    texts = [HEAD + f"Tolveni HC IV,PARTO,2024-0{month},3,9\n" for month in (1, 2)]
    texts.append(HEAD + "Nobody,PARTO,2024-01,3,9\n")  # asks, so that the window stays
    window = make(*texts)
    before = len(workspace.store.all(Observation))
    click(window, "import_confirm_all")
    qtbot.waitUntil(lambda: len(workspace.mine(ImportBatch)) == 2, timeout=20_000)
    window.files.setCurrentRow(0)
    click(window, "import_take_back")
    settle(window, qtbot)
    assert len(workspace.store.all(Observation)) == before + 1
    assert [item.state for item in window.desk.items[:2]] == [FileState.READY, FileState.IMPORTED]


def test_the_same_file_twice_in_the_list_is_said(make) -> None:  # type: ignore[no-untyped-def]
    text = HEAD + "Tolveni HC IV,PARTO,2024-01,3,9\n"
    window = make(text, text)
    window.files.setCurrentRow(1)
    assert window.head.again.text() == "This is the same file as “sheet0.csv” in this list."


def test_a_refused_file_says_why_in_the_list(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing more")
    window = make(paths=[path])
    assert "“broken.xlsx” is incomplete" in window.files.item(0).text()


def test_roles_are_corrected_by_clicking_a_column(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    window = make(ODD)
    window.preview.view.horizontalHeader().sectionClicked.emit(2)
    boxes = window.preview.roles.boxes
    assert "C1: PARTO seen" in window.preview.roles.said
    assert boxes["column"].hasFocus()
    pick(boxes["column"], "numerator")
    settle(window, qtbot)
    assert boxes["column"].currentData() == "numerator"  # the same cell is still spoken of
    window.preview.view.horizontalHeader().sectionClicked.emit(3)
    pick(boxes["column"], "denominator")
    settle(window, qtbot)
    roles = [window.preview.model.role(1, column) for column in (2, 3)]
    assert roles == [Role.NUMERATOR, Role.DENOMINATOR]
    item = window.item
    assert item is not None
    assert item.corrections == {
        "role: column “PARTO seen”": "numerator", "role: column “Eligible”": "denominator"
    }  # fmt: skip
    window.desk.answer(0, {"unknown indicator: PARTO seen": "PARTO"})
    settle(window, qtbot)
    click(window, "import_confirm")
    settle(window, qtbot)
    (recipe,) = workspace.mine(Recipe)
    assert "role: column" in recipe.answers
    again = make(ODD.replace("2024-01", "2024-02"))
    assert again.desk.items[0].state is FileState.READY
    assert again.head.memory.isVisible()


def pick(box: object, role: str | None) -> None:
    """Choose as a person does: the choice is made known by `activated`."""
    box.setCurrentIndex(box.findData(role))  # type: ignore[attr-defined]
    box.activated.emit(box.currentIndex())  # type: ignore[attr-defined]


def test_roles_are_corrected_by_keyboard_and_taken_back(make, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    text = HEAD + "Tolveni HC IV,PARTO,2024-01,3,9\nMashiru HC III,PARTO,2024-01,4,9\n"
    window = make(text)
    view, boxes = window.preview.view, window.preview.roles.boxes
    view.setFocus()
    view.setCurrentIndex(window.preview.model.index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert window.preview.roles.said.startswith("A3: Mashiru HC III")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert boxes["column"].hasFocus()
    boxes["row"].setFocus()
    pick(boxes["row"], "left out")
    settle(window, qtbot)
    item = window.item
    assert item is not None
    assert item.to_save == 1
    assert item.corrections == {"role: row “Mashiru HC III”": "left out"}
    given = [one.text() for one in window.questions.findChildren(QPushButton)]
    assert "Take back" in given
    pick(boxes["row"], None)
    settle(window, qtbot)
    assert (item.to_save, item.corrections) == (2, {})


def test_a_row_can_be_the_heading(make, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    window = make(
        "a,b,c\nx,y,z\nSite name,Period,PARTO\nTolveni HC IV,2024-01,50%\nMashiru HC III,2024-01,60%\n"
    )
    window.preview.view.verticalHeader().sectionClicked.emit(2)
    pick(window.preview.roles.boxes["row"], "header")
    settle(window, qtbot)
    draft = window.desk.items[0].draft
    assert draft is not None
    assert draft.sheets[0].understood.header_rows == (3,)


def test_a_list_of_changes_is_handed_over(make, office_window: MainWindow, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Change tested,Started,Ended,Comments\n"
        "Partograph at every bed,2026-01-05,,ok\nNight round,2026-02-01,2026-03-01,no\n"
    )
    window = make(text)
    assert window.item.is_journal
    assert "list of tested changes" in window.foot.said
    with qtbot.waitSignal(office_window.context.navigator.journal_wanted) as told:
        click(window, "import_hand_over")
    assert Path(told.args[0]).name == "sheet0.csv"


def test_planning_a_file_leaves_the_window_alone(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    """The plan is made by the worker, over a connection of its own."""
    import threading

    from collabdesk.services.imports import files

    seen: list[threading.Thread] = []
    true = files.make_plan

    def watched(*given):  # type: ignore[no-untyped-def]
        seen.append(threading.current_thread())
        return true(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "make_plan", watched)
        window = make(HEAD + "Tolveni HC IV,PARTO,2024-01,3,9\n")
        observations.enter(workspace, [Typed(indicator_id=1, team_id=1, period=2024 * 12, text="4/9")])
        settle(window, qtbot)
    assert window.item.plan is not None
    assert len(window.item.plan.conflicts) == 1
    assert seen
    assert threading.main_thread() not in seen


# imports, recipes, forms -------------------------------------------------------------------------------------


def test_the_list_of_imports_takes_one_back(
    office_window: MainWindow,
    make,
    workspace: Workspace,
    messages: RecordedMessages,  # type: ignore[no-untyped-def]
    qtbot: QtBot,
) -> None:
    window = make(HEAD + "Tolveni HC IV,PARTO,2024-01,3,9\n")
    click(window, "import_confirm")
    settle(window, qtbot)
    dialog = ImportsDialog(office_window.context, workspace, office_window)
    dialog.open()
    (batch,) = dialog.table.rows
    assert dialog.table.selected() == [batch]
    messages.answers.append(True)
    click(dialog, "imports_take_back")
    assert "Take back the 1 number" in messages.asked[0]
    assert workspace.rows(ImportBatch)[batch.id].reverted is not None
    assert dialog._state(dialog.table.rows[0]).startswith("taken back")
    assert not dialog.findChild(QPushButton, "imports_take_back").isEnabled()
    dialog.accept()


def test_recipes_are_renamed_and_forgotten(
    office_window: MainWindow,
    make,
    workspace: Workspace,
    messages: RecordedMessages,
    qtbot: QtBot,  # type: ignore[no-untyped-def]
) -> None:
    window = make(HEAD + "Tolveni HC IV,PARTO,2024-01,3,9\nNobody,PARTO,2024-01,3,9\n")
    window.desk.answer(0, {window.item.draft.questions[0].id: "leave out"})
    settle(window, qtbot)
    click(window, "import_confirm")
    settle(window, qtbot)
    dialog = RecipesDialog(office_window.context, workspace, office_window)
    dialog.open()
    panel = dialog.panel
    assert [panel.answers.item(at).text() for at in range(panel.answers.count())] == [
        "Team “Nobody”  →  left out"
    ]
    messages.answers.append("Monthly list")
    panel._rename.trigger()
    assert [one.name for one in workspace.mine(Recipe)] == ["Monthly list"]
    panel._forget.trigger()
    assert workspace.mine(Recipe) == []
    assert panel.answers.count() == 0
    dialog.accept()


def test_set_up_shows_the_recipes(office_window: MainWindow) -> None:
    page = office_window.show_place("setup", "recipes")
    assert page is not None
    section = page.sections["recipes"]  # type: ignore[attr-defined]
    assert section.isVisible()
    assert section._stack.currentIndex() == 1  # none yet, and says what they are


def test_forms_are_made_from_the_data_place(
    office_window: MainWindow, workspace: Workspace, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = FormsDialog(office_window.context, workspace, office_window)
    dialog.open()
    file_dialogs.answers.append(tmp_path)
    with qtbot.waitSignal(office_window.context.navigator.file_made, timeout=20_000) as told:
        click(dialog, "forms_make")
    assert told.args[0] == "Made 3 form files"
    assert len(list(tmp_path.glob("*.xlsx"))) == 3


def test_forms_for_nobody_are_said_in_place(
    office_window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = FormsDialog(office_window.context, workspace, office_window)
    qtbot.addWidget(dialog)
    dialog.open()
    click(dialog, "forms_none")
    assert not dialog._make.isEnabled()
    dialog.reject()


# another CollabDesk file ---------------------------------------------------------------------------------------


@pytest.fixture
def neighbour(tmp_path: Path) -> Path:
    path = tmp_path / "south.collab"
    other = collaboratives.create_file(path, "Ben", "South")
    teams.add_teams(other, [TeamRow(name="Tolveni HC IV", code="T1")])
    from collabdesk.models.measures import Indicator

    indicators.save_indicator(
        other, Indicator(collaborative_id=other.collaborative.id, name="Partograph completed", code="PARTO")
    )
    observations.enter(other, [Typed(indicator_id=1, team_id=1, period=2024 * 12, text="7/9")])
    other.close()
    return path


def test_a_neighbours_file_is_previewed_and_brought_in(
    make, neighbour: Path, workspace: Workspace, qtbot: QtBot
) -> None:  # type: ignore[no-untyped-def]
    window = make(paths=[neighbour])
    assert window.item.state is FileState.READY
    assert window.preview.model.text(1, 1) == "Tolveni HC IV"
    assert not window.preview.roles.isVisible()  # its columns are known
    window.preview.go_to("", "Tolveni HC IV, Partograph completed, 2024-01")
    assert window.preview.view.currentIndex().row() == 1
    click(window, "import_confirm")
    settle(window, qtbot)
    row = workspace.store.get(Observation, 1, 1, 2024 * 12)
    assert row is not None
    assert row.numerator == 7


@pytest.mark.parametrize("answer", [True, False, None])
def test_a_dropped_collab_is_asked_about(
    office_window: MainWindow, neighbour: Path, messages: RecordedMessages, qtbot: QtBot, answer: bool | None
) -> None:
    before = office_window.desk.workspace
    assert before is not None
    messages.answers.append(answer)
    office_window.work.take_dropped([neighbour])
    assert "is a CollabDesk file" in messages.asked[0]
    opened = office_window.desk.workspace
    assert opened is not None
    assert (opened.path == neighbour) is (answer is False)
    windows = office_window.findChildren(ImportWindow)
    assert bool(windows) is (answer is True)
    for window in windows:
        settle(window, qtbot)
        window.close()


def test_workers_read_while_the_window_writes(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    text = HEAD + "".join(f"Tolveni HC IV,PARTO,20{year}-01,3,9\n" for year in range(10, 24))
    window = make(text)
    for at in range(5):
        observations.enter(workspace, [Typed(indicator_id=1, team_id=2, period=2024 * 12 + at, text="4/9")])
    settle(window, qtbot)
    draft = imports.open_draft(workspace, window.item.path)
    assert len(imports.make_plan(workspace, draft).new) == window.item.plan.new > 0


def test_large_files_are_saved_by_a_worker_in_one_undoable_edit(
    make,  # type: ignore[no-untyped-def]
    office_window: MainWindow,
    workspace: Workspace,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    monkeypatch.setattr("collabdesk.services.imports.files.LARGE", 2)
    text = HEAD + "".join(f"Tolveni HC IV,PARTO,20{year}-01,3,9\n" for year in range(10, 20))
    window = make(text, HEAD + "Mashiru HC III,PARTO,2010-01,3,9\n", text.replace("Tolveni HC IV", "Nobody"))
    before = len(workspace.store.all(Observation))
    click(window, "import_confirm_all")
    qtbot.waitUntil(
        lambda: [bool(one.result) for one in window.desk.items] == [True, True, False], timeout=20_000
    )
    assert len(workspace.store.all(Observation)) == before + 11
    assert workspace.saved_at is not None
    assert [batch.person for batch in workspace.mine(ImportBatch)] == [workspace.person] * 2
    assert not window.desk.items[0].saving
    workspace.undo()  # the second file, saved after the first
    workspace.undo()
    assert len(workspace.store.all(Observation)) == before


def test_saving_in_a_worker_that_fails_is_said(make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from collabdesk.errors import UserFacingError
    from collabdesk.services.imports import files

    def fail(*_given: object) -> None:
        raise UserFacingError("The disk is full.")

    monkeypatch.setattr("collabdesk.services.imports.files.LARGE", 0)
    monkeypatch.setattr(files, "apply", fail)
    window = make(HEAD + "Tolveni HC IV,PARTO,2010-01,3,9\n")
    click(window, "import_confirm")
    settle(window, qtbot)
    assert window.foot.said == "The disk is full."
    assert window.desk.items[0].state is FileState.READY
    assert window.isVisible()


def test_several_unknown_names_are_answered_in_one_table(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    names = ("Tolveni HC", "Mashirru HC III", "Near & Far Hill", "Petro Hil Clinic")
    window = make(HEAD + "".join(f"{name},PARTO,2024-01,3,9\n" for name in names))
    (card,) = window.questions.findChildren(NamesCard)
    assert len(card.boxes) == 4
    assert "Near && Far Hill" in [one.text() for one in card.findChildren(QPushButton)]  # no mark of a key
    assert not card.findChild(QPushButton, "use_names").isEnabled()  # nothing is decided by likeness alone
    assert sum(one.proposed is not None for one in window.item.draft.questions) > 1
    assert not window.questions.findChildren(QPushButton, "answer_likely")  # nor by one click for all, unseen
    first = card.boxes["unknown team: Tolveni HC"]
    offered = {first.itemData(at) for at in range(first.count())}
    assert {"T1", "T2", "T3", "create", "leave out"} <= offered  # all that the register knows can be chosen
    first.setCurrentIndex(first.findData("T1"))
    click(card, "rest_out")
    click(card, "use_names")
    settle(window, qtbot)
    assert window.item.state is FileState.READY
    assert window.item.to_save == 1
    click(window, "import_confirm")
    settle(window, qtbot)
    assert workspace.store.get(Observation, 1, 1, 2024 * 12) is not None


def test_closing_waits_for_a_worker_that_writes(
    make,  # type: ignore[no-untyped-def]
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time

    from collabdesk.services.imports import files

    true = files.apply

    def slowly(*given):  # type: ignore[no-untyped-def]
        time.sleep(0.3)
        return true(*given)

    monkeypatch.setattr("collabdesk.services.imports.files.LARGE", 0)
    monkeypatch.setattr(files, "apply", slowly)
    window = make(HEAD + "Tolveni HC IV,PARTO,2010-01,3,9\n")
    click(window, "import_confirm")
    assert window.desk.items[0].saving
    assert not window.foot.stop.isVisible()
    window.close()
    assert [batch.file for batch in workspace.mine(ImportBatch)] == ["sheet0.csv"]
    assert workspace.saved_at is not None


def test_cancel_in_the_status_bar_does_not_lose_what_is_written(
    make,  # type: ignore[no-untyped-def]
    office_window: MainWindow,
    workspace: Workspace,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from collabdesk.services.imports import files

    true = files.apply

    def cancelled_meanwhile(*given):  # type: ignore[no-untyped-def]
        office_window.context.tasks.cancel_all()
        return true(*given)

    monkeypatch.setattr("collabdesk.services.imports.files.LARGE", 0)
    monkeypatch.setattr(files, "apply", cancelled_meanwhile)
    window = make(HEAD + "Tolveni HC IV,PARTO,2010-01,3,9\n")
    click(window, "import_confirm")
    qtbot.waitUntil(lambda: window.desk.items[0].result is not None, timeout=20_000)
    assert len(workspace.mine(ImportBatch)) == 1


def test_a_form_that_came_back_is_shown_without_its_marks(
    make,  # type: ignore[no-untyped-def]
    workspace: Workspace,
    tmp_path: Path,
) -> None:
    import datetime as dt

    from collabdesk.i18n import Translator
    from collabdesk.periods import month
    from collabdesk.services.data import forms

    content = forms.gather_forms(workspace, month(2026, 9), dt.date(2026, 10, 1), [1])
    (path,) = forms.write_forms(content, tmp_path / "forms", Translator("en")).files
    window = make(paths=[path])
    view = window.preview.view
    assert view.isColumnHidden(0)
    assert view.isRowHidden(0)
    assert not view.isRowHidden(1)
    assert window.preview.sentence.startswith("A form that nobody has filled in")
    assert window.item.state is FileState.NOTHING


def test_what_was_answered_waits_until_it_is_taken_up_again(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    window = make(
        HEAD + "Nobody,PARTO,2024-01,3,9\nNoone,PARTO,2024-01,3,9\n",
        HEAD + "Tolveni HC IV,PARTO,2024-01,3,9\n",
    )
    asked = [question.id for question in window.desk.items[0].draft.questions]
    assert len(asked) == 2
    window.desk.answer(0, {asked[0]: "leave out"})
    settle(window, qtbot)
    path = window.desk.items[0].path
    click(window, "import_later")
    assert not window.isVisible()
    assert {one.path: one.questions for one in imports.waiting_files(workspace)} == {
        path: 1, window.desk.items[1].path: 0,
    }  # fmt: skip
    again = make(paths=[path])
    (left,) = again.desk.items[0].draft.questions
    assert left.id == asked[1]
    again.desk.answer(0, {left.id: "create"})
    settle(again, qtbot)
    click(again, "import_confirm")
    qtbot.waitUntil(lambda: len(workspace.mine(ImportBatch)) == 1, timeout=20_000)
    assert [one.path for one in imports.waiting_files(workspace)] == [window.desk.items[1].path]


def test_close_keeps_only_what_was_answered(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    window = make(HEAD + "Nobody,PARTO,2024-01,3,9\n", HEAD + "Noone,PARTO,2024-01,3,9\n")
    (question,) = window.desk.items[1].draft.questions
    window.desk.answer(1, {question.id: "create"})
    click(window, "import_cancel")  # at once: the answer is still being worked on
    (kept,) = imports.waiting_files(workspace)
    assert kept.path == window.desk.items[1].path
    assert kept.answers[question.id] == "create"


def test_the_imports_dialog_takes_up_or_forgets(
    make,
    office_window: MainWindow,
    workspace: Workspace,
    messages: RecordedMessages,
    qtbot: QtBot,  # type: ignore[no-untyped-def]
) -> None:
    click(make(HEAD + "Nobody,PARTO,2024-01,3,9\n"), "import_later")
    dialog = ImportsDialog(office_window.context, workspace, office_window)
    dialog.open()
    assert "sheet0.csv waits with 1 question" in dialog.waiting._said.text()
    with qtbot.waitSignal(office_window.context.navigator.files_wanted) as wanted:
        click(dialog, "waiting_take_up")
    assert [path.name for path in wanted.args[0]] == ["sheet0.csv"]
    dialog = ImportsDialog(office_window.context, workspace, office_window)
    dialog.open()
    messages.answers.append(True)
    click(dialog, "waiting_forget")
    assert imports.waiting_files(workspace) == ()
    assert dialog.waiting.isHidden()
    dialog.close()


@pytest.fixture
def all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left to a worker from 1,000 rows on is left to it from two on."""
    for module in ("collabdesk.ui.history", "collabdesk.ui.imports.batches"):
        monkeypatch.setattr(f"{module}.MANY_ROWS", 1)
    monkeypatch.setattr("collabdesk.services.imports.files.LARGE", 1)


def test_a_large_import_is_saved_taken_back_and_undone_by_a_worker(
    make,
    all_is_large: None,
    office_window: MainWindow,
    workspace: Workspace,
    messages: RecordedMessages,
    qtbot: QtBot,  # type: ignore[no-untyped-def]
) -> None:
    def settled(more: int) -> None:
        """The file and the numbers that the pages show have so many values more than before."""
        qtbot.waitUntil(lambda: len(workspace.store.all(Observation)) == len(before) + more, timeout=20_000)
        qtbot.waitUntil(lambda: not office_window.context.tasks.running, timeout=20_000)
        assert int(np.isfinite(cube_of(workspace, "month").numerator).sum()) == shown + more

    office_window.show_place("charts")
    before = workspace.store.all(Observation)
    shown = int(np.isfinite(cube_of(workspace, "month").numerator).sum())
    window = make(HEAD + "Tolveni HC IV,PARTO,2013-01,3,9\nTolveni HC IV,PARTO,2013-02,4,9\n")
    click(window, "import_confirm")
    settled(2)
    dialog = ImportsDialog(office_window.context, workspace, office_window)
    dialog.open()
    messages.answers.append(True)
    click(dialog, "imports_take_back")
    settled(0)
    assert workspace.store.all(Observation) == before
    office_window.actions_["undo"].trigger()  # of the taking back
    settled(2)
    office_window.actions_["redo"].trigger()
    settled(0)
    assert workspace.mine(ImportBatch)[0].reverted is not None
    dialog.close()


def test_the_import_window_takes_a_large_import_back(
    make,
    all_is_large: None,
    workspace: Workspace,
    qtbot: QtBot,  # type: ignore[no-untyped-def]
) -> None:
    lines = "Tolveni HC IV,PARTO,2013-01,3,9\nTolveni HC IV,PARTO,2013-02,4,9\n"
    window = make(HEAD + lines, HEAD + "Nobody,PARTO,2013-01,3,9\n")
    click(window, "import_confirm")
    qtbot.waitUntil(lambda: window.desk.items[0].result is not None, timeout=20_000)
    window.files.setCurrentRow(0)
    click(window, "import_take_back")
    qtbot.waitUntil(lambda: window.desk.items[0].result is None, timeout=20_000)
    settle(window, qtbot)
    assert window.desk.items[0].state is FileState.READY
    assert workspace.mine(ImportBatch)[0].reverted is not None


def test_old_numbers_that_were_kept_are_said(make, workspace: Workspace, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    click(make(HEAD + "Tolveni HC IV,PARTO,2013-01,3,9\n"), "import_confirm")
    lines = "Tolveni HC IV,PARTO,2013-01,4,9\nTolveni HC IV,PARTO,2013-02,4,9\n"
    window = make(HEAD + lines, HEAD + "Nobody,PARTO,2013-01,3,9\n")
    assert "Ready: 1 value, 1 in conflict" in window.files.item(0).text()
    click(window, "import_confirm")
    qtbot.waitUntil(lambda: window.desk.items[0].result is not None, timeout=20_000)
    assert "Imported 1 value, 1 old kept" in window.files.item(0).text()
    window.files.setCurrentRow(0)
    assert window.foot.said == "Imported 1 value from sheet0.csv. 1 old number that differs was kept."


def test_several_files_fill_an_empty_register_with_one_confirmation(
    make,  # type: ignore[no-untyped-def]
    office_window: MainWindow,
    qtbot: QtBot,
) -> None:
    office_window.desk.add_collaborative("Quite new")
    workspace = office_window.desk.workspace
    assert workspace is not None
    texts = [
        HEAD + "Alphaville HC,HANDS,2024-01,3,9\nBreeland Hospital,HANDS,2024-01,4,8\n",
        HEAD + "Alphaville HC,HANDS,2024-02,3,9\nCotta Dispensary,HANDS,2024-02,5,9\n",
        HEAD + "Breland Hospital,HANDS,2024-03,5,9\nDellmore Clinic,HANDS,2024-03,5,9\n",
    ]
    window = make(*texts)
    assert [item.state for item in window.desk.items] == [FileState.READY] * 3
    click(window, "import_confirm_all")
    settle(window, qtbot)
    # what was shown as new is made; what is nearly a name of another file is asked about
    imported = FileState.IMPORTED
    qtbot.waitUntil(
        lambda: [item.state for item in window.desk.items] == [imported, imported, FileState.ASKS],
        timeout=20_000,
    )
    names = sorted(team.name for team in workspace.mine(Team))
    assert names == ["Alphaville HC", "Breeland Hospital", "Cotta Dispensary"]
    assert [question.about for question in window.desk.items[2].draft.questions] == ["Breland Hospital"]
