"""Opening, refusing, locking, backing up, migrating."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from collabdesk.errors import UserFacingError
from collabdesk.models import backups, file, migrate
from collabdesk.models.engine import is_network_folder, open_engine
from collabdesk.models.places import Collaborative, Team
from collabdesk.models.soundness import quick_look
from collabdesk.models.store import Store
from collabdesk.models.tables import metadata
from collabdesk.models.writer import Writer
from tests.models.dump import dump

NEXT = file.SCHEMA + 1
RELEASED = sorted((Path(__file__).parent.parent / "data").glob("schema-*.collab"))


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_files_of_every_released_version_open(released: Path, tmp_path: Path) -> None:
    copy = tmp_path / released.name
    shutil.copy(released, copy)
    store = file.open_file(copy, "Ada")
    assert store.count(Team) > 0
    assert file.check(store).ok
    store.close()


def test_the_schema_of_today_has_a_released_file() -> None:
    assert [int(path.stem.split("-")[1]) for path in RELEASED] == list(range(1, file.SCHEMA + 1))


def test_the_schema_in_the_released_file_is_that_of_the_code(tmp_path: Path) -> None:
    """A change of a table without a migration is seen here."""
    copy = tmp_path / "copy.collab"
    shutil.copy(RELEASED[-1], copy)
    fresh = tmp_path / "fresh.collab"
    file.create(fresh, "Ada").close()
    assert _schema(copy) == _schema(fresh)


@pytest.mark.parametrize("released", RELEASED[:-1], ids=lambda path: path.stem)
def test_an_older_file_gets_exactly_the_schema_of_today(released: Path, tmp_path: Path) -> None:
    copy, fresh = tmp_path / "copy.collab", tmp_path / "fresh.collab"
    shutil.copy(released, copy)
    file.open_file(copy, "Ada").close()
    file.create(fresh, "Ada").close()
    assert _schema(copy) == _schema(fresh)


def _schema(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    found = [(name, " ".join((sql or "").split())) for name, sql in rows]
    connection.close()
    return found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a CollabDesk file"),
        (b"just some text, long enough to be looked at" * 100, "not a CollabDesk file"),
        (b"SQLite format 3\x00" + b"\x00" * 200, "not a CollabDesk file"),
    ],
)
def test_foreign_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.collab"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match=said):
        file.open_file(path, "Ada")
    assert path.read_bytes() == content
    assert not path.with_name("x.collab.lock").exists()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.collab"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    with pytest.raises(UserFacingError, match="not a CollabDesk file"):
        file.open_file(path, "Ada")


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="does not exist"):
        file.open_file(tmp_path / "none.collab", "Ada")
    with pytest.raises(UserFacingError, match="is a folder"):
        file.open_file(tmp_path, "Ada")


def test_a_newer_file_is_refused_with_both_versions(blank_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.collab"
    shutil.copy(blank_file, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.commit()
    connection.close()
    with pytest.raises(UserFacingError, match=rf"version 99, this program knows {file.SCHEMA}"):
        file.open_file(path, "Ada")


def test_a_damaged_file_is_refused_and_names_the_backups(furnished: Store) -> None:
    furnished.close()
    content = bytearray(furnished.path.read_bytes())
    content[4096 * 3 : 4096 * 20] = os.urandom(4096 * 17)
    furnished.path.write_bytes(bytes(content))
    with pytest.raises(UserFacingError, match="damaged"):
        file.open_file(furnished.path, "Ada")


def test_creating_over_a_file_is_refused(store: Store) -> None:
    with pytest.raises(UserFacingError, match="exists already"):
        file.create(store.path, "Ada")


def test_a_failed_creation_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(_store: Store) -> None:
        raise UserFacingError("no")

    with pytest.raises(UserFacingError, match="no"):
        file.create(tmp_path / "x.collab", "Ada", fail)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == []


def test_a_closed_file_stands_alone(furnished: Store) -> None:
    furnished.close()
    assert furnished.path.read_bytes()[18:20] == b"\x01\x01"  # no WAL: it opens on read-only media too
    assert [path.name for path in furnished.path.parent.iterdir() if path.name != "home"] == [
        furnished.path.name
    ]


def test_a_second_process_reads_only_and_says_who_holds_it(furnished: Store) -> None:
    code = (
        "import sys; from pathlib import Path; from collabdesk.models import file\n"
        "store = file.open_file(Path(sys.argv[1]), 'Ben')\n"
        "print(store.read_only, store.holder.person, store.all(file.Store and __import__("
        "'collabdesk.models.places', fromlist=['Team']).Team)[0].name)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(furnished.path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "Test", "Tolveni"]


def test_a_lock_left_behind_by_a_crash_holds_nobody_up(store: Store) -> None:
    store.close()
    lock = store.path.with_name(store.path.name + ".lock")
    lock.write_text('{"person": "Old", "machine": "gone", "since": "2026-01-01T00:00:00"}')
    again = file.open_file(store.path, "Ada")
    assert not again.read_only
    again.close()


def test_data_version_tells_of_another_writer(furnished: Store) -> None:
    reader = file.open_file(furnished.path, "Ben", read_only=True)
    before = reader.data_version()
    furnished.transact("Ada", "x", lambda writer: writer.add(Team(collaborative_id=1, name="Third")))
    assert reader.data_version() != before
    assert reader.count(Team) == 3
    reader.close()


def test_a_full_disk_is_said_and_loses_nothing(furnished: Store) -> None:
    before = dump(furnished)
    with furnished.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def fill(writer: Writer) -> None:
        for number in range(200):
            writer.add(Team(collaborative_id=1, name=f"Team {number}" * 50))

    with pytest.raises(UserFacingError, match="disk is full"):
        furnished.transact("Ada", "fill", fill)
    assert dump(furnished) == before


def test_backup_and_restore(furnished: Store) -> None:
    engine = open_engine(furnished.path, shared=True)
    before = dump(furnished)
    backup = backups.backup_engine(engine, furnished.path)
    furnished.transact("Ada", "x", lambda writer: writer.add(Team(collaborative_id=1, name="Third")))
    backups.restore(engine, furnished.path, backup)
    assert dump(furnished) == before
    assert len(backups.backups_of(furnished.path)) == 2  # what was there was backed up first
    assert backups.last_backup(furnished.path) is not None
    engine.dispose()


def test_the_last_ten_backups_are_kept(furnished: Store) -> None:
    engine = open_engine(furnished.path, shared=True)
    made = [backups.backup_engine(engine, furnished.path) for _ in range(12)]
    assert backups.backups_of(furnished.path) == made[:1:-1]
    engine.dispose()


def test_a_bad_backup_is_refused_and_nothing_changes(furnished: Store, tmp_path: Path) -> None:
    engine = open_engine(furnished.path, shared=True)
    before = dump(furnished)
    bad = tmp_path / "bad.collab"
    bad.write_bytes(b"nonsense" * 1000)
    for candidate in (bad, tmp_path / "none.collab"):
        with pytest.raises(UserFacingError):
            backups.restore(engine, furnished.path, candidate)
    assert dump(furnished) == before
    engine.dispose()


def good_step(op: Operations) -> None:
    op.add_column("collaborative", sa.Column("country", sa.Text, nullable=False, server_default=""))
    with op.batch_alter_table("observation", table_kwargs={"sqlite_with_rowid": False}) as batch:
        batch.add_column(sa.Column("checked", sa.Boolean))


def bad_step(op: Operations) -> None:
    op.add_column("collaborative", sa.Column("country", sa.Text))
    op.execute("DELETE FROM team")
    raise ValueError("power cut")


def orphaning_step(op: Operations) -> None:
    op.execute("DELETE FROM team")


def test_a_migration_is_whole_and_stops_undo(furnished: Store) -> None:
    engine = open_engine(furnished.path, shared=False)
    assert migrate.upgrade(engine, {NEXT: good_step}) == NEXT
    with engine.connect().execution_options(reading=True) as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == NEXT
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        made = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name='observation'"
        ).scalar_one()
        assert "WITHOUT ROWID" in made
        assert connection.exec_driver_sql("SELECT count(*) FROM observation").scalar_one() == 3
    engine.dispose()
    assert furnished.next_undo() is None


@pytest.mark.parametrize(("step", "error"), [(bad_step, ValueError), (orphaning_step, RuntimeError)])
def test_a_failed_migration_leaves_the_file_as_it_was(furnished: Store, step, error) -> None:
    before = dump(furnished)
    engine = open_engine(furnished.path)
    with pytest.raises(error):
        migrate.upgrade(engine, {NEXT: step})
    engine.dispose()
    assert dump(furnished) == before
    assert furnished.count(Collaborative) == 1
    with furnished.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == file.SCHEMA
        names = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(collaborative)")]
    assert "country" not in names


def test_an_older_file_is_migrated_after_a_backup(furnished: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    furnished.close()
    monkeypatch.setattr(file, "SCHEMA", NEXT)
    monkeypatch.setattr(migrate.upgrade, "__defaults__", ({NEXT: orphaning_free},))
    store = file.open_file(furnished.path, "Ada")
    store.close()
    assert [path.name.split(" ", 2)[2] for path in backups.backups_of(furnished.path)] == [
        f"before version {NEXT}.collab"
    ]


def orphaning_free(op: Operations) -> None:
    op.add_column("team", sa.Column("extra", sa.Text))


def test_this_folder_is_not_taken_for_a_network_share(tmp_path: Path) -> None:
    assert not is_network_folder(tmp_path)


def test_every_table_of_the_metadata_is_in_a_new_file(store: Store) -> None:
    with store.reading() as connection:
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").scalars())
    assert set(metadata.tables) <= names


def test_a_look_that_has_begun_before_stands_for_the_check(store: Store) -> None:
    path = store.path
    store.close()
    assert quick_look(path) == ("ok",)
    file.open_file(path, "Ada", looked=lambda: quick_look(path)).close()
    with pytest.raises(UserFacingError, match="damaged"):
        file.open_file(path, "Ada", looked=lambda: ("row 3 missing from index",))


def test_what_is_no_plain_file_is_looked_at_by_who_opens_it(store: Store, tmp_path: Path) -> None:
    path = store.path
    assert path.with_name(path.name + "-wal").exists(), "it is open"
    assert quick_look(path) is None
    assert quick_look(tmp_path / "nowhere.collab") is None
    (tmp_path / "text.collab").write_text("no database at all", encoding="utf-8")
    assert quick_look(tmp_path / "text.collab") is None
    store.close()
    file.open_file(path, "Ada", looked=lambda: None).close()


def test_each_commit_is_on_the_disk_and_refers_to_what_is_there(furnished: Store) -> None:
    with furnished.reading() as connection:
        full = 2
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == full  # power cuts
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    (team, *_) = furnished.all(Team)
    with pytest.raises(sa.exc.IntegrityError):
        furnished.transact("Ada", "x", lambda writer: writer.remove(team))
    assert furnished.get(Team, team.id) == team


def test_who_begins_to_write_is_alone_from_the_beginning(furnished: Store) -> None:
    """Begun later, at its first write, an edit could build on what another program has changed meanwhile."""
    other = sqlite3.connect(furnished.path, timeout=0, isolation_level=None)

    def try_another(_writer: Writer) -> None:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")

    furnished.transact("Ada", "x", try_another)
    other.close()
