"""What was said to be saved is there: after kill -9, on a full disk, on a stick that was pulled out.

Real processes and real mounts (in a namespace of their own, where the machine lets us have one).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from collabdesk.models.places import Team
from collabdesk.services.setup import collaboratives
from collabdesk.services.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
NAMESPACE = ["unshare", "--map-root-user", "--mount"]


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    mounted = [*NAMESPACE, "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(mounted, capture_output=True, check=False).returncode == 0


mounts = pytest.mark.skipif(not can_mount(), reason="no mounts of our own on this machine")


class Desk:
    """`desk_by_line` and what it answered."""

    def __init__(self, path: Path, *, mount: str = "") -> None:
        command = [sys.executable, "-m", "tests.end_to_end.desk_by_line", str(path)]
        if mount:
            command = [*NAMESPACE, "sh", "-c", f'{mount} && exec "$@"', "sh", *command]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._answer() == "open"

    def say(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def desk() -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def start(path: Path, *, mount: str = "") -> Desk:
        made.append(Desk(path, mount=mount))
        return made[-1]

    yield start
    for one in made:
        one.end()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def teams_of(workspace: Workspace) -> list[str]:
    return [team.name for team in workspace.rows(Team).values()]


def teams_in(path: Path) -> list[str]:
    workspace = collaboratives.open_file(path, "Ada")
    try:
        assert not workspace.read_only
        with workspace.store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        return teams_of(workspace)
    finally:
        workspace.close()


@pytest.mark.parametrize("seed", range(2))
def test_kill_9_loses_nothing_that_was_said_to_be_saved(
    desk: Callable[..., Desk], tmp_path: Path, seed: int
) -> None:
    path, chance = tmp_path / "a.collab", random.Random(seed)
    opened = desk(path)
    assert opened.process.stdin is not None
    assert opened.process.stdout is not None
    opened.process.stdin.write("".join(f"add Team {number}\n" for number in range(3000)))
    opened.process.stdin.flush()
    time.sleep(0.05 + chance.random() / 4)
    os.kill(opened.process.pid, signal.SIGKILL)
    said = [line for line in opened.process.stdout.read().splitlines() if line.startswith("saved ")]
    assert 0 < len(said) < 3000, "it was killed in the middle"
    found = teams_in(path)
    assert found[: len(said)] == [line.removeprefix("saved ") for line in said]
    assert len(found) - len(said) <= 1, "one may be saved and not said yet"


def test_kill_9_in_the_middle_of_an_import_leaves_all_or_nothing(tmp_path: Path) -> None:
    path, sheet = tmp_path / "a.collab", tmp_path / "march.csv"
    collaboratives.create_file(path, "Ada", "Births").close()
    blank = path.read_bytes()
    rows = "".join(
        f"Team {team},Births,2025-{month:02},{team + month}\n"
        for team in range(200)
        for month in range(1, 13)
    )
    sheet.write_text("team,indicator,month,value\n" + rows, encoding="utf-8")
    command = [sys.executable, "-m", "collabdesk", "import", str(path), str(sheet), "--create", "both"]
    began = time.monotonic()
    whole = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert whole.returncode == 0, whole.stderr
    took = time.monotonic() - began
    counts = []
    for share in (0.5, 0.7, 0.85):
        path.write_bytes(blank)
        begun = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * share)
        begun.kill()
        begun.wait()
        counts.append(len(teams_in(path)))
    assert set(counts) <= {0, 200}


@mounts
def test_a_full_disk_refuses_one_edit_and_keeps_all_before(desk: Callable[..., Desk], stick: Path) -> None:
    opened = desk(stick / "a.collab", mount=f"mount -t tmpfs -o size=3m none {stick}")
    assert opened.say("add First") == "saved First"
    opened.say(f"sh head -c 9000000 /dev/zero > {stick}/ballast || true")
    answers = [opened.say(f"add Team {number} {'x' * 3000}") for number in range(60)]
    refused = [answer for answer in answers if not answer.startswith("saved")]
    assert refused
    assert all("disk is full" in answer for answer in refused), refused[0]
    opened.say(f"sh rm {stick}/ballast")
    assert opened.say("add Last") == "saved Last"
    opened.say(f"sh cp {stick}/a.collab {stick}/a.collab-wal {stick.parent}")
    found = teams_in(stick.parent / "a.collab")
    kept = [answer.removeprefix("saved ") for answer in answers if answer.startswith("saved")]
    assert found == ["First", *kept, "Last"]


@mounts
def test_a_full_disk_at_closing_loses_nothing(desk: Callable[..., Desk], stick: Path) -> None:
    opened = desk(stick / "a.collab", mount=f"mount -t tmpfs -o size=3m none {stick}")
    assert opened.say("add First") == "saved First"
    opened.say(f"sh head -c 9000000 /dev/zero > {stick}/ballast || true")
    assert opened.say("close").startswith("closed")
    opened.say(f"sh cp {stick}/a.collab* {stick.parent}")
    assert teams_in(stick.parent / "a.collab") == ["First"]


@mounts
def test_a_stick_that_is_pulled_out_is_gone_on_without(
    desk: Callable[..., Desk], stick: Path, home: Path
) -> None:
    opened = desk(stick / "a.collab", mount=f"mount -t tmpfs none {stick}")
    assert opened.say("add First") == "saved First"
    opened.say(f"sh umount --lazy {stick}")
    assert opened.say("add Second") == "saved Second"
    where = opened.say("where")
    assert str(home) in where
    os.kill(opened.process.pid, signal.SIGKILL)
    opened.process.wait()
    (rescued,) = (home / "rescued").glob("*.collab")
    assert teams_in(rescued) == ["First", "Second"]


@mounts
def test_a_read_only_medium_is_read_and_refuses_edits(
    desk: Callable[..., Desk], stick: Path, tmp_path: Path
) -> None:
    made = tmp_path / "a.collab"
    collaboratives.create_file(made, "Ada", "Births").close()
    filled = f"mount -t tmpfs none {stick} && cp {made} {stick} && mount -o remount,ro {stick}"
    opened = desk(stick / "a.collab", mount=filled)
    assert opened.say("where").endswith("read-only")
    assert opened.say("add First").startswith("refused")
    assert opened.say("close").startswith("closed")


@mounts
def test_a_copy_of_a_file_in_use_is_read_on_a_read_only_medium(
    desk: Callable[..., Desk], stick: Path, tmp_path: Path
) -> None:
    """It says that it has a log, which can't be made there."""
    made = tmp_path / "a.collab"
    workspace = collaboratives.create_file(made, "Ada", "Births")
    with workspace.store.reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(made, tmp_path / "copy.collab")
    workspace.close()
    filled = (
        f"mount -t tmpfs none {stick} && cp {tmp_path}/copy.collab {stick} && mount -o remount,ro {stick}"
    )
    opened = desk(stick / "copy.collab", mount=filled)
    assert opened.say("where").endswith("read-only")


def test_two_processes_never_write_at_once(desk: Callable[..., Desk], tmp_path: Path) -> None:
    path = tmp_path / "a.collab"
    first = desk(path)
    second = desk(path)
    assert second.say("where").endswith("read-only")
    assert first.say("add First") == "saved First"
    assert second.say("add Second").startswith("refused")
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    third = desk(path)
    assert third.say("add Third") == "saved Third"
    assert third.say("close").startswith("closed")
    second.end()
    assert teams_in(path) == ["First", "Third"]
