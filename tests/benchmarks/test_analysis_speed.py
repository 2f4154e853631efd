"""How long the numbers take: the figures that the window and the commands live on (2 cores)."""

from __future__ import annotations

import argparse
import csv
import io
import time
from pathlib import Path

import numpy as np
import pytest

from collabdesk.analysis.cube import ObservationCube
from collabdesk.analysis.observations import Cell, Columns, IndicatorShape
from collabdesk.analysis.rules import IHI
from collabdesk.analysis.scan import PhaseRows, scan
from collabdesk.analysis.verdict import verdicts
from collabdesk.charts.build import build_chart, build_charts
from collabdesk.charts.inputs import SeriesInput
from collabdesk.commands import analyse
from collabdesk.kinds import IndicatorKind
from tests.benchmarks.limits import keep

MONTHS = 24
FIRST = 2024 * 12


@pytest.fixture(scope="module")
def noise() -> np.ndarray:
    """20,000 series of 24 months of % of 20 patients, one in twelve not reported."""
    random = np.random.default_rng(7)
    values = random.binomial(20, 0.6, (20_000, MONTHS)) * 5.0
    values[random.random(values.shape) < 1 / 12] = np.nan
    return values


def test_20000_series_are_scanned(benchmark, noise) -> None:
    rows = PhaseRows.whole(*noise.shape)
    found = benchmark(scan, noise, rows)
    assert found.n_useful.max() <= MONTHS


def test_20000_verdicts(benchmark, noise) -> None:
    rows, good = PhaseRows.whole(*noise.shape), np.ones(len(noise), np.int64)
    none = np.zeros(noise.shape, np.bool_)
    found = benchmark(verdicts, noise, none, rows, IHI, good, np.full(len(noise), 100.0))
    assert 0 < np.count_nonzero(found > 1) < len(noise)


@pytest.fixture(scope="module")
def inputs(noise) -> list[SeriesInput]:
    return [
        SeriesInput(
            title=f"Team {at}",
            first=FIRST,
            y=row,
            numerator=row / 5,
            denominator=np.full(MONTHS, 20.0),
            state=np.where(np.isnan(row), 0, 1).astype(np.int8),
            baseline=(FIRST, FIRST + 11),
        )
        for at, row in enumerate(noise[:60])
    ]


def test_60_charts_are_built(benchmark, inputs) -> None:
    assert len(benchmark(build_charts, inputs)) == 60


def test_one_chart_is_built(benchmark, inputs) -> None:
    assert benchmark(build_chart, inputs[0]).points


def test_a_cell_of_a_large_cube_is_patched(benchmark) -> None:
    shapes = {at: IndicatorShape(kind=IndicatorKind.PROPORTION) for at in range(20)}
    corners = [
        Cell(indicator_id=0, team_id=0, period=FIRST + at, numerator=1, denominator=2) for at in range(36)
    ]
    cube = ObservationCube.load(shapes, range(1000), Columns.of(corners))
    benchmark(cube.patch, [Cell(indicator_id=5, team_id=500, period=FIRST, numerator=3, denominator=4)])
    assert cube.value[5, 500, 0] == 75


@pytest.mark.slow
def test_the_command_takes_at_most_4_times_a_plain_loop(tmp_path: Path, noise) -> None:
    """Against reading the same file with the csv module and one loop over the rules."""
    path = tmp_path / "series.csv"
    with path.open("w") as out:
        out.write("series,value\n")
        for at, row in enumerate(noise.tolist()):
            out.writelines(f"s{at},{'' if v != v else v}\n" for v in row)
    started = time.perf_counter()
    _plain_loop(path)
    loop = time.perf_counter() - started
    parser = argparse.ArgumentParser()
    analyse.add_parser(parser.add_subparsers())
    args = parser.parse_args(["analyse", str(path), "--json"])
    started = time.perf_counter()
    args.run(args, io.StringIO())
    keep("the command beside a plain loop", (time.perf_counter() - started) / loop, 4, "times")


def _plain_loop(path: Path) -> list[tuple]:
    series: dict[str, list[float | None]] = {}
    with path.open() as file:
        for name, text in list(csv.reader(file))[1:]:
            series.setdefault(name, []).append(float(text) if text else None)
    return [_judge(values) for values in series.values()]


def _judge(values: list[float | None]) -> tuple:
    """The rules in one loop, as fast as plain Python does them."""
    ordered = sorted(value for value in values if value is not None)
    middle = len(ordered)
    centre = (ordered[(middle - 1) // 2] + ordered[middle // 2]) / 2 if ordered else 0.0
    useful = crossings = longest = run = before = direction = rising = length = 0
    last = None
    for value in values:
        if value is None:
            continue
        gap = value - centre
        if abs(gap) > 1e-9 * max(abs(value), abs(centre)):
            side = 1 if gap > 0 else -1
            run = run + 1 if side == before else 1
            crossings += side != before and before != 0
            useful, before, longest = useful + 1, side, max(longest, run)
        if last is None:
            last, length = value, 1
        elif abs(value - last) > 1e-9 * max(abs(value), abs(last)):
            rising = 1 if value > last else -1
            length = length + 1 if rising == direction else 2
            direction, last = rising, value
    return useful, crossings, longest, length
