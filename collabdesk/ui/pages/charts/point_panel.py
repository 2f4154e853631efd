"""One point of the large chart: its number, note, exclusion and history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QVBoxLayout, QWidget

from collabdesk.charts.spec import ChartPoint, ChartSpec
from collabdesk.i18n import Message, msg
from collabdesk.services.changeset import Cell
from collabdesk.services.data import cells, judgements
from collabdesk.services.workspace import Workspace
from collabdesk.ui.charts.readout import point_lines
from collabdesk.ui.context import Context
from collabdesk.ui.pages.data.words import exclusion, fingerprint, history_line, origin
from collabdesk.ui.theme import GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ButtonRow, Label

NARROWEST = 260
"""With less, the buttons of a point stand in two lines."""


class PointPanel(QWidget):
    """Shows one point; its note is written when the cursor leaves the field."""

    note_written = Signal(object, str)
    """The cell, and its note as it should be now."""

    def __init__(self, context: Context, exclude: QAction, record: QAction, mark: QAction):
        super().__init__()
        self._context, self._exclude, self._mark = context, exclude, mark
        self._cell: Cell | None = None
        self._note_before = ""
        self.setObjectName("chart_point")
        theme, say = context.theme, context.text
        self.period = Label(theme, size=Type.SECTION, bold=True)
        self.said = Label(theme, wrap=True)
        self.where = Label(theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self.note = QLineEdit()
        self.note.setObjectName("chart_point_note")
        self.note.setPlaceholderText(say(msg("Note on this number")))
        self.note.setAccessibleName(say(msg("Note on this number")))
        self.note.setMinimumHeight(30)
        self.note.editingFinished.connect(self.finish)
        self.heading = Label(theme, say(msg("History")), Type.CAPTION, bold=True)
        self.history = QListWidget()
        self.history.setObjectName("chart_point_history")
        self.history.setAccessibleName(say(msg("History of this number")))
        self.history.setWordWrap(True)
        self.history.setFrameShape(QFrame.Shape.NoFrame)
        self.history.setAlternatingRowColors(True)
        self._buttons = ButtonRow(exclude, mark, record)
        # as wide as with a point from the start: the chart mustn't move away from under the pointer that clicks it
        self.setMinimumWidth(min(self._buttons.sizeHint().width() + 2 * GRID, NARROWEST))
        box = QVBoxLayout(self)
        box.setContentsMargins(GRID, GAP_SMALL, GRID, GRID)
        box.setSpacing(GRID)
        for widget in (self.period, self.said, self.where, self.note, self._buttons, self.heading):
            box.addWidget(widget)
        box.addWidget(self.history, 1)
        self._rest = QWidget()
        box.addWidget(self._rest, 1)
        self.show_nothing()

    def show_point(
        self, workspace: Workspace, spec: ChartSpec, point: ChartPoint, cell: Cell | None, *, may_edit: bool
    ) -> None:
        """Show a point; without a ``cell`` (a pooled chart) there is no note and no history."""
        say = self._context.translator
        if cell != self._cell:
            self.finish()  # what was typed belongs to the point that was shown
            self._cell = cell
        own = point if cell is None else replace(point, note="", origin="")  # these have places of their own
        first, *lines = point_lines(own, spec.y, say)
        self.period.setText(first)
        if cell is None:
            self.said.setText("\n".join(lines))
            self._show_parts(False)
            return
        self._show_parts(True)
        facts = cells.facts(workspace, cell)
        self.said.setText("\n".join(lines))
        below = (exclusion(facts), *self._judged(workspace, cell), origin(facts), fingerprint(facts))
        told = [say.text(line) for line in below if line]
        self.where.setText("\n".join(told))
        self.where.setVisible(bool(told))
        if not (self.note.hasFocus() and self.note.isModified()):
            self.note.setText(facts.note)
            self.note.setCursorPosition(0)
            self.note.setToolTip(facts.note)
            self._note_before = facts.note
        self._exclude.setText(say.text(msg("Include again") if facts.exclusion else msg("Exclude…")))
        self._exclude.setEnabled(may_edit and (facts.exclusion is not None or bool(facts.text)))
        self._mark.setEnabled(
            may_edit and (judgements.mark_of(workspace, cell) is not None or bool(facts.text))
        )
        self.note.setEnabled(may_edit)
        self._write_history(workspace, cell)

    def _judged(self, workspace: Workspace, cell: Cell) -> Iterable[Message]:
        """Whether a person called the point astronomical, or the program would look at it."""
        mark = judgements.mark_of(workspace, cell)
        self._mark.setText(self._context.text(msg("Unmark") if mark else msg("Astronomical…")))
        if mark is not None:
            yield msg(
                "Astronomical point, marked by {person}, {day}: {reason}",
                person=mark.person,
                day=mark.decided.date(),
                reason=mark.reason,
            )
        elif cell[2] in judgements.suggested(workspace, cell[0], cell[1]):
            yield msg("Beyond the limits of an I chart: is this point unlike all others? Only you can say.")

    def show_nothing(self) -> None:
        """No point is chosen. What was being typed is dropped: call `finish` first where it should be kept."""
        self._cell = None
        self.note.setModified(False)
        self.period.setText(self._context.text(msg("Click a point of the chart")))
        self.said.setText(
            self._context.text(
                msg(
                    "Here stand its numbers, where they came from and who changed them; write a note, or exclude it. "
                    "A double click on a month records a change that the team began then."
                )
            )
        )
        self.note.clear()
        self._note_before = ""
        self._show_parts(False)

    def _show_parts(self, visible: bool) -> None:
        for widget in (self.where, self.note, self._buttons, self.heading, self.history):
            widget.setVisible(visible)
        self._rest.setVisible(not visible)

    def _write_history(self, workspace: Workspace, cell: Cell) -> None:
        self.history.clear()
        versions = cells.history(workspace, cell)
        for version in versions:
            self.history.addItem(history_line(version, self._context.translator))
        if not versions:
            said = msg("Nobody has changed this number since the file was made.")
            self.history.addItem(self._context.text(said))

    @Slot()
    def finish(self) -> None:
        """Hand over the note, if it was changed."""
        text = self.note.text().strip()
        self.note.setModified(False)
        if self._cell is not None and text != self._note_before:
            self._note_before = text
            self.note_written.emit(self._cell, text)
