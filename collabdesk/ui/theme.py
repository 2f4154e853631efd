"""One look for every page: colours, spacing, type sizes and icons (look.md), light or dark as the system is.

`app.py` makes the one `Theme` and hands it on. Whoever paints for itself reads `theme.palette` while painting
and connects `theme.changed`; ordinary widgets follow the application's palette and font by themselves.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QToolTip

from collabdesk.ui import icons

GRID = 8
"""The grid that sizes are multiples of, in px. Gaps are one of the three below."""
GAP_SMALL = 12
GAP = 16
GAP_LARGE = 24
SIDEBAR_WIDTH = 184
ROW_HEIGHT = 28
SMALLEST_TYPE = 11


class Type(enum.IntEnum):
    """The type scale in px."""

    TITLE = 20
    SECTION = 14
    BODY = 13
    CAPTION = 11


class Scheme(enum.StrEnum):
    """What the person chose: as the system is, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colour tokens, as ``#rrggbb``. Text tokens reach 4.5:1 on surface, canvas and accent soft."""

    dark: bool
    ink: str
    ink_soft: str
    line: str
    """Frames and grid lines; decoration only, never text."""
    edge: str
    """The edge of a field or button, which has to be seen: 3:1."""
    surface: str
    canvas: str
    accent: str
    accent_soft: str
    on_accent: str
    """Text on an accent ground."""
    attention: str
    danger: str


LIGHT = Palette(
    dark=False,
    ink="#1B1F24",
    ink_soft="#57606A",
    line="#D0D7DE",
    edge="#8A939D",
    surface="#FFFFFF",
    canvas="#F6F8FA",
    accent="#1F5FA8",
    accent_soft="#E7F0FA",
    on_accent="#FFFFFF",
    attention="#A35200",
    danger="#A40E26",
)
DARK = Palette(
    dark=True,
    ink="#E6EAEF",
    ink_soft="#A4AEB9",
    line="#3A424C",
    edge="#6B7683",
    surface="#1B2027",
    canvas="#14181D",
    accent="#7DB7F2",
    accent_soft="#1F3550",
    on_accent="#10151B",
    attention="#F0A35A",
    danger="#FF9A9A",
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``one`` with a ``share`` (0..1) of ``other``: tints without transparency."""
    first, second = QColor(one), QColor(other)
    parts = [
        round(a + (b - a) * share)
        for a, b in (
            (first.red(), second.red()),
            (first.green(), second.green()),
            (first.blue(), second.blue()),
        )
    ]
    return QColor(*parts).name()


class Theme(QObject):
    """Applies look.md to the application and follows the system's switch between light and dark."""

    changed = Signal()
    """The palette is another one now: repaint what you paint yourself."""

    def __init__(
        self,
        app: QApplication,
        scheme: Scheme = Scheme.SYSTEM,
        parent: QObject | None = None,
        text_size: float = 1.0,
    ):
        super().__init__(parent)
        self._app = app
        self._text_size = text_size
        self._scheme = scheme
        self._palette = LIGHT
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._family = system.family()
        self._factor = max(1.0, QFontInfo(system).pixelSize() / Type.BODY)
        self._icons = icons.IconMaker()
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.apply(scheme)

    @property
    def scheme(self) -> Scheme:
        """What the person chose."""
        return self._scheme

    @property
    def palette(self) -> Palette:
        """The tokens in force."""
        return self._palette

    def apply(self, scheme: Scheme) -> None:
        """Fusion, the palette and the font of that scheme on the whole application."""
        self._scheme = scheme
        if self._app.style().objectName() != "fusion":
            self._app.setStyle(QStyleFactory.create("Fusion"))
        self._app.setFont(self.font(Type.BODY))
        self._use(self._wanted(self._app.styleHints().colorScheme()))

    def font(self, size: Type = Type.BODY, *, bold: bool = False) -> QFont:
        """The system's font in a size of the scale, larger where the system's own text is larger."""
        font = QFont(self._family)
        font.setPixelSize(max(SMALLEST_TYPE, round(size * self._factor * self._text_size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def scale_text(self, factor: float) -> None:
        """Make all texts larger or smaller than the system's."""
        self._text_size = factor
        self.apply(self._scheme)

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon of the set (`icons.names()`), in ink unless a token says otherwise. KeyError if unknown."""
        palette = self._palette
        return self._icons.icon(
            name,
            normal=colour or palette.ink,
            disabled=mixed(palette.ink_soft, palette.surface, 0.45),
            selected=palette.on_accent,
        )

    def set_icon(self, target: QAction | QAbstractButton, name: str) -> None:
        """Give an action or a button an icon that follows the theme for as long as it lives."""
        _IconFollower(self, target, name)

    @Slot(Qt.ColorScheme)
    def _follow(self, system: Qt.ColorScheme) -> None:
        wanted = self._wanted(system)
        if wanted is not self._palette:
            self._use(wanted)

    def _wanted(self, system: Qt.ColorScheme) -> Palette:
        follows = self._scheme is Scheme.SYSTEM
        chosen = self._scheme is Scheme.DARK
        return DARK if chosen or (follows and system is Qt.ColorScheme.Dark) else LIGHT

    def _use(self, palette: Palette) -> None:
        self._palette = palette
        colours = qt_palette(palette)
        self._app.setPalette(colours)
        for name in _FIELDS:
            self._app.setPalette(_edged(colours, palette), name)  # type: ignore[arg-type]  # the stub says bytes
        QToolTip.setPalette(colours)
        self.changed.emit()


class _IconFollower(QObject):
    """A child of the button or action: dies with it, renews its icon when the theme changes."""

    def __init__(self, theme: Theme, target: QAction | QAbstractButton, name: str):
        super().__init__(target)
        self._theme = theme
        self._target = target
        self._name = name
        theme.changed.connect(self.renew)
        self.renew()

    @Slot()
    def renew(self) -> None:
        """Set the icon in the colours of now."""
        self._target.setIcon(self._theme.icon(self._name))


def qt_palette(palette: Palette) -> QPalette:
    """The tokens as a QPalette for Fusion."""
    role, result = QPalette.ColorRole, QPalette()
    faded = mixed(palette.ink_soft, palette.surface, 0.35)
    colours = {
        role.Window: palette.canvas,
        role.WindowText: palette.ink,
        role.Base: palette.surface,
        role.AlternateBase: palette.canvas,
        role.Text: palette.ink,
        role.PlaceholderText: palette.ink_soft,
        role.Button: mixed(palette.surface, palette.line, 0.35),
        role.ButtonText: palette.ink,
        role.BrightText: palette.danger,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.ink,
        role.Light: palette.surface,
        role.Midlight: mixed(palette.surface, palette.line, 0.5),
        role.Mid: palette.line,
        role.Dark: mixed(palette.line, palette.ink_soft, 0.4),
        role.Shadow: mixed(palette.line, "#000000", 0.5),
    }
    for which, colour in colours.items():
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(faded))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(palette.line))
    return result


_FIELDS = (
    "QLineEdit",
    "QPlainTextEdit",
    "QComboBox",
    "QAbstractSpinBox",
    "QPushButton",
    "QToolButton",
    "QCheckBox",
    "TickView",  # of ui.tables, for its boxes
    "TickList",  # of ui.tick_list
)


def _edged(colours: QPalette, palette: Palette) -> QPalette:
    """Fusion draws the edge of a field in its window colour made darker, which is no edge on a dark ground."""
    result = QPalette(colours)
    result.setColor(QPalette.ColorRole.Window, QColor(palette.edge).lighter(140))
    return result


def _luminance(colour: str) -> float:
    parts = QColor(colour)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (parts.redF(), parts.greenF(), parts.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
