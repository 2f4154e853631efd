"""Baselines in the window: the panel of one chart, the list of all proposals, and what the chart shows of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from collabdesk.charts.spec import LineStyle
from collabdesk.models.measures import Dismissal
from collabdesk.services.charts.series import phases_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.workspace import Workspace
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.phases.dialog import PhasesDialog
from collabdesk.ui.phases.ready import ReadyDialog
from tests.ui.office import FIRST
from tests.ui.recorders import RecordedMessages

TOLVENI, MASHIRU = 1, 2
PARTOGRAPH = 1


@pytest.fixture
def page(charts_page: ChartsPage) -> ChartsPage:
    return charts_page


@pytest.fixture
def workspace(page: ChartsPage) -> Workspace:
    return page.workspace


@pytest.fixture
def dialog(page: ChartsPage) -> PhasesDialog:
    page.open_chart(PARTOGRAPH, TOLVENI)
    made = page.large.open_phases()
    assert made is not None
    return made


def earlier_numbers(workspace: Workspace) -> None:
    """Half a year of numbers of two teams before those of the office: eleven points before the action period."""
    cells = [
        Typed(indicator_id=PARTOGRAPH, team_id=team, period=FIRST - 6 + step, text=f"{8 + step}/20")
        for step in range(6)
        for team in (TOLVENI, MASHIRU)
    ]
    observations.enter(workspace, cells)


@pytest.fixture
def ready(page: ChartsPage) -> ReadyDialog:
    earlier_numbers(page.workspace)
    made = page.open_baselines()
    assert isinstance(made, ReadyDialog)
    return made


def press(owner: PhasesDialog | ReadyDialog, name: str) -> None:
    button = owner.findChild(QPushButton, f"button_{name}")
    assert button is not None
    assert button.isVisibleTo(owner)
    assert button.isEnabled()
    button.click()


def centre(dialog: PhasesDialog) -> list[tuple[LineStyle, float, bool]]:
    spec = dialog.canvas._spec
    assert spec is not None
    return [(line.style, line.y, line.old) for line in spec.centre]


def test_the_panel_opens_with_the_proposal_drawn(dialog: PhasesDialog) -> None:
    assert dialog.windowTitle() == "Baseline and phases: Tolveni HC IV, Partograph completed"
    assert "Only 5 points" not in dialog.proposal.text()
    assert dialog.table.rows == []
    assert centre(dialog)[0][0] is LineStyle.BASELINE
    assert dialog.preview.text().startswith("Preview. The median of ")


def test_the_preview_follows_the_months(dialog: PhasesDialog, workspace: Workspace) -> None:
    dialog.editor.first.set_value(FIRST)
    dialog.editor.last.set_value(FIRST + 9)
    dialog.editor.last.activated.emit(0)
    assert dialog.preview.text() == "Preview. The median of 10 points: 42.5 %."
    assert centre(dialog)[0] == (LineStyle.BASELINE, 42.5, False)
    assert phases_of(workspace, PARTOGRAPH, TOLVENI) == []
    dialog.editor.last.set_value(FIRST + 2)
    dialog.editor.last.activated.emit(0)
    assert "That is few" in dialog.preview.text()


def test_saving_writes_name_and_reason_and_the_chart_follows(
    dialog: PhasesDialog, page: ChartsPage, workspace: Workspace
) -> None:
    dialog.editor.first.set_value(FIRST)
    dialog.editor.last.set_value(FIRST + 9)
    dialog.editor.reason.setText("the year before")
    dialog.editor.changed.emit()
    press(dialog, "phases_save")
    (phase,) = phases_of(workspace, PARTOGRAPH, TOLVENI)
    assert (phase.first, phase.last, phase.person, phase.reason) == (
        FIRST,
        FIRST + 9,
        "Ada",
        "the year before",
    )
    shown = page.large.chart.spec()
    assert shown is not None
    assert shown.centre[0].y == 42.5
    assert "frozen on Jan 2025 to Oct 2025" in page.large.baseline.text()
    assert dialog.events.item(0).text().endswith("frozen on Jan 2025 to Oct 2025: the year before")


def test_nothing_is_written_where_nothing_was_changed(dialog: PhasesDialog) -> None:
    frozen(dialog)
    assert not dialog._save_action.isEnabled()
    dialog.editor.frozen.setChecked(False)
    assert dialog._save_action.isEnabled()
    assert dialog.preview.text().startswith("Preview. Not frozen")
    dialog.editor.frozen.setChecked(True)
    assert not dialog._save_action.isEnabled()


def test_a_window_that_cannot_be_is_said_and_not_saved(dialog: PhasesDialog) -> None:
    dialog.editor.first.set_value(FIRST + 5)
    dialog.editor.last.set_value(FIRST + 1)
    dialog.editor.last.activated.emit(0)
    assert dialog.preview.text() == "The baseline ends before it begins."
    assert not dialog._save_action.isEnabled()


def frozen(dialog: PhasesDialog) -> None:
    dialog.editor.first.set_value(FIRST)
    dialog.editor.last.set_value(FIRST + 5)
    dialog.editor.changed.emit()
    press(dialog, "phases_save")


def test_a_run_proposes_a_new_median_that_is_taken_with_a_reason(
    dialog: PhasesDialog, workspace: Workspace
) -> None:
    frozen(dialog)
    assert dialog.proposal.text() == (
        "11 points in a row above the median of 42.5 %: new median from Oct 2025? "
        "It would be 80.0 % now; the old one stays visible."
    )
    dialog.editor.reason.setText("triage desk")
    press(dialog, "phases_accept")
    old, new = phases_of(workspace, PARTOGRAPH, TOLVENI)
    assert (new.starts, new.frozen, new.reason) == (FIRST + 9, False, "triage desk")
    assert len(dialog.table.rows) == 2
    assert (dialog.editor.first.value(), dialog.editor.last.value()) == (FIRST + 9, FIRST + 19)
    assert (LineStyle.BASELINE, 42.5, True) in centre(dialog)
    assert old.frozen


def test_a_proposal_is_put_off(dialog: PhasesDialog, workspace: Workspace) -> None:
    frozen(dialog)
    press(dialog, "phases_put_off")
    assert not dialog._box.isVisibleTo(dialog)
    (kept,) = workspace.rows(Dismissal).values()
    assert (kept.kind, kept.team_id) == ("re-baseline", TOLVENI)


def test_a_new_phase_is_drafted_from_the_run_and_removed_again(
    dialog: PhasesDialog, workspace: Workspace, messages: RecordedMessages
) -> None:
    frozen(dialog)
    press(dialog, "phases_new")
    assert dialog.editor.is_new
    assert dialog.editor.starts.value() == FIRST + 9
    press(dialog, "phases_save")
    assert len(phases_of(workspace, PARTOGRAPH, TOLVENI)) == 2
    messages.answers = ["a slip"]
    press(dialog, "phases_remove")
    assert len(phases_of(workspace, PARTOGRAPH, TOLVENI)) == 1
    assert "a slip" in dialog.events.item(0).text()


def test_the_line_of_all_teams_has_its_panel_too(page: ChartsPage, workspace: Workspace) -> None:
    page.open_chart(PARTOGRAPH, None)
    dialog = page.large.open_phases()
    assert dialog is not None
    frozen(dialog)
    assert len(phases_of(workspace, PARTOGRAPH, None)) == 1
    dialog.accept()
    page.open_chart(PARTOGRAPH, MASHIRU)
    mine = page.large.open_phases()
    assert mine is not None
    assert len(mine.table.rows) == 1
    mine.editor.last.set_value(FIRST + 3)
    mine.editor.changed.emit()
    press(mine, "phases_save")
    assert phases_of(workspace, PARTOGRAPH, MASHIRU)[0].team_id == MASHIRU
    press(mine, "phases_follow")
    assert phases_of(workspace, PARTOGRAPH, MASHIRU)[0].team_id is None


def test_ctrl_b_opens_the_panel(page: ChartsPage) -> None:
    page.open_chart(PARTOGRAPH, TOLVENI)
    assert page.large.phases.shortcut().toString() == "Ctrl+B"
    assert page.large.phases in page.large.chart.canvas.actions()


def test_the_list_ticks_what_is_plain_and_accepts_it_in_one_edit(
    ready: ReadyDialog, workspace: Workspace, page: ChartsPage
) -> None:
    assert [one.team_id for one in ready._found] == [None, TOLVENI, MASHIRU]
    assert [one.team_id for one in ready.ticked()] == [TOLVENI, MASHIRU]
    press(ready, "ready_all")
    assert len(ready.ticked()) == 3
    ready.reason.setText("agreed at LS1")
    press(ready, "ready_accept")
    assert ready._found == [] or all(one.kind != "freeze" for one in ready._found)
    assert phases_of(workspace, PARTOGRAPH, TOLVENI)[0].reason == "agreed at LS1"
    page.wall.baselines.count()
    workspace.undo()
    assert phases_of(workspace, PARTOGRAPH, TOLVENI) == []


def test_of_selected_charts_only_theirs_are_ticked(page: ChartsPage) -> None:
    earlier_numbers(page.workspace)
    page.wall.wall.select([MASHIRU])
    made = page.open_baselines()
    assert isinstance(made, ReadyDialog)
    assert [one.team_id for one in made.ticked()] == [MASHIRU]
    made.reject()


def test_the_wall_says_how_much_could_be_decided(page: ChartsPage, workspace: Workspace) -> None:
    page.wall.baselines.count()
    assert page.wall.baselines.text() == "Baselines…"
    earlier_numbers(workspace)
    page.wall.baselines.count()
    assert page.wall.baselines.text() == "Baselines: 2 to decide…"


def test_what_is_selected_rests(ready: ReadyDialog, workspace: Workspace) -> None:
    before = len(ready._found)
    ready.list.topLevelItem(0).setSelected(True)
    press(ready, "ready_put_off")
    assert len(ready._found) == before - 1
    assert len(workspace.rows(Dismissal)) == 1


def test_the_list_leads_to_the_chart(ready: ReadyDialog, page: ChartsPage) -> None:
    ready.list.setCurrentItem(ready.list.topLevelItem(1))
    press(ready, "ready_chart")
    assert page.large.pair == (PARTOGRAPH, ready_team(ready, 1))


def ready_team(ready: ReadyDialog, place: int) -> int:
    return ready._found[place].team_id or 0


def test_a_space_ticks_a_line(ready: ReadyDialog) -> None:
    ready.list.setFocus()
    ready.list.setCurrentItem(ready.list.topLevelItem(1))
    QTest.keyClick(ready.list, Qt.Key.Key_Space)
    assert [one.team_id for one in ready.ticked()] == [MASHIRU]
