"""Workbooks as offices keep them: two rows of headings, marks of footnotes, sums among the parts, pairs of rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collabdesk.importing import read, understand
from collabdesk.importing.result import Understanding


def _kinds(found: Understanding) -> list[str]:
    return [question.kind for sheet in found.sheets for question in sheet.questions]


def _whys(found: Understanding) -> list[str]:
    return [str(item.why) for sheet in found.sheets for item in sheet.skipped]


def _read(path: Path, answers: dict[str, str] | None = None) -> Understanding:
    return understand(read(path), None, answers)


def test_small_n_is_over_large_n(workbook: Any, values: Any) -> None:
    rows = [
        ["Facility", "Jan 2025", None, None, "Feb 2025", None, None], [None, "n", "N", "%", "n", "N", "%"],
        ["Oruba HC", 4, 10, (0.4, "0%"), 5, 10, (0.5, "0%")], ["Tolve HC", 3, 9, (0.33, "0%"), 2, 8, (0.25, "0%")],
    ]  # fmt: skip
    found = _read(workbook({"Handwashing": rows}, merged={"Handwashing": ["B1:D1", "E1:G1"]}))
    assert values(found) == {
        ("Oruba HC", "Handwashing", "2025-01"): (4, 10), ("Oruba HC", "Handwashing", "2025-02"): (5, 10),
        ("Tolve HC", "Handwashing", "2025-01"): (3, 9), ("Tolve HC", "Handwashing", "2025-02"): (2, 8),
    }  # fmt: skip


def test_counts_do_not_become_percentages_beside_a_column_of_them(workbook: Any) -> None:
    rows = [
        ["Facility", "Month", "Deliveries n", "Deliveries %"],
        ["Oruba HC", "Jan 2025", 4, (0.4, "0%")],
        ["Tolve HC", "Jan 2025", 30, (0.5, "0%")],
    ]
    found = _read(workbook({"Sheet1": rows}))
    counts = {item.cell: (item.value, item.unit) for item in found.observations}
    assert counts["C2"] == (4, "")
    assert counts["C3"] == (30, "")


@pytest.mark.parametrize(
    ("text", "number"),
    [("12*", 12), ("45¹", 45), ("1 204†", 1204), ("12 (est.)", 12), ("7 (p)", 7), ("3 prov.", 3)],
)
def test_numbers_with_the_mark_of_a_note(workbook: Any, text: str, number: float) -> None:
    rows = [
        ["Site", "Jan 2025", "Feb 2025"],
        ["Oruba HC", text, 3],
        ["Tolve HC", 5, text],
        ["* late", None, None],
    ]
    found = _read(workbook({"Births": rows}))
    assert {item.cell: item.value for item in found.observations} == {
        "B2": number,
        "C2": 3,
        "B3": 5,
        "C3": number,
    }
    assert [item.kind for item in found.sheets[0].problems] == ["warning: marked number"] * 2


def test_a_month_whose_cells_are_all_text_stays_a_month(workbook: Any) -> None:
    rows = [
        ["Site", "Jan 2025", "Feb 2025", "Mar 2025"],
        ["Oruba HC", "12 kits", 3, 4],
        ["Tolve HC", "3 kits", 5, 6],
    ]
    found = _read(workbook({"Births": rows}))
    assert {item.cell for item in found.observations} == {"C2", "D2", "C3", "D3"}
    assert {item.cell for item in found.sheets[0].problems} == {"B2", "B3"}


def test_rows_of_percentages_prove_the_pairs_above_them(workbook: Any, values: Any) -> None:
    rows = [
        ["Oruba Health Centre"], ["Indicator", "Jan-25", "Feb-25", "Mar-25"], ["1. Partograph used"],
        ["Deliveries with partograph", 12, 13, 14], ["Deliveries", 20, 20, 21],
        ["%", (0.6, "0%"), (0.65, "0%"), (0.667, "0%")], ["2. Breastfed in one hour"],
        ["Newborns breastfed", 9, 8, 7], ["Live births", 10, 9, 9], ["%", (0.9, "0%"), (0.889, "0%"), (0.778, "0%")],
    ]  # fmt: skip
    found = _read(workbook({"Sheet1": rows}))
    assert values(found)[("Oruba Health Centre", "1. Partograph used", "2025-03")] == (14, 21)
    assert values(found)[("Oruba Health Centre", "2. Breastfed in one hour", "2025-01")] == (9, 10)
    assert _kinds(found).count("numerator and denominator") == 1  # for all pairs of the file


def test_subtotals_by_name_are_no_teams(workbook: Any) -> None:
    rows = [
        ["Facility", "Jan-25", "Feb-25"], ["Oruba HC", 1, 2], ["Tolve HC", 4, 5], ["Subtotal North", 5, 7],
        ["Kalo HC", 7, 8], ["Sous-total Sud", 7, 8], ["GRAND TOTAL", 12, 15],
    ]  # fmt: skip
    found = _read(workbook({"Births": rows}))
    assert {item.team for item in found.observations} == {"Oruba HC", "Tolve HC", "Kalo HC"}
    assert _whys(found).count("total row") == 3


def test_districts_that_are_the_sums_of_their_facilities_are_asked_about(workbook: Any) -> None:
    rows = [
        ["Area", "Jan-25", "Feb-25", "Mar-25"], ["Northland", 5, 7, 9], ["Oruba", 1, 2, 3], ["Tolve", 4, 5, 6],
        ["Southland", 9, 9, 10], ["Kalo", 7, 8, 9], ["Sema", 2, 1, 1],
    ]  # fmt: skip
    path = workbook({"Births": rows})
    found = _read(path)
    assert _kinds(found).count("total or team") == 1
    assert found.sheets[0].teams == ("Oruba", "Tolve", "Kalo", "Sema")
    question = next(one for one in found.sheets[0].questions if one.kind == "total or team")
    settled = _read(path, {question.id: "leave out"})
    assert {item.team for item in settled.observations} == {"Oruba", "Tolve", "Kalo", "Sema"}


def test_running_sums_of_a_month_are_set_aside(workbook: Any) -> None:
    rows = [
        ["District", "Jan 2025", None, "Feb 2025", None], [None, "Given", "Cum. Given", "Given", "Cum. Given"],
        ["Oruba", 30, 30, 35, 65], ["Tolve", 60, 60, 70, 130],
    ]  # fmt: skip
    found = _read(workbook({"PCV": rows}, merged={"PCV": ["B1:C1", "D1:E1"]}))
    assert {item.cell: item.value for item in found.observations} == {"B3": 30, "D3": 35, "B4": 60, "D4": 70}


def test_facilities_across_under_the_name_of_their_district(workbook: Any, values: Any) -> None:
    rows = [
        ["Kalindu district - monthly summary, April 2025"],
        ["Indicator", "Oruba HC", "Tolve HC", "District total"],
        ["ANC1", 34, 20, 54], ["Deliveries", 21, 9, 30],
    ]  # fmt: skip
    found = _read(workbook({"Sheet1": rows}))
    assert values(found)[("Tolve HC", "ANC1", "2025-04")] == 20
    assert {item.team for item in found.observations} == {"Oruba HC", "Tolve HC"}


def test_names_of_indicators_rather_than_their_codes(workbook: Any) -> None:
    rows = [
        ["Name of facility:", "Oruba HC", None, None], ["Month:", "March 2025", None, None], [],
        ["A", "MATERNAL HEALTH", "Male", "Female"], ["A1", "ANC first visits", None, 34],
        ["A2", "Deliveries", None, 21], ["B1", "Fever cases tested", 12, 15],
    ]  # fmt: skip
    found = _read(workbook({"Form": rows}))
    assert {item.indicator for item in found.observations} == {
        "ANC first visits",
        "Deliveries",
        "Fever cases tested",
    }


def test_a_tab_of_one_letter_names_no_indicator(workbook: Any) -> None:
    rows = [["Facility", "Jan-25", "Feb-25"], ["Oruba HC", 1, 2], ["Tolve HC", 4, 5]]
    found = _read(workbook({"S": rows}))
    assert "unknown indicator of the table" in _kinds(found)


def test_a_quarter_with_the_word_for_a_sum_is_a_total(workbook: Any) -> None:
    rows = [
        ["Month", "ANC1", "Births"],
        ["Jan 2025", 1, 2],
        ["Feb 2025", 3, 4],
        ["Q1 Total", 4, 6],
        ["Apr 2025", 5, 6],
    ]
    found = _read(workbook({"Oruba HC": rows}))
    assert "total row" in _whys(found)
    assert not found.sheets[0].problems


def test_years_on_lines_of_their_own_over_their_months(understood: Any, values: Any) -> None:
    found = understood(
        '"Ano/mês";"Norte";"Sul";"Ignorado/Em Branco";"Total"\n"2007";2;2;1;5\n"..Jan";1;1;;2\n"..Fev";1;1;1;3\n'
        '"2008";3;4;0;7\n"..Jan";3;4;0;7\n"Total";5;6;1;12\nFonte: Ministério\n'
    )
    assert {period for _, _, period in values(found)} == {"2007-01", "2007-02", "2008-01"}
    assert {team for team, _, _ in values(found)} == {"Norte", "Sul"}


def test_three_rows_of_headings_without_merging(understood: Any) -> None:
    found = understood(
        "Entidad;2023;;;2022\n;Casos;Muertes;;Casos\n;;H;M;\nNorte;7;100;120;210\nSur;1;20;30;55\nTOTAL;8;120;150;265\n"
    )
    assert found.sheets[0].header_rows == (1, 2, 3)
    assert {item.indicator for item in found.observations} == {"Casos", "Muertes / H", "Muertes / M"}


@pytest.mark.parametrize(
    ("heading", "week"), [("Week ending", "2021-W22"), ("Week commencing", "2021-W23"), ("Week", "2021-W22")]
)
def test_a_day_of_a_week_by_what_the_heading_says(
    understood: Any, values: Any, heading: str, week: str
) -> None:
    found = understood(f"{heading},Facility,Births\n2021-06-04,Oruba HC,4\n2021-06-11,Oruba HC,5\n")
    assert min(period for _, _, period in values(found)) == week


def test_the_corner_names_the_rows_and_the_columns(understood: Any, values: Any) -> None:
    found = understood("Datos / Periodo,Enero 2022,Febrero 2022\nConsultas,45,50\nPartos,12,14\n")
    assert {indicator for _, indicator, _ in values(found)} == {"Consultas", "Partos"}


def test_rows_of_targets_are_no_teams(workbook: Any) -> None:
    rows = [
        ["Facility", "Jan-25", "Feb-25"],
        ["Target", 80, 80],
        ["Oruba HC", 40, 50],
        ["Cible", 90, 90],
        ["Tolve HC", 55, 58],
    ]
    found = _read(workbook({"ANC4 coverage": rows}))
    assert {item.team for item in found.observations} == {"Oruba HC", "Tolve HC"}
    assert _whys(found).count("row of targets") == 2


@pytest.mark.parametrize("text", ["45% (9/20)", "9/20 (45%)", "45 % [n=9/20]", "9 of 20"])
def test_a_ratio_with_its_rate(workbook: Any, values: Any, text: str) -> None:
    found = _read(
        workbook(
            {"ANC4": [["Facility", "Jan-25", "Feb-25"], ["Oruba HC", text, text], ["Tolve HC", text, text]]}
        )
    )
    assert values(found)[("Oruba HC", "ANC4", "2025-02")] == (9, 20)


@pytest.mark.parametrize(
    ("letters", "first", "last"),
    [("JFMAMJ", 1, 6), ("EFMAMJJA", 1, 8), ("AMJJASOND", 4, 12), ("JJASOND", 6, 12)],
)
def test_months_by_their_first_letters(workbook: Any, letters: str, first: int, last: int) -> None:
    rows = [
        ["Births 2025"],
        ["Facility", *letters],
        ["Oruba HC", *range(len(letters))],
        ["Tolve HC", *range(len(letters))],
    ]
    found = _read(workbook({"Sheet1": rows}))
    periods = sorted({item.period.code for item in found.observations})
    assert (periods[0], periods[-1]) == (f"2025-{first:02d}", f"2025-{last:02d}")


def test_letters_that_are_no_months_stay_letters(workbook: Any) -> None:
    rows = [["Facility", *"ABCDEF"], ["Oruba HC", 1, 2, 3, 4, 5, 6], ["Tolve HC", 1, 2, 3, 4, 5, 6]]
    found = _read(workbook({"May 2025": rows}))
    assert {item.indicator for item in found.observations} == set("ABCDEF")


def test_a_quarter_without_a_year_behind_its_months_is_their_sum(workbook: Any) -> None:
    rows = [
        ["Facility", "Jul-23", "Aug-23", "Sep-23", "Q1"],
        ["Oruba HC", 1, 2, 3, 6],
        ["Tolve HC", 1, 1, 1, 3],
    ]
    found = _read(workbook({"Births": rows}))
    assert {item.cell for item in found.observations} == {"B2", "C2", "D2", "B3", "C3", "D3"}
    assert not found.sheets[0].questions


def test_headings_that_were_never_calculated_are_said(workbook: Any) -> None:
    rows = [
        ["Facility", ("=A9", ""), ("=B1+31", ""), ("=C1+28", "")],
        ["Oruba HC", 1, 2, 3],
        ["Tolve HC", 4, 5, 6],
    ]
    found = _read(workbook({"Births": rows}))
    assert not found.observations
    assert any("no stored results" in why for why in _whys(found))


def test_a_block_per_month_without_a_blank_row_between(workbook: Any, values: Any) -> None:
    head = ["Site", "Births", "Deaths"]
    october = [["OCTOBER 2025"], head, ["Oruba HC", 30, 5], ["Tolve HC", 45, 4]]
    rows = [*october, ["NOVEMBER 2025"], head, ["Oruba HC", 48, 7]]
    found = _read(workbook({"Sheet1": rows}))
    assert values(found)[("Oruba HC", "Births", "2025-10")] == 30
    assert values(found)[("Oruba HC", "Births", "2025-11")] == 48
