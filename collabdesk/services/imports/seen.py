"""What the window shows of a file that another process has read: everything but the numbers themselves.

A hundred thousand numbers take a second to cross from one process to another, in which no window moves; what is
looked at takes a few milliseconds. The sheets come folded: a block of rows is unfolded when it is scrolled to.
"""

from __future__ import annotations

import pickle
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, overload

from collabdesk.importing.grid import SheetGrid, Value, from_a1
from collabdesk.importing.result import Problem, Question, Role, UnderstoodSheet
from collabdesk.models.intake import ImportBatch
from collabdesk.services.imports.draft import Draft
from collabdesk.services.imports.lessons import Lesson, lesson_of
from collabdesk.services.imports.plan import Conflict, Plan, Rejected
from collabdesk.services.imports.recipes import KnownRecipe

if TYPE_CHECKING:
    from collabdesk.services.phases.frozen import Move

Place = tuple[int, int]
"""Row and column."""
PAIRED = 20_000
"""In longer lists it is not looked up which cell is over which."""


@dataclass(frozen=True, kw_only=True)
class SeenSheet:
    """One sheet: its cells, what was understood of it (without the numbers), and how many numbers were read."""

    grid: SheetGrid
    understood: UnderstoodSheet
    numbers: int
    pairs: Mapping[Place, Role] = field(default_factory=dict)
    """Which cells are over which, where rows say so: in a list its columns tell it."""


@dataclass(frozen=True, kw_only=True)
class SeenPlan:
    """What Confirm would do, counted; what a person decides about or looks up, whole."""

    new: int
    same: int
    conflicts: tuple[Conflict, ...]
    rejected: tuple[Rejected, ...]
    errors: int
    """Cells that the sheet itself makes unusable."""
    warnings: int
    creates_teams: tuple[str, ...]
    creates_indicators: tuple[str, ...]
    again: ImportBatch | None
    any_frozen: bool = False
    """Whether any median is frozen, so that other choices may move other medians."""
    moves: tuple[Move, ...] = ()
    """The frozen medians that would move, with every old value in conflict kept."""

    @property
    def n_rejected(self) -> int:
        """How many numbers of the file cannot be used."""
        return len(self.rejected) + self.errors


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A file on its way in, as a person sees it."""

    path: Path
    sha256: str
    answers: Mapping[str, str]
    recipe: KnownRecipe | None
    remembered: bool
    is_copy: bool
    """Whether it is another CollabDesk file: a list whose columns are known."""
    subgrouped: Mapping[str, frozenset[int]]
    sheets: tuple[SeenSheet, ...]
    plan: SeenPlan
    lesson: Lesson | None = None
    """What is to be remembered; None while questions are open."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What only a person knows."""
        return tuple(one for sheet in self.sheets for one in sheet.understood.questions)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems and warnings of the sheets."""
        return tuple(one for sheet in self.sheets for one in sheet.understood.problems)

    @property
    def numbers(self) -> int:
        """How many numbers were read."""
        return sum(sheet.numbers for sheet in self.sheets)


def seen(draft: Draft, plan: Plan, moves: Sequence[Move], *, any_frozen: bool) -> Seen:
    """A draft and its plan as the window sees them."""
    understood = {one.sheet: one for one in draft.understanding.sheets}
    return Seen(
        path=draft.path,
        sha256=draft.sha256,
        answers=dict(draft.answers),
        recipe=draft.recipe,
        remembered=draft.remembered,
        is_copy=draft.copy is not None,
        subgrouped=draft.subgrouped,
        sheets=tuple(
            _sheet(grid, understood.get(grid.name, UnderstoodSheet(sheet=grid.name)))
            for grid in draft.workbook.sheets
        ),
        plan=SeenPlan(
            new=len(plan.new),
            same=plan.same,
            conflicts=plan.conflicts,
            rejected=plan.rejected,
            errors=len(plan.problems),
            warnings=len(plan.warnings),
            creates_teams=plan.creates_teams,
            creates_indicators=tuple(one.name for one in plan.creates_indicators),
            again=plan.again,
            any_frozen=any_frozen,
            moves=tuple(moves),
        ),
        lesson=None if draft.questions else lesson_of(draft),
    )


def _sheet(grid: SheetGrid, understood: UnderstoodSheet) -> SeenSheet:
    return SeenSheet(
        grid=folded(grid),
        understood=replace(understood, observations=()),
        numbers=len(understood.observations),
        pairs=_pairs(understood),
    )


def _pairs(understood: UnderstoodSheet) -> dict[Place, Role]:
    found: dict[Place, Role] = {}
    for one in understood.observations if len(understood.observations) <= PAIRED else ():
        if one.numerator is not None and one.denominator is not None and len(one.cells) == 2:
            for address, role in zip(one.cells, (Role.NUMERATOR, Role.DENOMINATOR), strict=True):
                try:
                    found[from_a1(address)] = role
                except ValueError:  # a place in a format's own words
                    continue
    return found


# --- folding ---

_BLOCK = 256
_UNFOLDED = 16
"""So many blocks are kept unfolded: more than a screen shows."""


def folded(grid: SheetGrid) -> SheetGrid:
    """The same sheet, small on its way between processes and afterwards."""
    made = replace(
        grid,
        rows=FoldedRows(grid.rows),  # type: ignore[arg-type]  # it is only read
        percent=_FoldedCells(grid.percent),  # type: ignore[arg-type]
        labels=_FoldedLabels(grid.labels),
    )
    made.__dict__["width"] = grid.width  # else all rows would be unfolded to measure them
    return made


class _Blocks:
    """Things in blocks, each packed until it is asked for."""

    def __init__(self, blocks: Iterable[Any]) -> None:
        self._packed = [pickle.dumps(block, protocol=5) for block in blocks]
        self._open: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._packed)

    def at(self, number: int) -> Any:
        """One block."""
        if number not in self._open:
            if len(self._open) >= _UNFOLDED:
                del self._open[next(iter(self._open))]
            self._open[number] = pickle.loads(self._packed[number])
        return self._open[number]

    def __getstate__(self) -> list[bytes]:
        return self._packed

    def __setstate__(self, packed: list[bytes]) -> None:
        self._packed, self._open = packed, {}


class FoldedRows(Sequence[list[Value]]):
    """The rows of a sheet."""

    def __init__(self, rows: Sequence[list[Value]]) -> None:
        self._length = len(rows)
        self._blocks = _Blocks(rows[at : at + _BLOCK] for at in range(0, len(rows), _BLOCK))

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> list[Value]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[Value]]: ...
    def __getitem__(self, at: int | slice) -> list[Value] | list[list[Value]]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._length))]
        if not 0 <= at < self._length:
            raise IndexError(at)
        row: list[Value] = self._blocks.at(at // _BLOCK)[at % _BLOCK]
        return row


class _FoldedCells(Container[Place]):
    """A set of cells that mostly fill columns: a bit for each row."""

    def __init__(self, cells: Iterable[Place]) -> None:
        columns: dict[int, bytearray] = {}
        for row, column in cells:
            bits = columns.setdefault(column, bytearray())
            if len(bits) <= row >> 3:
                bits.extend(bytes((row >> 3) + 1 - len(bits)))
            bits[row >> 3] |= 1 << (row & 7)
        self._columns = {column: bytes(bits) for column, bits in columns.items()}

    def __contains__(self, cell: object) -> bool:
        row, column = cast("Place", cell)
        bits = self._columns.get(column, b"")
        return row >> 3 < len(bits) and bool(bits[row >> 3] >> (row & 7) & 1)


class _FoldedLabels(Mapping[Place, str]):
    """The names of places, in a format that has its own."""

    def __init__(self, labels: Mapping[Place, str]) -> None:
        self._length = len(labels)
        by_row: dict[int, dict[Place, str]] = {}
        for place, label in labels.items():
            by_row.setdefault(place[0] // _BLOCK, {})[place] = label
        self._where = {number: at for at, number in enumerate(by_row)}
        self._blocks = _Blocks(by_row.values())

    def __getitem__(self, place: Place) -> str:
        at = self._where.get(place[0] // _BLOCK)
        if at is None:
            raise KeyError(place)
        label: str = self._blocks.at(at)[place]
        return label

    def __iter__(self) -> Iterator[Place]:
        for at in range(len(self._blocks)):
            yield from self._blocks.at(at)

    def __len__(self) -> int:
        return self._length
