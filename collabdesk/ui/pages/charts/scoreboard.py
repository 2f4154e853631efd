"""The scoreboard: what share of the series reached which goal, how fast, how well it is held (method.md, 6)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services.charts.progress import DEFINITIONS, GOALS, GoalProgress, Scoreboard, SeriesProgress
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts import scoreboard_words as words
from collabdesk.ui.pages.charts.scoreboard_rows import FIRST_GOAL, series_columns
from collabdesk.ui.tables import Table
from collabdesk.ui.term_bubble import Terms
from collabdesk.ui.theme import GAP, GAP_LARGE, GRID, Type
from collabdesk.ui.widgets import ElidedLabel, Label, Line, button_for

Text = Message | str
_HEADS: tuple[tuple[Message, str], ...] = (
    (msg("Reached"), "reached"),
    (msg("Time to reach it"), "time"),
    (msg("Held since"), "held"),
)


class ScoreboardPanel(QWidget):
    """The numbers of the whole collaborative, each with its definition; below them every series."""

    chart_wanted = Signal(int, int)
    """indicator id, team id"""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("scoreboard")
        self._terms = Terms(context, self)
        self.summary = Label(context.theme, bold=True)
        self.summary.setObjectName("scoreboard_summary")
        self.note = Label(context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self._goals, self._gains = _grid(), _grid()
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self._fit)
        self.table: Table[SeriesProgress] = Table(
            context, "scoreboard_series", series_columns(context), title=msg("Every series")
        )
        self.table.activated.connect(self._open)
        self._copy = make_action(
            context, self, "scoreboard_copy", msg("Copy to Excel"), "copy", self.table.copy,
            tip=msg("Copy the table as it is shown, or the selected rows, as Excel pastes it"),
        )  # fmt: skip
        self._lay_out()

    def show_board(self, board: Scoreboard | None) -> None:
        """Show a scoreboard, or none."""
        self.table.set_rows(board.each if board else (), key=lambda row: (row.indicator_id, row.team_id))
        _clear(self._goals)
        _clear(self._gains)
        if board is None:
            self.summary.clear()
            self.note.clear()
            return
        self.summary.setText(self._said(words.counts(board)))
        self.note.setText(self._said(words.left_out(board)) if board.too_few else "")
        self.note.setVisible(bool(board.too_few))
        self._write_goals(board.thresholds)
        self._write_gains(board)
        self._show_columns({goal.threshold for goal in board.thresholds})
        self._fit_soon.start()  # when the new labels are there

    def say_counting(self, charts: int) -> None:
        """The numbers are being counted; those of before, if any, stay until then."""
        said = nmsg("Counting {count} chart…", "Counting {count} charts…", charts)
        self.summary.setText(self._said(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon.start()

    # --- private ---

    @Slot()
    def _fit(self) -> None:
        """The numbers are as high as they are, where that leaves the table half the height."""
        content, width = self._content, self._numbers.viewport().width()
        whole = max(content.heightForWidth(width), content.sizeHint().height())
        self._numbers.setFixedHeight(min(whole, max(self.height() * 11 // 20, 120)))
        layout = self.layout()
        if (
            layout is not None
        ):  # Qt does not always lay out again what was changed while it was being laid out
            layout.activate()

    @Slot(object)
    def _open(self, row: SeriesProgress) -> None:
        self.chart_wanted.emit(row.indicator_id, row.team_id)

    def _said(self, text: Text) -> str:
        return self._context.text(text)

    def _show_columns(self, goals: set[str]) -> None:
        """Only the goals that apply. Qt loses the places of columns that are fitted while others are being hidden."""
        head = self.table.view.horizontalHeader()
        blocked = head.blockSignals(True)
        for place, name in enumerate(GOALS, start=FIRST_GOAL):
            self.table.view.setColumnHidden(place, name not in goals)
        head.blockSignals(blocked)
        self.table.widths.fit()

    def _label(self, text: Text, name: str, size: Type = Type.BODY, *, bold: bool = False) -> Label:
        """A line; captions are soft, and wrap."""
        soft = size is Type.CAPTION
        colour = "ink_soft" if soft else "ink"
        made = Label(self._context.theme, self._said(text), size, bold=bold, colour=colour, wrap=soft)
        made.setObjectName(f"scoreboard_{name}")
        made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return made

    def _write_goals(self, goals: Sequence[GoalProgress]) -> None:
        grid = self._goals
        grid.addWidget(self._label(msg("Goal"), "head_goal", bold=True), 0, 0)
        for column, (head, term) in enumerate(_HEADS, start=1):
            label = self._label(head, f"head_{term}", bold=True)
            self._terms.explain(label, term)
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, 1)
        for row, goal in enumerate(goals):
            at, name = 2 * row + 1, goal.threshold
            grid.addWidget(self._label(words.goal(name), f"{name}_goal"), at, 0)
            for column, (number, spread) in enumerate(words.numbers(goal), start=1):
                grid.addWidget(self._label(number, f"{name}_{column}", Type.SECTION, bold=True), at, column)
                grid.addWidget(self._label(spread, f"{name}_{column}_spread", Type.CAPTION), at + 1, column)
        if not goals:
            said = msg("No series has enough points yet, or no goal applies.")
            grid.addWidget(self._label(said, "none", Type.CAPTION), 1, 0, 1, len(_HEADS) + 1)
        below = 2 * max(len(goals), 1) + 1
        for row, (head, term) in enumerate(_HEADS, start=below):
            grid.addWidget(self._label(head, f"defined_{term}", Type.CAPTION), row, 0)
            defined = self._label(DEFINITIONS[term], f"definition_{term}", Type.CAPTION)
            grid.addWidget(defined, row, 1, 1, len(_HEADS))
        grid.setRowStretch(below + len(_HEADS), 1)

    def _write_gains(self, board: Scoreboard) -> None:
        grid = self._gains
        head = self._label(msg("Gain"), "head_gain", bold=True)
        self._terms.explain(head, "gain")
        grid.addWidget(head, 0, 0, 1, 3)
        for row, (name, number, spread) in enumerate(words.gains(board), start=1):
            title = ElidedLabel(self._context.theme)
            title.setText(self._said(name))
            title.setObjectName(f"scoreboard_gain_{row}_name")
            for column, label in enumerate(
                (
                    self._label(number, f"gain_{row}", bold=True),
                    self._label(spread, f"gain_{row}_spread"),
                    title,
                )
            ):
                grid.addWidget(label, row, column)
        grid.setColumnStretch(2, 1)
        below = grid.rowCount()
        grid.addWidget(self._label(DEFINITIONS["gain"], "definition_gain", Type.CAPTION), below, 0, 1, 3)
        quartiles = self._label(DEFINITIONS["quartiles"], "definition_quartiles", Type.CAPTION)
        grid.addWidget(quartiles, below + 1, 0, 1, 3)
        grid.setRowStretch(below + 2, 1)

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(GAP_LARGE)
        numbers.addLayout(self._goals, 1)
        numbers.addWidget(Line(self._context.theme, upright=True))
        numbers.addLayout(self._gains, 1)
        foot = " ".join(self._said(DEFINITIONS[name]) for name in ("baseline", "latest"))
        heading = QHBoxLayout()
        heading.setSpacing(GRID)
        title = self._said(msg("Every series"))
        heading.addWidget(Label(self._context.theme, title, Type.SECTION, bold=True))
        heading.addWidget(self.table.search)
        heading.addStretch(1)
        heading.addWidget(button_for(self._copy))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.summary)
        box.addWidget(self.note)
        self._content = QWidget()
        self._content.setLayout(numbers)
        self._numbers = _scrolled(self._content)
        box.addWidget(self._numbers)
        box.addWidget(Line(self._context.theme))
        box.addLayout(heading)
        box.addWidget(self.table, 1)
        box.addWidget(Label(self._context.theme, foot, Type.CAPTION, colour="ink_soft", wrap=True))


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("scoreboard_numbers")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(GAP)
    made.setVerticalSpacing(1)
    return made


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
