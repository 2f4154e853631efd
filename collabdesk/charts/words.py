"""The texts that charts are made of, whole sentences each, so that they can be translated."""

from __future__ import annotations

import math
from typing import Any

from collabdesk.analysis import rules as names
from collabdesk.analysis.runchart import Direction
from collabdesk.charts.spec import Text
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.periods import Kind

Span = dict[str, Any]


def rule_label(rule: str) -> Message:
    """The small label that names a rule on a chart."""
    labels = {
        names.SHIFT: msg("shift"),
        names.TREND: msg("trend"),
        names.TOO_FEW_RUNS: msg("too few runs"),
        names.TOO_MANY_RUNS: msg("too many runs"),
        names.LONG_RUN: msg("long run"),
        names.FEW_CROSSINGS: msg("few crossings"),
        names.OUTSIDE_LIMITS: msg("outside limits"),
        names.TWO_OF_THREE: msg("two of three"),
        names.ASTRONOMICAL: msg("astronomical point"),
    }
    return labels[rule]


def rules_named(name: str) -> Text:
    """The name of a rule set as it is printed; the ready-made sets keep their short names."""
    if not name.startswith("custom"):
        return name
    mine = names.rule_set(name)
    return msg("custom: shift {shift}, trend {trend}", shift=mine.shift, trend=mine.trend)


def shift(direction: Direction, span: Span, rule: str) -> Message:
    """A shift or a long run in words; the span has count, first, last, the line's name and its median."""
    up = direction == "up"
    if rule == names.LONG_RUN:
        if up:
            return msg(
                "Long run: {count} points in a row above the {line} of {median}, {first} to {last}.", **span
            )
        return msg(
            "Long run: {count} points in a row below the {line} of {median}, {first} to {last}.", **span
        )
    if up:
        return msg("Shift: {count} points in a row above the {line} of {median}, {first} to {last}.", **span)
    return msg("Shift: {count} points in a row below the {line} of {median}, {first} to {last}.", **span)


def outside(direction: Direction, count: int, places: object) -> Message:
    """Points outside the limits in words."""
    if direction == "up":
        return nmsg(
            "Outside limits: {count} point above the upper limit, {places}.",
            "Outside limits: {count} points above the upper limit, {places}.",
            count=count,
            places=places,
        )
    return nmsg(
        "Outside limits: {count} point below the lower limit, {places}.",
        "Outside limits: {count} points below the lower limit, {places}.",
        count=count,
        places=places,
    )


def two_of_three(direction: Direction, places: object) -> Message:
    """Two of three points near a limit in words."""
    if direction == "up":
        return msg("Two of three points in a row near the upper limit, {places}.", places=places)
    return msg("Two of three points in a row near the lower limit, {places}.", places=places)


def short_limits(rule: str, direction: Direction, places: object) -> Message:
    """A further signal about the limits in a few words."""
    up = direction == "up"
    if rule == names.TWO_OF_THREE:
        if up:
            return msg("two of three near the upper limit ({places})", places=places)
        return msg("two of three near the lower limit ({places})", places=places)
    if up:
        return msg("outside limits above ({places})", places=places)
    return msg("outside limits below ({places})", places=places)


def trend(direction: Direction, span: Span) -> Message:
    """A trend in words; the span has count, first and last."""
    if direction == "up":
        return msg("Trend: {count} points in a row rising, {first} to {last}.", **span)
    return msg("Trend: {count} points in a row falling, {first} to {last}.", **span)


def runs(few: bool, number: int, lower: int, upper: int, line: Message) -> Message:
    """Too few or too many runs in words."""
    counts = {"runs": number, "lower": lower, "upper": upper}
    if few:
        return msg(
            "Too few runs: {runs} where chance makes {lower} to {upper}; "
            "the points stay on one side of the {line} for long.",
            line=line,
            **counts,
        )
    return msg(
        "Too many runs: {runs} where chance makes {lower} to {upper}; "
        "the points jump from side to side, as when two groups or ways of counting alternate.",
        **counts,
    )


def few_crossings(crossings: int, limit: int, line: Message) -> Message:
    """Few crossings in words."""
    return nmsg(
        "Few crossings: the points cross the {line} once, where chance makes {limit} crossings or more.",
        "Few crossings: the points cross the {line} {count} times, where chance makes {limit} or more.",
        count=crossings,
        limit=limit,
        line=line,
    )


def repeats_the_shift() -> Message:
    """Why the runs rule is ranked last with a frozen baseline (method.md, 2)."""
    return msg("With a frozen baseline this rule mostly repeats the shift.")


def meaning(directed: bool, good: bool | None) -> Message:
    """What a signal means for the team."""
    if good is True:
        return msg("This is an improvement that chance alone seldom makes.")
    if good is False:
        return msg("This is a worsening that chance alone seldom makes: look for its cause.")
    if directed:
        return msg("Chance alone seldom makes this: something changed.")
    return msg("Look for what changed.")


def not_held(line: Message) -> Message:
    """A signal that the last points no longer show, or a trend that has not reached the line."""
    return msg(
        "The median of the last 3 points lies on the other side of the {line}, so it does not count now.",
        line=line,
    )


def passed(line: Message) -> Message:
    """Points about the limits that were not followed by more: something happened then."""
    return msg(
        "It has passed: the median of the last 3 points lies on the other side of the {line}. "
        "Look for what happened then.",
        line=line,
    )


def unclear(other: Message) -> Message:
    """Two signals that end together and contradict each other."""
    return msg("At the same time there is {other}, so the direction is not clear yet.", other=other)


def short(rule: str, direction: Direction, span: Span) -> Message:
    """A further signal in a few words; the span has first and last."""
    up = direction == "up"
    if rule == names.TREND:
        if up:
            return msg("a rising trend ({first} to {last})", **span)
        return msg("a falling trend ({first} to {last})", **span)
    if rule == names.LONG_RUN:
        if up:
            return msg("a long run above ({first} to {last})", **span)
        return msg("a long run below ({first} to {last})", **span)
    if up:
        return msg("a shift above ({first} to {last})", **span)
    return msg("a shift below ({first} to {last})", **span)


def short_runs(rule: str, repeats: bool) -> Message:
    """A further verdict on runs or crossings in a few words."""
    if repeats:
        return msg("too few runs, which with a frozen baseline mostly repeats the shift")
    return rule_label(rule)


def new_line(since: object, *, control: bool) -> Message:
    """A new phase has begun."""
    if control:
        return msg("New centre line since {period}.", period=since)
    return msg("New median since {period}.", period=since)


def needs_more(count: int) -> Message:
    """Under 6 points: how many more are needed for a verdict."""
    return nmsg(
        "Too few points for a verdict: needs {count} more point.",
        "Too few points for a verdict: needs {count} more points.",
        count=count,
    )


def runs_need_more(count: int) -> Message:
    """Under 10 useful points: how many more the runs rule needs."""
    return nmsg(
        "The runs rule needs {count} more point off the median.",
        "The runs rule needs {count} more points off the median.",
        count=count,
    )


def held(where: Message, count: int, per: Kind | None) -> Message:
    """``At target, held 7 months`` (method.md, 6)."""
    return msg("{where}, held {time}.", where=where, time=times(count, per))


def stuck(bound: Text | Number, count: int, total: int) -> Message:
    """More than half the points at the wrong end of the scale: another chart shows more."""
    return msg(
        "{count} of {total} points are at {bound}: a chart of the time between cases would show more.",
        bound=bound,
        count=count,
        total=total,
    )


def mostly_at(bound: Text | Number, count: int, total: int) -> Message:
    """At the ceiling in most points, but not in the last."""
    return msg(
        "{count} of {total} points are at {bound}, the last one is not.",
        bound=bound,
        count=count,
        total=total,
    )


def median_at_the_limit() -> Message:
    """Why shifts and runs don't decide at a ceiling."""
    return msg("The median lies at the end of the scale, where shifts and runs say little.")


def lasting(length: float, per: Kind, digits: int = 0) -> Message:
    """``7.5 months``: how long something took, in the periods of its numbers."""
    number, count = Number(length, digits), math.ceil(length)
    forms = {
        Kind.WEEK: nmsg("{number} week", "{number} weeks", count, number=number),
        Kind.MONTH: nmsg("{number} month", "{number} months", count, number=number),
        Kind.QUARTER: nmsg("{number} quarter", "{number} quarters", count, number=number),
        Kind.YEAR: nmsg("{number} year", "{number} years", count, number=number),
    }
    return forms.get(per, nmsg("{number} period", "{number} periods", count, number=number))


def times(count: int, per: Kind | None) -> Message:
    """``7 months``, in the chart's own periods."""
    forms = {
        Kind.DAY: nmsg("{count} day", "{count} days", count=count),
        Kind.WEEK: nmsg("{count} week", "{count} weeks", count=count),
        Kind.MONTH: nmsg("{count} month", "{count} months", count=count),
        Kind.QUARTER: nmsg("{count} quarter", "{count} quarters", count=count),
        Kind.HALF_YEAR: nmsg("{count} half-year", "{count} half-years", count=count),
        Kind.YEAR: nmsg("{count} year", "{count} years", count=count),
        None: nmsg("{count} point", "{count} points", count=count),
    }
    return forms.get(per, nmsg("{count} period", "{count} periods", count=count))
