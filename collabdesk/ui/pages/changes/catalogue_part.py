"""The catalogue: changes with where the teams stand, and the driver diagram that they hang on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.services.changes import changes
from collabdesk.services.changes.attachments import attachments
from collabdesk.ui.context import Context
from collabdesk.ui.pages.changes.alike_strip import AlikeStrip
from collabdesk.ui.pages.changes.attachments_field import fill_menu
from collabdesk.ui.pages.changes.change_dialog import ChangeDialog
from collabdesk.ui.pages.changes.diagram_panel import DiagramPanel
from collabdesk.ui.pages.changes.merge_dialog import MergeDialog
from collabdesk.ui.pages.changes.part import ModeRow, Part, heading, plain_column
from collabdesk.ui.pages.changes.record import RecordChangeDialog
from collabdesk.ui.pages.changes.rows import ChangeRow, change_rows
from collabdesk.ui.pages.changes.test_dialog import show
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.widgets import ButtonRow, EmptyState

if TYPE_CHECKING:
    from collabdesk.services.workspace import Workspace


def _change_tip(row: ChangeRow) -> str:
    return "\n".join(line for line in (row.name, *row.aliases, row.indicators, row.driver) if line)


_COLUMNS = (
    Column[ChangeRow]("name", msg("Change"), lambda row: row.name, 280, tip=_change_tip, stretch=1),
    Column[ChangeRow](
        "aliases",
        msg("Other wordings"),
        lambda row: ", ".join(row.aliases),
        120,
        stretch=0.4,
        spare=True,
    ),
    Column[ChangeRow]("testing", msg("Testing"), lambda row: row.testing, 62, right=True),
    Column[ChangeRow](
        "adopted",
        msg("Kept"),
        lambda row: row.adopted,
        48,
        tip=lambda row: nmsg(
            "{count} team adopted or adapted it", "{count} teams adopted or adapted it", row.adopted
        ),
        right=True,
    ),
    Column[ChangeRow]("stopped", msg("Dropped"), lambda row: row.stopped, 68, right=True),
    Column[ChangeRow](
        "indicators", msg("Should move"), lambda row: row.indicators, 200, stretch=0.8, spare=True
    ),
    Column[ChangeRow]("driver", msg("Driver"), lambda row: row.driver, 150, stretch=0.5, spare=True),
)


class CataloguePart(Part):
    """The changes as a list, or hanging on their drivers."""

    name = "changes_catalogue"
    title = msg("Catalogue of changes")
    kinds = (
        *("change", "change_alias", "change_indicator", "driver", "test", "indicator", "setting"),
        "collaborative",
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._make_actions()
        self.table = Table(context, "catalogue", _COLUMNS, title=self.title)
        self.alike = AlikeStrip(context)
        self.drivers = DiagramPanel(context)
        empty = EmptyState(
            context,
            msg("Here stand the ideas that teams may try"),
            msg("Each has a name, a few words on how it is done, and the indicators that it should move."),
            self.new,
        )
        self.or_empty = QStackedWidget()
        self.or_empty.addWidget(self.table)
        self.or_empty.addWidget(empty)
        self.modes = ModeRow(
            context, "catalogue_mode", (("list", msg("List")), ("diagram", msg("Driver diagram")))
        )
        self.sides = QStackedWidget()
        self.sides.addWidget(self._list())
        self.sides.addWidget(self.drivers)
        box = plain_column(self)
        box.addLayout(heading(context, msg("Catalogue"), self.modes))
        box.addWidget(self.sides, 1)
        self.modes.chosen.connect(self._turn)
        self.table.activated.connect(self.open_change)
        self.table.selection_changed.connect(self._allow)
        self.drivers.change_wanted.connect(self._open_by_id)
        self.drivers.change_chosen.connect(self._select_by_id)
        self.alike.merge_wanted.connect(self._merge)
        self.setFocusProxy(self.table.view)

    # --- the view ---

    def show_workspace(self, workspace: Workspace) -> None:
        super().show_workspace(workspace)
        self.drivers.show_workspace(workspace)

    def forget_workspace(self) -> None:
        super().forget_workspace()
        self.drivers.forget_workspace()

    def load(self) -> None:
        rows = change_rows(self.workspace)
        self.or_empty.setCurrentIndex(0 if rows else 1)
        self.table.set_rows(rows, key=lambda row: row.change.id)
        self.alike.show_workspace(self.workspace)
        self.drivers.load()
        self._allow()

    def start_search(self) -> None:
        self.table.search.setFocus()
        self.table.search.selectAll()

    def open_section(self, section: str) -> None:
        """``change:7``: select that change."""
        self._select_by_id(int(section.rpartition(":")[2]))

    # --- making ---

    def _make_actions(self) -> None:
        add = self.add_action
        self.new = add(
            "change_new",
            msg("New change"),
            "add",
            self.add_change,
            tip=msg("Add an idea that nobody tries yet"),
        )
        self.edit = add(
            "change_edit",
            msg("Edit"),
            "edit",
            self._edit_selected,
            tip=msg("Name, other wordings, how to do it, what must not vary, indicators, driver"),
        )
        self.begin = add(
            "change_begin",
            msg("Record a test"),
            "clock",
            self._begin_selected,
            tip=msg("Record which teams begin this change, and when"),
        )
        self.merge = add(
            "change_merge",
            msg("Merge"),
            "copy",
            self._merge_selected,
            tip=msg("Make the selected changes one, with all their tests"),
        )
        self.attached = add(
            "change_attached",
            msg("Attachments"),
            "open",
            self._open_first,
            tip=msg("Open a file that belongs to the selected change"),
        )
        self.files = QMenu(self)
        self.attached.setMenu(self.files)
        self.remove = add("change_remove", msg("Remove"), "delete", self._remove_selected)

    def _list(self) -> QWidget:
        half = QWidget()
        box = plain_column(half)
        box.addWidget(self.alike)
        box.addWidget(self.or_empty, 1)
        box.addWidget(ButtonRow(self.new, self.edit, self.begin, self.attached, self.merge, self.remove))
        return half

    # --- doing ---

    @Slot(str)
    def _turn(self, mode: str) -> None:
        self.sides.setCurrentIndex(1 if mode == "diagram" else 0)

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.selected()
        self.new.setEnabled(self.can_edit)
        for action in (self.edit, self.begin, self.remove):
            action.setEnabled(self.can_edit and len(chosen) == 1)
        self.merge.setEnabled(self.can_edit and len(chosen) > 1)
        files = attachments(self.workspace, chosen[0].change) if len(chosen) == 1 else []
        fill_menu(self.files, self.context, files)
        self.attached.setEnabled(bool(files))
        self.drivers.mark_change(chosen[0].change.id if len(chosen) == 1 else None)

    @Slot()
    def add_change(self) -> None:
        """Ask for a new change."""
        show(ChangeDialog(self.context, self.workspace, None, self))

    @Slot(object)
    def open_change(self, row: ChangeRow) -> None:
        """Show a change to edit."""
        if self.can_edit:
            show(ChangeDialog(self.context, self.workspace, row.change, self))

    @Slot(int)
    def _open_by_id(self, change_id: int) -> None:
        for row in self.table.rows:
            if row.change.id == change_id:
                self.open_change(row)

    @Slot(int)
    def _select_by_id(self, change_id: int) -> None:
        if [row.change.id for row in self.table.selected()] != [change_id]:
            self.table.select(lambda row: row.change.id == change_id)

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self.open_change(row)

    @Slot()
    def _begin_selected(self) -> None:
        for row in self.table.selected()[:1]:
            show(RecordChangeDialog(self.context, self.workspace, parent=self, change=row.name))

    @Slot()
    def _open_first(self) -> None:
        for action in self.files.actions()[:1]:
            action.trigger()

    @Slot()
    def _merge_selected(self) -> None:
        self._merge([row.change.id for row in self.table.selected()])

    @Slot(list)
    def _merge(self, change_ids: list[int]) -> None:
        if self.can_edit:
            show(MergeDialog(self.context, self.workspace, change_ids, self))

    @Slot()
    def _remove_selected(self) -> None:
        for row in self.table.selected()[:1]:
            used = row.testing + row.adopted + row.stopped
            asked = nmsg(
                "Remove “{name}” from the catalogue? {count} team's record of it goes too. Undo brings all back.",
                "Remove “{name}” from the catalogue? {count} teams' records of it go too. Undo brings all back.",
                used,
                name=row.name,
            )
            if self.context.messages.ask(asked, msg("Remove"), danger=True):
                self.context.attempt(partial(changes.remove_change, self.workspace, row.change.id))
