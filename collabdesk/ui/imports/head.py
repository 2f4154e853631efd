"""Lines over the questions: what memory did, and a file that belongs to another place."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import FileItem
from collabdesk.ui.theme import GRID
from collabdesk.ui.widgets import Label


class MemoryLine(QWidget):
    """Says that remembered answers were used; they can be asked again, and all recipes be seen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._said = Label(context.theme, colour="ink_soft", wrap=True)
        self._said.setObjectName("import_memory")
        self.ask_again = QPushButton(context.text(msg("Ask again")))
        self.ask_again.setObjectName("import_ask_again")
        self.recipes = QPushButton(context.text(msg("Recipes…")))
        self.recipes.setObjectName("import_recipes")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._said, 1)
        for button in (self.ask_again, self.recipes):
            button.setAutoDefault(False)
            row.addWidget(button)

    def show_item(self, item: FileItem) -> None:
        """Show what memory did for a file; nothing where it did nothing."""
        used = item.draft is not None and item.draft.remembered and item.result is None
        self.setVisible(used)
        if item.draft is not None and item.draft.recipe is not None:
            said = msg("Read as remembered in “{recipe}”.", recipe=item.draft.recipe.name)
        else:
            said = msg("Answers about other files of this shape were used.")
        self._said.setText(self._context.text(said))


class JournalLine(QWidget):
    """Offers to hand a list of tested changes over to the place of changes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        said = msg("This looks like a list of changes that a team tested, not like numbers.")
        self.hand_over = QPushButton(context.text(msg("Take it to Changes")))
        self.hand_over.setObjectName("import_hand_over")
        self.hand_over.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(Label(context.theme, context.text(said), colour="attention", wrap=True))
        box.addWidget(self.hand_over)
