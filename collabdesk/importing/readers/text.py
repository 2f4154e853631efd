"""Text tables: the encoding and the separator are found in the content."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import SheetGrid, TooManyCellsError, Value
from collabdesk.stopping import SELDOM, stop_if_asked

MAX_CELLS = 1_500_000
MAX_BYTES = 40_000_000
_MOST_TEXT = 32_767

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ACCENTED = set("àâäáãåçéèêëíìîïñóòôöõúùûüÿœæÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜŒÆ’‘“”–—«»°ºª€ ")
_SIGNS = set("¹²³†‡…±×•·§®™¼½¾")
_STRANGE = re.compile("([\\s\\S]?)([\u0080-\uffff])")
_SAMPLED = 400_000
_SEPARATORS = ("\t", ";", ",", "|")


def decode(data: bytes, name: str) -> str:
    """The text of a file, whatever common encoding it is in. Raises UserFacingError for binary content."""
    if len(data) > MAX_BYTES:
        raise UserFacingError(
            f"“{name}” holds more than {MAX_BYTES // 1_000_000} MB of text and was not read."
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").lstrip("\ufeff")
    if b"\0" in data[:4000]:
        return _without_mark(data, name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _checked(_one_byte(data), name)


def _without_mark(data: bytes, name: str) -> str:
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    half = min(len(data), 4000) / 2
    if max(even, odd) > half * 0.4 and min(even, odd) < half * 0.1:
        return data.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")
    raise UserFacingError(f"“{name}” is not a spreadsheet or a text table.")


def _one_byte(data: bytes) -> str:
    """Windows-1252 unless the letters make more sense in the alphabets of DOS or the old Macintosh."""
    best, best_score = "", -(10**9)
    for encoding in ("cp1252", "cp850", "mac_roman", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = sum(
            _sense(*pair) * count for pair, count in Counter(_STRANGE.findall(text[:_SAMPLED])).items()
        )
        if score > best_score:
            best, best_score = text, score
    return best


def _sense(before: str, letter: str) -> int:
    """How much sense a letter makes behind another: ``Clínica`` and ``118†``, not ``ClÌnica`` and ``118Ü``."""
    if letter in _SIGNS:
        return 1 if before.isdecimal() else 0
    if letter not in _ACCENTED or before.isdecimal() or (letter.isupper() and before.islower()):
        return -2
    return 1


def _checked(text: str, name: str) -> str:
    sample = text[:20_000]
    odd = sum(1 for letter in sample if letter < " " and letter not in "\t\r\n\x0b\x0c\x1a")
    odd += sum(1 for letter in sample if "\x80" <= letter < "\xa0" or letter == "\ufffd")
    if odd > 2 + len(sample) * 0.02:
        raise UserFacingError(f"“{name}” is not a spreadsheet or a text table.")
    return text


def table(text: str, name: str) -> tuple[str, tuple[SheetGrid, ...], str]:
    """The one sheet of a text table, its name empty; with the decimal sign its separator implies."""
    separator, skip_first = separator_of(text)
    try:
        rows = _limited(_records(text, separator))
    except _UnclosedError:
        rows = _limited(_unquoted(text, separator))
    if skip_first and rows:
        rows[0] = []
    width = max((len(row) for row in rows), default=0)
    if width < 2 and not _looks_like_a_list(rows):
        raise UserFacingError(f"“{name}” holds text, but no table with columns.")
    decimal = "," if separator == ";" else ""
    return "text", (SheetGrid(name="", rows=rows),), decimal


def _looks_like_a_list(rows: list[list[Value]]) -> bool:
    return 2 <= sum(1 for row in rows if row and row[0] is not None) <= 10_000


def separator_of(text: str) -> tuple[str, bool]:
    """(separator, whether the first line only names it as in ``sep=;``); two or more blanks are `` ``."""
    named = re.match(r"\s*\"?sep=(.)\"?\s*[\r\n]", text, re.IGNORECASE)
    if named:
        return named[1], True
    sample = text[:200_000]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1]
    scores = {separator: _consistency(sample, separator) for separator in (*_SEPARATORS, " ")}
    best = max(scores, key=lambda separator: scores[separator])
    return (best if scores[best] > 0 else ","), False


def _consistency(sample: str, separator: str) -> float:
    """How well a separator explains the lines: the share with the commonest number of fields, and that
    number."""
    try:
        counts = [len(record) for record in islice(_records(sample, separator), 400) if any(record)]
    except _UnclosedError:
        counts = [len(record) for record in islice(_unquoted(sample, separator), 400) if any(record)]
    several = Counter(count for count in counts if count > 1)
    if not several:
        return 0.0
    width, often = max(several.items(), key=lambda item: (item[1], item[0]))
    share = often / len(counts)
    near = sum(count for fields, count in several.items() if fields >= width * 0.5) / len(counts)
    weight = 0.5 if separator == " " else 1.0
    return weight * (share * 2 + near) * (1 + min(width, 20) / 40)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """The records one by one, so that a huge file is not held twice."""
    if separator == " ":
        for line in text.splitlines():
            yield re.split(r" {2,}|\t", line.strip()) if line.strip() else []
        return
    csv.field_size_limit(2**31 - 1)
    swallowed = False
    for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        if any(len(field) > 2000 and field.count("\n") > 60 for field in record):
            swallowed = True
            break
        yield record
    if not swallowed:
        return
    # a quotation mark that is never closed swallows the rest of the file: begin again without quoting
    raise _UnclosedError


def _unquoted(text: str, separator: str) -> Iterator[list[str]]:
    for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE):
        yield [field.strip('"') for field in record]


class _UnclosedError(Exception):
    """A quotation mark has no partner."""


def _limited(records: Iterable[list[str]]) -> list[list[Value]]:
    """The rows without blanks for cells; a field longer than a cell of Excel may be is cut."""
    rows: list[list[Value]] = []
    cells = 0
    for record in records:
        if not len(rows) & SELDOM:
            stop_if_asked()
        cells += len(record)
        if cells > MAX_CELLS:
            raise TooManyCellsError
        rows.append([field[:_MOST_TEXT] if field and not field.isspace() else None for field in record])
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
