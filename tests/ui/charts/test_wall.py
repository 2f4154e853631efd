"""The wall asks only for what is in sight, repaints only what changed, and works from the keyboard."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from pytestqt.qtbot import QtBot

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.ui.charts.keeping import Keeping
from collabdesk.ui.charts.wall import ChartWall
from collabdesk.ui.charts.wall_grid import Section, WallGrid
from collabdesk.ui.charts.wall_store import NoSketches
from collabdesk.ui.theme import Scheme, Theme
from tests.ui.charts.chart_specs import empty_spec, wavy_spec


class Clinics(NoSketches):
    """Clinics 0..count-1; remembers which charts were asked for."""

    def __init__(self, count: int):
        self.count = count
        self.asked: list[Hashable] = []
        self.times = 0
        self._made = {number: wavy_spec(number) for number in range(5)}

    def keys(self) -> Sequence[Hashable]:
        return range(self.count)

    def title(self, key: Hashable) -> str:
        return (
            f"Clinic {key} of the very long name that no tile has room for" if key == 2 else f"Clinic {key}"
        )

    def specs(self, keys: Sequence[Hashable]) -> list[ChartSpec]:
        self.asked += keys
        self.times += 1
        return [empty_spec() if key == 3 else self._made[int(str(key)) % 5] for key in keys]


@pytest.fixture
def clinics() -> Clinics:
    return Clinics(1000)


@pytest.fixture
def wall(qtbot: QtBot, theme: Theme, clinics: Clinics) -> Iterator[ChartWall]:
    made = ChartWall(theme, Translator("en"))
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.set_source(clinics)
    made.show()
    qtbot.waitExposed(made)
    made.repaint()
    made.grab()
    return made


def focus(wall: ChartWall) -> None:
    wall.focusInEvent(QFocusEvent(QEvent.Type.FocusIn))


def test_only_tiles_in_sight_are_asked_for(wall: ChartWall, clinics: Clinics) -> None:
    assert wall.columns() == 3
    assert set(clinics.asked) == set(wall.visible_keys())
    assert len(clinics.asked) == len(set(clinics.asked)) < 20
    assert clinics.times == 1, "all at once"


def test_scrolling_asks_for_the_new_row_only(wall: ChartWall, clinics: Clinics) -> None:
    clinics.asked.clear()
    seen = set(wall.visible_keys())
    wall.verticalScrollBar().setValue(wall.verticalScrollBar().value() + 300)
    wall.grab()
    assert set(clinics.asked) == set(wall.visible_keys()) - seen


def test_refresh_asks_again_for_one(wall: ChartWall, clinics: Clinics, qtbot: QtBot) -> None:
    clinics.asked.clear()
    wall.refresh([4, 999])
    wall.grab()
    assert clinics.asked == [4], "999 is out of sight"
    clinics.asked.clear()
    wall.refresh()
    wall.grab()
    assert set(clinics.asked) == set(wall.visible_keys())


def test_refresh_changes_the_pixels_of_that_tile_only(wall: ChartWall, clinics: Clinics) -> None:
    before = wall.viewport().grab().toImage()
    clinics._made[4] = empty_spec()
    wall.refresh([4])
    after = wall.viewport().grab().toImage()
    changed, kept = wall.tile_rect(4), wall.tile_rect(5)
    assert changed is not None
    assert kept is not None
    assert before.copy(changed) != after.copy(changed)
    assert before.copy(kept) == after.copy(kept)


def test_the_memory_for_pictures_is_bounded(wall: ChartWall) -> None:
    bar = wall.verticalScrollBar()
    for step in range(60):
        bar.setValue(step * bar.pageStep())
        wall.grab()
    charts, picture_bytes = wall._charts.weight()
    assert 0 < charts <= 600
    assert 0 < picture_bytes <= 48 * 2**20


@pytest.mark.parametrize(
    ("keys", "lands_on"),
    [
        ([], 0),
        ([Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_Right, Qt.Key.Key_Down], 4),
        ([Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left], 0),
        ([Qt.Key.Key_End], 999),
        ([Qt.Key.Key_End, Qt.Key.Key_Down], 999),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], 0),
        ([Qt.Key.Key_PageDown], 9),
        ([Qt.Key.Key_PageDown, Qt.Key.Key_PageUp], 0),
    ],
)
def test_the_keys_move_the_focus(wall: ChartWall, qtbot: QtBot, keys: list[Qt.Key], lands_on: int) -> None:
    focus(wall)
    for key in keys:
        qtbot.keyClick(wall, key)
    assert wall.current_key() == lands_on
    assert lands_on in wall.visible_keys(), "the focus is kept in sight"


def test_enter_opens(wall: ChartWall, qtbot: QtBot) -> None:
    wall.set_current(7)
    with qtbot.waitSignal(wall.activated) as opened:
        qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert opened.args == [7]


def test_selection_by_keyboard(wall: ChartWall, qtbot: QtBot) -> None:
    told: list[list[Hashable]] = []
    wall.selection_changed.connect(told.append)
    wall.set_current(5)
    qtbot.keyClick(wall, Qt.Key.Key_Space)
    qtbot.keyClick(wall, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    qtbot.keyClick(wall, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert told[:3] == [[5], [5, 6], []]
    assert len(told[3]) == 1000


def test_selection_by_mouse(wall: ChartWall, qtbot: QtBot) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

    def click(key: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        rect = wall.tile_rect(key)
        assert rect is not None
        qtbot.mouseClick(wall.viewport(), Qt.MouseButton.LeftButton, modifier, rect.center())

    click(1, control)
    click(4, control)
    assert wall.selected_keys() == [1, 4]
    click(4, control)
    assert wall.selected_keys() == [1]
    click(0)
    assert (wall.selected_keys(), wall.current_key()) == ([], 0)
    click(4, shift)
    assert wall.selected_keys() == [0, 1, 2, 3, 4]
    click(2)
    click(5, control)  # as in any list of files: both are chosen
    assert wall.selected_keys() == [2, 5]
    click(5, control)
    click(2, control)
    click(2, control)
    assert wall.selected_keys() == [2]


def test_double_click_opens_and_does_not_scroll(wall: ChartWall, qtbot: QtBot) -> None:
    lowest = int(str(wall.visible_keys()[-1]))
    rect = wall.tile_rect(lowest)
    assert rect is not None
    at = QPoint(rect.center().x(), rect.top() + 4)
    with qtbot.waitSignal(wall.activated) as opened:
        qtbot.mouseClick(wall.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseDClick(wall.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [lowest]
    assert wall.verticalScrollBar().value() == 0


def test_a_filter_keeps_the_place_and_the_selection(wall: ChartWall) -> None:
    wall.select([300, 301])
    wall.set_current(300)
    top = wall.tile_rect(300)
    assert top is not None
    wall.verticalScrollBar().setValue(wall.verticalScrollBar().value() + top.top() - 20)
    before = wall.visible_keys()[0]
    wall.set_keys([key for key in range(1000) if key % 2 == 0])
    assert wall.selected_keys() == [300]
    assert wall.current_key() == 300
    assert 300 in wall.visible_keys()
    assert int(str(before)) - 3 <= int(str(wall.visible_keys()[0])) <= 300


def test_another_indicator_keeps_the_place(wall: ChartWall, clinics: Clinics) -> None:
    wall.verticalScrollBar().setValue(5000)
    wall.set_source(Clinics(1000))
    assert wall.verticalScrollBar().value() == 5000
    wall.set_keys([3])
    assert wall.verticalScrollBar().value() == 0


def test_the_current_tile_is_told_and_described(wall: ChartWall, qtbot: QtBot) -> None:
    with qtbot.waitSignal(wall.current_changed) as told:
        wall.set_current(6)
    assert told.args == [6]
    assert wall.accessibleDescription().startswith("Clinic 6, 31 % → 71 %, worsened")
    assert wall.accessibleName() == "Wall of run charts"
    wall.set_keys([1, 2])
    assert wall.current_key() is None


def test_tooltips(wall: ChartWall) -> None:
    def tip(key: int, at: QPoint) -> str:
        rect = wall.tile_rect(key)
        assert rect is not None
        return wall._charts.tip(key, rect, at)

    rect, name = wall.tile_rect(0), wall.tile_rect(2)
    assert rect is not None
    assert name is not None
    placed = wall._charts.tiles.layout(wall._charts.spec(0), rect).points[10]
    assert tip(0, QPoint(round(placed.x), round(placed.y))).startswith("Aug 2025<br>")
    assert "very long name" in tip(2, name.topLeft() + QPoint(30, 12))
    assert tip(0, rect.topLeft() + QPoint(30, 12)) == ""


def test_columns(wall: ChartWall) -> None:
    wall.set_current(500)
    wall.set_columns(6)
    assert wall.columns() == 6
    wall.set_columns(40)
    assert wall.columns() == 8
    wall.set_columns(0)
    assert wall.columns() == 3


def test_an_empty_wall_says_what_to_do(wall: ChartWall, qtbot: QtBot) -> None:
    wall.set_keys([])
    blank = wall.viewport().grab().toImage()
    wall.set_empty_text("No team fits this filter.")
    assert wall.viewport().grab().toImage() != blank
    qtbot.keyClick(wall, Qt.Key.Key_Down)
    assert wall.current_key() is None


def test_a_wall_before_its_source(qtbot: QtBot, theme: Theme) -> None:
    wall = ChartWall(theme, Translator("en"))
    qtbot.addWidget(wall)
    wall.grab()
    wall.refresh(["unknown"])
    assert wall.visible_keys() == []


def test_the_theme_repaints_the_wall(wall: ChartWall, theme: Theme) -> None:
    light = wall.viewport().grab().toImage()
    theme.apply(Scheme.DARK)
    assert (
        wall.viewport().grab().toImage().pixelColor(30, 60).lightness() < light.pixelColor(30, 60).lightness()
    )


def test_grid_covers_every_tile_once() -> None:
    grid = WallGrid(count=23, width=1000, columns=4)
    assert grid.rows == 6
    assert [grid.index_at(grid.rect(index).center()) for index in range(23)] == list(range(23))
    assert grid.index_at(QPoint(3, 3)) is None
    assert list(grid.between(0, 10)) == []
    assert list(grid.between(0, 20)) == [0, 1, 2, 3]
    assert list(grid.between(0, 10**6)) == list(range(23))
    assert grid.rect(22).bottom() < grid.height


def test_keeping_lets_the_least_used_go() -> None:
    kept: Keeping[str] = Keeping(2)
    kept.put("a", "A")
    kept.put("b", "B")
    kept.get("a")
    kept.put("c", "C")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == ("A", None, "C")
    kept.put("huge", "H", weight=50)
    assert (kept.get("huge"), len(kept)) == ("H", 1)


SECTIONS = (
    Section(start=0, heading=""),
    Section(start=1, heading="Oruba"),
    Section(start=6, heading="Kalindu"),
)


def test_each_section_begins_a_row_under_its_heading() -> None:
    grid = WallGrid(count=9, width=1000, columns=4, sections=SECTIONS, band=30)
    plain = WallGrid(count=9, width=1000, columns=4)
    rows = [grid.rect(index).top() for index in range(9)]
    first, second, third, last = sorted(set(rows))
    assert rows == [first, *[second] * 4, third, *[last] * 3]
    assert (first, second - first, third - second) == (
        plain.rect(0).top(),
        grid.row_height + 30,
        grid.row_height,
    )
    assert grid.rect(1).left() == grid.rect(6).left() == plain.rect(0).left()
    assert [(rect.top(), text) for rect, text in grid.headings(0, grid.height)] == [
        (second - 30, "Oruba"),
        (last - 30, "Kalindu"),
    ]
    assert grid.headings(0, second - 30) == []


def test_every_tile_of_a_grouped_wall_is_found_where_it_is() -> None:
    grid = WallGrid(count=9, width=1000, columns=4, sections=SECTIONS, band=30)
    for index in range(9):
        middle = grid.rect(index).center()
        assert grid.index_at(middle) == index
        assert index in grid.between(middle.y(), middle.y() + 1)
    assert grid.index_at(grid.rect(0).center() + QPoint(grid.tile_width, 0)) is None
    heading, _text = grid.headings(0, grid.height)[0]
    assert grid.index_at(heading.center()) is None
    assert list(grid.between(0, grid.height)) == list(range(9))


def test_arrows_keep_their_column_over_groups() -> None:
    grid = WallGrid(count=9, width=1000, columns=4, sections=SECTIONS, band=30)
    key = Qt.Key
    assert grid.moved(4, key.Key_Down, 400) == 5  # a shorter row: its last tile
    assert grid.moved(5, key.Key_Down, 400) == 6
    assert grid.moved(8, key.Key_Up, 400) == 5
    assert grid.moved(3, key.Key_Up, 400) == 0
    assert grid.moved(0, key.Key_Up, 400) == 0
    assert grid.moved(7, key.Key_Down, 400) == 7
    assert grid.moved(2, key.Key_PageDown, 4000) == 8


def test_headings_are_painted(wall: ChartWall, clinics: Clinics) -> None:
    before = wall.grab().toImage()
    wall.set_keys(
        clinics.keys(), [Section(start=0, heading=""), Section(start=1, heading="Oruba: 999 teams")]
    )
    assert wall.grab().toImage() != before
    assert wall.visible_keys()[0] == 0
    first, second = wall.tile_rect(0), wall.tile_rect(1)
    assert first is not None
    assert second is not None
    assert second.top() > first.bottom() + 20


def test_the_next_rows_are_ready_before_they_are_scrolled_to(
    wall: ChartWall, clinics: Clinics, qtbot: QtBot
) -> None:
    wall.build_ahead(2)
    wall.grab()
    bar = wall.verticalScrollBar()
    coming = set(wall._grid().between(wall.viewport().height(), wall.viewport().height() + 400))
    qtbot.waitUntil(lambda: coming <= set(clinics.asked) and not wall._frames.build_some())
    clinics.asked.clear()
    bar.setValue(300)
    wall.grab()
    assert clinics.asked == []
    bar.setValue(bar.maximum())
    wall.grab()
    clinics.asked.clear()
    bar.setValue(bar.maximum() - 10)
    wall.grab()
    qtbot.waitUntil(lambda: not wall._frames.build_some())
    seen = set(wall.visible_keys())
    assert clinics.asked, "upwards too"
    assert max(int(str(key)) for key in clinics.asked) <= max(int(str(key)) for key in seen)
