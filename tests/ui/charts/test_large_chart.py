"""The large chart answers clicks and keys, zooms only when asked, and gives pictures of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from collabdesk.charts.spec import Sign
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.ui.charts.large_chart import LargeChart, SignLabel
from collabdesk.ui.charts.layout import ChartLayout
from collabdesk.ui.theme import Scheme, Theme
from tests.ui.charts.chart_specs import empty_spec, full_spec, wavy_spec


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> LargeChart:
    made = LargeChart(theme, Translator("en"))
    qtbot.addWidget(made)
    made.resize(900, 560)
    made.set_spec(full_spec())
    made.show()
    qtbot.waitExposed(made)
    return made


def layout(chart: LargeChart) -> ChartLayout:
    found = chart.canvas.chart_layout()
    assert found is not None
    return found


def point_at(chart: LargeChart, x: int) -> QPoint:
    placed = next(placed for placed in layout(chart).points if placed.point.x == x)
    return QPoint(round(placed.x), round(placed.y))


def wheel(chart: LargeChart, at: QPoint, steps: int, keys: Qt.KeyboardModifier) -> bool:
    event = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    event.ignore()
    chart.canvas.wheelEvent(event)
    return event.isAccepted()


def test_in_a_low_window_the_sentence_gives_way_and_lies_on_nothing(chart: LargeChart) -> None:
    sentence = chart.findChild(QLabel, "chart_sentence")
    assert sentence is not None
    chart.set_spec(replace(full_spec(), sentence="Shift: six months in a row above the median. " * 6))
    for height in (560, 230, 200):
        chart.resize(380, height)
        QApplication.processEvents()
        assert chart.canvas.height() >= chart.canvas.minimumHeight()
        assert not sentence.geometry().intersects(chart.canvas.geometry())
        assert sentence.geometry().bottom() < chart.height()
    assert sentence.height() < sentence.whole_height(sentence.width())  # type: ignore[attr-defined]


def test_click_on_a_point(chart: LargeChart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.point_clicked) as clicked:
        qtbot.mouseClick(chart.canvas, Qt.MouseButton.LeftButton, pos=point_at(chart, 12))
    assert clicked.args == [12]


def test_click_on_a_flag(chart: LargeChart, qtbot: QtBot) -> None:
    box = layout(chart).flags[2].box
    with qtbot.waitSignal(chart.flag_clicked) as clicked, qtbot.assertNotEmitted(chart.month_clicked):
        qtbot.mouseClick(chart.canvas, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert clicked.args == [73]


def test_click_on_a_month(chart: LargeChart, qtbot: QtBot) -> None:
    at = QPoint(point_at(chart, 3).x(), round(layout(chart).plot.center().y()))
    with qtbot.waitSignal(chart.point_clicked) as clicked, qtbot.assertNotEmitted(chart.month_clicked):
        qtbot.mouseClick(chart.canvas, Qt.MouseButton.LeftButton, pos=at)  # a stray click opens nothing
    assert clicked.args == [3]
    with qtbot.waitSignal(chart.month_clicked) as clicked:
        qtbot.mouseDClick(chart.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert clicked.args == [3]


def test_a_drag_is_no_click(chart: LargeChart, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(chart.point_clicked), qtbot.assertNotEmitted(chart.month_clicked):
        qtbot.mousePress(chart.canvas, Qt.MouseButton.LeftButton, pos=point_at(chart, 4))
        qtbot.mouseRelease(chart.canvas, Qt.MouseButton.LeftButton, pos=point_at(chart, 12))


def test_hover_reads_out_the_month(chart: LargeChart, qtbot: QtBot) -> None:
    before = chart.canvas.grab().toImage()
    with qtbot.waitSignal(chart.canvas.hovered) as told:
        qtbot.mouseMove(chart.canvas, point_at(chart, 6))
    assert told.args == [6]
    assert chart.canvas.accessibleDescription() == "Apr 2025, 3 of 8: 38 %, few cases: read with care"
    assert chart.canvas.grab().toImage() != before


def test_the_keys_walk_along_the_points(chart: LargeChart, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left):
        qtbot.keyClick(chart.canvas, key)
    assert chart.canvas.cursor_x() == 16
    with qtbot.waitSignal(chart.point_clicked) as clicked:
        qtbot.keyClick(chart.canvas, Qt.Key.Key_Return)
    assert clicked.args == [16]
    with qtbot.waitSignal(chart.month_clicked), qtbot.assertNotEmitted(chart.point_clicked):
        qtbot.keyClick(chart.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart.canvas, Qt.Key.Key_Escape)
    assert chart.canvas.cursor_x() is None


def test_the_wheel_alone_is_left_to_the_page(chart: LargeChart) -> None:
    at = point_at(chart, 9)
    assert not wheel(chart, at, 1, Qt.KeyboardModifier.NoModifier)
    assert chart.canvas.span() is None


def test_ctrl_and_wheel_zoom_around_the_mouse(chart: LargeChart, qtbot: QtBot) -> None:
    at = point_at(chart, 9)
    assert wheel(chart, at, 2, Qt.KeyboardModifier.ControlModifier)
    span = chart.canvas.span()
    assert span is not None
    assert span[1] - span[0] == pytest.approx(18 / 1.25**2)
    assert abs(point_at(chart, 9).x() - at.x()) <= 2
    assert wheel(chart, at, -1, Qt.KeyboardModifier.ShiftModifier)
    moved = chart.canvas.span()
    assert moved is not None
    assert moved[0] == pytest.approx(span[0] + 1)
    qtbot.mouseDClick(chart.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert chart.canvas.span() is None


def test_zoom_stays_within_the_axis(chart: LargeChart) -> None:
    chart.canvas.zoom(100, 2)
    span = chart.canvas.span()
    assert span is not None
    assert span[1] - span[0] == pytest.approx(4)
    chart.canvas.pan(-500)
    assert chart.canvas.span() == pytest.approx((-0.5, 3.5))
    chart.canvas.zoom(0.001, 2)
    assert chart.canvas.span() is None


def test_an_edit_keeps_the_zoom_another_axis_does_not(chart: LargeChart) -> None:
    chart.canvas.zoom(2, 9)
    span = chart.canvas.span()
    spec = full_spec()
    chart.set_spec(replace(spec, sentence="Edited."))
    assert chart.canvas.span() == span
    chart.set_spec(wavy_spec(1, 30))
    assert chart.canvas.span() is None


def test_texts_around_the_chart(chart: LargeChart, qtbot: QtBot) -> None:
    def text(name: str) -> str:
        label = chart.findChild(QLabel, f"chart_{name}")
        assert isinstance(label, QLabel)
        return label.text()

    assert text("title") == "Kiboga Health Centre IV"
    assert "34 % → 88 %" in text("headline")
    assert text("sentence").startswith("Shift: six months")
    assert text("rules") == "Run chart rules: ihi"
    assert "<b>2</b>" in text("changes")
    assert "Oxytocin kept in the delivery room (testing)" in text("changes")
    assert chart.findChild(SignLabel).sign() is Sign.IMPROVED
    with qtbot.waitSignal(chart.flag_clicked) as clicked:
        chart._follow_link("change:72")
    assert clicked.args == [72]
    chart.set_spec(None)
    assert (text("title"), text("sentence"), text("changes")) == ("", "", "")


def test_a_low_window_shows_the_chart_first(chart: LargeChart) -> None:
    changes = chart.findChild(QLabel, "chart_changes")
    assert isinstance(changes, QLabel)
    assert changes.isVisible()
    chart.resize(500, 280)
    assert not changes.isVisible()
    chart.resize(900, 560)
    assert changes.isVisible()


def test_names_are_text_not_markup(chart: LargeChart) -> None:
    spec = full_spec()
    flag = replace(spec.flags[0], change="<b>Bold</b> & daring")
    chart.set_spec(replace(spec, flags=(flag,)))
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; daring" in chart._flag_list(replace(spec, flags=(flag,)))


def test_without_data(chart: LargeChart) -> None:
    chart.set_spec(empty_spec())
    image = chart.canvas.grab().toImage()
    chart.set_spec(None)
    assert chart.canvas.grab().toImage() != image
    assert chart.picture() is None


def test_dark(chart: LargeChart, theme: Theme) -> None:
    theme.apply(Scheme.DARK)
    assert chart.canvas.grab().toImage().pixelColor(2, 2).lightness() < 60


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF"), (".PNG", b"\x89PNG")]
)
def test_pictures(chart: LargeChart, tmp_path: Path, suffix: str, begins: bytes) -> None:
    path = tmp_path / f"chart{suffix}"
    chart.save_picture(path)
    assert path.read_bytes().startswith(begins)


def test_a_picture_says_all_that_the_window_says(chart: LargeChart, tmp_path: Path) -> None:
    chart.save_picture(tmp_path / "chart.svg")
    svg = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    for text in (
        "Kiboga Health Centre IV",
        "34 % → 88 %",
        "Shift: six months",
        "Weekly review",
        "Run chart rules: ihi",
    ):
        assert text in svg


def test_pictures_are_light_in_a_dark_window(chart: LargeChart, theme: Theme, tmp_path: Path) -> None:
    theme.apply(Scheme.DARK)
    chart.save_picture(tmp_path / "chart.png")
    image = QImage(str(tmp_path / "chart.png"))
    assert (image.width(), image.height()) == (1920, 1200)
    assert image.pixelColor(3, 3).lightness() == 255


def test_copy(chart: LargeChart, qapp: QApplication) -> None:
    chart.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 1920


def test_other_endings_and_unwritable_places_are_refused(chart: LargeChart, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"\.png, \.svg, \.pdf"):
        chart.save_picture(tmp_path / "chart.doc")
    with pytest.raises(UserFacingError, match="could not be written"):
        chart.save_picture(tmp_path / "no such folder" / "chart.png")
