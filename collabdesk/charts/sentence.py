"""The one plain sentence under a chart: the rule that fired, when, what it means, or what is still missing.

Everything it says is taken from the same `PhaseResult` that the marks and `analyse --json` come from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from collabdesk.analysis import rules as names
from collabdesk.analysis.medians import TOLERANCE
from collabdesk.analysis.runchart import PhaseResult, Signal
from collabdesk.charts import words
from collabdesk.charts.spec import Text
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.kinds import Good
from collabdesk.periods import Kind

_LISTED = 3
"""How many further signals are named before the rest is only counted."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the sentence is made from: the current phase of a series.

    ``values`` are those of the whole series, None where missing or excluded; ``when`` words a position;
    ``number`` words a value; ``ceiling`` is the bound that more than half the values sit on; ``hides_shifts``
    as in `analysis.verdict.Ceilings`; ``since`` is worded where an older phase was closed.
    """

    phase: PhaseResult
    values: tuple[float | None, ...]
    number: Callable[[float], Text | Number]
    when: Callable[[int], object]
    per: Kind | None = Kind.MONTH
    good: Good = None
    target: float | None = None
    ceiling: float | None = None
    hides_shifts: bool = False
    latest_side: int = 0
    """The side of the centre line on which the median of the last 3 values lies (1, -1, 0)."""
    control: bool = False
    """A control chart: it has limits and a centre line of its own kind, not a median."""
    since: object | None = None
    earlier: tuple[Signal, ...] = ()
    """The signals of the older phases."""


def ranked(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """The strongest first: those with a direction that end last, a shift before a trend, the longer before the
    shorter; verdicts on runs and crossings come last, because with a frozen baseline they repeat the shift."""
    return tuple(
        sorted(
            signals, key=lambda s: (s.direction is None, -s.points[-1], s.rule == names.TREND, -len(s.points))
        )
    )


def sentence(facts: Facts) -> Message:
    """The sentence of a chart (method.md, 2, 3 and 6)."""
    verdict = _verdict(facts)
    if facts.since is not None:
        verdict = _join(words.new_line(facts.since, control=facts.control), verdict)
    if facts.earlier:
        named = _listed(replace(facts, phase=replace(facts.phase, frozen=False)), ranked(facts.earlier))
        verdict = _join(verdict, msg("Before that: {signals}.", signals=named))
    return verdict


def signal_meaning(signal: Signal, good: Good) -> bool | None:
    """True where the signal lies in the good direction, False in the bad, None where there is none to say."""
    if signal.direction is None or good is None:
        return None
    return signal.direction == good


def _verdict(facts: Facts) -> Message:
    signals = ranked(facts.phase.signals)
    if facts.phase.n_values == 0:
        return msg("No points yet.")
    if facts.phase.n_values < names.POINTS_FOR_A_VERDICT and not signals:
        return words.needs_more(names.POINTS_FOR_A_VERDICT - facts.phase.n_values)
    if facts.ceiling is not None:
        return _at_ceiling(facts, facts.ceiling, signals)
    return _told(facts, signals) if signals else _quiet(facts)


def _told(facts: Facts, signals: tuple[Signal, ...]) -> Message:
    first, rest = _named(facts, signals[0]), signals[1:]
    against = [signal for signal in rest if _contradicts(signals[0], signal)]
    if against:
        first = _join(first, words.unclear(_short(facts, against[0])))
        rest = tuple(signal for signal in rest if signal is not against[0])
    elif {"up": -1, "down": 1}.get(signals[0].direction or "") == facts.latest_side:
        about_limits = signals[0].rule in (names.OUTSIDE_LIMITS, names.TWO_OF_THREE)
        first = _join(first, (words.passed if about_limits else words.not_held)(_line(facts)))
    else:
        first = _join(first, _meaning(facts, signals[0]))
    return _join(first, msg("Also: {signals}.", signals=_listed(facts, rest))) if rest else first


def _contradicts(first: Signal, other: Signal) -> bool:
    """The two end together and point in opposite directions: then the chart has no sign."""
    opposite = {first.direction, other.direction} == {"up", "down"}
    return opposite and first.points[-1] == other.points[-1]


def _listed(facts: Facts, signals: tuple[Signal, ...]) -> tuple[Message, ...]:
    named = [_short(facts, signal) for signal in signals[:_LISTED]]
    if len(signals) > _LISTED:
        more = len(signals) - _LISTED
        named.append(nmsg("{count} more signal", "{count} more signals", count=more))
    return tuple(named)


def _named(facts: Facts, signal: Signal) -> Message:
    if signal.direction is None:
        return _runs(facts, signal)
    span = {
        "count": len(signal.points),
        "first": facts.when(signal.points[0]),
        "last": facts.when(signal.points[-1]),
    }
    if signal.rule == names.TREND:
        return words.trend(signal.direction, span)
    if signal.rule == names.OUTSIDE_LIMITS:
        return words.outside(signal.direction, len(signal.points), _places(facts, signal))
    if signal.rule == names.TWO_OF_THREE:
        return words.two_of_three(signal.direction, _places(facts, signal))
    span["line"] = _line(facts)
    span["median"] = facts.number(facts.phase.centre or 0.0)
    return words.shift(signal.direction, span, signal.rule)


def _line(facts: Facts) -> Message:
    if facts.control:
        return msg("centre line")
    return msg("baseline") if facts.phase.frozen else msg("median")


def _places(facts: Facts, signal: Signal) -> object:
    if len(signal.points) <= _LISTED:
        return tuple(facts.when(at) for at in signal.points)
    return msg("{first} to {last}", first=facts.when(signal.points[0]), last=facts.when(signal.points[-1]))


def _runs(facts: Facts, signal: Signal) -> Message:
    phase = facts.phase
    line = msg("centre line") if facts.control else msg("median")
    if signal.rule == names.FEW_CROSSINGS:
        return words.few_crossings(phase.crossings, phase.crossings_limit or 0, line)
    few = signal.rule == names.TOO_FEW_RUNS
    said = words.runs(few, phase.runs, phase.runs_lower or 0, phase.runs_upper or 0, line)
    return _join(said, words.repeats_the_shift()) if phase.frozen and few else said


def _meaning(facts: Facts, signal: Signal) -> Message:
    return words.meaning(signal.direction is not None, signal_meaning(signal, facts.good))


def _short(facts: Facts, signal: Signal) -> Message:
    if signal.rule in (names.OUTSIDE_LIMITS, names.TWO_OF_THREE):
        return words.short_limits(signal.rule, signal.direction, _places(facts, signal))
    if signal.direction is None:
        repeats = facts.phase.frozen and signal.rule == names.TOO_FEW_RUNS
        return words.short_runs(signal.rule, repeats)
    span = {"first": facts.when(signal.points[0]), "last": facts.when(signal.points[-1])}
    return words.short(signal.rule, signal.direction, span)


def _quiet(facts: Facts) -> Message:
    phase = facts.phase
    median = facts.number(phase.centre or 0.0)
    line = _line(facts)
    if phase.n_useful == 0:
        return msg("No signal: every point lies on the {line} of {median}.", line=line, median=median)
    said = nmsg(
        "No signal: {count} point varies around the {line} of {median} as chance alone would make it.",
        "No signal: {count} points vary around the {line} of {median} as chance alone would make them.",
        count=phase.n_values,
        line=line,
        median=median,
    )
    if facts.control or phase.n_useful >= names.USEFUL_FOR_RUNS:
        return said
    return _join(said, words.runs_need_more(names.USEFUL_FOR_RUNS - phase.n_useful))


def _at_ceiling(facts: Facts, ceiling: float, signals: tuple[Signal, ...]) -> Message:
    said = _held(facts, ceiling)
    hidden = facts.hides_shifts
    shown = tuple(s for s in signals if not hidden or s.rule == names.TREND)
    if shown:
        said = _join(said, _told(facts, shown))
    if len(shown) < len(signals):
        said = _join(said, words.median_at_the_limit())
    return said


def _held(facts: Facts, ceiling: float) -> Message:
    """How long the target (without one, the ceiling itself) has been held, up to the last point."""
    bound = facts.number(ceiling)
    wrong_end = facts.good is not None and (ceiling == 0) != (facts.good == "down")
    own = [v for v in facts.values[facts.phase.first : facts.phase.last + 1] if v is not None]
    at_bound = sum(_reaches(value, ceiling, None) for value in own)
    if wrong_end:
        return words.stuck(bound, at_bound, len(own))
    aimed = facts.target is not None and facts.good is not None
    goal = facts.target if aimed and facts.target is not None else ceiling
    held = 0
    for value in reversed(own):
        if not _reaches(value, goal, facts.good if aimed else None):
            break
        held += 1
    if held == 0:
        return words.mostly_at(bound, at_bound, len(own))
    if aimed:
        return words.held(msg("At target"), held, facts.per)
    return words.held(msg("At {bound}", bound=bound), held, facts.per)


def _reaches(value: float, goal: float, good: Good) -> bool:
    near = TOLERANCE * max(abs(value), abs(goal))
    if good is None:
        return abs(value - goal) <= near
    return value >= goal - near if good == "up" else value <= goal + near


def _join(first: Message, second: Message) -> Message:
    return msg("{first} {second}", first=first, second=second)
