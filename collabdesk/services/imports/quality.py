"""What looks wrong about new numbers beside those that the file holds already: said before Confirm, and kept."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from collabdesk.i18n import Message, msg
from collabdesk.importing.numbers.quality import FEWEST, are_copied, is_jump, said_of_jump, size_of
from collabdesk.importing.result import Problem, Severity
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import Team
from collabdesk.periods import Period, PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.imports.planned import Planned
from collabdesk.services.workspace import Workspace

_MOST_SAID = 50


def beside_the_file(
    workspace: Workspace, items: Iterable[Planned], existing: Mapping[Cell, Observation]
) -> tuple[Problem, ...]:
    """Numbers outside a team's reporting span, far outside its range, or copied from the month before."""
    known = [item for item in items if isinstance(item.team, int) and isinstance(item.indicator, int)]
    found = [*_outside(workspace, known), *_jumps(known, existing), *_sent_again(known, existing)]
    return tuple(found)


def _outside(workspace: Workspace, items: Iterable[Planned]) -> list[Problem]:
    teams, indicators = workspace.rows(Team), workspace.rows(Indicator)
    spans: dict[tuple[object, str], tuple[int | None, int | None]] = {}
    found = []
    for item in items:
        team, type_ = teams[item.team], indicators[item.indicator].period_type  # type: ignore[index]
        key = (item.team, type_)
        if key not in spans:
            parsed = PeriodType.parse(type_)
            since = parsed.holding(team.reports_from) if team.reports_from else None
            spans[key] = since, parsed.holding(team.left) if team.left else None
        since, until = spans[key]
        if (since is not None and item.period < since) or (until is not None and item.period > until):
            period = Period(PeriodType.parse(type_), item.period)
            said = msg("{period} lies outside the time in which {team} reports; the number is kept.",
                       period=period, team=team.name)  # fmt: skip
            found.append(_warning(item, "warning: outside the reporting span", said))
    return found[:_MOST_SAID]


def _jumps(items: Iterable[Planned], existing: Mapping[Cell, Observation]) -> list[Problem]:
    """Against the earlier numbers of the team. A file that brings a range of its own was looked at alone."""
    history: dict[tuple[int, int], dict[int, tuple[float, bool]]] = {}
    for (indicator, team, period), old in existing.items():
        size = size_of(old.numerator, old.denominator, old.value)
        if size is not None:
            history.setdefault((indicator, team), {})[period] = size
    new: dict[tuple[int, int], list[Planned]] = {}
    for item in items:
        new.setdefault((item.indicator, item.team), []).append(item)  # type: ignore[arg-type]
    found = []
    for key, group in new.items():
        if len(group) > FEWEST or key not in history:
            continue
        for item in group:
            size = size_of(item.numerator, item.denominator, item.value)
            others = [old for period, (old, kind) in history[key].items()
                      if size is not None and kind == size[1] and period != item.period]  # fmt: skip
            if size is not None and is_jump(size[0], others, percent=size[1]):
                said = said_of_jump(size[0], others, percent=size[1])
                found.append(_warning(item, "warning: jump", said))
    return found[:_MOST_SAID]


def _sent_again(items: Iterable[Planned], existing: Mapping[Cell, Observation]) -> list[Problem]:
    """A team's whole month that equals the month before it in the file."""
    months: dict[tuple[int, int], dict[Hashable, Planned]] = {}
    for item in items:
        months.setdefault((int(item.team), item.period), {})[item.indicator] = item  # type: ignore[arg-type]
    before: dict[tuple[int, int], dict[Hashable, Observation]] = {}
    for (indicator, team, period), old in existing.items():
        if (team, period + 1) in months:
            before.setdefault((team, period + 1), {})[indicator] = old
    found = []
    for key, here in months.items():
        earlier = {name: old for name, old in before.get(key, {}).items() if name in here}
        numbers = {name: (one.numerator, one.denominator, one.value) for name, one in here.items()}
        if are_copied(
            numbers, {name: (old.numerator, old.denominator, old.value) for name, old in earlier.items()}
        ):
            said = msg("All {count} numbers are the same as the period before: was the sheet sent again?",
                       count=len(here))  # fmt: skip
            found.append(_warning(next(iter(here.values())), "warning: same month again", said))
    return found[:_MOST_SAID]


def _warning(item: Planned, kind: str, said: Message) -> Problem:
    sheet, _, cells = item.cell.rpartition("!")
    numbers = (item.numerator, item.denominator) if item.value is None else (item.value,)
    text = "/".join(f"{number:.10g}" for number in numbers if number is not None)
    return Problem(
        sheet=sheet, cell=cells.split(" ")[0], kind=kind, text=text, said=said, severity=Severity.WARNING
    )
