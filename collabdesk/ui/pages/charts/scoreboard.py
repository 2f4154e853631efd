"""The scoreboard: what share of the series reached which goal, how fast, how well it is held (method.md, 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.services.progress import DEFINITIONS, GOALS, GoalProgress, Scoreboard, SeriesProgress
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.charts.scoreboard_rows import series_columns
from collabdesk.ui.tables import Table
from collabdesk.ui.term_bubble import Terms
from collabdesk.ui.theme import GAP, GAP_LARGE, GRID, Type
from collabdesk.ui.widgets import Label, Line, button_for

if TYPE_CHECKING:
    from collabdesk.analysis.progress_goals import Spread

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
        self.summary = Label(context.theme, size=Type.SECTION, bold=True, wrap=True)
        self.summary.setObjectName("scoreboard_summary")
        self.note = Label(context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_LARGE)
        self._grid.setVerticalSpacing(4)
        self.table: Table[SeriesProgress] = Table(
            context, "scoreboard_series", series_columns(context), title=msg("Every series")
        )
        self.table.activated.connect(self._open)
        self._terms = Terms(context, self)
        self._terms.explain_heads(
            self.table.view, {2: "baseline", 5: "gain", **dict.fromkeys(range(6, 6 + len(GOALS)), "reached")}
        )
        self._copy = make_action(
            context, self, "scoreboard_copy", msg("Copy to Excel"), "copy", self.table.copy,
            tip=msg("Copy the table as it is shown, or the selected rows, as Excel pastes it"),
        )  # fmt: skip
        self._lay_out()

    def show_board(self, board: Scoreboard | None) -> None:
        """Show a scoreboard, or none."""
        self.table.set_rows(board.each if board else (), key=lambda row: (row.indicator_id, row.team_id))
        self._clear()
        if board is None:
            self.summary.clear()
            self.note.clear()
            return
        self.summary.setText(self._said(_counts(board)))
        self.note.setText(self._said(_left_out(board)) if board.too_few else "")
        self.note.setVisible(bool(board.too_few))
        self._write_goals(board.thresholds)
        self._write_gain(board)

    # --- private ---

    @Slot(object)
    def _open(self, row: SeriesProgress) -> None:
        self.chart_wanted.emit(row.indicator_id, row.team_id)

    def _said(self, text: Text) -> str:
        return self._context.text(text)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _put(
        self, row: int, column: int, text: Text, name: str, size: Type = Type.BODY, *,
        term: str = "", bold: bool = False, soft: bool = False, wrap: bool = False,
    ) -> Label:  # fmt: skip
        label = Label(
            self._context.theme,
            self._said(text),
            size,
            bold=bold,
            colour="ink_soft" if soft else "ink",
            wrap=wrap,
        )
        label.setObjectName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if term:
            self._terms.explain(label, term)
        self._grid.addWidget(label, row, column)
        return label

    def _write_goals(self, goals: Sequence[GoalProgress]) -> None:
        self._put(0, 0, msg("Goal"), "scoreboard_head_goal", bold=True)
        for column, (head, definition) in enumerate(_HEADS, start=1):
            self._put(0, column, head, f"scoreboard_head_{column}", term=definition, bold=True)
        for row, goal in enumerate(goals, start=1):
            name = f"scoreboard_{goal.threshold}"
            self._put(row, 0, goal_words(goal.threshold), f"{name}_goal")
            for column, text in enumerate((reached_words(goal), time_words(goal), held_words(goal)), start=1):
                self._put(row, column, text, f"{name}_{column}", wrap=True)
        if not goals:
            said = msg("No series has enough points yet, or no goal applies.")
            self._put(1, 0, said, "scoreboard_none", soft=True)
        below = max(len(goals), 1) + 1
        for column, (_head, definition) in enumerate(_HEADS, start=1):
            self._put(
                below, column, DEFINITIONS[definition], f"scoreboard_definition_{definition}", Type.CAPTION,
                soft=True, wrap=True,
            )  # fmt: skip

    def _write_gain(self, board: Scoreboard) -> None:
        column = len(_HEADS) + 1
        self._put(0, column, msg("Gain"), "scoreboard_head_gain", term="gain", bold=True)
        rows = max(len(board.thresholds), 1)
        lines = gain_lines(board)
        text = "\n".join(self._said(line) for line in lines) or self._said(msg("not yet"))
        label = self._put(1, column, text, "scoreboard_gain", wrap=True)
        self._grid.removeWidget(label)
        self._grid.addWidget(label, 1, column, rows, 1)
        self._put(
            rows + 1,
            column,
            DEFINITIONS["gain"],
            "scoreboard_definition_gain",
            Type.CAPTION,
            soft=True,
            wrap=True,
        )
        for place, stretch in enumerate((1, 3, 3, 3, 4)):
            self._grid.setColumnStretch(place, stretch)

    def _lay_out(self) -> None:
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 0, GRID)
        above.setSpacing(GRID)
        above.addWidget(self.summary)
        above.addWidget(self.note)
        above.addWidget(Line(self._context.theme))
        above.addWidget(self._holder)
        above.addStretch(1)
        under = QWidget()
        below = QVBoxLayout(under)
        below.setContentsMargins(0, GRID, 0, 0)
        below.setSpacing(GRID)
        line = QHBoxLayout()
        heading = self._said(msg("Every series"))
        line.addWidget(Label(self._context.theme, heading, Type.SECTION, bold=True))
        line.addStretch(1)
        line.addWidget(button_for(self._copy))
        below.addLayout(line)
        below.addWidget(self.table, 1)
        foot = " ".join(self._said(DEFINITIONS[name]) for name in ("baseline", "latest"))
        below.addWidget(Label(self._context.theme, foot, Type.CAPTION, colour="ink_soft", wrap=True))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("scoreboard_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(top)
        split.addWidget(under)
        split.setStretchFactor(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)


def goal_words(threshold: str) -> Message:
    """The name of a goal."""
    if threshold == "target":
        return msg("the target of each indicator")
    if threshold in ("20", "10"):
        return msg("{number} % or less", number=threshold)
    return msg("{number} % or more", number=threshold)


def reached_words(goal: GoalProgress) -> Text:
    """How many reached it, of how many, and how many were there before."""
    if goal.reached is None:
        said = nmsg(
            "{count} series was there at baseline", "{count} series were there at baseline", goal.already
        )
        return said if goal.already else "–"
    share = Number(100 * goal.reached, 0, " %")
    said = msg(
        "{share}: {reached} of {series} series, {teams} teams",
        share=share, reached=goal.reached_count, series=goal.series, teams=goal.teams,
    )  # fmt: skip
    if not goal.already:
        return said
    more = nmsg("{count} more was there at baseline", "{count} more were there at baseline", goal.already)
    return msg("{said}; {more}", said=said, more=more)


def time_words(goal: GoalProgress) -> Text:
    """Median and quartiles of the time to it."""
    if goal.time is None:
        return "–"
    return msg("{median} periods ({q1} to {q3})", **_spread(goal.time, 1))


def held_words(goal: GoalProgress) -> Text:
    """Median and quartiles of the share held."""
    if goal.held is None:
        return "–"
    found = goal.held
    parts = {"median": found.median, "q1": found.q1, "q3": found.q3}
    return msg(
        "{median} of the points ({q1} to {q3})",
        **{name: Number(100 * value, 0, " %") for name, value in parts.items()},
    )


def gain_lines(board: Scoreboard) -> list[Message]:
    """The collaborative's gain, then that of each indicator."""
    lines = []
    if board.gain is not None and len(board.gains) > 1:
        lines.append(
            msg(
                "all percentages: {median} ({q1} to {q3}), {count} series",
                count=board.gain.n,
                **_signed(board.gain, ""),
            )
        )
    return lines + [
        msg(
            "{indicator}: {median} ({q1} to {q3}), {count} series",
            indicator=one.indicator,
            count=one.gain.n,
            **_signed(one.gain, one.unit),
        )
        for one in board.gains
    ]


def _signed(found: Spread, unit: str) -> dict[str, str | Message]:
    parts = {"median": found.median, "q1": found.q1, "q3": found.q3}
    suffix = f" {unit}" if unit and unit != "%" else ""
    made: dict[str, str | Message] = {}
    for name, value in parts.items():
        sign = "+" if value > 0 else ""
        number = Number(value, 1, suffix if name == "median" else "")
        made[name] = msg("{sign}{number}", sign=sign, number=number)
    return made


def _spread(found: Spread, digits: int) -> dict[str, Number]:
    parts = {"median": found.median, "q1": found.q1, "q3": found.q3}
    return {name: Number(value, 0 if value == int(value) else digits) for name, value in parts.items()}


def _counts(board: Scoreboard) -> Message:
    teams = nmsg("{count} team", "{count} teams", board.teams)
    series = nmsg(
        "{count} series (a team and an indicator)",
        "{count} series (a team and an indicator each)",
        board.series,
    )
    return msg("{teams}, {series}", teams=teams, series=series)


def _left_out(board: Scoreboard) -> Message:
    return nmsg(
        "{count} series has too few points for a gain and for goals, and is left out of them.",
        "{count} series have too few points for a gain and for goals, and are left out of them.",
        board.too_few,
    )
