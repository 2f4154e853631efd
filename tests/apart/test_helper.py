"""A helping process: it answers, falls alone, is ended by Cancel, and is replaced."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from collabdesk.apart import FLAG
from collabdesk.apart.bounds import ExtendedLimits, _join_job, limits_of, memory_of
from collabdesk.apart.calls import Call, FellError, TooLargeError
from collabdesk.apart.helper import PROGRAM, Helper, SameProcess
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.importing import read
from collabdesk.stopping import stoppable
from tests.apart import crashes


@pytest.fixture
def helper() -> Iterator[Helper]:
    made = Helper()
    yield made
    made.close()


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_works_in_another_process_that_is_kept(helper: Helper) -> None:
    pid = helper.call(Call(fn=crashes.own_pid))
    assert pid == helper.pid != os.getpid()
    assert helper.call(Call(fn=crashes.own_pid)) == pid


def test_objects_are_kept_between_calls_and_lost_with_the_process(helper: Helper) -> None:
    add = Call(fn=crashes.Counter.add, args=(2,), of=crashes.Counter)
    assert [helper.call(add), helper.call(add)] == [2, 4]
    helper.close()
    assert helper.call(add) == 2


def test_what_is_raised_there_is_raised_here_and_the_process_stays(helper: Helper, tmp_path: Path) -> None:
    missing = tmp_path / "not there.xlsx"
    with pytest.raises(UserFacingError) as told:
        helper.call(Call(fn=read, args=(missing,)))
    assert told.value.sentence == f"There is no file “{missing}”."
    pid = helper.pid
    with pytest.raises(RuntimeError, match="OddError: odd"):
        helper.call(Call(fn=crashes.raise_odd))
    assert helper.call(Call(fn=crashes.own_pid)) == pid


def test_one_that_falls_is_told_and_replaced(helper: Helper) -> None:
    first = helper.call(Call(fn=crashes.own_pid))
    with pytest.raises(FellError):
        helper.call(Call(fn=crashes.fall))
    assert helper.call(Call(fn=crashes.own_pid)) not in (first, os.getpid())


def test_one_that_fell_between_two_calls_is_replaced_silently(helper: Helper) -> None:
    first = helper.call(Call(fn=crashes.own_pid))
    os.kill(first, signal.SIGKILL)
    while is_alive(first):
        time.sleep(0.01)
    assert helper.call(Call(fn=crashes.own_pid)) != first


def test_cancel_ends_the_process_at_once(helper: Helper, tmp_path: Path) -> None:
    stop, sign, ended = threading.Event(), tmp_path / "begun", list[float]()

    def work() -> None:
        with stoppable(stop.is_set), pytest.raises(Cancelled):
            helper.call(Call(fn=crashes.hang, args=(sign,)))
        ended.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    while not (sign.exists() and sign.read_text()):
        time.sleep(0.01)
    asked = time.monotonic()
    stop.set()
    thread.join(10)
    assert ended
    assert ended[0] < asked + 2  # it would have gone on for a minute
    assert not is_there(int(sign.read_text()))
    assert helper.call(Call(fn=crashes.own_pid)) != int(sign.read_text())


def test_a_call_that_was_given_up_before_it_began_leaves_the_process(helper: Helper) -> None:
    pid = helper.call(Call(fn=crashes.own_pid))
    with stoppable(lambda: True), pytest.raises(Cancelled):
        helper.call(Call(fn=crashes.fall))
    assert helper.pid == pid
    assert is_there(pid)


def test_one_that_holds_too_much_memory_is_ended() -> None:
    helper = Helper(most_memory=200_000_000)
    with pytest.raises(TooLargeError):
        helper.call(Call(fn=crashes.swell))
    helper.close()


def test_prints_go_nowhere_and_the_log_comes_over(helper: Helper, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert helper.call(Call(fn=crashes.shout)) == "said"
    assert [(one.name, one.levelname, one.message) for one in caplog.records] == [
        ("collabdesk.test", "WARNING", "noticed")
    ]


def test_what_it_started_ends_with_it(helper: Helper, tmp_path: Path) -> None:
    """A reader of old workbooks is a process of the process."""
    sign = tmp_path / "begun"
    code = f"import os, time; open({str(sign)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    began = time.monotonic()
    with stoppable(sign.exists), pytest.raises(Cancelled):
        helper.call(Call(fn=subprocess.run, args=([sys.executable, "-c", code],)))
    while not sign.read_text() or is_alive(int(sign.read_text())):
        assert time.monotonic() < began + 20
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Not gone, and no zombie that nobody has buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_it_ends_with_the_program_that_started_it(tmp_path: Path) -> None:
    sign = tmp_path / "pid"
    code = (
        "import os; from collabdesk.apart.helper import Helper; from collabdesk.apart.calls import Call\n"
        "from tests.apart import crashes\nfrom pathlib import Path\n"
        f"Path({str(sign)!r}).write_text(str(Helper().call(Call(fn=crashes.own_pid))))\n"
    )
    root = Path(__file__).parents[2]
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=30)
    assert time.monotonic() < began + 30
    while is_alive(int(sign.read_text())):
        assert time.monotonic() < began + 40
        time.sleep(0.02)


def test_in_the_same_process_only_values_cross_too() -> None:
    here = SameProcess()
    assert here.call(Call(fn=crashes.own_pid)) == os.getpid()
    given = [1]
    assert here.call(Call(fn=list, args=(given,))) is not given
    with pytest.raises(Exception, match="pickle"):
        here.call(Call(fn=lambda: None))


def test_a_frozen_application_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert PROGRAM.command(7) == [sys.executable, FLAG, "collabdesk.apart.child", "7"]


def test_the_application_is_its_own_helping_process() -> None:
    command = [sys.executable, "-m", "collabdesk", FLAG, "collabdesk.apart.child", "1000000000"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, b"")  # its input has ended, so it does too


def test_memory_is_weighed() -> None:
    before = memory_of(os.getpid())
    held = b"x" * 80_000_000
    assert memory_of(os.getpid()) - before > 60_000_000
    del held
    assert memory_of(2**22 + 7) == 0  # nobody


def test_the_limits_of_windows_are_laid_out_as_its_headers_say() -> None:
    """On 64 bits: 64 bytes of basic limits, 48 of counters, then four sizes."""
    limits = limits_of(123_456_789)
    assert bytes(limits)[16:20] == (0x2100).to_bytes(4, "little")
    assert bytes(limits)[112:120] == (123_456_789).to_bytes(8, "little")
    assert len(bytes(limits)) == 144
    assert ExtendedLimits.ProcessMemoryLimit.offset == 112


class Kernel:
    """Stands for kernel32, and notes what it is asked for."""

    def __init__(self, job: int) -> None:
        self.job, self.asked = job, list[tuple[object, ...]]()

    def CreateJobObjectW(self, *given: object) -> int:
        self.asked.append(("create", *given))
        return self.job

    def SetInformationJobObject(self, job: int, kind: int, _limits: object, size: int) -> int:
        self.asked.append(("limit", job, kind, size))
        return 1

    def AssignProcessToJobObject(self, job: int, process: int) -> int:
        self.asked.append(("join", job, process))
        return 1

    def GetCurrentProcess(self) -> int:
        return -1


@pytest.mark.parametrize("job", [77, 0])
def test_a_process_of_windows_joins_a_job_with_limits(job: int) -> None:
    kernel = Kernel(job)
    assert _join_job(kernel, limits_of(5)) is bool(job)
    more = [("limit", 77, 9, 144), ("join", 77, -1)] if job else []
    assert kernel.asked == [("create", None, None), *more]
