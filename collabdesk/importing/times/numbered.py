"""Months written as 1 to 12 and weeks written as S1, S2: numbers that only their place makes periods."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from collabdesk.importing.grid import DayNumber, MonthNumber, SheetGrid, Value, WeekLabel, plain
from collabdesk.importing.words import fold, is_nameless, word_set

_SEARCH = 60
"""Headings are looked for in so many rows."""
_WIDEST = 2000
"""A wider row is no heading of months or weeks."""
_MONTH_WORDS = word_set(
    "month, months, mois, mes, meses, mwezi, monthly, mensual, mensuel, mensal, mensuelle"
)
_WEEK_WORDS = word_set(
    """
    week, weeks, weekly, epiweek, wk, semaine, semaines, hebdomadaire, sem, semana, semanas, semanal, wiki,
    epi week, se
    """
)
_WEEK = re.compile(r"(?:S|Sem|SE)[ .\-]?(\d{1,2})", re.IGNORECASE)
_DAY = re.compile(r"(?:D|Day|J|Jour|Dia|Día)[ .\-]?(\d{1,2})", re.IGNORECASE)
_FEWEST_INITIALS = 6
_INITIALS = ("JFMAMJJASOND" * 2, "EFMAMJJASOND" * 2)
_MANY_WEEKS = 12
"""So many in a row from S1 on are weeks, whatever stands around; fewer need a word for weeks."""


def with_numbered_periods(grid: SheetGrid) -> SheetGrid:
    """The sheet with its numbered months and weeks marked; the same sheet where there are none."""
    changed: dict[int, list[Value]] = {}
    for row in range(min(len(grid.rows), _SEARCH)):
        cells = grid.rows[row]
        if len(cells) > _WIDEST:
            continue
        marked = (
            _months(grid, row, cells)
            or _days(grid, row, cells)
            or _initials(grid, row, cells)
            or _weeks(grid, row, cells)
            or _serial_days(grid, row, cells)
        )
        if marked:
            changed[row] = marked
    for row, column in _week_columns(grid):
        _mark_weeks_down(grid, row, column, changed)
    if not changed:
        return grid
    return replace(grid, rows=[changed.get(row, cells) for row, cells in enumerate(grid.rows)])


def _months(grid: SheetGrid, row: int, cells: list[Value]) -> list[Value] | None:
    """1, 2, 3... to 12, each once and no further; a shorter run needs a word for months near it."""
    numbers = [(column, _small(value)) for column, value in enumerate(cells) if value not in (None, "")]
    run = [(column, number) for column, number in numbers if number is not None]
    if len(run) < 3 or [number for _, number in run] != list(range(1, len(run) + 1)) or len(run) > 12:
        return None
    if not 0 < len(numbers) - len(run) <= 4 and not (run[0][0] > 0 and len(numbers) == len(run)):
        return None
    columns = [column for column, _ in run]
    if (len(run) < 12 and not _headed_months(grid, row, columns)) or _under_headings(grid, row, columns):
        return None
    if not _has_numbers_below(grid, row, columns):
        return None
    marked = list(cells)
    for column, number in run:
        marked[column] = MonthNumber(number)
    return marked


def _days(grid: SheetGrid, row: int, cells: list[Value]) -> list[Value] | None:
    """1 to 28, 29, 30 or 31, each once and in order: the days of one month, as in a daily register."""
    run = [(column, day) for column, value in enumerate(cells) if (day := _day(value)) is not None]
    if len(run) < 28 or [day for _, day in run] != list(range(1, len(run) + 1)) or len(run) > 31:
        return None
    columns = [column for column, _ in run]
    if _under_headings(grid, row, columns) or not _has_numbers_below(grid, row, columns):
        return None
    marked = list(cells)
    for column, day in run:
        marked[column] = DayNumber(day)
    return marked


def _day(value: Value) -> int | None:
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 9 else None
    return int(found[1]) if found else _small(value)


def _initials(grid: SheetGrid, row: int, cells: list[Value]) -> list[Value] | None:
    """J, F, M, A, M, J...: six months or more by their first letters, from whichever month on."""
    run = [(column, value.strip().upper()) for column, value in enumerate(cells)
           if isinstance(value, str) and len(value.strip()) == 1 and value.strip().isalpha()]  # fmt: skip
    letters = "".join(letter for _, letter in run)
    if not _FEWEST_INITIALS <= len(run) <= 12 or not _has_numbers_below(
        grid, row, [column for column, _ in run]
    ):
        return None
    starts = {year.find(letters) % 12 for year in _INITIALS if letters in year}
    if len(starts) != 1:
        return None
    marked = list(cells)
    for number, (column, _) in enumerate(run, starts.pop()):
        marked[column] = MonthNumber(number % 12 + 1)
    return marked


def _headed_months(grid: SheetGrid, row: int, columns: list[int]) -> bool:
    """Whether the word for months itself stands left of the run or over it."""
    beside = [grid.value(row, column) for column in range(columns[0])]
    over = [grid.value(row - 1, column) for column in range(columns[0], columns[-1] + 1)] if row else []
    return any(isinstance(value, str) and fold(value) in _MONTH_WORDS for value in (*beside, *over))


def _under_headings(grid: SheetGrid, row: int, columns: list[int]) -> bool:
    """Whether several of the run's columns have a heading of their own above: then these are plain numbers."""
    for above in range(max(0, row - 3), row):
        cells = [grid.value(above, column) for column in columns]
        numbers = [_small(value) for value in cells]
        counted = numbers[0] is not None and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        if sum(1 for value in cells if not _is_no_heading(value)) > 2 and not counted:
            return True
    return False


def _is_no_heading(value: Value) -> bool:
    return value in (None, "", "NA") or is_nameless(value)


def _serial_days(grid: SheetGrid, row: int, cells: list[Value]) -> list[Value] | None:
    """45658, 45689, 45717: Excel's day numbers a month or a week apart, where a heading lost its date format."""
    run = [(column, _serial(value)) for column, value in enumerate(cells)]
    days = [(column, number) for column, number in run if number]
    steps = [later[1] - earlier[1] for earlier, later in pairwise(days)]
    weekly = bool(steps) and all(step == 7 for step in steps)
    if len(days) < 3 or not (weekly or all(28 <= step <= 31 for step in steps)):
        return None
    columns = [column for column, _ in days]
    if _under_headings(grid, row, columns) or not _has_numbers_below(grid, row, columns):
        return None
    marked = list(cells)
    for column, number in days:
        marked[column] = dt.date(1899, 12, 30) + dt.timedelta(days=number)
    return marked


def _serial(value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    text = plain(value).strip()
    return int(text) if text.isdecimal() and len(text) == 5 and 40_000 <= int(text) <= 55_000 else 0


def _small(value: Value) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = plain(value).strip()
    return int(text) if text.isdecimal() and len(text) <= 2 else None


def _weeks(grid: SheetGrid, row: int, cells: list[Value]) -> list[Value] | None:
    """S1, S2, S3... across: weeks, where a word says so or they go on as no semester does."""
    run = [(column, number) for column, number in _week_numbers(cells) if number is not None]
    numbers = [number for _, number in run]
    if len(run) < 3 or any(later <= earlier for earlier, later in pairwise(numbers)):
        return None
    spelt = all(plain(cells[column]).strip().lower().startswith(("sem", "se")) for column, _ in run)
    if not (spelt or _says(grid, row, _WEEK_WORDS)) and (len(run) < _MANY_WEEKS or numbers[0] != 1):
        return None
    marked = list(cells)
    for column, number in run:
        marked[column] = WeekLabel(plain(cells[column]), number)
    return marked


def _week_numbers(cells: Sequence[Value]) -> list[tuple[int, int | None]]:
    return [(column, _week(value)) for column, value in enumerate(cells) if isinstance(value, str)]


def _week(value: Value) -> int | None:
    found = _WEEK.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 9 else None
    return int(found[1]) if found and 1 <= int(found[1]) <= 53 else None


def _says(grid: SheetGrid, row: int, wanted: frozenset[str]) -> bool:
    """Whether one of the words stands in this row or in the titles above it."""
    for above in range(max(0, row - 6), row + 1):
        for value in grid.rows[above]:
            if isinstance(value, str) and len(value) < 200 and not wanted.isdisjoint(fold(value).split()):
                return True
    return False


def _has_numbers_below(grid: SheetGrid, row: int, columns: list[int]) -> bool:
    """Whether numbers other than the same run stand under the headings, and words on their left."""
    for cells in grid.rows[row + 1 : row + 6]:
        below = [cells[column] if column < len(cells) else None for column in columns]
        labels = [value for value in cells[: columns[0]] if isinstance(value, str) and value.strip()]
        if labels and any(
            isinstance(v, int | float) or (isinstance(v, str) and v[:1].isdecimal()) for v in below
        ):
            return True
    return False


def _week_columns(grid: SheetGrid) -> list[tuple[int, int]]:
    """Headings that are a word for weeks."""
    return [
        (row, column)
        for row, cells in enumerate(grid.rows[:_SEARCH])
        for column, value in enumerate(cells)
        if isinstance(value, str) and len(value) < 40 and not _WEEK_WORDS.isdisjoint(fold(value).split())
    ]


def _mark_weeks_down(grid: SheetGrid, head: int, column: int, changed: dict[int, list[Value]]) -> None:
    below = range(head + 1, len(grid.rows))
    found = {row: number for row in below if (number := _week(grid.value(row, column))) is not None}
    filled = sum(1 for row in below if grid.value(row, column) not in (None, ""))
    if len(found) < 2 or len(found) < 0.6 * filled:
        return
    for row, number in found.items():
        cells = changed.setdefault(row, list(grid.rows[row]))
        cells[column] = WeekLabel(plain(grid.rows[row][column]), number)
