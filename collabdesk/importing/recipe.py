"""Memory: the shape of a file, and the answers that hold for the next file of that shape too."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from collabdesk.importing.grid import Workbook, plain
from collabdesk.importing.numbers.cells import SIGNS
from collabdesk.importing.tables.tables import find_tables
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.period_words import months
from collabdesk.importing.times.times import DATE_ORDERS
from collabdesk.importing.words import fold, word_set

_PASSING = ("unknown period of the table", "year missing", "week missing", "month missing", "the same twice")
"""Kinds of questions whose answer is about one file only."""
_OF_THE_SHAPE = (
    *("role", "heading", "what the columns are", "what the lines are", "numerator and denominator"),
    *("list of cases", "date of the cases", "week of a date"),
    *("unknown team", "unknown indicator", "unknown indicator of the table", "total or team"),
)
"""Kinds of questions whose answer holds for every sender of such a sheet: its columns, its names."""
_OF_THE_SENDER = "unknown team of the table"
_SAYS_NOTHING = word_set(
    """
    upload, scan, new, copy, copie, copia, file, document, doc, book, classeur, libro, form, template, final, download,
    return, list, export, facility, team, site, month, update, corrected, sheet, data, report, rapport, monthly, hmis
    """
)
"""Words of file names that tell nothing about who sent the file."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Remembered answers for one shape of file; `to_dict` is what JSON takes."""

    fingerprint: str
    answers: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The recipe for JSON."""
        return {"fingerprint": self.fingerprint, "answers": dict(self.answers)}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Recipe:
        """The recipe that `to_dict` wrote. Raises KeyError."""
        return cls(fingerprint=str(content["fingerprint"]), answers=dict(content["answers"]))


def memorable(answers: Mapping[str, str], sheets: Sequence[str] = ()) -> dict[str, str]:
    """The answers that also hold next month: about names, scales, signs, calendars; not about one file's
    period.

    Answers keyed by a cell were written by hand for one file and are not kept. Where one of the ``sheets`` is
    named by its month, its place in a key is taken by the name without the month; `recalled` puts it back.
    """
    return {
        _without_month(key, sheets): answer
        for key, answer in answers.items()
        if ": " in key
        and not key.startswith(_PASSING)
        and not re.match(r".*![A-Z]{1,3}\d+:", key)
        and answer in _LASTING_FORMS.get(key.partition(": ")[0], (answer,))
    }


def recalled(answers: Mapping[str, str], sheets: Sequence[str]) -> dict[str, str]:
    """What `memorable` kept, for a file with these sheets: APR 2026 is answered as MAR 2026 was."""
    found: dict[str, str] = {}
    for key, answer in answers.items():
        place = _PLACE.search(key)
        if place is None:
            found[key] = answer
        else:
            same = (name for name in sheets if _dateless(name) == place[1])
            found.update({key.replace(place[0], name): answer for name in same})
    return found


def _without_month(key: str, sheets: Sequence[str]) -> str:
    kind, _, about = key.partition(": ")
    for name in sorted(sheets, key=len, reverse=True):
        if not name or _dateless(name) == fold(name):
            continue
        for begin, end in ((f"{name}!", "!"), (f" of {name}", "")):
            if about.startswith(begin) or (not end and about.endswith(begin)):
                return f"{kind}: {about.replace(name, '{' + _dateless(name) + '}', 1)}"
    return key


def _dateless(name: str) -> str:
    """A name with # for its months and numbers."""
    words = re.sub(r"\d+", "#", fold(name)).split()
    return " ".join("#" if word in months() else word for word in words)


_PLACE = re.compile(r"\{([^{}]*)\}")
_LASTING_FORMS = {"ambiguous date": DATE_ORDERS, "decimal sign": SIGNS}
"""Kinds whose answer is about one date or number of a file: only its lasting form is kept."""


def is_about_shape(key: str) -> bool:
    """Whether an answer is about the shape of the sheet, whoever sends it."""
    return key.partition(": ")[0] in _OF_THE_SHAPE


def names_the_sender(key: str) -> bool:
    """Whether an answer says who the sender is: sure only where the file's name says the same again."""
    return key.partition(": ")[0] == _OF_THE_SENDER


def sender_of(file: str) -> str:
    """Who sent a file, as far as its name tells: its words without months, years and numbers; often nothing.

    ``Tolveni HC IV monthly report Mar 2026.xlsx`` and that of April have the same sender.
    """
    words = fold(re.sub(r"[_\-.()]+|\d+", " ", PurePath(file).stem)).split()
    return " ".join(word for word in words if word not in months() and word not in _SAYS_NOTHING)


def fingerprint(workbook: Workbook) -> str:
    """The shape of a file: the headings of its tables, without their months and numbers. 16 hexadecimal
    digits.

    The number of months across and the number of sheets of one shape don't matter, so that a file that
    grows by a column a month, or a sheet a month, keeps its shape.
    """
    shapes = set()
    for grid in workbook.sheets:
        if grid.hidden:
            continue
        view = View(grid)
        for table in find_tables(view)[:8]:
            heads = [
                _masked(view, row, column)
                for row in table.head
                for column in range(table.left, table.right + 1)
                if view.value(row, column) is not None
            ]
            shapes.add(tuple(dict.fromkeys(heads)))
    return hashlib.sha256(repr(sorted(shapes)).encode()).hexdigest()[:16]


def _masked(view: View, row: int, column: int) -> str:
    value = view.value(row, column)
    if view.is_period(value):
        return "#"
    words = [("#" if word in months() else word) for word in re.sub(r"\d+", "#", fold(plain(value))).split()]
    return " ".join(words)
