"""The calendar: sessions and the action periods between them."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import ActionPeriod, Session, SessionKind
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace

DAY = dt.date(2025, 7, 14)


def test_action_periods_follow_the_sessions(furnished: Workspace) -> None:
    second = Session(collaborative_id=1, number=2, starts=dt.date(2025, 11, 4), ends=dt.date(2025, 11, 5))
    meetings.save_session(furnished, second)
    spans = [(one.name, one.starts, one.ends) for one in meetings.action_periods(furnished)]
    assert spans[0] == ("AP1", dt.date(2025, 7, 9), dt.date(2025, 11, 3))
    assert spans[1][:2] == ("AP2", dt.date(2025, 11, 6))
    meetings.remove_session(furnished, meetings.by_number(furnished, 2).id)
    assert len(furnished.rows(ActionPeriod)) == 1
    furnished.undo()
    assert len(furnished.rows(ActionPeriod)) == 2


def test_sessions_are_found_by_number_and_refused_twice(furnished: Workspace) -> None:
    with pytest.raises(UserFacingError, match="the calendar has: 1"):
        meetings.by_number(furnished, 7)
    with pytest.raises(UserFacingError, match="learning session 1 already"):
        meetings.save_session(furnished, Session(collaborative_id=1, number=1, starts=DAY))
    with pytest.raises(UserFacingError, match="ends before"):
        meetings.save_session(
            furnished, Session(collaborative_id=1, number=2, starts=DAY, ends=dt.date(2025, 1, 1))
        )
    prework = Session(collaborative_id=1, kind=SessionKind.PREWORK, name="Visits", starts=dt.date(2025, 2, 1))
    meetings.save_session(furnished, prework)
    assert [meetings.short_name(one) for one in meetings.sessions(furnished)] == ["Visits", "LS1"]
    assert meetings.next_session(furnished, dt.date(2025, 3, 1)).number == 1
