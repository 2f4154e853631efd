"""What a chart says in words when asked: tooltips, the read-out of the large chart, screen readers."""

from __future__ import annotations

from collabdesk.charts.spec import Axis, ChartPoint, ChartSpec, PointState, Sign
from collabdesk.i18n import Message, Number, Translator, msg

SIGN_WORDS: dict[Sign, Message] = {
    Sign.IMPROVED: msg("improved"),
    Sign.WORSENED: msg("worsened"),
    Sign.NO_SIGNAL: msg("no signal"),
    Sign.NOT_ENOUGH: msg("not enough data"),
}


def has_data(spec: ChartSpec) -> bool:
    """True once anything was reported, be it "no cases"."""
    return any(point.state is not PointState.MISSING for point in spec.points)


def describe_chart(title: str, spec: ChartSpec, translator: Translator) -> str:
    """A chart in one line, for a screen reader: name, headline, sign, sentence."""
    parts = [title, translator.text(spec.headline), translator.text(SIGN_WORDS[spec.sign])]
    return ", ".join(part for part in [*parts, translator.text(spec.sentence)] if part)


def point_lines(point: ChartPoint, axis: Axis, translator: Translator) -> list[str]:
    """A point in a few short lines: period, value with its counts, what is special, the note."""
    say = translator.text
    lines = [translator.period(point.period), say(_value(point, axis))]
    if point.excluded:
        lines.append(say(msg("left out of the median and the rules")))
    if point.small:
        lines.append(say(msg("few cases: read with care")))
    if point.suspect:
        lines.append(say(msg("the numerator is above the denominator: please check")))
    if isinstance(point.count_label, Message):  # plain texts are a team's own counts
        lines.append(say(msg("{count} teams", count=point.count_label)))
    if point.note:
        lines.append(point.note)
    return [*lines, say(msg("from {file}", file=point.origin))] if point.origin else lines


def _value(point: ChartPoint, axis: Axis) -> Message:
    if point.state is PointState.NO_CASES:
        return msg("no cases")
    if point.y is None:
        return msg("not reported")
    value = _with_unit(point.y, axis)
    if point.numerator is not None and point.denominator:
        return msg("{numerator} of {denominator}: {value}", **_counts(point), value=value)
    if point.spread is not None:
        value = msg("{value}, SD {number}", value=value, number=_plain(point.spread))
    if point.numerator is None and point.denominator:
        value = msg("{value}, n = {count}", value=value, count=_plain(point.denominator))
    return msg("{value}", value=value)


def _counts(point: ChartPoint) -> dict[str, Number]:
    return {name: _plain(getattr(point, name)) for name in ("numerator", "denominator")}


def _plain(value: float) -> Number:
    return Number(value, 0 if value == int(value) else 1)


def _with_unit(value: float, axis: Axis) -> Message:
    """Whole numbers on a wide scale such as 0-100, one decimal on a narrow one."""
    digits = 0 if value == int(value) or axis.high - axis.low >= 50 else 1
    if not axis.unit:
        return msg("{number}", number=Number(value, digits))
    return msg("{number} {unit}", number=Number(value, digits), unit=axis.unit)
