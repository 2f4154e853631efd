"""Files as offices send them: several oddities in each, in several languages; every silent misreading is a failure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collabdesk.importing import read, understand
from collabdesk.importing.result import KnownIndicator, KnownTeam, Register, Understanding

Understood = Callable[..., Understanding]
Values = Callable[[Understanding], dict[tuple[str, str, str], Any]]
Books = Callable[..., Path]


def asked(found: Understanding) -> dict[str, str]:
    """Kind -> cell of the open questions."""
    return {question.kind: question.cell for question in found.questions}


def aside(found: Understanding) -> dict[str, str]:
    """Range -> why of everything set aside."""
    return {item.range: str(item.why) for sheet in found.sheets for item in sheet.skipped}


def test_french_weeks_down_latin_1_semicolons(understood: Understood, values: Values) -> None:
    lines = [
        f"CSPS de {team};S{week};{week + 20};{week}" for team in ("Boussé", "Nimdé") for week in (1, 2, 7)
    ]
    text = "Paludisme confirmé, année 2025;;;\n;;;\nFormation sanitaire;Semaine;Cas testés;Cas positifs\n"
    found = understood((text + "\n".join(lines)).encode("latin-1"))
    assert asked(found) == {"year missing": "B4"}
    assert found.questions[0].proposed == "2025"
    assert values(found)["CSPS de Nimdé", "Cas positifs", "2025-W07"] == 7
    assert {item.period.code for item in found.observations} == {"2025-W01", "2025-W02", "2025-W07"}


def test_sites_called_s1_are_no_weeks(understood: Understood, values: Values) -> None:
    found = understood("Indicator,Month,S1,S2,S3\nDeliveries,2025-01,4,5,6\nDeliveries,2025-02,4,5,7\n")
    assert values(found)["S3", "Deliveries", "2025-02"] == 7


def test_months_as_numbers_across_with_the_year_in_the_title(workbook: Books, values: Values) -> None:
    rows = [[f"Puesto {name}", *(place + step for step in range(12)), sum(place + step for step in range(12))]
            for place, name in enumerate(("Ríos", "Ñancay", "Huara"), start=10)]  # fmt: skip
    book = workbook(
        {"Partos": [["Partos institucionales 2025"], [], ["Establecimiento", *range(1, 13), "Total"], *rows]}
    )
    found = understand(read(book))
    assert asked(found) == {"year missing": "B3"}
    assert values(found)["Puesto Ñancay", "Partos institucionales", "2025-12"] == 22
    assert len(found.observations) == 36
    assert not any(item.confirmed for item in found.observations)


def test_a_row_that_counts_up_is_no_heading(workbook: Books, values: Values) -> None:
    found = understand(read(workbook({"S": [
        ["Reporting month:", "June 2025"], [], ["Indicator", "North", None, "South", None],
        [None, "Abo HC", "Bela HC", "Cano HC", "Dumi HC"],
        ["Deliveries", 1, 2, 3, 4], ["ANC visits", 10, 20, 30, 40],
    ]}, merged={"S": ["B3:C3", "D3:E3"]})))  # fmt: skip
    assert values(found)["South / Dumi HC", "Deliveries", "2025-06"] == 4
    assert len(found.observations) == 8


def test_tabnet_rows_without_a_place_are_no_teams(understood: Understood) -> None:
    found = understood(
        '"Casos por Município e Mês"\n"Município de residência";"2024/Jan";"2024/Fev";"Em branco";"Total"\n'
        '"520001 Alegria";3;-;-;3\n"520002 Bom Jardim";-;1;-;1\n"Município ignorado";-;1;1;2\n"Em branco";1;-;-;1\n'
        '"Total";4;2;1;7\n"Fonte: Sinan"\n'.encode("latin-1")
    )
    assert found.sheets[0].teams == ("520001 Alegria", "520002 Bom Jardim")
    assert aside(found)["A5:E5"] == aside(found)["A6:E6"] == "numbers from an unknown place, which is no team"
    assert asked(found) == {"meaning of dash": "C3"}


def test_years_merged_over_months(workbook: Books, values: Values) -> None:
    found = understand(read(workbook({"Data": [
        ["Deliveries by facility"], ["Facility", 2024, None, 2025, None], [None, "Nov", "Dec", "Jan", "Feb"],
        ["Abe HC", 1, 2, 3, 4], ["Zuri HC", 2, 2, 3, 3],
    ]}, merged={"Data": ["B2:C2", "D2:E2", "A2:A3"]})))  # fmt: skip
    assert not found.questions
    assert values(found)["Abe HC", "Deliveries by facility", "2024-12"] == 2
    assert values(found)["Zuri HC", "Deliveries by facility", "2025-01"] == 3


def test_the_same_name_in_two_sections(workbook: Books, values: Values) -> None:
    found = understand(read(workbook({"Report": [
        ["Facility: Oloro Dispensary"], ["Indicator", "Jan 2025", "Feb 2025"],
        ["Outpatients"], ["Malaria cases", 10, 11],
        ["Inpatients"], ["Malaria cases", 3, 4], ["Total admissions", 6, 8],
    ]})))  # fmt: skip
    assert not found.questions
    assert values(found)["Oloro Dispensary", "Outpatients / Malaria cases", "2025-02"] == 11
    assert values(found)["Oloro Dispensary", "Inpatients / Malaria cases", "2025-02"] == 4
    assert values(found)["Oloro Dispensary", "Total admissions", "2025-01"] == 6


def test_titles_of_pairs_stand_on_lines_of_their_own(understood: Understood, values: Values) -> None:
    found = understood(
        "Facility: Gemu Health Centre\n,Jan-25,Feb-25\nEarly ANC,,\nNumerator,3,4\nDenominator,10,11\n"
        "Partograph used,,\nNumerator,7,8\nDenominator,9,9\n"
    )
    assert values(found)["Gemu Health Centre", "Early ANC", "2025-02"] == (4, 11)
    assert values(found)["Gemu Health Centre", "Partograph used", "2025-01"] == (7, 9)
    assert not found.problems


def test_a_percentage_row_proves_its_pair(workbook: Books, values: Values) -> None:
    rows: list[list[Any]] = [["Clinic", "Measure", dt.datetime(2025, 1, 1), dt.datetime(2025, 2, 1)]]
    for top, name in enumerate(("Clinic Abo", "Clinic Bura"), start=5):
        rows += [
            [name, "Cured", top, top + 1],
            [None, "Registered", 10, 12],
            [None, "%", top / 10, (top + 1) / 12],
        ]
    found = understand(read(workbook({"TB": rows}, merged={"TB": ["A2:A4", "A5:A7"]})))
    assert asked(found) == {"numerator and denominator": "C2"}
    assert values(found) == {
        ("Clinic Abo", "Cured", "2025-01"): (5, 10), ("Clinic Abo", "Cured", "2025-02"): (6, 12),
        ("Clinic Bura", "Cured", "2025-01"): (6, 10), ("Clinic Bura", "Cured", "2025-02"): (7, 12),
    }  # fmt: skip
    assert aside(found)["A4:D4"] == "percentages that follow from the numbers above"


def test_a_month_beside_a_financial_year(understood: Understood, values: Values) -> None:
    text = "Year,Period,Org Code,Org Name,Attendances\n2024-25,April,RJ1,Guyz,1000\n2024-25,January,RJ1,Guyz,900\n"
    found = understood(text)
    assert asked(found) == {"financial year": "B2"}
    assert not found.observations
    settled = understood(text, answers={found.questions[0].id: "4"})
    assert values(settled) == {
        ("Guyz", "Attendances", "2024-04"): 1000, ("Guyz", "Attendances", "2025-01"): 900
    }  # fmt: skip


def test_names_under_codes_and_a_nation_that_is_the_sum(workbook: Books) -> None:
    months = ["Jan-24", "Feb-24", "Mar-24", "Apr-24"]
    found = understand(read(workbook({"Table 1": [
        ["Deaths registered monthly in 2024"], [], ["Month", "E1", "E2", "E3", "E0"],
        [None, "Avon", "Bath", "Corn", "ENGLAND"],
        *[[month, 10 + step, 20 + step, 30 + step, 60 + 3 * step] for step, month in enumerate(months)],
    ]})))  # fmt: skip
    assert found.sheets[0].teams == ("E1 / Avon", "E2 / Bath", "E3 / Corn")
    assert asked(found)["total or team"] == "E4"
    assert found.sheets[0].indicators == ("Deaths registered monthly",)


def test_a_row_that_is_the_sum_under_a_name_is_asked_about(understood: Understood) -> None:
    found = understood(
        "Code,Region,Name,Month,Admissions\n,,Rwera,2025-01,60\nR1,E,Guyz,2025-01,10\nR2,S,Plym,2025-01,20\n"
        "R3,S,Mere,2025-01,30\n,,Rwera,2025-02,66\nR1,E,Guyz,2025-02,11\nR2,S,Plym,2025-02,22\nR3,S,Mere,2025-02,33\n"
        ",,Rwera,2025-03,6\nR1,E,Guyz,2025-03,1\nR2,S,Plym,2025-03,2\nR3,S,Mere,2025-03,3\n"
    )
    assert asked(found) == {"total or team": "C2"}
    assert found.sheets[0].teams == ("Guyz", "Plym", "Mere")


def test_quarter_ends_are_not_taken_for_months(understood: Understood) -> None:
    found = understood(
        "Trust,31/03/2024,30/06/2024,30/09/2024,31/12/2024\nAlpha Trust,10,11,12,13\nBeta Trust,5,5,6,6\n"
    )
    assert asked(found)["period type"] == "B1"
    assert {item.period.code for item in found.observations} == {"2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"}


def test_day_numbers_of_excel_that_lost_their_format(understood: Understood, values: Values) -> None:
    found = understood("Facility,45658,45689,45717\nA HC,1,2,3\nB HC,4,5,6\n", "stockouts.csv")
    assert values(found)["B HC", "stockouts", "2025-03"] == 6


def test_a_column_of_units_says_which_numbers_are_percentages(understood: Understood) -> None:
    found = understood(
        "Indicator,Unit,Team,Value,Month\nANC coverage,%,Alpha,85,2025-01\nDeliveries,number,Alpha,30,2025-01\n"
    )
    assert [(item.indicator, item.value, item.unit) for item in found.observations] == [
        ("ANC coverage", 85, "percent"), ("Deliveries", 30, "")
    ]  # fmt: skip


def test_achieved_without_a_denominator_is_a_value(understood: Understood, values: Values) -> None:
    found = understood("District,Month,ANC target,ANC achieved\nAbim,2025-01,50,40\nAdju,2025-01,100,95\n")
    assert values(found)["Adju", "ANC achieved", "2025-01"] == 95
    assert not found.problems


def test_a_numerator_without_its_denominator_is_left_out_and_said(understood: Understood) -> None:
    found = understood("Facility,Month,ANC numerator,Deliveries\nAbo HC,2025-01,5,30\nBela HC,2025-01,6,31\n")
    assert [(item.indicator, item.value) for item in found.observations] == [
        ("Deliveries", 30),
        ("Deliveries", 31),
    ]
    assert [(item.cell, item.kind) for item in found.problems] == [
        ("C2", "denominator missing"), ("C3", "denominator missing")
    ]  # fmt: skip


def test_utf_16_tabs_with_quarters_over_months(understood: Understood, values: Values) -> None:
    text = ("Health facility\tQ1 2025\t\t\t\tQ2 2025\t\t\t\n\tJan 2025\tFeb 2025\tMar 2025\tTotal\tApr 2025\tMay 2025\t"
            "Jun 2025\tTotal\nKoru Clinic\t1\t2\t3\t6\t4\t5\t6\t15\n")  # fmt: skip
    found = understood(text.encode("utf-16"), "stock outs.txt")
    assert {item.period.code for item in found.observations} == {f"2025-0{number}" for number in range(1, 7)}
    assert values(found)["Koru Clinic", "stock outs", "2025-06"] == 6


def test_codes_stay_text_and_tell_namesakes_apart(understood: Understood) -> None:
    found = understood(
        'Org Code,Trust,Month,Beds\n00EH,Mere,Apr-24,300\n921,Mere,Apr-24,"1,120"\n0921,Rio,Apr-24,7\n'
    )
    assert [(item.team_code, item.value) for item in found.observations] == [
        ("00EH", 300),
        ("921", 1120),
        ("0921", 7),
    ]


def test_a_number_sign_in_french_is_no_numerator(workbook: Books, values: Values) -> None:
    found = understand(read(workbook({"CS Boola": [
        ["RAPPORT MENSUEL PALUDISME"],
        ["Centre de santé :", "Boola", None, "Mois :", "Fervier", None, "Année :", 2015], [],
        ["N°", "Indicateur", "Nombre"], [1, "Cas suspects", 33], [2, "Cas testés TDR", 30],
    ]})))  # fmt: skip
    assert values(found) == {
        ("Boola", "Cas suspects", "2015-02"): 33,
        ("Boola", "Cas testés TDR", "2015-02"): 30,
    }
    assert not found.problems


def test_swahili_headings(understood: Understood, values: Values) -> None:
    found = understood(
        "Kituo,Mwezi,Waliojifungua\nKituo cha Afya Moshi,Januari 2025,12\nZahanati Kibo,Februari 2025,5\n"
    )
    assert not found.questions
    assert values(found)["Zahanati Kibo", "Waliojifungua", "2025-02"] == 5


def test_only_the_files_name_says_when(understood: Understood) -> None:
    quarter = understood("Structure,CPN4\nCSI Bana,12\nCMA Ndop,40.5\n", "pbf_T3_2021_DS_SUD.csv")
    assert [(q.kind, q.proposed) for q in quarter.questions] == [("unknown period of the table", "2021-Q3")]
    day = understood("variable,Kenema,Bo\nnew cases,3,4\ndeaths,0,1\n", "ebola_sl_2014-10-01.csv")
    proposed = {question.kind: question.proposed for question in day.questions}
    assert proposed["unknown period of the table"] == "2014-10-01"
    assert not any(item.confirmed for item in day.observations)


def test_a_month_on_the_tab_without_a_year_is_asked_once(workbook: Books) -> None:
    sheet = [["Clinic", "OPD", "ANC1"], ["Ceel MCH", 12, 3], ["Bosaso MCH", 4, 0]]
    found = understand(read(workbook({"Jan": sheet, "Feb": sheet})))
    assert [question.kind for question in found.questions] == ["year missing", "year missing"]


def test_stacked_tables_leave_no_row_both_read_and_set_aside(workbook: Books) -> None:
    rows: list[list[Any]] = []
    for name in ("Awa", "Bobo", "Coro"):
        rows += [
            [f"{name} Health Centre"],
            ["Month", "Deliveries", "C-sections"],
            ["Jan 2025", 10, 1],
            ["Feb 2025", 12, 2],
            [],
        ]
    found = understand(read(workbook({"All": rows})))
    assert len(found.observations) == 12
    assert set(aside(found)) == {"A1:C1", "A6:C6", "A11:C11"}


WEEKLY = Register(
    teams=(KnownTeam(key=1, name="Alpha HC", code="A1"),),
    indicators=(
        KnownIndicator(key=1, code="DEL", name="Deliveries", kind="count", period_type="month"),
        KnownIndicator(key=2, code="FEV", name="Fever cases", kind="count", period_type="week"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("month", {"2025-02"}), ("leave out", set()), ("apart", {"2025-02-11"})],
)
def test_days_for_a_monthly_indicator_are_asked_once_for_the_file(
    understood: Understood, answer: str, expected: set[str]
) -> None:
    text = "Facility,Date,Deliveries\nAlpha HC,2025-02-11,5\nAlpha HC,2025-03-14,6\n"
    found = understood(text, register=WEEKLY)
    assert asked(found) == {"other period type": "C2"}
    assert found.questions[0].cells == ("C2", "C3")
    settled = understood(text, register=WEEKLY, answers={found.questions[0].id: answer})
    assert {item.period.code for item in settled.observations} >= expected
    assert bool(settled.observations) == bool(expected)


def test_months_for_a_weekly_indicator_can_only_stay_apart(understood: Understood) -> None:
    found = understood("Facility,Month,Fever cases\nAlpha HC,2025-02,5\n", register=WEEKLY)
    assert [choice.value for choice in found.questions[0].choices] == ["leave out", "apart"]
    apart = understood("Facility,Month,Fever cases\nAlpha HC,2025-02,5\n", register=WEEKLY,
                       answers={found.questions[0].id: "apart"})  # fmt: skip
    assert [(item.indicator, item.indicator_key) for item in apart.observations] == [
        ("Fever cases (month)", None)
    ]


def test_a_journal_of_changes_gives_no_numbers(workbook: Books) -> None:
    found = understand(read(workbook({"Changes": [
        ["Documentation journal"], ["Date", "Change tested", "Who", "Result"],
        [dt.datetime(2025, 1, 10), "Partograph on the bed", "Midwife", "worked"],
        [dt.datetime(2025, 2, 3), "Checklist at the door", "Nurse", "3 of 5 used it"],
    ]})))  # fmt: skip
    assert not found.observations
    assert not found.questions


def test_doses_and_ages_are_no_months(understood: Understood) -> None:
    found = understood("Children vaccinated 2025\n\nFacility,1,2,3\nAbo HC,30,28,25\nBela HC,12,12,11\n")
    assert not any(item.period.code.startswith("2025-") for item in found.observations)
    assert "year missing" not in asked(found)


def test_numbers_with_one_decimal_are_no_months_of_strange_years(
    understood: Understood, values: Values
) -> None:
    found = understood("facility,month,doses\nA HC,2026-01,1508.0\nB HC,2026-01,2016.5\nC HC,2026-01,986.0\n")
    assert [item.value for item in found.observations] == [1508, 2016.5, 986]


def test_a_row_without_numbers_is_not_the_title_of_those_below_it(
    understood: Understood, values: Values
) -> None:
    found = understood(
        "Indicator,Jan-26,Feb-26\nKisoro HC IV,,\nBirths,1,2\nDeaths,0,1\nRubaya HC III,,\nBirths,,\nDeaths,3,4\n"
    )
    assert values(found) == {
        ("Kisoro HC IV", "Births", "2026-01"): 1, ("Kisoro HC IV", "Births", "2026-02"): 2,
        ("Kisoro HC IV", "Deaths", "2026-01"): 0, ("Kisoro HC IV", "Deaths", "2026-02"): 1,
        ("Rubaya HC III", "Deaths", "2026-01"): 3, ("Rubaya HC III", "Deaths", "2026-02"): 4}  # fmt: skip
