"""The import window: the sheet as it is, what was understood of it, questions, conflicts, and one Confirm."""

from collabdesk.ui.imports.window import ImportWindow

__all__ = ["ImportWindow"]
