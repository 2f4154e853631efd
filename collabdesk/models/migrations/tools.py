"""What steps are written with: tables as this file's records make them, named alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations


def make_table(
    operations: Operations, name: str, *columns: sa.Column[Any], unique: Iterable[tuple[str, ...]] = ()
) -> None:
    """A new table with an ``id`` that is never given twice, and an index for each indexed column.

    The columns are those of the record at the time of the step, without ``id``.
    """
    operations.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True, nullable=False),
        *columns,
        *(sa.UniqueConstraint(*names) for names in unique),
        sqlite_autoincrement=True,
    )


def key(name: str, table: str, *, nullable: bool = False) -> sa.Column[Any]:
    """An indexed foreign key to another table's ``id``."""
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable, index=True)


def text(name: str) -> sa.Column[Any]:
    """A text that is never null."""
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A whole number."""
    return sa.Column(name, sa.Integer(), nullable=nullable)


def measure(name: str) -> sa.Column[Any]:
    """A number that may have decimals, or be missing."""
    return sa.Column(name, sa.Float(), nullable=True)


def day(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    """A date."""
    return sa.Column(name, sa.Date(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A date and time."""
    return sa.Column(name, sa.DateTime(), nullable=nullable)
