"""A person says what a column, a row or a cell is, and the sheet is understood anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collabdesk.importing import fingerprint, memorable, read, understand
from collabdesk.importing.corrections import As, Correction, key_of_cell, key_of_column, key_of_row
from collabdesk.importing.grid import SheetGrid
from collabdesk.importing.result import Register, Role, Understanding

Understood = Callable[..., Understanding]
Values = Callable[[Understanding], dict[tuple[str, str, str], Any]]
PLAIN = "facility,month,indicator,numerator,denominator\n"


def why(found: Understanding, area: str) -> str:
    return next(str(item.why) for item in found.sheets[0].skipped if item.range == area)


def test_a_numerator_and_a_denominator_under_strange_headings(
    understood: Understood, values: Values, register: Register
) -> None:
    text = "facility,month,ANC4 seen,Eligible\nKisoro HC IV,2026-01,12,20\nRubaya HC III,2026-01,9,18\n"
    assert ("Kisoro HC IV", "ANC4 seen", "2026-01") in values(understood(text, register=register))
    answers = {
        "role: column “ANC4 seen”": "numerator",
        "role: column “Eligible”": "denominator",
        "unknown indicator: ANC4 seen": "ANC4",
    }
    found = understood(text, register=register, answers=answers)
    assert found.questions == ()
    assert set(values(found).values()) == {(12, 20), (9, 18)}
    assert {item.indicator_key for item in found.observations} == {1}


def test_a_column_that_was_set_aside_is_read_again(understood: Understood, values: Values) -> None:
    text = "facility,month,Deliveries,Total\nKisoro,2026-01,4,9\nRubaya,2026-01,6,13\n"
    before = understood(text)
    assert why(before, "D1:D3") == "totals or averages of the others"
    found = understood(text, answers={"role: column “Total”": "value"})
    assert values(found)["Kisoro", "Total", "2026-01"] == 9
    assert len(values(found)) == 4


def test_a_column_of_numbers_can_be_left_out(understood: Understood, values: Values) -> None:
    text = "facility,Jan-26,Feb-26,Mar-26\nKisoro,4,5,9\nRubaya,6,7,13\n"
    found = understood(text, answers={"role: D": "left out"})
    assert {period for _, _, period in values(found)} == {"2026-01", "2026-02"}


def test_a_total_row_that_is_a_team_and_a_team_that_is_a_total(
    understood: Understood, values: Values
) -> None:
    text = PLAIN + "Kisoro,2026-01,ANC4,12,20\nWhole of Rwera,2026-01,ANC4,30,40\n"
    found = understood(text, answers={"role: row “Whole of Rwera”": "left out"})
    assert list(values(found)) == [("Kisoro", "ANC4", "2026-01")]
    assert why(found, "A3:E3") == "left out by you"


def test_one_cell_can_be_left_out(understood: Understood, values: Values) -> None:
    text = "facility,Jan-26,Feb-26\nKisoro,4,5\nRubaya,6,7\n"
    found = understood(text, answers={"role: C3": "left out"})
    assert sorted(values(found).values()) == [4, 5, 6]
    assert why(found, "C3") == "left out by you"


def test_the_heading_is_where_the_person_says(understood: Understood, values: Values) -> None:
    text = "a,b,c\nx,y,z\nSite name,Period,Deliveries\nKisoro,2026-01,12\nRubaya,2026-02,9\n"
    found = understood(text, answers={"role: 3": "header"})
    assert found.sheets[0].header_rows == (3,)
    assert set(values(found).values()) == {12, 9}


def test_two_rows_of_heading_and_a_row_of_numbers_taken_for_one(
    understood: Understood, values: Values
) -> None:
    text = "facility,ANC,ANC\n,Jan-26,Feb-26\nKisoro,4,5\nRubaya,6,7\n"
    found = understood(text, answers={"role: 1": "header", "role: 2": "header"})
    assert found.sheets[0].header_rows == (1, 2)
    assert sorted(values(found).values()) == [4, 5, 6, 7]


def test_a_cell_names_the_team_the_month_or_the_indicator(understood: Understood, values: Values) -> None:
    text = "Ward Q,,March 2026,,\nDone,Seen\n12,20\n"
    answers = {
        "role: A1": "team", "role: C1": "period", "role: B2": "indicator",
        "role: 2": "header",
    }  # fmt: skip
    found = understood(text, answers=answers)
    assert {item.team for item in found.observations} == {"Ward Q"}
    assert {item.period.code for item in found.observations} == {"2026-03"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [("team", Role.TEAM), ("period", Role.PERIOD), ("indicator", Role.INDICATOR), ("note", Role.NOTE)],
)
def test_a_column_takes_the_role_that_it_is_given(understood: Understood, role: str, expected: Role) -> None:
    text = "w,x,month,count\nKisoro,Deliveries,2026-01,4\nRubaya,Deliveries,2026-01,6\n"
    found = understood(text, answers={"role: B": role})
    assert ("B2:B3", expected) in found.sheets[0].roles


def test_another_column_of_teams_replaces_the_one_that_was_found(
    understood: Understood, values: Values
) -> None:
    text = "facility,reporting post,month,count\nKisoro,Post 1,2026-01,4\nKisoro,Post 2,2026-01,6\n"
    found = understood(text, answers={"role: column “reporting post”": "team"})
    assert {item.team for item in found.observations} == {"Post 1", "Post 2"}


def test_corrections_hold_for_next_months_file(understood: Understood, tmp_path: Path) -> None:
    answers = {"role: column “Eligible”": "denominator", "role: D": "left out", "role: March!C7": "team"}
    assert memorable(answers) == answers
    before, after = tmp_path / "march.csv", tmp_path / "april.csv"
    before.write_text("facility,month,ANC4 seen,Eligible\nKisoro,2026-03,12,20\n")
    after.write_text("facility,month,ANC4 seen,Eligible\nKisoro,2026-04,13,21\n")
    assert fingerprint(read(before)) == fingerprint(read(after))


def test_answers_that_are_no_corrections_are_none() -> None:
    for key, value in (
        ("unknown team: C7", "team"),
        ("role: C7", "nonsense"),
        ("role: ", "team"),
        ("role: column “”", "team"),
    ):
        assert Correction.read(key, value) is None


GRID = SheetGrid(
    name="March",
    rows=[
        ["Report"],
        ["Site", "Given", "Given", "Jan-26"],
        ["Kisoro", 1, 2, 3],
        ["Sub total", 1, 2, 3],
        ["Q1", 9],
    ],
)


def test_keys_name_things_by_their_words_where_they_can() -> None:
    assert key_of_column(GRID, (2,), 0, several=True) == "role: column “Site”"
    assert key_of_column(GRID, (2,), 1, several=False) == "role: B"  # two columns have that heading
    assert (
        key_of_column(GRID, (2,), 3, several=True) == "role: March!D"
    )  # next month another month stands there
    assert key_of_row(GRID, 3, As.LEFT_OUT, several=True) == "role: row “Sub total”"
    assert key_of_row(GRID, 4, As.LEFT_OUT, several=True) == "role: March!5"
    assert key_of_row(GRID, 3, As.HEADER, several=False) == "role: 4"
    assert key_of_cell(GRID, 3, 1, several=True) == "role: March!B4"
    for key in ("role: column “Site”", "role: March!D", "role: 4", "role: March!B4"):
        assert Correction.read(key, "team") is not None
    placed = Correction.read("role: March!D", "left out")
    assert placed == Correction(role=As.LEFT_OUT, sheet="March", column=3)


def test_a_whole_sheet_is_left_out_or_read_although_it_is_hidden(
    workbook: Callable[..., Path], values: Values
) -> None:
    rows = [["facility", "month", "Deliveries"], ["Kisoro", "2026-01", 4], ["Rubaya", "2026-01", 6]]
    others = [["facility", "month", "Referrals"], ["Kisoro", "2026-01", 1], ["Rubaya", "2026-01", 2]]
    path = workbook({"Main": rows, "More": others}, hidden=["More"])
    book = read(path)
    assert sorted(values(understand(book)).values()) == [4, 6]
    assert sorted(values(understand(book, None, {"role: sheet “More”": "data"})).values()) == [1, 2, 4, 6]
    left = understand(book, None, {"role: sheet “Main”": "left out"})
    assert left.observations == ()
    assert why(left, "A1:C3") == "left out by you"
