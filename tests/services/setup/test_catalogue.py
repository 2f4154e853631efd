"""The catalogue as a whole: duplicates made one with all that belongs to them, names that look alike, drivers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.ideas import (
    Change,
    ChangeAlias,
    ChangeIndicator,
    Decision,
    Driver,
    Pdsa,
    SpreadPlan,
    Test,
)
from collabdesk.models.writer import Writer
from collabdesk.services.changes import changes, drivers, evidence
from collabdesk.services.changes.changes import NewTest
from collabdesk.services.setup import catalogue
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump

MARCH, APRIL = dt.date(2025, 3, 3), dt.date(2025, 4, 7)


@pytest.fixture
def doubled(furnished: Workspace) -> Workspace:
    """ "Triage desk" and "Desk for triage", with all that can hang on a change, some of it on both."""
    changes.record_test(
        furnished, NewTest(change="Triage desk", team_ids=(1, 2), started=MARCH, indicator_ids=(1,))
    )
    changes.record_test(
        furnished,
        NewTest(
            change="Desk for triage", team_ids=(2, 3), started=MARCH, indicator_ids=(1, 3), note="moved twice"
        ),
    )
    for test_id, number in ((2, 1), (3, 1), (4, 1)):
        changes.write_cycle(furnished, Pdsa(test_id=test_id, number=number, plan=f"of {test_id}"))
    changes.decide(furnished, 3, Decision.ADOPTED, APRIL)
    for change_id in (1, 2):
        evidence.override(furnished, change_id, 1, "mixed", f"said of {change_id}")
    evidence.override(furnished, 2, 3, "worse", "seen at two visits")

    def more(writer: Writer) -> None:
        writer.add(ChangeAlias(change_id=2, alias="Sorting table"))
        writer.add(SpreadPlan(change_id=1, team_id=1, planned=MARCH))
        writer.add(SpreadPlan(change_id=2, team_id=1, told=APRIL, note="by phone"))
        writer.add(SpreadPlan(change_id=2, team_id=3, planned=APRIL))
        gone = furnished.rows(Change)[2]
        writer.put(replace(gone, how_to="A table at the gate", attachments='["/docs/desk.pdf"]'))

    furnished.transact("More", more)
    return furnished


def test_duplicates_become_one_with_all_that_belongs_to_them(doubled: Workspace) -> None:
    kept = catalogue.merge(doubled, 1, [1, 2])
    assert [change.name for change in doubled.mine(Change)] == ["Triage desk"]
    assert (kept.how_to, catalogue.attachments_of(kept)) == ("A table at the gate", ["/docs/desk.pdf"])
    tests = {test.team_id: test for test in doubled.rows(Test).values()}
    assert {team: (test.change_id, test.decision) for team, test in tests.items()} == {
        1: (1, Decision.TESTING),
        2: (1, Decision.ADOPTED),
        3: (1, Decision.TESTING),
    }
    assert tests[2].note == "moved twice"
    cycles = [(one.test_id, one.number, one.plan) for one in doubled.rows(Pdsa).values()]
    assert sorted(cycles) == [(2, 1, "of 2"), (2, 2, "of 3"), (4, 1, "of 4")]
    assert {link.indicator_id for link in changes.indicators_of(doubled, 1)} == {1, 3}
    assert len(doubled.rows(ChangeIndicator)) == 2
    assert sorted(catalogue.aliases_of(doubled, 1)) == ["Desk for triage", "Sorting table"]
    words = {(row.indicator_id, row.override.reason) for row in evidence.ledger(doubled).rows if row.override}
    assert words == {(1, "said of 1"), (3, "seen at two visits")}
    plans = {one.team_id: (one.planned, one.told) for one in doubled.rows(SpreadPlan).values()}
    assert plans == {1: (MARCH, APRIL), 3: (APRIL, None)}


@pytest.mark.parametrize(("keep", "gone"), [(1, [2]), (2, [1])])
def test_one_undo_brings_duplicates_back(doubled: Workspace, keep: int, gone: list[int]) -> None:
    before = dump(doubled.store)
    catalogue.merge(doubled, keep, gone)
    merged = dump(doubled.store)
    doubled.undo()
    tables = set(before) - {"journal", "journal_row"}
    assert {name: dump(doubled.store)[name] for name in tables} == {name: before[name] for name in tables}
    doubled.redo()
    assert {name: dump(doubled.store)[name] for name in tables} == {name: merged[name] for name in tables}


def test_a_merged_name_is_found_again(doubled: Workspace) -> None:
    catalogue.merge(doubled, 1, [2])
    changes.record_test(doubled, NewTest(change="desk FOR triage", team_ids=(1,), started=APRIL))
    assert [change.id for change in doubled.mine(Change)] == [1]


def test_merging_one_with_itself_is_refused(doubled: Workspace) -> None:
    with pytest.raises(UserFacingError, match="two changes"):
        catalogue.merge(doubled, 1, [1])


def test_names_that_look_alike_are_shown_until_somebody_says_they_differ(doubled: Workspace) -> None:
    (pair,) = catalogue.look_alikes(doubled)
    assert {pair.keep.name, pair.other.name} == {"Triage desk", "Desk for triage"}
    catalogue.keep_apart(doubled, 2, 1)
    assert catalogue.look_alikes(doubled) == []
    doubled.undo()
    assert len(catalogue.look_alikes(doubled)) == 1


def test_the_nearest_changes_by_name_or_other_wording(doubled: Workspace) -> None:
    assert catalogue.nearest(doubled, "a sorting table")[0].id == 2
    assert catalogue.nearest(doubled, "Radio spots") == []


def driver(workspace: Workspace, name: str, parent: int | None = None) -> Driver:
    new = Driver(collaborative_id=workspace.collaborative.id, name=name, parent_id=parent)
    return drivers.save_driver(workspace, new)


@pytest.fixture
def driven(doubled: Workspace) -> Workspace:
    care = driver(doubled, "Care at birth")
    driver(doubled, "Readiness", care.id)
    driver(doubled, "Prevention", care.id)
    driver(doubled, "Care before birth")
    drivers.assign(doubled, [1], 3)
    return doubled


def names(workspace: Workspace, parent: int | None = None) -> list[str]:
    return [one.name for one in drivers.in_order(workspace, parent)]


def test_drivers_move_and_a_third_level_is_refused(driven: Workspace) -> None:
    drivers.move_driver(driven, 3, -1)
    assert names(driven, 1) == ["Prevention", "Readiness"]
    drivers.move_driver(driven, 3, -1)
    assert names(driven, 1) == ["Prevention", "Readiness"]
    driven.undo()
    assert names(driven, 1) == ["Readiness", "Prevention"]
    with pytest.raises(UserFacingError, match="third level"):
        driver(driven, "Below", 2)
    with pytest.raises(UserFacingError, match="under it"):
        drivers.save_driver(driven, replace(driven.rows(Driver)[1], parent_id=4))
    with pytest.raises(UserFacingError, match="already"):
        driver(driven, "readiness")


def test_a_driver_that_goes_leaves_its_changes(driven: Workspace) -> None:
    before = dump(driven.store)["driver"]
    drivers.remove_driver(driven, 3)
    assert driven.rows(Change)[1].driver_id == 1
    drivers.remove_driver(driven, 1)
    assert driven.rows(Change)[1].driver_id is None
    assert names(driven) == ["Readiness", "Care before birth"]
    driven.undo()
    driven.undo()
    assert dump(driven.store)["driver"] == before
    assert driven.rows(Change)[1].driver_id == 3


def test_the_diagram_holds_everything_once_and_nothing_overlaps(driven: Workspace) -> None:
    made = drivers.diagram(driven, Translator("en"))
    keys = [box.key for box in made.boxes if box.key]
    assert sorted(keys) == sorted(["aim", *(f"driver:{n}" for n in range(1, 5)), "change:1", "change:2"])
    assert "Without a driver yet" in {" ".join(box.lines) for box in made.boxes}
    for column in range(4):
        mine = sorted((box for box in made.boxes if box.column == column), key=lambda box: box.y)
        assert all(up.y + up.high <= low.y for up, low in pairwise(mine))
    assert all(box.y + box.high <= made.high and box.x + box.wide <= made.wide + 0.01 for box in made.boxes)


def test_the_printed_diagram_goes_on_over_pages(driven: Workspace, tmp_path: Path) -> None:
    assert drivers.print_diagram(driven, Translator("fr"), tmp_path / "one.pdf") == 1
    for number in range(30):
        changes.edit_change(
            driven, Change(collaborative_id=1, name=f"Idea {number}", driver_id=2 + number % 2), []
        )
    pages = drivers.print_diagram(driven, Translator("en"), tmp_path / "more.pdf")
    with pypdfium2.PdfDocument(tmp_path / "more.pdf") as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert len(texts) == pages > 1
    lines = [line for text in texts for line in text.splitlines()]
    assert all(lines.count(f"Idea {number}") == 1 for number in range(30))
    assert f"Page {pages} of {pages}" in texts[-1]
