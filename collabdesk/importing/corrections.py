"""What a person says a column, a row or a cell is, against what was understood of it.

A correction is kept among a file's answers (``role: column “Deliveries”`` -> ``denominator``), so that a recipe
remembers it, ``--answers`` can give it, and `understand` needs no second kind of input. A column with a heading of
its own is named by it, a row by its first words: next month they may stand elsewhere. All others are named by
their address (``role: C``, ``role: 7``, ``role: C7``, ``role: March!C7``).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from collabdesk.i18n import msg
from collabdesk.importing.context import Context, Said
from collabdesk.importing.grid import SheetGrid, a1, area_a1, column_letters, from_a1, plain
from collabdesk.importing.result import Skipped
from collabdesk.importing.tables.columns import path_of
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table, tables_under
from collabdesk.importing.tables.view import View
from collabdesk.importing.times import period_text
from collabdesk.importing.words import fold

PREFIX = "role: "


class As(enum.StrEnum):
    """What a person can say that something is."""

    TEAM = "team"
    PERIOD = "period"
    INDICATOR = "indicator"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    NOTE = "note"
    HEADER = "header"
    DATA = "data"
    LEFT_OUT = "left out"


FOR_COLUMNS = (
    *(As.TEAM, As.PERIOD, As.INDICATOR, As.NUMERATOR, As.DENOMINATOR, As.VALUE, As.NOTE, As.LEFT_OUT),
)
FOR_ROWS = (As.HEADER, As.DATA, As.LEFT_OUT)
FOR_SHEETS = (As.DATA, As.LEFT_OUT)
FOR_CELLS = (As.TEAM, As.PERIOD, As.INDICATOR, As.LEFT_OUT)

_PARTS = {As.TEAM: Part.TEAM, As.PERIOD: Part.PERIOD, As.INDICATOR: Part.INDICATOR, As.NOTE: Part.NOTE,
          As.LEFT_OUT: Part.IGNORED}  # fmt: skip
_MEASURES = {As.NUMERATOR: "num", As.DENOMINATOR: "den", As.VALUE: ""}
_NAMED = re.compile(r"(column|row|sheet) “(.+)”", re.DOTALL)
_PLACED = re.compile(r"(?:(?P<sheet>.+)!)?(?P<column>[A-Z]{1,3})?(?P<row>\d{1,7})?", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One correction. ``sheet`` is empty for all sheets; ``name``: a heading or a row's first words, folded, a tab."""

    role: As
    sheet: str = ""
    column: int = -1
    row: int = -1
    kind: str = ""
    name: str = ""

    @classmethod
    def read(cls, key: str, value: str) -> Correction | None:
        """The correction that an answer holds; None for every other answer."""
        if not key.startswith(PREFIX):
            return None
        try:
            role = As(value)
        except ValueError:
            return None
        rest = key.removeprefix(PREFIX)
        named = _NAMED.fullmatch(rest)
        if named:
            name = named[2] if named[1] == "sheet" else fold(named[2])
            return cls(role=role, kind=named[1], name=name)
        placed = _PLACED.fullmatch(rest)
        if not placed or not (placed["column"] or placed["row"]):
            return None
        column = from_a1(f"{placed['column']}1")[1] if placed["column"] else -1
        row = int(placed["row"]) - 1 if placed["row"] else -1
        return cls(role=role, sheet=placed["sheet"] or "", column=column, row=row)

    def is_on(self, sheet: str) -> bool:
        """Whether it speaks of a sheet."""
        return not self.sheet or self.sheet == sheet


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """All corrections of a file."""

    items: tuple[Correction, ...] = ()
    keys: frozenset[str] = frozenset()
    """Under which they stand among the answers."""

    @classmethod
    def of(cls, answers: Mapping[str, str]) -> Corrections:
        """Those among the answers."""
        read = {key: Correction.read(key, value) for key, value in answers.items()}
        found = {key: one for key, one in read.items() if one is not None}
        return cls(items=tuple(found.values()), keys=frozenset(found))

    def sheet(self, name: str) -> As | None:
        """What a person says of a whole sheet: to be read although hidden or a summary, or left out."""
        return next((one.role for one in self.items if one.kind == "sheet" and one.name == name), None)

    # before the tables are looked for ----------------------------------------------------------------

    def without_left_out(self, grid: SheetGrid) -> SheetGrid:
        """The sheet without the rows and cells that a person leaves out: as if they were empty."""
        if grid.hidden and self.sheet(grid.name) is As.DATA:
            grid = replace(grid, hidden=False)
        rows, cells = self._left_out(grid)
        if not rows and not cells:
            return grid
        changed = list(grid.rows)
        for row in rows:
            changed[row] = []
        for row, column in cells:
            if row not in rows:
                changed[row] = [*changed[row][:column], None, *changed[row][column + 1 :]]
        return replace(grid, rows=changed)

    def skipped(self, grid: SheetGrid) -> tuple[Skipped, ...]:
        """What `without_left_out` left out, to be said."""
        rows, cells = self._left_out(grid)
        last = max(grid.width - 1, 0)
        said = msg("left out by you")
        places = [area_a1((row, 0, row, last)) for row in sorted(rows)]
        return tuple(
            Skipped(range=place, why=said) for place in (*places, *(a1(*at) for at in sorted(cells)))
        )

    def _left_out(self, grid: SheetGrid) -> tuple[set[int], set[tuple[int, int]]]:
        found = [one for one in self.items if one.role is As.LEFT_OUT and one.is_on(grid.name)]
        rows = {one.row for one in found if one.column < 0 and one.row >= 0}
        names = {one.name for one in found if one.kind == "row"}
        if names:
            rows |= {row for row in range(len(grid.rows)) if fold(first_words(grid, row)) in names}
        cells = {(one.row, one.column) for one in found if one.row >= 0 and one.column >= 0}
        inside = {row for row in rows if row < len(grid.rows)}
        return inside, {at for at in cells if grid.value(*at) is not None}

    def tables(self, view: View, found: list[Table]) -> list[Table]:
        """The tables, with the headings and rows of numbers that a person names."""
        rows = [one for one in self.items if one.row >= 0 and one.column < 0 and one.is_on(view.grid.name)]
        heads = sorted(one.row for one in rows if one.role is As.HEADER and one.row < len(view.grid.rows))
        data = {one.row for one in rows if one.role is As.DATA and one.row < len(view.grid.rows)}
        if heads:
            found = tables_under(view, _runs(heads))
        return [_with_data(table, data, found) for table in found] if data else found

    # columns and surroundings ---------------------------------------------------------------------------

    def columns(self, view: View, table: Table, columns: list[Column]) -> list[Column]:
        """The columns with the parts that a person gives them; a numerator and the next denominator are one pair."""
        given = {
            column.index: role
            for column in columns
            if (role := self._role_of(view, table, column)) is not None
        }
        if not given:
            return columns
        changed = [
            _as(column, given[column.index]) if column.index in given else column for column in columns
        ]
        changed = [_second(column, changed, given) for column in changed]
        return _paired(changed, given)

    def _role_of(self, view: View, table: Table, column: Column) -> As | None:
        heading = fold(heading_of(view, table, column.index))
        for one in self.items:
            named = one.kind == "column" and one.name == heading
            placed = one.row < 0 and one.column == column.index and one.is_on(view.grid.name)
            if named or placed:
                return one.role
        return None

    def context(self, view: View, context: Context) -> Context:
        """The surroundings of a table, with the cells that name team, indicator or period for a person."""
        for one in self.items:
            if one.row < 0 or one.column < 0 or not one.is_on(view.grid.name):
                continue
            value = view.value(one.row, one.column)
            said = Said(plain(value).strip(), a1(one.row, one.column), "cell")
            if one.role is As.TEAM and said.text:
                context = replace(context, teams=(said, *context.teams))
            elif one.role is As.INDICATOR and said.text:
                context = replace(context, indicators=(said, *context.indicators))
            elif one.role is As.PERIOD and (reading := period_text.read_period(value, expected=True)):
                context = replace(context, periods=((said, reading), *context.periods))
        return context


def key_of_column(grid: SheetGrid, header_rows: Sequence[int], column: int, *, several: bool) -> str:
    """The answer's key for a column: by its heading where that is its own and no month, else by its letters.

    ``header_rows`` count from 1, as `UnderstoodSheet` gives them; ``several``: the file has other sheets too.
    """
    view = View(grid)
    head = tuple(row - 1 for row in header_rows)
    if head:
        table = Table(head=head, first=head[-1] + 1, last=len(grid.rows) - 1, left=0, right=grid.width - 1)
        heading = heading_of(view, table, column)
        others = [fold(heading_of(view, table, other)) for other in range(grid.width) if other != column]
        dated = any(view.is_period(value) for _, value in path_of(view, table, column)[0])
        if heading and not dated and fold(heading) not in others:
            return f"{PREFIX}column “{heading}”"
    return f"{PREFIX}{_sheet(grid, several)}{column_letters(column)}"


def key_of_row(grid: SheetGrid, row: int, role: As, *, several: bool) -> str:
    """The answer's key for a row: a row that is left out by its first words, where no other begins with them."""
    words = first_words(grid, row) if role is As.LEFT_OUT else ""
    if words and not any(char.isdecimal() for char in words) and _is_alone(grid, row, fold(words)):
        return f"{PREFIX}row “{words}”"
    return f"{PREFIX}{_sheet(grid, several)}{row + 1}"


_SEARCHED = 3_000
"""In a longer list no row is named by its words: a click would have to look at a hundred thousand others."""


def _is_alone(grid: SheetGrid, row: int, words: str) -> bool:
    others = (other for other in range(len(grid.rows)) if other != row)
    return len(grid.rows) <= _SEARCHED and all(fold(first_words(grid, other)) != words for other in others)


def key_of_sheet(grid: SheetGrid) -> str:
    """The answer's key for a whole sheet."""
    return f"{PREFIX}sheet “{grid.name}”"


def key_of_cell(grid: SheetGrid, row: int, column: int, *, several: bool) -> str:
    """The answer's key for a cell."""
    return f"{PREFIX}{_sheet(grid, several)}{a1(row, column)}"


def _sheet(grid: SheetGrid, several: bool) -> str:
    return f"{grid.name}!" if several and grid.name else ""


def heading_of(view: View, table: Table, column: int) -> str:
    """A column's whole heading in one line."""
    return " / ".join(path_of(view, table, column)[1])


def first_words(grid: SheetGrid, row: int) -> str:
    """The first text of a row."""
    cells = grid.rows[row]
    return next((value.strip() for value in cells[:6] if isinstance(value, str) and value.strip()), "")


def _runs(rows: Iterable[int]) -> list[tuple[int, ...]]:
    """Rows that follow one another are one heading."""
    found: list[list[int]] = []
    for row in rows:
        if found and found[-1][-1] == row - 1:
            found[-1].append(row)
        else:
            found.append([row])
    return [tuple(run) for run in found]


def _with_data(table: Table, data: set[int], tables: list[Table]) -> Table:
    """The table with rows of numbers that were taken for its heading, or for a note below it."""
    head = tuple(row for row in table.head if row not in data)
    later = [other.head[0] for other in tables if other.head and other.head[0] > table.last]
    end = min(later, default=10**9)
    inside = [row for row in data if row < end and row >= (table.head[0] if table.head else table.first)]
    if not inside:
        return table
    first = head[-1] + 1 if head else min(*inside, table.first)
    return replace(table, head=head, first=first, last=max(*inside, table.last))


def _as(column: Column, role: As) -> Column:
    if role in _MEASURES:
        rest = column.rest or (column.path[-1] if column.path and column.period is None else "")
        return replace(
            column, part=Part.VALUE, measure=_MEASURES[role], rest=rest, guessed=False, decided=True
        )
    part = _PARTS.get(role)
    return column if part is None else replace(column, part=part, period=None, guessed=False, decided=True)


def _second(column: Column, columns: list[Column], given: Mapping[int, As]) -> Column:
    """What was taken for the team, the period or the indicators, where a person names another column for it."""
    only = (Part.PERIOD, Part.MONTH, Part.YEAR), (Part.TEAM, Part.LEVEL), (Part.INDICATOR,)
    for parts in only:
        named = any(other.part in parts and other.index in given for other in columns)
        if named and column.part in parts and column.index not in given:
            return replace(column, part=Part.NOTE)
    return column


def _paired(columns: list[Column], given: Mapping[int, As]) -> list[Column]:
    """Numerator and denominator that a person names bear one name; none where the rows name the indicator."""
    by_rows = any(column.part is Part.INDICATOR for column in columns)
    tops = [column for column in columns if given.get(column.index) is As.NUMERATOR]
    bottoms = [column for column in columns if given.get(column.index) is As.DENOMINATOR]
    rests: dict[int, str] = {}
    for top, bottom in zip(tops, bottoms, strict=False):
        rests[top.index] = rests[bottom.index] = "" if by_rows else top.rest
    return [
        replace(column, rest=rests[column.index]) if column.index in rests else column for column in columns
    ]
