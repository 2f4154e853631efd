"""Lists of cases, one line each: their lines are counted, nothing of a patient is taken over."""

from __future__ import annotations

from typing import Any

import pytest

from collabdesk.importing.result import Understanding

CASES = (
    "case_id,Patient name,facility,Sex,Age,date_of_onset,date_admission,diagnosis,outcome\n"
    "C1,Ada Oru,Oruba HC,F,23,2025-01-03,2025-01-05,Severe malaria,discharged\n"
    "C2,Ben Tol,Oruba HC,M,31,2025-01-30,2025-02-02,Pneumonia,died\n"
    "C3,Cai Oru,Tolve HC,F,4,2025-02-03,2025-02-03,Malaria,discharged\n"
    "C4,Dia Oru,Oruba HC,F,40,2025-01-09,,Malaria,discharged\n"
)
LINES, DATE = "list of cases: lines of the table", "date of the cases: dates of the table"
WHICH = "unknown indicator of the table: indicator of the table"


def _kinds(found: Understanding) -> set[str]:
    return {question.kind for question in found.questions}


def test_a_list_of_cases_is_asked_about_before_it_is_counted(understood: Any) -> None:
    found = understood(CASES)
    assert {"list of cases", "date of the cases"} <= _kinds(found)
    assert found.sheets[0].layout == "list of cases"
    assert not any(item.confirmed for item in found.observations)


def test_its_lines_are_counted_by_team_and_month(understood: Any, values: Any) -> None:
    found = understood(CASES, answers={LINES: "month", DATE: "date_of_onset", WHICH: "Admissions"})
    assert values(found) == {
        ("Oruba HC", "Admissions", "2025-01"): 3,
        ("Tolve HC", "Admissions", "2025-02"): 1,
    }
    assert found.questions == ()
    assert found.observations[0].cells == ("F2", "F3", "F5")


def test_a_line_without_the_date_is_said_and_not_counted(understood: Any, values: Any) -> None:
    found = understood(CASES, answers={LINES: "month", DATE: "date_admission", WHICH: "Admissions"})
    assert values(found)[("Oruba HC", "Admissions", "2025-01")] == 1
    assert values(found)[("Oruba HC", "Admissions", "2025-02")] == 1
    assert ("G5", "date missing") in {(item.cell, item.kind) for item in found.problems}


def test_weeks_can_be_counted_too(understood: Any) -> None:
    found = understood(CASES, answers={LINES: "week", DATE: "date_of_onset", WHICH: "Admissions"})
    assert {item.period.code for item in found.observations} == {
        "2025-W01",
        "2025-W02",
        "2025-W05",
        "2025-W06",
    }


def test_nothing_of_a_patient_is_taken_over(understood: Any) -> None:
    found = understood(CASES)
    for item in found.observations:
        assert item.note is None
        assert "Ada" not in repr(item)


def test_the_preview_shows_what_is_counted(understood: Any) -> None:
    found = understood(CASES, answers={LINES: "month", DATE: "date_of_onset", WHICH: "Admissions"})
    sheet = found.sheets[0]
    assert {(area, role.value) for area, role in sheet.roles} >= {("C2:C5", "team"), ("F2:F5", "period")}
    assert "B2:B5" in {item.range for item in sheet.skipped}
    assert "C2:C5" not in {item.range for item in sheet.skipped}


def test_it_can_be_left_out_or_be_figures(understood: Any) -> None:
    assert understood(CASES, answers={LINES: "leave out"}).observations == ()
    assert understood(CASES, answers={LINES: "figures"}).sheets[0].layout == "long list"


def test_a_list_without_any_number_is_counted_as_well(understood: Any) -> None:
    text = "Name of patient,Sex,District,Date of notification,Outcome\n" + "".join(
        f"A{n},M,Oruba,2025-0{n}-10,Died\n" for n in (1, 2, 3, 4)
    )
    assert len(understood(text, answers={LINES: "month", WHICH: "Deaths"}).observations) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Facility,Sex,Age group,Month,Cases\nOruba,M,0-4,2025-01,5\nOruba,F,0-4,2025-01,6\nOruba,M,5+,2025-01,6\n",
        "District,Date,Diagnosis,Sex,Cases,Deaths\nOruba,2025-01-03,Cholera,M,5,0\nOruba,2025-01-04,Cholera,F,5,1\n"
        "Tolve,2025-01-04,Cholera,F,5,1\n",
        "Facility,Visit date,Correct,Reviewed,Result\nOruba,2025-01-03,8,10,good\nOruba,2025-02-03,8,10,good\n"
        "Tolve,2025-02-03,8,10,good\n",
    ],
)
def test_tables_of_figures_are_none(understood: Any, text: str) -> None:
    found = understood(text)
    assert "list of cases" not in _kinds(found)
    assert found.observations
