"""Proposals about baselines in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.services.phases import centre
from collabdesk.services.phases.proposals import Kind, Proposal
from collabdesk.services.workspace import Workspace

Text = Message | str


def said(workspace: Workspace, one: Proposal) -> Message:
    """What is proposed and what it would do, in a sentence or two."""
    when, number = worded(workspace, one.indicator_id)
    spans: dict[str, object] = {
        "first": when(one.window[0]),
        "last": when(one.window[1]),
        "line": centre.word(workspace),
        "median": number(one.median),
    }
    if one.kind is Kind.FREEZE:
        return _freeze(one, spans, when)
    if one.kind is Kind.DEFINITION:
        return msg(
            "The definition changed in {start}: begin a new phase with a {line} of its own there?",
            line=centre.word(workspace),
            start=when(one.window[0]),
        )
    spans = {"count": one.n_points, "before": number(one.before), **spans}
    if one.kind is Kind.LOOK:
        if one.up:
            return msg("{count} points in a row above the {line} of {before} since {first}, the wrong side: "
                       "look into it. A new {line} would hide it.", **spans)  # fmt: skip
        return msg("{count} points in a row below the {line} of {before} since {first}, the wrong side: "
                   "look into it. A new {line} would hide it.", **spans)  # fmt: skip
    if one.up:
        return msg("{count} points in a row above the {line} of {before}: new {line} from {first}? "
                   "It would be {median} now; the old one stays visible.", **spans)  # fmt: skip
    return msg("{count} points in a row below the {line} of {before}: new {line} from {first}? "
               "It would be {median} now; the old one stays visible.", **spans)  # fmt: skip


def short_said(workspace: Workspace, one: Proposal) -> Message:
    """The same for a narrow place."""
    when, number = worded(workspace, one.indicator_id)
    if one.kind is Kind.FREEZE:
        return msg("{first} to {last}", first=when(one.window[0]), last=when(one.window[1]))
    if one.kind is Kind.DEFINITION:
        return msg("from {first}", first=when(one.window[0]))
    spans = {"first": when(one.window[0]), "before": number(one.before), "median": number(one.median)}
    if one.kind is Kind.LOOK:
        return msg("since {first} on the wrong side of {before}", **spans)
    return msg("from {first}: {before} → {median}", **spans)


def subject(workspace: Workspace, one: Proposal) -> Text:
    """The team that it is about, or all teams."""
    return (
        workspace.rows(Team)[one.team_id].name
        if one.team_id is not None
        else msg("All teams together, and teams without their own")
    )


def worded(
    workspace: Workspace, indicator_id: int
) -> tuple[Callable[[int], Period], Callable[[float | None], Number | str]]:
    """How the periods and the medians of an indicator are said."""
    indicator = workspace.rows(Indicator)[indicator_id]
    type_ = PeriodType.parse(indicator.period_type)
    suffix = " %" if indicator.kind is IndicatorKind.PROPORTION else ""

    def number(value: float | None) -> Number | str:
        return "–" if value is None else Number(value, max(indicator.decimals, 1), suffix)

    return lambda ordinal: Period(type_, ordinal), number


def _freeze(one: Proposal, spans: Mapping[str, object], when: Callable[[int], Period]) -> Message:
    if one.starts is not None:
        return nmsg("{count} point since {start}: freeze the new {line} on {first} to {last} ({median})?",
                    "{count} points since {start}: freeze the new {line} on {first} to {last} ({median})?",
                    one.n_points, start=when(one.starts), **spans)  # fmt: skip
    if one.short:
        return nmsg("Only {count} point came before the first change or action period, and there will be no "
                    "more. Freeze the baseline on {first} to {last} ({line} {median})?",
                    "Only {count} points came before the first change or action period, and there will be no "
                    "more. Freeze the baseline on {first} to {last} ({line} {median})?",
                    one.n_points, **spans)  # fmt: skip
    return nmsg("{count} point is there: freeze the baseline on {first} to {last} ({line} {median})?",
                "{count} points are there: freeze the baseline on {first} to {last} ({line} {median})?",
                one.n_points, **spans)  # fmt: skip
