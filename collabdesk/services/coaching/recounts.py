"""Recounts from the register against what was reported, and how well they agree over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.analysis.agreement import Agreement, Pair, agreement, factor
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.models.measures import Indicator, IndicatorKind, Observation
from collabdesk.models.meetings import Recount, RecountReported, Visit
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import Period, PeriodType
from collabdesk.services.workspace import Workspace

DEFINITION = msg(
    "Agreement: the smaller of two numbers, reported and recounted, as a percentage of the larger; of a visit, the "
    "mean over all numbers recounted. A number is close enough when the register differs from the report by 10 % at "
    "most."
)
"""Printed and shown wherever the agreement is."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The numbers of one cell: numerator and denominator, or a value."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None

    def __bool__(self) -> bool:
        return any(part is not None for part in (self.numerator, self.denominator, self.value))


@dataclass(frozen=True, kw_only=True)
class RecountRow:
    """One recount with what had been reported."""

    recount: Recount
    visit: Visit
    team: Team
    indicator: Indicator
    period: Period
    reported: Figures
    recounted: Figures
    agreement: Agreement | None
    """None where no number stands on both sides."""
    factor: float | None
    """Recounted over reported, of the numerator or the value."""

    @property
    def day(self) -> dt.date | None:
        """When it was recounted."""
        return self.visit.made or self.visit.planned


@dataclass(frozen=True, kw_only=True)
class AgreementPoint:
    """The agreement of one visit."""

    day: dt.date
    team: Team
    agreement: Agreement


def recounts(workspace: Workspace) -> list[RecountRow]:
    """All recounts of the collaborative, the latest first."""
    trips, known = workspace.rows(Visit), workspace.rows(Team)
    measured = workspace.rows(Indicator)
    reported = {one.recount_id: one for one in workspace.rows(RecountReported).values()}
    rows = [
        _row(one, trips[one.visit_id], known[trips[one.visit_id].team_id], measured, reported.get(one.id))
        for one in workspace.rows(Recount).values()
        if known[trips[one.visit_id].team_id].collaborative_id == workspace.collaborative.id
    ]
    return sorted(rows, key=lambda row: (row.day or dt.date.min, row.recount.id), reverse=True)


def over_time(workspace: Workspace, team_id: int | None = None) -> list[AgreementPoint]:
    """The agreement of each visit with a recount, of one team or of all, in time."""
    groups: dict[int, list[RecountRow]] = {}
    for row in recounts(workspace):
        if team_id in (None, row.team.id) and row.day is not None:
            groups.setdefault(row.visit.id, []).append(row)
    points = []
    for rows in groups.values():
        found = agreement([pair for row in rows for pair in pairs(row.reported, row.recounted)])
        day = rows[0].day
        if found is not None and day is not None:
            points.append(AgreementPoint(day=day, team=rows[0].team, agreement=found))
    return sorted(points, key=lambda point: (point.day, point.team.name))


def latest_of_teams(workspace: Workspace) -> dict[int, Agreement]:
    """Team id -> the agreement of its last visit with a recount."""
    return {point.team.id: point.agreement for point in over_time(workspace)}


def said(found: Agreement) -> Message:
    """The agreement in words: ``92 %, 5 of 6 numbers close enough``."""
    return msg(
        "{percent} %, {close} of {all} numbers close enough",
        percent=round(found.percent),
        close=found.close_enough,
        all=found.numbers,
    )


def reported_now(workspace: Workspace, indicator_id: int, team_id: int, period: int) -> Figures:
    """What the file holds for a cell today."""
    row = workspace.store.get(Observation, indicator_id, team_id, period)
    if row is None:
        return Figures()
    return Figures(numerator=row.numerator, denominator=row.denominator, value=row.value)


def pairs(reported: Figures, recounted: Figures) -> list[Pair]:
    """The numbers that stand on both sides."""
    both = (
        (reported.numerator, recounted.numerator),
        (reported.denominator, recounted.denominator),
        (reported.value, recounted.value),
    )
    return [(one, other) for one, other in both if one is not None and other is not None]


def put_recount(writer: Writer, recount: Recount, reported: Figures, known: Recount | None = None) -> Recount:
    """Within an edit: write a recount with what was reported, in place of ``known`` where there is one."""
    if known is not None:
        writer.remove_with_parts(known)
    saved = writer.add(recount)
    if reported:
        writer.add(
            RecountReported(
                recount_id=saved.id,
                numerator=reported.numerator,
                denominator=reported.denominator,
                value=reported.value,
            )
        )
    return saved


def check(indicator: Indicator, figures: Figures) -> None:
    """Refuse numbers below zero, and more cases than there were."""
    if any(part is not None and part < 0 for part in (figures.numerator, figures.denominator, figures.value)):
        raise UserFacingError("A count cannot be below zero.")
    above, below = figures.numerator, figures.denominator
    ratio = indicator.kind is IndicatorKind.PROPORTION
    if ratio and above is not None and below is not None and above > below:
        raise UserFacingError(
            f"“{indicator.name}”: {above:g} of {below:g} cannot be, the first number is the larger one."
        )


def remove_recounts(workspace: Workspace, recount_ids: Sequence[int]) -> None:
    """Take recounts out: ask first."""
    gone = [workspace.rows(Recount)[recount_id] for recount_id in recount_ids]

    def write(writer: Writer) -> None:
        for one in gone:
            writer.remove_with_parts(one)

    workspace.transact("Remove recount" if len(gone) == 1 else f"Remove {len(gone)} recounts", write)


def _row(
    recount: Recount,
    visit: Visit,
    team: Team,
    measured: dict[int, Indicator],
    before: RecountReported | None,
) -> RecountRow:
    indicator = measured[recount.indicator_id]
    recounted = Figures(numerator=recount.numerator, denominator=recount.denominator, value=recount.value)
    reported = (
        Figures(numerator=before.numerator, denominator=before.denominator, value=before.value)
        if before
        else Figures()
    )
    both = pairs(reported, recounted)
    return RecountRow(
        recount=recount,
        visit=visit,
        team=team,
        indicator=indicator,
        period=Period(PeriodType.parse(indicator.period_type), recount.period),
        reported=reported,
        recounted=recounted,
        agreement=agreement(both),
        factor=factor(*both[0]) if both else None,
    )
