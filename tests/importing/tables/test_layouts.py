"""One small sheet for each layout that facilities send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from collabdesk.importing import read, understand
from collabdesk.importing.result import Register, Severity, Understanding

Understood = Callable[..., Understanding]
Values = Callable[[Understanding], dict[tuple[str, str, str], Any]]


def kinds(understanding: Understanding) -> set[str]:
    return {question.kind for question in understanding.questions}


def test_long_list_with_title_and_footer(understood: Understood, values: Values, register: Register) -> None:
    found = understood(
        "Export of the office,,,,\n,,,,\nfacility,month,indicator,numerator,denominator\n"
        "Kisoro HC IV,Jan-26,ANC4,12,20\nRubaya HC III,02/2026,ANC4,0,18\nRubaya HC III,2026/3,ANC4,,\n"
        'Total,,,12,38\n\n"End of export, 3 records",,,,\n',
        register=register,
    )
    assert values(found) == {
        ("Kisoro HC IV", "ANC4", "2026-01"): (12, 20),
        ("Rubaya HC III", "ANC4", "2026-02"): (0, 18),
    }
    assert found.questions == ()
    assert [item.cell for item in found.observations] == ["D4", "D5"]
    assert found.observations[0].cells == ("D4", "E4")
    assert {item.team_key for item in found.observations} == {1, 2}
    assert any(str(item.why) == "total row" and item.range == "A7:E7" for item in found.sheets[0].skipped)


def test_months_across_with_drifting_dates_pairs_of_rows_and_a_total(
    workbook: Callable[..., Path], values: Values
) -> None:
    path = workbook(
        {"Tracker": [
            ["District tracker"],
            ["Facility", "Indicator", "N/D", dt.date(2026, 1, 1), dt.date(2026, 2, 4), dt.date(2026, 3, 5), "Total"],
            ["Kisoro HC IV", "ANC 4", "Num", 4, None, 9, ("=SUM(D3:F3)", 13)],
            [None, None, "Den", 8, None, 10, ("=SUM(D4:F4)", 18)],
            [None, None, "%", ("=D3/D4", ""), ("=E3/E4", ""), ("=F3/F4", "")],
        ]},
        merged={"Tracker": ["A3:A5", "B3:B5"]},
    )  # fmt: skip
    found = understand(read(path))
    assert values(found) == {
        ("Kisoro HC IV", "ANC 4", "2026-01"): (4, 8),
        ("Kisoro HC IV", "ANC 4", "2026-03"): (9, 10),
    }
    assert found.sheets[0].layout == "months across"


def test_two_row_heading_with_merged_indicators_and_the_month_in_the_title(
    workbook: Callable[..., Path], values: Values
) -> None:
    path = workbook(
        {"April": [
            ["DISTRICT INDICATORS"], ["Month: April 2026"], [],
            ["#", "Health facility", "Hand hygiene", None, None, "Fever tested", None, None],
            [None, None, "Num", "Den", "%", "Num", "Den", "%"],
            [1, "Kisoro HC IV", 5, 10, ("=C6/D6", 0.5), 0, 7, ("=F6/G6", 0)],
            [2, "Rubaya HC III", 0, 0, ("=C7/D7", "-"), None, None, ("=F7/G7", "-")],
            ["TOTAL", None, 5, 10, None, 0, 7],
        ]},
        merged={"April": ["A4:A5", "B4:B5", "C4:E4", "F4:H4", "A8:B8"]},
    )  # fmt: skip
    found = understand(read(path))
    assert values(found) == {
        ("Kisoro HC IV", "Hand hygiene", "2026-04"): (5, 10),
        ("Kisoro HC IV", "Fever tested", "2026-04"): (0, 7),
        ("Rubaya HC III", "Hand hygiene", "2026-04"): (0, 0),
    }
    assert [item.state.value for item in found.observations] == ["reported", "reported", "no cases"]


def test_form_of_one_facility_with_labels_above(workbook: Callable[..., Path], values: Values) -> None:
    path = workbook(
        {"Report": [
            ["Monthly form"],
            ["Facility:", "Kisoro HC IV", "Date submitted:", "8/4/2026"],
            ["Reporting month:", "March 2026"],
            [],
            ["No.", "Indicator", None, "Number", "%"],
            ["A. CARE IN PREGNANCY"],
            [1, "Four visits", "Numerator: women with four visits", 30, ("=D7/D8", 0.75)],
            [None, None, "Denominator", 40],
            [2, "Maternal deaths", "Number", 0],
            [],
            ["Name and signature", None, "Stamp: 8/4/2026"],
        ]},
        merged={"Report": ["A6:E6", "A7:A8", "B7:B8"]},
    )  # fmt: skip
    found = understand(read(path))
    assert values(found) == {
        ("Kisoro HC IV", "Four visits", "2026-03"): (30, 40),
        ("Kisoro HC IV", "Maternal deaths", "2026-03"): 0,
    }


def test_one_sheet_a_month_with_the_month_on_the_tab(workbook: Callable[..., Path], values: Values) -> None:
    rows = [["Facility", "Deliveries"], ["Kisoro HC IV", 5], ["Rubaya HC III", 3]]
    found = understand(read(workbook({"JAN 2026": rows, "FEB 26": rows, "Lists": [["a"]]}, hidden=["Lists"])))
    assert set(values(found)) == {
        (team, "Deliveries", month)
        for team in ("Kisoro HC IV", "Rubaya HC III")
        for month in ("2026-01", "2026-02")
    }
    assert found.sheets[2].hidden
    assert "hidden" in str(found.sheets[2].skipped[0].why)


def test_one_sheet_an_indicator_asks_for_the_year(workbook: Callable[..., Path], values: Values) -> None:
    rows = [["Figures, 2026"], [], ["S/N", "Facility", "JAN", "FEB", "SEPT", "TOTAL", "AVERAGE"],
            [1, "Kisoro HC IV", 5, None, 7, 12, 6]]  # fmt: skip
    book = workbook({"Deliveries": rows, "Stock-out days": rows})
    found = understand(read(book))
    assert ("Kisoro HC IV", "Deliveries", "2026-09") in values(found)
    assert ("Kisoro HC IV", "Stock-out days", "2026-01") in values(found)
    assert [question.kind for question in found.questions] == ["year missing"], "asked once for the file"
    assert found.questions[0].proposed == "2026"
    assert not any(item.confirmed for item in found.observations)
    again = understand(read(book), None, {found.questions[0].id: "2025"})
    assert ("Kisoro HC IV", "Deliveries", "2025-01") in values(again)


def test_one_sheet_a_team(workbook: Callable[..., Path], values: Values, register: Register) -> None:
    rows = [["Indicateur", "Donnée", "janv. 2026", "févr. 2026"],
            ["DEL - Accouchements", None, 4, "pas de données"],
            ["ANC4", "Numérateur", 3, "ND"], [None, "Dénominateur", 9, "ND"]]  # fmt: skip
    book = workbook({"Kisoro HC IV": rows, "Rubaya HC III": rows})
    found = understand(read(book), register)
    assert values(found)["Kisoro HC IV", "DEL - Accouchements", "2026-01"] == 4
    assert values(found)["Rubaya HC III", "ANC4", "2026-01"] == (3, 9)
    assert not any(item.period.code == "2026-02" for item in found.observations)
    assert {item.team_key for item in found.observations} == {1, 2}


def test_months_down_with_quarters_between(understood: Understood, values: Values) -> None:
    found = understood(
        "Kisoro Hospital;;\nMois;Accouchements;Décès\nJanvier 2026;5;0\nFévr. 2026;6;1\nMars 2026;7;0\nQ1 2026;18;1\n"
    )
    assert values(found)["Kisoro Hospital", "Accouchements", "2026-03"] == 7
    assert not any("Q" in period for _, _, period in values(found))


def test_teams_across_and_indicators_down(understood: Understood, values: Values) -> None:
    found = understood(
        "Date,Variable,National,Bomi County,Bong County\n8/15/2014,Contacts listed,9,4,5\n8/15/2014,Deaths,,1,\n"
    )
    assert values(found)["Bong County", "Contacts listed", "2014-08-15"] == 5
    assert "National" not in found.sheets[0].teams
    assert kinds(found) == {"total or team"}
    kept = understood(
        "Date,Variable,National,Bomi County\n8/15/2014,Contacts,9,4\n", answers={"National": "leave out"}
    )
    assert [item.team for item in kept.observations] == ["Bomi County"]


def test_pivot_with_indicator_and_team_in_one_heading(understood: Understood, values: Values) -> None:
    found = understood(
        "\t\t\t\nperiodname\t7. Dengue cases (any) 01 North\t7. Dengue cases (any) 02 South\t"
        "7. Dengue cases (any) 03 East\n"
        "January 2023\t0\t1\t2\n", "pivot.tsv",
    )  # fmt: skip
    assert values(found) == {
        (team, "7. Dengue cases (any)", "2023-01"): number
        for number, team in enumerate(("01 North", "02 South", "03 East"))
    }


def test_a_rate_beside_proves_the_pair(understood: Understood, values: Values) -> None:
    found = understood(
        "Site;Mois;Vues;Dont avant 12 semaines;Taux (%)\nA;janv. 2026;58;21;36,2\nB;janv. 2026;61;30;49,2\n"
        "C;janv. 2026;310;188;60,6\n"
    )
    assert values(found)["A", "Dont avant 12 semaines", "2026-01"] == (21, 58)
    assert kinds(found) == {"numerator and denominator"}
    apart = understood(
        "Site;Mois;Vues;Dont avant 12 semaines;Taux (%)\nA;janv. 2026;58;21;36,2\nB;janv. 2026;61;30;49,2\n"
        "C;janv. 2026;310;188;60,6\n",
        answers={found.questions[0].id: "no"},
    )
    assert values(apart)["A", "Vues", "2026-01"] == 58


def test_the_registers_labels_pair_columns(
    understood: Understood, values: Values, register: Register
) -> None:
    text = (
        "Fever tested\nFacility,2026W5,2026W5,2026W6,2026W6\n,Tested,Seen,Tested,Seen\nKisoro HC IV,4,8,0,3\n"
    )
    found = understood(text, register=register)
    assert values(found)["Kisoro HC IV", "Fever tested", "2026-W05"] == (4, 8)
    assert values(understood(text))["Kisoro HC IV", "Seen", "2026-W05"] == 8


def test_several_sub_groups_are_never_overwritten(understood: Understood) -> None:
    text = "period,facility,sex,cases\n2026-01,A,male,3\n2026-01,A,female,4\n2026-01,B,male,5\n2026-01,B,female,6\n"
    found = understood(text)
    assert [item.value for item in found.observations] == [3, 4, 5, 6]
    (question,) = found.questions
    assert question.kind == "disaggregation"
    added = understood(text, answers={question.id: "add up"})
    assert [(item.value, item.cells) for item in added.observations] == [
        (7, ("D2", "D3")),
        (11, ("D4", "D5")),
    ]
    apart = understood(text, answers={question.id: "keep apart"})
    assert {item.indicator for item in apart.observations} == {"cases / male", "cases / female"}
    one = understood(text, answers={question.id: "take female"})
    assert [item.value for item in one.observations] == [4, 6]


def test_the_same_key_twice_is_asked(understood: Understood) -> None:
    text = "facility,month,deliveries\nA,2026-01,51\nA,2026-01,57\nB,2026-01,4\nB,2026-01,4\n"
    found = understood(text)
    assert [item.cell for item in found.observations] == ["C2", "C3", "C4"]
    (question,) = found.questions
    assert (question.kind, question.cell) == ("the same twice", "C3")
    chosen = understood(text, answers={"C3": "C2"})
    assert [item.value for item in chosen.observations] == [51, 4]
    assert any(problem.kind == "warning: the same twice" for problem in chosen.problems)


def test_month_and_year_in_two_columns(understood: Understood, values: Values) -> None:
    found = understood("Month,Year,Region,Cases,Deaths\nJanuary,2016,North,488,668\n2,2016,North,10,1\n")
    assert values(found)["North", "Cases", "2016-01"] == 488
    assert values(found)["North", "Deaths", "2016-02"] == 1
    assert any(problem.kind == "warning: numerator above denominator" for problem in found.problems)


def test_a_numerator_above_its_denominator_is_kept_and_said(understood: Understood) -> None:
    found = understood("facility,month,num,den\nA,2026-01,88,81\n")
    assert [(item.numerator, item.denominator) for item in found.observations] == [(88, 81)]
    assert [(p.cell, p.severity) for p in found.problems] == [("C2", Severity.WARNING)]


def test_zeros_at_the_end_are_kept_and_said(understood: Understood) -> None:
    found = understood(
        "district,jan 2019,feb 2019,mar 2019,apr 2019,may 2019,jun 2019,jul 2019,aug 2019\nUva,60,38,49,39,29,0,0,0\n"
    )
    assert [item.value for item in found.observations][-3:] == [0, 0, 0]
    assert [problem.cell for problem in found.problems] == ["G2", "H2", "I2"]


def test_an_empty_form_gives_nothing_and_says_so(workbook: Callable[..., Path]) -> None:
    found = understand(read(workbook({"Form": [["Facility:"], [], ["No.", "Indicator", "Numerator", "Denominator", "%"],
                                               [1, "Hand hygiene", None, None, ("=C4/D4", "")]]})))  # fmt: skip
    assert found.observations == ()
    assert found.questions == ()
    assert "no numbers" in str(found.sheets[0].skipped[0].why)


def test_years_down_and_months_across(understood: Understood, values: Values) -> None:
    found = understood("Facility,Indicator,Year,Jan,Feb\nA,Births,2022,1,2\nA,Births,2023,4,\n")
    assert values(found) == {
        ("A", "Births", "2022-01"): 1, ("A", "Births", "2022-02"): 2, ("A", "Births", "2023-01"): 4}  # fmt: skip
    assert found.questions == ()


def test_bare_weeks_are_never_months(understood: Understood) -> None:
    found = understood("country,epi_week,year,cases,deaths\nX,1,2019,5,0\nX,53,2019,6,1\n")
    assert {item.period.code for item in found.observations} == {"2019-W01"}
    assert [problem.cell for problem in found.problems] == ["B3"]


def test_tables_below_each_other_keep_their_titles(workbook: Callable[..., Path], values: Values) -> None:
    rows: list[list[Any]] = []
    for indicator, number in (("ANC 1", 5), ("Deliveries", 7)):
        rows += [
            [f"Indicator: {indicator}"],
            ["Facility", "Jan-26", "Feb-26", "Mar-26"],
            ["A", number, None, 0],
            [],
        ]
    found = understand(read(workbook({"Data": rows})))
    assert values(found) == {
        ("A", "ANC 1", "2026-01"): 5, ("A", "ANC 1", "2026-03"): 0,
        ("A", "Deliveries", "2026-01"): 7, ("A", "Deliveries", "2026-03"): 0,
    }  # fmt: skip


def test_two_sheets_that_contradict_each_other_are_asked(workbook: Callable[..., Path]) -> None:
    def sheet(number: int) -> list[list[Any]]:
        return [
            ["Month: May 2026"],
            [],
            ["Facility", "Deliveries"],
            ["Kisoro HC IV", number],
            ["Rubaya HC III", 3],
        ]

    book = read(workbook({"North": sheet(5), "South": sheet(6)}))
    found = understand(book)
    (question,) = found.questions
    assert (question.kind, question.sheet, question.cell) == ("the same twice", "South", "B4")
    assert [problem.cell for problem in found.problems] == ["B5"], "the same number is taken once"
    chosen = understand(book, None, {question.id: "North!B4"})
    assert [(item.team, item.value) for item in chosen.observations] == [
        ("Kisoro HC IV", 5),
        ("Rubaya HC III", 3),
    ]


def test_sheet_and_file_of_different_months_are_asked(workbook: Callable[..., Path]) -> None:
    rows = [["Month: January 2026"], [], ["Facility", "Deliveries"], ["A", 5], ["B", 6]]
    found = understand(read(workbook({"Data": rows}, name="Report Feb 2026.xlsx")))
    (question,) = found.questions
    assert question.kind == "unknown period of the table"
    assert [choice.value for choice in question.choices] == ["2026-01", "2026-02", "leave out"]
    assert found.observations == ()


def test_lines_without_a_heading(understood: Understood, values: Values) -> None:
    found = understood(
        "Facility Name:,Kisoro HC IV\nMonth:,March 2024\n\nDeliveries,12\nMaternal deaths,0\nANC 1,\n"
    )
    assert values(found) == {
        ("Kisoro HC IV", "Deliveries", "2024-03"): 12, ("Kisoro HC IV", "Maternal deaths", "2024-03"): 0}  # fmt: skip


def test_one_name_in_two_districts_is_two_teams(understood: Understood) -> None:
    found = understood("District,Facility,Indicator,Jan-24\nAlpha,HC1,x1,1\nBeta,HC1,x1,3\n")
    assert [item.team for item in found.observations] == ["Alpha / HC1", "Beta / HC1"]


def test_a_table_that_names_no_team_asks(understood: Understood, register: Register) -> None:
    text = "Indicator,Jan-26,Feb-26\nDEL,4,5\nANC4,60%,70%\n"
    found = understood(text, register=register)
    assert [question.kind for question in found.questions] == ["unknown team of the table"]
    answered = understood(text, register=register, answers={found.questions[0].id: "F-02"})
    assert answered.questions == ()
    assert {item.team_key for item in answered.observations} == {2}


def test_financial_years_wait_for_their_first_month(understood: Understood) -> None:
    text = "Facility,Indicator,2021/22,2022/23\nA,x1,1,2\n"
    (question,) = understood(text).questions
    assert question.kind == "financial year"
    answered = understood(text, answers={question.id: "7"})
    assert [item.period.code for item in answered.observations] == ["2021-07..2022-06", "2022-07..2023-06"]


def test_years_across_and_months_down(understood: Understood, values: Values) -> None:
    found = understood(
        "Facility: A HC,,\nDeliveries,,\nMonth,2024,2025\nJanuary,10,11\nFebruary,9,\nTotal,19,11\n"
    )
    assert values(found) == {
        ("A HC", "Deliveries", "2024-01"): 10, ("A HC", "Deliveries", "2025-01"): 11,
        ("A HC", "Deliveries", "2024-02"): 9}  # fmt: skip
    assert found.questions == ()


def test_a_form_by_age_and_sex_names_its_rows(understood: Understood) -> None:
    found = understood(
        "Health unit:,A HC,,,\nMonth:,March 2026,,,\n,,,,\nCategory,0-4 yrs,,5 yrs and over,\n"
        ",Male,Female,Male,Female\nNew attendance,1,2,30,28\nMalaria,0,1,10,12\n"
    )
    assert found.sheets[0].indicators == ("New attendance", "Malaria")
    assert {item.category for item in found.observations} >= {"0-4 yrs / Male", "5 yrs and over / Female"}
    assert kinds(found) == {"disaggregation"}


def test_a_pivot_of_excel_has_no_indicator_called_column_labels(understood: Understood) -> None:
    found = understood(
        "Sum of value,Column Labels,,,\nRow Labels,Jan-26,Feb-26,Mar-26,Grand Total\nA HC,1,2,3,6\nB HC,4,5,6,15\n"
        "Grand Total,5,7,9,21\n"
    )
    assert "unknown indicator of the table" in kinds(found)
    assert "Column Labels" not in found.sheets[0].indicators
    assert len(found.observations) == 6


def test_headings_that_may_be_teams_or_kinds_of_numbers_are_asked_about(understood: Understood) -> None:
    found = understood("Item,Month,Alpha,Omega,Delta\nOxytocin,Jan-26,100,50,80\nAmoxicillin,Jan-26,9,0,3\n")
    assert "what the columns are" in kinds(found)
    stock = understood(
        "Item,Month,Opening balance,Received,Issued\nOxytocin,Jan-26,100,50,80\nAmoxicillin,Jan-26,9,0,3\n"
    )
    assert kinds(stock) == {"unknown team of the table"}
    assert stock.sheets[0].indicators[0] == "Oxytocin / Opening balance"
    counties = understood(
        "Item,Month,Bomi County,Bong County\nOxytocin,Jan-26,100,50\nAmoxicillin,Jan-26,9,0\n"
    )
    assert kinds(counties) == set()
    assert counties.sheets[0].teams == ("Bomi County", "Bong County")
