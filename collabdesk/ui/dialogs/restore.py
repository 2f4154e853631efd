"""Which backup to bring back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import msg
from collabdesk.services import safety
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import COLLAB
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import Label


class RestoreDialog(QDialog):
    """Lists the backups of a file, the newest first; two clicks bring one back."""

    chosen = Signal(object)
    """The backup's path."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = safety.backup_folder(path)
        self.setObjectName("restore_dialog")
        self.setWindowTitle(context.text(msg("Restore a backup")))
        said = msg(
            "The file goes back to how it was at that moment. What it holds now is backed up first, so nothing is lost."
        )
        self.list = QListWidget()
        self.list.setObjectName("backups")
        self.list.setAccessibleName(context.text(msg("Backups")))
        for backup in safety.backups_of(path):
            moment = backup.made
            item = QListWidgetItem(context.translator.moment(moment) if moment else backup.path.stem)
            item.setData(Qt.ItemDataRole.UserRole, str(backup.path))
            item.setToolTip(str(backup.path))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._restore)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(Label(context.theme, context.text(said), wrap=True))
        if not self.list.count():
            none = msg(
                "There is no backup of this file yet. One is made each time you close it after an edit."
            )
            box.addWidget(Label(context.theme, context.text(none), colour="ink_soft", wrap=True))
        box.addWidget(self.list, 1)
        box.addLayout(self._buttons())
        self.resize(460, 420)

    def _buttons(self) -> QHBoxLayout:
        text = self._context.text
        other = QPushButton(text(msg("Another file…")))
        other.setObjectName("other")
        other.clicked.connect(self._other)
        cancel = QPushButton(text(msg("Cancel")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        restore = QPushButton(text(msg("Restore")))
        restore.setObjectName("restore")
        restore.setDefault(True)
        restore.setEnabled(self.list.count() > 0)
        restore.clicked.connect(self._restore)
        row = QHBoxLayout()
        row.addWidget(other)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(restore)
        return row

    @Slot()
    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._done(Path(item.data(Qt.ItemDataRole.UserRole)))

    @Slot()
    def _other(self) -> None:
        path = self._context.files.open_file(msg("Restore a backup"), COLLAB, self._folder)
        if path is not None:
            self._done(path)

    def _done(self, backup: Path) -> None:
        self.accept()
        self.chosen.emit(backup)
