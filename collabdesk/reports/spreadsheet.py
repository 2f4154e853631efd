"""Tables out: CSV and Excel. A text never becomes a formula, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from collabdesk.errors import UserFacingError

Cell = str | float | int | None
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: its name, its headings, its rows."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def harmless(text: str) -> str:
    """The text as CSV may carry it: spreadsheet programs take a leading = + - @ for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def write_csv(sheet: Sheet, path: Path) -> None:
    """One table as CSV (UTF-8 with a mark, so that Excel reads the accents). Whole or not at all."""
    with io.StringIO(newline="") as text:
        writer = csv.writer(text)
        writer.writerow(sheet.headings)
        for row in sheet.rows:
            writer.writerow([_csv_cell(cell) for cell in row])
        save(path, ("\ufeff" + text.getvalue()).encode("utf-8"))


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return str(int(cell)) if float(cell).is_integer() else repr(float(cell))


def write_xlsx(sheets: Sequence[Sheet], path: Path) -> None:
    """Tables as an Excel workbook with headings that stay and filters. Whole or not at all."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        page.write_row(0, 0, sheet.headings, bold)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, column, cell)
                elif cell is not None:
                    page.write_number(number, column, cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1)
        page.autofit()
    book.close()
    save(path, buffer.getvalue())


def save(path: Path, content: bytes) -> None:
    """Put a file in its place, whole or not at all. Raises UserFacingError."""
    making = path.with_name(path.name + ".making")
    try:
        making.write_bytes(content)
        making.replace(path)
    except OSError as error:
        making.unlink(missing_ok=True)
        raise UserFacingError(
            f"“{path.name}” could not be written ({error.strerror}). Is it open in another program?"
        ) from error
