"""The Changes page in use: one line and a date, decisions with a click, cycles, the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Message, Translator
from collabdesk.models.ideas import Change, Decision, Driver, Pdsa, Test
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Collaborative, Team
from collabdesk.models.store import Store
from collabdesk.services.changes import changes, drivers
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.setup import teams
from collabdesk.services.setup.indicators import save_indicator
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice, LongText
from collabdesk.ui.messages import Messages
from collabdesk.ui.pages.changes import ChangesPage, RecordChangeDialog
from collabdesk.ui.pages.changes.catalogue_part import CataloguePart
from collabdesk.ui.pages.changes.change_dialog import ChangeDialog
from collabdesk.ui.pages.changes.merge_dialog import MergeDialog
from collabdesk.ui.pages.changes.test_dialog import TestDialog
from collabdesk.ui.theme import Theme
from collabdesk.ui.tick_list import TickList
from tests.ui.showing import context_of, shown

KEY = Qt.Key
MARCH = dt.date(2026, 3, 2)


class Answers(Messages):
    """Answers instead of boxes."""

    def __init__(self) -> None:
        super().__init__(Translator("en"))
        self.said: list[str] = []

    def ask(
        self,
        question: Message | str,
        yes: Message | str,
        no: Message | str | None = None,
        *,
        danger: bool = False,
    ) -> bool:
        self.said.append(f"{question} {yes} {no} {danger}")
        return True

    def warn(self, said: Message | str) -> None:
        self.said.append(str(said))


@pytest.fixture
def context(theme: Theme) -> Context:
    return context_of(theme, messages=Answers())


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """Two teams, an indicator, and one change that Alpha tests since March."""
    collaborative, _ = store.transact(
        "Anna", "New", lambda writer: writer.add(Collaborative(name="Safe Birth"))
    )
    opened = Workspace(store, "Anna", collaborative.id)
    teams.add_teams(opened, [TeamRow(name="Alpha"), TeamRow(name="Beta")])
    save_indicator(opened, Indicator(collaborative_id=collaborative.id, name="AMTSL"))
    changes.record_test(opened, NewTest(change="Wall clock", team_ids=(1,), started=MARCH))
    return opened


@pytest.fixture
def page(qtbot: QtBot, context: Context, workspace: Workspace) -> Iterator[ChangesPage]:
    with shown(ChangesPage, context, workspace, qtbot) as made:
        yield made


def catalogue(page: ChangesPage) -> CataloguePart:
    part = page.show_view("catalogue")
    assert isinstance(part, CataloguePart)
    return part


def rows(page: ChangesPage) -> list[tuple[str, str, dt.date, Decision]]:
    page.show_view("tests")
    return [(row.team, row.change, row.started, row.decision) for row in page.tests.table.shown]


def test_one_line_and_a_date_record_a_change(page: ChangesPage, workspace: Workspace) -> None:
    page.record_change(2, dt.date(2026, 4, 1))
    page.tests.line.change.setText("Cool box")
    QTest.keyClick(page.tests.line.change, KEY.Key_Return)
    assert rows(page)[0] == ("Beta", "Cool box", dt.date(2026, 4, 1), Decision.TESTING)
    assert [change.name for change in workspace.mine(Change)] == ["Wall clock", "Cool box"]
    assert page.tests.line.change.text() == ""
    workspace.undo()
    assert len(rows(page)) == 1
    assert [row.name for row in catalogue(page).table.rows] == ["Wall clock"]


def test_a_known_change_is_offered_and_not_made_twice(page: ChangesPage, workspace: Workspace) -> None:
    completer = page.tests.line.change.completer()
    completer.setCompletionPrefix("clock")
    assert completer.currentCompletion() == "Wall clock"
    page.record_change(2, MARCH)
    page.tests.line.change.setText("wall CLOCK")
    page.tests.line.button.click()
    assert len(workspace.mine(Change)) == 1
    assert len(workspace.rows(Test)) == 2


@pytest.mark.parametrize(
    ("change", "team", "day", "reason"),
    [
        ("", 2, "1 Apr 2026", "Say in a few words"),
        ("Cool box", None, "1 Apr 2026", "Choose the team"),
        ("Cool box", 2, "some day", "Type a date"),
        ("Wall clock", 1, "2 Mar 2026", "already has"),
    ],
)
def test_what_is_missing_is_said_in_place(
    page: ChangesPage, workspace: Workspace, change: str, team: int | None, day: str, reason: str
) -> None:
    page.record_change(team, None)
    page.tests.line.change.setText(change)
    page.tests.line.day.edit.setText(day)
    page.tests.line.record()
    assert reason in page.tests.line.reason
    assert len(workspace.rows(Test)) == 1
    assert page.tests.line.change.text() == change


def test_a_name_that_looks_like_a_known_one_is_offered(page: ChangesPage, workspace: Workspace) -> None:
    line = page.tests.line
    line.change.setText("Clock on the wall")
    line.change.editingFinished.emit()
    assert not line.same.isHidden()
    line.same.click()
    assert line.change.text() == "Wall clock"
    assert line.same.isHidden()
    for text in ("wall CLOCK", "Cool box", ""):
        line.change.setText(text)
        line.change.editingFinished.emit()
        assert line.same.isHidden()


def test_several_teams_at_once(page: ChangesPage, workspace: Workspace) -> None:
    page.tests.line.teams.set_value([1, 2])
    assert page.tests.line.teams.text() == "2 teams"
    page.tests.line.change.setText("Cool box")
    page.tests.line.record()
    assert {row.team for row in page.tests.table.shown if row.change == "Cool box"} == {"Alpha", "Beta"}
    workspace.undo()
    assert len(rows(page)) == 1


def test_a_decision_with_one_click_and_undo(page: ChangesPage, workspace: Workspace) -> None:
    page.tests.table.select(lambda row: row.team == "Alpha")
    assert page.tests.decide[Decision.ADOPTED].isEnabled()
    assert not page.tests.decide[Decision.TESTING].isEnabled()
    page.tests.decide[Decision.ADOPTED].trigger()
    assert rows(page)[0][3] is Decision.ADOPTED
    assert catalogue(page).table.rows[0].adopted == 1
    assert not page.tests.decide[Decision.ADOPTED].isEnabled()
    workspace.undo()
    assert rows(page)[0][3] is Decision.TESTING


def test_a_team_that_tried_twice_counts_where_it_stands_now(page: ChangesPage, workspace: Workspace) -> None:
    changes.decide(workspace, 1, Decision.ABANDONED, MARCH)
    again = NewTest(change="Wall clock", team_ids=(1,), started=dt.date(2026, 5, 1))
    changes.record_test(workspace, again)
    row = catalogue(page).table.rows[0]
    assert (row.testing, row.adopted, row.stopped) == (1, 0, 0)


def test_filter_by_decision(page: ChangesPage) -> None:
    page.tests.filter.setCurrentIndex(page.tests.filter.findData(Decision.ADOPTED))
    assert rows(page) == []
    page.tests.filter.setCurrentIndex(page.tests.filter.findData(Decision.TESTING))
    assert len(rows(page)) == 1
    page.tests.table.select(lambda row: row.team == "Alpha")
    page.tests.decide[Decision.ABANDONED].trigger()
    assert rows(page) == []


def test_removing_asks_first(page: ChangesPage, workspace: Workspace, context: Context) -> None:
    page.tests.table.select(lambda row: row.team == "Alpha")
    page.tests.remove.trigger()
    assert rows(page) == []
    assert isinstance(context.messages, Answers)
    assert "Remove 1 test" in context.messages.said[0]
    workspace.undo()
    assert len(rows(page)) == 1


def test_cycles_are_written_when_a_field_is_left(page: ChangesPage, workspace: Workspace) -> None:
    page.tests.open_test(page.tests.table.rows[0])
    dialog = page.findChild(TestDialog)
    assert dialog is not None
    dialog._add_cycle()
    plan = dialog.findChild(LongText, "cycle_1_plan")
    assert plan is not None
    QTest.keyClicks(plan, "one shift")
    plan.editing_finished.emit()
    assert [cycle.plan for cycle in workspace.rows(Pdsa).values()] == ["one shift"]
    assert page.tests.table.rows[0].cycles == 1
    workspace.undo()
    assert [cycle.plan for cycle in workspace.rows(Pdsa).values()] == [""]
    dialog.close()


def test_a_cycle_that_adopts_has_decided_the_test(page: ChangesPage, workspace: Workspace) -> None:
    page.tests.open_test(page.tests.table.rows[0])
    dialog = page.findChild(TestDialog)
    assert dialog is not None
    dialog._add_cycle()
    box = dialog.findChild(Choice, "cycle_1_decision")
    assert box is not None
    for said, decision in (("adapt", Decision.TESTING), ("adopt", Decision.ADOPTED)):
        box.set_value(said)
        box.activated.emit(box.currentIndex())
        assert workspace.rows(Test)[1].decision == decision
        assert dialog.form.values()["decision"] == decision  # type: ignore[index]
    assert workspace.rows(Test)[1].decided == dt.date.today()
    workspace.undo()
    assert workspace.rows(Test)[1].decision == Decision.TESTING
    dialog.close()


def test_enter_ticks_the_first_team_that_the_search_finds(page: ChangesPage) -> None:
    field = page.tests.line.teams
    names = [item.text() for item in field._list.lines()]
    for name in names[-2:]:
        field._search.setText(name)
        QTest.keyClick(field._search, KEY.Key_Return)
    assert [item.text() for item in field._list.ticked()] == names[-2:]
    QTest.keyClick(field._search, KEY.Key_Return)
    assert [item.text() for item in field._list.ticked()] == names[-2:-1]


def test_a_row_that_the_search_hides_is_no_longer_to_be_decided(page: ChangesPage) -> None:
    page.tests.table.select(lambda row: True)
    assert page.tests.remove.isEnabled()
    page.tests.table.search.setText("nothing is called so")
    assert not page.tests.remove.isEnabled()


def test_decision_in_the_details_dates_itself(page: ChangesPage, workspace: Workspace) -> None:
    page.tests.open_test(page.tests.table.rows[0])
    dialog = page.findChild(TestDialog)
    assert dialog is not None
    box = dialog.form.fields["decision"]
    assert isinstance(box, Choice)
    box.set_value(Decision.ADAPTED)
    box.activated.emit(box.currentIndex())
    saved = workspace.rows(Test)[1]
    assert (saved.decision, saved.decided) == (Decision.ADAPTED, dt.date.today())
    dialog.close()


def test_a_change_says_which_indicators_it_should_move(page: ChangesPage, workspace: Workspace) -> None:
    catalogue(page).open_change(catalogue(page).table.rows[0])
    dialog = page.findChild(ChangeDialog)
    assert dialog is not None
    dialog.moved.item(0).setCheckState(Qt.CheckState.Checked)
    dialog._save()
    assert catalogue(page).table.rows[0].indicators == "AMTSL"
    workspace.undo()
    assert catalogue(page).table.rows[0].indicators == ""


def test_a_taken_name_is_refused_in_place(page: ChangesPage, workspace: Workspace) -> None:
    catalogue(page).add_change()
    dialog = page.findChild(ChangeDialog)
    assert dialog is not None
    dialog.form.set_values({"name": "WALL clock"})
    dialog._save()
    assert "in the catalogue already" in dialog.form.reason("name")
    assert len(workspace.mine(Change)) == 1
    dialog.close()


def test_dialog_for_a_chart_begins_with_team_and_day(
    qtbot: QtBot, context: Context, workspace: Workspace
) -> None:
    dialog = RecordChangeDialog(context, workspace, 2, MARCH)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.line.change.setText("Cool box")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.line.change, KEY.Key_Return)
    made = workspace.rows(Test)[2]
    assert (made.team_id, made.started) == (2, MARCH)


def test_an_empty_page_says_what_it_is_for(page: ChangesPage, workspace: Workspace) -> None:
    assert page.tests.or_empty.currentIndex() == 0
    changes.remove_tests(workspace, [1])
    assert page.tests.or_empty.currentIndex() == 1


def test_a_click_on_a_line_ticks_it_and_one_on_its_box_too(qtbot: QtBot) -> None:
    ticks = TickList()
    qtbot.addWidget(ticks)
    for key, name in enumerate(("Amberu", "Belorwa", "Chesanti")):
        ticks.add_line(key, name, ticked=False)
    ticks.show()
    for place, across in ((0, 60), (2, 10)):
        where = ticks.visualItemRect(ticks.item(place))
        spot = QPoint(where.left() + across, where.center().y())
        QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert ticks.keys() == [0, 2]
    where = ticks.visualItemRect(ticks.item(2))
    QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=where.center())
    assert ticks.keys() == [0]


def test_a_whole_wave_is_ticked_at_once(page: ChangesPage, workspace: Workspace) -> None:
    workspace.transact("Waves", lambda writer: [writer.change(team, wave=2) for team in workspace.mine(Team)])
    box = page.tests.line.teams.findChild(QComboBox, "record_wave")
    assert [box.itemText(place) for place in range(box.count())] == ["A whole wave…", "Wave 2"]
    box.activated.emit(1)
    assert page.tests.line.teams.value() == (1, 2)


def test_the_diagram_is_walked_with_the_arrows(page: ChangesPage, workspace: Workspace) -> None:
    part = catalogue(page)
    mine = workspace.collaborative.id
    for name in ("Readiness", "Prevention"):
        drivers.save_driver(workspace, Driver(collaborative_id=mine, name=name))
    drivers.assign(workspace, [1], 2)
    canvas = part.drivers.view.canvas
    canvas.choose("driver:1")
    for key, there in ((KEY.Key_Down, "driver:2"), (KEY.Key_Right, "change:1"), (KEY.Key_Left, "driver:2")):
        QTest.keyClick(canvas, key)
        assert canvas.current == there
    assert canvas.accessibleDescription() == "Prevention"
    part.drivers.up.trigger()
    assert [one.name for one in drivers.in_order(workspace)] == ["Prevention", "Readiness"]
    canvas.choose("change:1")
    assert [row.name for row in part.table.selected()] == ["Wall clock"]


def test_names_that_look_alike_are_merged_or_kept_apart(page: ChangesPage, workspace: Workspace) -> None:
    part = catalogue(page)
    assert part.alike.isHidden()
    for team, name in ((1, "Clock on the wall"), (2, "Clocks at the wall")):
        changes.record_test(workspace, NewTest(change=name, team_ids=(team,), started=MARCH))
    assert "look alike" in part.alike.said.text()
    part.alike.merge.click()
    dialog = page.findChild(MergeDialog)
    assert dialog is not None
    dialog.accept()
    assert len(part.table.rows) == 2
    part.alike.apart.click()
    assert part.alike.isHidden()
    workspace.undo()
    assert not part.alike.isHidden()
