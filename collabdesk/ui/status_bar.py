"""The bottom line: saved state, file, what was just done (with Undo), and the running task."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.theme import GAP, GRID
from collabdesk.ui.widgets import Label, fill_with

SHOWN_FOR = 12_000  # ms that a line about an edit stays
PATIENCE = 300  # ms before a task shows itself


class StatusBar(QWidget):
    """A plain widget: QStatusBar's own frames and sizes don't fit look.md."""

    undo_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("status_bar")
        self._context = context
        self._made: Path | None = None
        self.setAutoFillBackground(True)
        self.setFixedHeight(34)
        self.saved = self._label("status_saved")
        self.file = self._label("status_file")
        self.line = self._label("status_line")
        self.undo = self._button("status_undo", msg("Undo"))
        self.open = self._button("status_open", msg("Open"))
        self.task = self._label("status_task")
        self.bar = QProgressBar()
        self.cancel = self._button("status_cancel", msg("Cancel"))
        self._timer = self._single(SHOWN_FOR, self.clear_line)
        self._patience = self._single(PATIENCE, self._show_task)
        self._lay_out()
        self._connect()
        self.clear_line()
        self._show_nothing_running()
        self.renew()

    def show_file(self, path: Path | None, *, read_only: bool = False) -> None:
        """Which file is open."""
        self.file.setText(path.name if path else "")
        self.file.setToolTip(str(path) if path else "")
        if path is None:
            self._say_saved("")
        elif read_only:
            self._say_saved(msg("Reading only"))
        else:
            self._say_saved(msg("All changes saved"))

    def show_saved(self, moment: dt.datetime | None, unsafe: str = "") -> None:
        """When the last edit reached the disk, or why nothing does at present."""
        if unsafe:
            self._say_saved(msg("NOT SAVED"), unsafe, colour="danger")
        elif moment is not None:
            self._say_saved(msg("All changes saved {time}", time=f"{moment:%H:%M}"))

    def show_line(self, text: str, *, undo: bool = False, made: Path | None = None) -> None:
        """A line for a while, with a button to undo the edit or to open the file that was made."""
        self.line.setText(text)
        self.undo.setVisible(undo)
        self._made = made
        self.open.setVisible(made is not None)
        self._timer.start()

    @Slot()
    def clear_line(self) -> None:
        """Take the line away."""
        self._timer.stop()
        self.line.setText("")
        self.undo.hide()
        self.open.hide()

    @Slot()
    def renew(self) -> None:
        """The ground's colour of now."""
        fill_with(self, self._context.theme.palette.canvas)

    @Slot()
    def _tasks_changed(self) -> None:
        told = [task for task in self._context.tasks.running if task.label]
        if not told:
            self._patience.stop()
            self._show_nothing_running()
        elif self.bar.isVisible():
            self._show_task()
        elif not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _show_task(self) -> None:
        told = [task for task in self._context.tasks.running if task.label]
        if not told:
            return
        task = told[0]
        more = f" (+{len(told) - 1})" if len(told) > 1 else ""
        self.task.setText(self._context.text(task.label) + more)
        self.bar.setRange(0, task.total)
        self.bar.setValue(task.done)
        for part in (self.task, self.bar, self.cancel):
            part.show()

    @Slot()
    def _cancel(self) -> None:
        told = [task for task in self._context.tasks.running if task.label]
        if told:
            told[0].cancel()

    @Slot()
    def _open(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))

    def _show_nothing_running(self) -> None:
        for part in (self.task, self.bar, self.cancel):
            part.hide()

    def _lay_out(self) -> None:
        self.bar.setObjectName("status_progress")
        self.bar.setAccessibleName(self._context.text(msg("Progress of the running task")))
        self.bar.setFixedWidth(140)
        self.bar.setFixedHeight(16)
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, 0)
        row.setSpacing(GRID)
        row.addWidget(self.saved)
        row.addSpacing(GAP)
        row.addWidget(self.file)
        row.addSpacing(GAP)
        row.addWidget(self.line)
        row.addWidget(self.undo)
        row.addWidget(self.open)
        row.addStretch(1)
        for part in (self.task, self.bar, self.cancel):
            row.addWidget(part)

    def _connect(self) -> None:
        self.undo.clicked.connect(self.undo_wanted)
        self.open.clicked.connect(self._open)
        self.cancel.clicked.connect(self._cancel)
        self._context.tasks.changed.connect(self._tasks_changed)
        self._context.theme.changed.connect(self.renew)

    def _say_saved(self, said: Message | str, why: str = "", colour: str = "ink_soft") -> None:
        self.saved.setText(self._context.text(said))
        self.saved.setToolTip(why)
        self.saved.set_colour(colour)

    def _label(self, name: str) -> Label:
        label = Label(self._context.theme, colour="ink_soft")
        label.setObjectName(name)
        return label

    def _button(self, name: str, text: Message) -> QPushButton:
        button = QPushButton(self._context.text(text))
        button.setObjectName(name)
        button.setFixedHeight(24)
        return button

    def _single(self, interval: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer
