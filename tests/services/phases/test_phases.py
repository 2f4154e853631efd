"""Baselines as people decide them: what is written, what is refused, what every chart then shows; and undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collabdesk.charts.spec import LineStyle
from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Phase
from collabdesk.services.charts.series import phases_of, pooled_chart, team_chart
from collabdesk.services.phases import phase_history, phases
from collabdesk.services.phases.phases import Decision
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump
from tests.services.conftest import JAN

PARTOGRAPH = 1
FIRST_HALF = (JAN, JAN + 5)


def freeze(workspace: Workspace, team_id: int | None, window: tuple[int, int] | None = FIRST_HALF) -> None:
    phases.decide(
        workspace, Decision(indicator_id=PARTOGRAPH, team_id=team_id, window=window, reason="before LS1")
    )


def begin(
    workspace: Workspace, team_id: int | None, starts: int, window: tuple[int, int] | None = None
) -> None:
    decision = Decision(indicator_id=PARTOGRAPH, team_id=team_id, starts=starts, window=window)
    phases.decide(workspace, decision)


def change(workspace: Workspace, phase: Phase, window: tuple[int, int] | None, reason: str = "") -> None:
    decision = Decision(
        indicator_id=PARTOGRAPH,
        team_id=phase.team_id,
        phase_id=phase.id,
        starts=phase.starts,
        window=window,
        reason=reason,
    )
    phases.decide(workspace, decision)


def test_a_frozen_baseline_says_who_when_and_why(furnished: Workspace) -> None:
    freeze(furnished, 1)
    (phase,) = phases_of(furnished, PARTOGRAPH, 1)
    assert (phase.team_id, phase.first, phase.last, phase.frozen) == (1, *FIRST_HALF, True)
    assert (phase.person, phase.reason) == ("Ada", "before LS1")
    assert phases_of(furnished, PARTOGRAPH, 2) == []
    entry = furnished.next_undo()
    assert entry is not None
    assert entry.label == (
        "Baseline of Tolveni HC IV, Partograph completed: frozen on Jan 2025 to Jun 2025: before LS1"
    )


def test_the_chart_follows_and_the_old_median_stays(furnished: Workspace) -> None:
    freeze(furnished, 1)
    begin(furnished, 1, JAN + 6)
    lines = team_chart(furnished, PARTOGRAPH, 1).centre
    assert [(line.style, line.old, line.y) for line in lines] == [
        (LineStyle.BASELINE, True, 42.5),
        (LineStyle.PROVISIONAL, False, 82.5),
    ]
    change(furnished, phases_of(furnished, PARTOGRAPH, 1)[1], (JAN + 6, JAN + 11))
    current = team_chart(furnished, PARTOGRAPH, 1).centre[-1]
    assert (current.style, current.y, current.first) == (LineStyle.BASELINE, 82.5, 6)


def test_a_first_phase_covers_the_numbers_before_its_baseline(furnished: Workspace) -> None:
    freeze(furnished, 1, (JAN + 2, JAN + 5))
    begin(furnished, 1, JAN + 6)
    assert team_chart(furnished, PARTOGRAPH, 1).centre[0].first == 0


def test_a_team_that_follows_all_gets_its_own_phases_when_it_differs(furnished: Workspace) -> None:
    freeze(furnished, None)
    shared = phases_of(furnished, PARTOGRAPH, None)
    begin(furnished, 1, JAN + 6)
    own = phases_of(furnished, PARTOGRAPH, 1)
    assert [(one.team_id, one.starts) for one in own] == [(1, None), (1, JAN + 6)]
    assert (own[0].person, own[0].reason, own[0].decided) == (
        shared[0].person,
        shared[0].reason,
        shared[0].decided,
    )
    assert phases_of(furnished, PARTOGRAPH, None) == shared == phases_of(furnished, PARTOGRAPH, 2)
    phases.follow_all_teams(furnished, PARTOGRAPH, 1)
    assert phases_of(furnished, PARTOGRAPH, 1) == shared


def test_a_new_phase_without_a_baseline_before_keeps_what_was_before(furnished: Workspace) -> None:
    begin(furnished, 1, JAN + 6)
    first, second = phases_of(furnished, PARTOGRAPH, 1)
    assert (first.starts, first.frozen, second.starts, second.frozen) == (None, False, JAN + 6, False)
    assert [line.y for line in team_chart(furnished, PARTOGRAPH, 1).centre] == [42.5, 82.5]


def test_unfreezing_and_removing(furnished: Workspace) -> None:
    freeze(furnished, 1)
    change(furnished, phases_of(furnished, PARTOGRAPH, 1)[0], None, "too early")
    (phase,) = phases_of(furnished, PARTOGRAPH, 1)
    assert (phase.frozen, phase.first, phase.reason) == (False, JAN, "too early")
    begin(furnished, 1, JAN + 6)
    phases.remove(furnished, PARTOGRAPH, 1, phase.id, "a slip")
    (left,) = phases_of(furnished, PARTOGRAPH, 1)
    assert left.starts is None
    entry = furnished.next_undo()
    assert entry is not None
    assert entry.label == "Remove a phase of Tolveni HC IV, Partograph completed: a slip"
    phases.remove(furnished, PARTOGRAPH, 1, left.id)
    assert phases_of(furnished, PARTOGRAPH, 1) == []


def test_the_baseline_of_all_is_not_taken_away_for_one(furnished: Workspace) -> None:
    freeze(furnished, None)
    (shared,) = phases_of(furnished, PARTOGRAPH, 1)
    with pytest.raises(UserFacingError, match="holds for all teams"):
        phases.remove(furnished, PARTOGRAPH, 1, shared.id)
    begin(furnished, None, JAN + 6)
    phases.remove(furnished, PARTOGRAPH, 1, phases_of(furnished, PARTOGRAPH, 1)[1].id)
    assert [one.team_id for one in phases_of(furnished, PARTOGRAPH, 1)] == [1]
    assert len(phases_of(furnished, PARTOGRAPH, None)) == 2


def test_the_history_says_who_did_what_and_why(furnished: Workspace) -> None:
    freeze(furnished, 1)
    change(furnished, phases_of(furnished, PARTOGRAPH, 1)[0], None, "too early")
    furnished.undo()
    freeze(furnished, 2)
    found = phase_history.history(furnished, PARTOGRAPH, 1)
    assert [(one.kind, one.person) for one in found] == [("undo", "Ada"), ("edit", "Ada"), ("edit", "Ada")]
    assert found[1].said == "Unfreeze the baseline of Tolveni HC IV, Partograph completed: too early"
    freeze(furnished, None)
    assert "all teams" in phase_history.history(furnished, PARTOGRAPH, 1)[0].said


def test_the_timeline_tells_medians_and_points(furnished: Workspace) -> None:
    freeze(furnished, None)
    begin(furnished, None, JAN + 6)
    facts = phases.timeline(furnished, PARTOGRAPH, 1)
    assert [(one.first, one.last, one.median, one.n_points, one.own) for one in facts] == [
        (None, JAN + 5, 42.5, 6, False),
        (JAN + 6, None, 82.5, 6, False),
    ]
    pooled = phases.timeline(furnished, PARTOGRAPH, None)
    shown = pooled_chart(furnished, PARTOGRAPH).centre
    assert [one.median for one in pooled] == pytest.approx([shown[0].y, shown[-1].y])


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision(indicator_id=1, team_id=1, window=(JAN, JAN + 3)), "already"),
        (Decision(indicator_id=1, team_id=1, starts=JAN + 6, window=None), "begins there already"),
        (Decision(indicator_id=1, team_id=1, starts=JAN + 8, window=(JAN + 7, JAN + 9)), "before its phase"),
        (Decision(indicator_id=1, team_id=1, starts=JAN + 8, window=(JAN + 9, JAN + 8)), "ends before"),
        (Decision(indicator_id=1, team_id=1, starts=JAN + 3, window=(JAN + 3, JAN + 6)), "into the next"),
        (Decision(indicator_id=1, team_id=1, starts=JAN + 30, window=(JAN + 30, JAN + 31)), "no numbers"),
        (Decision(indicator_id=1, team_id=1, phase_id=99, window=None), "no longer there"),
        (Decision(indicator_id=1, team_id=1, phase_id=1, window=(JAN, JAN + 7)), "into the next"),
        (Decision(indicator_id=1, team_id=1, phase_id=1, starts=JAN, window=None), "first phase"),
        (Decision(indicator_id=1, team_id=1, phase_id=2, window=None), "first phase"),
    ],
)
def test_what_cannot_be_a_phase_is_refused(furnished: Workspace, decision: Decision, said: str) -> None:
    freeze(furnished, 1)
    begin(furnished, 1, JAN + 6)
    before = dump(furnished.store)
    with pytest.raises(UserFacingError, match=said):
        phases.decide(furnished, decision)
    assert dump(furnished.store) == before


def test_a_phase_stays_between_its_neighbours(furnished: Workspace) -> None:
    for starts in (JAN + 4, JAN + 8):
        begin(furnished, 1, starts)
    _first, second, third = phases_of(furnished, PARTOGRAPH, 1)
    for phase, starts in ((second, JAN + 9), (third, JAN + 2)):
        with pytest.raises(UserFacingError, match="neighbours"):
            change(furnished, replace(phase, starts=starts), None)
    change(furnished, replace(second, starts=JAN + 5), None)
    assert [one.starts for one in phases_of(furnished, PARTOGRAPH, 1)] == [None, JAN + 5, JAN + 8]


def test_several_decisions_are_one_edit_or_none(furnished: Workspace) -> None:
    good = [Decision(indicator_id=1, team_id=team, window=FIRST_HALF) for team in (1, 2)]
    bad = Decision(indicator_id=1, team_id=3, window=(JAN + 40, JAN + 41))
    before = dump(furnished.store)
    with pytest.raises(UserFacingError):
        phases.decide_all(furnished, [*good, bad])
    assert dump(furnished.store) == before
    phases.decide_all(furnished, good, "Two")
    furnished.undo()
    assert dump(furnished.store) == before


steps = st.lists(
    st.tuples(
        st.sampled_from(["freeze", "begin", "change", "unfreeze", "remove", "follow", "undo", "redo"]),
        st.sampled_from([None, 1, 2]),
        st.integers(0, 12),
        st.integers(0, 6),
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_script_is_undone_whole_and_leaves_phases_in_order(
    furnished: Workspace, script: list[tuple[str, int | None, int, int]]
) -> None:
    made = furnished.next_undo()
    for name, team, step, length in script:
        if name == "undo" and furnished.next_undo() == made:
            continue  # what the office was furnished with is no part of the script
        before, undone = dump(furnished.store), name in ("undo", "redo")
        last = furnished.next_undo()
        try:
            play(furnished, name, team, step, length)
        except UserFacingError:
            assert dump(furnished.store) == before
        if not undone and furnished.next_undo() != last:
            after = dump(furnished.store)
            furnished.undo()
            assert dump(furnished.store) == before
            furnished.redo()
            assert dump(furnished.store) == after
        for one in (None, 1, 2):
            chosen = phases_of(furnished, PARTOGRAPH, one)
            starts = [phase.starts for phase in chosen]
            assert starts[:1] in ([], [None])
            assert starts[1:] == sorted({at for at in starts[1:] if at is not None})
            team_chart(furnished, PARTOGRAPH, one or 1)


def play(workspace: Workspace, name: str, team: int | None, step: int, length: int) -> None:
    window = (JAN + step, JAN + step + length)
    chosen = phases_of(workspace, PARTOGRAPH, team)
    if name == "freeze":
        freeze(workspace, team, window)
    elif name == "begin":
        begin(workspace, team, JAN + step, window if length % 2 else None)
    elif name in ("change", "unfreeze") and chosen:
        phase = chosen[step % len(chosen)]
        decision = Decision(
            indicator_id=PARTOGRAPH,
            team_id=team,
            phase_id=phase.id,
            starts=phase.starts,
            window=window if name == "change" else None,
        )
        phases.decide(workspace, decision)
    elif name == "remove" and chosen:
        phases.remove(workspace, PARTOGRAPH, team, chosen[step % len(chosen)].id)
    elif name == "follow" and team is not None:
        phases.follow_all_teams(workspace, PARTOGRAPH, team)
    elif name == "undo":
        workspace.undo()
    elif name == "redo":
        workspace.redo()
