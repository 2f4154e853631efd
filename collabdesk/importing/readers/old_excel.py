"""Old and binary Excel workbooks (.xls, .xlsb), read by calamine.

Calamine gives values and merged areas, but neither errors nor number formats: an error cell arrives empty,
and a percentage as a fraction, which the importer then asks about.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import SheetGrid, TooManyCellsError, Value
from collabdesk.importing.readers import ole

MAX_CELLS = 6_000_000
_OLE = b"\xd0\xcf\x11\xe0"


def sheets(data: bytes, name: str, format_: str) -> tuple[str, tuple[SheetGrid, ...], str]:
    """All sheets, hidden ones too."""
    import python_calamine as calamine

    more = _extras(data, name) if format_ == "xls" else {}
    try:
        with _without_panic_lines():
            return format_, tuple(_grids(calamine, data, more)), "."
    except TooManyCellsError:
        raise
    except calamine.PasswordError as error:
        raise UserFacingError(
            f"“{name}” is protected with a password. Open it, save a copy without a password, and import that."
        ) from error
    except BaseException as error:
        # a panic of the compiled reader is no Exception; anything else that is none must go on
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise UserFacingError(
            f"“{name}” can't be read: it is incomplete or damaged. Copy it again, or save it as .xlsx."
        ) from error


@contextmanager
def _without_panic_lines() -> Iterator[None]:
    """What the compiled reader prints when it stumbles goes nowhere: the sentence says it better."""
    try:
        kept = os.dup(2)
    except OSError:  # a window without a console has no such stream
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _grids(calamine: Any, data: bytes, more: dict[str, ole.SheetExtras]) -> Iterator[SheetGrid]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for index, meta in enumerate(book.sheets_metadata):
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            yield SheetGrid(name=meta.name, rows=[], hidden=hidden)
        else:
            yield _grid(book.get_sheet_by_index(index), meta.name, hidden, more.get(meta.name))


def _extras(data: bytes, name: str) -> dict[str, ole.SheetExtras]:
    try:
        return ole.extras(ole.workbook_stream(data) if data.startswith(_OLE) else data)
    except (ole.DamagedError, struct.error, ValueError, IndexError) as error:
        raise UserFacingError(
            f"“{name}” can't be read: it is incomplete or damaged. Copy it again, or save it as .xlsx."
        ) from error


def _grid(sheet: object, name: str, hidden: bool, more: ole.SheetExtras | None = None) -> SheetGrid:
    height, width = getattr(sheet, "height", 0), getattr(sheet, "width", 0)
    if height * width > MAX_CELLS:
        raise TooManyCellsError
    found = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    rows: list[list[Value]] = [[_value(cell) for cell in row] for row in found]
    merged = getattr(sheet, "merged_cell_ranges", None) or []
    areas = tuple((first[0], first[1], last[0], last[1]) for first, last in merged)
    if more is None:
        return SheetGrid(name=name, rows=rows, hidden=hidden, merged=areas)
    for (row, column), error in more.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = error
    return SheetGrid(
        name=name, rows=rows, hidden=hidden, merged=areas, percent=frozenset(more.percent),
        hidden_rows=frozenset(more.hidden_rows), hidden_columns=frozenset(more.hidden_columns),
    )  # fmt: skip


def _value(cell: object) -> Value:
    if cell == "" or cell is None:
        return None
    if isinstance(cell, bool | str | dt.date):
        return cell
    if isinstance(cell, float | int):
        return int(cell) if float(cell).is_integer() and abs(cell) < 1e15 else cell
    return None if isinstance(cell, dt.time | dt.timedelta) else str(cell)
