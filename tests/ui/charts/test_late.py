"""A frame of scrolling ends in time; what it left blank follows in the next ones, wherever it has moved to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from collabdesk.i18n import Translator
from collabdesk.ui.charts import late
from collabdesk.ui.charts.wall import ChartWall
from collabdesk.ui.theme import Theme
from tests.ui.charts.test_wall import Clinics


@pytest.fixture
def wall(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChartWall]:
    monkeypatch.setattr(late, "FRAME_MS", 0)
    made = ChartWall(theme, Translator("en"))
    qtbot.addWidget(made)
    made.resize(1000, 620)
    made.set_source(Clinics(300))
    made.show()
    qtbot.waitExposed(made)
    made.viewport().repaint()
    return made


def painted(wall: ChartWall) -> set[object]:
    """The tiles in sight that have a picture."""
    size = wall._grid().tile_size * wall.devicePixelRatioF()
    return {key for key in wall.visible_keys() if wall._charts._kept(key, size) is not None}


def test_a_wall_that_stands_still_is_painted_at_once(wall: ChartWall) -> None:
    assert wall.is_complete()
    assert painted(wall) == set(wall.visible_keys())


def test_a_frame_of_scrolling_makes_one_tile_and_the_next_ones_go_on(wall: ChartWall, qtbot: QtBot) -> None:
    wall.verticalScrollBar().setValue(3000)
    wall.viewport().repaint()
    assert len(painted(wall)) == 1
    assert not wall.is_complete()
    qtbot.waitUntil(wall.is_complete)
    assert painted(wall) == set(wall.visible_keys())


def test_blank_tiles_that_are_scrolled_on_are_found_again(wall: ChartWall, qtbot: QtBot) -> None:
    wall.verticalScrollBar().setValue(3000)
    wall.viewport().repaint()
    blank = set(wall.visible_keys()) - painted(wall)
    wall.verticalScrollBar().setValue(3100)
    wall.viewport().repaint()
    qtbot.waitUntil(wall.is_complete)
    assert blank & set(wall.visible_keys()) <= painted(wall) == set(wall.visible_keys())
