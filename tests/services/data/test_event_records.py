"""Events with dates of their own: recorded, corrected, removed, taken in from lists; and the t chart of them."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.charts.spec import Sign
from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Event, Indicator, IndicatorKind
from collabdesk.services.charts import matrix
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.data import completeness, event_records, observations
from collabdesk.services.data.event_records import NewEvent
from collabdesk.services.data.observations import Typed
from collabdesk.services.overview import overview
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

TODAY = dt.date(2026, 3, 1)


@pytest.fixture
def deaths(furnished: Workspace) -> int:
    """An indicator of the time between events."""
    made = Indicator(
        collaborative_id=furnished.collaborative.id,
        name="Days between maternal deaths",
        kind=IndicatorKind.TIME_BETWEEN,
    )
    return indicators.save_indicator(furnished, made).id


def record(workspace: Workspace, indicator_id: int, *days: str, team: int = 1) -> None:
    new = [NewEvent(team_id=team, happened=dt.date.fromisoformat(day), note=" seen ") for day in days]
    event_records.record(workspace, indicator_id, new, today=TODAY)


def told(workspace: Workspace, indicator_id: int, team: int | None = None) -> list[tuple]:
    rows = event_records.event_rows(workspace, indicator_id, team)
    return [(row.team, row.event.happened.isoformat(), row.days) for row in rows]


def test_what_is_recorded_stands_by_team_and_date(furnished: Workspace, deaths: int) -> None:
    record(furnished, deaths, "2026-02-11", "2026-01-01", "2026-02-11")
    record(furnished, deaths, "2025-12-24", team=2)
    assert told(furnished, deaths) == [
        ("Mashiru HC III", "2025-12-24", None),
        ("Tolveni HC IV", "2026-01-01", None),
        ("Tolveni HC IV", "2026-02-11", 41),
        ("Tolveni HC IV", "2026-02-11", 0),
    ]
    assert told(furnished, deaths, 2) == [("Mashiru HC III", "2025-12-24", None)]
    assert {event.note for event in furnished.rows(Event).values()} == {"seen"}
    furnished.undo()
    furnished.undo()
    assert told(furnished, deaths) == []
    furnished.redo()
    assert len(told(furnished, deaths)) == 3


@pytest.mark.parametrize(("day", "why"), [("2026-03-02", "still to come"), ("1926-01-01", "too far back")])
def test_a_day_that_cannot_be_is_refused_and_nothing_written(
    furnished: Workspace, deaths: int, day: str, why: str
) -> None:
    with pytest.raises(UserFacingError, match=why):
        record(furnished, deaths, "2026-01-01", day)
    assert told(furnished, deaths) == []


def test_correct_and_remove(furnished: Workspace, deaths: int) -> None:
    record(furnished, deaths, "2026-01-01", "2026-02-11")
    first, second = (row.event for row in event_records.event_rows(furnished, deaths))
    event_records.correct(
        furnished, first, NewEvent(team_id=2, happened=dt.date(2026, 1, 5), note="x"), today=TODAY
    )
    assert told(furnished, deaths) == [
        ("Mashiru HC III", "2026-01-05", None),
        ("Tolveni HC IV", "2026-02-11", None),
    ]
    event_records.remove(furnished, [second])
    assert told(furnished, deaths) == [("Mashiru HC III", "2026-01-05", None)]
    furnished.undo()
    furnished.undo()
    assert told(furnished, deaths)[0] == ("Tolveni HC IV", "2026-01-01", None)


LIST = "Team,Date,Note\nTolveni HC IV,2026-01-01,a\nTolveni HC IV,2026-01-01,b\nMashiru HC III,2026-02-02,\n"


def test_a_list_adds_what_is_not_recorded_yet(furnished: Workspace, deaths: int) -> None:
    record(furnished, deaths, "2026-01-01")
    made = event_records.draft(furnished, deaths, event_records.read_text(LIST), None, today=TODAY)
    assert str(made.said) == "2 new dates, 1 recorded already."
    assert event_records.take_in(furnished, made, today=TODAY) == 2
    assert [row[1:] for row in told(furnished, deaths)] == [
        ("2026-02-02", None),
        ("2026-01-01", None),
        ("2026-01-01", 0),
    ]
    again = event_records.draft(furnished, deaths, event_records.read_text(LIST), None, today=TODAY)
    assert again.fresh == ()
    with pytest.raises(UserFacingError, match="nothing to save"):
        event_records.take_in(furnished, again, today=TODAY)
    furnished.undo()
    assert len(told(furnished, deaths)) == 1


def test_nothing_is_saved_before_the_answers(furnished: Workspace, deaths: int) -> None:
    book = event_records.read_text("Team,Date\nNowhere,2026-01-01\nTolveni HC IV,2026-02-01\n")
    made = event_records.draft(furnished, deaths, book, None, today=TODAY)
    with pytest.raises(UserFacingError, match="Answer"):
        event_records.take_in(furnished, made, today=TODAY)
    answers = {made.found.questions[0].id: "leave out"}
    made = event_records.draft(furnished, deaths, book, None, answers, today=TODAY)
    assert event_records.take_in(furnished, made, today=TODAY) == 1


def test_the_chart_of_recorded_events(furnished: Workspace, deaths: int) -> None:
    record(furnished, deaths, "2026-01-01", "2026-01-11", "2026-02-10")
    (spec,) = SeriesDesk(furnished).team_charts([(deaths, 1)], chart="t")
    assert [point.y for point in spec.points if point.y is not None] == [10, 30]


def test_one_pasted_date_is_a_list(furnished: Workspace, deaths: int) -> None:
    made = event_records.draft(furnished, deaths, event_records.read_text("4 Jan 2026\n"), 2, today=TODAY)
    assert made.fresh == (NewEvent(team_id=2, happened=dt.date(2026, 1, 4)),)


def test_the_wall_shows_the_days_between_where_nothing_else_is_reported(
    furnished: Workspace, deaths: int
) -> None:
    assert SeriesDesk(furnished).signs(deaths)[1] is Sign.NOT_ENOUGH
    gaps = [10] * 7 + list(range(20, 28))
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=sum(gaps[:at])) for at in range(16)]
    record(furnished, deaths, *[day.isoformat() for day in days])
    (spec,) = SeriesDesk(furnished).team_charts([(deaths, 1)], scale=(0, 1))
    assert [point.y for point in spec.points] == gaps
    assert spec.y.high >= 20  # days have an axis of their own
    assert SeriesDesk(furnished).signs(deaths)[1] is spec.sign is Sign.IMPROVED
    furnished.undo()
    assert SeriesDesk(furnished).signs(deaths)[1] is Sign.NOT_ENOUGH
    record(furnished, deaths, "2025-01-01", "2025-01-11")
    observations.enter(furnished, [Typed(indicator_id=deaths, team_id=1, period=JAN, text="33")])
    (spec,) = SeriesDesk(furnished).team_charts([(deaths, 1)])
    assert [point.y for point in spec.points if point.y is not None] == [33]


def test_the_matrix_shows_the_days_between_and_since_the_last(furnished: Workspace, deaths: int) -> None:
    record(furnished, deaths, "2025-06-01", "2025-06-11", "2025-07-11", "2025-09-09", "2026-01-07")
    record(furnished, deaths, "2025-12-08", team=2)
    table = matrix.Matrix(furnished, TODAY)
    one = table.standing(deaths, 1)
    assert one is not None
    assert table.line(deaths, 1) == (10, 30, 60, 120)
    assert (one.baseline, one.latest, one.gain) == (30, 60, 30)
    assert (one.quiet_days, one.silent) == ((TODAY - dt.date(2026, 1, 7)).days, False)
    lonely = table.standing(deaths, 2)
    assert lonely is not None
    assert (lonely.latest, lonely.quiet_days) == (None, None)
    record(furnished, deaths, "2026-02-01")
    table.renew([(deaths, 1)])
    assert table.line(deaths, 1)[-1] == 25


def test_the_pooled_line_is_the_days_from_any_teams_event_to_the_next(
    furnished: Workspace, deaths: int
) -> None:
    record(furnished, deaths, "2025-06-01", "2025-07-01")
    record(furnished, deaths, "2025-06-11", "2025-08-10", team=2)
    desk = SeriesDesk(furnished)
    assert [point.y for point in desk.pooled_chart(deaths).points] == [10, 20, 40]
    assert "more teams make them fewer" in str(desk.pooled_chart(deaths).subtitle)
    assert [point.y for point in desk.pooled_chart(deaths, [2]).points] == [60]
    assert matrix.Matrix(furnished, TODAY).pooled(deaths)[1] == (10, 20, 40)
    observations.enter(furnished, [Typed(indicator_id=deaths, team_id=1, period=JAN, text="33")])
    assert [point.y for point in desk.pooled_chart(deaths).points if point.y is not None] == [33]


def test_nobody_is_called_about_the_months_of_dated_events(furnished: Workspace, deaths: int) -> None:
    def asked() -> set[int]:
        late = overview.overdue(furnished, TODAY)
        return {one.id for row in late for one in row.missing}

    shown = completeness.board(furnished, "month", TODAY)
    assert shown is not None
    assert deaths in asked()
    assert deaths in {one.id for one in shown.indicators}
    record(furnished, deaths, "2025-06-01")
    shown = completeness.board(furnished, "month", TODAY)
    assert shown is not None
    assert deaths not in asked()
    assert deaths not in {one.id for one in shown.indicators}
    observations.enter(furnished, [Typed(indicator_id=deaths, team_id=1, period=JAN, text="33")])
    assert deaths in asked()
