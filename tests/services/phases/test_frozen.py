"""No frozen median moves silently: what an edit, an exclusion, an undo would move is known before it is done."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collabdesk.models.measures import Indicator, Observation
from collabdesk.services import imports
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.imports import Draft, medians
from collabdesk.services.phases import frozen, phases
from collabdesk.services.phases.frozen import Move
from collabdesk.services.phases.phases import Decision
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump
from tests.services.conftest import JAN

PARTOGRAPH = 1


def freeze(workspace: Workspace, team: int | None, window: tuple[int, int] = (JAN, JAN + 5)) -> None:
    phases.decide(workspace, Decision(indicator_id=PARTOGRAPH, team_id=team, window=window))


def typed(workspace: Workspace, team: int, step: int, text: str) -> list[Move]:
    cell = Typed(indicator_id=PARTOGRAPH, team_id=team, period=JAN + step, text=text)
    return frozen.of_edits(workspace, observations.rows_of(workspace, [cell]))


def enter(workspace: Workspace, team: int, step: int, text: str) -> None:
    observations.enter(
        workspace, [Typed(indicator_id=PARTOGRAPH, team_id=team, period=JAN + step, text=text)]
    )


def test_without_a_frozen_baseline_nothing_is_asked(furnished: Workspace) -> None:
    assert typed(furnished, 1, 0, "20/20") == []


def test_a_number_in_the_window_moves_the_teams_median(furnished: Workspace) -> None:
    freeze(furnished, 1)
    (move,) = typed(furnished, 1, 1, "20/20")
    assert (move.team_id, move.before, move.after) == (1, 42.5, 45)
    assert typed(furnished, 1, 6, "1/20") == []
    assert typed(furnished, 2, 1, "20/20") == []


def test_a_number_that_leaves_the_median_where_it_is_asks_nothing(furnished: Workspace) -> None:
    freeze(furnished, 1)
    assert typed(furnished, 1, 0, "18/40") == []
    assert typed(furnished, 1, 0, "19/20") == []


def test_clearing_the_whole_window_leaves_no_median(furnished: Workspace) -> None:
    freeze(furnished, 1, (JAN, JAN))
    (move,) = typed(furnished, 1, 0, "")
    assert (move.before, move.after) == (45, None)
    assert "from 45.0 % to –" in str(frozen.question(furnished, [move]))


def test_the_baseline_of_all_moves_the_teams_and_the_pooled_median(furnished: Workspace) -> None:
    freeze(furnished, None)
    moves = typed(furnished, 1, 1, "20/20")
    assert [move.team_id for move in moves] == [1, None]
    said = str(frozen.question(furnished, moves))
    assert said.startswith(
        "This lies in a frozen baseline. It would move the median of Tolveni HC IV, Partograph completed, "
        "from 42.5 % to 45.0 % and the median of all teams together"
    )


def test_a_team_with_its_own_baseline_still_moves_that_of_all(furnished: Workspace) -> None:
    freeze(furnished, None)
    freeze_own = Decision(
        indicator_id=PARTOGRAPH,
        team_id=1,
        phase_id=phases.timeline(furnished, PARTOGRAPH, 1)[0].phase.id,
        window=(JAN + 2, JAN + 5),
    )
    phases.decide(furnished, freeze_own)
    assert [move.team_id for move in typed(furnished, 1, 1, "20/20")] == [None]


def test_excluding_moves_it_and_including_moves_it_back(furnished: Workspace) -> None:
    freeze(furnished, 1)
    (move,) = frozen.of_exclusion(furnished, (PARTOGRAPH, 1, JAN), excluded=True)
    assert (move.before, move.after) == (42.5, 40)
    observations.set_excluded(furnished, PARTOGRAPH, 1, JAN, excluded=True)
    (back,) = frozen.of_exclusion(furnished, (PARTOGRAPH, 1, JAN), excluded=False)
    assert (back.before, back.after) == (40, 42.5)
    assert typed(furnished, 1, 0, "20/20") == []


def test_undo_and_redo_say_what_they_would_move(furnished: Workspace) -> None:
    freeze(furnished, 1)
    enter(furnished, 1, 1, "20/20")
    (move,) = frozen.of_next_undo(furnished, backwards=True)
    assert (move.before, move.after) == (45, 42.5)
    furnished.undo()
    (again,) = frozen.of_next_undo(furnished, backwards=False)
    assert (again.before, again.after) == (42.5, 45)
    observations.set_excluded(furnished, PARTOGRAPH, 1, JAN, excluded=True)
    (out,) = frozen.of_next_undo(furnished, backwards=True)
    assert (out.before, out.after) == (40, 42.5)


def test_undoing_what_has_nothing_to_do_with_a_baseline_asks_nothing(furnished: Workspace) -> None:
    freeze(furnished, 1)
    assert frozen.of_next_undo(furnished, backwards=True) == []
    assert frozen.of_next_undo(furnished, backwards=False) == []
    indicators.save_indicator(furnished, replace(furnished.rows(Indicator)[1], name="Other"))
    assert frozen.of_next_undo(furnished, backwards=True) == []


def test_many_medians_are_counted(furnished: Workspace) -> None:
    for team in (1, 2, 3):
        freeze(furnished, team)
    rows: dict[tuple[int, int, int], Observation | None] = {
        (PARTOGRAPH, team, JAN + step): None for team in (1, 2, 3) for step in range(1, 6)
    }
    moves = frozen.of_edits(furnished, rows)
    assert [move.team_id for move in moves] == [1, 2]  # team 3 is at 25 % in every month
    assert "1 other line" in str(frozen.question(furnished, [*moves, moves[0]]))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([1, 2, 3]),
    st.integers(-2, 13),
    st.sampled_from(["", "0/0", "3/20", "20/20", "25/20", "55%"]),
)
def test_what_is_foretold_is_what_happens(furnished: Workspace, team: int, step: int, text: str) -> None:
    before = dump(furnished.store)
    freeze(furnished, None)
    own = Decision(
        indicator_id=PARTOGRAPH,
        team_id=2,
        phase_id=phases.timeline(furnished, PARTOGRAPH, 2)[0].phase.id,
        window=(JAN + 1, JAN + 7),
    )
    phases.decide(furnished, own)
    medians = {key: phases.timeline(furnished, PARTOGRAPH, key)[0].median for key in (1, 2, 3, None)}
    foretold = {move.team_id: move.after for move in typed(furnished, team, step, text)}
    enter(furnished, team, step, text)
    found = {key: phases.timeline(furnished, PARTOGRAPH, key)[0].median for key in (1, 2, 3, None)}
    moved = {key: after for key, after in found.items() if after != pytest.approx(medians[key])}
    assert foretold == pytest.approx(moved)
    while dump(furnished.store) != before:
        furnished.undo()


def drafted(workspace: Workspace, folder: Path, text: str) -> Draft:
    path = folder / "return.csv"
    path.write_text("Facility,Month,Indicator,Numerator,Denominator\n" + text, encoding="utf-8")
    return imports.open_draft(workspace, path)


def test_a_plan_says_which_frozen_medians_it_would_move(furnished: Workspace, tmp_path: Path) -> None:
    freeze(furnished, 1, (JAN - 2, JAN + 5))
    text = "Tolveni HC IV,2025-02,PARTO,20,20\nTolveni HC IV,2024-12,PARTO,20,20\nTolveni HC IV,2026-01,PARTO,1,20\n"
    draft = drafted(furnished, tmp_path, text)
    plan = imports.make_plan(furnished, draft)
    (kept,) = medians.of_plan(furnished, plan)
    assert (kept.team_id, kept.before, kept.after) == (1, 42.5, 45)
    keys = [conflict.key for conflict in plan.conflicts]
    (replaced,) = medians.of_plan(furnished, plan, keys)
    assert replaced.after == 45
    done = imports.apply(furnished, draft, plan, keys)
    assert phases.timeline(furnished, PARTOGRAPH, 1)[0].median == replaced.after
    assert done.batch_id is not None
    (back,) = medians.of_revert(furnished, done.batch_id)
    assert (back.before, back.after) == (45, 42.5)
    enter(furnished, 1, 1, "19/20")
    enter(furnished, 1, -1, "19/20")
    assert medians.of_revert(furnished, done.batch_id) == []  # these were edited since, and stay


def test_a_large_import_is_looked_through_at_once(furnished: Workspace) -> None:
    rows: dict[tuple[int, int, int], Observation | None] = {
        (PARTOGRAPH, team, JAN - 10_000 + step): None for team in (1, 2, 3) for step in range(30_000)
    }
    freeze(furnished, None)
    began = time.perf_counter()
    moves = frozen.of_edits(furnished, rows)
    assert {move.team_id for move in moves} == {1, 2, 3, None}
    assert time.perf_counter() - began < 2
