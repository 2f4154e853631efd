"""How many charts would show a signal by chance alone, for the charts of an open file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from collabdesk.models.measures import Phase
from collabdesk.models.places import RuleSet
from collabdesk.services.charts import chance
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN

ALL = [(1, 1), (1, 2), (1, 3)]


def test_the_number_is_that_of_its_charts(furnished: Workspace) -> None:
    whole = chance.expected(furnished, ALL)
    assert whole == pytest.approx(sum(chance.expected(furnished, [pair]) for pair in ALL))
    assert 0.03 < whole < 0.4  # 12, 12 and 9 months, each against its own median
    assert chance.expected(furnished, [*ALL, *ALL]) == pytest.approx(2 * whole)
    assert chance.expected_signs(furnished, ALL) < whole


def test_a_frozen_baseline_and_other_rules_change_it(furnished: Workspace) -> None:
    before = chance.expected(furnished, ALL)
    frozen = Phase(indicator_id=1, first=JAN, last=JAN + 3, decided=dt.datetime(2026, 1, 1))
    furnished.transact("Baseline", lambda writer: writer.add(frozen))
    by_ihi = chance.expected(furnished, ALL)
    assert by_ihi > before * 2
    one = replace(furnished.collaborative, rules=RuleSet.ANHOEJ)
    furnished.transact("Rules", lambda writer: writer.put(one))
    assert chance.expected(furnished, ALL) < by_ihi


def test_only_a_frozen_baseline_counts_and_a_teams_own_goes_first(furnished: Workspace) -> None:
    before = chance.expected(furnished, ALL)
    proposed = Phase(indicator_id=1, first=JAN, last=JAN + 3, frozen=False, decided=dt.datetime(2026, 1, 1))
    furnished.transact("Proposed", lambda writer: writer.add(proposed))
    assert chance.expected(furnished, ALL) == before
    own = Phase(indicator_id=1, team_id=2, first=JAN, last=JAN + 3, decided=dt.datetime(2026, 1, 1))
    others = [chance.expected(furnished, [pair]) for pair in ((1, 1), (1, 3))]
    alone = chance.expected(furnished, [(1, 2)])
    furnished.transact("Own", lambda writer: writer.add(own))
    assert chance.expected(furnished, [(1, 2)]) > alone * 1.5
    assert [chance.expected(furnished, [pair]) for pair in ((1, 1), (1, 3))] == others


def test_a_new_phase_has_only_its_own_points(furnished: Workspace) -> None:
    first = Phase(indicator_id=1, first=JAN, last=JAN + 5, decided=dt.datetime(2026, 1, 1))
    second = Phase(
        indicator_id=1,
        starts=JAN + 8,
        first=JAN + 8,
        last=JAN + 11,
        frozen=False,
        decided=dt.datetime(2026, 1, 1),
    )
    furnished.transact("Baselines", lambda writer: (writer.add(first), writer.add(second)))
    assert chance.expected(furnished, ALL) == 0.0  # 4 points, 4 points and 1: too few for any rule


def test_no_charts_no_signals(workspace: Workspace) -> None:
    assert chance.expected(workspace, []) == 0


def test_what_is_printed() -> None:
    assert str(chance.said(24, 7.4)) == "By chance alone about 7 of these 24 charts would show a signal."
    assert str(chance.said(1, 0.3)) == "By chance alone a chart like this shows a signal 30 times in 100."
