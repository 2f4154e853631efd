"""The page: the drawn calendar, the sessions and action periods, what belongs to the chosen session, and the pack."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.meetings import ActionPeriod, Session, SessionKind
from collabdesk.services.sessions import meetings
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.session import KINDS, session_dialog
from collabdesk.ui.pages.base import Page
from collabdesk.ui.pages.sessions.agenda import AgendaSection
from collabdesk.ui.pages.sessions.attendance import AttendanceSection
from collabdesk.ui.pages.sessions.commitments import CommitmentsSection
from collabdesk.ui.pages.sessions.evaluation import EvaluationSection
from collabdesk.ui.pages.sessions.invitations import InvitationsSection
from collabdesk.ui.pages.sessions.rows import SessionRow, sessions_table
from collabdesk.ui.pages.sessions.section import SessionSection
from collabdesk.ui.pages.sessions.timeline import Mark, Stretch, Timeline
from collabdesk.ui.pages.tab_section import SectionTabs
from collabdesk.ui.theme import GAP, GAP_SMALL, GRID, Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label

if TYPE_CHECKING:
    from collabdesk.services.changeset import ChangeSet
    from collabdesk.services.workspace import Workspace

_ROOMY = 30
"""Lines of text in the height of the page; with fewer the calendar gives way."""


class SessionsPage(Page):
    """The calendar of the collaborative."""

    name = "sessions"
    title = msg("Sessions")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        add = self.add_action
        self.add = add("add_session", msg("Add a session…"), "add", self._add, head=True)
        self.pack = add(
            "make_pack",
            msg("Make the pack…"),
            "print",
            self.make_pack,
            tip=msg("All teams' pages and the pooled results for a learning session, as one PDF (Ctrl+P)"),
            head=True,
        )
        self.printed = add(
            "printed_packs",
            msg("Printed packs…"),
            "history",
            self.show_printed,
            tip=msg("Earlier packs as they were, and what has changed since"),
            head=True,
        )
        self.edit = add("edit_session", msg("Edit…"), "edit", self._edit_selected)
        self.remove = add("remove_session", msg("Remove"), "remove", self._remove, shortcut="Del")
        self.timeline = Timeline(context)
        self.timeline.chosen.connect(self._choose)
        self.table = sessions_table(context)
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)
        self._shown: int | None = None
        self.heading = Label(context.theme, "", Type.SECTION, bold=True)
        self.heading.setObjectName("session_heading")
        self.tabs = SectionTabs(
            context,
            "session_tabs",
            msg("The chosen session"),
            (
                AgendaSection(context),
                InvitationsSection(context),
                AttendanceSection(context),
                CommitmentsSection(context),
                EvaluationSection(context),
            ),
        )
        full = self._whole()
        self.setFocusProxy(self.table.view)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(
            EmptyState(
                context,
                msg("No sessions in the calendar yet"),
                msg(
                    "Teams meet at learning sessions and work on their own in the action periods between them. The "
                    "calendar divides the charts, and each session gets its printed pack."
                ),
                self.add,
            )
        )

    # --- the page ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the session's own tabs come first; the list beside them says the days too."""
        super().resizeEvent(event)
        self.timeline.setVisible(self.height() >= _ROOMY * self.fontMetrics().height())

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self._shown = None
        self.tabs.show_workspace(workspace)
        self._load()
        self._choose_by_day()

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self.tabs.forget_workspace()

    def refresh(self, changes: ChangeSet) -> None:
        if changes.touches("session", "action_period", "collaborative"):
            self._load()
        self.tabs.refresh(changes)

    def open_section(self, section: str) -> None:
        if section == "pack":
            self.make_pack()
        else:
            self.tabs.open_section(section)

    def start_search(self) -> None:
        self.table.search.setFocus()

    @Slot()
    def make_pack(self) -> None:
        """Open the composer for the chosen session, or the next one."""
        sessions = meetings.sessions(self.workspace)
        if not sessions:
            self.context.messages.tell(
                msg("A pack is made for a session: add the session to the calendar first.")
            )
            return
        from collabdesk.ui.packs.composer import PackComposer

        PackComposer(self.context, self.workspace, self._pack_session(sessions).id, self.window()).show()

    @Slot()
    def show_printed(self) -> None:
        """The packs that were printed, each again as it was."""
        from collabdesk.ui.packs.printed import PrintedPacks

        PrintedPacks(self.context, self.workspace, self.window()).show()

    # --- slots ---

    @Slot()
    def _add(self) -> None:
        box = session_dialog(self.context, self.workspace, None, self)
        box.accepted.connect(self._choose_added)
        box.open()

    @Slot()
    def _choose_added(self) -> None:
        """The new session: one goes on with it."""
        self._choose(max(one.id for one in meetings.sessions(self.workspace)))

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: SessionRow) -> None:
        if row.session is not None and self.can_edit:
            session_dialog(self.context, self.workspace, row.session, self).open()

    @Slot()
    def _remove(self) -> None:
        for row in self.table.selected()[:1]:
            if row.session is None:
                continue
            question = msg(
                "Remove {session} with its agenda and attendance? The action periods follow from the sessions that "
                "are left. Undo brings it back.",
                session=row.name,
            )
            if self.context.messages.ask(question, msg("Remove"), danger=True):
                self.context.attempt(partial(meetings.remove_session, self.workspace, row.session.id))

    @Slot(int)
    def _choose(self, session_id: int) -> None:
        self.table.select(lambda row: row.session is not None and row.session.id == session_id)

    @Slot()
    def _allow(self) -> None:
        chosen = [row for row in self.table.selected() if row.session is not None]
        self.add.setEnabled(self.can_edit)
        self.edit.setEnabled(self.can_edit and len(chosen) == 1)
        self.remove.setEnabled(self.can_edit and len(chosen) == 1)
        session = chosen[0].session if chosen else None
        self.timeline.choose(session.id if session else 0)
        self._show_session(session)

    # --- private ---

    def _load(self) -> None:
        sessions = meetings.sessions(self.workspace)
        periods = meetings.action_periods(self.workspace)
        rows = [self._row(session) for session in sessions] + [self._period_row(one) for one in periods]
        self.table.set_rows(rows, key=lambda row: row.session.id if row.session else 0)
        self.timeline.show_calendar(
            [self._mark(session) for session in sessions],
            [*self._prework(sessions), *(self._stretch(one) for one in periods)],
            dt.date.today(),
        )
        self._stack.setCurrentIndex(0 if sessions else 1)
        self._allow()

    def _row(self, session: Session) -> SessionRow:
        return SessionRow(
            short=self.text(meetings.short_said(session)),
            name=meetings.long_name(session),
            kind=self.text(KINDS[session.kind]),
            first=session.starts,
            last=session.ends,
            place=session.place,
            note=session.note,
            session=session,
        )

    def _period_row(self, period: ActionPeriod) -> SessionRow:
        weeks = self.text(self._weeks(period.starts, period.ends))
        return SessionRow(
            short=period.name,
            name=period.name,
            kind=self.text(msg("Action period")),
            first=period.starts,
            last=period.ends,
            place="",
            note=weeks,
            session=None,
        )

    def _stretch(self, period: ActionPeriod) -> Stretch:
        weeks = self.text(self._weeks(period.starts, period.ends))
        return Stretch(
            name=period.name, first=period.starts, last=period.ends, said=f"{period.name}, {weeks}"
        )

    def _prework(self, sessions: list[Session]) -> list[Stretch]:
        """From the beginning of the collaborative, or its first meeting, to the first learning session."""
        first = next((one for one in sessions if one.kind is SessionKind.LEARNING), None)
        if first is None:
            return []
        begins = min([sessions[0].starts, self.workspace.collaborative.starts or sessions[0].starts])
        last = first.starts - dt.timedelta(days=1)
        if last <= begins:
            return []
        return [Stretch(name=self.text(msg("Prework")), first=begins, last=last, prework=True)]

    @staticmethod
    def _weeks(first: dt.date, last: dt.date) -> Message:
        return nmsg("{count} week", "{count} weeks", round(((last - first).days + 1) / 7))

    def _show_session(self, session: Session | None) -> None:
        key = session.id if session else None
        if session is None:
            self.heading.setText(self.text(msg("Choose a session")))
        else:
            day = self.context.date(session.starts)
            self.heading.setText(
                ", ".join(part for part in (meetings.long_name(session), day, session.place) if part)
            )
        self.tabs.setEnabled(session is not None)
        if key != self._shown:
            self._shown = key
            for section in self.tabs.sections.values():
                assert isinstance(section, SessionSection)
                section.show_session(key)

    def _choose_by_day(self) -> None:
        """The next session, else the last one: what people most likely come for."""
        sessions = meetings.sessions(self.workspace)
        if sessions and not self.table.selected():
            following = meetings.next_session(self.workspace, dt.date.today()) or sessions[-1]
            self._choose(following.id)

    def _whole(self) -> QWidget:
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.table.search)
        box.addWidget(self.table, 1)
        box.addWidget(ButtonRow(self.edit, self.remove))
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(GRID)
        side.addWidget(self.heading)
        side.addWidget(self.tabs, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("sessions_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([330, 700])
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 2)
        full = QWidget()
        whole = QVBoxLayout(full)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_SMALL)
        whole.addWidget(self.timeline)
        whole.addWidget(split, 1)
        return full

    def _mark(self, session: Session) -> Mark:
        name = meetings.short_name(session)
        return Mark(
            key=session.id,
            name=name,
            first=session.starts,
            last=session.ends or session.starts,
            tip=f"{meetings.long_name(session)}, {self.context.date(session.starts)}",
            learning=session.kind is SessionKind.LEARNING,
        )

    def _pack_session(self, sessions: list[Session]) -> Session:
        chosen = [row.session for row in self.table.selected() if row.session is not None]
        following = meetings.next_session(self.workspace, dt.date.today())
        return chosen[0] if chosen else following or sessions[-1]
