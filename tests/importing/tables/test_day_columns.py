"""A daily register of one month: its days are added up once a person agrees, and never averaged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collabdesk.importing.result import Understanding

Understood = Callable[..., Understanding]
DAYS = range(1, 31)
HEAD = ",".join(map(str, DAYS))


def row(numbers: dict[int, str]) -> str:
    return ",".join(numbers.get(day, "") for day in DAYS)


@pytest.fixture
def register_sheet() -> str:
    births = row({day: str(day % 3) for day in DAYS})
    return f"Labour ward\nFacility: Kisoro HC IV\nMonth: April 2026\n\nIndicator,{HEAD},Total\nBirths,{births},30\n"


def test_the_days_are_asked_about_once_and_added_up(understood: Understood, register_sheet: str) -> None:
    found = understood(register_sheet)
    (question,) = found.questions
    assert (question.kind, question.proposed, question.cell) == ("days of a month", "add up", "B6")
    (open_one,) = found.observations
    assert not open_one.confirmed
    sure = understood(register_sheet, answers={question.id: "add up"})
    assert sure.questions == ()
    (one,) = sure.observations
    assert (one.team, one.indicator, one.period.code) == ("Kisoro HC IV", "Births", "2026-04")
    assert (one.value, one.confirmed) == (sum(day % 3 for day in DAYS), True)
    assert (one.cell, len(one.cells), one.cells[-1]) == ("B6", 30, "AE6")
    assert sure.sheets[0].layout == "days across"
    assert understood(register_sheet, answers={question.id: "leave out"}).observations == ()


def test_numerators_and_denominators_are_each_added_up_and_percentages_left_out(
    understood: Understood,
) -> None:
    text = (
        f"Facility,Month,Indicator,Measure,{HEAD}\n"
        f"Kisoro HC,2026-04,ANC,Num,{row({2: '1', 5: '2'})}\n"
        f"Kisoro HC,2026-04,ANC,Den,{row({2: '3', 5: '2', 9: '1'})}\n"
    )
    asked = understood(text).questions[0].id
    (one,) = understood(text, answers={asked: "add up"}).observations
    assert (one.numerator, one.denominator) == (3, 6)
    assert one.cells == ("F2", "I2", "F3", "I3", "M3")
    text = f"Kisoro HC - April 2026\n\nIndicator,{HEAD}\nRate,{row({2: '20%', 5: '40%', 9: '30%'})}\n"
    found = understood(text)
    assert found.observations == ()
    assert [(problem.kind, problem.cell) for problem in found.problems] == [("can't be added up", "C4")]


def test_numbers_one_to_twelve_and_ages_are_no_days(understood: Understood) -> None:
    head = ",".join(map(str, range(1, 13)))
    births = ",".join(map(str, range(25, 1, -2)))
    months = understood(f"2026\nSite,Indicator,{head}\nA,Births,{births}\n")
    assert {item.period.code[:4] for item in months.observations} == {"2026"}
    weeks = ",".join(map(str, range(1, 53)))
    found = understood(f"2026\nSite,Week,{weeks}\nA,Births,{weeks}\n")
    assert not any(question.kind == "days of a month" for question in found.questions)
