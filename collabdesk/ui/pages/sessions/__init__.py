"""Sessions: the calendar, and the pack."""

from collabdesk.ui.pages.sessions.page import SessionsPage

__all__ = ["SessionsPage"]
