"""Printed packs: the same bytes a year later, and what has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from collabdesk.charts.spec import Sign
from collabdesk.commands import run
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.meetings import Session, SnapshotPaper
from collabdesk.models.places import Collaborative, Team
from collabdesk.reports.content import PackOptions
from collabdesk.services.cubes import cube_of
from collabdesk.services.paper import packs, snapshots
from collabdesk.services.paper.packs import PackRequest, Printed
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives, indicators
from collabdesk.services.workspace import Workspace
from tests.services.conftest import BASELINE

JULY, AUGUST = 2025 * 12 + 6, 2025 * 12 + 7


@pytest.fixture
def print_(furnished: Workspace, tmp_path: Path) -> Callable[[], Printed]:
    session = meetings.save_session(
        furnished, Session(collaborative_id=1, number=2, starts=dt.date(2026, 1, 20))
    )
    request = PackRequest(
        file=furnished.path,
        collaborative="Safe Birth",
        session_id=session.id,
        out=tmp_path / "pack.pdf",
        options=PackOptions(),
        translator=Translator("en"),
        printed_on=dt.date(2026, 1, 15),
    )
    return lambda: packs.print_pack(request)


def put(workspace: Workspace, **fields: object) -> None:
    observation = Observation(**fields)  # type: ignore[arg-type]
    workspace.transact("x", lambda writer: writer.put_observations([observation]))


def test_the_paper_comes_back_byte_for_byte_whatever_was_edited_since(
    furnished: Workspace, print_: Callable[[], Printed]
) -> None:
    made = print_()
    kept = snapshots.keep(furnished, made.draft)
    printed = made.result.path.read_bytes()
    for session in meetings.sessions(furnished):
        meetings.remove_session(furnished, session.id)
    team = furnished.rows(Team)[1]
    furnished.transact("x", lambda writer: writer.change(team, name="Other"))
    path = furnished.path
    furnished.close()
    again = collaboratives.open_file(path, "Ada")
    try:
        (row,) = snapshots.printed(again)
        assert row == kept
        assert snapshots.paper(again, row.id) == printed
        assert snapshots.details(row)["title"] == "Pack for Learning session 2"
        assert snapshots.details(row)["pages"] == made.result.pages
    finally:
        again.close()


def test_a_print_is_no_edit(furnished: Workspace, print_: Callable[[], Printed]) -> None:
    made = print_()
    team = furnished.rows(Team)[1]
    furnished.transact("Rename", lambda writer: writer.change(team, name="Other"))
    heard: list[frozenset[str]] = []
    furnished.listen(lambda changes: heard.append(changes.kinds))
    snapshots.keep(furnished, made.draft)
    assert heard == [frozenset(("snapshot", "snapshot_paper"))]
    undone = furnished.undo()
    assert undone is not None
    assert undone.label == "Rename"
    assert len(snapshots.printed(furnished)) == 1
    assert furnished.redo() is not None


def test_what_a_print_belongs_to_cannot_be_undone_and_this_is_said(
    furnished: Workspace, print_: Callable[[], Printed]
) -> None:
    made = print_()
    other = furnished.transact("Second", lambda writer: writer.add(Collaborative(name="Second")))
    furnished.switch(other.id)
    snapshots.keep(furnished, made.draft)
    with pytest.raises(UserFacingError, match="printed pack"):
        furnished.undo()
    assert furnished.collaborative.name == "Second"


def test_what_has_changed_since(furnished: Workspace, print_: Callable[[], Printed]) -> None:
    furnished.transact(
        "x", lambda writer: writer.remove_observations([(1, 2, cube_of(furnished).first_period)])
    )
    kept = snapshots.keep(furnished, print_().draft)
    assert snapshots.compare(furnished, kept.id) == snapshots.Comparison(
        corrected=(), late=(), gone=(), signs=(), newer=0
    )
    cube = cube_of(furnished)
    known = {(one.team_id, one.period): one for one in furnished.store.all(Observation, indicator_id=1)}
    missing = next(
        (team_id, period)
        for period in range(cube.first_period, cube.last_period + 1)
        for team_id in (1, 2)
        if (team_id, period) not in known
    )
    first = known[1, min(period for team, period in known if team == 1)]
    put(furnished, indicator_id=1, team_id=1, period=first.period, numerator=1, denominator=99)
    put(furnished, indicator_id=1, team_id=missing[0], period=missing[1], numerator=3, denominator=4)
    put(furnished, indicator_id=1, team_id=1, period=cube.last_period + 1, numerator=5, denominator=6)
    gone = max(period for team, period in known if team == 2)
    furnished.transact("x", lambda writer: writer.remove_observations([(1, 2, gone)]))
    found = snapshots.compare(furnished, kept.id)
    (one,) = found.corrected
    assert (one.team, one.period.ordinal, one.then, one.now) == (
        "Tolveni HC IV",
        first.period,
        (first.numerator, first.denominator, pytest.approx(100 * first.numerator / first.denominator)),
        (1, 99, pytest.approx(100 / 99)),
    )
    assert [(late.period.ordinal, late.then) for late in found.late] == [(missing[1], None)]
    assert [(lost.period.ordinal, lost.now) for lost in found.gone] == [(gone, None)]
    assert found.newer == 1


def test_a_verdict_that_is_another_one_today(furnished: Workspace, print_: Callable[[], Printed]) -> None:
    indicators.set_baseline(furnished, 1, BASELINE)
    kept = snapshots.keep(furnished, print_().draft)
    flat = [
        replace(one, numerator=8.0 + one.period % 2)
        for one in furnished.store.all(Observation, indicator_id=1, team_id=1)
        if one.period > BASELINE[1].ordinal
    ]
    furnished.transact("x", lambda writer: writer.put_observations(flat))
    found = snapshots.compare(furnished, kept.id)
    assert [(one.team, one.then) for one in found.signs] == [("Tolveni HC IV", Sign.IMPROVED)]
    assert found.signs[0].now is not Sign.IMPROVED
    assert found.corrected


def test_a_team_or_indicator_that_is_gone_does_not_stop_the_comparison(
    furnished: Workspace, print_: Callable[[], Printed]
) -> None:
    kept = snapshots.keep(furnished, print_().draft)
    furnished.transact("x", lambda writer: writer.remove_with_parts(furnished.rows(Team)[2]))
    indicator = furnished.rows(Indicator)[2]
    furnished.transact("x", lambda writer: writer.change(indicator, retired=True))
    assert snapshots.compare(furnished, kept.id).corrected == ()


def test_a_damaged_paper_is_said(furnished: Workspace, print_: Callable[[], Printed]) -> None:
    kept = snapshots.keep(furnished, print_().draft)
    (paper,) = furnished.store.all(SnapshotPaper)
    furnished.keep(lambda writer: writer.change(paper, pdf=paper.pdf[5:] + "00000"))
    with pytest.raises(UserFacingError, match="damaged"):
        snapshots.paper(furnished, kept.id)


def test_removing_a_print(furnished: Workspace, print_: Callable[[], Printed]) -> None:
    kept = snapshots.keep(furnished, print_().draft)
    snapshots.remove(furnished, kept.id)
    assert snapshots.printed(furnished) == []
    assert furnished.store.all(SnapshotPaper) == []


def test_a_file_open_for_reading_keeps_nothing(furnished: Workspace, print_: Callable[[], Printed]) -> None:
    made = print_()
    other = collaboratives.open_file(furnished.path, "Ben")
    try:
        assert other.read_only
        with pytest.raises(UserFacingError, match="reading only"):
            snapshots.keep(other, made.draft)
    finally:
        other.close()


def test_the_command_keeps_its_print_where_it_may(
    furnished: Workspace, print_: Callable[[], Printed], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = furnished.path
    out = tmp_path / "by command.pdf"
    arguments = ["pack", str(path), "--session", "2", "--out", str(out)]
    assert run(arguments) == 0  # open here, so nothing can be kept
    furnished.close()
    assert run(arguments) == 0
    assert capsys.readouterr().out.count("pages.\n") == 2
    again = collaboratives.open_file(path, "Ada")
    try:
        (row,) = snapshots.printed(again)
        assert snapshots.paper(again, row.id) == out.read_bytes()
    finally:
        again.close()
