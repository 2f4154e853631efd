"""The journal in the file: undo and redo (also tomorrow), the history of every value, the revert of one import.

Every transaction leaves one entry with the row images before and after. An undo is itself a transaction with
an entry of its own; which edits can be undone or redone is kept as the state of each edit:

- ``done`` edits are undone from the last to the first;
- ``undone`` ones are redone from the first to the last;
- ``dropped`` ones were undone and then overtaken by a new edit.

A ``barrier`` (a migration, the making of the sample) stops undo: what lies before it is not undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa

from collabdesk.models.records import Row
from collabdesk.models.tables import journal, journal_row
from collabdesk.models.writer import RowChange, RowKey, Writer, from_json, to_json


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One transaction: who did what, when."""

    id: int
    at: dt.datetime
    person: str
    label: str
    kind: str
    state: str


@dataclass(frozen=True, kw_only=True)
class RowHistory:
    """One change of one row, with the transaction that made it."""

    entry: Entry
    table: str
    key: RowKey
    before: Row | None
    after: Row | None


def write_entry(
    connection: sa.Connection,
    changes: Sequence[RowChange],
    *,
    person: str,
    label: str,
    kind: str = "edit",
    target: int | None = None,
) -> int:
    """Write the entry of a transaction and return its id. A new edit overtakes those that were undone."""
    if kind == "edit":
        connection.execute(journal.update().where(journal.c.state == "undone").values(state="dropped"))
    now = dt.datetime.now()
    made = connection.execute(
        journal.insert().values(at=now, person=person, label=label, kind=kind, state="done", target=target)
    )
    assert made.inserted_primary_key is not None
    entry_id = int(made.inserted_primary_key[0])
    rows = [
        (entry_id, number, change.table, _key_text(change.key), to_json(change.before), to_json(change.after))
        for number, change in enumerate(changes)
    ]
    if rows:
        sql = (
            "INSERT INTO journal_row (journal_id, number, table_name, row_key, before, after) "
            "VALUES (?, ?, ?, ?, ?, ?)"
        )
        connection.exec_driver_sql(sql, rows)
    return entry_id


def next_undo(connection: sa.Connection) -> Entry | None:
    """The edit that undo would take back, if any."""
    barrier = sa.select(sa.func.coalesce(sa.func.max(journal.c.id), 0)).where(journal.c.kind == "barrier")
    query = (
        sa.select(journal)
        .where(journal.c.kind == "edit", journal.c.state == "done", journal.c.id > barrier.scalar_subquery())
        .order_by(journal.c.id.desc())
        .limit(1)
    )
    return _entry(connection.execute(query).mappings().first())


def next_redo(connection: sa.Connection) -> Entry | None:
    """The edit that redo would do again, if any."""
    query = sa.select(journal).where(journal.c.state == "undone").order_by(journal.c.id).limit(1)
    return _entry(connection.execute(query).mappings().first())


def entry(connection: sa.Connection, entry_id: int) -> Entry | None:
    """One entry."""
    return _entry(connection.execute(sa.select(journal).where(journal.c.id == entry_id)).mappings().first())


def changes_of(connection: sa.Connection, entry_id: int) -> list[RowChange]:
    """The row images of an entry, in the order in which they were made."""
    images = "SELECT table_name, row_key, before, after FROM journal_row WHERE journal_id = ? ORDER BY number"
    return [
        RowChange(table, _key(key), from_json(table, before), from_json(table, after))
        for table, key, before, after in connection.exec_driver_sql(images, (entry_id,)).fetchall()
    ]


def apply(connection: sa.Connection, writer: Writer, target: Entry, *, backwards: bool) -> None:
    """Undo (``backwards``) or redo an edit within the running transaction. Foreign keys are checked at its end."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    changes = changes_of(connection, target.id)
    if backwards:
        changes.reverse()
    for table, group in groupby(changes, key=lambda change: change.table):
        writer.restore_many(
            table, [(change.key, change.before if backwards else change.after) for change in group]
        )
    state = "undone" if backwards else "done"
    connection.execute(journal.update().where(journal.c.id == target.id).values(state=state))


@dataclass(frozen=True, kw_only=True)
class Reverted:
    """What a revert did: how many rows are as before, and those kept because they were edited since."""

    restored: int
    kept: tuple[RowChange, ...]


def revert(connection: sa.Connection, writer: Writer, entry_id: int, skip: Iterable[str] = ()) -> Reverted:
    """Take back one entry although others followed: rows edited since, or still referred to, are kept.

    ``skip`` names tables that stay as they are (the record of the import itself).
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    restored, kept = 0, []
    skipped = set(skip)
    changes = [change for change in reversed(changes_of(connection, entry_id)) if change.table not in skipped]
    for table, group in groupby(changes, key=lambda change: change.table):
        block = list(group)
        now = writer.current(table, [change.key for change in block])
        back = []
        for change in block:
            edited = now.get(change.key) != change.after
            added = change.before is None and table != "observation"
            if edited or (added and writer.is_referenced(table, change.key)):
                kept.append(change)
            else:
                back.append((change.key, change.before))
        writer.restore_many(table, back, now)
        restored += len(back)
    return Reverted(restored=restored, kept=tuple(kept))


def history(
    connection: sa.Connection, table: str | None = None, key: RowKey | None = None, limit: int = 1000
) -> list[RowHistory]:
    """What happened to one row (or to a table, or to all), the newest first."""
    query = sa.select(journal_row, journal).join(journal, journal.c.id == journal_row.c.journal_id)
    if table is not None:
        query = query.where(journal_row.c.table_name == table)
    if key is not None:
        query = query.where(journal_row.c.row_key == _key_text(key))
    query = query.order_by(journal.c.id.desc(), journal_row.c.number).limit(limit)
    return [_history(dict(row)) for row in connection.execute(query).mappings()]


def before_since(connection: sa.Connection, table: str, since: dt.datetime) -> dict[RowKey, Row | None]:
    """The rows of a table that were touched since then, as they were before (None: not there yet)."""
    first = (
        sa.select(journal_row.c.row_key, sa.func.min(journal_row.c.journal_id).label("entry"))
        .join(journal, journal.c.id == journal_row.c.journal_id)
        .where(journal_row.c.table_name == table, journal.c.at >= since)
        .group_by(journal_row.c.row_key)
        .subquery()
    )
    query = (
        sa.select(journal_row.c.row_key, journal_row.c.before)
        .join(
            first,
            sa.and_(first.c.entry == journal_row.c.journal_id, first.c.row_key == journal_row.c.row_key),
        )
        .where(journal_row.c.table_name == table)
        .order_by(journal_row.c.number.desc())
    )
    # within one entry the first image of a row is the oldest: read last, it stays
    return {_key(key): from_json(table, before) for key, before in connection.execute(query)}


def begun(connection: sa.Connection) -> dt.datetime | None:
    """When the journal began; None while nothing was edited."""
    at: dt.datetime | None = connection.execute(sa.select(sa.func.min(journal.c.at))).scalar_one()
    return at


def entries(connection: sa.Connection, limit: int = 200) -> list[Entry]:
    """The last entries, the newest first."""
    query = sa.select(journal).order_by(journal.c.id.desc()).limit(limit)
    found = (_entry(row) for row in connection.execute(query).mappings())
    return [one for one in found if one is not None]


def row_count(connection: sa.Connection, entry_id: int) -> int:
    """How many rows an entry changed."""
    query = sa.select(sa.func.count()).where(journal_row.c.journal_id == entry_id)
    return int(connection.execute(query).scalar_one())


def _history(row: Row) -> RowHistory:
    made = _entry(row)
    assert made is not None
    table = row["table_name"]
    return RowHistory(
        entry=made,
        table=table,
        key=_key(row["row_key"]),
        before=from_json(table, row["before"]),
        after=from_json(table, row["after"]),
    )


def _entry(row: object) -> Entry | None:
    if row is None:
        return None
    assert hasattr(row, "__getitem__")
    return Entry(**{name: row[name] for name in ("id", "at", "person", "label", "kind", "state")})


def _key_text(key: RowKey) -> str:
    return ",".join(map(str, key))


def _key(text: str) -> RowKey:
    return tuple(map(int, text.split(",")))
