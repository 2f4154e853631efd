"""What looks wrong although it can be read: said with its cell, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from collabdesk.i18n import msg
from collabdesk.importing.context import Context
from collabdesk.importing.grid import from_a1, plain
from collabdesk.importing.result import Problem, ReadObservation, Severity
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View
from collabdesk.importing.times.times import Times
from collabdesk.importing.words import fold

_ZEROS = 3
_BEFORE = 4
_TYPICAL = 5.0


def sudden_zeros(view: View, observations: Iterable[ReadObservation]) -> list[Problem]:
    """Three or more zeros at the end of a series that never was 0 before and had 5 or more as a rule."""
    series: dict[tuple[str, str, str], list[ReadObservation]] = {}
    for item in observations:
        if item.value is not None and item.unit != "percent":
            series.setdefault((item.team, item.indicator, item.category), []).append(item)
    found = []
    for items in series.values():
        if len(items) < _ZEROS + _BEFORE or [item.value for item in items].count(0) < _ZEROS:
            continue
        items.sort(key=lambda item: item.period.ordinal)
        zeros = 0
        while zeros < len(items) and items[-1 - zeros].value == 0:
            zeros += 1
        before = sorted(item.value or 0.0 for item in items[: len(items) - zeros])
        if zeros < _ZEROS or len(before) < _BEFORE or before[0] == 0 or before[len(before) // 2] < _TYPICAL:
            continue
        said = msg("{count} zeros in a row after numbers like {usual}: perhaps not reported?",
                   count=zeros, usual=before[len(before) // 2])  # fmt: skip
        found += [
            Problem(sheet=view.grid.name, cell=item.cell, kind="warning: sudden zeros", text="0", said=said,
                    severity=Severity.WARNING)
            for item in items[len(items) - zeros :]
        ]  # fmt: skip
    return found


_PARTS_OF = (
    ("deaths", "cases"), ("death", "case"), ("died", "admitted"), ("positive", "tested"), ("breaches", "attendances"),
    ("deces", "cas"), ("muertes", "casos"), ("obitos", "casos"), ("occupied", "available"),
)  # fmt: skip


def part_above_whole(view: View, observations: Iterable[ReadObservation]) -> list[Problem]:
    """Deaths above cases, positives above tested: two columns whose headings differ in such a pair of words
    only."""
    groups: dict[tuple[str, str, object, str], dict[str, ReadObservation]] = {}
    names: dict[str, tuple[str, str] | None] = {}
    for item in observations:
        if item.value is None:
            continue
        if item.indicator not in names:
            names[item.indicator] = _part_name(item.indicator)
        name = names[item.indicator]
        if name is not None:
            groups.setdefault((item.team, name[0], item.period, item.category), {})[name[1]] = item
    found = []
    for group in groups.values():
        part, whole = group.get("part"), group.get("whole")
        if part is None or whole is None or (part.value or 0) <= (whole.value or 0):
            continue
        said = msg("{part} ({top}) is larger than {whole} ({bottom}).", part=part.indicator, top=part.value,
                   whole=whole.indicator, bottom=whole.value)  # fmt: skip
        found.append(Problem(sheet=view.grid.name, cell=part.cell, kind="warning: numerator above denominator",
                             text=f"{part.value:.10g}", said=said, severity=Severity.WARNING))  # fmt: skip
    return found


def _part_name(indicator: str) -> tuple[str, str] | None:
    tokens = fold(indicator).split()
    for part, whole in _PARTS_OF:
        for word, kind in ((part, "part"), (whole, "whole")):
            if word in tokens:
                return " ".join("*" if token == word else token for token in tokens) + f" {part}", kind
    return None


def hidden_cells(view: View, table: Table, observations: Iterable[ReadObservation]) -> list[Problem]:
    """Rows and columns that the file hides but whose numbers were read."""
    rows, columns = view.grid.hidden_rows, view.grid.hidden_columns
    inside = [row for row in rows if table.first <= row <= table.last]
    sides = [column for column in columns if table.left <= column <= table.right]
    if not inside and not sides:
        return []
    seen: set[tuple[str, int]] = set()
    found = []
    for item in observations:
        try:
            row, column = from_a1(item.cell)
        except ValueError:
            continue
        for kind, number, is_hidden in (("row", row, row in rows), ("column", column, column in columns)):
            if is_hidden and (kind, number) not in seen:
                seen.add((kind, number))
                text = view.grid.text(row, column)
                said = msg("This row is hidden in the file; its numbers were read too.")
                if kind == "column":
                    said = msg("This column is hidden in the file; its numbers were read too.")
                found.append(Problem(sheet=view.grid.name, cell=item.cell, kind=f"warning: hidden {kind}", text=text,
                                     said=said, severity=Severity.WARNING))  # fmt: skip
    return found


def journal(view: View, table: Table, columns: list[Column], times: Times, context: Context) -> list[Problem]:
    """Dates of a list of changes that can't be read or end before they begin; months without a year are
    asked."""
    dated = [column for column in columns if _is_dated(view, table, column)][:2]
    found: list[Problem] = []
    spans: dict[int, list[tuple[int, object]]] = {}
    for column in dated:
        cells = [
            (view.value(row, column.index), view.grid.address(row, column.index))
            for row in range(table.first, table.last + 1)
            if view.value(row, column.index) is not None and _is_time(view, row, column)
        ]
        place = replace(times, keep_days=True).place(view.grid.name, cells, context, across=False)
        for row in range(table.first, table.last + 1):
            value = view.value(row, column.index)
            if value is None or not _is_time(view, row, column):
                continue
            outcome = place.period(value)
            if outcome.said is not None:
                found.append(_problem(view, row, column.index, outcome.kind, outcome.said))
            elif outcome.period is not None:
                spans.setdefault(row, []).append((column.index, outcome.period))
    return found + _backwards(view, spans)


def _backwards(view: View, spans: dict[int, list[tuple[int, object]]]) -> list[Problem]:
    found = []
    for row, items in spans.items():
        if len(items) == 2:
            (start_at, start), (_, end) = items
            if end.last_day < start.first_day:  # type: ignore[attr-defined]
                said = msg("It ends before it begins.")
                found.append(_problem(view, row, start_at, "warning: end before start", said))
    return found


def _problem(view: View, row: int, column: int, kind: str, said: object) -> Problem:
    severity = Severity.WARNING if kind.startswith("warning") else Severity.ERROR
    return Problem(sheet=view.grid.name, cell=view.grid.address(row, column), kind=kind,
                   text=plain(view.value(row, column)), said=said, severity=severity)  # type: ignore[arg-type]  # fmt: skip


def _is_time(view: View, row: int, column: Column) -> bool:
    from collabdesk.importing.tables.view import Look, look

    return look(view.value(row, column.index)) is Look.PERIOD


def _is_dated(view: View, table: Table, column: Column) -> bool:
    if column.part not in (Part.PERIOD, Part.END, Part.NOTE):
        return False
    times = sum(1 for row in range(table.first, table.last + 1) if _is_time(view, row, column))
    return times > 0 and times * 2 >= column.profile.filled
