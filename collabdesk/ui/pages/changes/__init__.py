"""Changes: what each team tries, since when, and what it decided; the shared catalogue beside it."""

from collabdesk.ui.pages.changes.page import ChangesPage
from collabdesk.ui.pages.changes.record import RecordChangeDialog

__all__ = ["ChangesPage", "RecordChangeDialog"]
