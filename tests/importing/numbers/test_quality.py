"""Numbers that look wrong are kept, and said with their cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from collabdesk.importing import read, read_bytes, understand
from collabdesk.importing.numbers import quality
from collabdesk.importing.result import Severity, Understanding

Understood = Callable[..., Understanding]
MONTHS = "Jan-26,Feb-26,Mar-26,Apr-26,May-26,Jun-26,Jul-26,Aug-26"


def warned(found: Understanding) -> dict[str, str]:
    return {problem.cell: problem.kind for problem in found.problems if problem.severity is Severity.WARNING}


def test_a_digit_too_many_is_said_and_kept(understood: Understood) -> None:
    found = understood(
        f"Deliveries\nFacility,{MONTHS}\nA HC,52,48,55,61,530,47,50,58\nB HC,52,48,55,61,90,47,50,58\n"
    )
    assert warned(found) == {"F3": "warning: jump"}
    assert next(item.value for item in found.observations if item.cell == "F3") == 530
    assert "47 to 61" in str(found.problems[0].said)


def test_a_digit_too_few_and_a_percentage_far_off(understood: Understood) -> None:
    low = understood(f"Deliveries\nFacility,{MONTHS}\nA HC,52,48,55,61,5,47,50,58\n")
    assert warned(low) == {"F3": "warning: jump"}
    rates = understood(f"Hand hygiene %\nFacility,{MONTHS}\nA HC,82%,80%,85%,81%,12%,84%,80%,83%\n")
    assert warned(rates) == {"F3": "warning: jump"}


def test_ordinary_ups_and_downs_are_not_said(understood: Understood) -> None:
    found = understood(f"Deliveries\nFacility,{MONTHS}\nA HC,12,0,25,8,31,4,19,40\nB HC,2,1,0,3,8,1,0,2\n")
    assert warned(found) == {}
    assert not quality.is_jump(500, [1, 2, 3], percent=False)


def test_the_same_number_four_times_and_a_month_sent_again(understood: Understood) -> None:
    stuck = understood(f"Deliveries\nFacility,{MONTHS}\nA HC,52,48,33,33,33,33,50,58\nB HC,0,0,0,0,0,0,0,0\n")
    assert warned(stuck) == {"G3": "warning: same number again"}
    again = understood(
        "Facility,Month,ANC,Births,Deaths\nA HC,2026-01,5,7,1\nA HC,2026-02,5,7,1\nA HC,2026-03,6,7,1\n"
        "B HC,2026-01,0,0,0\nB HC,2026-02,0,0,0\n"
    )
    assert warned(again) == {"C3": "warning: same month again"}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("return Feb 2026.csv", {"B2": "warning: other period than the name"}),
        ("return Jan 2026.csv", {}),
        ("x.csv", {}),
    ],
)
def test_a_january_sheet_in_the_february_file(
    understood: Understood, name: str, kinds: dict[str, str]
) -> None:
    assert warned(understood("Facility,Jan-26\nA HC,5\nB HC,7\n", name)) == kinds


def test_a_tab_that_names_another_month(workbook: Callable[..., Path]) -> None:
    rows = [
        ["Facility", "Indicator", "Month", "Value"],
        ["A HC", "Births", "Feb-26", 5],
        ["B HC", "Births", "Feb-26", 6],
    ]
    found = understand(read(workbook({"JAN 2026": rows, "FEB 2026": [rows[0]]})))
    assert warned(found) == {"D2": "warning: other period than the name"}


def test_a_month_that_has_not_begun_is_said_with_its_cell_and_kept() -> None:
    text = "Site,Month,Births\nA,2026-03,5\nA,2026-04,6\nA,2027-03,7\nA,2027-05,8\n"
    found = understand(read_bytes(text.encode(), "a.csv"), today=dt.date(2026, 3, 31))
    assert [item.period.code for item in found.observations] == ["2026-03", "2026-04", "2027-03"]
    said = {problem.cell: (problem.kind, problem.severity) for problem in found.problems}
    assert said == {
        "C3": ("warning: future month", Severity.WARNING), "C4": ("warning: future month", Severity.WARNING),
        "B5": ("future period", Severity.ERROR),
    }  # fmt: skip


def test_of_many_future_numbers_the_first_are_said_one_by_one_and_the_rest_are_counted() -> None:
    rows = "".join(f"Site {number},2026-05,{number}\n" for number in range(1, 41))
    found = understand(
        read_bytes(("Site,Month,Births\n" + rows).encode(), "a.csv"), today=dt.date(2026, 4, 30)
    )
    said = [str(problem.said) for problem in found.problems if problem.kind == "warning: future month"]
    assert len(found.observations) == 40
    assert len(said) == 31
    assert said[-1].startswith("10 more numbers")


def test_months_of_a_template_that_are_still_empty_are_not_spoken_of() -> None:
    text = "Site,Jan 2026,Feb 2026,Mar 2026,Dec 2026\nA,5,6,,\nB,7,8,,\n"
    found = understand(read_bytes(text.encode(), "a.csv"), today=dt.date(2026, 2, 28))
    assert len(found.observations) == 4
    assert not found.problems
