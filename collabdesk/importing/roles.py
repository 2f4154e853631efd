"""Which cells play which role, for the coloured preview, and what was set aside, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

from collabdesk.i18n import Message, msg
from collabdesk.importing.context import Context
from collabdesk.importing.grid import area_a1
from collabdesk.importing.result import Role, Skipped
from collabdesk.importing.tables.body import Body
from collabdesk.importing.tables.parts import Part
from collabdesk.importing.tables.plan import Plan
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View

_ROLES = {
    Part.TEAM: Role.TEAM, Part.LEVEL: Role.TEAM, Part.CODE: Role.TEAM_CODE, Part.INDICATOR: Role.INDICATOR,
    Part.PERIOD: Role.PERIOD, Part.MONTH: Role.PERIOD, Part.YEAR: Role.PERIOD, Part.END: Role.PERIOD,
    Part.MEASURE: Role.MEASURE,
    Part.CATEGORY: Role.CATEGORY, Part.NOTE: Role.NOTE, Part.SERIAL: Role.SERIAL, Part.TOTAL: Role.TOTAL,
    Part.DERIVED: Role.DERIVED, Part.LABEL: Role.IGNORED, Part.IGNORED: Role.IGNORED,
}  # fmt: skip
_MEASURES = {"num": Role.NUMERATOR, "den": Role.DENOMINATOR, "size": Role.DENOMINATOR}


def heads(table: Table) -> list[tuple[str, Role]]:
    """The heading's rows."""
    return [(area_a1((row, table.left, row, table.right)), Role.HEADER) for row in table.head]


def columns(table: Table, found: Mapping[int, Role]) -> list[tuple[str, Role]]:
    """Whole columns of the body, each with its role."""
    return [
        (area_a1((table.first, index, table.last, index)), role)
        for index, role in found.items()
        if index >= 0
    ]


def colours(view: View, table: Table, context: Context, plan: Plan) -> list[tuple[str, Role]]:
    """Ranges with roles; later ones lie over earlier ones."""
    first, last = table.first, max(table.last, table.first)
    found = [(area_a1((row, 0, row, max(view.grid.width - 1, 0))), Role.TITLE) for row in context.title_rows]
    found += heads(table)
    reads = {column.index: column for column in plan.values}
    for column in plan.columns:
        area = area_a1((first, column.index, last, column.index))
        if column.index in reads:
            found.append((area, _MEASURES.get(reads[column.index].measure, Role.VALUE)))
        else:
            role = Role.DERIVED if column.part is Part.VALUE else _ROLES[column.part]
            found.append((area, role))
        if column.period is not None:
            found.append(
                (area_a1((column.period_row, column.index, column.period_row, column.index)), Role.PERIOD)
            )
    return found


def skipped(view: View, table: Table, context: Context, plan: Plan, body: Body) -> list[Skipped]:
    """Columns, rows and notes that were set aside."""
    first, last = table.first, max(table.last, table.first)
    found = [
        Skipped(
            range=area_a1((table.head[0] if table.head else first, column.index, last, column.index)), why=why
        )
        for column, why in plan.skipped
    ]
    for column in plan.columns:
        why = _column_reason(column.part)
        if why is not None and column.profile.filled:
            top = table.head[0] if table.head else first
            found.append(Skipped(range=area_a1((top, column.index, last, column.index)), why=why))
    for start, end, reason in body.set_aside:
        found.append(Skipped(range=area_a1((start, table.left, end, table.right)), why=reason))
    found += [
        Skipped(range=area_a1((row, 0, row, max(view.grid.width - 1, 0))), why=msg("title"))
        for row in context.title_rows
    ]
    found += _notes_below(view, table)
    return found


def _column_reason(part: Part) -> Message | None:
    return {
        Part.TOTAL: msg("totals or averages of the others"),
        Part.DERIVED: msg("follows from the other columns, or is a target"),
        Part.SERIAL: msg("running numbers"),
        Part.IGNORED: msg("codes, or numbers without a heading"),
    }.get(part)


NOTE_BELOW = msg("a note under the table")


def _notes_below(view: View, table: Table) -> list[Skipped]:
    found = []
    for row in range(table.last + 1, min(len(view.grid.rows), table.last + 40)):
        cells = view.grid.rows[row]
        filled = [column for column, value in enumerate(cells) if value is not None]
        if not filled:
            continue
        if len(filled) > 3:
            break
        found.append(Skipped(range=area_a1((row, filled[0], row, filled[-1])), why=NOTE_BELOW))
    return found
