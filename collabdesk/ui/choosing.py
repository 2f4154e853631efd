"""The parts of a row of choices over a wall, a table or a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.widgets import ElidedBox, ModeButton

HEIGHT = 30


def mode_button(name: str, text: str) -> ModeButton:
    """One of two ways to look at it."""
    button = ModeButton(text)
    button.setObjectName(name)
    return button


def choice_box(name: str, said: str) -> ElidedBox:
    """A choice that is as high as the buttons beside it."""
    box = ElidedBox()
    box.setObjectName(name)
    box.setAccessibleName(said)
    box.setToolTip(said)
    box.setMinimumHeight(HEIGHT)
    box.setMaxVisibleItems(24)
    return box


def find_team(context: Context, name: str) -> QLineEdit:
    """A line for a part of a team's name."""
    search, said = QLineEdit(), context.text(msg("Find a team"))
    search.setObjectName(name)
    search.setPlaceholderText(said)
    search.setAccessibleName(said)
    search.setClearButtonEnabled(True)
    search.setMinimumHeight(HEIGHT)
    return search


def refill(box: QComboBox, entries: Sequence[tuple[str, Any]]) -> None:
    """Offer these, each with its data; the choice stays where it can."""
    before = box.currentData()
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(before), 0) if entries else -1)
