"""A line over the catalogue: two names that look alike, to be made one or to be kept apart."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services.setup import catalogue
from collabdesk.services.setup.catalogue import LookAlike
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GAP_SMALL, GRID
from collabdesk.ui.widgets import Label, fill_with


class AlikeStrip(QWidget):
    """Shows the most alike pair; hidden while there is none."""

    merge_wanted = Signal(list)
    """The ids of the changes, the one to keep first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workspace: Workspace | None = None
        self._pair: LookAlike | None = None
        self.setObjectName("alike_strip")
        self.setAutoFillBackground(True)
        self.said = Label(context.theme, wrap=True)
        self.said.setObjectName("alike_said")
        self.merge = self._button("alike_merge", msg("Merge…"), self._merge)
        self.apart = self._button("alike_apart", msg("They differ"), self._apart)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_SMALL, GRID, GAP_SMALL, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.said, 1)
        row.addWidget(self.merge)
        row.addWidget(self.apart)
        context.theme.changed.connect(self.renew)
        self.renew()
        self.hide()

    def show_workspace(self, workspace: Workspace) -> None:
        """Look for names that are alike in this file."""
        self._workspace = workspace
        found = catalogue.look_alikes(workspace)
        self._pair = found[0] if found else None
        self.setVisible(bool(found))
        if not found:
            return
        said: Message = msg(
            "“{other}” and “{keep}” look alike.", other=found[0].other.name, keep=found[0].keep.name
        )
        if len(found) > 1:
            more = nmsg("{count} more pair follows.", "{count} more pairs follow.", len(found) - 1)
            said = msg("{said} {more}", said=said, more=more)
        self.said.setText(self._context.text(said))
        for button in (self.merge, self.apart):
            button.setEnabled(not workspace.read_only)

    @Slot()
    def renew(self) -> None:
        """The ground's colour of now."""
        fill_with(self, self._context.theme.palette.accent_soft)

    @Slot()
    def _merge(self) -> None:
        if self._pair is not None:
            self.merge_wanted.emit([self._pair.keep.id, self._pair.other.id])

    @Slot()
    def _apart(self) -> None:
        workspace, pair = self._workspace, self._pair
        if workspace is not None and pair is not None:
            self._context.attempt(lambda: catalogue.keep_apart(workspace, pair.keep.id, pair.other.id))

    def _button(self, name: str, text: Message, slot: object) -> QPushButton:
        button = QPushButton(self._context.text(text))
        button.setObjectName(name)
        button.setMinimumHeight(30)
        button.clicked.connect(slot)
        return button
