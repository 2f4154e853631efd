"""Set-up: what the collaborative is, its places, teams and indicators."""

from collabdesk.ui.pages.setup.page import SetupPage

__all__ = ["SetupPage"]
