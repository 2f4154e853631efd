"""Which format a file really has, by its first bytes; a wrong extension does no harm."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.importing.grid import SheetGrid, TooManyCellsError

Loaded = tuple[str, tuple[SheetGrid, ...], str]
"""(format, sheets, decimal sign where it is known)."""

_LOG = logging.getLogger(__name__)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed archive; unpack it first"),
    (b"Rar!", "a compressed archive; unpack it first"),
    (b"7z\xbc\xaf", "a compressed archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"PK\x05\x06", "an empty archive"),
)


def load(data: bytes, name: str) -> Loaded:
    """The sheets of a file's content. Raises UserFacingError."""
    try:
        return _load(data, name)
    except (UserFacingError, Cancelled):
        raise
    except TooManyCellsError as error:
        raise UserFacingError(
            f"“{name}” holds more numbers and words than a table of an office has, and was not read. "
            "Split it, and import the parts."
        ) from error
    except MemoryError as error:
        raise UserFacingError(f"“{name}” is too large for this computer's memory.") from error
    except Exception as error:
        # whatever a parser stumbles over: the file is at fault, the reason is in the log
        _LOG.info("unreadable file", exc_info=True)
        raise UserFacingError(
            f"“{name}” can't be read: its content is damaged. Ask for a new copy, or save it again as .xlsx."
        ) from error


def _load(data: bytes, name: str) -> Loaded:
    if data.startswith(_ZIP):
        return _load_zip(data, name)
    if data.startswith(_OLE):
        return _load_ole(data, name)
    for signature, kind in _OTHER_KINDS:
        if data.startswith(signature) and (signature != b"MZ" or b"\0" in data[:400]):
            raise UserFacingError(f"“{name}” is {kind}, not a spreadsheet.")
    if re.match(rb"[\x00-\x09]\x08|\x09[\x00\x02\x04]", data[:2]) and b"\0" in data[:16]:
        return _calamine(data, name, "xls")
    return _load_text(data, name)


def _load_zip(data: bytes, name: str) -> Loaded:
    from collabdesk.importing.readers import ods, xlsx

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UserFacingError(
            f"“{name}” is incomplete: a part of it is missing, as after an interrupted copy. Copy it again."
        ) from error
    if any(item.flag_bits & 1 for item in archive.infolist()):
        raise UserFacingError(xlsx.PROTECTED.format(name=name))
    if "xl/workbook.bin" in names:
        return _calamine(data, name, "xlsb")
    reader = xlsx.sheets if xlsx.is_workbook(archive) else ods.sheets if "content.xml" in names else None
    if reader is None:
        kind = "a text document" if any(part.startswith("word/") for part in names) else "an archive"
        raise UserFacingError(f"“{name}” is {kind}, not a spreadsheet.")
    return _guarded(reader, archive, name)


def _guarded(reader: Callable[[zipfile.ZipFile, str], Loaded], archive: zipfile.ZipFile, name: str) -> Loaded:
    try:
        return reader(archive, name)
    except (zipfile.BadZipFile, EOFError, KeyError, OSError) as error:
        raise UserFacingError(
            f"“{name}” is incomplete: a part of it is missing, as after an interrupted copy. Copy it again."
        ) from error


def _load_ole(data: bytes, name: str) -> Loaded:
    from collabdesk.importing.readers import xlsx

    encrypted = "EncryptedPackage".encode("utf-16-le")
    if encrypted in data:
        raise UserFacingError(xlsx.PROTECTED.format(name=name))
    is_book = any(word.encode("utf-16-le") in data for word in ("Workbook", "Book"))
    if "WordDocument".encode("utf-16-le") in data and not is_book:
        raise UserFacingError(f"“{name}” is a text document, not a spreadsheet.")
    return _calamine(data, name, "xls")


def _calamine(data: bytes, name: str, format_: str) -> Loaded:
    from collabdesk.importing.readers import old_excel

    return old_excel.sheets(data, name, format_)


def _load_text(data: bytes, name: str) -> Loaded:
    from collabdesk.importing.readers import html_tables, markup, text

    decoded = text.decode(data, name)
    start = decoded[:4000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("{", "[")):
        from_json = markup.json_sheets(decoded)
        if from_json:
            return "json", from_json, "."
    if start.startswith(("<!doctype html", "<html")) or re.search(r"<(table|tr)[\s>]", start):
        return "html", html_tables.sheets(decoded, name), ""
    if start.startswith(("<?xml", "<datavalueset", "<workbook", "<")) and re.match(r"<[?!a-z]", start):
        if "<table" in decoded.lower() and "<html" in decoded[:3000].lower():
            return "html", html_tables.sheets(decoded, name), ""
        return "xml", markup.xml_sheets(decoded, name), "."
    if start.startswith("mime-version:") and "<table" in decoded.lower():
        return "html", html_tables.web_archive(data, name), ""
    return text.table(decoded, name)
