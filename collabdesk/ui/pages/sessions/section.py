"""What every tab of a session is."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Slot

from collabdesk.i18n import Message
from collabdesk.models.meetings import Session
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.packs.sheets import Laid, Sheets
from collabdesk.ui.pages.tab_section import TabSection


class SessionSection(TabSection):
    """A tab about the chosen session; without one it stays empty."""

    prefix = "session"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._session_id: int | None = None

    @property
    def session(self) -> Session | None:
        """The chosen session, as the file holds it now."""
        if self._workspace is None or self._session_id is None:
            return None
        return self.workspace.rows(Session).get(self._session_id)

    def show_session(self, session_id: int | None) -> None:
        """Another session was chosen."""
        self._session_id = session_id
        if self._workspace is not None:
            self.load()

    def show_workspace(self, workspace: Workspace) -> None:
        self._session_id = None
        super().show_workspace(workspace)


class SheetSection(SessionSection):
    """A tab with a short paper of its own about the session, printed or saved."""

    paper_name: str
    """After the collaborative's and the session's names in the file's name."""
    print_title: Message
    save_title: Message

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheets = Sheets(context, self)

    def paper(self, session_id: int, today: dt.date) -> Laid:
        """The paper, its pages measured."""
        raise NotImplementedError

    @Slot()
    def _print(self) -> None:
        if self.session is not None:
            self._sheets.print(partial(self.paper, self.session.id, dt.date.today()), self.print_title)

    @Slot()
    def _save(self) -> None:
        if self.session is not None:
            name = (
                f"{self.workspace.collaborative.name} {meetings.short_name(self.session)} {self.paper_name}"
            )
            self._sheets.save(partial(self.paper, self.session.id, dt.date.today()), name, self.save_title)
