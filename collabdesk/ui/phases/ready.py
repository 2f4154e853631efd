"""All that is proposed about baselines in one list, to tick and accept with one reason (method.md, 3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.measures import Indicator
from collabdesk.services.phases import proposals, proposals_said
from collabdesk.services.phases.proposals import Kind, Proposal
from collabdesk.services.setup.indicators import in_order
from collabdesk.ui.context import Context
from collabdesk.ui.counting import Counting
from collabdesk.ui.fields import Choice
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, ROW_HEIGHT, Type
from collabdesk.ui.widgets import ButtonRow, Label, size_on_screen

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace

KINDS: dict[Kind, Message] = {
    Kind.FREEZE: msg("Freeze a baseline"),
    Kind.REBASELINE: msg("New centre line"),
    Kind.LOOK: msg("Look into it"),
    Kind.DEFINITION: msg("New definition"),
}
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_PLACE = Qt.ItemDataRole.UserRole


class ReadyDialog(QDialog):
    """Show with `open`. ``indicator_id`` None: the proposals about all indicators."""

    chart_wanted = Signal(int, int)
    """indicator id, team id (0: all teams): the dialog has closed, its chart is wanted."""

    def __init__(
        self, context: Context, workspace: Workspace, indicator_id: int | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ready_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(context.text(msg("Baselines to decide about")))
        self._context, self._workspace = context, workspace
        self._found: list[Proposal] = []
        self._only: Collection[tuple[int, int | None]] | None = None
        self._counting = Counting(context, self)
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._add_lines)
        self.indicator = Choice()
        self.indicator.setObjectName("ready_indicator")
        self.indicator.setAccessibleName(context.text(msg("Indicator")))
        self.indicator.setMinimumHeight(30)
        every = (None, context.text(msg("All indicators")))
        self.indicator.offer([every, *((one.id, one.name) for one in in_order(workspace))])
        self.indicator.set_value(indicator_id)
        self.said = Label(context.theme, wrap=True)
        self.said.setObjectName("ready_said")
        self.list = self._make_list()
        self.reason = QLineEdit()
        self.reason.setObjectName("ready_reason")
        self.reason.setMinimumHeight(30)
        self.reason.setPlaceholderText(context.text(msg("Why, in a few words: it stays in the history")))
        self.reason.setAccessibleName(context.text(msg("Reason")))
        self._make_actions()
        self._lay_out()
        self.indicator.activated.connect(self.load)
        self.list.itemChanged.connect(self._allow)
        self.list.currentItemChanged.connect(self._allow)
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.itemDoubleClicked.connect(self._show_chart)
        self.load()

    @Slot()
    def load(self) -> None:
        """What is proposed now; what is plain to decide is ticked."""
        chosen = self.indicator.value()
        self.list.setColumnHidden(_INDICATOR, chosen is not None)
        if chosen is None:
            self._counting.ask(self._workspace, proposals.of_all, self._show)
        else:
            self._counting.forget()
            self._show(proposals.of_indicator(self._workspace, chosen))
        if self._counting.is_under_way:
            self._show([])
            self.said.setText(self._context.text(msg("Looking at every chart…")))

    def ticked(self) -> list[Proposal]:
        """The proposals that are ticked."""
        lines = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return [self._of(line) for line in lines if line is not None and line.checkState(0) is _ON]

    def tick_only(self, pairs: Collection[tuple[int, int | None]]) -> None:
        """Tick what can be accepted of these (indicator id, team id), and nothing else."""
        self._only = pairs
        blocked = self.list.blockSignals(True)
        for place in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(place)
            if line is not None:
                self._tick_first(line, self._of(line))
        self.list.blockSignals(blocked)
        self._allow()

    def done(self, result: int) -> None:
        self._more.stop()
        self._counting.forget()
        super().done(result)

    # --- slots ---

    @Slot()
    def _add_lines(self) -> None:
        """Some more lines; with thousands the window stays alive in between."""
        start = self.list.topLevelItemCount()
        some = enumerate(self._found[start : start + _AT_ONCE], start)
        blocked = self.list.blockSignals(True)
        self.list.addTopLevelItems([self._line(place, one) for place, one in some])
        self.list.blockSignals(blocked)
        if self._is_filling():
            self._more.start()
        self._allow()

    @Slot()
    def _accept_ticked(self) -> None:
        chosen, reason = self.ticked(), self.reason.text()
        if self._context.attempt(lambda: proposals.accept(self._workspace, chosen, reason)):
            self.load()

    @Slot()
    def _put_off(self) -> None:
        chosen, reason = self._chosen(), self.reason.text()
        if chosen and self._context.attempt(lambda: proposals.put_off(self._workspace, chosen, reason)):
            self.load()

    @Slot()
    def _show_chart(self) -> None:
        line = self.list.currentItem()
        if line is not None:
            one = self._of(line)
            self.accept()
            self.chart_wanted.emit(one.indicator_id, one.team_id or 0)

    @Slot()
    def _tick_all(self) -> None:
        lines = [self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount())]
        able = [one for one in lines if one is not None and self._of(one).kind is not Kind.LOOK]
        state = _OFF if all(one.checkState(0) is _ON for one in able) else _ON
        blocked = self.list.blockSignals(True)
        for one in able:
            one.setCheckState(0, state)
        self.list.blockSignals(blocked)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        may, count = not self._workspace.read_only and not self._is_filling(), len(self.ticked())
        said = nmsg("Accept {count} ticked", "Accept {count} ticked", count)
        self._accept.setText(self._context.text(said))
        self._accept.setEnabled(may and count > 0)
        self._later.setEnabled(may and bool(self._chosen()))
        self._chart.setEnabled(self.list.currentItem() is not None)
        self._all.setEnabled(bool(self._found) and not self._is_filling())

    # --- private ---

    def _show(self, found: Sequence[Proposal]) -> None:
        self._found = list(found)
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(blocked)
        self._say()
        self._add_lines()

    def _is_filling(self) -> bool:
        """Whether lines are still to come: what is ticked would not be all that a person means."""
        return self.list.topLevelItemCount() < len(self._found)

    def _chosen(self) -> list[Proposal]:
        """The selected lines."""
        return [self._of(line) for line in self.list.selectedItems()]

    def _of(self, line: QTreeWidgetItem) -> Proposal:
        return self._found[int(line.data(0, _PLACE))]

    def _line(self, place: int, one: Proposal) -> QTreeWidgetItem:
        say = self._context.text
        texts = (
            say(proposals_said.subject(self._workspace, one)),
            self._workspace.rows(Indicator)[one.indicator_id].name,
            say(KINDS[one.kind]),
            say(proposals_said.short_said(self._workspace, one)),
            str(one.n_points),
            say(
                msg(
                    "{number}", number=proposals_said.worded(self._workspace, one.indicator_id)[1](one.median)
                )
            ),
        )
        line = QTreeWidgetItem(list(texts))
        line.setData(0, _PLACE, place)
        line.setSizeHint(0, QSize(0, ROW_HEIGHT))
        for column in (4, 5):
            line.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        whole = say(proposals_said.said(self._workspace, one))
        for column in range(len(texts)):
            line.setToolTip(column, whole)
        self._tick_first(line, one)
        return line

    def _tick_first(self, line: QTreeWidgetItem, one: Proposal) -> None:
        """A line as it is offered: ticked where it is plain to decide, or where its chart was chosen before."""
        if one.kind is Kind.LOOK:  # there is nothing to accept
            return
        plain = one.kind is Kind.FREEZE and not one.short and one.team_id is not None
        on = plain if self._only is None else (one.indicator_id, one.team_id) in self._only
        line.setCheckState(0, _ON if on else _OFF)

    def _say(self) -> None:
        say = self._context.text
        if not self._found:
            self.said.setText(
                say(msg("Nothing is to be decided: no baseline is ready, and no chart has left its line."))
            )
            return
        short = sum(one.short for one in self._found)
        parts: list[Message] = [
            msg(
                "Nothing is done until you accept it. A baseline stops before the team's first change and the first "
                "action period, so that it holds no improvement."
            )
        ]
        if short:
            parts.append(
                nmsg(
                    "{count} baseline has only few points and is not ticked.",
                    "{count} baselines have only few points and are not ticked.",
                    short,
                )
            )
        self.said.setText(" ".join(say(part) for part in parts))

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setObjectName("ready_list")
        made.setAccessibleName(self._context.text(msg("Proposals")))
        made.setRootIsDecorated(False)
        made.setAlternatingRowColors(True)
        made.setUniformRowHeights(True)
        made.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        made.setHeaderLabels([self._context.text(one) for one in _HEADS])
        for column, width in enumerate((260, 190, 130, 250, 60, 80)):
            made.setColumnWidth(column, width)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        return made

    def _make_actions(self) -> None:
        context = self._context
        self._accept = make_action(
            context, self, "ready_accept", msg("Accept the ticked ones"), "check", self._accept_ticked,
            tip=msg("Do what is ticked, in one edit, with your name and the reason"),
        )  # fmt: skip
        self._all = make_action(
            context, self, "ready_all", msg("Tick all, or none"), "", self._tick_all,
            tip=msg("Tick every proposal that can be accepted; once more unticks them"),
        )  # fmt: skip
        self._later = make_action(
            context, self, "ready_put_off", msg("Not now"), "clock", self._put_off,
            tip=msg("Let the selected proposals rest until something new happens"),
        )  # fmt: skip
        self._chart = make_action(
            context, self, "ready_chart", msg("Show the chart"), "charts", self._show_chart,
            tip=msg("Close this list and show the chart of the line"),
        )  # fmt: skip

    def _lay_out(self) -> None:
        say, theme = self._context.text, self._context.theme
        top = QHBoxLayout()
        top.setSpacing(GRID)
        caption = Label(theme, say(msg("Indicator")))
        caption.setBuddy(self.indicator)
        top.addWidget(caption)
        top.addWidget(self.indicator)
        top.addStretch(1)
        why = QHBoxLayout()
        why.setSpacing(GRID)
        caption = Label(theme, say(msg("Reason")))
        caption.setBuddy(self.reason)
        why.addWidget(caption)
        why.addWidget(self.reason, 1)
        person = msg("Recorded with your name: {person}", person=self._workspace.person)
        close = QPushButton(say(msg("Close")))
        close.setObjectName("ready_close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(ButtonRow(self._accept, self._later, self._all, self._chart), 1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addLayout(top)
        box.addWidget(self.said)
        box.addWidget(self.list, 1)
        box.addLayout(why)
        box.addWidget(Label(theme, say(person), Type.CAPTION, colour="ink_soft"))
        box.addLayout(foot)
        size_on_screen(self, 980, 600)


_HEADS: Sequence[Message] = (
    *(msg("Team"), msg("Indicator"), msg("Proposal")),
    *(msg("Which periods"), msg("Points"), msg("Centre line")),
)
_INDICATOR = 1
_AT_ONCE = 200
"""Lines that are made before the window may do something else: 15 ms."""
