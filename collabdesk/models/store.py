"""An open file: reading values, and the one door for change."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from collabdesk.errors import UserFacingError
from collabdesk.models import journal
from collabdesk.models.backups import driver_connection
from collabdesk.models.engine import open_engine
from collabdesk.models.guard import Guard, Harm
from collabdesk.models.lock import FileLock, Holder
from collabdesk.models.raw_columns import Stamp
from collabdesk.models.records import Record, Row
from collabdesk.models.rescue import Rescue, rescue
from collabdesk.models.trouble import said_plainly
from collabdesk.models.writer import RowChange, RowKey, Writer

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a transaction did: its label and its rows before and after. Without changes there is no entry."""

    label: str
    entry_id: int | None
    changes: tuple[RowChange, ...]


class Store:
    """One open ``.collab`` file, for one thread. `models.file` opens and creates it."""

    def __init__(
        self,
        path: Path,
        engine: sa.Engine,
        *,
        read_only: bool,
        lock: FileLock | None = None,
        holder: Holder | None = None,
        guarded: bool = False,
        stamp: Stamp | None = None,
    ) -> None:
        """``stamp``: of the file when its lock was taken; from then on only this program writes to it."""
        self.path = path
        self.read_only = read_only
        self.holder = holder
        self.rescued: Rescue | None = None
        """What was done when the file was lost last."""
        self.unsafe = ""
        """Why nothing is saved now, as a sentence: the file was lost, and no other could be written."""
        self.stamp = stamp
        self._engine = engine
        self._lock = lock
        self._transaction: sa.Connection | None = None
        self._guard = self._watch() if guarded else None

    # --- reading ---

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection for queries of this room; within a transaction, that of the transaction."""
        with said_plainly(self.path):
            if self._transaction is not None:
                yield self._transaction
            else:
                with self._engine.connect().execution_options(reading=True) as connection:
                    yield connection

    def all(self, kind: type[R], **equals: Any) -> list[R]:
        """All records of a kind, by key; ``equals`` narrows by columns."""
        query = sa.select(kind.table).order_by(*kind.table.primary_key.columns)
        for name, value in equals.items():
            query = query.where(kind.table.c[name] == value)
        with self.reading() as connection:
            found = connection.execute(query)
            return kind.from_rows(tuple(found.keys()), found)

    def get(self, kind: type[R], *key: int) -> R | None:
        """One record by its key."""
        columns = kind.table.primary_key.columns
        query = sa.select(kind.table).where(
            *(column == part for column, part in zip(columns, key, strict=True))
        )
        with self.reading() as connection:
            row = connection.execute(query).mappings().first()
        return kind.from_row(dict(row)) if row else None

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        with self.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(kind.table)).scalar_one())

    def exists(self, kind: type[Record], **equals: Any) -> bool:
        """Whether there is any record of a kind with these column values."""
        query = sa.select(sa.literal(1)).select_from(kind.table).limit(1)
        for name, value in equals.items():
            query = query.where(kind.table.c[name] == value)
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def data_version(self) -> int:
        """Changes when another process has written to the file."""
        with self.reading() as connection:
            return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    # --- the journal ---

    def next_undo(self) -> journal.Entry | None:
        """The edit that `undo` would take back."""
        with self.reading() as connection:
            return None if self.read_only else journal.next_undo(connection)

    def next_redo(self) -> journal.Entry | None:
        """The edit that `redo` would do again."""
        with self.reading() as connection:
            return None if self.read_only else journal.next_redo(connection)

    def changes_of(self, entry_id: int) -> list[RowChange]:
        """The rows of one entry before and after."""
        with self.reading() as connection:
            return journal.changes_of(connection, entry_id)

    def entry(self, entry_id: int) -> journal.Entry:
        """One transaction of the journal. Raises LookupError."""
        with self.reading() as connection:
            found = journal.entry(connection, entry_id)
        if found is None:
            raise LookupError(f"no entry {entry_id}")
        return found

    def size_of(self, entry_id: int) -> int:
        """How many rows one entry changed."""
        with self.reading() as connection:
            return journal.row_count(connection, entry_id)

    def current(self, kind: type[Record], keys: Sequence[RowKey]) -> dict[RowKey, Row]:
        """The rows of some keys as they stand now; those that are not there are left out."""
        with self.reading() as connection:
            return Writer(connection).current(kind.table.name, keys)

    def history(
        self, kind: type[Record] | None = None, key: RowKey | None = None, limit: int = 1000
    ) -> list[journal.RowHistory]:
        """What happened to a row, to the rows of a kind, or to all; the newest first."""
        with self.reading() as connection:
            return journal.history(connection, kind.table.name if kind else None, key, limit)

    def before_since(self, kind: type[Record], since: dt.datetime) -> dict[RowKey, Row | None]:
        """The rows of a kind that were touched since then, as they were before (None: not there yet)."""
        with self.reading() as connection:
            return journal.before_since(connection, kind.table.name, since)

    def journal_begun(self) -> dt.datetime | None:
        """When the journal began; None while nothing was edited."""
        with self.reading() as connection:
            return journal.begun(connection)

    def entries(self, limit: int = 200) -> list[journal.Entry]:
        """The last transactions, the newest first."""
        with self.reading() as connection:
            return journal.entries(connection, limit)

    # --- writing ---

    def transact(self, person: str, label: str, fn: Callable[[Writer], T]) -> tuple[T, Outcome]:
        """Run ``fn`` in one transaction with one journal entry; any exception leaves the file as it was."""
        with self._writing() as (connection, writer):
            result = fn(writer)
            outcome = _close(connection, writer, person=person, label=label)
        return result, outcome

    def unjournalled(self, person: str, label: str, fn: Callable[[Writer], T]) -> T:
        """Run ``fn`` in one transaction that undo stops at: the making of the sample."""
        with self._writing(images=False) as (connection, writer):
            result = fn(writer)
            journal.write_entry(connection, (), person=person, label=label, kind="barrier")
        return result

    def keep(self, fn: Callable[[Writer], T]) -> T:
        """Run ``fn`` in one transaction beside the journal: what happened and is no edit, such as a print.

        Undo passes over it, and neither takes it back nor stops at it.
        """
        with self._writing(images=False) as (_connection, writer):
            return fn(writer)

    def undo(self, person: str) -> Outcome | None:
        """Take back the last edit; None when there is none."""
        return self._again(person, backwards=True)

    def redo(self, person: str) -> Outcome | None:
        """Do again the edit undone last; None when there is none."""
        return self._again(person, backwards=False)

    def revert(self, writer: Writer, entry_id: int, skip: tuple[str, ...] = ()) -> journal.Reverted:
        """Within `transact`: take back one entry, keeping what was edited since (`journal.revert`)."""
        assert self._transaction is not None
        return journal.revert(self._transaction, writer, entry_id, skip)

    def _again(self, person: str, *, backwards: bool) -> Outcome | None:
        label = ""
        try:
            with self._writing() as (connection, writer):
                target = journal.next_undo(connection) if backwards else journal.next_redo(connection)
                if target is None:
                    return None
                label = target.label
                journal.apply(connection, writer, target, backwards=backwards)
                kind = "undo" if backwards else "redo"
                return _close(
                    connection, writer, person=person, label=target.label, kind=kind, target=target.id
                )
        except sa.exc.IntegrityError as error:  # of what is kept beside the journal; seen when all is written
            raise UserFacingError(
                f"“{label}” can't be taken back any more: a printed pack that was kept since belongs to it."
            ) from error

    @contextmanager
    def _writing(self, *, images: bool = True) -> Iterator[tuple[sa.Connection, Writer]]:
        if self.read_only:
            raise UserFacingError(f"“{self.path.name}” is open for reading only, so nothing was changed.")
        if self._transaction is not None:
            raise RuntimeError("a transaction is under way: one edit is one transaction")
        self._refuse_if_taken_over()
        try:
            with said_plainly(self.path), self._engine.connect() as connection, connection.begin():
                self._transaction = connection
                try:
                    yield connection, Writer(connection, images=images)
                finally:
                    self._transaction = None
        finally:
            self.look()  # a commit into a file that was taken away says that all went well

    # --- the file on the disk ---

    def look(self) -> Harm | None:
        """What became of the file on the disk; None when it is where it was.

        Of a file that we write, all that we see is then written into a file of its own, and the store goes on in that
        (`rescued`); where that fails `unsafe` says so, and the next look tries again.
        """
        guard = self._guard
        harm = guard.look() if guard is not None and self._transaction is None else None
        if guard is not None and harm is not None and not self.read_only:
            try:
                self._go_on_elsewhere(guard, harm)
                self.unsafe = ""
            except UserFacingError as error:
                self.unsafe = error.sentence
        return harm

    def _go_on_elsewhere(self, guard: Guard, harm: Harm) -> None:
        def let_go() -> None:
            self._engine.dispose()
            guard.clear_log()

        with self.reading() as connection:
            source = driver_connection(connection)
        self.rescued = rescue(source, guard, harm, let_go, dt.datetime.now())
        if self._lock is not None and self.rescued.path != self.path:
            self._lock = self._lock.elsewhere(self.rescued.path)
        self.path = self.rescued.path
        self._engine = open_engine(self.path)
        self._guard = self._watch()
        self._keep_lock()

    def _watch(self) -> Guard:
        with self.reading() as connection:
            connection.exec_driver_sql(
                "SELECT count(*) FROM sqlite_master"
            ).scalar_one()  # now the log is there
        return Guard(self.path, log=not self.read_only)

    def _refuse_if_taken_over(self) -> None:
        holder = self._keep_lock()
        if holder is not None:
            self.read_only, self.holder = True, holder
            raise UserFacingError(
                f"“{self.path.name}” was taken over by {holder}. This edit was not made; all edits before it are in "
                f"the file, which is open for reading only here from now on."
            )

    def _keep_lock(self) -> Holder | None:
        """Hold the lock still, or again when its file was swept away; returns who has taken it meanwhile."""
        if self._lock is None or self._lock.is_ours():
            return None
        person = self._lock.person
        self._lock.release()
        with contextlib.suppress(
            OSError
        ):  # a folder that is gone takes no lock; the look at the file says so
            return self._lock.take(person)
        return None

    # --- its life ---

    def close(self) -> None:
        """Fold the log into the file, so that the one file can be copied, and give the lock back."""
        self.look()
        try:
            if not self.read_only:
                # Leaving WAL mode removes the -wal and lets the file open on read-only media. A second window
                # that is reading prevents it; then the last one to close does it.
                with contextlib.suppress(UserFacingError), self.reading() as connection:
                    connection.exec_driver_sql("PRAGMA optimize")
                    connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
        finally:
            self._engine.dispose()
            if self._lock is not None:
                self._lock.release()


def _close(
    connection: sa.Connection,
    writer: Writer,
    *,
    person: str,
    label: str,
    kind: str = "edit",
    target: int | None = None,
) -> Outcome:
    changes = tuple(writer.changes())
    entry_id = None
    if changes or kind != "edit":
        entry_id = journal.write_entry(
            connection, changes, person=person, label=label, kind=kind, target=target
        )
    return Outcome(label=label, entry_id=entry_id, changes=changes)
