"""Charts: the wall of all teams, and the large chart of one."""

from collabdesk.ui.pages.charts.page import ChartsPage

__all__ = ["ChartsPage"]
