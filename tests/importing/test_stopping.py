"""Cancel stops the work itself: every reader, the understanding and the plan ask whether they were given up."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from collabdesk.apart import once
from collabdesk.apart.calls import FellError, TooLargeError, TooSlowError
from collabdesk.apart.launch import Program
from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.importing import read_bytes, understand
from collabdesk.importing.readers import old_excel
from collabdesk.stopping import stop_if_asked, stoppable
from tests.importing.readers import old_books

ROWS: old_books.Rows = [["Site", "Jan-26", "Feb-26"], ["Kisoro HC", 4, 5], ["Rubaya HC", 7, 2]]
TEXT = "\n".join(",".join(map(str, row)) for row in ROWS)
BOOKS: dict[str, Callable[[], bytes]] = {
    "csv": lambda: TEXT.encode(),
    "html": lambda: ("<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in ROWS)).encode(),
    "ods": lambda: old_books.archive(old_books.ods_parts(ROWS)),
    "xls": lambda: old_books.ole(old_books.xls_stream(ROWS)),
    "xlsb": lambda: old_books.archive(old_books.xlsb_parts(ROWS)),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOOKS)
def test_readers_stop(kind: str) -> None:
    content = BOOKS[kind]()
    assert read_bytes(content, f"a.{kind}").sheets[0].rows
    with stoppable(lambda: True), pytest.raises(Cancelled):
        read_bytes(content, f"a.{kind}")


def test_the_reader_of_new_workbooks_and_the_understanding_stop(workbook: Callable[..., Path]) -> None:
    content = workbook({"S": ROWS}).read_bytes()
    book = read_bytes(content, "a.xlsx")
    with stoppable(lambda: True):
        with pytest.raises(Cancelled):
            read_bytes(content, "a.xlsx")
        with pytest.raises(Cancelled):
            understand(book)
    assert understand(book).observations


def test_only_the_thread_that_was_given_up_stops() -> None:
    seen: list[str] = []
    with stoppable(lambda: True):
        other = threading.Thread(target=lambda: seen.append(str(stop_if_asked())))
        other.start()
        other.join()
        with stoppable(lambda: False):
            stop_if_asked()  # what is being written is not interrupted
        with pytest.raises(Cancelled):
            stop_if_asked()
    stop_if_asked()
    assert seen == ["None"]


PLENTY = 400_000_000


def program_of(folder: Path, text: str) -> Program:
    """A program of a few lines."""
    path = folder / "program.py"
    path.write_text(text)
    return Program(module="", path=path)


def test_a_reader_that_hangs_is_killed_when_it_is_given_up_or_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_of(tmp_path, "import time\ntime.sleep(60)\n")
    began = time.monotonic()
    with stoppable(lambda: time.monotonic() > began + 0.2), pytest.raises(Cancelled):
        once.answer_of(program, b"", PLENTY)
    monkeypatch.setattr(once, "SECONDS", 0.2)
    with pytest.raises(TooSlowError):
        once.answer_of(program, b"", PLENTY)
    monkeypatch.setattr(old_excel, "_PROGRAM", program)
    with pytest.raises(UserFacingError, match="not read within"):
        old_excel.sheets(b"", "births.xls", "xlsb")
    assert time.monotonic() < began + 30


@pytest.mark.parametrize("code", ["import os; os.abort()", "pass", "raise SystemExit(3)"])
def test_a_reader_that_falls_takes_nothing_with_it(tmp_path: Path, code: str) -> None:
    program = program_of(tmp_path, code)
    with pytest.raises(FellError):
        once.answer_of(program, b"content", PLENTY)


@pytest.mark.skipif(sys.platform != "linux", reason="only there the memory of a process is bounded")
def test_a_reader_that_wants_all_the_memory_is_refused(tmp_path: Path) -> None:
    from collabdesk.importing.readers import calamine_child

    source = Path(calamine_child.__file__).read_text(encoding="utf-8")
    program = program_of(
        tmp_path, source.replace('return "read", _sheets(calamine, data)', 'return "read", [bytes(10**9)]')
    )
    assert once.answer_of(program, b"", PLENTY) == ("too large", [])


GREEDY = "import time\nheld = bytearray(b'x') * 300_000_000\ntime.sleep(60)\n"


def test_a_program_without_limits_of_its_own_is_watched_from_outside(tmp_path: Path) -> None:
    """As on Windows and macOS, where a process can't bound itself."""
    began = time.monotonic()
    with pytest.raises(TooLargeError):
        once.answer_of(program_of(tmp_path, GREEDY), b"", 150_000_000)
    assert time.monotonic() < began + once.SECONDS
