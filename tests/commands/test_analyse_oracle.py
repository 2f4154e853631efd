"""`analyse --json` from outside, against the rules written once more: any chart, any rule set, frozen or in parts."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis import control_oracle, oracle
from tests.analysis.oracle import compare
from tests.commands.test_analyse import answered

RATIOS = ("p", "pp", "u", "up")
number = st.one_of(
    st.none(),
    st.integers(1, 9).map(float),
    st.floats(0.5, 40).map(lambda v: round(v, 3)),
    st.sampled_from(
        [5 * (1 + 3e-10), 5 * (1 - 9e-10), 5 * (1 + 2e-9), 5 * (1 - 1e-5)]
    ),  # ties, and nearly so
)


@st.composite
def tables(draw, chart: str):
    """Some series of unequal length: values or numerators, denominators, excluded, and the options."""
    series = []
    for _ in range(draw(st.integers(1, 3))):
        length = draw(st.one_of(st.integers(1, 3), st.integers(3, 26)))
        over = draw(st.lists(st.integers(0, 40), min_size=length, max_size=length))
        values = draw(st.lists(number, min_size=length, max_size=length))
        if chart in RATIOS:
            values = [
                None if v is None or not d else min(int(v), d) for v, d in zip(values, over, strict=True)
            ]
        out = draw(st.lists(st.sampled_from([False] * 5 + [True]), min_size=length, max_size=length))
        series.append((values, over, out))
    longest = max(len(one[0]) for one in series)
    options = draw(
        st.one_of(
            st.just([]),
            st.integers(1, longest).map(lambda n: ["--freeze", str(n)]),
            st.sets(st.integers(1, max(longest - 1, 1)), min_size=1, max_size=2).map(
                lambda cuts: ["--parts", ",".join(map(str, sorted(cuts)))] if longest > 1 else []
            ),
        )
    )
    return series, options


def written(path: Path, series, chart: str) -> Path:
    ratio = chart in RATIOS
    lines = ["series,numerator,denominator,excluded" if ratio else "series,value,excluded"]
    for at, (values, over, out) in enumerate(series):
        for value, size, excluded in zip(values, over, out, strict=True):
            none = ratio and not size  # no cases: 0 of 0
            cells = [f"s{at}", "0" if none else "" if value is None else repr(value)]
            lines.append(",".join([*cells, *([str(size)] if ratio else []), "1" if excluded else ""]))
    path.write_text("\n".join(lines) + "\n")
    return path


def plain(numbers: list) -> list[float]:
    return [math.nan if number is None else number for number in numbers]


def phases_of(length: int, options: list[str]) -> list[tuple[int, int, int]]:
    """(first, last, points of the baseline counted from the first)."""
    if not options or options[0] == "--freeze":
        return [(0, length - 1, min(int(options[1]), length) if options else length)]
    edges = [0, *(int(cut) for cut in options[1].split(",") if int(cut) < length), length]
    return [(a, b - 1, b - a) for a, b in pairwise(edges)]


def expected_phase(chart: str, rules: str, values, over, out, base: int):
    """(plotted, centre, lower, upper, signals) of one phase; positions count from its first point."""
    shown = values
    if chart in RATIOS:
        shown = [None if v is None else v / d for v, d in zip(values, over, strict=True)]
    lower = upper = [None] * len(values)
    if chart == "run":
        window = [v for v, e in zip(shown[:base], out, strict=False) if v is not None and not e]
        window = window or [v for v, e in zip(shown, out, strict=True) if v is not None and not e]
        centre = statistics.median(window) if window else math.nan
    else:
        shown, centre, lower, upper = control_oracle.chart(
            chart, shown, values, over, out, base, nhs=rules == "nhs"
        )
    used = [None if v is None or e else v for v, e in zip(shown, out, strict=True)]
    line = None if centre != centre else centre
    if rules == "nhs":
        signals = oracle.nhs_signals(used, line, lower, upper)
    elif rules == "anhoej":
        signals = oracle.anhoej_signals(used, line)
    else:
        signals = oracle.phase(used, line)["signals"]
    if chart != "run" and rules != "nhs":
        signals = [*signals, *oracle.outside_signals(used, lower, upper)]
    return shown, centre, lower, upper, signals


def expected_counts(found: dict, shown, line: float, out) -> None:
    """The counts of a phase and their limits."""
    used = [None if v is None or e else v for v, e in zip(shown, out, strict=True)]
    said = oracle.phase(used, None if line != line else line)
    n = said["n_useful"]
    limits = oracle.runs_limits(n) if n >= 10 else (None, None)
    assert (found["runs_lower"], found["runs_upper"]) == limits
    assert found["longest_run_limit"] == (round(math.log2(n)) + 3 if n else None)
    assert found["crossings_limit"] == (oracle.fewest_crossings(n) if n else None)
    for name in ("n_useful", "runs", "crossings", "longest_run"):
        assert found[name] == said[name], name


CHARTS = ("run", "i", "mr", *RATIOS, "c", "g", "t")
CASES = [(chart, rules) for chart in CHARTS for rules in ("ihi", "anhoej")]


@pytest.mark.parametrize(("chart", "rules"), [*CASES, ("i", "nhs")])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_answer_is_what_the_rules_say(chart: str, rules: str, data, tmp_path: Path) -> None:
    series, options = data.draw(tables(chart))
    frozen = int(options[1]) if options and options[0] == "--freeze" else 0
    if frozen and not any(
        v is not None and not e
        for values, _, out in series
        for v, e in zip(values[:frozen], out, strict=False)
    ):
        return  # refused, see test_analyse
    path = written(tmp_path / "s.csv", series, chart)
    document = answered(path, "--chart", chart, "--rules", rules, *options)
    assert (document["chart"], document["rules"]) == (chart, rules)
    for found, (values, over, out) in zip(document["series"], series, strict=True):
        signals, centre, lower, upper = [], [], [], []
        phases = phases_of(len(values), options)
        assert [(p["first"], p["last"]) for p in found["phases"]] == [(a, b) for a, b, _ in phases]
        for first, last, base in phases:
            cut = slice(first, last + 1)
            shown, line, low, high, fired = expected_phase(
                chart, rules, values[cut], over[cut], out[cut], base
            )
            centre += [None if v is None or line != line else line for v in shown]
            lower += [None if v is None or v != v else v for v in low]
            upper += [None if v is None or v != v else v for v in high]
            expected_counts(found["phases"][phases.index((first, last, base))], shown, line, out[cut])
            signals += [(rule, way, [at + first for at in points]) for rule, way, points in fired]
        assert found["n_missing"] == values.count(None)
        assert plain(found["centre"]) == pytest.approx(plain(centre), rel=1e-6, abs=1e-9, nan_ok=True)
        if chart == "run":
            assert (found["lower"], found["upper"]) == (None, None)
        else:
            assert plain(found["lower"]) == pytest.approx(plain(lower), rel=1e-6, abs=1e-9, nan_ok=True)
            assert plain(found["upper"]) == pytest.approx(plain(upper), rel=1e-6, abs=1e-9, nan_ok=True)
        got = [(s["rule"], s["direction"], s["points"]) for s in found["signals"]]
        assert sorted(got, key=str) == sorted(signals, key=str)


def test_compare_is_the_tolerance_of_the_method() -> None:
    assert compare(87.2, 100 * (87.2 / 100)) == 0
    assert compare(87.2, 87.2000002) == -1
