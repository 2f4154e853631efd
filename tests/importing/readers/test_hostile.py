"""Files made to break a reader: each ends within bounds, as a whole process, in numbers or in one sentence."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from collabdesk.importing.grid import TooManyCellsError
from collabdesk.importing.readers import ole

SECONDS = 10.0
MEGABYTES = 500
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OPEN, CLOSE = f"<worksheet {NAMES}><sheetData>", "</sheetData></worksheet>"
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Site</t></is></c><c r="B1" t="inlineStr"><is><t>Jan-26</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>Feb-26</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2"><v>4</v></c><c r="C2"><v>5</v></c></row>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def book(
    path: Path, sheet: Iterator[str] | list[str], names: str = '<sheet name="S" sheetId="1" r:id="rId1"/>'
) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook {NAMES} xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for text in sheet:
                part.write(text.encode())
    return path


def empty_rows() -> Iterator[str]:
    """As Excel writes a sheet whose whole columns were formatted."""
    yield OPEN + ROWS
    for start in range(3, 1_048_577, 20_000):
        yield "".join(
            f'<row r="{row}" spans="1:3" ht="15"><c r="A{row}" s="1"/><c r="B{row}" s="1"/><c r="C{row}" s="1"/></row>'
            for row in range(start, min(start + 20_000, 1_048_577))
        )
    yield CLOSE


def letters(column: int) -> str:
    found, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def wide() -> Iterator[str]:
    names = [letters(column) for column in range(16_384)]
    yield OPEN
    for row in range(1, 16):
        text = 't="inlineStr"><is><t>Ind {}</t></is></c>' if row == 1 else "><v>{}</v></c>"
        yield (
            f'<row r="{row}">'
            + "".join(f'<c r="{name}{row}" ' + text.format(number) for number, name in enumerate(names))
            + "</row>"
        )
    yield CLOSE


def bomb() -> Iterator[str]:
    yield OPEN + '<row r="1"><c r="A1" t="inlineStr"><is><t>'
    for _ in range(300):
        yield "x" * 1_000_000
    yield "</t></is></c></row>" + CLOSE


FILES: dict[str, Callable[[Path], Path]] = {
    "empty rows.xlsx": lambda path: book(path, empty_rows()),
    "wide.xlsx": lambda path: book(path, wide()),
    "bomb.xlsx": lambda path: book(path, bomb()),
    "sheets.xlsx": lambda path: book(
        path, [OPEN, ROWS, CLOSE], "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 3000))
    ),
    "far.xlsx": lambda path: book(
        path, [OPEN, ROWS, '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>', CLOSE]
    ),
    "line.csv": lambda path: written(path, "Site,Jan-26\nA," + "5" * 30_000_000 + "\n"),
    "lines.csv": lambda path: written(path, "Site,Jan-26,Feb-26\n" + "A,5,6\n" * 1_500_000),
    "text.csv": lambda path: written(path, "x" * 50_000_000),
    "deep.json": lambda path: written(path, '{"dataValues":' + "[" * 200_000),
    "deep.html": lambda path: written(path, "<html><body>" + "<table><tr><td>" * 20_000 + "x"),
    "spans.html": lambda path: written(
        path, "<html><table>" + "<tr>" + "<td rowspan=60000 colspan=900>x</td>" * 10_000 + "</table>"
    ),
    "entities.xml": lambda path: written(
        path, '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        '<dataValueSet><dataValue dataElement="&b;" period="202601" orgUnit="b" value="5"/></dataValueSet>'
    ),
}  # fmt: skip


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


MEASURED = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True, encoding="utf-8")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, done.stderr, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Run between: a process begins with the memory of the one that started it, which is large for that of the tests."""


def within_bounds(path: Path) -> None:
    """The whole command, its children too, ends in time and memory, with numbers or one sentence."""
    command = [
        sys.executable,
        "-c",
        MEASURED,
        sys.executable,
        "-m",
        "collabdesk",
        "inspect",
        str(path),
        "--json",
    ]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    code, said, seconds, memory = json.loads(told.stdout)
    assert code in (0, 2), said
    assert "Traceback" not in said
    assert len(said.splitlines()) == (1 if code == 2 else 0), said
    assert seconds < SECONDS
    assert memory / (1024 if sys.platform == "darwin" else 1) / 1024 < MEGABYTES


@pytest.mark.skipif(sys.platform == "win32", reason="there the memory of a child is not told")
@pytest.mark.parametrize("name", FILES)
def test_hostile_files_end_within_bounds(tmp_path: Path, name: str) -> None:
    within_bounds(FILES[name](tmp_path / name))


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def old_sheet(*records: bytes) -> bytes:
    """A stream with one sheet, as in an old Excel file."""
    name = b"S"
    length = 4 + 8 + len(name) + 4
    head = record(0x85, struct.pack("<IHBB", length, 0, len(name), 0) + name) + record(0x0A, b"")
    return head + b"".join(records) + record(0x0A, b"")


def test_what_would_make_the_compiled_reader_abort_is_refused_before() -> None:
    number = record(0x0203, struct.pack("<HHHd", 3, 2, 0, 5.0))
    assert set(ole.extras(old_sheet(record(0x0200, struct.pack("<IIHHH", 0, 4, 0, 3, 0)), number))) == {"S"}
    for first, last, left, right in ((0, 2**31, 0, 200), (9, 4, 0, 3), (0, 4, 0, 2**16 - 1)):
        dimensions = record(0x0200, struct.pack("<IIHHH", first, last, left, right, 0))
        if right > 255 and last < 10:
            far = record(0x0203, struct.pack("<HHHd", 3, right, 0, 5.0))
            with pytest.raises(ole.DamagedError):
                ole.extras(old_sheet(far))
            continue
        with pytest.raises(ole.DamagedError):
            ole.extras(old_sheet(dimensions, number))
    far = record(0x0203, struct.pack("<HHHd", 65_535, 200, 0, 5.0))
    with pytest.raises(TooManyCellsError):
        ole.extras(old_sheet(far))
    texts = record(0x00FC, struct.pack("<II", 5, 2**31))
    with pytest.raises(ole.DamagedError):
        ole.extras(texts + old_sheet())
