"""A session's agenda, invitations, attendance and evaluation."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import AgendaDay, AgendaItem, Attendance, Evaluation, Invitation, Session
from collabdesk.models.places import Person, TeamPerson
from collabdesk.services.sessions import agenda, attendance, evaluations, invitations, meetings
from collabdesk.services.sessions.agenda import Typed
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump


def lines(workspace: Workspace, session_id: int = 1) -> list[tuple[int, str, str, str]]:
    return [(one.day, one.begins, one.ends, one.item.topic) for one in agenda.agenda(workspace, session_id)]


@pytest.fixture
def day(furnished: Workspace) -> Workspace:
    for topic, minutes in (("Welcome", 30), ("Charts", 60), ("Tea", 15)):
        agenda.save_line(furnished, 1, None, Typed(topic=topic, minutes=minutes))
    return furnished


def key_of(workspace: Workspace, topic: str) -> int:
    return next(one.item.id for one in agenda.agenda(workspace, 1) if one.item.topic == topic)


def test_times_follow_from_durations(day: Workspace) -> None:
    assert lines(day) == [
        (1, "08:30", "09:00", "Welcome"),
        (1, "09:00", "10:00", "Charts"),
        (1, "10:00", "10:15", "Tea"),
    ]
    agenda.save_line(day, 1, key_of(day, "Charts"), Typed(topic="Charts", minutes=45, speaker=" Ama "))
    assert [line[1] for line in lines(day)] == ["08:30", "09:00", "09:45"]
    stored = {item.topic: (item.at, item.position) for item in day.rows(AgendaItem).values()}
    assert stored == {"Welcome": ("08:30", 1), "Charts": ("09:00", 2), "Tea": ("09:45", 3)}


def test_moving_a_line_keeps_the_day_s_beginning(day: Workspace) -> None:
    before = dump(day.store)
    agenda.move(day, 1, [key_of(day, "Tea")], -1)
    assert [line[1:] for line in lines(day)] == [
        ("08:30", "09:00", "Welcome"),
        ("09:00", "09:15", "Tea"),
        ("09:15", "10:15", "Charts"),
    ]
    day.undo()
    assert dump(day.store) == before
    agenda.move(day, 1, [key_of(day, "Welcome")], -1)  # it is the first already
    assert [line[3] for line in lines(day)] == ["Welcome", "Charts", "Tea"]
    agenda.move(day, 1, [key_of(day, "Welcome"), key_of(day, "Charts")], 1)
    assert [line[3] for line in lines(day)] == ["Tea", "Welcome", "Charts"]
    assert lines(day)[0][1] == "08:30"


def test_a_second_day_begins_at_its_own_time(day: Workspace) -> None:
    agenda.save_line(day, 1, None, Typed(topic="Again", minutes=20, day=2, at="9.15"))
    agenda.save_line(day, 1, None, Typed(topic="Plans", minutes=40))
    assert lines(day)[3:] == [(2, "09:15", "09:35", "Again"), (2, "09:35", "10:15", "Plans")]
    agenda.move(day, 1, [key_of(day, "Plans")], -1)
    assert lines(day)[3:] == [(2, "09:15", "09:55", "Plans"), (2, "09:55", "10:15", "Again")]
    agenda.remove_lines(day, 1, [key_of(day, "Plans")])
    assert lines(day)[3:] == [(2, "09:15", "09:35", "Again")]
    agenda.save_line(day, 1, key_of(day, "Again"), Typed(topic="Again", minutes=20))
    assert lines(day)[3:] == [(1, "10:15", "10:35", "Again")]  # it no longer opens a day
    assert day.rows(AgendaDay) == {}


def test_removing_the_first_line_keeps_the_beginning(day: Workspace) -> None:
    agenda.save_line(day, 1, key_of(day, "Welcome"), Typed(topic="Welcome", minutes=30, day=1, at="08:00"))
    agenda.remove_lines(day, 1, [key_of(day, "Welcome")])
    assert lines(day)[0][1:] == ("08:00", "09:00", "Charts")


def test_an_agenda_is_taken_over(day: Workspace) -> None:
    mine = day.collaborative.id
    second = meetings.save_session(day, Session(collaborative_id=mine, number=2, starts=dt.date(2025, 11, 4)))
    agenda.copy_from(day, second.id, 1)
    assert lines(day, second.id) == lines(day)
    third = meetings.save_session(day, Session(collaborative_id=mine, number=3, starts=dt.date(2026, 3, 4)))
    with pytest.raises(UserFacingError, match="no agenda"):
        agenda.copy_from(day, 1, third.id)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Typed(topic=" ", minutes=5), "Say what"),
        (Typed(topic="A", minutes=0), "between 1 minute"),
        (Typed(topic="A", minutes=5, day=1, at="25:00"), "no time of day"),
        (Typed(topic="A", minutes=5, day=0), "counted from 1"),
    ],
)
def test_a_line_that_cannot_be(furnished: Workspace, wrong: Typed, said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        agenda.save_line(furnished, 1, None, wrong)
    assert furnished.rows(AgendaItem) == {}


def test_clocks() -> None:
    assert [agenda.read_clock(text) for text in ("8:30", "08.30", "8h05", "23:59")] == [
        "08:30",
        "08:30",
        "08:05",
        "23:59",
    ]
    assert agenda.later("23:50", 20) == "00:10"


@pytest.fixture
def people(furnished: Workspace) -> Workspace:
    def write(writer):  # type: ignore[no-untyped-def]
        for name in ("Ama", "Ben"):
            person = writer.add(Person(name=name, phone="0700"))
            writer.add(TeamPerson(team_id=1, person_id=person.id))

    furnished.transact("People", write)
    return furnished


def test_all_teams_are_invited_by_their_people(people: Workspace) -> None:
    assert invitations.invite_teams(people, 1) == 5  # Ama, Ben, two teams without people, one coach
    rows = invitations.invitations(people, 1)
    assert [(row.name, row.team.name if row.team else "") for row in rows] == [
        ("Grace", ""),
        ("Mashiru HC III", "Mashiru HC III"),
        ("Petro Hill Clinic", "Petro Hill Clinic"),
        ("Ama", "Tolveni HC IV"),
        ("Ben", "Tolveni HC IV"),
    ]
    assert rows[3].phone == "0700"
    assert invitations.invite_teams(people, 1) == 0
    people.undo()
    assert people.rows(Invitation) == {}


def test_invitations_are_sent_and_answered(people: Workspace) -> None:
    invitations.invite_teams(people, 1)
    ids = [row.invitation.id for row in invitations.invitations(people, 1)]
    invitations.mark(people, ids[:2], sent=dt.date(2025, 6, 1))
    invitations.mark(people, ids[:1], answer=invitations.YES)
    rows = invitations.invitations(people, 1)
    assert [(row.invitation.sent, row.invitation.answer) for row in rows[:3]] == [
        (dt.date(2025, 6, 1), "yes"),
        (dt.date(2025, 6, 1), ""),
        (None, ""),
    ]
    with pytest.raises(UserFacingError, match="who is invited"):
        invitations.save_invitation(people, Invitation(session_id=1, name=" "))
    invitations.remove_invitations(people, ids)
    assert invitations.invitations(people, 1) == []


def here(workspace: Workspace) -> dict[int, tuple[bool | None, int]]:
    return {row.team.id: (row.present, row.count) for row in attendance.of_session(workspace, 1)}


def test_attendance_by_team_is_one_edit(furnished: Workspace) -> None:
    assert here(furnished) == {1: (None, 0), 2: (None, 0), 3: (None, 0)}
    attendance.write_teams(furnished, 1, {1: True, 2: False})
    assert here(furnished) == {1: (True, 1), 2: (False, 0), 3: (None, 0)}
    attendance.write_teams(furnished, 1, {1: None, 2: True, 3: True})
    assert here(furnished) == {1: (None, 0), 2: (True, 1), 3: (True, 1)}
    furnished.undo()
    assert here(furnished) == {1: (True, 1), 2: (False, 0), 3: (None, 0)}
    assert len(furnished.rows(Attendance)) == 2


def test_names_on_the_sheet(people: Workspace) -> None:
    ama = attendance.people_of(people, 1)[0]
    attendance.write_people(people, 1, 1, ["Chipo", " ", "Chipo"], [ama.id])
    row = attendance.of_session(people, 1)[2]
    assert (row.present, row.people, row.count) == (True, ("Ama", "Chipo"), 2)
    attendance.write_teams(people, 1, {1: True})  # names stay
    assert attendance.of_session(people, 1)[2].people == ("Ama", "Chipo")
    assert len(people.rows(Attendance)) == 2
    attendance.write_people(people, 1, 1, [], [])
    assert attendance.of_session(people, 1)[2].present is False
    attendance.write_teams(people, 1, {1: None})
    assert people.rows(Attendance) == {}


def test_a_team_that_left_before_is_not_expected(furnished: Workspace) -> None:
    mine = furnished.collaborative.id
    later = meetings.save_session(
        furnished, Session(collaborative_id=mine, number=2, starts=dt.date(2025, 11, 4))
    )
    assert [team.id for team in attendance.expected_teams(furnished, later)] == [2, 1]
    attendance.write_teams(furnished, later.id, {1: True, 2: False})
    attendance.write_teams(furnished, 1, {1: True})
    held, found = attendance.over_sessions(furnished)
    assert [session.id for session in held] == [1, later.id]
    assert found == {1: {1: True, later.id: True}, 2: {later.id: False}}


def test_the_evaluation_counts_marks(furnished: Workspace) -> None:
    evaluations.begin(furnished, 1, ["Useful?", "Enough time?"])
    evaluations.begin(furnished, 1, ["Useful?"])
    rows = evaluations.evaluations(furnished, 1)
    assert [row.evaluation.question for row in rows] == ["Useful?", "Enough time?"]
    assert rows[0].high is None
    known = rows[0].evaluation
    marks = Evaluation(**{**vars(known), "ones": 1, "threes": 2, "fours": 3, "fives": 4})
    evaluations.save(furnished, marks)
    row = evaluations.evaluations(furnished, 1)[0]
    assert (row.answers, row.high, row.low) == (10, 70.0, 1)
    with pytest.raises(UserFacingError, match="below zero"):
        evaluations.save(furnished, Evaluation(**{**vars(known), "ones": -1}))
    with pytest.raises(UserFacingError, match="question"):
        evaluations.save(furnished, Evaluation(session_id=1, question=""))
    evaluations.remove(furnished, [known.id])
    assert len(evaluations.evaluations(furnished, 1)) == 1
