"""Full collections wait for a moment of rest, but not for ever."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from collabdesk import collection
from collabdesk.ui.housekeeping import Housekeeping


@pytest.fixture
def keeper(qapp: QApplication) -> Iterator[Housekeeping]:
    before, owner = gc.get_threshold(), QObject()
    yield Housekeeping(owner)
    owner.deleteLater()
    gc.set_threshold(*before)


def grown_old(times: int) -> None:
    """So many collections of the middle-aged happen: what the program makes would bring them about."""
    gc.collect()
    for _ in range(times):
        gc.collect(1)


def work(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_nothing_full_happens_by_itself(keeper: Housekeeping) -> None:
    grown_old(50)
    made = [[] for _ in range(50_000)]  # type: ignore[var-annotated]
    assert gc.get_count()[2] >= 50, "no full collection set it back"
    del made


def test_it_collects_at_rest(keeper: Housekeeping) -> None:
    grown_old(20)
    keeper.look()
    time.sleep(0.05)
    keeper.look()
    assert gc.get_count()[2] == 0


def test_a_busy_window_is_left_alone_unless_it_is_overdue(keeper: Housekeeping) -> None:
    grown_old(20)
    keeper._worked, keeper._seen = time.thread_time(), time.monotonic()
    work(0.05)
    keeper.look()
    assert gc.get_count()[2] >= 20
    grown_old(collection._OVERDUE)
    keeper._worked, keeper._seen = time.thread_time(), time.monotonic()
    work(0.05)
    keeper.look()
    assert gc.get_count()[2] == 0
