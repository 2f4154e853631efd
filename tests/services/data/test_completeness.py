"""Who has reported what: counts, due days, joining and leaving; and the call list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from collabdesk.i18n import Translator
from collabdesk.models.measures import Indicator
from collabdesk.models.places import Person, Team, TeamPerson
from collabdesk.services.data.completeness import (
    PERIODS,
    Board,
    Cell,
    board,
    call_list,
    missing_of,
    period_types,
)
from collabdesk.services.data.observations import Typed, enter
from collabdesk.services.overview import overview
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

TODAY = dt.date(2026, 2, 20)
EN = Translator("en")


def shown(workspace: Workspace, indicator_id: int | None = None, today: dt.date = TODAY) -> Board:
    found = board(workspace, "month", today, indicator_id)
    assert found is not None
    return found


def cell(found: Board, team_id: int, code: str) -> Cell:
    row = next(at for at, call in enumerate(found.calls) if call.team.id == team_id)
    column = next(at for at, period in enumerate(found.periods) if period.code == code)
    return found.cells[row][column]


def test_the_board_ends_with_the_running_period(furnished: Workspace) -> None:
    found = shown(furnished)
    assert len(found.periods) == PERIODS
    assert (found.periods[0].code, found.periods[-1].code) == ("2025-03", "2026-02")
    names = [call.team.name for call in found.calls]
    assert names == sorted(names, key=str.casefold)


def test_cells_count_what_is_there_and_what_is_due(furnished: Workspace) -> None:
    one = shown(furnished, 1)
    assert cell(one, 1, "2025-06") == Cell(told=1, due=1, missing=0)
    assert cell(one, 1, "2026-01") == Cell(told=0, due=1, missing=1)
    assert cell(one, 1, "2026-02") == Cell(told=0, due=0, missing=0)  # still running
    before = shown(furnished, 1, dt.date(2026, 2, 9))
    assert cell(before, 1, "2026-01") == Cell(told=0, due=0, missing=0)  # due on the 10th
    enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN + 12, text="3/4")])
    assert cell(shown(furnished, 1), 1, "2026-01") == Cell(told=1, due=1, missing=0)
    assert cell(shown(furnished, 1, dt.date(2026, 2, 9)), 1, "2026-01") == Cell(told=1, due=0, missing=0)


def test_no_cases_is_a_report(furnished: Workspace) -> None:
    enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN + 12, text="0/0")])
    assert cell(shown(furnished, 1), 1, "2026-01").missing == 0


def test_who_left_is_not_asked_any_more(furnished: Workspace) -> None:
    left = furnished.rows(Team)[3]
    assert left.left is not None
    month = f"{left.left:%Y-%m}"
    found = shown(furnished, 1)
    after = [one.code for one in found.periods if one.code > month]
    assert after
    assert all(cell(found, 3, code).due == 0 for code in after)


def test_the_board_agrees_with_the_list_of_the_overdue(furnished: Workspace) -> None:
    found = shown(furnished)
    late = {one.team.id: len(one.missing) for one in overview.overdue(furnished, TODAY)}
    for at, call in enumerate(found.calls):
        assert found.cells[at][-2].missing == late.get(call.team.id, 0)
        assert found.missing(at) == sum(len(lacking) for _, lacking in missing_of(furnished, found, at))


def test_the_call_list_names_coach_phone_and_what_is_missing(furnished: Workspace) -> None:
    def people(writer) -> None:  # type: ignore[no-untyped-def]
        coach = writer.add(Person(name="Grace Odanyo", phone="0700 1"))
        writer.put(replace(furnished.rows(Team)[1], coach_id=coach.id))
        leader = writer.add(Person(name="Ruth", phone="0700 2"))
        silent = writer.add(Person(name="Sam"))
        writer.add(TeamPerson(team_id=1, person_id=silent.id, role="leader"))
        writer.add(TeamPerson(team_id=1, person_id=leader.id, role="member"))

    furnished.transact("People", people)
    found = shown(furnished, 1)
    lines = [
        line.split("\t") for line in call_list(furnished, found, range(len(found.calls)), EN).split("\n")
    ]
    assert lines[0] == ["Coach", "Coach's phone", "Team", "District", "Contact", "Phone", "Missing"]
    assert lines[1][:3] == ["Grace Odanyo", "0700 1", furnished.rows(Team)[1].name]
    assert lines[1][4:6] == ["Ruth", "0700 2"]
    indicator = furnished.rows(Indicator)[1].name
    assert lines[1][6].endswith(f"Jan 2026: {indicator}")
    assert all(line[6] for line in lines[1:])
    whole = shown(furnished)
    text = call_list(furnished, whole, range(len(whole.calls)), EN)
    assert "Jan 2026: everything" in text


def test_each_period_type_has_a_board_of_its_own(furnished: Workspace) -> None:
    assert period_types(furnished)[0] == "month"
    assert board(furnished, "week:1", TODAY) is None or "week:1" in period_types(furnished)


def test_without_teams_or_numbers_there_is_an_empty_board(furnished: Workspace) -> None:
    assert board(furnished, "month", TODAY, 999) is None
