"""One of many: a list to choose from, and arrows to the one before and the one after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from collabdesk.i18n import Message
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.widgets import ElidedBox


class Stepper(QWidget):
    """A list with arrows. ``keys`` are the shortcuts of the two arrows."""

    chosen = Signal(int)
    """The key of another one."""

    def __init__(
        self,
        context: Context,
        name: str,
        title: Message,
        before: Message,
        after: Message,
        keys: tuple[str, str],
    ):
        super().__init__()
        self.setObjectName(name)
        self._quiet = False
        self.box = ElidedBox()
        self.box.setObjectName(f"{name}_box")
        self.box.setAccessibleName(context.text(title))
        self.box.setToolTip(context.text(title))
        self.box.setMinimumHeight(30)
        self.box.setMaxVisibleItems(24)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(14)
        self.before = make_action(
            context, self, f"{name}_before", before, "back", self._back, shortcut=keys[0]
        )
        self.after = make_action(context, self, f"{name}_after", after, "forward", self._on, shortcut=keys[1])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (_arrow(self.before), self.box, _arrow(self.after)):
            row.addWidget(widget)
        self.box.currentIndexChanged.connect(self._chosen)

    def fill(self, entries: Sequence[tuple[int, str]], key: int) -> None:
        """Offer these and show one of them."""
        self._quiet = True
        self.box.clear()
        for entry, text in entries:
            self.box.addItem(text, entry)
        self.box.setCurrentIndex(max(self.box.findData(key), 0) if entries else -1)
        self._quiet = False
        self._allow()

    def key(self) -> int | None:
        """The one shown."""
        data = self.box.currentData()
        return None if data is None else int(data)

    def text(self) -> str:
        """The name of the one shown."""
        return self.box.currentText()

    @Slot()
    def _back(self) -> None:
        self._step(-1)

    @Slot()
    def _on(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        place = self.box.currentIndex() + step
        if 0 <= place < self.box.count():
            self.box.setCurrentIndex(place)

    @Slot(int)
    def _chosen(self, place: int) -> None:
        self._allow()
        if not self._quiet and place >= 0:
            self.chosen.emit(self.box.itemData(place))

    def _allow(self) -> None:
        self.before.setEnabled(self.box.currentIndex() > 0)
        self.after.setEnabled(self.box.currentIndex() < self.box.count() - 1)


def _arrow(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setObjectName(f"button_{action.objectName()}")
    button.setAccessibleName(action.text())
    button.setAutoRaise(True)
    button.setMinimumSize(30, 30)
    return button
