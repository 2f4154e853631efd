"""What looks at every chart is counted beside the window's work; late answers are dropped."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from collabdesk.services import beside
from collabdesk.services.charts.progress import scoreboard
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.overview.five_numbers import five_numbers
from collabdesk.services.phases import proposals
from collabdesk.services.setup import collaboratives
from collabdesk.services.workspace import Workspace
from collabdesk.ui import counting
from collabdesk.ui.context import Context
from collabdesk.ui.counting import Counting
from tests.ui.office import FIRST


@pytest.fixture
def workspace(office: Path) -> Iterator[Workspace]:
    opened = collaboratives.open_file(office, "Ada")
    yield opened
    opened.store.close()


@pytest.fixture
def always_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 0)


@pytest.fixture
def asker(context: Context, always_beside: None) -> Iterator[Counting]:
    owner = QObject()
    yield Counting(context, owner)
    context.tasks.drain()
    owner.deleteLater()


def test_a_copy_counts_what_the_file_counts(workspace: Workspace) -> None:
    for fn in (scoreboard, proposals.of_all, lambda one: five_numbers(one, dt.date.today())):
        here = fn(workspace)
        with beside.counting_with(beside.values_of(workspace)) as copy:
            assert fn(copy) == here


def test_a_copy_stays_as_it_was(workspace: Workspace) -> None:
    cube_of(workspace)
    values = beside.values_of(workspace)
    cell = Typed(indicator_id=1, team_id=1, period=FIRST, text="1/20")
    observations.enter(workspace, [cell])
    with beside.counting_with(values) as copy:
        assert not cube_of(copy).same_as(cube_of(workspace))


def test_it_is_counted_on_another_thread(asker: Counting, workspace: Workspace, qtbot: QtBot) -> None:
    answers: list[tuple[int, bool]] = []
    here = QThread.currentThread()

    def count(copy: Workspace) -> tuple[int, bool]:
        return len(cube_of(copy).team_ids), QThread.currentThread() is here

    asker.ask(workspace, count, answers.append)
    assert asker.is_under_way
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(3, False)]
    assert not asker.is_under_way


def test_only_the_newest_question_is_answered(asker: Counting, workspace: Workspace, qtbot: QtBot) -> None:
    gate, answers = threading.Event(), list[str]()

    def slow(_copy: Workspace) -> str:
        gate.wait(5)
        return "first"

    asker.ask(workspace, slow, answers.append)
    asker.ask(workspace, lambda _copy: "second", answers.append)
    asker.ask(workspace, lambda _copy: "third", answers.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["third"]


def test_an_answer_that_nobody_waits_for_is_dropped(
    asker: Counting, workspace: Workspace, context: Context, qtbot: QtBot
) -> None:
    answers: list[int] = []
    asker.ask(workspace, lambda _copy: 1, answers.append)
    asker.forget()
    qtbot.waitUntil(lambda: not context.tasks.running)
    assert answers == []


def test_few_charts_are_counted_at_once(context: Context, workspace: Workspace) -> None:
    owner, answers = QObject(), list[int]()
    Counting(context, owner).ask(workspace, lambda one: len(cube_of(one).team_ids), answers.append)
    assert answers == [3]
