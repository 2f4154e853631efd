"""The container of old Excel files (OLE), and what calamine leaves out of them: errors, percentages, hidden
rows.

Checking the container also keeps a damaged file with a chain of sectors that bites its own tail from being
read for ever. Source of the layouts: Microsoft's [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from collabdesk.importing.grid import CellError, TooManyCellsError
from collabdesk.importing.readers.xlsx_parts import is_percent

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_HEADER = 512
_LAST_COLUMN = 255
_MOST_CELLS = 4_000_000
_CELLS = (0x0203, 0x027E, 0x0006, 0x00BD, 0x0205, 0x00FD, 0x0204, 0x00D6, 0x00BE, 0x0201)
"""The records of cells: numbers, formulas, texts, errors and empty ones."""


class DamagedError(ValueError):
    """The container contradicts itself."""


@dataclass
class SheetExtras:
    """What the values alone don't tell of one sheet."""

    percent: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def workbook_stream(data: bytes) -> bytes:
    """The bytes of the Workbook stream. Raises DamagedError for chains that are cut, cross or run in a circle."""
    if len(data) < _HEADER:
        raise DamagedError("too short")
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise DamagedError("sector size")
    fat = _fat(data, size)
    directory_start, mini_cutoff, mini_fat_start = (
        struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60)
    )
    directory = _chain(data, fat, directory_start, size)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = next((entry for entry in entries if entry[66] == 5), None)
    wanted = next(
        (entry for entry in entries if _name(entry) in ("Workbook", "Book", "WORKBOOK", "BOOK")), None
    )
    if root is None or wanted is None:
        raise DamagedError("no workbook in it")
    start, length = struct.unpack_from("<I", wanted, 116)[0], struct.unpack_from("<I", wanted, 120)[0]
    if length >= mini_cutoff:
        return _chain(data, fat, start, size)[:length]
    small = _chain(data, fat, struct.unpack_from("<I", root, 116)[0], size)
    table = _chain(data, fat, mini_fat_start, size)
    numbers = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    return b"".join(small[at * 64 : at * 64 + 64] for at in _walk(numbers, start))[:length]


def _name(entry: bytes) -> str:
    length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
    return entry[:length].decode("utf-16-le", errors="replace")


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    sectors = [number for number in struct.unpack_from("<109I", data, 76) if number < _END]
    following, count = struct.unpack_from("<II", data, 68)
    seen: set[int] = set()
    while following < _END and len(seen) <= min(count, 4096):
        if following in seen:
            raise DamagedError("a circle")
        seen.add(following)
        block = data[(following + 1) * size : (following + 2) * size]
        if len(block) < size:
            raise DamagedError("cut off")
        numbers = struct.unpack(f"<{size // 4}I", block)
        sectors += [number for number in numbers[:-1] if number < _END]
        following = numbers[-1]
    joined = b"".join(data[(number + 1) * size : (number + 2) * size] for number in sectors)
    return struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4])


def _walk(numbers: tuple[int, ...], start: int) -> Iterator[int]:
    seen = 0
    while start not in (_END, _FREE):
        if start >= len(numbers) or seen > len(numbers):
            raise DamagedError("a chain that leads nowhere")
        yield start
        seen += 1
        start = numbers[start]


def _chain(data: bytes, fat: tuple[int, ...], start: int, size: int) -> bytes:
    return b"".join(data[(number + 1) * size : (number + 2) * size] for number in _walk(fat, start))


def extras(stream: bytes) -> dict[str, SheetExtras]:
    """What each sheet's records say about formats, errors and hidden rows, by the sheet's name."""
    formats: dict[int, str] = {}
    styles: list[int] = []
    sheets: list[tuple[int, str]] = []
    for kind, record in _records(stream, 0):
        if kind == 0x041E and len(record) > 4:
            formats[struct.unpack_from("<H", record)[0]] = _string(record[2:])
        elif kind == 0x00E0 and len(record) >= 4:
            styles.append(struct.unpack_from("<H", record, 2)[0])
        elif kind == 0x0085 and len(record) > 8:
            length, wide = record[6], record[7] & 1
            raw = record[8 : 8 + length * (2 if wide else 1)]
            sheets.append(
                (
                    struct.unpack_from("<I", record)[0],
                    raw.decode("utf-16-le" if wide else "latin-1", "replace"),
                )
            )
        elif kind == 0x00FC and len(record) >= 8 and struct.unpack_from("<I", record, 4)[0] * 3 > len(stream):
            raise DamagedError("more texts than bytes")
    percents = {
        index
        for index, number in enumerate(styles)
        if number in (9, 10) or is_percent(formats.get(number, ""))
    }
    for at, _ in sheets:
        _guard(stream, at)
    return {name: _sheet(stream, at, percents) for at, name in sheets}


def _string(record: bytes) -> str:
    length, wide = struct.unpack_from("<H", record)[0], record[2] & 1
    raw = record[3 : 3 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == 0x000A:
            return
        at += 4 + length


def _guard(stream: bytes, at: int) -> None:
    """Refuse what would make the compiled reader take more memory than there is: it would end the whole program."""
    last_row = last_column = 0
    for kind, record in _records(stream, at):
        if kind in _CELLS and len(record) >= 6:
            row, column = struct.unpack_from("<HH", record)
            last_row, last_column = max(last_row, row), max(last_column, column)
        elif kind == 0x0200 and _claimed(record) > 5 * _MOST_CELLS:
            raise DamagedError("a sheet larger than any")
    if last_column > _LAST_COLUMN:
        raise DamagedError("a cell outside the sheet")
    if (last_row + 1) * (last_column + 1) > _MOST_CELLS:
        raise TooManyCellsError


def _claimed(record: bytes) -> int:
    """The cells that a record of dimensions claims; the compiled reader takes memory for as many."""
    if len(record) >= 12:
        first, last, left, right = struct.unpack_from("<IIHH", record)
    elif len(record) >= 8:
        first, last, left, right = struct.unpack_from("<HHHH", record)
    else:
        return 0
    if first > last or left > right:
        raise DamagedError("a sheet that ends before it begins")
    return int((last - first) * (right - left))


def _sheet(stream: bytes, at: int, percents: set[int]) -> SheetExtras:
    found = SheetExtras()
    for kind, record in _records(stream, at):
        if kind in (0x0203, 0x027E, 0x0006) and len(record) >= 6:
            row, column, style = struct.unpack_from("<HHH", record)
            if kind == 0x0006 and len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 2:
                found.errors[row, column] = CellError(_ERRORS.get(record[8], "#ERROR"))
            elif style in percents:
                found.percent.add((row, column))
        elif kind == 0x00BD and len(record) >= 12:
            row, first = struct.unpack_from("<HH", record)
            for step in range((len(record) - 6) // 6):
                if struct.unpack_from("<H", record, 4 + 6 * step)[0] in percents:
                    found.percent.add((row, first + step))
        elif kind == 0x0205 and len(record) >= 8 and record[7]:
            row, column = struct.unpack_from("<HH", record)
            found.errors[row, column] = CellError(_ERRORS.get(record[6], "#ERROR"))
        elif kind == 0x0208 and len(record) >= 14 and struct.unpack_from("<H", record, 12)[0] & 0x20:
            found.hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == 0x007D and len(record) >= 10 and struct.unpack_from("<H", record, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", record)
            found.hidden_columns |= set(range(first, min(last, _LAST_COLUMN) + 1))
    return found
