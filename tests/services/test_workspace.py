"""One door, one notice, and a cube that is patched to what a fresh load would give (architecture.md, 2 to 4)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Indicator, IndicatorKind, Observation
from collabdesk.models.places import Collaborative, Team
from collabdesk.services import cubes
from collabdesk.services.changeset import ChangeSet
from collabdesk.services.cubes import cube_of
from collabdesk.services.data import observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import collaboratives, indicators, teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN


def heard(workspace: Workspace) -> list[ChangeSet]:
    found: list[ChangeSet] = []
    workspace.listen(found.append)
    return found


def test_an_edit_is_told_once_with_what_it_touched(furnished: Workspace) -> None:
    notices = heard(furnished)
    observations.enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN, text="19/20")])
    (notice,) = notices
    assert notice.kinds == {"observation"}
    assert notice.team_ids == {2}
    assert notice.indicator_ids == {1}
    assert notice.cells == {(1, 2, JAN)}
    assert notice.label == "Mashiru HC III, Partograph completed, Jan 2025: 19/20"


def test_undo_and_redo_are_told_like_edits(furnished: Workspace) -> None:
    observations.enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN, text="19/20")])
    notices = heard(furnished)
    furnished.undo()
    furnished.redo()
    assert [notice.cells for notice in notices] == [{(1, 2, JAN)}] * 2


def test_a_listener_that_stopped_hears_nothing(furnished: Workspace) -> None:
    found: list[ChangeSet] = []
    stop = furnished.listen(found.append)
    stop()
    teams.add_teams(furnished, [TeamRow(name="New")])
    assert found == []


def test_small_tables_follow_edits(furnished: Workspace) -> None:
    assert len(furnished.rows(Team)) == 3
    teams.add_teams(furnished, [TeamRow(name="New")])
    assert len(furnished.rows(Team)) == 4
    furnished.undo()
    assert len(furnished.rows(Team)) == 3


def test_nothing_is_said_when_nothing_changed(furnished: Workspace) -> None:
    notices = heard(furnished)
    observations.enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN + 40, text="")])
    assert notices == []


edits = st.lists(
    st.tuples(
        st.sampled_from(
            ["enter", "clear", "nocases", "exclude", "include", "undo", "redo", "team", "gone", "kind"]
        ),
        st.integers(1, 4),
        st.integers(-2, 14),
        st.integers(0, 30),
    ),
    max_size=10,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_a_patched_cube_equals_a_reloaded_one(
    furnished: Workspace, script: list[tuple[str, int, int, int]]
) -> None:
    cube_of(furnished)
    for name, team, step, number in script:
        play(furnished, name, team, JAN + step, number)
        assert cube_of(furnished).same_as(cubes.load(furnished, "month"))


def play(workspace: Workspace, name: str, team: int, period: int, number: int) -> None:
    texts = {"enter": f"{number}/{max(1, number // 2)}", "clear": "", "nocases": "0/0"}
    if name == "undo":
        workspace.undo()
    elif name == "redo":
        workspace.redo()
    elif name == "kind" and 2 in workspace.rows(Indicator):
        indicator = workspace.rows(Indicator)[2]
        workspace.transact("x", lambda writer: writer.change(indicator, multiplier=float(number + 1)))
    elif name == "team":
        workspace.transact(
            "x", lambda w: w.add(Team(collaborative_id=workspace.collaborative.id, name=f"T{number}"))
        )
    elif team not in workspace.rows(Team) or 1 not in workspace.rows(Indicator):
        return
    elif name in texts:
        observations.enter(workspace, [Typed(indicator_id=1, team_id=team, period=period, text=texts[name])])
    elif name == "gone":
        teams.remove_teams(workspace, [team])
    else:
        observations.set_excluded(workspace, 1, team, period, excluded=name == "exclude")


def test_several_collaboratives_share_a_file_not_their_numbers(furnished: Workspace) -> None:
    other = collaboratives.save_collaborative(furnished, Collaborative(name="Clean Hands"))
    notices = heard(furnished)
    furnished.switch(other.id)
    assert notices
    assert furnished.mine(Team) == []
    assert cube_of(furnished).indicator_ids == ()
    furnished.close()
    with pytest.raises(UserFacingError, match="it holds “Safe Birth”, “Clean Hands”"):
        collaboratives.open_file(furnished.path, "Ada", "Nothing")


def test_undoing_the_making_of_the_current_collaborative_moves_to_another(furnished: Workspace) -> None:
    other = collaboratives.save_collaborative(furnished, Collaborative(name="Clean Hands"))
    furnished.switch(other.id)
    furnished.undo()
    assert furnished.collaborative.name == "Safe Birth"


def test_a_read_only_workspace_follows_the_writer(furnished: Workspace) -> None:
    reader = collaboratives.open_file(furnished.path, "Ben")
    assert reader.read_only
    assert reader.holder is not None
    assert cube_of(reader).same_as(cube_of(furnished))
    assert not reader.look_for_changes_of_others()
    observations.enter(furnished, [Typed(indicator_id=1, team_id=2, period=JAN, text="19/20")])
    assert reader.look_for_changes_of_others()
    assert cube_of(reader).same_as(cube_of(furnished))
    reader.close()


def test_closing_after_an_edit_makes_a_backup(furnished: Workspace) -> None:
    from collabdesk.models import backups

    furnished.close()
    assert backups.last_backup(furnished.path) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/20", (12, 20, None)),
        (" 12 / 20 ", (12, 20, None)),
        ("1 204/2\u00a0429", (1204, 2429, None)),
        ("12,5/20", (12.5, 20, None)),
        ("60%", (None, None, 60)),
        ("60,5 %", (None, None, 60.5)),
        ("25/20", (25, 20, None)),
    ],
)
def test_a_proportion_is_typed(text: str, expected: tuple[float | None, ...]) -> None:
    numbers = observations.parse(Indicator(collaborative_id=1, name="P"), text)
    assert (numbers.numerator, numbers.denominator, numbers.value) == expected


@pytest.mark.parametrize(
    "text", ["12", "12/0", "-1/20", "abc", "12/20/30", "inf/3", "99999999999/2", "12//20", "%"]
)
def test_what_is_no_proportion_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(observations.RefusedError) as refused:
        observations.parse(Indicator(collaborative_id=1, name="P"), text)
    assert text.strip("%").split("/")[0][:8] in refused.value.sentence


@pytest.mark.parametrize("text", ["0/0", "nc", "No cases"])
def test_no_cases_is_not_zero(text: str) -> None:
    numbers = observations.parse(Indicator(collaborative_id=1, name="P"), text)
    assert numbers.state == 2
    zero = observations.parse(Indicator(collaborative_id=1, name="P"), "0/20")
    assert zero.state == 1
    assert zero.numerator == 0


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_what_is_shown_is_read_back(numerator: int, denominator: int) -> None:
    indicator = Indicator(collaborative_id=1, name="P")
    row = Observation(indicator_id=1, team_id=1, period=1, numerator=numerator, denominator=denominator)
    numbers = observations.parse(indicator, observations.text_of(row))
    assert (numbers.numerator, numbers.denominator) == (numerator, denominator)


@given(st.floats(0, 1e6, allow_nan=False))
def test_a_count_that_is_shown_is_read_back(value: float) -> None:
    indicator = Indicator(collaborative_id=1, name="C", kind=IndicatorKind.COUNT)
    row = Observation(indicator_id=1, team_id=1, period=1, value=round(value, 3))
    assert observations.parse(indicator, observations.text_of(row)).value == pytest.approx(round(value, 3))


def test_a_bad_cell_of_a_paste_leaves_everything_as_it_was(furnished: Workspace) -> None:
    good = Typed(indicator_id=1, team_id=1, period=JAN, text="1/20")
    bad = Typed(indicator_id=1, team_id=2, period=JAN, text="oops")
    before = furnished.store.all(Observation)
    with pytest.raises(observations.RefusedError, match="oops"):
        observations.enter(furnished, [good, bad])
    assert furnished.store.all(Observation) == before


def test_doubts_are_kept_and_told(furnished: Workspace) -> None:
    today = (dt.date.today().year + 1) * 12
    cells = [
        Typed(indicator_id=1, team_id=1, period=JAN, text="25/20"),
        Typed(indicator_id=1, team_id=1, period=today, text="5/20"),
        Typed(indicator_id=1, team_id=3, period=JAN + 11, text="5/20"),
    ]
    doubts = observations.enter(furnished, cells)
    assert [doubt.cell for doubt in doubts] == cells
    assert furnished.store.get(Observation, 1, 1, JAN).numerator == 25
    assert cube_of(furnished).suspect.sum() == 1


def test_a_note_stays_without_a_number_and_without_note_the_row_goes(furnished: Workspace) -> None:
    observations.set_note(furnished, 1, 1, JAN, "register lost")
    observations.enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN, text="")])
    kept = furnished.store.get(Observation, 1, 1, JAN)
    assert (kept.note, kept.state) == ("register lost", 0)
    observations.set_note(furnished, 1, 1, JAN, "")
    assert furnished.store.get(Observation, 1, 1, JAN) is None


def test_a_period_type_is_fixed_once_there_are_numbers(furnished: Workspace) -> None:
    from dataclasses import replace

    with pytest.raises(UserFacingError, match="cannot change"):
        indicators.save_indicator(furnished, replace(furnished.rows(Indicator)[1], period_type="week"))
    indicators.save_indicator(furnished, replace(furnished.rows(Indicator)[2], period_type="week"))
    assert cube_of(furnished, "week").indicator_ids == (2,)


def test_what_is_made_of_a_table_is_kept_until_the_table_is_edited(furnished: Workspace) -> None:
    def names(known: dict[int, Team]) -> list[str]:
        return [team.name for team in known.values()]

    before = furnished.derived(Team, names)
    observations.enter(furnished, [Typed(indicator_id=1, team_id=1, period=JAN, text="1/20")])
    assert furnished.derived(Team, names) is before
    teams.add_teams(furnished, [TeamRow(name="Another")])
    assert furnished.derived(Team, names) == [*before, "Another"]


def test_with_another_collaborative_its_own_numbers_are_read(furnished: Workspace) -> None:
    second = collaboratives.save_collaborative(furnished, Collaborative(name="Clean Wards"))
    assert len(cube_of(furnished, "month").team_ids) == 3
    furnished.switch(second.id)
    assert cube_of(furnished, "month").team_ids == ()
    (alone,) = teams.add_teams(furnished, [TeamRow(name="Alone")])
    assert cube_of(furnished, "month").team_ids == (alone.id,)
    furnished.switch(1)
    assert len(cube_of(furnished, "month").team_ids) == 3
