"""What reaches the paint device: shapes of marks and signs, dashes, texts, sharpness."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from collabdesk.charts.spec import ChartSpec, Sign
from collabdesk.i18n import Translator, msg
from collabdesk.ui.charts.marks import Mark, mark_of_rule, paint_mark, paint_sign, sign_path
from collabdesk.ui.charts.painter import paint_chart
from collabdesk.ui.charts.style import ChartStyle, Detail, Line
from collabdesk.ui.theme import DARK, LIGHT, Theme, Type, contrast
from tests.ui.charts.chart_specs import full_spec, point, wavy_spec


def recorded(spec: ChartSpec, style: ChartStyle, detail: Detail) -> str:
    """The chart as SVG: a paint device whose record can be read."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    paint_chart(painter, QRectF(0, 0, 600, 400), spec, style, Translator("en"), detail)
    painter.end()
    return buffer.data().data().decode()


def drawn(paint, ratio: int = 4) -> QImage:
    """What ``paint(painter)`` paints around (10, 10) on white, enlarged."""
    image = QImage(20 * ratio, 20 * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return image


def colour(image: QImage, x: float, y: float) -> QColor:
    return image.pixelColor(int(x * image.devicePixelRatio()), int(y * image.devicePixelRatio()))


@pytest.mark.parametrize(
    ("mark", "in_the_middle", "on_the_rim"),
    [
        (Mark.DOT, True, False),
        (Mark.HOLLOW, False, True),
        (Mark.NO_CASES, False, False),
        (Mark.CROSSED, True, True),
        (Mark.RING, False, False),
    ],
)
def test_filled_and_hollow_marks(
    style: ChartStyle, mark: Mark, in_the_middle: bool, on_the_rim: bool
) -> None:
    image = drawn(lambda painter: paint_mark(painter, mark, QPointF(10, 10), 2.5, style))
    assert (colour(image, 10, 10) != QColor("white")) is in_the_middle
    assert (colour(image, 12.6, 10.1) != QColor("white")) is on_the_rim


def test_a_ring_stays_clear_of_its_dot(style: ChartStyle) -> None:
    def both(painter: QPainter) -> None:
        paint_mark(painter, Mark.DOT, QPointF(10, 10), 2.5, style)
        paint_mark(painter, Mark.RING, QPointF(10, 10), 2.5, style)

    image = drawn(both, ratio=8)
    assert colour(image, 10 + 3.3, 10.05) == QColor("white")
    assert colour(image, 10 + 4.8, 10.05).lightness() < 120


def test_the_signs_differ_without_colour(style: ChartStyle) -> None:
    pictures = {
        sign: drawn(lambda painter, sign=sign: paint_sign(painter, sign, QRectF(5, 5, 10, 10), style))
        for sign in Sign
    }
    middle = {sign: colour(picture, 10, 10.2).lightness() < 200 for sign, picture in pictures.items()}
    assert middle == {Sign.IMPROVED: True, Sign.WORSENED: False, Sign.NO_SIGNAL: True, Sign.NOT_ENOUGH: False}
    assert colour(pictures[Sign.WORSENED], 7.5, 5).lightness() < 200, "the down-triangle has its edge on top"
    assert colour(pictures[Sign.IMPROVED], 6, 6) == QColor("white")
    assert sign_path(Sign.IMPROVED, QRectF(0, 0, 10, 10)).contains(QPointF(5, 3))


def test_rules_and_their_marks() -> None:
    assert mark_of_rule("shift") is Mark.RING
    assert mark_of_rule("trend") is Mark.SQUARE
    assert mark_of_rule("outside limits") is Mark.RING
    assert mark_of_rule("too few runs") is None


def test_all_texts_reach_the_device(style: ChartStyle) -> None:
    svg = recorded(full_spec(), style, Detail.FULL)
    for text in ("LS2", "target 90 %", "median 40 %", "shift: 6 above", "2025", ">1</text>", ">3</text>"):
        assert text in svg


def test_messages_are_worded_by_the_given_translator(style: ChartStyle) -> None:
    class Loud(Translator):
        def text(self, message: object) -> str:
            return super().text(message).upper()  # type: ignore[arg-type]

    spec = replace(full_spec(), target=replace(full_spec().target, label=msg("goal")))  # type: ignore[type-var]
    buffer = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(buffer)
    layout = paint_chart(painter, QRectF(0, 0, 600, 400), spec, style, Loud("en"), Detail.FULL)
    painter.end()
    assert "GOAL" in layout.texts()


def test_dashes_tell_the_lines_apart(style: ChartStyle) -> None:
    patterns = {
        line: tuple(style.pens[line].dashPattern())
        for line in (Line.MEDIAN, Line.MEDIAN_EXTENDED, Line.MEDIAN_PROVISIONAL, Line.TARGET)
    }
    assert len(set(patterns.values())) == 4
    assert patterns[Line.MEDIAN] == ()


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_carries_meaning_stands_out(palette, theme: Theme) -> None:
    style = ChartStyle.of(palette, theme.font(Type.CAPTION))
    lines = (Line.DATA, Line.MEDIAN, Line.MEDIAN_EXTENDED, Line.TARGET, Line.OLD_MEDIAN, Line.FLAG_TICK)
    for line in lines:
        assert contrast(style.pens[line].color().name(), palette.surface) >= 3, line
    assert style.font.pixelSize() >= 11


def test_a_painter_is_left_as_it_was(style: ChartStyle) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = (painter.pen(), painter.brush(), painter.font(), painter.renderHints())
    paint_chart(painter, QRectF(0, 0, 300, 200), wavy_spec(2), style, Translator("en"), Detail.TILE)
    assert (painter.pen(), painter.brush(), painter.font(), painter.renderHints()) == before
    painter.end()


def test_points_of_the_series_are_where_the_layout_says(style: ChartStyle) -> None:
    spec = replace(
        full_spec(), points=(point(0, 10),), centre=(), target=None, signals=(), flags=(), bands=()
    )
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    layout = paint_chart(painter, QRectF(0, 0, 600, 400), spec, style, Translator("en"), Detail.FULL)
    painter.end()
    (placed,) = layout.points
    assert image.pixelColor(int(placed.x), int(placed.y)) == QColor(style.palette.accent)
