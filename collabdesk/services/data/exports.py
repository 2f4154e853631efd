"""The numbers out: CSV, Excel, and a DHIS2 data value set.

A column more, ``spread``, stands at the end only where means came with theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Indicator, IndicatorKind, Observation, State
from collabdesk.models.places import Team
from collabdesk.periods import Kind, Period, PeriodType
from collabdesk.reports.spreadsheet import Cell, Sheet, write_csv, write_xlsx
from collabdesk.services.setup import indicators, teams
from collabdesk.services.workspace import Workspace

COLUMNS = (
    "team_code",
    "team",
    "indicator_code",
    "indicator",
    "period",
    "numerator",
    "denominator",
    "value",
    "state",
    "note",
)
_STATES = {State.NOT_REPORTED: "not reported", State.REPORTED: "reported", State.NO_CASES: "no cases"}


def export(workspace: Workspace, path: Path) -> int:
    """Write the collaborative's numbers; the ending decides (.csv, .xlsx, .json). Returns how many.

    Raises UserFacingError for another ending, or where the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx", ".json"):
        raise UserFacingError(f"“{path.name}”: choose a name that ends with .csv, .xlsx or .json.")
    rows = list(_rows(workspace))
    headings: tuple[str, ...] = COLUMNS
    if any(row[-1] is not None for row in rows):
        headings = (*COLUMNS, "spread")
    else:
        rows = [row[:-1] for row in rows]
    if ending == ".json":
        return _write_dhis2(workspace, path)
    data = Sheet(name="Data", headings=headings, rows=rows)
    if ending == ".csv":
        write_csv(data, path)
    else:
        write_xlsx([data, _team_sheet(workspace), _indicator_sheet(workspace)], path)
    return len(rows)


def _observations(workspace: Workspace) -> Iterator[tuple[Indicator, Team, Observation]]:
    known = workspace.rows(Team)
    for indicator in indicators.in_order(workspace, retired=True):
        for row in workspace.store.all(Observation, indicator_id=indicator.id):
            yield indicator, known[row.team_id], row


def _rows(workspace: Workspace) -> Iterator[tuple[Cell, ...]]:
    for indicator, team, row in _observations(workspace):
        period = Period(PeriodType.parse(indicator.period_type), row.period)
        yield (
            team.code,
            team.name,
            indicator.code,
            indicator.name,
            period.code,
            row.numerator,
            row.denominator,
            value_of(indicator, row),
            _STATES[State(row.state)],
            row.note,
            row.spread,
        )


def value_of(indicator: Indicator, row: Observation) -> float | None:
    """The value in the indicator's unit (percentage points for a proportion), or None."""
    if row.state != State.REPORTED:
        return None
    ratio = indicator.kind in (IndicatorKind.PROPORTION, IndicatorKind.RATE)
    if ratio and row.numerator is not None and row.denominator:
        factor = 100.0 if indicator.kind is IndicatorKind.PROPORTION else indicator.multiplier
        return round(row.numerator / row.denominator * factor, 6)
    return row.value if row.value is not None else row.numerator


def _team_sheet(workspace: Workspace) -> Sheet:
    headings = ("code", "name", "district", "facility", "coach", "wave", "joined", "left", "dhis2_uid")
    rows = []
    for team in workspace.mine(Team):
        row = teams.row_of(workspace, team)
        joined = row.joined.isoformat() if row.joined else None
        left = row.left.isoformat() if row.left else None
        rows.append(
            (row.code, row.name, row.district, row.facility, row.coach, row.wave, joined, left, row.uid)
        )
    return Sheet(name="Teams", headings=headings, rows=rows)


def _indicator_sheet(workspace: Workspace) -> Sheet:
    headings = (
        "code",
        "name",
        "kind",
        "numerator",
        "denominator",
        "source",
        "how",
        "unit",
        "good",
        "target",
        "period",
    )
    rows = [
        (
            one.code,
            one.name,
            one.kind.value,
            one.numerator_label,
            one.denominator_label,
            one.source,
            one.how,
            one.unit,
            one.direction.value,
            one.target,
            one.period_type,
        )
        for one in indicators.in_order(workspace, retired=True)
    ]
    return Sheet(name="Definitions", headings=headings, rows=rows)


def _write_dhis2(workspace: Workspace, path: Path) -> int:
    """A data value set: numerators and denominators as data elements of their own, named by code or uid."""
    values: list[dict[str, Any]] = []
    for indicator, team, row in _observations(workspace):
        period = _dhis2_period(Period(PeriodType.parse(indicator.period_type), row.period))
        element = indicator.uid or indicator.code or indicator.name
        place = team.uid or team.code or team.name
        for suffix, number in (("_NUM", row.numerator), ("_DEN", row.denominator), ("", row.value)):
            if number is not None:
                values.append(
                    {
                        "dataElement": element + suffix,
                        "period": period,
                        "orgUnit": place,
                        "value": f"{number:.12g}",
                        **({"comment": row.note} if row.note else {}),
                    }
                )
    try:
        path.write_text(json.dumps({"dataValues": values}, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise UserFacingError(f"“{path.name}” could not be written ({error.strerror}).") from error
    return len(values)


def _dhis2_period(period: Period) -> str:
    """DHIS2's own codes: 202603, 2026W7, 2026Q1, 2026S1, 2026, 2025Oct."""
    first, kind = period.first_day, period.type.kind
    if kind is Kind.MONTH:
        return f"{first:%Y%m}"
    if kind is Kind.WEEK:
        year, number = period.type.week_of_year(period.ordinal)
        day = ("", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[period.type.anchor - 1]
        return f"{year}{day}W{number}"
    if kind is Kind.QUARTER:
        return f"{first.year}Q{(first.month + 2) // 3}"
    if kind is Kind.HALF_YEAR:
        return f"{first.year}S{1 if first.month <= 6 else 2}"
    if kind is Kind.YEAR and period.type.anchor != 1:
        return f"{first.year}{first:%b}" if first.month == 10 else f"{first.year}{first:%B}"
    return f"{first.year}" if kind is Kind.YEAR else f"{first:%Y%m%d}"
