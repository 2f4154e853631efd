"""What is remembered of sheets: recipes to be seen, renamed and forgotten."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from collabdesk.i18n import msg, nmsg
from collabdesk.models.intake import Recipe
from collabdesk.services.imports import recipes
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import ButtonRow, Label, size_on_screen


class RecipesPanel(QWidget):
    """A table of recipes, and beside it what the chosen one remembers."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workspace: Workspace | None = None
        self.table: Table[Recipe] = Table(
            context,
            "recipes_table",
            (
                Column(name="name", title=msg("Recipe"), value=lambda one: one.name, width=220, stretch=1),
                Column(name="sender", title=msg("Files called"), value=lambda one: one.sender, width=150, stretch=1),
                Column(name="made", title=msg("Made"), value=lambda one: one.made.date(), width=100),
                Column(name="used", title=msg("Last used"), value=_used, width=100),
            ),
            title=msg("Recipes"),
        )  # fmt: skip
        self.answers = QListWidget()
        self.answers.setObjectName("recipe_answers")
        self.answers.setAccessibleName(context.text(msg("What the recipe remembers")))
        self.answers.setWordWrap(True)
        self._rename = make_action(
            context, self, "rename_recipe", msg("Rename…"), "edit", self._rename_chosen
        )
        self._forget = make_action(
            context, self, "forget_recipe", msg("Forget"), "remove", self._forget_chosen, shortcut="Del"
        )
        self._forget.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        said = msg(
            "A recipe is what you answered about a sheet of one shape from one sender. The next such file needs "
            "no question. Forget a recipe, and you are asked again; the numbers stay."
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP_SMALL)
        split.addWidget(self.table)
        split.addWidget(self.answers)
        split.setSizes([560, 360])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(ButtonRow(self._rename, self._forget, beside=self.table.search))
        box.addWidget(Label(context.theme, context.text(said), colour="ink_soft", wrap=True))
        box.addWidget(split, 1)
        self.table.selection_changed.connect(self._chosen)
        self.table.activated.connect(self._rename_row)

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show this file's recipes."""
        self._workspace = workspace
        found = recipes.in_order(workspace) if workspace is not None else []
        self.table.set_rows(found, key=lambda one: one.id)
        if found and not self.table.selected():
            self.table.select(lambda one: one.id == found[0].id)
        self._chosen()

    @Slot()
    def _chosen(self) -> None:
        chosen = self.table.selected()
        may = self._workspace is not None and not self._workspace.read_only
        self._rename.setEnabled(may and len(chosen) == 1)
        self._forget.setEnabled(may and bool(chosen))
        self.answers.clear()
        text = self._context.text
        for recipe in chosen[:1]:
            for one in recipes.told(recipe):
                self.answers.addItem(f"{text(one.about)}  →  {text(one.answer)}")

    @Slot()
    def _rename_chosen(self) -> None:
        for recipe in self.table.selected()[:1]:
            self._rename_row(recipe)

    @Slot(object)
    def _rename_row(self, recipe: Recipe) -> None:
        workspace = self._workspace
        if workspace is None or workspace.read_only:
            return
        name = self._context.messages.ask_text(msg("Name of the recipe"), recipe.name)
        if name and self._context.attempt(partial(recipes.rename, workspace, recipe.id, name)):
            self.show_workspace(workspace)

    @Slot()
    def _forget_chosen(self) -> None:
        workspace, chosen = self._workspace, self.table.selected()
        if workspace is None or not chosen:
            return
        ids = [recipe.id for recipe in chosen]
        if self._context.attempt(partial(recipes.delete, workspace, ids)):
            self.show_workspace(workspace)
            said = nmsg("{count} recipe forgotten", "{count} recipes forgotten", len(ids))
            self._context.navigator.say_done(self._context.text(said))


class RecipesDialog(QDialog):
    """The same in a window of its own, over the import window."""

    def __init__(self, context: Context, workspace: Workspace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("recipes_dialog")
        self.setWindowTitle(context.text(msg("Recipes")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = RecipesPanel(context)
        self.panel.show_workspace(workspace)
        close = QPushButton(context.text(msg("Close")))
        close.setObjectName("recipes_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP_SMALL)
        box.addWidget(self.panel, 1)
        box.addLayout(row)
        size_on_screen(self, 900, 460)


def _used(recipe: Recipe) -> object:
    return recipe.used.date() if recipe.used is not None else None
