"""Lists of dates by team: the shapes that offices keep, what is asked, what is left out with its reason."""

from __future__ import annotations

import datetime as dt

import pytest

from collabdesk.importing import read_bytes
from collabdesk.importing.journals.event_lists import EventList, read_event_list
from collabdesk.importing.result import KnownTeam, Register

REGISTER = Register(
    teams=(
        KnownTeam(key=1, name="Alpha HC", code="A1"),
        KnownTeam(key=2, name="Beta Hospital", aliases=("Beta",)),
    )
)
TODAY = dt.date(2026, 11, 26)


def read(text: str, answers: dict[str, str] | None = None, team: int | None = None) -> EventList:
    return read_event_list(read_bytes(text.encode(), "list.csv"), REGISTER, answers, team=team, today=TODAY)


def found(made: EventList) -> list[tuple]:
    return [(one.team_key, one.day and one.day.isoformat(), one.note) for one in made.entries]


def test_teams_beside_dates_with_notes() -> None:
    made = read("Team,Date of death,Note\nAlpha HC,2026-03-04,PPH\nBeta,13/05/2026,\n,05/06/2026,sepsis\n")
    assert found(made) == [(1, "2026-03-04", "PPH"), (2, "2026-05-13", ""), (2, "2026-06-05", "sepsis")]
    assert (made.questions, made.problems) == ((), ())


def test_dates_under_each_teams_name() -> None:
    made = read("Alpha HC,Beta Hospital\n2026-01-04,2026-02-01\n2026-03-05,\n2026-03-05,\n")
    assert found(made) == [
        (1, "2026-01-04", ""),
        (1, "2026-03-05", ""),
        (1, "2026-03-05", ""),
        (2, "2026-02-01", ""),
    ]


def test_without_a_heading_and_without_a_team() -> None:
    assert found(read("Alpha HC\t4 Jan 2026\nBeta\t5 Feb 2026\n")) == [
        (1, "2026-01-04", ""),
        (2, "2026-02-05", ""),
    ]
    assert found(read("2026-01-04\n12 mars 2026\n", team=2)) == [(2, "2026-01-04", ""), (2, "2026-03-12", "")]
    made = read("2026-01-04\n2026-01-05\n")
    assert [(one.cell, one.kind) for one in made.problems] == [("A1", "no team"), ("A2", "no team")]


def test_an_order_of_day_and_month_is_asked_once() -> None:
    text = "Site,Fecha\nAlpha HC,03/04/2026\nAlpha HC,05/06/2026\n"
    made = read(text)
    (question,) = made.questions
    assert question.kind == "ambiguous date"
    assert [one.waits for one in made.entries] == [True, True]
    answers = {question.id: "2026-03"}  # 03/04 is the 4th of March
    assert [one[1] for one in found(read(text, answers))] == ["2026-03-04", "2026-05-06"]


def test_an_unknown_team_is_asked_about_and_can_be_left_out() -> None:
    text = "Team,Date\nGamma,2026-01-01\nAlpha HC,2026-01-02\nGamma,2026-01-03\n"
    (question,) = read(text).questions
    assert question.cells == ("A2", "A4")
    assert found(read(text, {question.id: "Beta Hospital"})) == [
        (2, "2026-01-01", ""),
        (1, "2026-01-02", ""),
        (2, "2026-01-03", ""),
    ]
    assert found(read(text, {question.id: "leave out"})) == [(1, "2026-01-02", "")]


@pytest.mark.parametrize(
    ("written", "kind", "why"),
    [
        ("March 2026", "not a date", "a month or a week"),
        ("1 Dec 2026", "future period", "still to come"),
        ("n/a", "not", "No date"),
        ("1899-12-31", "not a date", "too far back"),
    ],
)
def test_what_is_no_day_is_left_out_and_said(written: str, kind: str, why: str) -> None:
    made = read(f"Team,Date\nAlpha HC,{written}\nBeta,2026-01-02\n")
    assert found(made) == [(2, "2026-01-02", "")]
    (problem,) = made.problems
    assert problem.cell == "B2"
    assert kind in problem.kind
    assert why in str(problem.said)


def test_words_are_no_list() -> None:
    assert read("hello\nworld\n") == EventList(entries=(), questions=(), problems=())
