"""Small .xls, .xlsb and .ods workbooks made on the spot, part by part, so that each part can be damaged."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

Cell = str | float | int | None
Rows = Sequence[Sequence[Cell]]


def archive(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip archive."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return found.getvalue()


# .xls: records of BIFF8 in a container of sectors


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls_stream(rows: Rows, name: str = "Data") -> bytes:
    """The Workbook stream of a workbook with one sheet."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    shared = struct.pack("<II", len(texts), len(texts))
    shared += b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    style = _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    bound = struct.pack("<BB", len(name), 0) + name.encode("latin-1")
    before = _record(0x0809, begin) + style
    behind = _record(0x00FC, shared) + _record(0x000A)
    at = len(before) + 4 + 6 + len(bound) + len(behind)
    stream = before + _record(0x0085, struct.pack("<IH", at, 0) + bound) + behind
    stream += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    width = max(map(len, rows))
    stream += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    text = 0
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                stream += _record(0x00FD, struct.pack("<HHHI", row, column, 0, text))
                text += 1
            elif cell is not None:
                stream += _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    return stream + _record(0x000A)


def ole(stream: bytes) -> bytes:
    """The stream in the container that old Excel files are."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + table + _entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + _entry("Workbook", 2, 2, len(stream)) + (
        bytes(256) + stream
    )  # fmt: skip


def _entry(name: str, kind: int, start: int, length: int, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le")
    none = 0xFFFFFFFF
    entry = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, none, none, child)
    return (entry + bytes(36) + struct.pack("<II", start, length)).ljust(128, b"\0")


# .xlsb: records of another kind, in a zip archive


def _binary(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return number + length + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_parts(rows: Rows, name: str = "Data") -> dict[str, bytes]:
    """The parts of a binary workbook with one sheet."""
    book = _binary(131) + _binary(143) + _binary(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    book += _binary(144) + _binary(132)
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = _binary(129) + _binary(148, size) + _binary(145)
    for row, cells in enumerate(rows):
        sheet += _binary(0, struct.pack("<I", row) + bytes(13))
        for column, cell in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                sheet += _binary(6, place + _wide(cell))
            elif cell is not None:
                sheet += _binary(5, place + struct.pack("<d", cell))
    sheet += _binary(146) + _binary(130)
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = (
        f'<?xml version="1.0"?><Relationships xmlns="{package}"><Relationship Id="rId1" Type="{kind}" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return {"xl/workbook.bin": book, "xl/_rels/workbook.bin.rels": relations.encode(),
            "xl/worksheets/sheet1.bin": sheet}  # fmt: skip


# .ods


def ods_parts(rows: Rows, name: str = "Data") -> dict[str, bytes]:
    """The parts of an OpenDocument workbook with one sheet."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p>'
        "</table:table-cell>"
    )
