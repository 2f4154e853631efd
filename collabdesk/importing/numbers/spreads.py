"""Means with their standard deviation: which column belongs to which mean, and how many cases are behind it."""

from __future__ import annotations

from dataclasses import replace

from collabdesk.importing import words
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.words import fold

SPREAD, SIZE = "spread", "size"
_NEAR = 3
"""A mean, its spread and its n stand within so many columns."""


def settle(columns: list[Column]) -> list[Column]:
    """Columns called SD are the spread of the mean beside them; ``n`` beside both is the number of cases.

    ``Mean`` alone would be the average of the other columns; beside its SD it is a value.
    """
    found = {column.index: column for column in columns}
    for spread in [column for column in columns if _is_spread(column)]:
        mean = _mean_of(spread, list(found.values()))
        if mean is None:  # a name like any other
            found[spread.index] = replace(spread, measure="", rest=spread.heading)
            continue
        name = _name(mean) or spread.rest
        size = _size_of(spread, mean, list(found.values()))
        found[mean.index] = replace(mean, part=Part.VALUE, measure="", rest=name, percent=False)
        found[spread.index] = replace(spread, rest=name)
        if size is not None:
            found[size.index] = replace(size, part=Part.VALUE, measure=SIZE, rest=name, percent=False)
    return [found[column.index] for column in columns]


def _is_spread(column: Column) -> bool:
    return column.part is Part.VALUE and column.measure == SPREAD


def _mean_of(spread: Column, columns: list[Column]) -> Column | None:
    """The nearest column that can be its mean, the one on the left of two."""
    near = [
        column
        for column in columns
        if column.period == spread.period
        and abs(column.index - spread.index) <= _NEAR
        and column.measure not in (SPREAD, SIZE)
        and _last_word(column) not in words.SIZE
        and (column.part is Part.VALUE or _is_average(column))
        and column.profile.numeric
    ]
    named = [column for column in near if spread.rest and fold(_name(column)).endswith(fold(spread.rest))]
    average = [column for column in near if _is_average(column)]
    chosen = named or average or near
    return min(chosen, key=lambda one: (abs(one.index - spread.index), one.index), default=None)


def _size_of(spread: Column, mean: Column, columns: list[Column]) -> Column | None:
    near = [
        column
        for column in columns
        if column.period == spread.period
        and column.index not in (spread.index, mean.index)
        and min(abs(column.index - spread.index), abs(column.index - mean.index)) <= 1
        and column.part in (Part.VALUE, Part.SERIAL)
        and column.measure in ("num", "value", "")
        and _last_word(column) in words.SIZE
    ]
    return near[0] if near else None


def _last_word(column: Column) -> str:
    return fold(column.path[-1]) if column.path else ""


def _is_average(column: Column) -> bool:
    return any(fold(text) in words.AVERAGE for text in column.path)


def _name(mean: Column) -> str:
    """The mean's heading without the words that only say that it is one."""
    kept = [text for text in mean.path if fold(text) not in words.AVERAGE]
    return mean.rest or " / ".join(kept)
