"""Who has not reported, and what is new."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.models.measures import Indicator
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.overview import news, overview
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace
from tests.services.conftest import BASELINE, JAN


def test_who_has_not_reported_is_named_until_they_leave(furnished: Workspace) -> None:
    late = overview.overdue(furnished, dt.date(2026, 2, 15))
    assert {(row.team.name, row.period.code) for row in late} == {
        ("Tolveni HC IV", "2026-01"),
        ("Mashiru HC III", "2026-01"),
    }
    assert late[0].coach == "Grace" or late[1].coach == "Grace"
    assert overview.overdue(furnished, dt.date(2026, 2, 5))[0].period.code == "2025-12"  # due on the 10th
    whole = overview.completeness(furnished, dt.date(2026, 1, 15))
    assert (whole.reported, whole.expected) == (3, 6)


def test_a_new_signal_is_one_that_the_last_month_made(furnished: Workspace) -> None:
    indicators.set_baseline(furnished, 1, BASELINE)
    found = news.new_signals(furnished, dt.datetime.now(), 5)  # the file is younger than a week
    assert [(one.team.id, one.indicator.id) for one in found.shown] == [(1, 1)]
    observations.enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN + 12, text="10/20")])
    assert news.new_signals(furnished, dt.datetime.now(), 5).count == 0


@pytest.mark.parametrize(("day", "due"), [(9, "2025-12"), (10, "2026-01")])
def test_a_months_number_is_due_on_the_tenth_of_the_next(furnished: Workspace, day: int, due: str) -> None:
    assert overview.due_period(furnished.rows(Indicator)[1], dt.date(2026, 2, day)).code == due
