"""The driver diagram with what can be done to it: add, edit, move, remove drivers; print."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.models.ideas import Change, Driver
from collabdesk.services.changes import drivers
from collabdesk.ui.context import Context
from collabdesk.ui.file_dialogs import PDF
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.changes.diagram_view import DiagramView
from collabdesk.ui.pages.changes.driver_dialog import DriverDialog
from collabdesk.ui.pages.changes.part import plain_column
from collabdesk.ui.pages.changes.test_dialog import show
from collabdesk.ui.widgets import ButtonRow, EmptyState

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace


class DiagramPanel(QWidget):
    """Drivers of the open collaborative."""

    change_wanted = Signal(int)
    """Open this change."""
    change_chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._workspace: Workspace | None = None
        self.setObjectName("driver_panel")
        self._make_actions()
        self.view = DiagramView(context)
        empty = EmptyState(
            context,
            msg("What drives the aim?"),
            msg(
                "A driver diagram shows in one picture how the changes lead to the aim: primary drivers, secondary "
                "drivers under them, and the changes under these."
            ),
            self.add,
        )
        self.or_empty = QStackedWidget()
        self.or_empty.addWidget(self.view)
        self.or_empty.addWidget(empty)
        box = plain_column(self)
        box.addWidget(self.or_empty, 1)
        box.addWidget(ButtonRow(self.add, self.edit, self.up, self.down, self.remove, self.print))
        self.view.canvas.chosen.connect(self._chosen)
        self.view.canvas.opened.connect(self._opened)

    # --- the file ---

    def show_workspace(self, workspace: Workspace) -> None:
        """Show this file from now on."""
        self._workspace = workspace

    def forget_workspace(self) -> None:
        """The file is being closed."""
        self._workspace = None

    def load(self) -> None:
        """Show the drivers as they are now."""
        workspace = self._workspace
        assert workspace is not None
        any_ = bool(workspace.mine(Driver)) or bool(workspace.mine(Change))
        self.or_empty.setCurrentIndex(0 if any_ else 1)
        self.view.canvas.show_diagram(drivers.diagram(workspace, self._context.translator))
        self._allow()

    def mark_change(self, change_id: int | None) -> None:
        """Show which change is selected elsewhere."""
        canvas = self.view.canvas
        if change_id is not None:
            canvas.mark(f"change:{change_id}")
        elif canvas.current.startswith("change:"):
            canvas.mark("")
        self._allow()

    @property
    def driver(self) -> Driver | None:
        """The driver chosen in the diagram."""
        kind, _, number = self.view.canvas.current.partition(":")
        if kind != "driver" or self._workspace is None:
            return None
        return self._workspace.rows(Driver).get(int(number))

    # --- making ---

    def _make_actions(self) -> None:
        make = partial(make_action, self._context, self)
        self.add = make("driver_add", msg("Add driver"), "add", self._add)
        self.edit = make("driver_edit", msg("Edit"), "edit", self._edit, tip=msg("Edit the chosen driver"))
        self.up = make("driver_up", msg("Up"), "up", self._up, tip=msg("Move the chosen driver up"))
        self.down = make(
            "driver_down", msg("Down"), "down", self._down, tip=msg("Move the chosen driver down")
        )
        self.remove = make(
            "driver_remove", msg("Remove"), "delete", self._remove, tip=msg("Remove the driver")
        )
        self.print = make(
            "driver_print", msg("Save as PDF"), "print", self._print, tip=msg("The diagram as a PDF to print")
        )

    # --- slots ---

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self._allow()
        kind, _, number = key.partition(":")
        if kind == "change":
            self.change_chosen.emit(int(number))

    @Slot(str)
    def _opened(self, key: str) -> None:
        kind, _, number = key.partition(":")
        if kind == "change":
            self.change_wanted.emit(int(number))
        elif kind == "driver":
            self._edit()
        elif kind == "aim":
            self._context.navigator.open_place("setup", "collaborative")

    @Slot()
    def _allow(self) -> None:
        can = self._workspace is not None and not self._workspace.read_only
        self.add.setEnabled(can)
        self.print.setEnabled(self._workspace is not None and self.or_empty.currentIndex() == 0)
        for action in (self.edit, self.up, self.down, self.remove):
            action.setEnabled(can and self.driver is not None)

    @Slot()
    def _add(self) -> None:
        assert self._workspace is not None
        above = self.driver
        under = above.parent_id or above.id if above else None
        show(DriverDialog(self._context, self._workspace, None, under, self))

    @Slot()
    def _edit(self) -> None:
        if self.driver is not None and self.edit.isEnabled():
            assert self._workspace is not None
            show(DriverDialog(self._context, self._workspace, self.driver, parent=self))

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        workspace, driver = self._workspace, self.driver
        if workspace is not None and driver is not None:
            self._context.attempt(partial(drivers.move_driver, workspace, driver.id, by))

    @Slot()
    def _remove(self) -> None:
        workspace, driver = self._workspace, self.driver
        if workspace is None or driver is None:
            return
        under = sum(one.driver_id == driver.id for one in workspace.mine(Change))
        asked = nmsg(
            "Remove the driver “{name}”? Its {count} change stays in the catalogue. Undo brings it back.",
            "Remove the driver “{name}”? Its {count} changes stay in the catalogue. Undo brings it back.",
            under,
            name=driver.name,
        )
        if self._context.messages.ask(asked, msg("Remove"), danger=True):
            self._context.attempt(partial(drivers.remove_driver, workspace, driver.id))

    @Slot()
    def _print(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        name = f"{workspace.path.stem} driver diagram.pdf"
        path = self._context.files.save_file(msg("Save the driver diagram"), name, PDF)
        if path is None:
            return
        translator = self._context.translator
        if self._context.attempt(lambda: drivers.print_diagram(workspace, translator, path)):
            self._context.navigator.say_made(self._context.text(msg("Saved {name}", name=path.name)), path)
