"""What the large chart shows besides its own line, what is marked on it, and what is printed of it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from collabdesk.charts.spec import ChartSpec, LineStyle
from collabdesk.i18n import Translator
from collabdesk.models.measures import Phase
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.phases import phases
from collabdesk.services.phases.phases import Decision
from collabdesk.ui.charts.printing import LOWEST, per_page
from collabdesk.ui.charts.style import Line
from collabdesk.ui.pages.charts.choice import POOLED
from collabdesk.ui.pages.charts.page import ChartsPage
from collabdesk.ui.pages.charts.rows import median_columns
from collabdesk.ui.phases.dialog import PhasesDialog
from tests.ui.office import FIRST
from tests.ui.recorders import QueuedFiles
from tests.ui.written import text_of

TOLVENI, MASHIRU, PETRO = 1, 2, 3
PARTOGRAPH, DEATHS = 1, 2
SAY = Translator("en").text


@pytest.fixture
def page(charts_page: ChartsPage) -> ChartsPage:
    return charts_page


@pytest.fixture
def large(page: ChartsPage) -> ChartsPage:
    page.open_chart(PARTOGRAPH, TOLVENI)
    return page


def shown(page: ChartsPage) -> ChartSpec:
    spec = page.large.chart.spec()
    assert spec is not None
    return spec


def compare(page: ChartsPage, name: str) -> None:
    box = page.large.options.other
    assert box.findText(name) > 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(box.findText(name))


# --- compare ---


@pytest.mark.parametrize(
    ("name", "teams"),
    [("All teams", None), ("Oruba", [TOLVENI, MASHIRU]), ("Kalindu", [PETRO])],
)
def test_compare_with_a_pooled_line(large: ChartsPage, name: str, teams: list[int] | None) -> None:
    compare(large, name)
    (other,) = shown(large).others
    pooled = SeriesDesk(large.workspace).pooled_chart(PARTOGRAPH, teams)
    assert other.values == tuple((point.x, point.y) for point in pooled.points)
    layout = large.large.chart.canvas.chart_layout()
    assert layout is not None
    assert name in layout.texts()
    assert [stroke.line for stroke in layout.strokes if stroke.line is Line.OTHER] == [Line.OTHER]


def test_compare_with_another_team_and_its_edits(large: ChartsPage) -> None:
    compare(large, "Petro Hill Clinic")
    assert shown(large).others[0].values[19] == (19, 25.0)
    typed = Typed(indicator_id=PARTOGRAPH, team_id=PETRO, period=FIRST + 19, text="20/20")
    observations.enter(large.workspace, [typed])
    assert shown(large).others[0].values[19] == (19, 100.0)


def test_a_comparison_stays_for_the_next_team_where_it_can(large: ChartsPage) -> None:
    compare(large, "Petro Hill Clinic")
    large.large.team.before.trigger()
    assert large.large.pair == (PARTOGRAPH, PETRO)
    assert shown(large).others == ()  # not with itself
    compare(large, "All teams")
    large.large.team.before.trigger()
    assert shown(large).others[0].label == "All teams"
    large.large.team.before.trigger()
    assert large.large.pair == (PARTOGRAPH, POOLED)
    assert shown(large).others == ()


# --- before and after a change ---


def test_a_flag_shows_before_and_after_and_hides_them_again(large: ChartsPage) -> None:
    key = shown(large).flags[0].key
    large.large.chart.flag_clicked.emit(key)
    before, after = shown(large).windows
    assert (before.first, before.last, before.y) == (0, 5, 42.5)
    assert (after.first, after.last) == (6, 17)
    layout = large.large.chart.canvas.chart_layout()
    assert layout is not None
    assert len(layout.windows) == 2
    assert any(text.startswith("before: 42.5 %") for text in layout.texts())
    large.large.chart.flag_clicked.emit(key)
    assert shown(large).windows == ()


def test_a_row_of_the_changes_shows_its_before_and_after(large: ChartsPage) -> None:
    large.large.flags.select(lambda _row: True)
    assert len(shown(large).windows) == 2
    enter = Typed(indicator_id=PARTOGRAPH, team_id=TOLVENI, period=FIRST + 4, text="20/20")
    observations.enter(large.workspace, [enter])
    assert shown(large).windows[0].y == 45.0  # followed, and still chosen


# --- a span ---


def test_a_span_is_dragged_over(large: ChartsPage) -> None:
    canvas = large.large.chart.canvas
    layout = canvas.chart_layout()
    assert layout is not None
    assert not large.large.span.isVisible()
    start, end = (QPoint(int(layout.x_px(x)), int(layout.plot.center().y())) for x in (8, 2))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, QPoint((start.x() + end.x()) // 2, start.y()))
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    assert canvas.chosen_span() == (2, 8)
    assert large.large.span.said.text() == "Mar 2025 to Sep 2025: 7 points, median 40 %"
    assert large.large.span.isVisible()
    large.large.span.clear.trigger()
    assert canvas.chosen_span() is None
    assert not large.large.span.isVisible()


def test_a_span_by_keyboard(large: ChartsPage) -> None:
    canvas = large.large.chart.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.chosen_span() == (0, 3)
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.chosen_span() == (0, 2)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.chosen_span() is None
    assert large.large.pair is not None  # the first Esc took the span only


def test_a_click_is_no_span_and_takes_one_away(large: ChartsPage) -> None:
    canvas = large.large.chart.canvas
    layout = canvas.chart_layout()
    assert layout is not None
    canvas.choose_span((2, 5))
    place = QPoint(int(layout.x_px(4)), int(layout.plot.center().y()))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert canvas.chosen_span() is None
    assert large.large.tabs.currentWidget() is large.large.point


def test_the_menu_of_the_right_button_is_about_the_month_under_it(large: ChartsPage) -> None:
    canvas = large.large.chart.canvas
    layout = canvas._layout
    assert layout is not None
    placed = layout.points[3]
    asked: list[object] = []
    large.large.change_wanted.connect(lambda _team, day: asked.append(day))
    QTest.mousePress(canvas, Qt.MouseButton.RightButton, pos=QPoint(int(placed.x), int(placed.y)))
    large.large.record_here.trigger()
    assert asked == [placed.point.period.first_day]


def test_another_chart_has_no_span(large: ChartsPage) -> None:
    large.large.chart.canvas.choose_span((2, 5))
    large.large.team.before.trigger()
    assert large.large.chart.canvas.chosen_span() is None


# --- print ---


def test_print_the_large_chart(large: ChartsPage, file_dialogs: QueuedFiles, tmp_path: Path) -> None:
    compare(large, "Oruba")
    file_dialogs.answers = [tmp_path / "one.pdf"]
    large.taking.print.trigger()
    assert file_dialogs.suggested == ["a4 landscape"]
    (text,) = text_of(tmp_path / "one.pdf")
    for wanted in ("Tolveni HC IV", "Partograph completed", "Oruba", "Safe Birth", "page 1 of 1"):
        assert wanted in text, wanted


def test_print_the_selected_charts_two_on_a_page(
    page: ChartsPage, file_dialogs: QueuedFiles, tmp_path: Path
) -> None:
    page.wall.wall.select(page.wall.wall.visible_keys())
    assert page.taking.print.text() == "Print 4 charts…"
    file_dialogs.answers = [tmp_path / "four.pdf"]
    page.taking.print.trigger()
    assert file_dialogs.suggested == ["a4 portrait"]
    texts = text_of(tmp_path / "four.pdf")
    assert len(texts) == 2
    assert "All 3 teams" in texts[0]
    assert "Tolveni" in texts[1]
    assert "page 2 of 2" in texts[1]


def test_cancel_prints_nothing(large: ChartsPage, file_dialogs: QueuedFiles) -> None:
    file_dialogs.answers = [None]
    large.taking.print.trigger()
    assert file_dialogs.answers == []


def test_charts_on_paper_are_grey_and_large_enough(
    large: ChartsPage, file_dialogs: QueuedFiles, tmp_path: Path
) -> None:
    file_dialogs.answers = [tmp_path / "one.pdf"]
    large.taking.print.trigger()
    with pypdfium2.PdfDocument(tmp_path / "one.pdf") as document:
        pixels = document[0].render(scale=1).to_numpy().astype(int)
    assert abs(pixels - pixels[:, :, :1]).max() <= 8  # no hue anywhere
    assert per_page(900) == 2
    assert per_page(LOWEST) == 1


# --- the kind of chart and its rules ---


def choose_kind(page: ChartsPage, start: str) -> None:
    found = [one for one in page.large.options.kind.list.actions() if one.text().startswith(start)]
    assert len(found) == 1, [one.text() for one in page.large.options.kind.list.actions()]
    assert found[0].isEnabled(), found[0].toolTip()
    found[0].trigger()


def test_a_control_chart_of_the_indicators_kind(large: ChartsPage) -> None:
    assert shown(large).chart == "run"
    choose_kind(large, "P chart (usual")
    assert shown(large).chart == "p"
    assert shown(large).limits
    assert large.large.options.kind.text() == "P chart"
    layout = large.large.chart.canvas.chart_layout()
    assert layout is not None
    assert any(stroke.line is Line.LIMIT for stroke in layout.strokes)
    large.large.team.before.trigger()
    assert shown(large).chart == "p"  # stays, where it is possible
    choose_kind(large, "Run chart")
    assert shown(large).limits == ()


def test_what_does_not_fit_says_why_and_falls_back(large: ChartsPage) -> None:
    choose_kind(large, "P chart")
    large.large.indicator.after.trigger()
    assert large.large.pair == (DEATHS, TOLVENI)
    assert shown(large).chart == "run"
    refused = [one for one in large.large.options.kind.list.actions() if one.text().startswith("P chart")]
    assert not refused[0].isEnabled()
    assert refused[0].toolTip()


def test_other_rules_for_a_look_change_nothing_in_the_file(large: ChartsPage) -> None:
    before = large.workspace.collaborative
    assert shown(large).rules == "ihi"
    choose_kind(
        large,
        "Rules: Anhøj"
        if any("Anhøj" in a.text() for a in large.large.options.kind.list.actions())
        else "Rules: anhoej",
    )
    assert shown(large).rules == "anhoej"
    assert large.workspace.collaborative == before
    assert SeriesDesk(large.workspace).team_charts([(PARTOGRAPH, TOLVENI)])[0].rules == "ihi"
    large.show_wall()
    large.open_chart(PARTOGRAPH, MASHIRU)
    assert shown(large).rules == "anhoej"


def test_the_rules_of_nhs_make_an_xmr_chart(large: ChartsPage) -> None:
    nhs = next(one for one in large.large.options.kind.list.actions() if one.data() == "nhs")
    nhs.trigger()
    assert shown(large).chart == "i"
    assert shown(large).limits


def test_the_rules_of_nhs_take_the_place_of_another_control_chart(large: ChartsPage) -> None:
    choose_kind(large, "P chart")
    next(one for one in large.large.options.kind.list.actions() if one.data() == "nhs").trigger()
    assert (shown(large).chart, shown(large).rules) == ("i", "nhs")
    assert large.large.options.kind.text() == "Individuals chart (XmR), nhs"


def test_the_first_chart_shows_its_latest_points(page: ChartsPage) -> None:
    page.resize(1180, 700)
    page.show()
    page.open_chart(PARTOGRAPH, TOLVENI)
    QApplication.processEvents()
    bar = page.large.points.view.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == bar.maximum()


def test_a_chosen_point_leaves_the_chart_where_it_is(large: ChartsPage) -> None:
    large.resize(1180, 700)
    large.show()
    before = large.large.chart.width()
    large.large.chart.point_clicked.emit(19)
    assert large.large.tabs.currentWidget() is large.large.point
    QApplication.processEvents()
    assert large.large.chart.width() == before


# --- a span becomes a decision ---


def test_a_marked_span_is_filled_in_as_the_baseline(large: ChartsPage) -> None:
    large.large.chart.canvas.choose_span((1, 8))
    large.large.span.baseline.trigger()
    dialog = large.findChild(PhasesDialog)
    assert isinstance(dialog, PhasesDialog)
    decision = dialog.editor.decision(PARTOGRAPH, TOLVENI)
    assert decision.window == (FIRST + 1, FIRST + 8)
    assert large.workspace.rows(Phase) == {}  # nothing is decided before Save
    dialog._save()
    (phase,) = large.workspace.rows(Phase).values()
    assert (phase.first, phase.last, phase.frozen) == (FIRST + 1, FIRST + 8, True)
    assert any(line.style is LineStyle.BASELINE for line in shown(large).centre)
    dialog.reject()


def test_a_marked_span_begins_a_new_phase(large: ChartsPage) -> None:
    decided = Decision(indicator_id=PARTOGRAPH, team_id=TOLVENI, window=(FIRST, FIRST + 7), reason="start")
    phases.decide(large.workspace, decided)
    large.large.chart.canvas.choose_span((10, 19))
    large.large.span.phase.trigger()
    dialog = large.findChild(PhasesDialog)
    assert isinstance(dialog, PhasesDialog)
    decision = dialog.editor.decision(PARTOGRAPH, TOLVENI)
    assert (decision.starts, decision.window, decision.phase_id) == (
        FIRST + 10,
        (FIRST + 10, FIRST + 19),
        None,
    )
    dialog.reject()


# --- medians by phase ---


def medians(page: ChartsPage) -> list[list[str]]:
    table = page.large.medians
    return [
        [column.text(row) if column.text else "" for column in median_columns(page.context)]
        for row in table.rows
    ]


def test_without_phases_the_one_median_is_provisional(large: ChartsPage) -> None:
    (row,) = large.large.medians.rows
    (line,) = shown(large).centre
    assert row.line.y == line.y
    assert row.base is None
    assert medians(large)[0][3].endswith(", provisional")


def test_every_phase_has_its_median_as_it_is_drawn(large: ChartsPage) -> None:
    for window, starts in (((FIRST, FIRST + 5), None), ((FIRST + 12, FIRST + 17), FIRST + 12)):
        phases.decide(
            large.workspace,
            Decision(indicator_id=PARTOGRAPH, team_id=TOLVENI, window=window, starts=starts),
        )
    rows = large.large.medians.rows
    assert [row.line.n_points for row in rows] == [6, 6]
    assert {row.line.y for row in rows} == {line.y for line in shown(large).centre}
    assert rows[1].line.change == rows[1].line.y - rows[0].line.y
    told = medians(large)
    assert told[1][1] == f"{rows[1].line.y:.1f} %"
    assert told[1][2].startswith("+")
    assert told[0][3].endswith(" (6)")
