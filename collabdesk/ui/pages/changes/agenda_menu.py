"""Who could present, carried to the agenda of the next session: a menu of its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.services.changes.learning import Presenter
from collabdesk.services.sessions import agenda, meetings
from collabdesk.services.sessions.agenda import Typed
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.widgets import literal

MINUTES = 10
"""What a team gets that presents."""


class AgendaMenu(QMenu):
    """The lines of the next session's agenda that nobody in particular speaks to, and new ones for each."""

    def __init__(
        self,
        context: Context,
        workspace: Callable[[], Workspace],
        chosen: Callable[[], Sequence[Presenter]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._chosen = chosen
        self.setObjectName("presenters_agenda_menu")
        self.aboutToShow.connect(self.fill)

    @Slot()
    def fill(self) -> None:
        """Write the lines of today."""
        self.clear()
        workspace, count = self._workspace(), len(self._chosen())
        session = meetings.next_session(workspace, dt.date.today())
        if session is None:
            self._line(msg("No session is planned: plan one on the Sessions page"), None)
            return
        heading = nmsg(
            "{count} team, at {session}",
            "{count} teams, at {session}",
            count,
            session=meetings.long_said(session),
        )
        self.addSection(self._context.text(heading))
        new = nmsg(
            "As a new line of {minutes} minutes",
            "As {count} new lines of {minutes} minutes",
            count,
            minutes=MINUTES,
        )
        self._line(new, partial(self._add_lines, session.id))
        for line in agenda.agenda(workspace, session.id):
            said = msg("As speakers of: {topic}", topic=line.item.topic)
            self._line(said, partial(self._add_speakers, line.item.id))

    def _line(self, said: Message, do: Callable[[], None] | None) -> None:
        action = self.addAction(literal(self._context.text(said)))
        action.setEnabled(do is not None and bool(self._chosen()) and not self._workspace().read_only)
        if do is not None:
            action.triggered.connect(do)

    def _add_lines(self, session_id: int, _checked: bool = False) -> None:
        wanted = [Typed(topic=one.change, minutes=MINUTES, speaker=one.team) for one in self._chosen()]
        self._do(lambda: agenda.add_lines(self._workspace(), session_id, wanted))

    def _add_speakers(self, item_id: int, _checked: bool = False) -> None:
        names = [one.team for one in self._chosen()]
        self._do(lambda: agenda.add_speakers(self._workspace(), item_id, names))

    def _do(self, write: Callable[[], None]) -> None:
        count = len(self._chosen())
        if self._context.attempt(write):
            said = nmsg("{count} team is on the agenda", "{count} teams are on the agenda", count)
            self._context.navigator.say_done(self._context.text(said))
