"""The texts of a funnel plot, whole sentences each."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.analysis.funnel import FEWEST_TEAMS, Funnel
from collabdesk.charts.spec import Text
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.kinds import IndicatorKind

MARKS = msg(
    "Each dot is a team: its value over these months by its number of cases. In a ring: outside the limits of 95 %, as "
    "one team in 20 is by chance. In a square, with its name: outside the limits of 99.8 %, one in 500. Small sites "
    "may differ widely by chance: this is no ranking."
)
"""What the marks of a funnel plot say."""


def refused(kind: IndicatorKind) -> Message | None:
    """Why an indicator of that kind has no funnel plot; None where it can have one."""
    if kind is IndicatorKind.COUNT:
        return msg(
            "A count has no denominator: a funnel plot would compare the size of the sites, not their work."
        )
    if kind is IndicatorKind.TIME_BETWEEN:
        return msg("Times between events have no denominator, so there are no limits to compare sites by.")
    return None


def nothing(kind: IndicatorKind) -> Message:
    """No team has what a funnel needs."""
    if kind is IndicatorKind.MEAN:
        return msg("No team has reported a mean with its spread and its number of cases in this time.")
    return msg("No team has reported a numerator and a denominator in this time.")


def sentence(zones: Sequence[int], number: Number, found: Funnel, *, enough: bool) -> Message:
    """How many teams lie outside the limits, how many would by chance, and whether to trust the limits."""
    said = _counted(zones, number)
    if not enough:
        return _join(
            said,
            msg(
                "With fewer than {count} teams the common line is mostly their own: compare with care.",
                count=FEWEST_TEAMS,
            ),
        )
    if found.overdispersed and found.dispersion is not None:
        return _join(
            said,
            msg(
                "The teams differ {number} times as much as chance alone would make them: "
                "sites may not be alike, so a site outside is a question, not a judgement.",
                number=Number(found.dispersion, 1),
            ),
        )
    return said


def _counted(zones: Sequence[int], number: Number) -> Message:
    inner = sum(abs(zone) == 1 for zone in zones)
    outer = sum(abs(zone) == 2 for zone in zones)
    total = len(zones)
    if not inner and not outer:
        return nmsg(
            "The {count} team lies within the limits around {number}: no more difference than chance makes.",
            "All {count} teams lie within the limits around {number}: no more difference than chance makes.",
            total,
            number=number,
        )
    if not outer:
        return nmsg(
            "Around {number}, {count} of {total} teams lies between the limits of 95 % and of 99.8 %, "
            "where chance alone puts about {expected}.",
            "Around {number}, {count} of {total} teams lie between the limits of 95 % and of 99.8 %, "
            "where chance alone puts about {expected}.",
            inner,
            total=total,
            number=number,
            expected=Number(total * 0.048, 0 if total >= 60 else 1),
        )
    said = nmsg(
        "Around {number}, {count} of {total} teams lies outside the limits of 99.8 %, which chance alone seldom makes.",
        "Around {number}, {count} of {total} teams lie outside the limits of 99.8 %, which chance alone seldom makes.",
        outer,
        total=total,
        number=number,
    )
    if not inner:
        return said
    return _join(
        said,
        nmsg(
            "{count} more lies between the limits of 95 % and of 99.8 %.",
            "{count} more lie between the limits of 95 % and of 99.8 %.",
            inner,
        ),
    )


def left_out(quiet: Sequence[str], lacking: Sequence[str], kind: IndicatorKind) -> tuple[Text, ...]:
    """Who is not on the plot, and why."""
    said: list[Text] = []
    if quiet:
        said.append(msg("No cases in this time: {teams}.", teams=tuple(quiet)))
    if lacking and kind is IndicatorKind.MEAN:
        said.append(msg("No mean with spread and number of cases: {teams}.", teams=tuple(lacking)))
    elif lacking:
        said.append(msg("No numerator and denominator reported: {teams}.", teams=tuple(lacking)))
    return tuple(said)


def _join(first: Message, second: Message) -> Message:
    return msg("{first} {second}", first=first, second=second)
