"""Data: the grid by indicator or by team, with the charts beside it."""

from collabdesk.ui.pages.data.page import DataPage

__all__ = ["DataPage"]
