"""Tables as statistical offices, registries and audit tools publish them; numbers and names are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from collabdesk.importing import read, understand
from collabdesk.importing.result import Understanding
from collabdesk.importing.times.period_text import read_period


def _kinds(found: Understanding) -> list[str]:
    return [question.kind for question in found.questions]


def _whys(found: Understanding) -> dict[str, str]:
    return {item.range: str(item.why) for item in found.sheets[0].skipped}


# --- ages that Excel took for dates -------------------------------------------------------------------


def test_ages_that_excel_took_for_dates_are_no_months(understood: Any, values: Any) -> None:
    found = understood("Facility,Month,0-4,5-Sep,Oct-14,15-19,20+\nOruba HC,2025-01,3,5,2,1,9\n")
    assert values(found) == {
        ("Oruba HC", "0-4", "2025-01"): 3, ("Oruba HC", "5-9", "2025-01"): 5, ("Oruba HC", "10-14", "2025-01"): 2,
        ("Oruba HC", "15-19", "2025-01"): 1, ("Oruba HC", "20+", "2025-01"): 9,
    }  # fmt: skip
    assert {(item.cell, item.kind) for item in found.problems} == {
        ("D1", "warning: age group"), ("E1", "warning: age group"),
    }  # fmt: skip


def test_the_same_as_real_dates_of_a_workbook(workbook: Any) -> None:
    import datetime as dt

    date = "d-mmm"
    rows = [
        ["Malaria cases March 2025"],
        ["Facility", "<1", (dt.date(2025, 4, 1), date), (dt.date(2025, 9, 5), date),
         (dt.date(2014, 10, 1), "mmm-yy"), "15+"],
        ["Oruba HC", 3, 5, 2, 1, 9], ["Tolve HC", 1, 2, 0, 1, 4],
    ]  # fmt: skip
    found = understand(read(workbook({"Sheet1": rows})))
    assert {item.category for item in found.observations} == {"<1", "1-4", "5-9", "10-14", "15+"}
    assert {item.period.code for item in found.observations} == {"2025-03"}


def test_months_beside_ages_stay_months(understood: Any) -> None:
    found = understood("Births by age of mother\nFacility,Aug-25,Sep-25,Oct-25,Under 20\nOruba HC,3,5,2,1\n")
    assert {item.period.code for item in found.observations} == {"2025-08", "2025-09", "2025-10"}


# --- quarters, years and weeks ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Qtr ending Mar 24", "2024-Q1"), ("Quarter ended June 2024", "2024-Q2"), ("QE Sep-24", "2024-Q3"),
        ("Year ending March 2024", "2023-04..2024-03"), ("12 months to Dec 2024", "2024"),
        ("6 months to Sep 2024", "2024-04..2024-09"), ("X2025.01", "2025-01"), ("X2025.01.31", "2025-01-31"),
    ],
)  # fmt: skip
def test_spans_that_end_in_a_month(text: str, code: str) -> None:
    reading = read_period(text, expected=True)
    assert reading is not None
    assert reading.period is not None
    assert reading.period.code == code


def test_the_months_say_which_quarter_it_is(understood: Any, values: Any) -> None:
    found = understood(
        "Births FY 2024/25\nFacility,Q1 (Jul-Sep),Q2 (Oct-Dec),Q3 (Jan-Mar),Q4 (Apr-Jun)\nOruba HC,4,5,6,7\n",
        answers={"year missing: year 2024": "2024"},
    )
    assert {period for _, _, period in values(found)} == {"2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"}


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("facility,fiscal_year,month,births\nOruba HC,2023,October,5\nOruba HC,2023,March,7\n", {"2022-10", "2023-03"}),
        ("facility,Financial year,births\nOruba HC,2023,5\nTolve HC,2023,6\n", {"2022-10..2023-09"}),
        ("facility,fiscal_year,qtr1,qtr2\nOruba HC,2023,5,6\n", {"2022-Q4", "2023-Q1"}),
    ],
)  # fmt: skip
def test_financial_years_in_a_column_wait_for_their_first_month(
    understood: Any, text: str, periods: set[str]
) -> None:
    found = understood(text)
    assert "financial year" in _kinds(found)
    assert found.observations == ()
    answered = understood(text, answers={"financial year: first month of the financial year": "10"})
    assert {item.period.code for item in answered.observations} == periods


WEEKS = "Hand hygiene 2025\nFacility,January,,February,\n,Week 1,Week 2,Week 1,Week 2\nOruba HC,1,2,5,6\n"


def test_weeks_under_a_month_are_that_months(understood: Any) -> None:
    found = understood(WEEKS, answers={"year missing: year 2025": "2025"})
    assert {(item.period.code, item.category, item.value) for item in found.observations} == {
        ("2025-01", "Week 1", 1), ("2025-01", "Week 2", 2), ("2025-02", "Week 1", 5), ("2025-02", "Week 2", 6),
    }  # fmt: skip
    assert _kinds(found) == ["disaggregation"]


def test_weeks_beside_a_column_of_months_are_those_months(understood: Any) -> None:
    found = understood(
        "Births 2025\nMonth,Week,Facility,Births\nFebruary,1,Oruba HC,84\nFebruary,2,Oruba HC,85\n",
        answers={"year missing: year 2025": "2025", "disaggregation: sub-groups of the table": "add up"},
    )
    assert [(item.period.code, item.value) for item in found.observations] == [("2025-02", 169)]


def test_days_of_the_week_are_no_months(understood: Any) -> None:
    found = understood("Clinic,Mon,Tue,Wed\nOruba HC,12,11,9\nTolve HC,5,4,7\n", answers={
        "unknown period of the table: period of the file": "2025-01"})  # fmt: skip
    assert {item.indicator for item in found.observations} == {"Mon", "Tue", "Wed"}


def test_years_of_two_digits_beside_a_month(understood: Any) -> None:
    found = understood("facility,yr,mth,births\nOruba HC,24,1,5\nOruba HC,24,2,9\n")
    assert [item.period.code for item in found.observations] == ["2024-01", "2024-02"]


@pytest.mark.parametrize(
    "heads", ["jan24_del,jan24_cs,feb24_del,feb24_cs", "del_202401,cs_202401,del_202402,cs_202402"]
)
def test_machine_names_of_a_month_and_a_number(understood: Any, values: Any, heads: str) -> None:
    found = understood(f"facility,{heads}\nOruba HC,5,1,6,2\nTolve HC,7,2,8,3\n")
    assert values(found)[("Tolve HC", "cs", "2024-02")] == 3
    assert len(values(found)) == 8


def test_a_cohort_is_a_period(understood: Any) -> None:
    found = understood(
        "Clinic,Cohort,Started,Alive\nOruba HC,Jan-Jun 2015,40,33\nOruba HC,Jul-Dec 2015,35,30\n"
    )
    assert {item.period.code for item in found.observations} == {"2015-01..2015-06", "2015-07..2015-12"}


# --- what is a number, and of what --------------------------------------------------------------------


def test_sums_to_date_are_set_aside(understood: Any) -> None:
    found = understood(
        "year,week,week_start,week_end,district,cases,cumulative_cases,source_report_week\n"
        "2026,1,2025-12-29,2026-01-04,Oruba,523,523,1\n2026,2,2026-01-05,2026-01-11,Oruba,634,1157,2\n"
    )
    assert {(item.indicator, item.period.code) for item in found.observations} == {
        ("cases", "2026-W01"), ("cases", "2026-W02"),
    }  # fmt: skip
    assert "G1:G3" in _whys(found)


def test_a_sum_to_date_alone_is_kept(understood: Any) -> None:
    found = understood(
        "district,date,cumulative cases,beds\nOruba,2025-01-03,40,12\nTolve,2025-01-03,30,10\n"
    )
    assert {item.indicator for item in found.observations} == {"cumulative cases", "beds"}


def test_a_population_is_no_sub_group(understood: Any) -> None:
    found = understood("time_period,cases,population,location\n2023W16,3,2100,Oruba\n2023W17,5,2100,Oruba\n")
    assert {item.indicator for item in found.observations} == {"cases", "population"}
    assert {item.category for item in found.observations} == {""}


def test_ages_in_numbers_are_sub_groups(understood: Any) -> None:
    found = understood("facility,month,age,cases\nOruba HC,2025-01,1,3\nOruba HC,2025-01,2,5\nOruba HC,2025-02,1,4\n"
                       "Oruba HC,2025-02,2,4\n")  # fmt: skip
    assert _kinds(found) == ["disaggregation"]


def test_a_bare_rate_is_no_percentage(understood: Any) -> None:
    found = understood("Unit,Month,Rate\nWard A,2025-01,3.2\nWard B,2025-01,12.5\n")
    assert {item.unit for item in found.observations} == {""}


def test_unit_is_the_ward_where_nothing_else_is(understood: Any) -> None:
    found = understood("Unit,Month,Falls,Bed days\nWard A,2025-01,3,900\nWard B,2025-01,1,880\n")
    assert {item.team for item in found.observations} == {"Ward A", "Ward B"}
    assert _kinds(found) == ["heading"]


def test_value_beside_its_pair_follows_from_it(understood: Any) -> None:
    found = understood(
        "Team,Date,Numerator,Denominator,Value,Annotations\nICU,01/02/2024,12,20,60,\nICU,01/03/2024,15,20,75,PDSA 1\n"
        "ICU,01/04/2024,18,20,90,\n"
    )
    assert [(item.numerator, item.denominator, item.note) for item in found.observations] == [
        (12, 20, None), (15, 20, "PDSA 1"), (18, 20, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"), [("12 (60%)", 12), ("1,23,456", 123456), ("12,34,56,789", 123456789), ("1'234", 1234)]
)
def test_more_ways_to_write_a_number(workbook: Any, text: str, number: float) -> None:
    rows = [["Site", "Jan 2025", "Feb 2025"], ["Oruba HC", text, 3], ["Tolve HC", 5, text]]
    found = understand(read(workbook({"Births": rows})))
    assert {item.cell: item.value for item in found.observations} == {
        "B2": number,
        "C2": 3,
        "B3": 5,
        "C3": number,
    }


def test_times_of_day_are_said_to_be_no_numbers(understood: Any) -> None:
    found = understood(
        "Hospital,Month,Door to needle,Patients\nOruba,2025-01,01:15,12\nTolve,2025-01,00:50,8\n"
    )
    assert {(item.cell, item.kind) for item in found.problems} == {
        ("C2", "not a number"),
        ("C3", "not a number"),
    }
    assert {item.category for item in found.observations} == {""}


def test_a_stock_card_names_its_columns_after_the_product(understood: Any) -> None:
    found = understood(
        "Month: March 2025\nProduct,Unit,Opening balance,Received,Issued\nOxytocin,amp,120,50,60\n"
    )
    assert [item.indicator for item in found.observations] == [
        "Oxytocin / Opening balance", "Oxytocin / Received", "Oxytocin / Issued",
    ]  # fmt: skip


# --- whose it is ---------------------------------------------------------------------------------------


def test_the_country_is_finer_than_its_continent(understood: Any) -> None:
    found = understood("country,continent,year_week,count\nOruba,Europe,2021-01,12\n")
    assert found.sheets[0].teams == ("Oruba",)


def test_a_labelled_line_above_a_heading_is_no_part_of_it(understood: Any) -> None:
    found = understood(
        "State: Oruba,District: Tolve,,Month: April 2024,\nItem No,Data Item,Public [A],Private [B],Urban [D]\n"
        "1.1,Women registered,100,20,40\n1.2,Home deliveries,80,10,30\n"
    )
    assert found.sheets[0].header_rows == (2,)
    assert {item.category for item in found.observations} == {"Public [A]", "Private [B]", "Urban [D]"}
    assert {item.period.code for item in found.observations} == {"2024-04"}


def test_nought_beside_facility_is_no_team(understood: Any) -> None:
    found = understood("Facility:,0,,\nYear:,2024,,\nIndicator,Jan,Feb,Mar\nRespiratory,1,2,0\nOther,1,0,0\n")
    assert "unknown team of the table" in _kinds(found)


def test_a_total_is_marked_in_a_column_of_notes(understood: Any) -> None:
    found = understood(
        "Notes\tState\tMonth\tDeaths\n\tOruba\tJan., 2020\t4500\n"
        "\tOruba\tFeb., 2020\t4300\nTotal\tOruba\t\t8800\n---\n",
        "wonder.txt",
    )
    assert [item.value for item in found.observations] == [4500, 4300]


def test_an_area_called_total_in_every_row_is_no_total(understood: Any) -> None:
    found = understood(
        "Country or Area,Year,Area,Sex,Value\nOruba,2020,Total,Male,634\nOruba,2020,Total,Female,600\n"
    )
    assert [item.value for item in found.observations] == [634, 600]


def test_measures_ages_and_sexes_by_their_names(understood: Any) -> None:
    found = understood(
        "measure_id,measure_name,location_id,location_name,sex_id,sex_name,age_id,age_name,metric_id,metric_name,year,val,"
        "upper,lower\n1,Deaths,101,Oruba,3,Both,22,All ages,1,Number,2019,120,150,90\n"
        "1,Deaths,101,Oruba,3,Both,22,All ages,3,Rate,2019,1.2,1.5,0.9\n"
    )
    assert {(item.indicator, item.value, item.unit) for item in found.observations} == {
        ("Deaths / Number", 120, ""), ("Deaths / Rate", 1.2, ""),
    }  # fmt: skip


def test_notified_cases_by_week_and_age_are_a_list_of_cases(understood: Any) -> None:
    found = understood(
        "departamento,distrito,enfermedad,ano,semana,diagnostic,diresa,edad,sexo\n"
        "ORU,CENTRO,DENGUE,2023,5,A97.0,1,23,F\nORU,CENTRO,DENGUE,2023,5,A97.0,1,31,M\n"
        "ORU,NORTE,DENGUE,2023,6,A97.2,1,4,F\n",
        answers={"list of cases: lines of the table": "week",
                 "unknown indicator of the table: indicator of the table": "Dengue"},
    )  # fmt: skip
    assert {(item.team, item.period.code, item.value) for item in found.observations} == {
        ("CENTRO", "2023-W05", 2), ("NORTE", "2023-W06", 1),
    }  # fmt: skip


def test_a_remark_in_few_lines_names_no_team(understood: Any) -> None:
    found = understood("Date,Value,Change\n1/1/2024,45,\n2/1/2024,50,\n3/1/2024,62,new form\n4/1/2024,70,\n")
    assert "unknown team of the table" in _kinds(found)
    assert len(found.observations) == 4


def test_titles_of_journals_name_their_team(tmp_path: Path) -> None:
    from collabdesk.importing.journals.journals import read_journal
    from collabdesk.importing.result import KnownTeam, Register

    path = tmp_path / "journal_2026.csv"
    path.write_text(
        "DOCUMENTATION JOURNAL - Oruba HC IV\nAim: 90 %\n\nTested change,Date started\nWall clock,2026-01-05\n"
    )
    register = Register(teams=(KnownTeam(key=1, name="Tolve HC"), KnownTeam(key=2, name="Kalo HC")))
    (question,) = read_journal(read(path), register, []).questions
    assert any("Oruba HC IV" in str(choice.label) for choice in question.choices)
