"""A file that is taken away, replaced or robbed of its log while it is open loses nothing, and nobody says "saved"."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.models import backups, file
from collabdesk.models.guard import Guard, Harm
from collabdesk.models.places import Team
from collabdesk.models.rescue import Rescue
from collabdesk.models.store import Store


def delete_log(path: Path) -> None:
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink()


def delete_wal(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


def delete_shm(path: Path) -> None:
    path.with_name(path.name + "-shm").unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("elsewhere.collab"))


def replace(path: Path) -> None:
    """As a sync program does: another version is moved over the file."""
    other = path.with_name("of another machine")
    file.create(other, "Ben", lambda made: made.unjournalled("Ben", "x", lambda writer: None)).close()
    other.replace(path)


def move_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))


HARMS = {
    delete_log: Harm.LOG_GONE,
    delete_wal: Harm.LOG_GONE,
    delete_shm: Harm.LOG_GONE,
    Path.unlink: Harm.GONE,
    rename: Harm.GONE,
    replace: Harm.REPLACED,
    move_folder: Harm.GONE,
}
harms = pytest.mark.parametrize(
    ("harm", "seen"), HARMS.items(), ids=lambda value: getattr(value, "__name__", "")
)


@pytest.fixture
def opened(furnished: Store, tmp_path: Path) -> Store:
    """The furnished file in a folder of its own, with an edit in its log that is nowhere else."""
    furnished.close()
    folder = tmp_path / "stick"
    folder.mkdir()
    moved = shutil.move(furnished.path, folder / "district.collab")
    made = file.open_file(moved, "Ada")
    name_team(made, "Before")
    return made


def name_team(store: Store, name: str) -> None:
    store.transact("Ada", name, lambda writer: writer.add(Team(collaborative_id=1, name=name)))


def teams_on_disk(path: Path) -> list[str]:
    """As another program sees it, which knows nothing of what is in this one's hands."""
    code = "import sqlite3, sys; print(*[r[0] for r in sqlite3.connect(sys.argv[1]).execute('SELECT name FROM team')])"
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return ran.stdout.split()


def rescue_of(store: Store) -> Rescue:
    assert store.rescued is not None
    return store.rescued


@harms
def test_each_edit_is_on_the_disk_whatever_happened_before_it(
    opened: Store, harm: Callable[[Path], None], seen: Harm
) -> None:
    was = opened.path
    harm(was)
    name_team(opened, "After")
    assert rescue_of(opened).harm is seen
    assert teams_on_disk(opened.path)[-2:] == ["Before", "After"]
    name_team(opened, "Later")
    assert opened.look() is None
    assert teams_on_disk(opened.path)[-3:] == ["Before", "After", "Later"]
    opened.close()
    assert not opened.path.with_name(opened.path.name + "-wal").exists()
    assert not opened.path.with_name(opened.path.name + ".lock").exists()
    again = file.open_file(opened.path, "Ada")
    assert [team.name for team in again.all(Team)][-3:] == ["Before", "After", "Later"]
    assert again.next_undo() is not None
    again.close()


@harms
def test_a_look_or_closing_is_enough(opened: Store, harm: Callable[[Path], None], seen: Harm) -> None:
    harm(opened.path)
    opened.close()
    assert rescue_of(opened).harm is seen
    assert teams_on_disk(opened.path)[-1] == "Before"


@pytest.mark.parametrize("harm", [Path.unlink, rename, delete_log])
def test_the_name_that_people_know_stays(opened: Store, harm: Callable[[Path], None]) -> None:
    was = opened.path
    harm(was)
    name_team(opened, "After")
    assert opened.path == was
    assert "under its old name" in rescue_of(opened).sentence


@pytest.mark.parametrize("harm", [delete_log, delete_wal, delete_shm])
def test_the_file_as_it_was_found_is_set_aside(opened: Store, harm: Callable[[Path], None]) -> None:
    harm(opened.path)
    name_team(opened, "After")
    aside = rescue_of(opened).aside
    assert aside is not None
    assert aside.name in rescue_of(opened).sentence
    assert teams_on_disk(aside) == ["Tolveni", "Mashiru"]  # its log is gone, and nothing was mixed into it
    opened.close()
    assert teams_on_disk(aside) == ["Tolveni", "Mashiru"]
    assert {path.name for path in aside.parent.iterdir()} == {opened.path.name, aside.name}


def test_another_persons_file_is_left_as_it_is(opened: Store) -> None:
    was = opened.path
    replace(was)
    theirs = was.read_bytes()
    name_team(opened, "After")
    assert opened.path != was
    assert opened.path.parent == was.parent
    assert str(opened.path) in rescue_of(opened).sentence
    assert teams_on_disk(was) == []  # our log was taken away from beside it, or SQLite would write it into it
    opened.close()
    assert was.read_bytes() == theirs


def test_without_its_folder_it_is_kept_in_the_persons_own(opened: Store, home: Path) -> None:
    move_folder(opened.path)
    name_team(opened, "After")
    assert opened.path.parent == home / "rescued"
    assert str(opened.path) in rescue_of(opened).sentence


def test_the_lock_goes_along(opened: Store) -> None:
    replace(opened.path)
    name_team(opened, "After")
    second = file.open_file(opened.path, "Ben")
    assert second.read_only
    assert second.holder is not None
    assert second.holder.person == "Ada"
    second.close()


def test_another_program_that_writes_takes_the_log_away_when_our_locks_are_lost(opened: Store) -> None:
    """What happened to us: the file was opened and closed as a plain file, which drops SQLite's locks."""
    os.close(os.open(opened.path, os.O_RDONLY))
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        "c.execute('UPDATE team SET name = ?', ('Theirs',)); c.commit(); c.close()"
    )
    subprocess.run([sys.executable, "-c", code, str(opened.path)], check=True)
    assert not opened.path.with_name(opened.path.name + "-wal").exists(), "the harm of this test is not done"
    name_team(opened, "After")
    assert rescue_of(opened).harm is Harm.LOG_GONE
    assert teams_on_disk(opened.path)[-1] == "After"
    aside = rescue_of(opened).aside
    assert aside is not None
    assert set(teams_on_disk(aside)) == {"Theirs"}  # what the other wrote is kept too
    opened.close()


def test_where_nothing_can_be_written_nothing_is_called_saved(
    opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: sqlite3.Connection, _target: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("collabdesk.models.rescue.copy_into", refuse)
        opened.path.unlink()
        name_team(opened, "After")
        assert "NOTHING IS SAVED" in opened.unsafe
        assert opened.rescued is None
    opened.look()  # space was freed
    assert opened.unsafe == ""
    assert teams_on_disk(opened.path)[-1] == "After"
    opened.close()


def test_a_copy_that_is_damaged_is_no_rescue(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(source: sqlite3.Connection, target: Path) -> None:
        backups.copy_into(source, target)
        content = bytearray(target.read_bytes())
        content[4096 * 3 : 4096 * 20] = b"\xff" * 4096 * 17
        target.write_bytes(bytes(content))

    with monkeypatch.context() as patch:
        patch.setattr("collabdesk.models.rescue.copy_into", spoil)
        opened.path.unlink()
        name_team(opened, "After")
        assert "NOTHING IS SAVED" in opened.unsafe
        assert [path.name for path in opened.path.parent.glob("*rescued*")] == []
    opened.close()


def test_without_the_guard_the_edits_are_lost(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """That the harm is one: SQLite itself goes on and says nothing."""
    monkeypatch.setattr(Guard, "look", lambda _self: None)
    delete_log(opened.path)
    name_team(opened, "After")
    assert opened.count(Team) == 4
    assert teams_on_disk(opened.path) == ["Tolveni", "Mashiru"]
    opened.close()


def test_what_others_do_rightly_is_no_harm(opened: Store) -> None:
    reader = file.open_file(opened.path, "Ben", read_only=True)
    name_team(opened, "After")
    reader.close()
    with file.writing_again(opened.path) as worker:
        name_team(worker, "Worker")
    with opened.reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert opened.look() is None
    assert opened.rescued is None
    opened.close()


def test_a_lock_that_was_swept_away_is_taken_again(opened: Store) -> None:
    lock = opened.path.with_name(opened.path.name + ".lock")
    lock.unlink()
    name_team(opened, "After")
    assert lock.exists()
    second = file.open_file(opened.path, "Ben")
    assert second.read_only
    second.close()
    opened.close()


def test_who_was_taken_over_writes_no_more(opened: Store) -> None:
    other = file.open_file(opened.path, "Ben", break_lock=True)
    assert not other.read_only
    with pytest.raises(UserFacingError, match="taken over by Ben"):
        name_team(opened, "After")
    assert opened.read_only
    opened.close()
    assert other.path.with_name(other.path.name + ".lock").exists()  # it is not ours to take away
    name_team(other, "Theirs")
    assert teams_on_disk(other.path)[-2:] == ["Before", "Theirs"]
    other.close()


def test_a_reader_only_looks(opened: Store) -> None:
    reader = file.open_file(opened.path, "Ben", read_only=True)
    opened.path.unlink()
    assert reader.look() is Harm.GONE
    assert reader.rescued is None
    reader.close()
    opened.close()
