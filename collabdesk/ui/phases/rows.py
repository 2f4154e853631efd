"""The phases of a series as rows of a table."""

from __future__ import annotations

from collections.abc import Callable

from collabdesk.i18n import msg
from collabdesk.services.phases import centre
from collabdesk.services.phases.phases import PhaseFacts
from collabdesk.services.phases.proposals_said import worded
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.tables import Column


def phase_columns(
    context: Context, workspace: Callable[[], Workspace], indicator_id: int
) -> tuple[Column[PhaseFacts], ...]:
    """Beginning, median, baseline, who and why."""
    say = context.translator

    def begins(row: PhaseFacts) -> str:
        if row.first is None:
            return say.text(msg("with the first"))
        return say.period(worded(workspace(), indicator_id)[0](row.first))

    def median(row: PhaseFacts) -> str:
        number = worded(workspace(), indicator_id)[1](row.median)
        return say.text(msg("{number}", number=number))

    def baseline(row: PhaseFacts) -> str:
        if not row.phase.frozen:
            return say.text(msg("provisional"))
        when = worded(workspace(), indicator_id)[0]
        first, last = (say.period(when(one), short=True) for one in (row.phase.first, row.phase.last))
        return say.text(msg("{first} to {last} ({count})", first=first, last=last, count=row.n_points))

    def decided(row: PhaseFacts) -> str:
        phase = row.phase
        parts = [phase.person, context.date(phase.decided.date()), *([phase.reason] if phase.reason else [])]
        return ", ".join(part for part in parts if part)

    def tip(row: PhaseFacts) -> str:
        whose = msg("Set for this chart alone.") if row.own else msg("Holds for all teams without their own.")
        return f"{decided(row)}\n{say.text(whose)}"

    return (
        Column(
            name="begins",
            title=msg("Begins"),
            term="phase",
            value=lambda row: row.first or 0,
            text=begins,
            width=96,
        ),
        Column(
            name="median",
            title=msg("Mean") if centre.by_means(workspace()) else msg("Median"),
            term="" if centre.by_means(workspace()) else "median",
            value=lambda row: row.median,
            text=median,
            width=84,
            stretch=0.2,
        ),
        Column(
            name="baseline",
            title=msg("Frozen on (points)"),
            term="frozen",
            value=lambda row: row.phase.first,
            text=baseline,
            width=172,
        ),
        Column(
            name="decided", title=msg("Decided by, on, why"), value=decided, tip=tip, width=140, stretch=1
        ),
    )
