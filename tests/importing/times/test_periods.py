"""Every spelling of a period that was seen, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabdesk.importing.times.calendars import month_of
from collabdesk.importing.times.period_text import Sort, decides, read_period
from collabdesk.importing.times.periods_inside import period_in, years_in
from collabdesk.periods import Period

SURE = {
    "Jan-26": "2026-01", "02/2026": "2026-02", "2026/3": "2026-03", "2016-1": "2016-01", "May, 2026": "2026-05",
    "June 2026": "2026-06", "Sept 26": "2026-09", "MAR 2018": "2018-03", "Jan-07": "2007-01", "déc-25": "2025-12",
    "janv. 2026": "2026-01", "févr. 2026": "2026-02", "août 2026": "2026-08", "AOUT 2026": "2026-08",
    "Dez/2025": "2025-12", "Março 2026": "2026-03", "Ago. 2026": "2026-08", "2008/Abr": "2008-04",
    "FEVRIER2016": "2016-02", "DECE2016": "2016-12", "Septem 2016": "2016-09", "enero de 2026": "2026-01",
    "2017Q1": "2017-Q1", "Q1 2026": "2026-Q1", "T3_2021": "2021-Q3", "1er trimestre 2026": "2026-Q1",
    "Jan to Mar 2021": "2021-Q1", "January - March 2023 (Q2)": "2023-Q1", "2004S1": "2004-01..2004-06",
    "2015Oct": "2015-10..2016-09", "2004April": "2004-04..2005-03", "2004AprilS1": "2004-04..2004-09",
    "2023W16": "2023-W16", "2024W1": "2024-W01", "2026-W07": "2026-W07", "Week 12 2024": "2024-W12",
    "2004SunW5": "2004-SunW05", "200401B": "2004-01..2004-02", "FY21 Oct": "2020-10", "FY21 Sep": "2021-09",
    "25/05/2026": "2026-05-25", "8/15/2014": "2014-08-15", "2026-03-14": "2026-03-14", "4 mars 2026": "2026-03-04",
    "2017-03-01 00:00:00": "2017-03-01",
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), SURE.items())
def test_a_spelling_means_one_period(text: str, code: str) -> None:
    reading = read_period(text)
    assert reading is not None
    assert reading.sort is Sort.PERIOD
    assert reading.period is not None
    assert reading.period.code == code


@pytest.mark.parametrize("text", ["13/2026", "31/06/2026", "2016Q5", "2026-02-30", "2024W60", "Feb 30, 2026"])
def test_what_the_calendar_does_not_have_is_impossible(text: str) -> None:
    reading = read_period(text)
    assert reading is not None
    assert reading.sort is Sort.IMPOSSIBLE


@pytest.mark.parametrize(
    "text",
    [
        "12/20",
        "85 %",
        "Total",
        "Report 2",
        "HC IV",
        "Region 1",
        "1,234",
        "2026",
        "202604",
        "5",
        "",
        "Oct 40-50 cases",
    ],
)
def test_other_texts_are_no_periods(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("value", "code"),
    [("202604", "2026-04"), (202604, "2026-04"), ("2026", "2026"), (46204, "2026-07-01"), ("03/26", "2026-03"),
     ("fervier 2016", "2016-02"), (20260314, "2026-03-14"), (dt.datetime(2026, 3, 4), "2026-03-04")],
)  # fmt: skip
def test_where_a_period_is_expected_numbers_count_too(value: object, code: str) -> None:
    reading = read_period(value, expected=True)  # type: ignore[arg-type]
    assert reading is not None
    assert reading.period is not None
    assert reading.period.code == code


def test_both_orders_are_kept_where_both_are_dates() -> None:
    reading = read_period("03/04/2026")
    assert reading is not None
    assert reading.sort is Sort.AMBIGUOUS
    assert reading.period is not None
    assert reading.other is not None
    assert (reading.period.code, reading.other.code) == ("2026-04-03", "2026-03-04")
    assert (decides("25/05/2026"), decides("8/15/2014"), decides("03/04/2026")) == (
        "day first",
        "month first",
        "",
    )


def test_months_without_a_year_and_other_calendars_are_marked() -> None:
    bare, ethiopian, nepali = (read_period(text) for text in ("Févr.", "Meskerem 2018 E.C.", "Baisakh 2083"))
    assert bare is not None
    assert (bare.sort, bare.number) == (Sort.NO_YEAR, 2)
    assert ethiopian is not None
    assert (ethiopian.calendar, ethiopian.number, ethiopian.year) == (
        "Ethiopian",
        1,
        2018,
    )
    assert nepali is not None
    assert (nepali.calendar, nepali.year) == ("Nepali", 2083)
    assert read_period("2023/24").sort is Sort.FINANCIAL  # type: ignore[union-attr]


def test_other_calendars_begin_and_end_in_known_months() -> None:
    assert month_of("Ethiopian", 2018, 1, ends=False) == Period.parse("2025-09")
    assert month_of("Ethiopian", 2018, 1, ends=True) == Period.parse("2025-10")
    assert month_of("Ethiopian", 2018, 13, ends=False) is None
    assert month_of("Nepali", 2083, 1, ends=False) == Period.parse("2026-04")
    assert month_of("Nepali", 2082, 10, ends=False) == Period.parse("2026-01")


def test_a_title_gives_its_one_period_and_its_years() -> None:
    found = period_in("Month of MAY 2026")
    assert found is not None
    assert found[1].period == Period.parse("2026-05")
    assert period_in("Facility deliveries, 2026") is None
    assert period_in("Jan 2026 and Feb 2026") is None
    assert years_in("chw-paludisme-2016_2021") == [2016, 2021]


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2049, 12, 31)))
def test_iso_dates_and_months_always_read_back(day: dt.date) -> None:
    reading, monthly = read_period(day.isoformat()), read_period(f"{day:%Y-%m}")
    assert reading is not None
    assert reading.period is not None
    assert reading.period.first_day == day
    assert monthly is not None
    assert monthly.period is not None
    assert monthly.period.code == f"{day:%Y-%m}"


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_period(text)
    read_period(text, expected=True)
    period_in(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Oct-Dec 21", "2021-Q4"), ("III trimestre 2021", "2021-Q3"), ("2021 Q1 (Jan-Mar)", "2021-Q1"),
        ("Apr-21 to Mar-22", "2021-04..2022-03"), ("2020–01", "2020-01"), ("2021*", "2021"),
        ("March 2021 ¹", "2021-03"),
        ("01/01/2021 - 31/03/2021", "2021-Q1"), ("20210101-20210131", "2021-01"),
        ("2021-01-04 to 2021-01-10", "2021-W01"),
        ("Week ending 13/03/2021", "2021-W10"), ("w/c 1/3/2021", "2021-W09"),
        ("EW12-2021", "2021-W12"), ("2021SE12", "2021-W12"),
        ("Année 2021", "2021"),
    ],
)  # fmt: skip
def test_more_spellings(text: str, code: str) -> None:
    reading = read_period(text, expected=True)
    assert reading is not None
    assert reading.period is not None
    assert reading.period.code == code


@pytest.mark.parametrize(
    ("text", "year", "quarter"), [("2019/20 Q1", 2020, 1), ("Q3 2019-20", 2020, 3), ("2019FY", 2019, 0)]
)
def test_quarters_of_financial_years(text: str, year: int, quarter: int) -> None:
    reading = read_period(text, expected=True)
    assert reading is not None
    assert (reading.sort, reading.year, reading.number) == (Sort.FINANCIAL, year, quarter)


@pytest.mark.parametrize("text", ["No. 12 2020", "Bimestre 1 2021", "Report no 3 2021", "Table 11 2020"])
def test_a_number_that_counts_something_else_is_no_month(text: str) -> None:
    assert period_in(text) is None


@pytest.mark.parametrize("text", ["2022-07-01 - 2025-06-30", "01/01/2021 - 15/02/2021"])
def test_a_span_of_no_known_length_is_no_period(text: str) -> None:
    reading = read_period(text)
    assert reading is not None
    assert reading.sort is Sort.SPAN
