"""The files of a change: added, opened, their folder shown; one that is gone says so."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import msg
from collabdesk.models.ideas import Change
from collabdesk.services.changes.attachments import Attachment, attachments, located, path_to_open, written
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import ANY
from collabdesk.ui.openers import open_outside
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import push_button

_KEY = Qt.ItemDataRole.UserRole


class AttachmentsField(QWidget):
    """A list of files with what can be done with each. The change keeps their paths, not what is in them."""

    def __init__(self, context: Context, workspace: Workspace, change: Change) -> None:
        super().__init__()
        self._context, self._workspace = context, workspace
        self.list = QListWidget()
        self.list.setObjectName("change_attachments")
        self.list.setAccessibleName(context.text(msg("Attachments")))
        self.list.setMinimumHeight(64)
        self.list.setMaximumHeight(90)
        self.add = push_button(context, "attachment_add", msg("Add file…"), self._add)
        self.open = push_button(context, "attachment_open", msg("Open"), self._open)
        self.folder = push_button(context, "attachment_folder", msg("Show its folder"), self._open_folder)
        self.remove = push_button(context, "attachment_remove", msg("Take off the list"), self._remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.add, self.open, self.folder, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.list)
        box.addLayout(buttons)
        for one in attachments(workspace, change):
            self._show(one)
        self.list.itemActivated.connect(self._open)
        self.list.itemSelectionChanged.connect(self._allow)
        self._allow()

    def paths(self) -> list[str]:
        """The paths as the change keeps them."""
        return [self.list.item(place).data(_KEY).written for place in range(self.list.count())]

    # --- private ---

    def _show(self, one: Attachment) -> None:
        text = (
            one.written if one.is_there else self._context.text(msg("{path} (not there)", path=one.written))
        )
        item = QListWidgetItem(text)
        item.setData(_KEY, one)
        item.setToolTip(str(one.path))
        self.list.addItem(item)

    @property
    def _chosen(self) -> Attachment | None:
        found = self.list.selectedItems()
        return found[0].data(_KEY) if found else None

    @Slot()
    def _allow(self) -> None:
        for button in (self.open, self.folder, self.remove):
            button.setEnabled(self._chosen is not None)

    @Slot()
    def _add(self) -> None:
        path = self._context.files.open_file(msg("Attach a file"), ANY)
        if path is None:
            return
        kept = written(self._workspace, path)
        if kept not in self.paths():
            self._show(located(self._workspace, kept))
        self.list.setCurrentRow(self.paths().index(kept))

    @Slot()
    def _open(self) -> None:
        if self._chosen is not None:
            open_attachment(self._context, self._chosen)

    @Slot()
    def _open_folder(self) -> None:
        if self._chosen is not None:
            open_attachment(self._context, self._chosen, folder=True)

    @Slot()
    def _remove(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))


def open_attachment(
    context: Context, one: Attachment, _checked: bool = False, *, folder: bool = False
) -> None:
    """Open a file of a change, or its folder; a file that is gone is said in a sentence."""

    def find() -> None:
        open_outside(context, path_to_open(one, folder=folder))

    context.attempt(find)


def fill_menu(menu: QMenu, context: Context, found: Iterable[Attachment]) -> None:
    """A line for each file of a change."""
    menu.clear()
    for one in found:
        action = QAction(one.written, menu)
        action.setToolTip(str(one.path))
        action.triggered.connect(partial(open_attachment, context, one))
        menu.addAction(action)
