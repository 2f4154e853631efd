"""The one writer: every change of the file passes here and leaves its row images behind (architecture.md, 2)."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from collabdesk.models.measures import Observation
from collabdesk.models.records import NEW, REGISTRY, Record, Row, key_of

R = TypeVar("R", bound=Record)
RowKey = tuple[int, ...]
_CHUNK = 5000  # keys of three parts per SELECT stay under SQLite's 32,766 variables


class RowChange(NamedTuple):
    """One row before and after a transaction; None where it was not there.

    A tuple, because an import makes 100,000 of them: a frozen dataclass takes three times as long to make.
    """

    table: str
    key: RowKey
    before: Row | None
    after: Row | None


class Writer:
    """Writes records within one transaction and remembers each row's first and last image."""

    def __init__(self, connection: sa.Connection, *, images: bool = True) -> None:
        self._connection = connection
        self._images = images  # without images there is nothing to undo: only for the making of a file
        self._touched: dict[tuple[str, RowKey], tuple[Row | None, Row | None]] = {}
        """(first image, last image) of each row."""

    def add(self, value: R) -> R:
        """Write a new record; the returned one has its id."""
        table, row = value.table, value.to_row()
        if row.get("id", None) == NEW:
            del row["id"]
        result = self._connection.execute(table.insert().values(**row))
        if "id" in table.c and "id" not in row:
            assert result.inserted_primary_key is not None
            row = {"id": int(result.inserted_primary_key[0]), **row}
        self._remember(table, key_of(table, row), None, row)
        return type(value).from_row(row)

    def put(self, value: R) -> R:
        """Write the new state of a record that is in the file. Raises LookupError when it is not."""
        table, row = value.table, value.to_row()
        key = key_of(table, row)
        before = self._row(table, key)
        if before is None:
            raise LookupError(f"no {table.name} {key}")
        if before != row:
            self._connection.execute(table.update().where(_is(table, key)).values(**row))
            self._remember(table, key, before, row)
        return value

    def change(self, value: R, **fields_: Any) -> R:
        """`put` with some fields replaced."""
        return self.put(replace(value, **fields_))  # type: ignore[type-var]

    def remove(self, value: Record) -> None:
        """Take a record out of the file. Raises IntegrityError when others refer to it: see `remove_with_parts`."""
        self._delete(value.table, key_of(value.table, value.to_row()))

    def remove_with_parts(self, value: Record) -> None:
        """Take a record out together with everything that refers to it, row by row, so that undo brings all back."""
        self._delete_tree(value.table, key_of(value.table, value.to_row()))

    def put_observations(self, values: Sequence[Observation]) -> None:
        """Write many observations, new or not, by driver tuples (20 times faster than row by row)."""
        table = Observation.table
        keyed = [((value.indicator_id, value.team_id, value.period), value.to_row()) for value in values]
        self._put_rows(table, keyed)

    def remove_observations(self, keys: Sequence[RowKey]) -> None:
        """Take observations out by (indicator, team, period); those that are not there are passed over."""
        before = self._rows(Observation.table, keys)
        for key in before:
            self._delete(Observation.table, key)

    def restore(self, table_name: str, key: RowKey, image: Row | None) -> None:
        """Set a row to an image (None: take it out). For undo and revert."""
        table = REGISTRY[table_name].table
        if image is None:
            self._delete(table, key)
        else:
            self._put_rows(table, [(key, image)])

    def restore_many(
        self,
        table_name: str,
        images: Sequence[tuple[RowKey, Row | None]],
        now: Mapping[RowKey, Row] | None = None,
    ) -> None:
        """`restore` for many rows of one table; ``now`` is what `current` has said of them, where it was asked."""
        table = REGISTRY[table_name].table
        if now is None:
            now = self._rows(table, [key for key, _image in images])
        # first what goes: what comes back may stand in its place (one exclusion of a point, one alias of a name)
        self._delete_rows(table, {key: now[key] for key, image in images if image is None and key in now})
        self._put_over(table, [(key, image) for key, image in images if image is not None], now)

    def current(self, table_name: str, keys: Sequence[RowKey]) -> dict[RowKey, Row]:
        """The rows as they stand now, by key; missing ones are left out."""
        return self._rows(REGISTRY[table_name].table, keys)

    def is_referenced(self, table_name: str, key: RowKey) -> bool:
        """Whether another row refers to this one."""
        return any(
            self._connection.execute(sa.select(sa.literal(1)).where(column == key[0]).limit(1)).first()
            for column in _references(table_name)
        )

    def changes(self) -> list[RowChange]:
        """What the transaction changed, in the order of the first touch; rows left as they were are not listed."""
        return [
            RowChange(name, key, before, after)
            for (name, key), (before, after) in self._touched.items()
            if before != after
        ]

    def _remember(self, table: sa.Table, key: RowKey, before: Row | None, after: Row | None) -> None:
        self._remember_all(table, [(key, before, after)])

    def _remember_all(self, table: sa.Table, images: Iterable[tuple[RowKey, Row | None, Row | None]]) -> None:
        if not self._images:
            return
        name, touched = (
            str(table.name),
            self._touched,
        )  # a plain str: SQLite's driver asks any other how to store it
        for key, before, after in images:
            place = (name, key)
            known = touched.get(place)
            touched[place] = (before if known is None else known[0], after)

    def _row(self, table: sa.Table, key: RowKey) -> Row | None:
        found = self._connection.execute(sa.select(table).where(_is(table, key))).mappings().first()
        return dict(found) if found else None

    def _rows(self, table: sa.Table, keys: Sequence[RowKey]) -> dict[RowKey, Row]:
        if _is_plain(table):
            return self._plain_rows(table, keys)
        columns = list(table.primary_key.columns)
        found: dict[RowKey, Row] = {}
        for start in range(0, len(keys), _CHUNK):
            wanted = sa.tuple_(*columns).in_(keys[start : start + _CHUNK])
            for row in self._connection.execute(sa.select(table).where(wanted)).mappings():
                found[key_of(table, dict(row))] = dict(row)
        return found

    def _plain_rows(self, table: sa.Table, keys: Sequence[RowKey]) -> dict[RowKey, Row]:
        """The same through the driver, in a third of the time."""
        columns = [column.name for column in table.columns]
        parts = [column.name for column in table.primary_key.columns]
        places = [columns.index(part) for part in parts]
        mark = f"({','.join('?' * len(parts))})"
        found: dict[RowKey, Row] = {}
        for start in range(0, len(keys), _CHUNK):
            block = keys[start : start + _CHUNK]
            sql = (
                f'SELECT {_listed(columns)} FROM "{table.name}" '
                f"WHERE ({_listed(parts)}) IN (VALUES {','.join([mark] * len(block))})"
            )
            for row in self._connection.exec_driver_sql(sql, tuple(chain.from_iterable(block))).fetchall():
                found[tuple([row[place] for place in places])] = dict(zip(columns, row, strict=True))
        return found

    def _put_rows(self, table: sa.Table, rows: Sequence[tuple[RowKey, Row]]) -> None:
        looked = self._images and self._may_hold(table, rows)
        self._put_over(table, rows, self._rows(table, [key for key, _row in rows]) if looked else {})

    def _put_over(
        self, table: sa.Table, rows: Sequence[tuple[RowKey, Row]], before: Mapping[RowKey, Row]
    ) -> None:
        changed = [(key, row) for key, row in rows if before.get(key) != row]
        if not changed:
            return
        names = [column.name for column in table.columns]
        marks = ",".join("?" * len(names))
        keys = ",".join(column.name for column in table.primary_key.columns)
        others = [name for name in names if table.c[name] not in set(table.primary_key.columns)]
        updates = ",".join(f'"{name}"=excluded."{name}"' for name in others)
        sql = (
            f'INSERT INTO "{table.name}" ({_listed(names)}) VALUES ({marks}) '
            f"ON CONFLICT({keys}) DO UPDATE SET {updates}"
        )
        self._connection.exec_driver_sql(sql, _tuples(table, names, [row for _key, row in changed]))
        self._remember_all(table, [(key, before.get(key), row) for key, row in changed])

    def _may_hold(self, table: sa.Table, rows: Sequence[tuple[RowKey, Row]]) -> bool:
        """Whether any row has one of these keys' first parts: a new indicator has no numbers to look up."""
        first = next(iter(table.primary_key.columns))
        wanted = {key[0] for key, _row in rows}
        if len(rows) < _CHUNK or len(wanted) > 500:
            return True
        query = sa.select(sa.literal(1)).select_from(table).where(first.in_(list(wanted))).limit(1)
        return self._connection.execute(query).first() is not None

    def _delete(self, table: sa.Table, key: RowKey) -> None:
        before = self._row(table, key)
        if before is not None:
            self._connection.execute(table.delete().where(_is(table, key)))
            self._remember(table, key, before, None)

    def _delete_rows(self, table: sa.Table, before: Mapping[RowKey, Row]) -> None:
        condition = " AND ".join(f'"{column.name}"=?' for column in table.primary_key.columns)
        if before:
            self._connection.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE {condition}', list(before))
        self._remember_all(table, [(key, row, None) for key, row in before.items()])

    def _delete_tree(self, table: sa.Table, key: RowKey) -> None:
        for column in _references(table.name):
            child = column.table
            assert isinstance(child, sa.Table)
            for row in self._connection.execute(sa.select(child).where(column == key[0])).mappings().all():
                child_key = key_of(child, dict(row))
                if column.nullable:
                    self._clear(child, child_key, dict(row), column.name)
                else:
                    self._delete_tree(child, child_key)
        self._delete(table, key)

    def _clear(self, table: sa.Table, key: RowKey, before: Row, column: str) -> None:
        self._connection.execute(table.update().where(_is(table, key)).values({column: None}))
        self._remember(table, key, before, {**before, column: None})


def _is(table: sa.Table, key: RowKey) -> sa.ColumnElement[bool]:
    return sa.and_(*(column == part for column, part in zip(table.primary_key.columns, key, strict=True)))


def _references(table_name: str) -> Iterable[sa.Column[Any]]:
    """The columns of our tables that refer to a table."""
    for kind in REGISTRY.values():
        for column in kind.table.columns:
            if any(foreign.column.table.name == table_name for foreign in column.foreign_keys):
                yield column


def _tuples(table: sa.Table, names: list[str], rows: list[Row]) -> list[tuple[Any, ...]]:
    """Rows as the driver takes them; only tables with dates need a look at each value."""
    if not _is_plain(table):
        return [tuple(_driver(row[name]) for name in names) for row in rows]
    take = itemgetter(*names)
    return [take(row) for row in rows]


def _listed(names: Sequence[str]) -> str:
    return ",".join(f'"{name}"' for name in names)


def _is_plain(table: sa.Table) -> bool:
    """Whether the driver's own values are those of the records: no dates, nothing that is yes or no."""
    return not any(isinstance(column.type, sa.Date | sa.DateTime | sa.Boolean) for column in table.columns)


def _driver(value: Any) -> Any:
    """A value as the driver stores it: dates as SQLAlchemy's SQLite types write them."""
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    return value


_encode = json.JSONEncoder(default=_driver, ensure_ascii=False, separators=(",", ":")).encode
"""One encoder for all rows: `json.dumps` with such options makes a new one for each."""


def to_json(row: Row | None) -> str | None:
    """A row image as the journal keeps it."""
    return None if row is None else _encode(row)


def from_json(table_name: str, text: str | None) -> Row | None:
    """A row image from the journal, with its dates again."""
    if text is None:
        return None
    row: Row = _decode(text)[0]
    for name, parsed in _dated(table_name):
        if row.get(name) is not None:
            row[name] = parsed(row[name])
    return row


_decode = json.JSONDecoder().raw_decode
"""Without the looks at type and blanks that `json.loads` takes at each text."""


@cache
def _dated(table_name: str) -> tuple[tuple[str, Callable[[str], dt.date]], ...]:
    """The columns that hold dates, with what reads them."""
    columns = REGISTRY[table_name].table.columns
    return tuple(
        (
            column.name,
            dt.datetime.fromisoformat if isinstance(column.type, sa.DateTime) else dt.date.fromisoformat,
        )
        for column in columns
        if isinstance(column.type, sa.Date | sa.DateTime)
    )


def field_names(kind: type[Record]) -> list[str]:
    """The names of a record's fields."""
    return [item.name for item in fields(kind)]  # type: ignore[arg-type]
