"""The cube: derived values, the three states, and that a patched cube equals a reloaded one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.observations import MISSING, NO_CASES, REPORTED, Cell, Columns, IndicatorShape
from collabdesk.kinds import IndicatorKind

SHAPES = {
    1: IndicatorShape(kind=IndicatorKind.PROPORTION),
    2: IndicatorShape(kind=IndicatorKind.RATE, multiplier=1000.0),
    3: IndicatorShape(kind=IndicatorKind.COUNT),
    4: IndicatorShape(kind=IndicatorKind.MEAN),
    5: IndicatorShape(kind=IndicatorKind.TIME_BETWEEN),
}


def cube_of(*cells: Cell, teams=(10, 20)) -> ObservationCube:
    return ObservationCube.load(SHAPES, teams, Columns.of(cells))


def one(indicator: int, **numbers) -> tuple[float, int]:
    cube = cube_of(Cell(indicator_id=indicator, team_id=10, period=100, **numbers))
    at = cube.indicator_at(indicator), cube.team_at(10), 0
    return float(cube.value[at]), int(cube.state[at])


@pytest.mark.parametrize(
    ("indicator", "numbers", "value"),
    [
        (1, {"numerator": 12, "denominator": 20}, 60.0),
        (1, {"numerator": 0, "denominator": 20}, 0.0),
        (1, {"numerator": 25, "denominator": 20}, 125.0),
        (1, {"value": 85.0}, 85.0),
        (1, {"numerator": 12, "denominator": 20, "value": 61.0}, 60.0),
        (2, {"numerator": 3, "denominator": 1500}, 2.0),
        (3, {"value": 7.0}, 7.0),
        (3, {"numerator": 7.0}, 7.0),
        (4, {"value": 31.5, "denominator": 12}, 31.5),
        (4, {"numerator": 63.0, "denominator": 2}, 31.5),
        (4, {"value": 31.5, "denominator": 0}, 31.5),
        (5, {"value": 14.0}, 14.0),
    ],
)
def test_a_value_is_in_the_unit_of_the_axis(indicator: int, numbers: dict, value: float) -> None:
    assert one(indicator, **numbers) == (value, REPORTED)


@pytest.mark.parametrize(
    ("indicator", "numbers", "state"),
    [
        (1, {"numerator": 0, "denominator": 0}, NO_CASES),
        (2, {"numerator": 0, "denominator": 0}, NO_CASES),
        (1, {"state": NO_CASES}, NO_CASES),
        (1, {"numerator": 4}, MISSING),
        (1, {}, MISSING),
        (1, {"numerator": 4, "denominator": 5, "state": MISSING}, MISSING),
        (3, {"value": float("inf")}, MISSING),
    ],
)
def test_what_has_no_value_has_a_state(indicator: int, numbers: dict, state: int) -> None:
    value, found = one(indicator, **numbers)
    assert np.isnan(value)
    assert found == state


def test_a_numerator_above_its_denominator_is_kept_and_suspect() -> None:
    cube = cube_of(
        Cell(indicator_id=1, team_id=10, period=5, numerator=25, denominator=20),
        Cell(indicator_id=1, team_id=20, period=5, numerator=20, denominator=20),
        Cell(indicator_id=2, team_id=10, period=5, numerator=25, denominator=20),
    )
    assert np.argwhere(cube.suspect).tolist() == [[0, 0, 0]]


def test_axes_are_sorted_and_periods_without_gap() -> None:
    cube = cube_of(
        Cell(indicator_id=3, team_id=20, period=103, value=1),
        Cell(indicator_id=1, team_id=5, period=100, value=2),
    )
    assert (cube.indicator_ids, cube.team_ids) == ((1, 2, 3, 4, 5), (5, 10, 20))
    assert (cube.first_period, cube.last_period, cube.n_periods) == (100, 103, 4)
    assert cube.value[2, 2].tolist()[3] == 1


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(KeyError, match="9"):
        cube_of(Cell(indicator_id=9, team_id=10, period=1, value=1))


def test_an_empty_cube_can_be_patched() -> None:
    cube = cube_of()
    assert cube.n_periods == 0
    cube.patch([Cell(indicator_id=3, team_id=10, period=7, value=4)])
    assert (cube.first_period, cube.last_period) == (7, 7)
    assert cube.value[2, 0, 0] == 4


def test_clearing_a_cell_leaves_nothing_behind() -> None:
    cell = Cell(indicator_id=1, team_id=10, period=3, numerator=1, denominator=2, spread=1.0, excluded=True)
    cube = cube_of(cell)
    cube.patch([Cell(indicator_id=1, team_id=10, period=3, state=MISSING)])
    assert cube.same_as(cube_of())
    assert not cube.excluded.any()


def test_a_copy_is_not_touched_by_a_patch() -> None:
    cube = cube_of(Cell(indicator_id=3, team_id=10, period=3, value=1))
    other = cube.copy()
    cube.patch([Cell(indicator_id=3, team_id=10, period=3, value=2)])
    assert other.value[2, 0, 0] == 1
    assert not cube.same_as(other)


def test_a_changed_kind_derives_the_values_anew() -> None:
    cells = (
        Cell(indicator_id=1, team_id=10, period=3, numerator=1, denominator=2),
        Cell(indicator_id=1, team_id=10, period=4, numerator=0, denominator=0),
        Cell(indicator_id=1, team_id=20, period=4, value=50),
    )
    cube = cube_of(*cells)
    shapes = {**SHAPES, 1: IndicatorShape(kind=IndicatorKind.COUNT)}
    cube.reshape(shapes, [10, 20])
    assert cube.same_as(ObservationCube.load(shapes, [10, 20], Columns.of(cells)))
    assert cube.value[0].tolist()[0] == [1.0, 0.0]


def test_reshape_keeps_what_is_in_both_and_drops_the_rest() -> None:
    cells = [
        Cell(indicator_id=i, team_id=t, period=3, value=i * 100 + t) for i in (3, 4, 5) for t in (10, 20)
    ]
    cube = cube_of(*cells)
    shapes = {key: SHAPES[key] for key in (3, 5)}
    cube.reshape(shapes, [5, 20])
    kept = [cell for cell in cells if cell.indicator_id != 4 and cell.team_id == 20]
    assert cube.same_as(ObservationCube.load(shapes, [5, 20], Columns.of(kept)))


numbers = st.one_of(st.none(), st.integers(0, 5).map(float))
cell = st.builds(
    Cell,
    indicator_id=st.sampled_from(sorted(SHAPES)),
    team_id=st.sampled_from([10, 20, 30, 5]),
    period=st.integers(90, 99),
    numerator=numbers,
    denominator=numbers,
    value=numbers,
    spread=numbers,
    state=st.sampled_from([MISSING, REPORTED, REPORTED, NO_CASES]),
    excluded=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(cell, max_size=8), st.lists(st.lists(cell, max_size=4), max_size=4))
def test_a_patched_cube_equals_a_reloaded_one(loaded: list[Cell], patches: list[list[Cell]]) -> None:
    cube = cube_of(*loaded)
    table = {(c.indicator_id, c.team_id, c.period): c for c in loaded}
    for patch in patches:
        cube.patch(patch)
        table.update({(c.indicator_id, c.team_id, c.period): c for c in patch})
    kept = [c for c in table.values() if c.state != MISSING]
    reloaded = ObservationCube.load(SHAPES, cube.team_ids, Columns.of(kept))
    assert cube.same_as(reloaded)
    assert reloaded.same_as(cube)


def test_two_cubes_that_differ_in_one_thing_are_not_the_same() -> None:
    base = Cell(indicator_id=1, team_id=10, period=3, numerator=1, denominator=2)
    cube = cube_of(base)
    for other in (
        Cell(indicator_id=1, team_id=10, period=4, numerator=1, denominator=2),
        Cell(indicator_id=1, team_id=20, period=3, numerator=1, denominator=2),
        Cell(indicator_id=1, team_id=10, period=3, numerator=2, denominator=4),
        Cell(indicator_id=1, team_id=10, period=3, numerator=1, denominator=2, excluded=True),
    ):
        assert not cube.same_as(cube_of(other))
    assert not cube.same_as(cube_of(base, teams=(10, 20, 30)))
