"""Columns that several tables of changes share: a count, and the two sizes."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TypeVar

from collabdesk.i18n import Message, msg
from collabdesk.ui.tables import Column

R = TypeVar("R")
Amount = Callable[[R, float | None], str]

_SIZES = (
    ("size", msg("Size"), "size", msg("Median of the teams: after less before; + is better")),
    (
        "net",
        msg("Net size"),
        "net_size",
        msg("The size less what the teams did meanwhile that had not begun it; + is better"),
    ),
)


def count_column(name: str, title: Message, field: str, width: int, *, spare: bool = False) -> Column[R]:
    """A whole number of each row."""
    return Column(name=name, title=title, value=attrgetter(field), width=width, right=True, spare=spare)


def size_columns(
    amount: Amount[R], widths: tuple[int, int], tip: Callable[[R, float | None, Message], str] | None = None
) -> tuple[Column[R], ...]:
    """Size and net size; ``amount`` words a value of a row, ``tip`` says more of it."""
    return tuple(
        _size_column(amount, name, title, field, width, tip and _tip(tip, field, meaning))
        for (name, title, field, meaning), width in zip(_SIZES, widths, strict=True)
    )


def _size_column(
    amount: Amount[R],
    name: str,
    title: Message,
    field: str,
    width: int,
    tip: Callable[[R], str] | None,
) -> Column[R]:
    return Column(
        name=name,
        title=title,
        term=field,
        value=attrgetter(field),
        text=lambda row: amount(row, getattr(row, field)),
        tip=tip,
        width=width,
        right=True,
    )


def _tip(tip: Callable[[R, float | None, Message], str], field: str, meaning: Message) -> Callable[[R], str]:
    return lambda row: tip(row, getattr(row, field), meaning)
