"""Work in the background: results in the window's thread, cancel, failure, drain."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from collabdesk.errors import Cancelled
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.tasks import InlineTasks, Progress, Tasks


def test_result_arrives_in_the_callers_thread(tasks: Tasks, qtbot: QtBot) -> None:
    here, found = threading.get_ident(), []

    def work(progress: Progress) -> int:
        progress(1, 2)
        return threading.get_ident()

    tasks.run(work, lambda result: found.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(found))
    worker, back = found[0]
    assert worker != here
    assert back == here
    assert tasks.running == ()


def test_failure_goes_to_its_handler_else_to_the_crash_hook(tasks: Tasks, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise ZeroDivisionError("by nought")

    handled: list[BaseException] = []
    tasks.run(work, handled.append, handled.append)
    qtbot.waitUntil(lambda: bool(handled))
    assert isinstance(handled[0], ZeroDivisionError)
    with qtbot.waitSignal(tasks.crashed) as crash:
        tasks.run(work, handled.append)
    assert isinstance(crash.args[0], ZeroDivisionError)


def test_cancel_stops_the_work_at_its_next_report(tasks: Tasks, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[object] = []
    failed: list[BaseException] = []

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(5)
        progress(1, 2)

    task = tasks.run(work, done.append, failed.append, "Counting")
    assert begun.wait(5)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)
    assert not done


def test_drain_waits_and_delivers_nothing_any_more(tasks: Tasks, qtbot: QtBot) -> None:
    begun, ended, done = threading.Event(), threading.Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled:
            QThread.msleep(1)
        ended.set()

    tasks.run(work, done.append)
    assert begun.wait(5)
    tasks.drain()
    assert ended.is_set()
    qtbot.wait(10)
    assert not done
    assert tasks.running == ()


def test_inline_tasks_are_done_at_once(inline_tasks: InlineTasks, qtbot: QtBot) -> None:
    done: list[int] = []
    inline_tasks.run(lambda _progress: 7, done.append)
    assert done == [7]


def test_window_shows_a_running_task_and_its_cancel(window: MainWindow, qtbot: QtBot) -> None:
    stop: list[BaseException] = []
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress(3, 12)
        while not go_on.is_set():
            progress(3, 12)
            QThread.msleep(2)

    window.context.tasks.run(work, stop.append, stop.append, "Importing")
    qtbot.waitUntil(lambda: window.status.bar.isVisible() and window.status.bar.value() == 3)
    assert window.status.task.text() == "Importing"
    window.status.cancel.click()
    qtbot.waitUntil(lambda: bool(stop))
    go_on.set()
    assert isinstance(stop[0], Cancelled)
    assert not window.status.bar.isVisible()


def test_closing_the_window_drains(window: MainWindow) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled:
            QThread.msleep(1)

    window.context.tasks.run(work, print)
    assert begun.wait(5)
    window.close()
    assert window.context.tasks.running == ()


def test_work_that_has_begun_is_waited_for(tasks: Tasks) -> None:
    may_end = threading.Event()
    wait = tasks.begin(lambda: may_end.wait(5))
    may_end.set()
    assert wait() is True


def test_what_it_raised_is_raised_by_who_waits(tasks: Tasks) -> None:
    def fails() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        tasks.begin(fails)()
