"""Every way to write a number, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabdesk.importing.grid import NO_STORED_VALUE, CellError
from collabdesk.importing.numbers.number_text import Sort, decimal_sign, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("85", 85), ("1 234", 1234), ("1\xa0204", 1204), ("2\u202f429", 2429), ("1,234", 1234), ("1,012", 1012),
     ("12,5", 12.5), ("45,", 45), ("0,9", 0.9), ("0.125", 0.125), ("6.125", 6.125), ("1,234.5", 1234.5),
     ("1.234,5", 1234.5), ("1,234,567", 1234567), ("1.0", 1), ("'57", 57), (" 57 ", 57), ("zero", 0)],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    reading = read_number(text)
    assert (reading.sort, reading.value) == (Sort.NUMBER, value)


@pytest.mark.parametrize(
    ("text", "sort"),
    [("", Sort.BLANK), ("  ", Sort.BLANK), ("n/a", Sort.MISSING), ("NA", Sort.MISSING), ("ND", Sort.MISSING),
     ("NR", Sort.MISSING), ("s/d", Sort.MISSING), ("pas de données", Sort.MISSING), ("#N/A", Sort.MISSING),
     ("-", Sort.DASH), ("–", Sort.DASH), ("nil", Sort.NIL), ("néant", Sort.NIL), ("<5", Sort.HIDDEN),
     ("*", Sort.HIDDEN), (">95%", Sort.HIDDEN), ("#DIV/0!", Sort.ERROR), ("yes", Sort.TEXT), ("12 34", Sort.TEXT),
     ("1,23,4", Sort.TEXT), ("(5)", Sort.TEXT), ("5 cases", Sort.TEXT)],
)  # fmt: skip
def test_what_is_no_number_is_never_a_number(text: str, sort: Sort) -> None:
    assert read_number(text).sort is sort


def test_percentages_and_ratios() -> None:
    assert read_number("78,5 %").value == 78.5
    assert read_number("91%").sort is Sort.PERCENT
    assert read_number(0.85, percent=True).value == 85
    ratio = read_number("12/20")
    assert (ratio.sort, ratio.value, ratio.denominator) == (Sort.RATIO, 12, 20)
    assert read_number("12 sur 20").denominator == 20


def test_the_files_decimal_sign_settles_or_doubts_a_thousand() -> None:
    assert (read_number("1.204", decimal=",").value, read_number("1.204", decimal=",").other) == (1204, 1.204)
    assert (read_number("1,234", decimal=",").value, read_number("1,234", decimal=",").other) == (1.234, 1234)
    assert read_number("1,234", decimal=".").other is None
    assert decimal_sign(["90,25", "81,5"]) == ","
    assert decimal_sign(["90.25", "1,204"]) == "."
    assert decimal_sign(["12"], ",") == ""


def test_other_values_of_cells() -> None:
    assert read_number(None).sort is Sort.BLANK
    assert read_number(True).sort is Sort.TEXT
    assert read_number(NO_STORED_VALUE).sort is Sort.NO_RESULT
    assert read_number(CellError("#REF!")).sort is Sort.ERROR
    assert read_number(dt.date(2026, 12, 20)).sort is Sort.DATE


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_whole_numbers_read_back(number: int) -> None:
    assert read_number(str(number)).value == number
    assert read_number(f"{number:,}".replace(",", " ")).value == number


@given(st.decimals(min_value=0, max_value=99999, places=2))
def test_decimals_read_back_with_either_sign(number: object) -> None:
    assert read_number(str(number)).value == pytest.approx(float(str(number)))
    assert read_number(str(number).replace(".", ",")).value == pytest.approx(float(str(number)))


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    for decimal in ("", ",", "."):
        reading = read_number(text, decimal=decimal)
        assert (
            reading.sort is not Sort.NUMBER
            or any(letter.isnumeric() for letter in text)
            or "ero" in text.lower()
        )
