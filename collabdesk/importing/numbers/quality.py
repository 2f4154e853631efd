"""What looks wrong beside a team's own numbers: a jump, a month copied from the one before. Said, and kept.

The bounds are wide on purpose: a slip of the pen (a digit too many, last month's sheet sent again) is far outside
a team's own range, and a person who is warned too often stops reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.result import Problem, ReadObservation, Severity
from collabdesk.importing.times import periods_inside
from collabdesk.periods import Period

FEWEST = 6
"""So many other numbers of the team say what its range is."""
_TIMES, _MORE = 3.0, 10.0
_SMALL, _PART = 20.0, 5.0
_POINTS = 30.0
_COPIED = 3
_SAME = 4
_MOST_SAID = 30
_FEW_PERIODS = 2
"""A table of so few periods is a report of them; a longer one only ends in the month that names it."""


def is_jump(value: float, others: Sequence[float], *, percent: bool) -> bool:
    """Whether a number lies far outside the others of its team: three times the largest, a fifth of the smallest;
    for percentages, 30 points and the whole range beyond."""
    if len(others) < FEWEST:
        return False
    low, high = min(others), max(others)
    if percent:
        room = max(_POINTS, high - low)
        return not low - room <= value <= high + room
    return value > _TIMES * high + _MORE or (low >= _SMALL and 0 < value < low / _PART)


def size_of(
    numerator: float | None, denominator: float | None, value: float | None
) -> tuple[float, bool] | None:
    """(the number that is compared, whether it is a percentage) of an observation; None where there is none."""
    if value is not None:
        return value, False
    if numerator is not None and denominator and denominator >= _MORE:
        return 100 * numerator / denominator, True
    return None


def said_of_jump(value: float, others: Sequence[float], *, percent: bool) -> Message:
    """The sentence about a jump."""
    sign = " %" if percent else ""
    return msg(
        "{value} is far outside this team's other numbers ({low} to {high}): is it right?",
        value=f"{value:.4g}{sign}", low=f"{min(others):.4g}{sign}", high=f"{max(others):.4g}{sign}",
    )  # fmt: skip


class _Point(NamedTuple):
    ordinal: int
    size: float
    percent: bool
    item: ReadObservation


def warnings(sheet: str, observations: Iterable[ReadObservation]) -> list[Problem]:
    """Jumps and copied months among the numbers of one sheet, at most 30 of each kind."""
    items = list(observations)
    series = _series(items)
    found = [*_jumps(sheet, series), *_stuck(sheet, series)]
    return [*found, *_copied_months(sheet, items)]


def _series(items: Sequence[ReadObservation]) -> dict[Hashable, list[_Point]]:
    series: dict[Hashable, list[_Point]] = {}
    kinds = _kinds(items)
    for item in items:
        size = size_of(item.numerator, item.denominator, item.value)
        if size is not None:
            percent = size[1] or item.unit == "percent"
            period = item.period
            key = (item.team, item.indicator, item.category, kinds[id(period)], percent)
            point = _Point(period.ordinal, size[0], percent, item)
            points = series.get(key)
            if points is None:
                series[key] = [point]
            else:
                points.append(point)
    return series


def _kinds(items: Iterable[ReadObservation]) -> dict[int, int]:
    """A number for the type of each period, by the identity of the few periods that rows share: they hash slowly."""
    periods = {id(item.period): item.period for item in items}
    numbers: dict[object, int] = {}
    return {key: numbers.setdefault(period.type, len(numbers)) for key, period in periods.items()}


def _jumps(sheet: str, series: Mapping[Hashable, list[_Point]]) -> list[Problem]:
    found: list[Problem] = []
    for points in series.values():
        if len(points) <= FEWEST or not _may_jump(points):
            continue
        for point in _extremes(points):
            others = [one.size for one in points if one is not point]
            if is_jump(point.size, others, percent=point.percent):
                said = said_of_jump(point.size, others, percent=point.percent)
                found.append(_warning(sheet, point.item, "warning: jump", point.size, said))
    return found[:_MOST_SAID]


def _may_jump(points: list[_Point]) -> bool:
    """A quick look at the largest and the smallest beside their neighbours, which all but a few series fail."""
    sizes = sorted([point.size for point in points])
    if points[0].percent:
        return sizes[-1] - sizes[-2] > _POINTS or sizes[1] - sizes[0] > _POINTS
    return sizes[-1] > _TIMES * sizes[-2] + _MORE or (sizes[1] >= _SMALL and sizes[0] < sizes[1] / _PART)


def _extremes(points: list[_Point]) -> list[_Point]:
    """Only the largest and the smallest can lie outside the range of all the others."""
    largest, smallest = max(points, key=_size), min(points, key=_size)
    return [largest] if largest is smallest else [largest, smallest]


def _size(point: _Point) -> float:
    return point.size


def _stuck(sheet: str, series: Mapping[Hashable, list[_Point]]) -> list[Problem]:
    """The same large number four times running."""
    found: list[Problem] = []
    for points in series.values():
        if len(points) < _SAME or points[0].percent:
            continue
        if len({point.size for point in points}) > len(points) - _SAME + 1:
            continue  # not even anywhere
        points.sort(key=lambda point: point.ordinal)
        for size, run in groupby(points, key=_size):
            same = list(run)
            if size < _MORE or len(same) < _SAME or same[-1].ordinal - same[0].ordinal != len(same) - 1:
                continue
            said = msg(
                "{value} stands {count} times running: was it copied?", value=f"{size:.10g}", count=len(same)
            )
            found.append(_warning(sheet, same[-1].item, "warning: same number again", size, said))
    return found[:_MOST_SAID]


Month = dict[Hashable, ReadObservation]


def _copied_months(sheet: str, items: Sequence[ReadObservation]) -> list[Problem]:
    """All numbers of a team's month are those of the month before."""
    found: list[Problem] = []
    if len({(item.indicator, item.category) for item in items}) < _COPIED:
        return found
    for of_team in _months(items).values():
        for ordinal, here in of_team.items():
            before = of_team.get(ordinal - 1)
            if before is None or len(here) < _COPIED or _differ(here, before):
                continue
            if are_copied(numbers_of(here), numbers_of(before)):
                first = next(iter(here.values()))
                said = msg("All {count} numbers are the same as the period before: was the sheet sent again?",
                           count=len(here))  # fmt: skip
                found.append(_warning(sheet, first, "warning: same month again", None, said))
    return found[:_MOST_SAID]


def _months(items: Sequence[ReadObservation]) -> dict[Hashable, dict[int, Month]]:
    """The numbers of each team by month."""
    months: dict[Hashable, dict[int, Month]] = {}
    kinds = _kinds(items)
    for item in items:
        period = item.period
        team = (item.team, kinds[id(period)])
        of_team = months.get(team)
        if of_team is None:
            of_team = months[team] = {}
        month = of_team.get(period.ordinal)
        if month is None:
            month = of_team[period.ordinal] = {}
        month[item.indicator, item.category] = item
    return months


def ahead(sheet: str, observations: Iterable[ReadObservation], today: dt.date) -> list[Problem]:
    """Numbers of a period that has not begun: said with their cells, and kept."""
    begun: dict[int, tuple[bool, Period]] = {}  # by identity: rows share their periods, which hash slowly
    found: list[Problem] = []
    more: tuple[int, ReadObservation | None] = (0, None)
    for item in observations:
        known = begun.get(id(item.period))
        if known is None:
            known = begun[id(item.period)] = (item.period.first_day <= today, item.period)
        if known[0]:
            continue
        if len(found) < _MOST_SAID:
            said = msg(
                "{period} has not begun yet; the number is kept. Is the month right?", period=item.period
            )
            found.append(_warning(sheet, item, "warning: future month", None, said))
        else:
            more = more[0] + 1, item
    if more[1] is not None:
        said = nmsg("{count} more number is of a month that has not begun.",
                    "{count} more numbers are of months that have not begun.", more[0])  # fmt: skip
        found.append(_warning(sheet, more[1], "warning: future month", None, said))
    return found


def _differ(here: Month, before: Month) -> bool:
    """Whether any number is another one than the month before: most often the first that is looked at."""
    for key, one in here.items():
        other = before.get(key)
        if other is None or one.numerator != other.numerator or one.denominator != other.denominator:
            return True
        if one.value != other.value:
            return True
    return False


Numbers = Mapping[Hashable, tuple[float | None, float | None, float | None]]


def numbers_of(items: Mapping[Hashable, ReadObservation]) -> Numbers:
    """Numerator, denominator and value of each."""
    return {key: (item.numerator, item.denominator, item.value) for key, item in items.items()}


def are_copied(here: Numbers, before: Numbers) -> bool:
    """Whether two months hold the same three numbers or more, not all alike and not all 0."""
    if len(here) < _COPIED or set(here) != set(before) or any(here[key] != before[key] for key in here):
        return False
    return len({numbers for numbers in here.values() if any(numbers)}) > 1


def _warning(sheet: str, item: ReadObservation, kind: str, size: float | None, said: Message) -> Problem:
    text = f"{size:.10g}" if size is not None else item.period.code
    return Problem(sheet=sheet, cell=item.cell, kind=kind, text=text, said=said, severity=Severity.WARNING)


def other_period(
    sheet: str, name: str, said: Message, observations: Sequence[ReadObservation]
) -> list[Problem]:
    """A warning where a name (a file's, a tab's) speaks of one period and the few periods of its numbers of another."""
    inside = periods_inside.period_in(name)
    if inside is None or inside[1].period is None:
        return []
    periods = {item.period for item in observations}
    if not 0 < len(periods) <= _FEW_PERIODS:
        return []
    named = inside[1].period
    if any(one.first_day <= named.last_day and named.first_day <= one.last_day for one in periods):
        return []
    return [_warning(sheet, observations[0], "warning: other period than the name", None, said)]
