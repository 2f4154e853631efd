"""Overview: what needs attention today."""

from collabdesk.ui.pages.overview.page import OverviewPage

__all__ = ["OverviewPage"]
