"""The marks that a data form carries in hidden cells, so that it is read back without any question.

They stand in the sheet itself and move with its rows and columns: an office that unlocks a form and inserts a row,
or saves it as .ods or .csv, still gets its numbers back. Written by `reports.forms_book`, read by
`importing.filled_form`; below both, because neither may know the other.
"""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass

SHEET = "collabdesk form 1"
"""Stands in the first cell of every form; the number is the version of the marks."""
NOTE = "note"
"""Heads the column of remarks, where a period's code heads a column of numbers."""


def over_column(code: str) -> str:
    """How a period's code, or `NOTE`, stands over the cells to be filled in.

    In brackets: spreadsheet programs complete what is typed from other cells of the column, and made of “20” “2026-10”.
    """
    return f"[{code}]"


def over_column_read(text: str) -> str:
    """What stands in such a cell; forms of before have it without brackets."""
    return text.strip().strip("[]")


class Line(enum.StrEnum):
    """What a marked row holds; the first of its mark's words."""

    TEAM = "team"
    PERIODS = "periods"
    NUMERATOR = "num"
    DENOMINATOR = "den"
    VALUE = "value"
    SIZE = "size"
    """How many cases are behind a mean."""
    SPREAD = "spread"
    """The standard deviation of a mean."""

    @property
    def is_second(self) -> bool:
        """It belongs to the line above it."""
        return self in (Line.DENOMINATOR, Line.SIZE, Line.SPREAD)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One row's mark: what it is, and which team or indicator it is about."""

    line: Line
    code: str = ""
    uid: str = ""
    name: str = ""

    def write(self) -> str:
        """The mark as a cell holds it."""
        return json.dumps([self.line.value, self.code, self.uid, self.name], ensure_ascii=False)

    @classmethod
    def read(cls, text: object) -> Mark | None:
        """The mark that `write` wrote; None for any other cell."""
        if not isinstance(text, str) or not text.startswith('["'):
            return None
        try:
            line, code, uid, name = json.loads(text)
            return cls(line=Line(line), code=str(code), uid=str(uid), name=str(name))
        except ValueError:
            return None
