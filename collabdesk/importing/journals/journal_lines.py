"""What a line of a list of changes says besides its dates: whether it worked, what was decided, the note."""

from __future__ import annotations

import re

from collabdesk.importing.journals.journal_columns import JournalPart, JournalTable
from collabdesk.importing.tables.view import View
from collabdesk.importing.words import fold, one_line

_YES = frozenset(
    [
        "y",
        "yes",
        "o",
        "oui",
        "si",
        "s",
        "sim",
        "ok",
        "v",
        "vrai",
        "true",
        "x",
        "+",
        "effective",
        "efficace",
        "eficaz",
        "efectivo",
        "efetivo",
    ]
)
_NO = frozenset(["n", "no", "non", "nao", "not", "-", "ineffective", "inefficace", "ineficaz", "false"])
_YES_FIRST = frozenset(["yes", "oui", "si", "sim"])
_NO_FIRST = frozenset(["no", "non", "nao"])
"""Such an answer may go on: "yes, since March"."""
_ONGOING = re.compile(r"on ?going|continu|en cours|en curso|em curso|to date|still|present|a ce jour|n/?a|-+")
_DECISIONS = (
    ("adopted", re.compile(r"adopt|kept|keep|garde|mainten|mantien|mantid")),
    ("adapted", re.compile(r"adapt|modif|adjust|ajust")),
    ("abandoned", re.compile(r"abandon|drop|stop|arret|discontin|descart|parad")),
    ("testing", re.compile(r"test|on ?going|en cours|en curso|em curso|trying|prueba|essai|pilot")),
)


def note_of(view: View, table: JournalTable, row: int) -> str:
    """The comments, and a result that is neither yes nor no, in its own words."""
    parts = [view.text(row, column).strip() for column in table.columns.get(JournalPart.COMMENT, ())]
    column = table.column(JournalPart.EFFECT)
    said = view.text(row, column).strip() if column is not None else ""
    if column is not None and said and effect_of(view, table, row) is None:
        parts.insert(0, f"{one_line(view.text(table.head, column))} {said}")
    return "\n".join(part for part in parts if part)


def effect_of(view: View, table: JournalTable, row: int) -> bool | None:
    """Whether it worked, as a plain yes or no; None for anything else."""
    column = table.column(JournalPart.EFFECT)
    if column is None:
        return None
    text = view.text(row, column).strip()
    said = fold(text) or text
    first = said.split(" ")[0]
    if said in _YES or first in _YES_FIRST:
        return True
    return False if said in _NO or first in _NO_FIRST else None


def decision_of(view: View, table: JournalTable, row: int) -> str:
    """The decision that a line writes; else adopted or abandoned where it ended with a yes or a no."""
    column = table.column(JournalPart.DECISION)
    said = view.folded(row, column) if column is not None else ""
    for decision, stems in _DECISIONS:
        if said and stems.search(said):
            return decision
    effect, end = effect_of(view, table, row), table.column(JournalPart.END)
    if effect is None or end is None:
        return "testing"
    text = view.folded(row, end)
    if not text or _ONGOING.fullmatch(text):
        return "testing"
    return "adopted" if effect else "abandoned"


def is_open(view: View, row: int, column: int) -> bool:
    """Whether a cell of dates says that it goes on: "ongoing", a dash."""
    text = view.text(row, column)
    return not any(map(str.isdigit, text)) and _ONGOING.search(fold(text) or "-") is not None
