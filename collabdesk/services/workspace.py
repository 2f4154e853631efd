"""An open file as the office works in it: values, the one door for change, undo, notices."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from collabdesk.errors import UserFacingError
from collabdesk.models import backups
from collabdesk.models.engine import open_engine
from collabdesk.models.journal import Entry
from collabdesk.models.lock import Holder
from collabdesk.models.places import Collaborative
from collabdesk.models.records import Record
from collabdesk.models.store import Outcome, Store
from collabdesk.models.writer import RowChange, Writer
from collabdesk.services.changeset import ChangeSet, change_set

_PATIENCE = 120.0
"""Seconds; closing the file waits so long for a worker that is writing into it."""
R = TypeVar("R", bound=Record)
T = TypeVar("T")
Listener = Callable[[ChangeSet], None]


class Follower(Protocol):
    """What is worked out from the open collaborative and kept; it takes over each edit before anybody is told."""

    def follow(self, changes: ChangeSet, rows: Sequence[RowChange], /) -> None:
        """An edit took place; ``rows`` as they were and are."""


F = TypeVar("F", bound=Follower)


class Workspace:
    """One open file and one of its collaboratives. For one thread; workers get values.

    Small tables are read once and kept until an edit touches them; what is worked out from the whole (the cubes,
    the signs) is kept too, and follows each edit.
    """

    def __init__(self, store: Store, person: str, collaborative_id: int) -> None:
        self.store = store
        self.person = person
        self._collaborative_id = collaborative_id
        self._listeners: list[Listener] = []
        self._file_listeners: list[Callable[[], None]] = []
        self._file_told = (store.path, store.read_only, store.unsafe, store.rescued)
        self._rows: dict[type[Record], dict[int, Any]] = {}
        self._derived: dict[type[Record], dict[Callable[..., Any], Any]] = {}
        self._kept: dict[Callable[[Workspace], Any], Any] = {}
        self._version = store.data_version()
        self.saved_at: dt.datetime | None = None
        self.is_open = True
        self._apart: list[threading.Event] = []

    # --- the file ---

    @property
    def path(self) -> Path:
        """The file."""
        return self.store.path

    @property
    def read_only(self) -> bool:
        """Whether edits are refused: somebody else has the file open, or it lies on a read-only medium."""
        return self.store.read_only

    @property
    def holder(self) -> Holder | None:
        """Who has the file open, when that is why it is read-only."""
        return self.store.holder

    @property
    def unsafe(self) -> str:
        """Why nothing is saved at present, as a sentence; empty as long as all is well."""
        return self.store.unsafe

    @property
    def rescued(self) -> str:
        """What became of the file that was opened, and where it is now; empty as long as it is where it was."""
        return self.store.rescued.sentence if self.store.rescued is not None else ""

    def look_after_file(self) -> bool:
        """Whether the file on the disk is still the one that is open.

        If it is not, all that is known is written into another file (`rescued`, `unsafe`), and those who
        `listen_to_file` are told. A file that is only read stays as it is.
        """
        if not all(over.is_set() for over in self._apart):
            return True  # it is being written by a worker, who is looked at when it is over
        harm = self.store.look()
        self._tell_of_file()
        return harm is None

    def listen_to_file(self, listener: Callable[[], None]) -> None:
        """Be told when `path`, `read_only`, `unsafe` or `rescued` have become others."""
        self._file_listeners.append(listener)

    def close(self) -> None:
        """Close the file, with a backup first when something was edited. Idempotent."""
        for over in self._apart:
            over.wait(_PATIENCE)
        self.is_open = False
        try:
            if self.saved_at is not None:
                self.backup()
                self.saved_at = None
        finally:
            self._listeners.clear()
            self.store.close()
            self._tell_of_file()
            self._file_listeners.clear()

    def backup(self) -> Path:
        """Make a dated backup in the person's data folder and return it."""
        self.look_after_file()
        engine = open_engine(self.path, read_only=True, shared=True)
        try:
            return backups.backup_engine(engine, self.path)
        finally:
            engine.dispose()

    # --- values ---

    @property
    def collaborative(self) -> Collaborative:
        """The collaborative that is being worked on."""
        return self.rows(Collaborative)[self._collaborative_id]

    def switch(self, collaborative_id: int) -> None:
        """Work on another collaborative of the file; everybody is told."""
        if collaborative_id not in self.rows(Collaborative):
            raise UserFacingError("That collaborative is no longer in the file.")
        self._collaborative_id = collaborative_id
        self._kept.clear()
        self._tell(ChangeSet(label="", kinds=_EVERYTHING, team_ids=frozenset(), indicator_ids=frozenset()))

    def rows(self, kind: type[R]) -> dict[int, R]:
        """All records of a small table by id, in the order of their ids, for the whole file. Read-only."""
        if kind not in self._rows:
            self._rows[kind] = {value.id: value for value in self.store.all(kind)}  # type: ignore[attr-defined]
        return self._rows[kind]

    def mine(self, kind: type[R]) -> list[R]:
        """The records of a table that belong to this collaborative directly (teams, indicators, changes...)."""
        return [
            value
            for value in self.rows(kind).values()
            if value.collaborative_id == self._collaborative_id  # type: ignore[attr-defined]
        ]

    def derived(self, kind: type[R], make: Callable[[dict[int, R]], T]) -> T:
        """What ``make`` (a function of a module) makes of a small table; kept until an edit touches the table."""
        made = self._derived.setdefault(kind, {})
        if make not in made:
            made[make] = make(self.rows(kind))
        value: T = made[make]
        return value

    def known(self) -> dict[type[Record], dict[int, Any]]:
        """The tables that have been read; for `services.beside`, which copies them."""
        return self._rows

    def take(self, rows: dict[type[Record], dict[int, Any]]) -> None:
        """Begin with these tables in place of reading them."""
        self._rows = rows

    def kept(self, make: Callable[[Workspace], F]) -> F:
        """What ``make`` (a class, or a function of a module) makes of this workspace when first asked for.

        It follows the edits in the order of making, so what it builds on itself is up to date before it is told.
        With another collaborative, or after others wrote to the file, it is made anew.
        """
        if make not in self._kept:
            self._kept[make] = make(self)
        kept: F = self._kept[make]
        return kept

    # --- the one door ---

    def transact(self, label: str, fn: Callable[[Writer], T]) -> T:
        """Run ``fn`` as one edit: one transaction, one journal entry, one notice. Raises UserFacingError."""
        self._refuse_meanwhile()
        with self._telling_of_file():
            result, outcome = self.store.transact(self.person, label, fn)
        self._took_place(outcome)
        return result

    def keep(self, fn: Callable[[Writer], T], *kinds: str) -> T:
        """Write down what happened and is no edit (a print): no journal, no undo; everybody is told of ``kinds``."""
        with self._telling_of_file():
            result = self.store.keep(fn)
        self._forget_rows(kinds)
        self._tell_kept(kinds)
        return result

    def next_undo(self) -> Entry | None:
        """The edit that `undo` would take back."""
        return self.store.next_undo()

    def next_redo(self) -> Entry | None:
        """The edit that `redo` would do again."""
        return self.store.next_redo()

    def undo(self) -> ChangeSet | None:
        """Take back the last edit; None when there is none."""
        self._refuse_meanwhile()
        with self._telling_of_file():
            outcome = self.store.undo(self.person)
        return self._took_place(outcome) if outcome else None

    def redo(self) -> ChangeSet | None:
        """Do again the edit undone last; None when there is none."""
        self._refuse_meanwhile()
        with self._telling_of_file():
            outcome = self.store.redo(self.person)
        return self._took_place(outcome) if outcome else None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change; returns what ends it."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def look_for_changes_of_others(self) -> bool:
        """In a read-only window: take over what the other window has saved. Returns whether there was any."""
        version = self.store.data_version()
        if version == self._version:
            return False
        self._version = version
        self._forget()
        self._tell(ChangeSet(label="", kinds=_EVERYTHING, team_ids=frozenset(), indicator_ids=frozenset()))
        return True

    def written_apart(self) -> threading.Event:
        """A worker of this program is about to write through a connection of its own: it sets what is returned when it
        has left the file. Until then edits are refused, and closing waits.
        """
        self.look_after_file()
        self._apart = [over for over in self._apart if not over.is_set()]
        self._apart.append(threading.Event())
        return self._apart[-1]

    def _refuse_meanwhile(self) -> None:
        if not all(over.is_set() for over in self._apart):
            raise UserFacingError(
                "Many numbers are just being written. Try again in a moment; nothing was changed."
            )

    def renew(self, label: str, ready: Callable[[], None] | None = None) -> None:
        """Take over what a worker of this program wrote through a connection of its own, under this label.

        ``ready`` puts in place what the worker has read again already, before anybody is told.
        """
        self.look_after_file()
        self._saved()
        self._version = self.store.data_version()
        self._forget()
        if ready is not None:
            ready()
        nobody: frozenset[int] = frozenset()
        self._tell(ChangeSet(label=label, kinds=_EVERYTHING, team_ids=nobody, indicator_ids=nobody))

    def take_over(self, entry_ids: Iterable[int], *kept: str) -> None:
        """Follow edits that a helping process of this program made, as if they had been made here.

        ``kept``: tables that it also wrote to beside the journal (`keep`).
        """
        self.look_after_file()
        self._version = self.store.data_version()
        self._forget_rows(kept)
        for entry_id in entry_ids:
            label, changes = self.store.entry(entry_id).label, tuple(self.store.changes_of(entry_id))
            self._took_place(Outcome(label=label, entry_id=entry_id, changes=changes))
        if kept:
            self._tell_kept(kept)

    def _took_place(self, outcome: Outcome) -> ChangeSet:
        changes = change_set(outcome.label, outcome.entry_id, outcome.changes)
        if not outcome.changes:
            return changes
        self._saved()
        self._forget_rows(changes.kinds)
        for kind in [kind for kind in self._derived if kind.table.name in changes.kinds]:
            del self._derived[kind]
        if self._collaborative_id not in self.rows(Collaborative):  # its making was undone
            self._collaborative_id = next(iter(self.rows(Collaborative)))
            self._kept.clear()
        for follower in tuple(self._kept.values()):
            follower.follow(changes, outcome.changes)
        self._tell(changes)
        return changes

    def _saved(self) -> None:
        if not self.unsafe:
            self.saved_at = dt.datetime.now()

    @contextmanager
    def _telling_of_file(self) -> Iterator[None]:
        try:
            yield
        finally:
            self._tell_of_file()

    def _tell_of_file(self) -> None:
        now = (self.store.path, self.store.read_only, self.store.unsafe, self.store.rescued)
        if now != self._file_told:
            self._file_told = now
            for listener in tuple(self._file_listeners):
                listener()

    def _forget_rows(self, tables: Collection[str]) -> None:
        for kind in [kind for kind in self._rows if kind.table.name in tables]:
            del self._rows[kind]

    def _forget(self) -> None:
        self._rows.clear()
        self._derived.clear()
        self._kept.clear()

    def _tell_kept(self, kinds: Iterable[str]) -> None:
        nobody: frozenset[int] = frozenset()
        self._tell(ChangeSet(label="", kinds=frozenset(kinds), team_ids=nobody, indicator_ids=nobody))

    def _tell(self, changes: ChangeSet) -> None:
        for listener in tuple(self._listeners):
            listener(changes)


_EVERYTHING = frozenset(
    ("team", "indicator", "observation", "change", "test", "session", "collaborative", "phase", "exclusion")
) | {"setting"}
