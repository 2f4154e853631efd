"""Weeks: which week a date stands for, weeks that a bulletin doesn't number, sums that run on beside them."""

from __future__ import annotations

from typing import Any

import pytest

from collabdesk.importing.result import Understanding
from collabdesk.importing.times.period_text import decides, read_period


def _asked(found: Understanding) -> dict[str, str | None]:
    return {question.kind: question.proposed for question in found.questions}


def _dates(heading: str, days: tuple[str, ...]) -> str:
    return f"{heading},Facility,Births\n" + "".join(f"{day},Oruba HC,4\n" for day in days)


FRIDAYS = ("2021-06-04", "2021-06-11", "2021-06-18")


@pytest.mark.parametrize(
    ("days", "proposed", "week"),
    [
        (FRIDAYS, "week ending", "2021-W22"),
        (("2021-06-06", "2021-06-13"), "week ending", "2021-W22"),  # Sundays
        (("2021-06-02", "2021-06-09"), "week beginning", "2021-W22"),  # Wednesdays
    ],
)
def test_a_week_that_neither_ends_nor_begins_is_asked_about_once(
    understood: Any, days: tuple[str, ...], proposed: str, week: str
) -> None:
    found = understood(_dates("Week", days))
    assert _asked(found) == {"week of a date": proposed}
    assert min(item.period.code for item in found.observations) == week
    assert not any(item.confirmed for item in found.observations)


@pytest.mark.parametrize(
    ("answer", "week"), [("week ending", "2021-W22"), ("week beginning", "2021-W23"), ("week holding", "2021-W22")]
)  # fmt: skip
def test_the_answer_holds_for_all_dates_of_the_file(understood: Any, answer: str, week: str) -> None:
    found = understood(_dates("Week", FRIDAYS), answers={"week of a date: the week of a date": answer})
    assert found.questions == ()
    assert min(item.period.code for item in found.observations) == week


@pytest.mark.parametrize("days", [("2021-06-07", "2021-06-14"), ("2021-06-04", "2021-06-07", "2021-06-15")])
def test_mondays_and_mixed_days_are_no_question(understood: Any, days: tuple[str, ...]) -> None:
    found = understood(_dates("Week", days))
    assert found.questions == ()
    assert all(item.period.code.startswith("2021-W2") for item in found.observations)


def test_dates_a_week_apart_ask_which_week_in_the_same_question(understood: Any) -> None:
    text = "Weekly malaria cases\nFacility,05/03/2021,12/03/2021,19/03/2021\nOruba HC,5,6,7\n"
    (question,) = understood(text).questions
    assert [choice.value for choice in question.choices] == ["week ending", "week beginning", "month", "day"]
    found = understood(text, answers={question.id: "week beginning"})
    assert [item.period.code for item in found.observations] == ["2021-W10", "2021-W11", "2021-W12"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Week ending 7/3/2025", "2025-W10"),
        ("w/e 2025-03-09", "2025-W10"),
        ("w/c 2025-03-09", "2025-W11"),
        ("Semaine du 10/3/2025", "2025-W11"),
        ("week beginning 2025-03-10", "2025-W11"),
    ],
)
def test_a_heading_that_says_which_week(text: str, code: str) -> None:
    reading = read_period(text, expected=True)
    assert reading is not None
    assert code in {period.code for period in (reading.period, reading.other) if period}


def test_a_date_behind_the_word_tells_the_order_of_day_and_month() -> None:
    assert decides("Week ending 25/03/2025") == "day first"


def test_a_week_of_a_date_is_asked_about_in_headings_too(understood: Any) -> None:
    found = understood("Births\nFacility,Week of 2025-03-07,Week of 2025-03-14\nOruba HC,5,6\n")
    assert _asked(found) == {"week of a date": "week ending"}


BULLETIN = "Boletin,,,,\nENTIDAD,2025,,2026,\n,Sem.,Acum.,Sem.,Acum.\nOruba,3,20,5,31\nTolve,1,9,2,12\n"


def test_a_week_without_its_number_is_not_the_year(understood: Any) -> None:
    found = understood(BULLETIN)
    assert _asked(found)["week missing"] is None
    assert found.observations == ()
    answered = understood(BULLETIN, answers={"week missing: week of the table": "12"})
    assert {(item.team, item.period.code, item.value) for item in answered.observations} == {
        ("Oruba", "2025-W12", 3), ("Oruba", "2026-W12", 5), ("Tolve", "2025-W12", 1), ("Tolve", "2026-W12", 2),
    }  # fmt: skip


def test_a_title_numbers_the_week(understood: Any) -> None:
    found = understood(BULLETIN.replace("Boletin", "Boletin semana 14 2026"))
    assert {item.period.code for item in found.observations} == {"2025-W14", "2026-W14"}
    assert "week missing" not in _asked(found)


def test_a_heading_numbers_the_week_below_its_year(understood: Any) -> None:
    found = understood(BULLETIN.replace("Sem.", "Sem. 12"))
    assert {item.period.code for item in found.observations} == {"2025-W12", "2026-W12"}
    assert {item.cell[0] for item in found.observations} == {"B", "D"}


def test_years_under_one_heading(understood: Any) -> None:
    found = understood(
        "Bulletin\nMaladie,Sem.,\n,2014,2013\nCholéra,5,3\nRougeole,12,9\n",
        answers={
            "week missing: week of the table": "7",
            "unknown team of the table: team of the table": "Oruba",
        },
    )
    assert {(item.indicator, item.period.code, item.value) for item in found.observations} == {
        ("Choléra", "2014-W07", 5), ("Choléra", "2013-W07", 3),
        ("Rougeole", "2014-W07", 12), ("Rougeole", "2013-W07", 9),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("März 2025", "2025-03"), ("Mrz 2025", "2025-03"), ("Dezember 2025", "2025-12"), ("gennaio 2025", "2025-01"),
        ("Mag 2025", "2025-05"), ("maart 2025", "2025-03"), ("Machi 2025", "2025-03"), ("Agosti 2025", "2025-08"),
        ("Desemba 2024", "2024-12"), ("Maret 2025", "2025-03"), ("Septambra 2025", "2025-09"),
    ],
)  # fmt: skip
def test_months_of_more_languages(text: str, code: str) -> None:
    reading = read_period(text)
    assert reading is not None
    assert reading.period is not None
    assert reading.period.code == code


@pytest.mark.parametrize("text", ["Gen 12", "Mac 3", "Mag", "Lug 2"])
def test_short_names_of_more_languages_need_a_year(text: str) -> None:
    assert read_period(text) is None
