"""The columns that become the cube hold exactly the numbers of the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from collabdesk.models.columns import load_columns
from collabdesk.models.measures import Exclusion, Indicator, Observation, State
from collabdesk.models.places import Team
from collabdesk.models.store import Store
from collabdesk.models.writer import Writer

AWKWARD = (
    (4.0, 20.0, None, None),
    (0.1 + 0.2, 3.0, None, None),
    (None, None, 72.333333333333329, 1.0 / 3.0),
    (-5.0, None, -0.5, None),
    (2.0**53 - 1, 2.0**60, 0.0, 0.0),
    (1e300, 5e-324, 1e15 + 0.3, None),
    (None, None, None, None),
)
"""Fractions that need 17 digits, numbers beyond 64 bits, gaps: (numerator, denominator, value, spread)."""


def written(store: Store, rows: list[Observation]) -> None:
    store.transact("Ada", "Numbers", lambda writer: writer.put_observations(rows))


def row(indicator_id: int, team_id: int, period: int, numbers: tuple[float | None, ...]) -> Observation:
    numerator, denominator, value, spread = numbers
    state = State.REPORTED if any(one is not None for one in numbers) else State.NO_CASES
    return Observation(
        indicator_id=indicator_id, team_id=team_id, period=period, state=state,
        numerator=numerator, denominator=denominator, value=value, spread=spread,
    )  # fmt: skip


def loaded(store: Store, indicator_ids: list[int]) -> dict[tuple[int, int, int], tuple[object, ...]]:
    columns = load_columns(store, indicator_ids)
    names = ("numerator", "denominator", "value", "spread", "state", "excluded")
    keys = zip(*(columns[name].tolist() for name in ("indicator_id", "team_id", "period")), strict=True)
    rest = zip(*(columns[name].tolist() for name in names), strict=True)
    return {
        key: tuple(None if one != one else one for one in numbers)
        for key, numbers in zip(keys, rest, strict=True)
    }


def test_every_number_comes_back_to_the_last_bit(furnished: Store) -> None:
    teams = [team.id for team in furnished.all(Team)]
    (indicator,) = furnished.all(Indicator)

    def second(writer: Writer) -> int:
        return writer.add(replace(indicator, id=0, name="Whole", code="WHOLE")).id

    whole = furnished.transact("Ada", "Another", second)[0]
    rows = [row(indicator.id, teams[at % 2], 24320 + at, numbers) for at, numbers in enumerate(AWKWARD)]
    rows += [row(whole, teams[1], 24300 - at, (float(at), 2.0**60, None, None)) for at in range(5)]
    rows.append(row(whole, teams[0], 24310, (None, None, None, None)))
    written(furnished, rows)
    left_out = Exclusion(
        indicator_id=whole, team_id=teams[1], period=24298, reason="", decided=dt.datetime(2026, 3, 1)
    )
    furnished.transact("Ada", "Leave out", lambda writer: writer.add(left_out))
    found = loaded(furnished, [indicator.id, whole])
    for one in rows:
        excluded = (one.indicator_id, one.team_id, one.period) == (whole, teams[1], 24298)
        numbers = (one.numerator, one.denominator, one.value, one.spread)
        assert found[one.indicator_id, one.team_id, one.period] == (*numbers, int(one.state), excluded)
    assert len(found) == len(rows) + 3, "and those that were there"


@pytest.mark.parametrize("ids", [[], [999]])
def test_without_observations_the_columns_are_empty(furnished: Store, ids: list[int]) -> None:
    columns = load_columns(furnished, ids)
    assert {len(column) for column in columns.values()} == {0}
    assert (columns["state"].dtype, columns["period"].dtype) == (np.int8, np.int64)
