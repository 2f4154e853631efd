"""Colours reach their contrast, the theme follows the system, every icon draws."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.ui import icons
from collabdesk.ui.theme import DARK, LIGHT, Palette, Scheme, Theme, Type, contrast, mixed


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "ink_soft", "accent", "attention", "danger"])
@pytest.mark.parametrize("ground", ["surface", "canvas", "accent_soft"])
def test_text_reaches_4_5_to_1(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_accent_reaches_4_5_to_1(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent) >= 4.5


def test_no_type_is_smaller_than_11_px(theme: Theme) -> None:
    assert [theme.font(size).pixelSize() >= 11 for size in Type] == [True] * 4
    assert theme.font(Type.TITLE).pixelSize() >= 20
    assert theme.font(Type.BODY, bold=True).weight() > theme.font(Type.BODY).weight()


def test_scheme_changes_the_application_and_says_so(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(Scheme.DARK)
    assert theme.palette is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    theme.apply(Scheme.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.surface)


def test_follows_the_system(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    hints = qapp.styleHints()
    theme.apply(Scheme.SYSTEM)
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.palette is DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.palette is LIGHT


def test_own_choice_does_not_follow_the_system(theme: Theme, qapp: QApplication) -> None:
    theme.apply(Scheme.DARK)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.palette is DARK


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_in_its_colour(qapp: QApplication, name: str) -> None:
    picture = icons.pixmap(name, "#ff0000", 24).toImage()
    drawn = [
        picture.pixelColor(x, y)
        for x in range(24)
        for y in range(24)
        if picture.pixelColor(x, y).alpha() > 200
    ]
    assert drawn
    assert all(colour.red() > 200 and colour.green() < 20 for colour in drawn)


def test_unknown_icon(theme: Theme) -> None:
    with pytest.raises(KeyError, match="unicorn"):
        theme.icon("unicorn")


def test_icons_follow_the_theme_and_die_with_their_button(theme: Theme, qapp: QApplication) -> None:
    button, action = QPushButton(), QAction()
    theme.set_icon(button, "charts")
    theme.set_icon(action, "undo")
    light = button.icon().pixmap(QSize(24, 24)).toImage()
    theme.apply(Scheme.DARK)
    assert button.icon().pixmap(QSize(24, 24)).toImage() != light
    button.deleteLater()
    qapp.sendPostedEvents(None, 0)
    theme.apply(Scheme.LIGHT)


def test_mixed() -> None:
    assert mixed("#000000", "#ffffff", 0.5) in ("#808080", "#7f7f7f")
    assert mixed("#102030", "#ffffff", 0.0) == "#102030"
