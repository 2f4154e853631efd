"""Remembered choices of what a pack holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import PackPreset
from collabdesk.services.paper import pack_choice
from collabdesk.services.paper.pack_choice import PackChoice
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice
from collabdesk.ui.theme import GAP_SMALL


class PresetBar(QWidget):
    """Choose one, keep the present choice under a name, or forget one. ``asks`` gives the present choice."""

    chosen = Signal(object)
    """A PackChoice."""

    def __init__(self, context: Context, workspace: Workspace) -> None:
        super().__init__()
        self._context, self._workspace = context, workspace
        self.asks: Callable[[], PackChoice] = PackChoice
        self.box = Choice()
        self.box.setObjectName("pack_preset")
        self.box.setAccessibleName(context.text(msg("Remembered packs")))
        self.box.setMinimumHeight(30)
        self.box.activated.connect(self._choose)
        self.keep = self._button("pack_preset_keep", msg("Remember…"), self.remember)
        self.forget = self._button("pack_preset_forget", msg("Forget"), self.remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.box, 1)
        row.addWidget(self.keep)
        row.addWidget(self.forget)
        self.fill()

    def fill(self) -> None:
        """Offer those in the file now."""
        current = self.box.value()
        known = pack_choice.presets(self._workspace)
        none = self._context.text(msg("As chosen below") if known else msg("No remembered packs yet"))
        usual = self._context.text(msg("The usual pack"))
        self.box.offer([(None, none), (0, usual), *((one.id, one.name) for one in known)])
        self.box.set_value(current)
        self._allow()

    def unmark(self) -> None:
        """Something was changed by hand: the choice is nobody's preset any more."""
        self.box.setCurrentIndex(0)
        self._allow()

    @Slot()
    def remember(self) -> None:
        """Ask for a name and keep the present choice under it."""
        preset = self._workspace.rows(PackPreset).get(self.box.value() or 0)
        question = msg("Remember this choice of sections, teams and paper as")
        name = self._context.messages.ask_text(question, preset.name if preset else "")
        if name and self._context.attempt(
            lambda: pack_choice.save_preset(self._workspace, name, self.asks())
        ):
            self.fill()
            known = {one.name.casefold(): one.id for one in pack_choice.presets(self._workspace)}
            self.box.set_value(known.get(name.strip().casefold()))
            self._allow()

    @Slot()
    def remove(self) -> None:
        """Forget the chosen one. Undo brings it back."""
        key = self.box.value()
        if key and self._context.attempt(lambda: pack_choice.remove_preset(self._workspace, key)):
            self.box.setCurrentIndex(0)
            self.fill()

    @Slot()
    def _choose(self) -> None:
        key = self.box.value()
        first = pack_choice.first_choice(self._workspace)
        if key == 0:
            self.chosen.emit(first)
        elif key:
            self.chosen.emit(pack_choice.from_json(self._workspace.rows(PackPreset)[key].options, first))
        self._allow()

    def _allow(self) -> None:
        self.keep.setEnabled(not self._workspace.read_only)
        self.forget.setEnabled(bool(self.box.value()) and not self._workspace.read_only)

    def _button(self, name: str, words: Message, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._context.text(words))
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setMinimumHeight(30)
        button.clicked.connect(slot)
        return button
