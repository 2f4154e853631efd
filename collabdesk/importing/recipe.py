"""Memory: the shape of a file, and the answers that hold for the next file of that shape too."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from collabdesk.importing.grid import Workbook, plain
from collabdesk.importing.period_words import months
from collabdesk.importing.tables import find_tables
from collabdesk.importing.view import View
from collabdesk.importing.words import fold

_PASSING = ("unknown period of the table", "year missing", "the same twice")
"""Kinds of questions whose answer is about one file only."""


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


def memorable(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that also hold next month: about names, scales, signs, calendars; not about one file's
    period.

    Answers keyed by a cell were written by hand for one file and are not kept.
    """
    return {
        key: answer
        for key, answer in answers.items()
        if ": " in key and not key.startswith(_PASSING) and not re.match(r".*![A-Z]{1,3}\d+:", key)
    }


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
