"""What the kinds of chart are called, what each is good for, and why one is refused."""

from __future__ import annotations

from collabdesk.charts.spec import Text
from collabdesk.i18n import Message, Number, msg


def chart_name(chart: str) -> Message:
    """The name of a kind of chart."""
    names = {
        "run": msg("run chart"),
        "i": msg("individuals chart (XmR)"),
        "mr": msg("moving ranges"),
        "p": msg("p chart"),
        "pp": msg("p’ chart"),
        "u": msg("u chart"),
        "up": msg("u’ chart"),
        "c": msg("c chart"),
        "xbar": msg("X-bar chart"),
        "t": msg("t chart"),
        "g": msg("g chart"),
    }
    return names[chart]


def about(chart: str) -> Message:
    """What a kind of chart is good for."""
    texts = {
        "run": msg("Points around their median: the first view of any indicator, and few points suffice."),
        "i": msg("Single values with limits from how much neighbours differ: fits nearly everything."),
        "mr": msg("How much each point differs from the one before: shows a jump in the spread."),
        "p": msg("A share of cases, with narrower limits where there are more cases."),
        "pp": msg(
            "As the p chart, for thousands of cases: the limits also take in what varies from month to month."
        ),
        "u": msg("A rate, with narrower limits where more is observed."),
        "up": msg(
            "As the u chart, for large denominators: the limits also take in what varies from month to month."
        ),
        "c": msg("A count where what is observed is about the same every time."),
        "xbar": msg("Means, with narrower limits where more was measured."),
        "t": msg("The time between rare events: up is fewer events."),
        "g": msg("The number of cases or days between rare events: up is fewer events."),
    }
    return texts[chart]


def line_label(chart: str, number: Number) -> Message:
    """The centre line's name and value at its right end."""
    if chart in ("run", "g"):
        return msg("median {number}", number=number)
    if chart == "t":
        return msg("centre line {number}", number=number)
    return msg("mean {number}", number=number)


def limit_label(number: Number) -> Message:
    """A limit's name and value at its right end."""
    return msg("limit {number}", number=number)


def judged_by(chart: str, rules: Text) -> Message:
    """The kind of chart and its rules, as printed with every chart's sentence."""
    if chart == "run":
        return msg("Rules: {rules}", rules=rules)
    return msg("{chart}, rules: {rules}", chart=chart_name(chart), rules=rules)


def only_xmr() -> Message:
    """The rule set nhs judges one kind of chart."""
    return msg("The rules nhs judge an individuals (XmR) chart only.")


def other_kind(chart: str) -> Message:
    """The chart is for another kind of indicator."""
    texts = {
        "p": msg("It is for proportions: cases with and without something."),
        "u": msg("It is for rates: events for so much time or so many cases."),
        "c": msg("It is for counts."),
        "xbar": msg("It is for means."),
        "t": msg("It is for times between events."),
        "g": msg("It is for cases or days between events."),
    }
    return texts[{"pp": "p", "up": "u"}.get(chart, chart)]


def needs_pairs() -> Message:
    """Some points are finished percentages or rates."""
    return msg("It needs the numerator and the denominator of every point.")


def needs_spread() -> Message:
    """Some means are bare."""
    return msg("It needs the number of measurements and the standard deviation of every mean.")


def below_zero() -> Message:
    """Counts are never negative."""
    return msg("It is for numbers that are never below zero.")


def needs_times() -> Message:
    """The power 1/3.6 needs times above zero."""
    return msg("It needs times above zero: two events on one day belong on a g chart.")
