"""A program of its own that reads one old or binary Excel workbook (.xls, .xlsb) with calamine.

The compiled reader ends the whole process when a damaged file makes it ask for more memory than there is, and
can't be interrupted: so it runs as a process of its own (`apart/once.py`), with its memory and time bounded, and can
be killed. The file comes on standard input; a pickled pair (what became of it, the sheets) goes to standard output.
Only the standard library and calamine are imported, which keeps its start at a fiftieth of a second.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import sys
from typing import Any

MOST_MEMORY = 400_000_000
MOST_SECONDS = 8
MOST_CELLS = 6_000_000

Sheet = tuple[str, bool, list[list[Any]], list[tuple[tuple[int, int], tuple[int, int]]]]
"""(name, whether it is hidden, rows, merged areas)."""


class _TooManyError(Exception):
    pass


def main() -> None:
    """Read, and answer."""
    _bound()
    try:
        answer = pickle.dumps(_read(sys.stdin.buffer.read()))
    except MemoryError:
        answer = pickle.dumps(("too large", []))
    sys.stdout.buffer.write(answer)


def _bound() -> None:
    """As far as the system can by itself; whoever waits watches the clock, and the memory where it can."""
    try:
        import resource
    except ImportError:  # on Windows
        from collabdesk.apart.bounds import bound_this_process

        bound_this_process(MOST_MEMORY)
        return
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _read(data: bytes) -> tuple[str, list[Sheet]]:
    import python_calamine as calamine

    try:
        return "read", _sheets(calamine, data)
    except calamine.PasswordError:
        return "protected", []
    except (_TooManyError, MemoryError):
        return "too large", []
    except BaseException:  # a panic of the compiled reader is no Exception
        return "damaged", []


def _sheets(calamine: Any, data: bytes) -> list[Sheet]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: list[Sheet] = []
    left = MOST_CELLS
    for index, meta in enumerate(book.sheets_metadata):
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            found.append((meta.name, hidden, [], []))
            continue
        sheet = book.get_sheet_by_index(index)
        left -= sheet.height * sheet.width
        if left < 0:
            raise _TooManyError
        rows = sheet.to_python(skip_empty_area=False)
        found.append((meta.name, hidden, rows, list(sheet.merged_cell_ranges or [])))
    return found


if __name__ == "__main__":
    main()
