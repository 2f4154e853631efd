"""The teams: table, add, paste, edit, remove."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.models.measures import Observation
from collabdesk.models.places import Team
from collabdesk.services.setup import teams
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.paste_teams import PasteTeamsDialog
from collabdesk.ui.dialogs.team import team_dialog
from collabdesk.ui.pages.base import make_action
from collabdesk.ui.pages.setup.section import SetupSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import GAP, GAP_SMALL
from collabdesk.ui.widgets import ButtonRow, EmptyState


@dataclass(frozen=True, kw_only=True)
class _Row:
    team: Team
    district: str
    facility: str
    coach: str
    aliases: str


_COLUMNS: tuple[Column[_Row], ...] = (
    Column(
        name="name",
        title=msg("Team"),
        value=lambda row: row.team.name,
        width=200,
        stretch=1,
        token=lambda row: "ink_soft" if row.team.left else "ink",
    ),
    Column(name="district", title=msg("District"), value=lambda row: row.district, width=110, stretch=0.3),
    Column(name="facility", title=msg("Facility"), value=lambda row: row.facility, width=170, stretch=0.7),
    Column(name="coach", title=msg("Coach"), value=lambda row: row.coach, width=140, stretch=0.4),
    Column(name="wave", title=msg("Wave"), value=lambda row: row.team.wave, width=60, right=True),
    Column(name="joined", title=msg("Joined"), value=lambda row: row.team.joined, width=100),
    Column(name="left", title=msg("Left"), value=lambda row: row.team.left, width=100),
    Column(name="code", title=msg("Code"), value=lambda row: row.team.code, width=90),
    Column(
        name="aliases",
        title=msg("Other names"),
        value=lambda row: row.aliases,
        width=120,
        stretch=0.5,
        spare=True,
    ),
)


class TeamsSection(SetupSection):
    """All teams of the collaborative."""

    name = "teams"
    title = msg("Teams")
    kinds = ("team", "team_alias", "person", "org_unit", "org_level", "collaborative")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table: Table[_Row] = Table(context, "teams_table", _COLUMNS, title=msg("Teams"))
        act = self._act
        self.add = act("add_team", msg("Add a team…"), "add", self._add, "Ctrl+Shift+T")
        self.paste = act("paste_teams", msg("Paste a list…"), "paste", self._paste)
        self.edit = act("edit_team", msg("Edit…"), "edit", self._edit_selected)
        self.remove = act("remove_teams", msg("Remove"), "remove", self._remove, "Del")
        self.record = act("team_record", msg("Record a change…"), "changes", self._record)
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._allow)
        full = QWidget()
        box = QVBoxLayout(full)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP_SMALL)
        box.addWidget(
            ButtonRow(self.add, self.paste, self.edit, self.record, self.remove, beside=self.table.search)
        )
        box.addWidget(self.table, 1)
        empty = EmptyState(
            context,
            msg("No teams yet"),
            msg(
                "A team is the people at one site who test changes. Copy your list of sites in Excel, with district, "
                "coach and phone where you have them, and paste it here."
            ),
            self.paste,
            self.add,
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(empty)

    def load(self) -> None:
        rows = [self._row(team) for team in self.workspace.mine(Team)]
        self.table.set_rows(rows, key=lambda row: row.team.id)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._allow()

    def start_search(self) -> None:
        self.table.search.setFocus()

    def _row(self, team: Team) -> _Row:
        _region, district, facility = teams.places_of(self.workspace, team)
        return _Row(
            team=team,
            district=district or _region,
            facility=facility,
            coach=teams.coach_of(self.workspace, team),
            aliases="; ".join(alias.alias for alias in teams.aliases_of(self.workspace, team.id)),
        )

    def _act(self, name: str, text: Message, icon: str, slot: object, shortcut: str = "") -> QAction:
        return make_action(self.context, self, name, text, icon, slot, shortcut=shortcut)

    @Slot()
    def _allow(self) -> None:
        may = self._workspace is not None and not self.workspace.read_only
        chosen = self.table.selected()
        self.add.setEnabled(may)
        self.paste.setEnabled(may)
        self.edit.setEnabled(may and len(chosen) == 1)
        self.remove.setEnabled(may and bool(chosen))
        self.record.setEnabled(may and bool(chosen))

    @Slot()
    def _add(self) -> None:
        team_dialog(self.context, self.workspace, None, self).open()

    @Slot()
    def _paste(self) -> None:
        PasteTeamsDialog(self.context, self.workspace, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot()
    def _record(self) -> None:
        """Record what the selected teams begin together, without leaving the list."""
        from collabdesk.ui.pages.changes.record import RecordChangeDialog

        dialog = RecordChangeDialog(self.context, self.workspace, parent=self)
        dialog.line.teams.set_value([row.team.id for row in self.table.selected()])
        dialog.open()

    @Slot(object)
    def _edit_row(self, row: _Row) -> None:
        if not self.workspace.read_only:
            team_dialog(self.context, self.workspace, row.team, self).open()

    @Slot()
    def _remove(self) -> None:
        chosen = [row.team for row in self.table.selected()]
        if not chosen:
            return
        ids = [team.id for team in chosen]
        store = self.workspace.store
        numbers = sum(len(store.all(Observation, team_id=team_id)) for team_id in ids)
        if self.context.messages.ask(_question(chosen, numbers), msg("Remove"), danger=True):
            self.context.attempt(lambda: teams.remove_teams(self.workspace, ids))


def _question(chosen: list[Team], numbers: int) -> Message:
    if len(chosen) == 1:
        who: Message = msg("Remove {name}?", name=chosen[0].name)
    else:
        who = nmsg("Remove {count} team?", "Remove {count} teams?", len(chosen))
    if not numbers:
        return msg("{who} No numbers were reported yet.", who=who)
    what = nmsg(
        "{count} number that was reported goes too, and the tests of changes.",
        "{count} numbers that were reported go too, and the tests of changes.",
        numbers,
    )
    advice = msg("If a team only stopped taking part, give it a date under “Left” instead.")
    return msg("{who} {what} {advice} Undo brings everything back.", who=who, what=what, advice=advice)
