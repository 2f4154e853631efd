"""Files as programs write them: headings in machines' spellings, codes, bounds, spans of days, rows of tags."""

from __future__ import annotations

from typing import Any

import pytest

from collabdesk.importing.result import Understanding


def _problems(found: Understanding) -> list[tuple[str, str]]:
    return [(item.cell, item.kind) for sheet in found.sheets for item in sheet.problems]


def _kinds(found: Understanding) -> list[str]:
    return [question.kind for sheet in found.sheets for question in sheet.questions]


@pytest.mark.parametrize(
    ("heading", "weeks"),
    [
        ("semanas_epidemiologicas", "5"), ("SEMANA", "05"), ("EpiWeek", "5"), ("week_no", "5"),
        ("Semaine épidémiologique", "5"), ("MMWR week", "5"),
    ],
)  # fmt: skip
def test_a_week_and_a_year_in_columns_of_their_own(
    understood: Any, values: Any, heading: str, weeks: str
) -> None:
    found = understood(
        f"municipio,year,{heading},casos\nOruba,2019,{weeks},12\nTolve,2019,{weeks},3\nOruba,2019,11,9\n"
    )
    assert values(found) == {
        ("Oruba", "casos", "2019-W05"): 12,
        ("Tolve", "casos", "2019-W05"): 3,
        ("Oruba", "casos", "2019-W11"): 9,
    }


def test_codes_and_bounds_are_no_indicators(understood: Any, values: Any) -> None:
    found = understood(
        "cod_dept,Facility,Treatment Function Code,Month,Score,Lower CI 95.0 limit,Upper Estimate\n"
        "201,Oruba HC,100,2025-01,12.1,9.9,14.8\n201,Tolve HC,100,2025-01,14,11.9,16.4\n"
    )
    assert values(found) == {("Oruba HC", "Score", "2025-01"): 12.1, ("Tolve HC", "Score", "2025-01"): 14}


def test_codes_with_a_leading_zero_are_the_teams_where_nothing_else_names_them(
    understood: Any, values: Any
) -> None:
    found = understood("dep;jour;hosp\n01;2025-03-18;2\n02;2025-03-18;41\n")
    assert values(found) == {("01", "hosp", "2025-03-18"): 2, ("02", "hosp", "2025-03-18"): 41}
    assert "heading" in _kinds(found)


def test_headings_of_display_and_code(understood: Any, values: Any) -> None:
    found = understood(
        "GHO (CODE),GHO (DISPLAY),YEAR (CODE),YEAR (DISPLAY),COUNTRY (CODE),COUNTRY (DISPLAY),Numeric,Low,High\n"
        "M1,Infant deaths per 1000,2015,2015,ORU,Oruba,37.4,32,43\n"
        "M1,Infant deaths per 1000,2016,2016,ORU,Oruba,36.1,30,42\n"
    )
    assert values(found) == {
        ("Oruba", "Infant deaths per 1000", "2015"): 37.4,
        ("Oruba", "Infant deaths per 1000", "2016"): 36.1,
    }


def test_a_column_of_compact_dates_is_no_number(understood: Any, values: Any) -> None:
    found = understood(
        "WeekEndingDate,TreatmentLocation,DepartmentType,Attendances\n"
        "20150222,A111,Emergency,1195\n20150222,A210,Emergency,585\n20150301,A111,Emergency,1219\n"
    )
    assert values(found)[("A111", "Attendances", "2015-W08")] == 1195
    assert values(found)[("A111", "Attendances", "2015-W09")] == 1219


def test_one_sub_group_in_all_rows_is_no_total(understood: Any, values: Any) -> None:
    found = understood("month,facility,sex,cases\n2025-01,Oruba HC,All,5\n2025-02,Oruba HC,All,6\n")
    assert len(values(found)) == 2


def test_first_and_last_days_are_one_span(understood: Any, values: Any) -> None:
    found = understood(
        "Facility,Start Date,End Date,Deliveries\n"
        "Oruba HC,01/01/2025,31/03/2025,45\nTolve HC,01/04/2025,30/04/2025,12\nKalo HC,01/07/2022,30/06/2025,99\n"
    )
    assert values(found) == {
        ("Oruba HC", "Deliveries", "2025-Q1"): 45,
        ("Tolve HC", "Deliveries", "2025-04"): 12,
    }
    assert ("B4", "unusual span") in _problems(found)


def test_day_month_and_year_in_three_columns_beside_the_whole_date(understood: Any, values: Any) -> None:
    found = understood(
        "dateRep,day,month,year,cases,country\n14/12/2020,14,12,2020,746,Oruba\n13/12/2020,13,12,2020,298,Oruba\n"
    )
    assert values(found) == {("Oruba", "cases", "2020-12-14"): 746, ("Oruba", "cases", "2020-12-13"): 298}


def test_a_period_inside_the_texts_of_its_column(understood: Any, values: Any) -> None:
    found = understood("Period,Org Code,Attendances\nMSitAE-APRIL-2019,RF4,10\nMSitAE-MAY-2019,RF4,12\n")
    assert values(found) == {("RF4", "Attendances", "2019-04"): 10, ("RF4", "Attendances", "2019-05"): 12}


def test_headings_of_a_period_and_an_indicator(understood: Any, values: Any) -> None:
    found = understood(
        "organisationunitname,January 2021 ANC 1st visit,February 2021 ANC 1st visit,January 2021 Births,"
        "February 2021 Births\nOruba,1205,1300,801,790\n"
    )
    assert values(found)[("Oruba", "ANC 1st visit", "2021-02")] == 1300
    assert values(found)[("Oruba", "Births", "2021-01")] == 801


def test_a_name_with_a_year_alone_is_a_name(understood: Any) -> None:
    found = understood(
        "Facility,Month,Births,Population 2019,Women 2019\nOruba HC,2021-01,12,5000,2500\n"
        "Tolve HC,2021-01,9,4000,2100\n"
    )
    assert {item.indicator for item in found.observations} == {"Births", "Population 2019", "Women 2019"}


def test_tags_under_the_headings_are_set_aside(understood: Any, values: Any) -> None:
    found = understood(
        "report_date,province,cases\n#date,#adm1+name,#affected+infected\n2018-08-04,Oruba,13\n2018-08-04,Tolve,2\n"
    )
    assert values(found)[("Oruba", "cases", "2018-08-04")] == 13
    assert any(item.range == "A2:C2" for item in found.sheets[0].skipped)


def test_what_r_writes_for_blanks(understood: Any, values: Any) -> None:
    rows = [
        "Contents,...2,...3,...4,...5", "Weekly deaths,NA,NA,NA,NA", "NA,NA,NA,NA,NA", "Week number,NA,1,2,3",
        "Week ended,NA,42377,42384,42391", "NA,NA,NA,NA,NA", "NA,Men,NA,NA,NA", "NA,By age,NA,NA,NA",
        "NA,Under 1,49,64,50", "NA,15-44,299,326,345", "NA,Women,NA,NA,NA", "NA,By age,NA,NA,NA",
        "NA,Under 1,9,4,NA", "NA,15-44,99,26,45", "NA,NA,NA,NA,NA", "Footnotes,NA,NA,NA,NA",
        "Source: office,NA,NA,42752,NA",
    ]  # fmt: skip
    found = understood("\n".join(rows))
    assert values(found)[("Under 1", "Women / By age / Weekly deaths", "2016-W01")] == 9
    assert values(found)[("15-44", "Men / By age / Weekly deaths", "2016-W03")] == 345
    assert len(found.observations) == 11
    assert {"not reported"} == {kind for _, kind in _problems(found)}


def test_a_row_without_a_team_is_said_and_left_out(understood: Any, values: Any) -> None:
    found = understood(
        "Facility,Indicator,2025-01,2025-02\nOruba HC,Births,4,5\n,Deaths,1,0\nTolve HC,Births,7,8\n"
        "Kalo HC,Births,7,8\nSema HC,Births,7,8\n"
    )
    assert {team for team, _, _ in values(found)} == {"Oruba HC", "Tolve HC", "Kalo HC", "Sema HC"}
    assert ("A3", "team missing") in _problems(found)


def test_a_row_that_names_only_its_province_is_about_the_province(understood: Any, values: Any) -> None:
    found = understood(
        "Province,District,Month,Births\nNorth,Oruba,2025-01,4\nNorth,Tolve,2025-01,5\nSouth,,2025-01,9\n"
    )
    assert values(found)[("South", "Births", "2025-01")] == 9


def test_an_empty_column_between_names_and_numbers(understood: Any, values: Any) -> None:
    found = understood(
        "Sl. No.,Indicators,,Type,Apr-18,May-18,Jun-18\nM1,Women registered,,TOTAL,12,13,11\n"
        "1.1,Women registered,,Public,9,10,8\n,,,Private,3,3,3\nM2,Births,,TOTAL,8,7,8\n"
        ",,,Public,6,5,6\n,,,Private,2,2,2\n",
        answers={"disaggregation: sub-groups of the table": "keep apart"},
    )
    assert values(found)[("", "Births / Public", "2018-04")] == 6
    assert values(found)[("", "Women registered / Private", "2018-06")] == 3


def test_teams_across_with_words_for_none_and_an_unknown_place(understood: Any, values: Any) -> None:
    found = understood(
        "Date,Kailo,Keno,Bo,UNKNOWN,Koina\n8/17/2014,401,277,1,3,not registered\n8/16/2014,389,273,1,2,not registered\n"
    )
    assert {team for team, _, _ in values(found)} == {"Kailo", "Keno", "Bo"}
    assert "Koina" in found.sheets[0].teams
    assert any("unknown place" in str(item.why) for item in found.sheets[0].skipped)


def test_a_file_of_one_measure_without_any_team(understood: Any) -> None:
    found = understood(
        "what,improvement_direction,date,value,recalc_here,comment,target\n"
        "Number of clients seen,increase,31/05/2021,14,,,30\nNumber of clients seen,increase,30/06/2021,12,,,30\n"
        "Number of clients seen,increase,28/02/2022,25,y,new room,30\n"
    )
    assert [item.indicator for item in found.observations] == ["Number of clients seen"] * 3
    assert _kinds(found) == ["unknown team of the table"]


def test_numbers_beyond_the_months_are_weeks(understood: Any, values: Any) -> None:
    weeks = "".join(f"Oruba,2021-{week:02d},{week}\n" for week in range(3, 30))
    found = understood(f"country,period,cases\n{weeks}")
    assert values(found)[("Oruba", "cases", "2021-W05")] == 5
    assert len(found.observations) == 27


def test_one_month_that_does_not_exist_makes_no_weeks(understood: Any, values: Any) -> None:
    found = understood("site,period,cases\nOruba,2021-01,1\nOruba,2021-02,2\nOruba,2021-13,3\n")
    assert values(found) == {("Oruba", "cases", "2021-01"): 1, ("Oruba", "cases", "2021-02"): 2}
    assert ("B4", "impossible date") in _problems(found)


@pytest.mark.parametrize(
    ("heading", "text"),
    [("year_week", "2021-05"), ("Semaine", "S05-2021"), ("Semaine", "S5-2021"), ("week", "202105")],
)
def test_a_heading_of_weeks_over_a_year_and_a_number(
    understood: Any, values: Any, heading: str, text: str
) -> None:
    found = understood(f"country,{heading},cases\nOruba,{text},4\nTolve,{text},5\n")
    assert {period for _, _, period in values(found)} == {"2021-W05"}


def test_values_deleted_at_their_source_are_left_out(understood: Any) -> None:
    found = understood(
        "dataElement,period,orgUnit,value,deleted\nfbfJHSPpUQD,202201,DiszpKrYNg8,23,false\n"
        "fbfJHSPpUQD,202202,DiszpKrYNg8,30,true\n"
    )
    assert [item.value for item in found.observations] == [23]
    assert any(str(item.why) == "deleted at its source" for item in found.sheets[0].skipped)


def test_names_of_teams_rather_than_their_identifiers(understood: Any) -> None:
    found = understood(
        "date,orgunit,orgunituid,indicator,agecoarse,val\n2020-10-01,Oruba HC,a1b2c3d4e5f,TX_NEW,15+,12\n"
        "2020-10-01,Tolve HC,b1b2c3d4e5f,TX_NEW,15+,7\n"
    )
    assert {(item.team, item.team_code) for item in found.observations} == {
        ("Oruba HC", "a1b2c3d4e5f"), ("Tolve HC", "b1b2c3d4e5f"),
    }  # fmt: skip


def test_a_rate_among_counts_leaves_the_counts_alone(understood: Any) -> None:
    found = understood("Country,Event,Month,Cases,Deaths,CFR\nOruba,Cholera,2017-01,1071,18,1.7%\n")
    assert {(item.cell, item.value, item.unit) for item in found.observations} == {
        ("D2", 1071, ""), ("E2", 18, ""), ("F2", 1.7, "percent"),
    }  # fmt: skip


def test_the_only_numerator_and_denominator_are_one_pair(understood: Any) -> None:
    found = understood(
        "Date,Team,Numerator (compliant),Denominator (observed)\n2024-01-03,ICU,8,10\n2024-01-10,ICU,9,10\n"
    )
    assert [(item.numerator, item.denominator) for item in found.observations] == [(8, 10), (9, 10)]


def test_months_of_other_calendars_in_headings_are_asked_about(understood: Any) -> None:
    found = understood(
        "Organisation unit,ANC 4 visits Shrawan 2079,ANC 4 visits Bhadra 2079\nKath,400,410\nLali,200,190\n"
    )
    assert "calendar" in _kinds(found)
    assert not found.observations


def test_months_as_day_numbers_under_nameless_headings(understood: Any, values: Any) -> None:
    found = understood(
        "Contents,...2,...3,...4,...5\nMonthly deaths by area,NA,NA,NA,NA\nNA,NA,NA,NA,NA\n"
        "Area Codes,Area of usual residence,42005,42036,42064\nNA,NA,NA,NA,NA\n"
        "E06,County Oruba,600,450,480\nE07,Tolve,120,90,101\nNA,NA,NA,NA,NA\n1 Provisional figures.,NA,NA,NA,NA\n"
    )
    assert values(found)[("Tolve", "Monthly deaths by area", "2015-03")] == 101
    assert len(found.observations) == 6


def test_years_with_marks_before_the_names(understood: Any, values: Any) -> None:
    found = understood(
        "State,2017 Cases,2017 Deaths,2018* Cases,2018* Deaths\nOruba,17,2,25,0\nTolve,13,0,18,0\n"
    )
    assert values(found)[("Oruba", "Cases", "2018")] == 25


def test_a_week_called_eweek(understood: Any, values: Any) -> None:
    found = understood("year,eweek,district,number\n2014,1,Oruba,436\n2014,2,Oruba,475\n")
    assert {period for _, _, period in values(found)} == {"2014-W01", "2014-W02"}


def test_names_indented_into_columns_without_a_heading(understood: Any) -> None:
    found = understood(
        "Area code,Area of usual residence,,,Jan-15,Feb-15\nK1,ENGLAND,,,60,43\nE1,,NORTH,,29,22\n"
        "E11,,,Oruba,20,12\nE12,,,Tolve,9,10\nE2,,SOUTH,,31,21\nE21,,,Kalo,31,21\n"
    )
    assert [item.team for item in found.observations[::2]] == [
        "ENGLAND",
        "NORTH",
        "Oruba",
        "Tolve",
        "SOUTH",
        "Kalo",
    ]
