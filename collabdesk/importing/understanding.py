"""From a workbook to what it says: the tables of each sheet, read with the register and the answers given
so far."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import PurePath

from collabdesk.collection import no_collection
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import msg
from collabdesk.importing import filled_form
from collabdesk.importing.asking import Asker
from collabdesk.importing.context import is_dull
from collabdesk.importing.corrections import As, Corrections
from collabdesk.importing.grid import (
    NO_STORED_VALUE,
    SheetGrid,
    TooManyCellsError,
    Value,
    Workbook,
    area_a1,
    from_a1,
)
from collabdesk.importing.names import lists
from collabdesk.importing.names.identify import Names
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.numbers import quality, spreads
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.numbers.clashes import Clashes
from collabdesk.importing.numbers.number_text import decimal_sign
from collabdesk.importing.result import ReadObservation, Register, Skipped, Understanding, UnderstoodSheet
from collabdesk.importing.roles import NOTE_BELOW
from collabdesk.importing.tables.columns import columns_of
from collabdesk.importing.tables.parts import Part
from collabdesk.importing.tables.table_reader import FileState, TableReader, TableResult
from collabdesk.importing.tables.tables import Table, find_tables
from collabdesk.importing.tables.tidy import tidied
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.times import Times
from collabdesk.importing.words import SUMMARY, fold
from collabdesk.periods import Period

_LOG = logging.getLogger(__name__)


def understand(
    workbook: Workbook, register: Register | None = None, answers: Mapping[str, str] | None = None,
    *, today: dt.date | None = None,
) -> Understanding:  # fmt: skip
    """Everything a file says, with what it leaves open. Pure: call it again after each answer.

    ``answers``: by a question's id, or by its cell (``B4``, ``Sheet!B4``), or by the name it is about.
    ``today`` (default: today) is the day from which a period is in the future.
    """
    reader = _FileReader(workbook, register or Register(), dict(answers or {}), today or dt.date.today())
    try:
        with no_collection():
            return reader.read()
    except TooManyCellsError as error:
        raise UserFacingError(
            f"“{workbook.file}” holds more numbers than can be taken in at once. Split it, and import the parts."
        ) from error
    except (UserFacingError, Cancelled, MemoryError):
        raise
    except (
        Exception
    ) as error:  # whatever a strange sheet makes stumble, it is one sentence; the log has the place
        _LOG.exception("a sheet that was not understood")
        raise NotUnderstoodError(
            f"“{workbook.file}” could not be understood; nothing of it was imported. "
            "Copy the table alone into a new workbook and try that."
        ) from error


class NotUnderstoodError(UserFacingError):
    """A sheet on which the importer itself failed: a fault, told like any other trouble with a file."""


class _FileReader:
    def __init__(
        self, book: Workbook, register: Register, answers: Mapping[str, str], today: dt.date
    ) -> None:
        self.book = book
        self.asker = Asker(answers)
        matcher, decimal = Matcher(register), _decimal_of(book)
        self.corrections = Corrections.of(answers)
        tidy = [tidied(self.corrections.without_left_out(grid)) for grid in book.sheets]
        self.tags = [skipped for _, skipped in tidy]
        views = [View(grid, decimal) for grid, _ in tidy]
        self.found = [(view, self._tables_of(view)) for view in views]
        self.tables: list[tuple[str, list[ReadObservation]]] = []
        named = [view.grid.name for view, tables in self.found if tables and not is_dull(view.grid.name)]
        self.state = FileState(
            book=book, matcher=matcher, asker=self.asker, names=Names(matcher, self.asker), decimal=decimal,
            times=Times(self.asker, today, months_wanted=_wants_months(register)),
            stem=PurePath(book.file).stem, corrections=self.corrections, several_sheets=len(named) > 1,
        )  # fmt: skip

    def read(self) -> Understanding:
        drafts = []
        self._learn_dates()
        for grid, (view, tables), tags in zip(self.book.sheets, self.found, self.tags, strict=True):
            sheet = self._sheet(view, tables)
            drafts.append(replace(sheet, skipped=(*sheet.skipped, *tags, *self.corrections.skipped(grid))))
        drafts = self._without_clashes(drafts)
        drafts = self._against_names(drafts)
        sheets = tuple(
            replace(draft, questions=self.asker.questions(draft.sheet)) for draft in drafts
        )  # the questions last: a later sheet may add a cell to an earlier one's
        return Understanding(
            file=self.book.file,
            sha256=self.book.sha256,
            sheets=sheets,
            lasting=tuple(self.asker.lasting.items()),
            heard=frozenset(self.asker.heard | self.corrections.keys),
        )

    def _tables_of(self, view: View) -> list[Table]:
        left_out = self.corrections.sheet(view.grid.name) is As.LEFT_OUT
        if left_out or _is_read_otherwise(view.grid):
            return []
        return self.corrections.tables(view, find_tables(view))

    def _against_names(self, drafts: list[UnderstoodSheet]) -> list[UnderstoodSheet]:
        """Warnings where the file's name or a tab says another period than the numbers below it."""
        found = []
        of_file = [item for draft in drafts for item in draft.observations]
        for number, draft in enumerate(drafts):
            tab = msg("The sheet is called “{name}”, but its numbers are from {period}.", name=draft.sheet,
                      period=draft.observations[0].period) if draft.observations else None  # fmt: skip
            said = quality.other_period(draft.sheet, draft.sheet, tab, draft.observations) if tab else []
            if not number and of_file and not said:
                stem = msg("The file is called “{name}”, but its numbers are from {period}.",
                           name=self.state.stem, period=of_file[0].period)  # fmt: skip
                said = quality.other_period(draft.sheet, self.state.stem, stem, of_file)
            found.append(replace(draft, problems=(*draft.problems, *said)) if said else draft)
        return found

    def _without_clashes(self, drafts: list[UnderstoodSheet]) -> list[UnderstoodSheet]:
        if sum(1 for _, observations in self.tables if observations) < 2:
            return drafts
        clashes = Clashes(self.asker)
        clashes.settle(self.tables)
        if not clashes.changed:
            return drafts
        return [
            replace(
                draft, observations=clashes.kept(draft.observations),
                problems=(*draft.problems, *clashes.problems.get(draft.sheet, ())),
            )
            for draft in drafts
        ]  # fmt: skip

    def _learn_dates(self) -> None:
        for view, tables in self.found:
            for table in tables:
                columns = self.corrections.columns(view, table, spreads.settle(columns_of(view, table)))
                self.state.columns[id(table)] = columns
                for column in self.state.columns[id(table)]:
                    if column.part in (Part.PERIOD, Part.END, Part.NOTE, Part.MONTH):
                        self.state.times.learn(column.profile.texts)

    def _sheet(self, view: View, tables: list[Table]) -> UnderstoodSheet:
        grid = view.grid
        base = UnderstoodSheet(sheet=grid.name, hidden=grid.hidden, rows=len(grid.rows), cols=grid.width)
        whole = area_a1((0, 0, max(len(grid.rows) - 1, 0), max(grid.width - 1, 0)))
        wanted = self.corrections.sheet(grid.name)
        if wanted is As.LEFT_OUT:
            return replace(base, skipped=(Skipped(range=whole, why=msg("left out by you")),))
        if grid.hidden:
            why = msg("a hidden sheet; unhide it in the file to import it")
            return replace(base, skipped=(Skipped(range=whole, why=why),))
        if not any(any(value is not None for value in row) for row in grid.rows):
            return replace(base, skipped=(Skipped(range="A1", why=msg("an empty sheet")),))
        if filled_form.is_form(grid):
            return self._form(view, base)
        if not tables:
            why = msg("no table with numbers was found on this sheet")
            if any(value == NO_STORED_VALUE for row in grid.rows[:1000] for value in row):
                why = msg(
                    "its formulas have no stored results: open the file in Excel, save it and try again"
                )
            return replace(base, skipped=(Skipped(range=whole, why=why),))
        others = sum(1 for other, found in self.found if found and other is not view)
        if others > 1 and fold(grid.name) in SUMMARY and wanted is not As.DATA:
            why = msg("a summary of the other sheets")
            return replace(base, layout="summary", skipped=(Skipped(range=whole, why=why),))
        return self._tables(view, tables, base)

    def _form(self, view: View, base: UnderstoodSheet) -> UnderstoodSheet:
        """One of our own forms: its marks say all that would have to be asked."""
        cells = CellReader(view, self.asker, self.state.decimal, self.book.format != "text")
        reader = filled_form.FormReader(view, self.state.matcher, self.asker, self.state.names, cells)
        sheet, observations = reader.read(base)
        self.tables.append((view.grid.name, observations))
        return sheet

    def _tables(self, view: View, tables: list[Table], base: UnderstoodSheet) -> UnderstoodSheet:
        results: list[TableResult] = []
        start, above = 0, None
        for number, table in enumerate(tables):
            beside = number > 0 and tables[number - 1].head == table.head
            reader = TableReader(self.state, view, table, start if not beside else table.head[0], above)
            if beside and not reader.stands_alone():
                why = msg("a second, smaller table beside the first")
                named = lists.periods_of(view, table, reader.columns, self.state.times)
                skipped = [Skipped(range=area_a1(table.area), why=why)]
                results.append(TableResult(skipped=skipped, periods=named))
            else:
                results.append(reader.read())
            self.tables.append((view.grid.name, results[-1].observations or []))
            above = above or reader.context
            if number + 1 < len(tables) and tables[number + 1].head != table.head:
                start = table.last + 1
        return _merged(base, results)


def _is_read_otherwise(grid: SheetGrid) -> bool:
    return grid.hidden or filled_form.is_form(grid)


def _decimal_of(book: Workbook) -> str:
    """The file's decimal sign: from its separator, or from the texts of its cells."""
    if book.format not in ("text", "html"):
        return ""
    texts = [
        value for grid in book.sheets for row in _sampled(grid) for value in row if isinstance(value, str)
    ]
    return decimal_sign(texts, book.decimal) or book.decimal


def _sampled(grid: SheetGrid) -> list[list[Value]]:
    step = max(1, len(grid.rows) // 2000)
    return grid.rows[::step]


def _wants_months(register: Register) -> bool:
    kinds = {item.period_type or "month" for item in register.indicators}
    return kinds == {"month"}


def _merged(base: UnderstoodSheet, results: list[TableResult]) -> UnderstoodSheet:
    observations = [item for result in results for item in result.observations or []]
    main = max(results, key=lambda result: (len(result.observations or []), bool(result.area)))
    not_teams = frozenset[str]().union(*(result.not_teams for result in results))
    skipped = [item for result in results for item in result.skipped or []]
    return replace(
        base,
        layout=main.layout,
        table=main.area,
        header_rows=tuple(row + 1 for row in main.head),
        teams=_unique(
            chain(
                [item.team for item in observations if item.team not in not_teams],
                (team for result in results for team in result.teams),
            )
        ),
        indicators=_unique(
            chain(
                [item.indicator for item in observations],
                (name for result in results for name in result.indicators),
            )
        ),
        periods=_in_order(
            chain(
                [item.period for item in observations],
                (period for result in results for period in result.periods),
            )
        ),
        observations=tuple(observations),
        problems=tuple(item for result in results for item in result.problems or []),
        skipped=tuple(_without_repeats(skipped, [result.area for result in results])),
        roles=tuple(item for result in results for item in result.roles or []),
    )


def _without_repeats(skipped: list[Skipped], tables: list[str]) -> list[Skipped]:
    """Each row once: what one table calls a note below it may be the next table's title or body."""
    notes = [item for item in skipped if str(item.why) == str(NOTE_BELOW)]
    others = [item for item in skipped if str(item.why) != str(NOTE_BELOW)]
    taken = {row for area in (*(item.range for item in others), *tables) if area for row in _rows_of(area)}
    return [*others, *dict.fromkeys(item for item in notes if not taken & set(_rows_of(item.range)))]


def _rows_of(area: str) -> range:
    first, _, last = area.partition(":")
    return range(from_a1(first)[0], from_a1(last or first)[0] + 1)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    by_fold: dict[str, str] = {}
    for name in dict.fromkeys(names):
        by_fold.setdefault(fold(name), name)
    return tuple(name for name in by_fold.values() if name)


def _in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    few = {id(period): period for period in periods}.values()  # they hash slowly, and rows share them
    return tuple(sorted(set(few), key=lambda period: (period.first_day, str(period.type))))
