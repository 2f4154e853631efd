"""The dates of rare events in the window: typed, corrected, removed, taken back, taken in from a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from collabdesk.models.measures import Event, Indicator, IndicatorKind
from collabdesk.services.setup import collaboratives, indicators
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.pages.data.event_list_dialog import EventListDialog
from collabdesk.ui.pages.data.events_dialog import EventsDialog
from collabdesk.ui.pages.data.page import DataPage
from tests.ui.recorders import QueuedFiles, RecordedMessages
from tests.ui.showing import shown

TOLVENI, MASHIRU = 1, 2


@pytest.fixture
def workspace(office: Path) -> Iterator[Workspace]:
    opened = collaboratives.open_file(office, "Ada")
    indicators.save_indicator(
        opened,
        Indicator(
            collaborative_id=opened.collaborative.id,
            name="Days between deaths",
            kind=IndicatorKind.TIME_BETWEEN,
        ),
    )
    yield opened
    opened.close()


@pytest.fixture
def page(context: Context, workspace: Workspace, qtbot: QtBot) -> Iterator[DataPage]:
    with shown(DataPage, context, workspace, qtbot) as made:
        yield made


def timed(workspace: Workspace) -> int:
    return next(one.id for one in workspace.mine(Indicator) if one.kind is IndicatorKind.TIME_BETWEEN)


@pytest.fixture
def dialog(page: DataPage, workspace: Workspace) -> EventsDialog:
    page.open_section(f"indicator:{timed(workspace)}")
    page.events.trigger()
    made = page.findChild(EventsDialog)
    assert made is not None
    made.today = lambda: dt.date(2026, 11, 20)
    made.team.set_value(TOLVENI)
    return made


def days(workspace: Workspace) -> list[tuple[int, str, str]]:
    rows = sorted(workspace.rows(Event).values(), key=lambda one: (one.team_id, one.happened))
    return [(one.team_id, one.happened.isoformat(), one.note) for one in rows]


def type_day(dialog: EventsDialog, text: str, note: str = "") -> None:
    dialog.day.edit.setText(text)
    dialog.note.setText(note)
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)


def test_only_an_indicator_of_times_between_has_dates(page: DataPage, workspace: Workspace) -> None:
    assert not page.events.isEnabled()
    assert not page._chooser._events.isVisible()
    page.open_section(f"indicator:{timed(workspace)}")
    assert page.events.isEnabled()
    assert page._chooser._events.isVisible()
    page.open_section("indicator:1")
    assert not page.events.isEnabled()


def test_type_a_date_and_take_it_back(dialog: EventsDialog, workspace: Workspace) -> None:
    type_day(dialog, "4 Mar 2026", "PPH")
    type_day(dialog, "14 Mar 2026")
    assert days(workspace) == [(TOLVENI, "2026-03-04", "PPH"), (TOLVENI, "2026-03-14", "")]
    assert [(row.team, row.days) for row in dialog.table.shown] == [
        ("Tolveni HC IV", None),
        ("Tolveni HC IV", 10),
    ]
    assert "Recorded" in dialog.said.text()
    dialog.undo.trigger()
    assert days(workspace) == [(TOLVENI, "2026-03-04", "PPH")]
    assert not dialog.undo.isEnabled()  # what others wrote before is not taken back from here


def test_what_cannot_be_is_said(
    dialog: EventsDialog, workspace: Workspace, messages: RecordedMessages
) -> None:
    type_day(dialog, "")
    assert "date first" in dialog.said.text()
    type_day(dialog, "1 Dec 2026")
    assert "still to come" in messages.warned[0]
    assert days(workspace) == []


def test_correct_and_remove(dialog: EventsDialog, workspace: Workspace) -> None:
    type_day(dialog, "4 Mar 2026")
    type_day(dialog, "14 Mar 2026")
    dialog.table.select(lambda row: row.days is None)
    dialog.change.trigger()
    form = dialog.findChild(FormDialog)
    assert form is not None
    form.form.set_values({"team_id": MASHIRU, "happened": dt.date(2026, 3, 5), "note": "seen late"})
    form.accept()
    assert days(workspace) == [(TOLVENI, "2026-03-14", ""), (MASHIRU, "2026-03-05", "seen late")]
    dialog.table.select(lambda row: row.event.team_id == TOLVENI)
    dialog.remove.trigger()
    assert days(workspace) == [(MASHIRU, "2026-03-05", "seen late")]
    dialog.undo.trigger()
    assert len(days(workspace)) == 2


def test_a_pasted_list(dialog: EventsDialog, workspace: Workspace) -> None:
    dialog.list.trigger()
    listed = dialog.findChild(EventListDialog)
    assert listed is not None
    assert not listed.save.isEnabled()
    listed.pasted.setPlainText("Team\tDate\nTolveni HC IV\t2026-01-05\nNowhere\t2026-02-05\n")
    assert listed.said.text() == "1 question first."
    assert not listed.save.isEnabled()
    assert listed.draft is not None
    listed.asked.answered.emit({listed.draft.found.questions[0].id: "Mashiru HC III"})
    assert listed.said.text() == "2 new dates."
    listed.save.click()
    assert days(workspace) == [(TOLVENI, "2026-01-05", ""), (MASHIRU, "2026-02-05", "")]
    assert dialog.said.text() == "2 dates taken in."
    dialog.undo.trigger()
    assert days(workspace) == []


def test_a_file_without_teams_is_the_chosen_teams(
    dialog: EventsDialog, workspace: Workspace, file_dialogs: QueuedFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("Date\n2026-01-05\n2026-02-05\n")
    dialog.team.set_value(MASHIRU)
    dialog.list.trigger()
    listed = dialog.findChild(EventListDialog)
    assert listed is not None
    file_dialogs.answers = [path]
    listed._choose_file()
    qtbot.waitUntil(lambda: listed.save.isEnabled())
    listed.save.click()
    assert days(workspace) == [(MASHIRU, "2026-01-05", ""), (MASHIRU, "2026-02-05", "")]
