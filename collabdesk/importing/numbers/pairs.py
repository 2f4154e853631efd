"""Which column is over which: proved by a rate beside them, or named by the register's labels."""

from __future__ import annotations

from dataclasses import replace

from collabdesk.importing import words
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.numbers import number_text
from collabdesk.importing.tables.parts import Column
from collabdesk.importing.tables.view import View
from collabdesk.importing.words import fold


def by_ratio(view: View, rows: list[int], rate: Column, others: list[Column]) -> tuple[Column, Column] | None:
    """The pair whose quotient is the rate in nine rows of ten (three or more); None if there is none or
    several."""
    near = sorted(others, key=lambda column: abs(column.index - rate.index))[:8]
    found = [
        (top, bottom)
        for top in near
        for bottom in near
        if top is not bottom and top.period == bottom.period and is_quotient(view, rows, rate, top, bottom)
    ]
    return found[0] if len(found) == 1 else None


def is_quotient(view: View, rows: list[int], rate: Column, top: Column, bottom: Column) -> bool:
    """Whether a rate is one column over another, row by row (three rows or more)."""
    good = seen = 0
    for row in rows:
        value, over, under = (_number(view, row, column.index) for column in (rate, top, bottom))
        if value is None or over is None or not under:
            continue
        seen += 1
        percent = 100 * over / under
        good += abs(percent - value) < 0.6 or abs(percent / 100 - value) < 0.006
    return seen >= 3 and good >= 0.9 * seen


def _number(view: View, row: int, column: int) -> float | None:
    reading = number_text.read_number(view.value(row, column), decimal=view.decimal)
    if reading.sort in (number_text.Sort.NUMBER, number_text.Sort.PERCENT):
        return reading.value
    return None


def by_labels(matcher: Matcher, columns: list[Column], wanted: int | None) -> list[tuple[Column, Column]]:
    """Pairs (numerator, denominator) that the register's labels name; each column in one pair at most."""
    candidates: dict[tuple[int, int], list[int]] = {}
    for top in columns:
        for bottom in columns:
            if top is not bottom:
                keys = matcher.measures(top.rest, bottom.rest)
                if wanted in keys or len(keys) == 1:
                    candidates[top.index, bottom.index] = keys
    by_index = {column.index: column for column in columns}
    used: list[int] = [index for pair in candidates for index in pair]
    return [
        (by_index[top], by_index[bottom])
        for top, bottom in candidates
        if used.count(top) == 1 and used.count(bottom) == 1
    ]


def with_word(column: Column) -> str:
    """A numerator's heading as a name: ``ANC / Achieved``; letters and the word itself name nothing."""
    last = column.path[-1] if column.path else ""
    if column.rest and column.rest in last:
        return last  # ``Urban [D]``: the letter by which a form calls its column
    tells = column.rest and last not in column.rest and fold(last) not in _NUMERATOR_SIGNS
    return f"{column.rest} / {last}" if tells else column.rest


def says_numerator(column: Column) -> bool:
    """Whether the heading says outright that a denominator belongs under these numbers."""
    return any(
        text.startswith("num") and not text.startswith("number") for text in fold(column.heading).split()
    )


_NUMERATOR_SIGNS = words.word_set("n, nu, num, numerator, numerators, numerateur, numerador, numer")


def without_halves(columns: list[Column]) -> list[Column]:
    """Where nothing is a denominator ``Achieved`` or ``N`` only says that these are the values; where nothing is a
    numerator ``D`` is a name."""
    measures = {column.measure for column in columns} & {"num", "den"}
    if len(measures) != 1:
        return columns
    return [
        replace(
            column,
            measure="value" if not column.rest and column.measure == "num" else "",
            rest=_bare_name(column),
        )
        if column.measure in measures and not column.decided and not says_numerator(column)
        else column
        for column in columns
    ]


def _bare_name(column: Column) -> str:
    if column.measure == "num" or column.rest or not column.path:
        return with_word(column)
    return column.path[-1]


def lone(columns: list[Column]) -> list[Column]:
    """``Numerator (compliant)``, ``Denominator (observed)``: the only two are one pair, whatever stands behind."""
    tops = [column for column in columns if column.measure == "num"]
    bottoms = [column for column in columns if column.measure == "den"]
    alone = len(tops) == len(bottoms) == 1 and tops[0].period == bottoms[0].period
    if not alone or tops[0].rest == bottoms[0].rest:
        return columns
    name = "" if tops[0].rest and bottoms[0].rest else tops[0].rest or bottoms[0].rest
    return [replace(column, rest=name) if column in (tops[0], bottoms[0]) else column for column in columns]
