"""Old and binary Excel workbooks (.xls, .xlsb), read by calamine.

Calamine gives values and merged areas, but neither errors nor number formats: an error cell arrives empty,
and a percentage as a fraction, which the importer then asks about.
"""

from __future__ import annotations

import datetime as dt
import logging
import struct
from pathlib import Path

from collabdesk.apart import once
from collabdesk.apart.calls import FellError, TooLargeError, TooSlowError
from collabdesk.apart.launch import Program
from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import SheetGrid, TooManyCellsError, Value
from collabdesk.importing.readers import ole
from collabdesk.importing.readers.calamine_child import MOST_MEMORY, Sheet

_log = logging.getLogger(__name__)
_OLE = b"\xd0\xcf\x11\xe0"
_PROGRAM = Program(
    module="collabdesk.importing.readers.calamine_child", path=Path(__file__).with_name("calamine_child.py")
)


def sheets(data: bytes, name: str, format_: str) -> tuple[str, tuple[SheetGrid, ...], str]:
    """All sheets, hidden ones too."""
    more = _extras(data, name) if format_ == "xls" else {}
    try:
        became, found = once.answer_of(_PROGRAM, data, MOST_MEMORY)
    except TooLargeError as error:
        raise TooManyCellsError from error
    except TooSlowError as error:
        raise UserFacingError(
            f"“{name}” was not read within {once.SECONDS:.0f} seconds. Close other programs and try again, or save it "
            f"as .xlsx."
        ) from error
    except FellError as error:
        _log.warning("the reader of %s fell: %s", name, error)
        raise _damaged(name) from error
    if became == "protected":
        raise UserFacingError(
            f"“{name}” is protected with a password. Open it, save a copy without a password, and import that."
        )
    if became == "too large":
        raise TooManyCellsError
    if became != "read":
        raise _damaged(name)
    return format_, tuple(_grid(sheet, more.get(sheet[0])) for sheet in found), "."


def _damaged(name: str) -> UserFacingError:
    return UserFacingError(
        f"“{name}” can't be read: it is incomplete or damaged. Copy it again, or save it as .xlsx."
    )


def _extras(data: bytes, name: str) -> dict[str, ole.SheetExtras]:
    try:
        return ole.extras(ole.workbook_stream(data) if data.startswith(_OLE) else data)
    except (ole.DamagedError, struct.error, ValueError, IndexError) as error:
        raise _damaged(name) from error


def _grid(sheet: Sheet, more: ole.SheetExtras | None) -> SheetGrid:
    name, hidden, found, merged = sheet
    rows: list[list[Value]] = [[_value(cell) for cell in row] for row in found]
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
