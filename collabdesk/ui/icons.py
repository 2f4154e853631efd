"""The icon set: our own SVG strokes in ``resources/icons``, coloured when loaded."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from collabdesk import paths

_SIZES = (16, 24, 32, 48, 64)


def names() -> tuple[str, ...]:
    """The names of all icons."""
    return tuple(sorted(path.stem for path in paths.resource("icons").glob("*.svg")))


class IconMaker:
    """Makes icons from the set and keeps those it made, by name and colours."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str, str], QIcon] = {}

    def icon(self, name: str, *, normal: str, disabled: str, selected: str) -> QIcon:
        """An icon with the colours of its three states. KeyError names an icon that the set lacks."""
        key = (name, normal, disabled, selected)
        if key not in self._made:
            self._made[key] = _make(name, normal, disabled, selected)
        return self._made[key]


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """One icon, ``size`` x ``size`` px, strokes in one colour on nothing."""
    svg = _source(name).replace("currentColor", colour)
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def _make(name: str, normal: str, disabled: str, selected: str) -> QIcon:
    icon = QIcon()
    for size in _SIZES:
        icon.addPixmap(pixmap(name, normal, size))
    for mode, colour in ((QIcon.Mode.Disabled, disabled), (QIcon.Mode.Selected, selected)):
        for size in (16, 32):
            icon.addPixmap(pixmap(name, colour, size), mode)
    return icon


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    try:
        return paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise KeyError(f"there is no icon “{name}”") from error
