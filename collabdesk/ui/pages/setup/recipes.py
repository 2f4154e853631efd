"""The recipes of imported sheets, as a tab of Set-up."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.models.intake import Recipe
from collabdesk.ui.context import Context
from collabdesk.ui.imports.recipes import RecipesPanel
from collabdesk.ui.pages.setup.section import SetupSection
from collabdesk.ui.theme import GAP
from collabdesk.ui.widgets import EmptyState


class RecipesSection(SetupSection):
    """What is remembered of each shape of sheet."""

    name = "recipes"
    title = msg("Recipes")
    kinds = ("recipe", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.panel = RecipesPanel(context)
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, GAP, 0, 0)
        box.addWidget(self.panel)
        empty = EmptyState(
            context,
            msg("No recipes yet"),
            msg(
                "When you answer questions about a spreadsheet, the answers are kept here as a recipe, and the next "
                "file of that shape from the same sender needs no question."
            ),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(empty)

    def load(self) -> None:
        self.panel.show_workspace(self.workspace)
        self._stack.setCurrentIndex(0 if self.workspace.mine(Recipe) else 1)

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self.panel.show_workspace(None)

    def start_search(self) -> None:
        self.panel.table.search.setFocus()
