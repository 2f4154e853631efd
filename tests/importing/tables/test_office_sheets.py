"""Sheets as offices keep them: coded forms, teams over indicators, sub-totals called after a team, weeks with days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from collabdesk.importing import read, understand
from collabdesk.importing.result import Understanding


def _kinds(found: Understanding) -> list[str]:
    return [question.kind for question in found.questions]


def _read(path: Path, answers: dict[str, str] | None = None) -> Understanding:
    return understand(read(path), None, answers)


def test_a_form_of_coded_lines_under_a_labelled_line(workbook: Any, values: Any) -> None:
    rows = [
        ["HMIS 105 Monthly report"], ["Health unit", "Oruba HC III", None, "Month", "March 2026"], [],
        ["2.1 ANTENATAL"], ["A1", "ANC 1st visit", 20], ["A2", "ANC 4th visit", 10], ["2.2 MATERNITY"],
        ["M1", "Deliveries", 8], ["M2", "Live births", 8],
    ]  # fmt: skip
    found = _read(workbook({"HMIS 105": rows}))
    assert values(found) == {
        ("Oruba HC III", "ANC 1st visit", "2026-03"): 20, ("Oruba HC III", "ANC 4th visit", "2026-03"): 10,
        ("Oruba HC III", "Deliveries", "2026-03"): 8, ("Oruba HC III", "Live births", "2026-03"): 8,
    }  # fmt: skip


def test_quarters_between_months_do_not_turn_the_year(workbook: Any) -> None:
    rows = [
        ["PMTCT 2025"], ["Facility", "Jan", "Feb", "Mar", "Q1", "Apr", "May", "Jun", "Q2"],
        ["Oruba HC", 1, 2, 3, 6, 4, 5, 6, 15], ["Tolve HC", 2, 2, 2, 6, 1, 1, 1, 3],
    ]  # fmt: skip
    found = _read(workbook({"PMTCT": rows}), {"year missing: year 2025": "2025"})
    assert {item.period.code for item in found.observations} == {f"2025-0{month}" for month in range(1, 7)}


def test_months_that_run_into_the_next_year_still_do(understood: Any) -> None:
    found = understood(
        "Births 2025/26\nFacility,Oct,Nov,Dec,Jan\nOruba HC,1,2,3,4\n",
        answers={"year missing: year 2025": "2025"},
    )
    assert {item.period.code for item in found.observations} == {"2025-10", "2025-11", "2025-12", "2026-01"}


@pytest.mark.parametrize("name", ["Oruba HC Total", "Total Oruba HC"])
def test_sub_totals_named_after_a_team_are_asked_about_once(understood: Any, name: str) -> None:
    other = name.replace("Oruba", "Tolve")
    text = (
        f"Facility,Month,OPD\nOruba HC,January 2026,100\nOruba HC,February 2026,120\n{name},February 2026,220\n"
        f"Tolve HC,January 2026,50\nTolve HC,February 2026,60\n{other},February 2026,110\n"
    )
    (question,) = understood(text).questions
    assert (question.kind, question.proposed) == ("total or team", "leave out")
    found = understood(text, answers={question.id: "leave out"})
    assert [item.value for item in found.observations] == [100, 120, 50, 60]


def test_an_average_of_a_place_is_asked_about(workbook: Any) -> None:
    rows = [
        ["Births"],
        ["Ward", "Jan 2026", "Feb 2026"],
        ["Ward A", 5, 6],
        ["Ward B", 4, 5],
        ["Hospital average", 4, 5],
    ]
    (question,) = _read(workbook({"S": rows})).questions
    assert question.kind == "total or team"


def test_days_under_numbered_weeks_are_no_indicators(workbook: Any) -> None:
    rows = [
        ["Malaria surveillance 2026"], ["Facility", "Epi week 1", "Epi week 2"],
        [None, "29 Dec - 4 Jan", "5 - 11 Jan"], ["Oruba HC", 10, 12], ["Tolve HC", 3, 5],
    ]  # fmt: skip
    found = _read(workbook({"Malaria": rows}), {"year missing: year 2026": "2026"})
    assert {(item.indicator, item.period.code) for item in found.observations} == {
        ("Malaria surveillance", "2026-W01"), ("Malaria surveillance", "2026-W02"),
    }  # fmt: skip


def test_a_title_says_that_dates_end_their_weeks(workbook: Any) -> None:
    dates = [(dt.date(2026, 1, day), "dd/mm/yyyy") for day in (3, 10, 17)]
    rows = [["ILI cases by week ending"], ["Site", *dates], ["Oruba HC", 4, 5, 6], ["Tolve HC", 1, 2, 3]]
    found = _read(workbook({"S": rows}))
    assert found.questions == ()
    assert {item.period.code for item in found.observations} == {"2026-W01", "2026-W02", "2026-W03"}


def test_teams_over_indicators_side_by_side(workbook: Any, values: Any) -> None:
    rows = [
        ["Oruba HC", None, None, None, "Tolve HC", None, None],
        ["Month", "Births", "CS", None, "Month", "Births", "CS"],
        [dt.date(2026, 1, 1), 10, 2, None, dt.date(2026, 1, 1), 5, 1],
        [dt.date(2026, 2, 1), 12, 3, None, dt.date(2026, 2, 1), 6, 0],
    ]
    found = _read(workbook({"S": rows}, merged={"S": ["A1:C1", "E1:G1"]}))
    assert values(found)[("Tolve HC", "CS", "2026-02")] == 0
    assert {team for team, _, _ in values(found)} == {"Oruba HC", "Tolve HC"}
    assert found.questions == ()


def test_teams_across_beside_a_column_of_areas(workbook: Any, values: Any) -> None:
    rows = [
        ["Collaborative data April 2026"], ["Area", "Indicator", "Oruba HC", "Tolve HC"],
        ["Maternal", "Births", 8, 5], [None, "Caesareans", 1, 0], ["Newborn", "Resuscitated", 2, 1],
    ]  # fmt: skip
    found = _read(workbook({"S": rows}, merged={"S": ["A3:A4"]}))
    assert values(found)[("Tolve HC", "Caesareans", "2026-04")] == 0
    assert {team for team, _, _ in values(found)} == {"Oruba HC", "Tolve HC"}


def test_a_month_with_a_word_among_two_cells_stays_a_month(understood: Any) -> None:
    found = understood("Births\nFacility,Jan 2026,Feb 2026\nOruba HC,5,late\nTolve HC,3,7\n")
    assert {item.cell: item.value for item in found.observations} == {"B3": 5, "B4": 3, "C4": 7}
    assert [item.cell for item in found.problems] == ["C3"]


def test_names_with_numerator_and_denominator_behind_them(understood: Any) -> None:
    found = understood(
        "Indicator,Jan 2026,Feb 2026\n% of women with partograph (numerator),8,9\n"
        "% of women with partograph (denominator),10,10\n"
    )
    assert [(item.indicator, item.numerator, item.denominator) for item in found.observations] == [
        ("% of women with partograph", 8, 10), ("% of women with partograph", 9, 10),
    ]  # fmt: skip
    assert "unknown indicator of the table" not in _kinds(found)
