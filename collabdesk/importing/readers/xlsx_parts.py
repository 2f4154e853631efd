"""The small parts of an Excel workbook: its list of sheets, its number formats, its shared texts."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

_SHARED = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}


@dataclass(frozen=True)
class Styles:
    """Which cell styles (their numbers as written) show a percentage, which a date, and which neither."""

    percent: frozenset[bytes] = frozenset()
    dates: frozenset[bytes] = frozenset()
    plain: frozenset[bytes] = frozenset((b"",))


@dataclass(frozen=True)
class SheetEntry:
    """A sheet's name, its part in the archive (empty for a chart sheet) and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Parts:
    """What the workbook says about its sheets."""

    sheets: tuple[SheetEntry, ...]
    styles: Styles = field(default_factory=Styles)
    strings: bytes = b""
    from_1904: bool = False


def unescape(data: bytes) -> str:
    """XML text as text; only the standard entities, line ends as one kind, Excel's ``_x000D_`` resolved."""
    text = data.decode("utf-8", errors="replace")
    if text.startswith("<![CDATA["):
        text = text[9:].removesuffix("]]>")
    elif "&" in text:
        text = html.unescape(text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shared_strings(data: bytes) -> list[str]:
    """The texts that cells refer to by number."""
    texts = []
    for inner in _SHARED.findall(data):
        if b"rPh" in inner:
            inner = _PHONETIC.sub(b"", inner)
        texts.append(unescape(b"".join(_TEXT.findall(inner))) if inner.count(b"<") != 2 else _one_text(inner))
    return texts


def _one_text(inner: bytes) -> str:
    found = _TEXT.search(inner)
    return unescape(found[1]) if found else ""


def parts_of(archive: zipfile.ZipFile, unpack: Callable[[str], bytes]) -> Parts:
    """The workbook's sheets and styles. Raises KeyError where a named part is absent."""
    from defusedxml.ElementTree import fromstring

    names = {name.lower(): name for name in archive.namelist()}
    book = next(names[name] for name in names if name.endswith("workbook.xml"))
    folder = posixpath.dirname(book)
    targets = _targets(unpack(names[f"{folder}/_rels/workbook.xml.rels".lstrip("/").lower()]), folder)
    root = fromstring(unpack(book))
    entries, from_1904 = [], False
    for item in root.iter():
        tag = item.tag.rpartition("}")[2]
        if tag == "workbookPr":
            from_1904 = item.get("date1904") in ("1", "true")
        elif tag == "sheet":
            kind, part = targets.get(_relation(item.attrib), ("", ""))
            part = names.get(part.lower(), "") if kind == "worksheet" else ""
            entries.append(SheetEntry(item.get("name", ""), part, item.get("state", "visible") != "visible"))
    if entries and not any(entry.part for entry in entries):
        raise KeyError("no worksheet")
    by_kind = dict(targets.values())
    styles = names.get(by_kind.get("styles", "").lower())
    strings = names.get(by_kind.get("sharedStrings", "").lower())
    return Parts(
        sheets=tuple(entries),
        styles=_styles(unpack(styles)) if styles else Styles(),
        strings=unpack(strings) if strings else b"",
        from_1904=from_1904,
    )


def _relation(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith("}id")), "")


def _targets(data: bytes, folder: str) -> dict[str, tuple[str, str]]:
    from defusedxml.ElementTree import fromstring

    targets = {}
    for item in fromstring(data):
        target = item.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        targets[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], path)
    return targets


def _styles(data: bytes) -> Styles:
    from defusedxml.ElementTree import fromstring

    root = fromstring(data)
    space = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
    formats = {
        int(item.get("numFmtId", 0)): item.get("formatCode", "") for item in root.iter(f"{space}numFmt")
    }
    percent, dates, plain = set(), set(), {b""}
    cells = root.find(f"{space}cellXfs")
    for index, style in enumerate(cells if cells is not None else ()):
        number = int(style.get("numFmtId", 0))
        code = formats.get(number, "")
        written = str(index).encode()
        if number in (9, 10) or is_percent(code):
            percent.add(written)
        elif number in _DATE_FORMATS or is_date(code):
            dates.add(written)
        else:
            plain.add(written)
    return Styles(frozenset(percent), frozenset(dates), frozenset(plain))


def _bare(code: str) -> str:
    return re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", code.split(";")[0])


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage: ``0%``."""
    return "%" in _bare(code)


def is_date(code: str) -> bool:
    """Whether a number format shows a date (``mmm-yy``); a time of day alone is none."""
    bare = _bare(code).lower()
    return (
        "general" not in bare and bool(re.search(r"[yd]|m{3}|^m+$", bare)) and not re.search(r"[0#?]", bare)
    )
