"""The baseline and the phases of one chart: what holds, what is proposed, a preview of what would be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QTabWidget, QVBoxLayout, QWidget

from collabdesk.charts.spec import ChartSpec
from collabdesk.errors import UserFacingError
from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Team
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.charts.standings import axis_of
from collabdesk.services.phases import centre, phase_history, phases, proposals, proposals_said
from collabdesk.services.phases.phases import Decision, PhaseFacts
from collabdesk.services.phases.proposals import Kind, Proposal
from collabdesk.ui.charts.canvas import ChartCanvas
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.phases.editor import PhaseEditor
from collabdesk.ui.phases.rows import phase_columns
from collabdesk.ui.tables import Table
from collabdesk.ui.term_bubble import Terms
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ButtonRow, Label, button_for, size_on_screen

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace


class PhasesDialog(QDialog):
    """Show with `open`. ``team_id`` None: the line of all teams, and the baseline for all."""

    def __init__(
        self,
        context: Context,
        workspace: Workspace,
        indicator_id: int,
        team_id: int | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("phases_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._workspace = context, workspace
        self._indicator_id, self._team_id = indicator_id, team_id
        self._open: list[Proposal] = []
        self.canvas = ChartCanvas(context.theme, context.translator)
        self.preview = Label(context.theme, wrap=True)
        self.preview.setObjectName("phases_preview")
        self.proposal = Label(context.theme, wrap=True)
        self.proposal.setObjectName("phases_proposal")
        self.table: Table[PhaseFacts] = Table(
            context,
            "phases_table",
            phase_columns(context, lambda: self._workspace, indicator_id),
            title=msg("Phases"),
            search=False,
        )
        self.editor = PhaseEditor(context, centre.word(workspace))
        self.events = QListWidget()
        terms = Terms(context, self)
        terms.explain(self.editor.frozen, "frozen")
        self._make_actions()
        self._lay_out()
        self._name_window()
        self.table.selection_changed.connect(self._show_chosen)
        self.editor.changed.connect(self._show_preview)
        self.load()

    @Slot()
    def load(self) -> None:
        """What the file holds now."""
        workspace, pair = self._workspace, (self._indicator_id, self._team_id)
        facts = phases.timeline(workspace, *pair)
        self._open = proposals.of_series(workspace, *pair)
        when = proposals_said.worded(workspace, self._indicator_id)[0]
        first, last = axis_of(workspace, self._indicator_id)
        first = min([first, *(one.phase.first for one in facts)])
        last = max([last, *(one.phase.last for one in facts)])
        words = self._context.translator.period
        self.editor.offer([(one, words(when(one))) for one in range(first, last + 1)])
        self.table.set_rows(facts)
        self._show_proposal()
        self._write_history()
        if facts:
            self.table.select(lambda row: row.phase.id == facts[-1].phase.id)
        else:
            self._draft_first(first, last)
        self._allow()

    def take_span(self, window: tuple[int, int], *, new_phase: bool) -> None:
        """Months that were marked on the chart: the baseline of the chosen phase, or a new phase begins with them."""
        if new_phase and self.table.rows:
            self.table.view.clearSelection()
            self.editor.show_new(window[0], window, frozen=True)
        elif self.table.rows:
            self.editor.set_window(window)
        else:
            self.editor.show_new(None, window, frozen=True)
        self._allow()

    # --- slots ---

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.table.selected()
        if chosen:
            facts = chosen[0]
            is_last = facts is self.table.rows[-1]
            offered = next((one.window for one in self._open if one.kind is Kind.FREEZE and is_last), None)
            self.editor.show_phase(facts, is_first=facts is self.table.rows[0], offered=offered)
        self._allow()

    @Slot()
    def _begin_new(self) -> None:
        """Fields for a new phase, from the run that proposes it where there is one."""
        found = next((one for one in self._open if one.kind in (Kind.REBASELINE, Kind.LOOK)), None)
        _first, last = axis_of(self._workspace, self._indicator_id)
        window = found.window if found is not None else (max(last - 5, 0), last)
        self.table.view.clearSelection()
        self.editor.show_new(window[0], window, frozen=False)
        self.editor.starts.setFocus()
        self._allow()

    @Slot()
    def _save(self) -> None:
        decision = self._decision()
        if self._context.attempt(lambda: phases.decide(self._workspace, decision)):
            self.load()

    @Slot()
    def _remove(self) -> None:
        chosen, workspace = self.table.selected(), self._workspace
        if not chosen:
            return
        reason = self._context.messages.ask_text(msg("Why is this phase taken away?"))
        if reason is not None:
            phase_id, pair = chosen[0].phase.id, (self._indicator_id, self._team_id)
            if self._context.attempt(lambda: phases.remove(workspace, *pair, phase_id, reason)):
                self.load()

    @Slot()
    def _follow_all(self) -> None:
        team_id, workspace = self._team_id, self._workspace
        if team_id is None:
            return
        reason = self.editor.reason.text()
        done = self._context.attempt(
            lambda: phases.follow_all_teams(workspace, self._indicator_id, team_id, reason)
        )
        if done:
            self.load()

    @Slot()
    def _accept_proposal(self) -> None:
        chosen, reason = self._open[:1], self.editor.reason.text()
        if self._context.attempt(lambda: proposals.accept(self._workspace, chosen, reason)):
            self.load()

    @Slot()
    def _put_off(self) -> None:
        chosen, reason = self._open[:1], self.editor.reason.text()
        if self._context.attempt(lambda: proposals.put_off(self._workspace, chosen, reason)):
            self.load()

    @Slot()
    def _show_preview(self) -> None:
        """The chart as it would be, the median in words; or why it cannot be."""
        decision = self._decision()
        try:
            phases.check(self._workspace, decision)
        except UserFacingError as error:
            self.preview.set_colour("danger")
            self.preview.setText(error.sentence)
            self._save_action.setEnabled(False)
            self.canvas.set_spec(self._spec(None))
            return
        self.preview.set_colour("ink")
        self.preview.setText(self._median_words(decision))
        self._save_action.setEnabled(not self._workspace.read_only and self._changes(decision))
        self.canvas.set_spec(self._spec(decision))

    # --- private ---

    def _decision(self) -> Decision:
        return self.editor.decision(self._indicator_id, self._team_id)

    def _changes(self, decision: Decision) -> bool:
        """Whether the fields say something else than the file."""
        for facts in self.table.rows:
            if facts.phase.id == decision.phase_id:
                window = (facts.phase.first, facts.phase.last) if facts.phase.frozen else None
                return (decision.starts, decision.window) != (facts.first, window)
        return True

    def _draft_first(self, first: int, last: int) -> None:
        """No phase yet: the proposal's points, else the first year."""
        found = next((one for one in self._open if one.kind is Kind.FREEZE), None)
        window = found.window if found is not None else (first, min(first + 11, last))
        self.editor.show_new(None, window, frozen=True)

    def _spec(self, decision: Decision | None) -> ChartSpec:
        pair = (self._indicator_id, self._team_id)
        planned = {} if decision is None else {pair: phases.planned(self._workspace, decision)}
        desk = SeriesDesk(self._workspace, planned)
        if self._team_id is None:
            return desk.pooled_chart(self._indicator_id)
        return desk.team_charts([(self._indicator_id, self._team_id)])[0]

    def _median_words(self, decision: Decision) -> str:
        number = proposals_said.worded(self._workspace, self._indicator_id)[1]
        line = centre.word(self._workspace)
        if decision.window is None:
            said = msg("Preview. Not frozen: the {line} of the phase moves with each new number.", line=line)
            return self._context.text(said)
        values, axis = phases.values_of(self._workspace, self._indicator_id, self._team_id)
        means = centre.by_means(self._workspace)
        middle, count = phases.centre_of(values, axis, decision.window, means=means)
        said = msg(
            "Preview. The {line} of {count} points: {middle}.", line=line, count=count, middle=number(middle)
        )
        few = msg("That is few: 10 to 12 points make a baseline that chance moves little.")
        return " ".join(
            [self._context.text(said), *([self._context.text(few)] if count < phases.READY else [])]
        )

    def _show_proposal(self) -> None:
        self._box.setVisible(bool(self._open))
        if not self._open:
            return
        one = self._open[0]
        self.proposal.setText(self._context.text(proposals_said.said(self._workspace, one)))
        may = not self._workspace.read_only
        self._accept_action.setVisible(one.kind is not Kind.LOOK)
        self._accept_action.setEnabled(may)
        self._later_action.setEnabled(may)

    def _allow(self) -> None:
        may, chosen = not self._workspace.read_only, self.table.selected()
        team_id = self._team_id
        own = team_id is not None and phases.own_phases(self._workspace, self._indicator_id, team_id)
        self._new_action.setEnabled(may)
        self._remove_action.setEnabled(may and bool(chosen))
        self._follow_action.setVisible(bool(own))
        self._follow_action.setEnabled(may)

    def _write_history(self) -> None:
        self.events.clear()
        say = self._context.translator
        for event in phase_history.history(self._workspace, self._indicator_id, self._team_id):
            words = {
                "undo": msg("Undone: {edit}", edit=event.said),
                "redo": msg("Done again: {edit}", edit=event.said),
            }
            said = words.get(event.kind, event.said)
            self.events.addItem(f"{say.moment(event.at)}, {event.person}: {say.text(said)}")
        if not self.events.count():
            self.events.addItem(
                say.text(msg("Nobody has decided about this baseline since the file was made."))
            )

    def _name_window(self) -> None:
        indicator = self._workspace.rows(Indicator)[self._indicator_id].name
        team = (
            self._workspace.rows(Team)[self._team_id].name if self._team_id is not None else msg("All teams")
        )
        title = msg("Baseline and phases: {team}, {indicator}", team=team, indicator=indicator)
        self.setWindowTitle(self._context.text(title))

    def _make_actions(self) -> None:
        def make(name: str, text: object, icon: str, slot: object, tip: object) -> QAction:
            return make_action(self._context, self, name, text, icon, slot, tip=tip)  # type: ignore[arg-type]

        self._accept_action = make(
            "phases_accept", msg("Use the proposal"), "check", self._accept_proposal,
            msg("Do what is proposed; your name and the reason stay in the history"),
        )  # fmt: skip
        self._later_action = make(
            "phases_put_off", msg("Not now"), "clock", self._put_off,
            msg("Let the proposal rest until something new happens"),
        )  # fmt: skip
        self._save_action = make(
            "phases_save", msg("Save this phase"), "freeze", self._save,
            msg("Write the phase as the chart shows it; your name and the reason stay in the history"),
        )  # fmt: skip
        self._new_action = make(
            "phases_new", msg("New phase…"), "add", self._begin_new,
            msg(
                "Begin a new {line} from a period on; the old one stays visible",
                line=centre.word(self._workspace),
            ),
        )  # fmt: skip
        self._remove_action = make(
            "phases_remove", msg("Remove…"), "delete", self._remove,
            msg("Take the chosen phase away; the one before it goes on"),
        )  # fmt: skip
        self._follow_action = make(
            "phases_follow", msg("As for all teams"), "people", self._follow_all,
            msg("Drop the phases of this team: those for all teams hold for it again"),
        )  # fmt: skip

    def _lay_out(self) -> None:
        say = self._context.text
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GAP_SMALL)
        left.addWidget(self.canvas, 1)
        left.addWidget(self.preview)
        right.addWidget(self._proposal_box())
        right.addWidget(self._tabs(), 1)
        right.addWidget(
            Label(self._context.theme, say(msg("The phase as it would be")), Type.SECTION, bold=True)
        )
        right.addWidget(self.editor)
        right.addWidget(ButtonRow(self._save_action, self._follow_action))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        foot = QHBoxLayout()
        person = msg("Recorded with your name: {person}", person=self._workspace.person)
        foot.addWidget(Label(self._context.theme, say(person), Type.CAPTION, colour="ink_soft"))
        foot.addStretch(1)
        close = QPushButton(say(msg("Close")))
        close.setObjectName("phases_close")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addLayout(row, 1)
        box.addLayout(foot)
        size_on_screen(self, 1120, 640)

    def _tabs(self) -> QTabWidget:
        say = self._context.text
        listed = QWidget()
        box = QVBoxLayout(listed)
        box.setContentsMargins(0, GRID, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self._new_action, self._remove_action))
        self.events.setObjectName("phases_history")
        self.events.setAccessibleName(say(msg("History")))
        self.events.setWordWrap(True)
        tabs = QTabWidget()
        tabs.setObjectName("phases_tabs")
        tabs.setDocumentMode(True)
        tabs.addTab(listed, say(msg("Phases")))
        tabs.addTab(self.events, say(msg("History")))
        return tabs

    def _proposal_box(self) -> QWidget:
        self._box = QWidget()
        self._box.setObjectName("phases_proposal_box")
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        heading = self._context.text(msg("Proposed"))
        column.addWidget(Label(self._context.theme, heading, Type.SECTION, bold=True))
        column.addWidget(self.proposal)
        row = QHBoxLayout()
        for action in (self._accept_action, self._later_action):
            row.addWidget(button_for(action))
        row.addStretch(1)
        column.addLayout(row)
        return self._box
