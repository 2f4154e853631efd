"""One plain sentence for each test of a change: what followed it, never what it caused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from collabdesk.analysis.evidence import Outcome
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.measures import Direction, Indicator, IndicatorKind

VERDICTS: dict[Outcome, str] = {
    Outcome.TOO_FEW: "too few points",
    Outcome.NO_ROOM: "no room",
    Outcome.NO_SIGNAL: "no signal",
    Outcome.IMPROVED: "improved",
    Outcome.WORSENED: "worsened",
    Outcome.NO_DIRECTION: "no direction",
}
"""How `evidence --json` writes an outcome."""
_OUTCOMES = {verdict: outcome for outcome, verdict in VERDICTS.items()}


SIZES_READ = msg(
    "A size with + is a change for the better, one with − for the worse, also where less is better; so is a number "
    "above or below 0 in an interval."
)
"""What is printed where sizes and their intervals stand."""

BESIDE_THE_LEDGER: tuple[Message, ...] = (
    msg("These are things that followed a change, not proof that it caused them."),
    SIZES_READ,
    msg(
        "Chance makes “improved” cheap. In simulated collaboratives in which the change did nothing, single tests "
        "improved in 10 % (pure noise), 18 % (each month resembles the last), 22 % (teams start after three bad "
        "months) and 76 % (all teams rise by 1 point a month)."
    ),
    msg(
        "With 10 teams that began it and 10 to compare with, “strong” came out in at most 0.5 %, “promising” "
        "in 43 % where all rise together and in at most 5 % where they don’t; with +20 points “strong” came out in "
        "all (1,000 simulated collaboratives each, 30 months, percentages of 20 patients)."
    ),
    msg(
        "With 5 teams that began it, with 4 to compare with, with 50 patients or at 70 %, “strong” came out in less "
        "than 1 %, and with +20 points in at least 98 %; “worse” in up to 4 % where each month resembles the last."
    ),
)
"""What is printed beside the ledger; the figures are those of tests/analysis/evidence_worlds.py."""

_PATTERNS: dict[Outcome, Message] = {
    Outcome.IMPROVED: msg(
        "After {team} began “{change}” in {start}, “{indicator}” stayed better than its earlier median "
        "({before}) from {since} on: {size}{others}{beside}."
    ),
    Outcome.WORSENED: msg(
        "After {team} began “{change}” in {start}, “{indicator}” stayed worse than its earlier median "
        "({before}) from {since} on: {size}{others}{beside}."
    ),
    Outcome.NO_SIGNAL: msg(
        "After {team} began “{change}” in {start}, “{indicator}” showed no lasting shift from its earlier median "
        "({before}): {size}{others}{beside}."
    ),
    Outcome.NO_DIRECTION: msg(
        "After {team} began “{change}” in {start}, “{indicator}” had been at a median of {before}: "
        "{size}{others}{beside}; whether up or down is good has not been set."
    ),
    Outcome.NO_ROOM: msg(
        "When {team} began “{change}” in {start}, “{indicator}” was at its target already ({before}), "
        "so there was no room to improve."
    ),
}


def said(*, change: str, indicator: Indicator, verdict: str, facts: Mapping[str, Any]) -> Message:
    """The sentence of one test; ``facts`` are the fields of `services.evidence.TestEvidence`."""
    outcome = _OUTCOMES[verdict]
    arguments = {
        "team": facts["team"],
        "change": change,
        "indicator": indicator.name,
        "start": facts["started"],
    }
    if outcome is Outcome.TOO_FEW:
        return nmsg(
            "{team} began “{change}” in {start}; {count} more number of “{indicator}” is needed "
            "to say what followed.",
            "{team} began “{change}” in {start}; {count} more numbers of “{indicator}” are needed "
            "to say what followed.",
            facts["needs"],
            **arguments,
        )
    arguments["before"] = level_said(indicator, facts["before"])
    if outcome is not Outcome.NO_ROOM:
        arguments |= {
            "since": facts["signal"] or "",
            "size": _size(indicator, facts["size"]),
            "others": _others(indicator, facts),
            "beside": _company(facts["company"]),
        }
    return msg(_PATTERNS[outcome].text, **arguments)


def ledger_line(indicator: Indicator, row: Mapping[str, Any]) -> Message:
    """What a row of the ledger says in a sentence or two; ``row`` holds the fields of `ChangeEvidence`."""
    if not row["enough_data"]:
        return msg("No team has enough numbers before and after yet.")
    said = nmsg(
        "{improved} of {count} team with enough data improved, {worsened} worsened.",
        "{improved} of {count} teams with enough data improved, {worsened} worsened.",
        row["enough_data"],
        improved=row["improved"],
        worsened=row["worsened"],
    )
    if row["net_size"] is None:
        said = _both(said, msg("Too few other teams to compare with."))
    elif row["net_low"] is not None and row["net_low"] <= 0 <= row["net_high"]:
        said = _both(
            said,
            msg(
                "The gain over other teams lies between {low} and {high}: "
                "it may be chance, or a rise that all share.",
                low=amount(indicator, row["net_low"]),
                high=amount(indicator, row["net_high"]),
            ),
        )
    elif row["net_size"] > 0:
        said = _both(
            said,
            msg(
                "The gain is {number} more than that of other teams.",
                number=amount(indicator, row["net_size"]),
            ),
        )
    else:
        said = _both(
            said,
            msg(
                "The gain is {number} less than that of other teams.",
                number=amount(indicator, -row["net_size"]),
            ),
        )
    if row["bundle_with"]:
        beside = tuple(msg("“{name}”", name=name) for name in row["bundle_with"])
        said = _both(
            said, msg("Mostly begun together with {changes}: the two can't be told apart.", changes=beside)
        )
    return said


def _both(first: Message, second: Message) -> Message:
    return msg("{first} {second}", first=first, second=second)


def gain_said(indicator: Indicator, value: float) -> Message:
    """A size as people say it: where less is better, a plus would read as more. All of an indicator with the same
    decimals, so that those beside each other can be compared.
    """
    digits = indicator.decimals or 1
    size, shown = amount(indicator, abs(value), digits), round(value, digits)
    if indicator.direction is not Direction.DOWN or not shown:
        return msg("{sign}{amount}", sign="+" if shown > 0 else "−" if shown < 0 else "", amount=size)
    return msg("better by {amount}", amount=size) if shown > 0 else msg("worse by {amount}", amount=size)


def amount(indicator: Indicator, value: float, digits: int | None = None) -> Message | Number:
    """A difference in points, or in the indicator's unit."""
    if digits is None:
        digits = indicator.decimals if indicator.decimals else _digits(value)
    if indicator.kind is IndicatorKind.PROPORTION:
        return msg("{number} points", number=Number(value, digits))
    return Number(value, digits, f" {indicator.unit}" if indicator.unit else "")


def _digits(value: float) -> int:
    """Whole numbers without decimals, whatever dust their computation left."""
    return 0 if abs(value - round(value)) < 1e-6 else 1


def level_said(indicator: Indicator, value: float | None) -> Message | Number | str:
    """A level of the indicator, in per cent or in its unit; nothing without one."""
    if value is None:
        return ""
    if indicator.kind is IndicatorKind.PROPORTION:
        return Number(value, indicator.decimals or 1, " %")
    digits = indicator.decimals if indicator.decimals else _digits(value)
    return Number(value, digits, f" {indicator.unit}" if indicator.unit else "")


def _size(indicator: Indicator, size: float) -> Message:
    if abs(size) < 1e-9:
        return msg("the median after is the same")
    number = amount(indicator, abs(size))
    if indicator.direction is Direction.NONE:
        if size > 0:
            return msg("the median after is {number} higher", number=number)
        return msg("the median after is {number} lower", number=number)
    if size > 0:
        return msg("the median after is {number} better", number=number)
    return msg("the median after is {number} worse", number=number)


def _others(indicator: Indicator, facts: Mapping[str, Any]) -> Message | str:
    """What the teams did that had not begun the change; nothing where too few can be compared."""
    if facts["net_size"] is None:
        return msg(", with too few other teams to compare")
    others = facts["size"] - facts["net_size"]
    count = facts["n_comparisons"]
    if abs(others) < 1e-9:
        return msg(", while {count} teams that had not begun it stayed the same", count=count)
    number = amount(indicator, abs(others))
    if indicator.direction is Direction.NONE and others > 0:
        return msg(
            ", while {count} teams that had not begun it went up by {number}", count=count, number=number
        )
    if indicator.direction is Direction.NONE:
        return msg(
            ", while {count} teams that had not begun it went down by {number}", count=count, number=number
        )
    if others > 0:
        return msg(
            ", while {count} teams that had not begun it became {number} better", count=count, number=number
        )
    return msg(
        ", while {count} teams that had not begun it became {number} worse", count=count, number=number
    )


def _company(names: tuple[str, ...]) -> Message | str:
    if not names:
        return ""
    quoted = tuple(msg("“{name}”", name=name) for name in names)
    return msg("; around that time the team also began {changes}", changes=quoted)
