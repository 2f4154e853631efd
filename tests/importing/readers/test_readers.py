"""Every format by its content, and every way a file can be wrong."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.importing import read, read_bytes, understand
from collabdesk.importing.grid import NO_STORED_VALUE, CellError, a1, area_a1, from_a1
from collabdesk.importing.readers import ole, sheet_blocks, xlsx
from collabdesk.importing.readers.xlsx_parts import is_date, is_percent

PLAIN = "Établissement;Mois;Valeur\nCentre Éloi;janv. 2026;12,5\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "cp850", "mac_roman"]
)
def test_accents_survive_every_encoding(encoding: str) -> None:
    text = PLAIN + "Hôpital de Sévigny;févr. 2026;3\nPosto de Saúde São João;mars 2026;4\n"
    book = read_bytes(text.encode(encoding), "wrong.xls")
    assert book.sheets[0].value(1, 0) == "Centre Éloi"
    assert book.sheets[0].value(3, 0) == "Posto de Saúde São João"
    assert book.decimal == ","


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    rows = [["Title"], ["a", "b, c; d", "e"], ["1", "2", "3"], ["", "", "4"], [], ["5", "6", "7"]]
    text = "\n".join(separator.join(f'"{cell}"' if cell else "" for cell in row) for row in rows)
    grid = read_bytes(text.encode(), "a.txt").sheets[0]
    assert grid.value(1, 1) == "b, c; d"
    assert grid.value(5, 2) == "7", "a blank line is a record too"
    assert grid.value(3, 0) is None


def test_sep_line_blanks_and_unclosed_quotes() -> None:
    assert read_bytes(b"sep=;\na;b\n1;2\n", "a.csv").sheets[0].rows == [[], ["a", "b"], ["1", "2"]]
    spaced = read_bytes(b"Facility   Jan-24   Feb-24\nKisoro HC   10   20\n", "a.txt").sheets[0]
    assert spaced.rows[1] == ["Kisoro HC", "10", "20"]
    broken = b'a,b\n"x,1\n' + b"y,2\n" * 500
    assert len(read_bytes(broken, "a.csv").sheets[0].rows) == 502


def test_excel_gives_formats_errors_formulas_merges_and_hidden_parts(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "named.csv"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data & more")
        percent, month = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "mmm-yy"})
        sheet.merge_range("A1:C1", "Title é")
        sheet.write(1, 0, 0.85, percent)
        sheet.write_datetime(1, 1, dt.datetime(2026, 3, 4), month)
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write(2, 0, "<5 & “more”")
        sheet.write(2, 1, True)
        sheet.write_formula(2, 2, "=A1+1", None, 7)
        sheet.write(200, 30, 1.5)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 4, None, None, {"hidden": True})
        book.add_worksheet("Lists").hide()
    content = path.read_bytes()
    grid, lists = read(path).sheets
    assert (grid.name, lists.hidden) == ("Data & more", True)
    assert grid.value(0, 0) == "Title é"
    assert grid.merged == ((0, 0, 0, 2),)
    assert (grid.value(1, 0), grid.is_percent(1, 0), grid.text(1, 0)) == (0.85, True, "85%")
    assert grid.value(1, 1) == dt.datetime(2026, 3, 4)
    assert grid.value(1, 2) == CellError("#DIV/0!")
    assert grid.rows[2] == ["<5 & “more”", True, 7]
    assert grid.value(200, 30) == 1.5
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == {3, 4}
    odd = _rewritten(content, lambda xml: xml.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>"))
    assert read_bytes(odd, "odd.xlsx").sheets[0].value(2, 2) == 7, "writers that use a prefix"


def _rewritten(
    content: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml"
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def test_a_formula_without_a_result_is_no_number(workbook: Callable[..., Path]) -> None:
    path = workbook({"S": [["Site", "Jan-26"], ["A", ("=1+76", 77)]]})
    content = _rewritten(path.read_bytes(), lambda xml: xml.replace(b"<v>77</v>", b""))
    assert read_bytes(content, "a.xlsx").sheets[0].value(1, 1) == NO_STORED_VALUE
    found = understand(read_bytes(content, "a.xlsx"))
    assert found.observations == ()
    assert [problem.kind for problem in found.problems] == ["formula without a result"]


def test_number_formats() -> None:
    assert is_percent("0.0%")
    assert not is_percent('0"%"')
    assert is_date("mmm-yy")
    assert is_date("[$-409]d/m/yyyy;@")
    assert not is_date("#,##0.00")
    assert not is_date("General")
    assert not is_date("h:mm")
    assert xlsx.serial_date(46204) == dt.datetime(2026, 7, 1)
    assert xlsx.serial_date(5) == 5


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>
<table:table table:name="Mes"><table:table-row><table:table-cell table:number-columns-spanned="2"
 office:value-type="string"><text:p>Mes de <text:span>abril</text:span></text:p></table:table-cell>
<table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell office:value-type="percentage" office:value="0.5"/>
<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/>
<table:table-cell office:value-type="date" office:date-value="2026-03-04"/></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row></table:table>
<table:table table:name="Listas" table:style-name="ta2"><table:table-row><table:table-cell/></table:table-row>
</table:table>
</office:document-content>"""


def _archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def test_opendocument() -> None:
    grid, hidden = read_bytes(_archive(content_xml=ODS), "a.xls").sheets
    assert grid.rows == [["Mes de abril"], [], [], [0.5, 7, 7, dt.datetime(2026, 3, 4)]]
    assert grid.percent == {(3, 0)}
    assert grid.merged == ((0, 0, 0, 1),)
    assert grid.hidden_rows == {3}
    assert hidden.hidden


def test_html_table_named_xls() -> None:
    text = (
        "<html><body><p>x</p><table><tr><th rowspan=2>Site</th><th colspan=2>2026W5</th></tr>"
        "<tr><td>Tested</td><td>Seen<td></tr><tr><td>A &amp; B</td><td>4</td><td>&nbsp;</td></tr></table>"
    )
    grid = read_bytes(text.encode(), "pivot.xls").sheets[0]
    assert grid.rows[0] == ["Site", "2026W5", None]
    assert grid.rows[1][:3] == [None, "Tested", "Seen"]
    assert grid.rows[2] == ["A & B", "4", None]
    assert (0, 0, 1, 0) in grid.merged


def test_dhis2_values_in_json_and_xml_keep_their_place() -> None:
    as_json = b'{"period":"202601","dataValues":[{"dataElement":"de","orgUnit":"ou","value":"5"}]}'
    as_xml = (
        b'<dataValueSet xmlns="http://dhis2.org/schema/dxf/2.0">'
        b'<dataValue dataElement="de" period="202601" orgUnit="ou" value="5"/></dataValueSet>'
    )
    for content, cell in ((as_json, "dataValues[1]"), (as_xml, "dataValue[1]")):
        (item,) = understand(read_bytes(content, "x.txt")).observations
        assert (item.team, item.indicator, item.period.code, item.value) == ("ou", "de", "2026-01", 5)
        assert item.cell == cell
    analytics = (
        b'{"headers":[{"name":"dx","column":"Data"},{"name":"pe","column":"Period"},{"name":"ou","column":'
        b'"Organisation unit"},{"name":"value","column":"Value"}],"metaData":{"items":{"u":{"name":"Kisoro"}}},'
        b'"rows":[["ANC","202601","u","5.0"]]}'
    )
    (item,) = understand(read_bytes(analytics, "x.json")).observations
    assert (item.team, item.value) == ("Kisoro", 5)


def test_addresses() -> None:
    assert [a1(6, 2), a1(0, 27), area_a1((3, 0, 30, 13))] == ["C7", "AB1", "A4:N31"]
    assert from_a1("AB12") == (11, 27)
    with pytest.raises(ValueError, match="no cell"):
        from_a1("7C")


def test_wrong_files_are_refused_in_one_sentence(tmp_path: Path, workbook: Callable[..., Path]) -> None:
    good = workbook({"S": [["Site", "Jan-26"], ["A", 5]]}).read_bytes()
    cases: dict[str, tuple[bytes, str]] = {
        "empty.xlsx": (b"", "is empty"),
        "blank.csv": (b" \n \r\n", "is empty"),
        "cut.xlsx": (good[: len(good) * 6 // 10], "incomplete"),
        "scan.pdf": (b"%PDF-1.7 something", "PDF"),
        "photo.csv": (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        "random.xls": (bytes(range(1, 256)) * 40 + bytes(200), "not a spreadsheet"),
        "other.zip": (_archive(readme="hello"), "not a spreadsheet"),
        "letter.docx": (_archive(word__document_xml="<x/>"), "text document"),
        "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "damaged"),
        "locked.xlsx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        "laughs.xml": (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><dataValueSet>&b;</dataValueSet>',
            "definitions inside"),
        "half.xml": (b"<dataValueSet><dataValue", "damaged"),
        "other.xml": (b"<?xml version='1.0'?><note/>", "not known"),
        "page.html": (b"<html><body>no table</body></html>", "without a table"),
        "prose.txt": (b"One line of words without columns", "no table"),
    }  # fmt: skip
    for name, (content, words) in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UserFacingError) as caught:
            read(path)
        assert words in caught.value.sentence, name
        assert f"“{name}”" in caught.value.sentence
        assert "\n" not in caught.value.sentence
    with pytest.raises(UserFacingError, match="folder"):
        read(tmp_path)
    with pytest.raises(UserFacingError, match="no file"):
        read(tmp_path / "absent.xlsx")


def test_a_file_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, workbook: Callable[..., Path]
) -> None:
    path = workbook({"S": [["Site", "Jan-26"], ["A", 5]]})
    monkeypatch.setattr(xlsx, "MAX_PART", 300)
    with pytest.raises(UserFacingError, match="unpacks to more"):
        read(path)


def test_too_many_cells_are_refused_whole(
    monkeypatch: pytest.MonkeyPatch, workbook: Callable[..., Path]
) -> None:
    monkeypatch.setattr(xlsx, "MAX_CELLS", 20)
    rows = [["Site", "Jan-26", "Feb-26"], *([f"S{number}", 1, 2] for number in range(30))]
    with pytest.raises(UserFacingError, match="Split it"):
        read(workbook({"S": rows}))


@pytest.mark.parametrize("size", [97, 1000, 5000])
def test_a_sheet_reads_the_same_in_blocks_of_any_size(
    monkeypatch: pytest.MonkeyPatch, workbook: Callable[..., Path], size: int
) -> None:
    rows = [
        ["Site", "Jan-26", "Feb-26"],
        *([f"S{number}", number, None if number % 3 else 2] for number in range(80)),
    ]
    path = workbook({"S": rows}, merged={"S": ["A90:B91"]})
    whole = read(path).sheets[0]
    monkeypatch.setattr(sheet_blocks, "_BLOCK", size)
    parts = read(path).sheets[0]
    assert parts.rows == whole.rows
    assert parts.merged == whole.merged == ((89, 0, 90, 1),)


def test_chains_that_bite_their_tail_are_refused() -> None:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[68:72] = (0xFFFFFFFE).to_bytes(4, "little")
    header[76:80] = bytes(4)
    header[80:512] = b"\xff" * 432
    table = b"".join(number.to_bytes(4, "little") for number in (0xFFFFFFFD, 2, 1)) + b"\xff" * 500
    with pytest.raises(ole.DamagedError):
        ole.workbook_stream(bytes(header) + table + bytes(1024))


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman", "latin-1"])
def test_accents_and_marks_of_notes_in_one_byte(encoding: str) -> None:
    texts = ["Formação São Tomé", "Clínica Dolega"] + (["118†", "12²"] if encoding == "cp1252" else [])
    text = f"Site;Jan 2025;Feb 2025\n{texts[0]};1;2\n{texts[1]};{texts[-1]};3\nÉvora;{texts[-2]};4\n"
    grid = read_bytes(text.encode(encoding), "x.csv").sheets[0]
    assert [row[0] for row in grid.rows] == ["Site", *texts[:2], "Évora"]
    assert grid.rows[2][1] == texts[-1]
