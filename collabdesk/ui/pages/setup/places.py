"""The country's own places. They come with the teams; here they are renamed and given their codes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import msg
from collabdesk.services.setup import places
from collabdesk.services.setup.places import PlaceRow
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.setup.section import SetupSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label


class PlacesSection(SetupSection):
    """A table of all places, and the words for the levels."""

    name = "places"
    title = msg("Places")
    kinds = ("org_unit", "org_level", "team", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table: Table[PlaceRow] = Table(
            context,
            "places_table",
            (
                Column(
                    name="name", title=msg("Place"), value=lambda row: row.unit.name, width=220, stretch=1
                ),
                Column(
                    name="level", title=msg("Level"), value=_level_key, text=lambda row: row.level, width=110
                ),
                Column(name="above", title=msg("Within"), value=lambda row: row.above, width=240, stretch=1),
                Column(name="teams", title=msg("Teams"), value=lambda row: row.teams, width=70, right=True),
                Column(name="code", title=msg("Code"), value=lambda row: row.unit.code, width=100),
                Column(name="uid", title=msg("DHIS2 id"), value=lambda row: row.unit.uid),
            ),
            title=msg("Places"),
        )
        self._edit = make_action(context, self, "edit_place", msg("Edit…"), "edit", self._edit_selected)
        self._remove = make_action(
            context, self, "remove_place", msg("Remove"), "remove", self._remove_selected, shortcut="Del"
        )
        self._levels = make_action(
            context, self, "rename_levels", msg("Words for the levels…"), "place", self._rename_levels
        )
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(ButtonRow(self._edit, self._remove, self._levels, beside=self.table.search))
        said = msg("Regions, districts and facilities are added with the teams that name them.")
        box.addWidget(Label(context.theme, context.text(said), colour="ink_soft", wrap=True))
        box.addWidget(self.table, 1)
        empty = EmptyState(
            context,
            msg("No places yet"),
            msg(
                "The places are your country's own hierarchy: regions, districts, facilities. They appear here as "
                "soon as a team names its district or facility."
            ),
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(empty)

    def load(self) -> None:
        rows = places.places_in_order(self.workspace)
        self.table.set_rows(rows, key=lambda row: row.unit.id)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._allow()

    def start_search(self) -> None:
        self.table.search.setFocus()

    @Slot()
    def _allow(self) -> None:
        may = self._workspace is not None and not self.workspace.read_only
        chosen = self.table.selected()
        self._edit.setEnabled(may and len(chosen) == 1)
        self._remove.setEnabled(may and len(chosen) == 1)
        self._levels.setEnabled(may)

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: PlaceRow) -> None:
        if self.workspace.read_only:
            return
        form = Form(self.context, "place_form")
        form.add_text("name", msg("Name"), needed=True)
        form.add_text("code", msg("Code"))
        form.add_text("uid", msg("DHIS2 id"))
        form.set_values({"name": row.unit.name, "code": row.unit.code, "uid": row.unit.uid})

        def save(values: dict[str, Any]) -> None:
            places.save_place(self.workspace, replace(row.unit, **values))

        FormDialog(self.context, "place_dialog", msg("Place"), form, save, self).open()

    @Slot()
    def _remove_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self.context.attempt(partial(places.remove_place, self.workspace, row.unit.id))

    @Slot()
    def _rename_levels(self) -> None:
        levels = places.levels_in_order(self.workspace)
        form = Form(self.context, "levels_form")
        for level in levels:
            form.add_text(
                str(level.id), msg("Level {position}", position=level.position), needed=True
            ).setText(level.name)

        def save(values: dict[str, Any]) -> None:
            for level in levels:
                if values[str(level.id)] != level.name:
                    places.rename_level(self.workspace, level.id, values[str(level.id)])

        said = msg(
            "Your country's own words, from the largest to the smallest: province, sub-county, clinic…"
        )
        FormDialog(
            self.context, "levels_dialog", msg("Words for the levels"), form, save, self, said=said
        ).open()


def _level_key(row: PlaceRow) -> int:
    return row.position
