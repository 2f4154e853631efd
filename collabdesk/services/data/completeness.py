"""The board of who has reported what, and whom to call about the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.analysis.completeness import count_reports
from collabdesk.analysis.cube import ObservationCube
from collabdesk.i18n import Message, Translator, msg
from collabdesk.models.measures import Indicator, State
from collabdesk.models.places import Person, Team, TeamPerson
from collabdesk.periods import Period, PeriodType
from collabdesk.services.cubes import cube_of
from collabdesk.services.data.events import by_period
from collabdesk.services.overview.overview import due_period, reporting_span
from collabdesk.services.setup import indicators, teams
from collabdesk.services.setup.team_people import leader_first
from collabdesk.services.workspace import Workspace

PERIODS = 12


@dataclass(frozen=True, kw_only=True)
class Call:
    """A team as it is called: its own phone, its coach, the coach's phone."""

    team: Team
    district: str
    contact: str
    """Somebody of the team with a phone, else empty."""
    phone: str
    coach: str
    coach_phone: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One team, one period: how many numbers are there, are due, and of these are missing."""

    told: int
    due: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """Teams by name, periods in time, a row of cells per team."""

    period_type: PeriodType
    periods: tuple[Period, ...]
    indicators: tuple[Indicator, ...]
    calls: tuple[Call, ...]
    cells: tuple[tuple[Cell, ...], ...]
    due_until: tuple[int, ...]
    """The last ordinal that is due, one per indicator."""

    def missing(self, row: int) -> int:
        """How many due numbers a team lacks over all periods."""
        return sum(cell.missing for cell in self.cells[row])


def period_types(workspace: Workspace) -> list[str]:
    """The period types that indicators in use have, in their order: each has a board of its own."""
    listed = by_period(workspace, indicators.in_order(workspace))
    return list(dict.fromkeys(one.period_type for one in listed))


def board(
    workspace: Workspace, period_type: str, today: dt.date, indicator_id: int | None = None
) -> Board | None:
    """The last `PERIODS` periods up to the one that is running; of one indicator or of all. None without any."""
    type_ = PeriodType.parse(period_type)
    listed = [
        one
        for one in by_period(workspace, indicators.in_order(workspace))
        if one.period_type == period_type and indicator_id in (None, one.id)
    ]
    if not listed:
        return None
    last = type_.holding(today)
    span = (last - PERIODS + 1, last)
    calls, due = call_book(workspace), tuple(due_period(one, today).ordinal for one in listed)
    counts = count_reports(
        cube_of(workspace, period_type),
        [one.id for one in listed],
        [call.team.id for call in calls],
        span,
        due,
        [reporting_span(workspace, call.team, type_) for call in calls],
    )
    rows = zip(counts.told.tolist(), counts.due.tolist(), counts.missing.tolist(), strict=True)
    return Board(
        period_type=type_,
        periods=tuple(Period(type_, ordinal) for ordinal in range(span[0], span[1] + 1)),
        indicators=tuple(listed),
        calls=tuple(calls),
        due_until=due,
        cells=tuple(
            tuple(Cell(told=one, due=due, missing=missing) for one, due, missing in zip(*row, strict=True))
            for row in rows
        ),
    )


def call_book(workspace: Workspace) -> list[Call]:
    """All teams by name, each with whom to call."""
    people, phones = workspace.rows(Person), _contacts(workspace)
    found = []
    for team in workspace.mine(Team):
        coach = people.get(team.coach_id or 0)
        contact = phones.get(team.id)
        found.append(
            Call(
                team=team,
                district=teams.district_of(workspace, team),
                contact=contact.name if contact else "",
                phone=contact.phone if contact else "",
                coach=coach.name if coach else "",
                coach_phone=coach.phone if coach else "",
            )
        )
    return sorted(found, key=lambda call: call.team.name.casefold())


def missing_of(workspace: Workspace, shown: Board, row: int) -> list[tuple[Period, list[Indicator]]]:
    """What a team lacks, by period: only what is due."""
    cube = cube_of(workspace, shown.indicators[0].period_type)
    team = shown.calls[row].team
    found = []
    for period, cell in zip(shown.periods, shown.cells[row], strict=True):
        if cell.missing:
            lacking = [
                one
                for one, due in zip(shown.indicators, shown.due_until, strict=True)
                if period.ordinal <= due and _lacks(cube, one, team.id, period.ordinal)
            ]
            found.append((period, lacking))
    return found


def call_list(workspace: Workspace, shown: Board, rows: Sequence[int], say: Translator) -> str:
    """The teams that lack something, one a line with tabs between, as Excel and a message paste it; by coach."""
    heads: tuple[Message, ...] = (
        msg("Coach"),
        msg("Coach's phone"),
        msg("Team"),
        msg("District"),
        msg("Contact"),
        msg("Phone"),
        msg("Missing"),
    )
    lines = ["\t".join(say.text(head) for head in heads)]
    late = [row for row in rows if shown.missing(row)]
    for row in sorted(
        late, key=lambda row: (shown.calls[row].coach == "", shown.calls[row].coach.casefold())
    ):
        call = shown.calls[row]
        said = "; ".join(
            missing_said(shown, period, lacking, say) for period, lacking in missing_of(workspace, shown, row)
        )
        cells = (call.coach, call.coach_phone, call.team.name, call.district, call.contact, call.phone, said)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)


def missing_said(shown: Board, period: Period, lacking: Sequence[Indicator], say: Translator) -> str:
    """``Oct 2026: everything``, or the names of the indicators."""
    if len(lacking) == len(shown.indicators) and len(lacking) > 1:
        return say.text(msg("{period}: everything", period=period))
    names = ", ".join(one.name for one in lacking)
    return say.text(msg("{period}: {names}", period=period, names=names))


def _lacks(cube: ObservationCube, indicator: Indicator, team_id: int, ordinal: int) -> bool:
    place = ordinal - cube.first_period
    if not 0 <= place < cube.n_periods:
        return True
    return bool(
        cube.state[cube.indicator_at(indicator.id), cube.team_at(team_id), place] == State.NOT_REPORTED
    )


def _contacts(workspace: Workspace) -> dict[int, Person]:
    """Team id -> somebody of the team with a phone: its leader first."""
    people = workspace.rows(Person)
    found: dict[int, Person] = {}
    for link in leader_first(list(workspace.rows(TeamPerson).values())):
        person = people.get(link.person_id)
        if person is not None and person.phone:
            found.setdefault(link.team_id, person)
    return found
