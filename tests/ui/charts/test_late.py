"""A frame of scrolling ends in time; what it only sketched follows in the next ones, wherever it has moved to."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Translator
from collabdesk.ui.charts import late
from collabdesk.ui.charts.layout import PlacedMark
from collabdesk.ui.charts.marks import Mark, paint_mark
from collabdesk.ui.charts.sketch import Sketch
from collabdesk.ui.charts.stamps import Stamps
from collabdesk.ui.charts.style import ChartStyle, Line
from collabdesk.ui.charts.tile import TilePainter
from collabdesk.ui.charts.wall import ChartWall
from collabdesk.ui.theme import Theme, Type
from tests.ui.charts.chart_specs import wavy_spec
from tests.ui.charts.test_wall import Clinics


@pytest.fixture
def wall(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChartWall]:
    monkeypatch.setattr(late, "FRAME_MS", 0)
    made = ChartWall(theme, Translator("en"))
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.set_source(Clinics(300))
    made.show()
    qtbot.waitExposed(made)
    made.viewport().repaint()
    return made


def painted(wall: ChartWall) -> set[object]:
    """The tiles in sight that have a picture."""
    size = wall._grid().tile_size * wall.devicePixelRatioF()
    return {key for key in wall.visible_keys() if wall._charts._kept(key, size) is not None}


def test_a_wall_that_stands_still_is_painted_at_once(wall: ChartWall) -> None:
    assert wall.is_complete()
    assert painted(wall) == set(wall.visible_keys())


def test_a_frame_without_time_is_sketched_and_the_next_ones_go_on(wall: ChartWall, qtbot: QtBot) -> None:
    wall.verticalScrollBar().setValue(wall._grid().row_height)
    known = painted(wall)
    wall.viewport().repaint()
    assert painted(wall) == known
    wall._frames.late.go_on()
    assert painted(wall) > known, "one at least, however slow the machine is"
    assert set(wall.sketched_keys()) == set(wall.visible_keys()) - painted(wall) != set()
    assert not wall.is_complete()
    qtbot.waitUntil(wall.is_complete)
    assert painted(wall) == set(wall.visible_keys())
    assert wall.sketched_keys() == []


def test_a_page_that_goes_by_is_sketched_and_nothing_of_it_is_blank(wall: ChartWall, qtbot: QtBot) -> None:
    wall.verticalScrollBar().setValue(3000)
    sketch = wall.viewport().grab().toImage()
    assert painted(wall) == set()
    qtbot.waitUntil(wall.is_complete)
    whole = wall.viewport().grab().toImage()
    assert sketch != whole
    empty = wall._charts.tiles._empty(wall._grid().tile_size, wall.devicePixelRatioF()).toImage()
    for key in wall.visible_keys():
        rect = wall.tile_rect(key)
        assert rect is not None
        if wall.viewport().rect().contains(rect):
            assert sketch.copy(rect).convertToFormat(empty.format()) != empty, key
    assert painted(wall) == set(wall.visible_keys())


def test_sketches_that_are_scrolled_on_are_found_again(wall: ChartWall, qtbot: QtBot) -> None:
    wall.verticalScrollBar().setValue(3000)
    wall.viewport().repaint()
    late_ones = set(wall.sketched_keys())
    wall.verticalScrollBar().setValue(3100)
    wall.viewport().repaint()
    qtbot.waitUntil(wall.is_complete)
    assert late_ones & set(wall.visible_keys()) <= painted(wall) == set(wall.visible_keys())


def test_a_sketch_is_the_line_of_the_whole_chart(theme: Theme) -> None:
    """Where it stands, and where it is broken: nothing jumps when the tile becomes whole."""
    spec, tiles = wavy_spec(1), TilePainter(theme, Translator("en"))
    rect = QRect(0, 0, 240, 160)
    tiles.picture("Kiboga", spec, rect.size(), 1.0)
    values = [point.y if point.y is not None and not point.excluded else nan for point in spec.points]
    sketch = Sketch(y=values, low=spec.y.low, high=spec.y.high)
    drawn = sketch.stretches(tiles.chart_rect(rect).adjusted(*tiles._plot_edges))
    whole = [stroke.points for stroke in tiles.layout(spec, rect).strokes if stroke.line is Line.DATA]
    for one, other in zip([run for run in drawn if len(run) > 1], whole, strict=True):
        assert [(at.x(), at.y()) for at in one] == [
            (pytest.approx(at.x()), pytest.approx(at.y())) for at in other
        ]


@pytest.mark.parametrize("mark", list(Mark))
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_stamp_is_the_mark_itself(theme: Theme, mark: Mark, ratio: float) -> None:
    style, at = ChartStyle.of(theme.palette, theme.font(Type.CAPTION)), QPointF(20.25, 19.5)
    images = []
    for stamps in (Stamps(style), None):
        image = QImage(int(40 * ratio), int(40 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if stamps is not None:
            stamps.paint(painter, [PlacedMark(mark, at.x(), at.y(), 0)], 2.3, 2.3)
        else:
            paint_mark(painter, mark, at, 2.3, style, 2.3)
        painter.end()
        images.append(np.frombuffer(image.constBits(), np.uint8).astype(int))
    assert np.abs(images[1] - 255).max() > 60, "something is drawn"
    assert np.abs(images[0] - images[1]).max() <= 48, "within an eighth of a pixel"
