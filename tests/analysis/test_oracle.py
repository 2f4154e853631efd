"""The vectorised pass against brute force, on series that touch the line, tie, break off and repeat."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from collabdesk.analysis.runchart import analyse_many
from collabdesk.analysis.scan import PhasePlan
from tests.analysis import oracle

SEVENTHS = [n * 0.1 for n in range(8)] + [0.1 + 0.2, 0.7 - 0.1 - 0.1 - 0.1]
value = st.one_of(
    st.none(),
    st.integers(0, 6).map(float),
    st.sampled_from([100.0, 0.0, 87.2, 43.6 * 2, 100 * (87.2 / 100)]),
    st.sampled_from(SEVENTHS),
    st.floats(-1e6, 1e6, allow_nan=False, width=32),
)
few_values = st.one_of(st.none(), st.integers(0, 3).map(float))


@st.composite
def a_series(draw, length: int):
    kind = draw(st.sampled_from(["mixed", "few", "wave", "ceiling"]))
    if kind == "wave":
        steps = draw(st.lists(st.integers(-1, 1), min_size=length, max_size=length))
        values = np.cumsum([s * 0.1 for s in steps]).tolist()
    elif kind == "ceiling":
        values = draw(
            st.lists(st.sampled_from([100.0, 100.0, 100.0, 90.0, None]), min_size=length, max_size=length)
        )
    else:
        values = draw(st.lists(value if kind == "mixed" else few_values, min_size=length, max_size=length))
    excluded = draw(
        st.one_of(st.just([False] * length), st.lists(st.booleans(), min_size=length, max_size=length))
    )
    return values, excluded, draw(plans(length))


@st.composite
def plans(draw, length: int):
    cuts = sorted(draw(st.sets(st.integers(1, length - 1), max_size=2))) if length > 1 else []
    edges = [0, *cuts, length]
    made = []
    for first, stop in pairwise(edges):
        base = None
        if draw(st.booleans()):
            start = draw(st.integers(0, length - 1))
            base = (start, draw(st.integers(start, length - 1)))
        made.append((first, stop - 1, base))
    return made


@st.composite
def collection(draw):
    length = draw(st.integers(1, 40))
    return draw(st.lists(a_series(length), min_size=1, max_size=4))


@settings(max_examples=250, deadline=None)
@given(collection())
def test_the_pass_agrees_with_brute_force(several) -> None:
    values = np.array([[np.nan if v is None else v for v in s[0]] for s in several])
    excluded = np.array([s[1] for s in several])
    made = [[PhasePlan(first=a, last=b, base=base) for a, b, base in s[2]] for s in several]
    results = analyse_many(values, excluded=excluded, plans=made)
    for result, (own, out, wanted) in zip(results, several, strict=True):
        for phase, expected in zip(result.phases, oracle.series(own, out, wanted), strict=True):
            assert [(s.rule, s.direction, s.points) for s in phase.signals] == expected["signals"]
            for name in ("n_useful", "runs", "crossings", "longest_run", "centre", "frozen"):
                assert getattr(phase, name) == expected[name], name
        assert result.n_missing == own.count(None)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 9).map(float), min_size=61, max_size=90))
def test_long_series_agree_too(values) -> None:
    result = analyse_many(np.array([values]))[0]
    expected = oracle.series(values, [False] * len(values), [(0, len(values) - 1, None)])[0]
    assert [(s.rule, s.direction, s.points) for s in result.signals] == expected["signals"]
