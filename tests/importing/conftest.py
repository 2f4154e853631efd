"""Small spreadsheets made on the spot, and what the importer makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from collabdesk.importing import read, understand
from collabdesk.importing.result import KnownIndicator, KnownTeam, Register, Understanding

REGISTER = Register(
    teams=(
        KnownTeam(key=1, code="F-01", name="Kisoro Health Centre IV", district="Rwera", uid="aBcDeFgHiJ1"),
        KnownTeam(key=2, code="F-02", name="Rubaya Health Centre III", district="Rwera"),
        KnownTeam(key=3, code="F-03", name="Rubaya Health Centre II", district="Rwera"),
        KnownTeam(key=4, code="F-04", name="Hôpital Saint-Éloi", district="Nord"),
    ),
    indicators=(
        KnownIndicator(key=1, code="ANC4", name="Four antenatal visits", kind="percent",
                       numerator_label="Women with four visits", denominator_label="Women delivered"),
        KnownIndicator(key=2, code="DEL", name="Facility deliveries", kind="count", numerator_label="Deliveries"),
        KnownIndicator(key=3, code="FEVER", name="Fever tested", kind="percent",
                       numerator_label="Fever cases tested", denominator_label="Fever cases seen"),
    ),
)  # fmt: skip


@pytest.fixture
def understood(tmp_path: Path) -> Callable[..., Understanding]:
    """Write a text file and understand it."""

    def make(
        text: str | bytes, name: str = "sheet.csv", *, register: Register | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Understanding:  # fmt: skip
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return understand(read(path), register, answers)

    return make


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write an .xlsx: sheet name -> rows; a cell may be (value, format) or ("=formula", stored result)."""

    def make(
        sheets: Mapping[str, Sequence[Sequence[Any]]], *, name: str = "book.xlsx",
        merged: Mapping[str, Sequence[str]] | None = None, hidden: Sequence[str] = (),
    ) -> Path:  # fmt: skip
        import xlsxwriter

        path = tmp_path / name
        with xlsxwriter.Workbook(str(path), {"default_date_format": "mmm-yy"}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for area in (merged or {}).get(title, ()):
                    sheet.merge_range(area, "")
                for number, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        _write(book, sheet, number, column, cell)
                if title in hidden:
                    sheet.hide()
        return path

    return make


def _write(book: Any, sheet: Any, row: int, column: int, cell: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, tuple):
        value, extra = cell
        if isinstance(value, str) and value.startswith("="):
            sheet.write_formula(row, column, value, None, extra)
        else:
            sheet.write(row, column, value, book.add_format({"num_format": extra}))
    else:
        sheet.write(row, column, cell)


def values(understanding: Understanding) -> dict[tuple[str, str, str], Any]:
    """(team, indicator, period) -> number, or (numerator, denominator)."""
    return {
        (item.team, item.indicator, item.period.code): item.value
        if item.value is not None
        else (item.numerator, item.denominator)
        for item in understanding.observations
    }


@pytest.fixture
def register() -> Register:
    """Four teams, three indicators."""
    return REGISTER


@pytest.fixture(name="values")
def values_fixture() -> Callable[[Understanding], dict[tuple[str, str, str], Any]]:
    """`values` as a fixture."""
    return values
