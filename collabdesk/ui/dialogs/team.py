"""One team: new or changed."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QWidget

from collabdesk.i18n import msg
from collabdesk.models.places import OrgLevel, OrgUnit, Person, Team
from collabdesk.services.setup import teams
from collabdesk.services.setup.team_people import members_text, read_members
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form


def team_dialog(context: Context, workspace: Workspace, team: Team | None, parent: QWidget) -> FormDialog:
    """A dialog for a team, or for a new one. Open it with `open`."""
    form = _form(context, workspace)
    row = teams.row_of(workspace, team) if team else TeamRow(name="")
    form.set_values(_shown(row))

    def save(values: dict[str, Any]) -> None:
        wanted = _row_of(values)
        if team is None:
            teams.add_teams(workspace, [wanted])
        else:
            teams.edit_team(workspace, team.id, wanted)

    title = msg("Team") if team else msg("New team")
    return FormDialog(context, "team_dialog", title, form, save, parent)


def _form(context: Context, workspace: Workspace) -> Form:
    form = Form(context, "team_form")
    form.add_text("name", msg("Name"), needed=True, hint=msg("such as Kiboga HC IV maternity"))
    levels = {level.position: level.name for level in workspace.rows(OrgLevel).values()}
    for position, (name, word) in enumerate(
        (("region", msg("Region")), ("district", msg("District")), ("facility", msg("Facility"))), start=1
    ):
        form.add_known(name, levels.get(position) or word)
        form.set_known(name, _places(workspace, position))
    form.add_known("coach", msg("Coach"))
    form.set_known("coach", sorted({person.name for person in workspace.rows(Person).values()}))
    form.add_text("coach_phone", msg("Coach's phone"))
    people = form.add_long(
        "people", msg("People"), 3, hint=msg("one a line, the leader first: Rose Adong, midwife, 0772 000113")
    )
    people.setToolTip(context.text(msg("They stand on the list of whom to call and on lists to sign.")))
    form.add_number("wave", msg("Wave"), whole=True)
    form.add_date("joined", msg("Joined"))
    form.add_date("left", msg("Left"))
    reports = form.add_date("reports_from", msg("Reports from"))
    reports.setToolTip(
        context.text(msg("Numbers are expected from here on; empty: from joining, or from its first number."))
    )
    form.add_text("code", msg("Code"), hint=msg("as in your register"))
    form.add_text("uid", msg("DHIS2 id"))
    form.add_text("aliases", msg("Other names"), hint=msg("as spreadsheets write it; several with ;"))
    form.add_long("note", msg("Note"), 2)
    return form


def _places(workspace: Workspace, position: int) -> list[str]:
    levels = workspace.rows(OrgLevel)
    units = workspace.rows(OrgUnit).values()
    return sorted({unit.name for unit in units if levels[unit.level_id].position == position})


def _shown(row: TeamRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _PLAIN}
    return {
        **values,
        "coach_phone": row.coach_phone or "",
        "aliases": "; ".join(row.aliases or ()),
        "people": members_text(row.people or ()),
    }


def _row_of(values: dict[str, Any]) -> TeamRow:
    aliases = tuple(part.strip() for part in re.split("[;\n]", values["aliases"]) if part.strip())
    return TeamRow(
        **{name: values[name] for name in _PLAIN},
        coach_phone=values["coach_phone"],
        aliases=aliases,
        people=read_members(values["people"]),
    )


_PLAIN = (
    *("name", "region", "district", "facility", "coach", "wave", "joined", "left", "reports_from"),
    *("code", "uid", "note"),
)
