"""The head over the questions: what a file brings, what memory did, and whether it belongs to another place."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.imports.items import FileItem, FileState
from collabdesk.ui.imports.words import creations, effects, seen_before, state_text
from collabdesk.ui.theme import GRID, Type
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
        used = item.draft is not None and item.draft.remembered and item.memory_shown and item.result is None
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


class FileHead(QWidget):
    """The file's name, what Import would do, and what to know before."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        theme = context.theme
        self.name = Label(theme, size=Type.SECTION, bold=True, wrap=True)
        self.effects = Label(theme, wrap=True)
        self.effects.setObjectName("import_effects")
        self.creates = Label(theme, colour="attention", wrap=True)
        self.creates.setObjectName("import_creates")
        self.medians = Label(theme, colour="attention", wrap=True)
        self.medians.setObjectName("import_medians")
        self.again = Label(theme, colour="attention", wrap=True)
        self.journal = JournalLine(context)
        self.memory = MemoryLine(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        lines = (self.name, self.effects, self.creates, self.medians, self.again, self.journal, self.memory)
        for line in lines:
            column.addWidget(line)

    def show_item(self, item: FileItem, moved_medians: Message | None, twin: str) -> None:
        """Show a file; ``twin`` is the name of a file in the list with the same content."""
        translator = self._context.translator
        asks = item.state is FileState.ASKS
        self.name.setText(item.path.name)
        told = effects(item.plan, translator, asking=asks) if item.plan else []
        lines = " · ".join(f"{count} {text}" for count, text in told if count != "0")
        if lines and asks:
            lines = translator.text(msg("So far: {counts}", counts=lines))
        failed = item.state is FileState.FAILED and not item.busy  # the reason stands in place of the sheet
        state = translator.text(msg("Nothing was read.")) if failed else state_text(item, translator)
        self.effects.setText(lines or state)
        self._show_line(self.creates, creations(item.plan, translator) if item.plan and not asks else "")
        self._show_line(self.medians, moved_medians)
        self._show_line(self.again, seen_before(item, twin))
        self.memory.show_item(item)
        self.journal.setVisible(item.is_journal and item.result is None)

    def _show_line(self, line: Label, said: Message | str | None) -> None:
        line.setVisible(bool(said))
        if said:
            line.setText(self._context.text(said))
