"""One definition per table: a frozen dataclass is the value that leaves this room, and describes the table.

``@record("team")`` turns a class with annotated fields into a frozen keyword-only dataclass and a SQLAlchemy
`Table` of the same name. Types are portable: int, float, str, bool, date, datetime, StrEnum and their
optional forms. ``Annotated[int, Ref("team")]`` is a foreign key; ``Annotated[int, Key]`` belongs to the primary key.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import (
    Annotated,
    Any,
    ClassVar,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

T = TypeVar("T", bound="Record")
Value = Any  # int | float | str | bool | date | datetime | None
Row = dict[str, Value]
NEW = 0  # the id of a record that is not in the file yet


@dataclass(frozen=True)
class Ref:
    """A foreign key to another table's ``id``; ``index`` for those that are searched by."""

    table: str
    index: bool = True


class _Key:
    """Marks a part of a composite primary key."""


Key = _Key()


class Record:
    """Base of all values of the file. ``table`` is the SQLAlchemy table."""

    table: ClassVar[sa.Table]
    enums: ClassVar[dict[str, type[enum.StrEnum]]]

    @classmethod
    def from_row(cls: type[T], row: Row) -> T:
        """The value of a database row."""
        if not cls.enums:
            return cls(**row)
        worded = {name: kind(row[name]) for name, kind in cls.enums.items() if row[name] is not None}
        return cls(**{**row, **worded})

    @classmethod
    def from_rows(cls: type[T], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[T]:
        """The values of many whole rows; in a third of the time of one by one, for nothing is left to defaults."""
        enums = [(name, kind) for name, kind in cls.enums.items() if name in names]
        made = []
        for row in rows:
            value = object.__new__(cls)
            fields = value.__dict__
            fields.update(zip(names, row, strict=True))
            for name, kind in enums:
                if fields[name] is not None:
                    fields[name] = kind(fields[name])
            made.append(value)
        return made

    def to_row(self) -> Row:
        """The database row of this value (enums as their text)."""
        row = dict(vars(self))  # `fields()` would cost ten times as much for 100,000 observations
        for name in self.enums:
            if isinstance(row[name], enum.Enum):
                row[name] = row[name].value
        return row


REGISTRY: dict[str, type[Record]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(name: str, *, unique: tuple[tuple[str, ...], ...] = (), without_rowid: bool = False) -> Any:
    """Class decorator: a frozen dataclass and its table called ``name``."""

    def decorate(cls: type[T]) -> type[T]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        hints = get_type_hints(made, include_extras=True)
        made.enums = {}
        columns = [_column(made, item.name, hints[item.name]) for item in fields(made)]  # type: ignore[arg-type]
        constraints = [sa.UniqueConstraint(*names) for names in unique]
        made.table = sa.Table(
            name,
            metadata,
            *columns,
            *constraints,
            sqlite_with_rowid=not without_rowid,
            sqlite_autoincrement=not without_rowid,  # a key is never given twice, so histories never mix
        )
        REGISTRY[name] = made
        return made

    return decorate


_TYPES: dict[type, type[sa.types.TypeEngine[Any]]] = {
    int: sa.Integer,
    float: sa.Float,
    str: sa.Text,
    bool: sa.Boolean,
    dt.date: sa.Date,
    dt.datetime: sa.DateTime,
}


def _column(cls: type[Record], name: str, hint: Any) -> sa.Column[Any]:
    marks: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        marks = tuple(rest)
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        hint, nullable = inner[0], True
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        cls.enums[name] = hint
        hint = str
    refs = [mark for mark in marks if isinstance(mark, Ref)]
    is_key = name == "id" or any(isinstance(mark, _Key) for mark in marks)
    return sa.Column(
        name,
        _TYPES[hint](),
        *(sa.ForeignKey(f"{ref.table}.id") for ref in refs),
        primary_key=is_key,
        autoincrement=name == "id",
        nullable=nullable,
        index=(not is_key and any(ref.index for ref in refs)) or None,
    )


def key_of(table: sa.Table, row: Row) -> tuple[int, ...]:
    """The primary key of a row, as a tuple in the order of the table's key columns."""
    return tuple(row[column.name] for column in table.primary_key.columns)
