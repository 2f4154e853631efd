"""What every tab of a session is."""

from __future__ import annotations

from collabdesk.models.meetings import Session
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
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
