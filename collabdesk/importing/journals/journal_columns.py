"""The columns of a list of changes, in English, French, Spanish and Portuguese: what, who, from, until, what came."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from collabdesk.importing.tables.view import View
from collabdesk.importing.words import TEAM, fold


class JournalPart(enum.Enum):
    """What a column says of a change."""

    CHANGE = "change"
    TEAM = "team"
    START = "start"
    END = "end"
    EFFECT = "effect"
    DECISION = "decision"
    COMMENT = "comment"
    INDICATOR = "indicator"


@dataclass(frozen=True)
class JournalTable:
    """Where a list of changes stands: its heading row and its columns, several for comments."""

    head: int
    """The last row of the headings."""
    columns: dict[JournalPart, tuple[int, ...]]

    def column(self, part: JournalPart) -> int | None:
        """The first column of a part."""
        found = self.columns.get(part, ())
        return found[0] if found else None


_STEMS: tuple[tuple[JournalPart, str], ...] = (
    (JournalPart.DECISION, r"decis|decid|adopt|adapt|abandon|status|statut|estado|situacao|etat|outcome"),
    (
        JournalPart.EFFECT,
        r"effective|effect|work(ed|s)|efficac|marche|reussi|efectiv|eficaz|funcion|successful|improved",
    ),
    (
        JournalPart.END,
        r"\b(end|ended|ends|ending|finish|finished|until|till|to|stop|stopped|fin|fini|termine|jusqu|arret|hasta|"
        r"termino|terminado|final|fim|ate|concluido|conclusao)\b",
    ),
    (
        JournalPart.START,
        r"period|\b(start|started|starts|starting|begin|began|begun|beginning|from|since|introduced|debut|debute|commence|"
        r"depuis|inicio|iniciado|inicia|comienzo|empezo|desde|comeco|iniciou|data|fecha|date|dates|when|quand|cuando|quando|mois|mes|month)\b",
    ),
    (
        JournalPart.COMMENT,
        r"comment|remark|note|evidence|lesson|learn|observation|remarque|lecon|preuve|comentario|observacion|"
        r"leccion|aprendi|observac|lic(ao|oes)|evidenc|notas|result|resultad",
    ),
    (
        JournalPart.CHANGE,
        r"chang|idea|idee|ideia|intervention|innovation|intervenc|mudanca|cambio|alterac|tested|teste|probad|testad|"
        r"action|accion|acao|what was done|activit|activid|ativid|solution|solucion|solucao",
    ),
)
"""In the order in which they are tried: "date the change ended" is an end, "results of the change" a comment."""
_SEARCHED = 60


def find_journal(view: View) -> JournalTable | None:
    """The list of changes of a sheet: a heading row with a change and a date, a result or a decision."""
    for row in range(min(len(view.grid.rows), _SEARCHED)):
        columns = _columns(view, row)
        parts = set(columns)
        telling = parts & {JournalPart.START, JournalPart.END, JournalPart.EFFECT, JournalPart.DECISION}
        if JournalPart.CHANGE in parts and telling:
            below = _below(view, row + 1, columns)
            return JournalTable(row + 1, {**columns, **below}) if below else JournalTable(row, columns)
    return None


def _below(
    view: View, row: int, columns: dict[JournalPart, tuple[int, ...]]
) -> dict[JournalPart, tuple[int, ...]]:
    """A second line of headings: "start" and "end" under "date", nothing under the change."""
    if row >= len(view.grid.rows) or view.text(row, columns[JournalPart.CHANGE][0]).strip():
        return {}
    dated = {JournalPart.START, JournalPart.END}
    found = _columns(view, row)
    return {part: there for part, there in found.items() if part in dated} if dated <= set(found) else {}


def part_of(heading: str) -> JournalPart | None:
    """What a heading says of a column."""
    text = fold(heading)
    if not text or len(text) > 80:
        return None
    if text in TEAM or re.fullmatch(
        r"(name of )?(the )?(team|site|facility|equipe|equipo|equipa)( name)?", text
    ):
        return JournalPart.TEAM
    if re.match(r"(name of )?(the )?(indicat|indicad)", text):
        return JournalPart.INDICATOR
    return next((part for part, stems in _STEMS if re.search(stems, text)), None)


def _columns(view: View, row: int) -> dict[JournalPart, tuple[int, ...]]:
    found: dict[JournalPart, tuple[int, ...]] = {}
    cells = [
        (column, value)
        for column, value in enumerate(view.grid.rows[row])
        if isinstance(value, str) and value.strip()
    ]
    if len(cells) < 2:
        return {}
    for column, value in cells:
        part = part_of(value)
        if part is not None:
            found[part] = (*found.get(part, ()), column)
    if len(found.get(JournalPart.CHANGE, ())) > 1:
        found[JournalPart.CHANGE] = _wordiest(view, row, found[JournalPart.CHANGE])
    return found


def _wordiest(view: View, head: int, columns: tuple[int, ...]) -> tuple[int, ...]:
    """Of several columns called change (its number, its name), the one that is written out in words."""
    rows = range(head + 1, min(head + 1 + _SEARCHED, len(view.grid.rows)))
    words = {
        column: sum(letter.isalpha() for row in rows for letter in view.text(row, column))
        for column in columns
    }
    return (max(columns, key=lambda column: words[column]),)
