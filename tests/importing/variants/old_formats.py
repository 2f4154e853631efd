"""Made-up pages as OpenDocument and as the old Excel format: just as much of either as a table needs."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.importing.variants.making import Formula, Page, Percent

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_SECTOR = 512
_END, _FAT = 0xFFFFFFFE, 0xFFFFFFFD


def ods(pages: Sequence[Page]) -> bytes:
    """The pages as an OpenDocument spreadsheet."""
    sheets = "".join(
        f"<table:table table:name={quoteattr(page.name)}>{''.join(_ods_rows(page))}</table:table>"
        for page in pages
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:body>'
            f"<office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


def _ods_rows(page: Page) -> list[str]:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    covered = {(row, column) for top, left, bottom, right in page.merged for row in range(top, bottom + 1)
               for column in range(left, right + 1)} - set(spans)  # fmt: skip
    lines = []
    for number, row in enumerate(page.rows):
        cells = []
        for column, cell in enumerate(row):
            down, across = spans.get((number, column), (1, 1))
            span = "" if down == across == 1 else (
                f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
            )  # fmt: skip
            tag = "covered-table-cell" if (number, column) in covered else "table-cell"
            cells.append(_ods_cell(tag, cell, span))
        hidden = ' table:visibility="collapse"' if number in page.hidden_rows else ""
        lines.append(f"<table:table-row{hidden}>{''.join(cells)}</table:table-row>")
    return lines


def _ods_cell(tag: str, cell: Any, span: str) -> str:
    if cell is None:
        return f"<table:{tag}{span}/>"
    if isinstance(cell, Percent):
        return f'<table:{tag}{span} office:value-type="percentage" office:value="{float(cell)}"/>'
    if isinstance(cell, Formula):
        return f"<table:{tag}{span} table:formula={quoteattr('of:' + cell)}/>"
    if isinstance(cell, dt.date):
        return f'<table:{tag}{span} office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, int | float):
        return f'<table:{tag}{span} office:value-type="float" office:value="{cell}"/>'
    return f'<table:{tag}{span} office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:{tag}>'


def xls(pages: Sequence[Page]) -> bytes:
    """The pages as a workbook of Excel 97 to 2003 (BIFF8), without formulas."""
    sheets = [_sheet(page) for page in pages]
    start = _globals([(page.name[:31], 0) for page in pages])
    places, at = [], len(start)
    for sheet in sheets:
        places.append(at)
        at += len(sheet)
    stream = _globals(
        [(page.name[:31], place) for page, place in zip(pages, places, strict=True)]
    ) + b"".join(sheets)
    return _container(stream)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _globals(sheets: Sequence[tuple[str, int]]) -> bytes:
    found = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    found += _record(0x0042, struct.pack("<H", 1200))
    for format_ in (0, 9, 17):  # general, percent, month and year
        found += _record(0x00E0, struct.pack("<HHH", 0, format_, 0) + bytes(14))
    for name, place in sheets:
        text = name.encode("utf-16-le")
        found += _record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(text) // 2, 1) + text)
    return found + _record(0x000A)


def _sheet(page: Page) -> bytes:
    found = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))]
    for number, row in enumerate(page.rows):
        for column, cell in enumerate(row):
            found += _cell(number, column, cell)
    for top, left, bottom, right in page.merged:
        found.append(_record(0x00E5, struct.pack("<HHHHH", 1, top, bottom, left, right)))
    return b"".join(found) + _record(0x000A)


def _cell(row: int, column: int, cell: Any) -> list[bytes]:
    if cell is None or isinstance(cell, Formula):
        return []
    if isinstance(cell, dt.date):
        days = float((cell - dt.date(1899, 12, 30)).days)
        return [_record(0x0203, struct.pack("<HHHd", row, column, 2, days))]
    if isinstance(cell, int | float):
        return [_record(0x0203, struct.pack("<HHHd", row, column, isinstance(cell, Percent), float(cell)))]
    text = str(cell).encode("utf-16-le")
    return [_record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)]


def _container(stream: bytes) -> bytes:
    """A compound file with one stream, ``Workbook``, in ordinary sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    tables = 1
    while tables * 128 < count + 1 + tables:
        tables += 1
    chain = [*range(1, count), _END, _END, *([_FAT] * tables)]
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    header = (
        bytes.fromhex("D0CF11E0A1B11AE1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, tables, count, 0, 4096, _END, 0, _END, 0)
    header += b"".join(struct.pack("<I", count + 1 + n if n < tables else 0xFFFFFFFF) for n in range(109))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, -1, 0, len(stream)) + bytes(256)
    return header + stream + entries + b"".join(struct.pack("<I", one) for one in chain)


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<iii", -1, -1, child)
        + bytes(36) + struct.pack("<IQ", first, size)
    )  # fmt: skip
