"""How long spreadsheets take, by the command as by the engine: processor time, best of three where it is short."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from collabdesk import commands
from collabdesk.importing import read, understand
from tests.benchmarks.limits import keep

MONTHS = [f"{2023 + month // 12}-{month % 12 + 1:02d}" for month in range(36)]


def written(path: Path, rows: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def best_of_three(work: Callable[[], object]) -> float:
    best = 99.0
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def test_a_sheet_of_1000_teams_and_36_months(tmp_path: Path) -> None:
    chance = random.Random(1)
    rows: list[list[Any]] = [["No", "District", "Facility", "Indicator", *MONTHS]]
    rows += [
        [
            number + 1,
            f"D{number // 50}",
            f"Facility {number:04d}",
            "Deliveries",
            *(chance.randint(0, 90) for _ in MONTHS),
        ]
        for number in range(1000)
    ]
    book = read(written(tmp_path / "wide.xlsx", rows))
    assert len(understand(book).observations) == 36_000
    took = best_of_three(lambda: understand(book))
    keep("1,000 x 40 understood", took, 0.5)


def test_thirty_ordinary_facility_files(tmp_path: Path) -> None:
    chance = random.Random(2)
    paths = []
    for number in range(30):
        rows: list[list[Any]] = [[f"Facility: Site {number} HC III"], [], ["Indicator", "N/D", *MONTHS[:12]]]
        for indicator in range(12):
            for measure, most in (("Num", 20), ("Den", 60)):
                rows.append(
                    [f"Indicator {indicator}", measure, *(chance.randint(most // 3, most) for _ in range(12))]
                )
        paths.append(written(tmp_path / f"site {number}.xlsx", rows))
    took = best_of_three(lambda: [understand(read(path)) for path in paths])
    keep("thirty files read and understood", took, 5)


@pytest.mark.slow
def test_100000_long_rows_by_the_command_and_taken_back(tmp_path: Path) -> None:
    chance = random.Random(3)
    rows: list[list[Any]] = [["Facility", "Indicator", "Month", "Numerator", "Denominator"]]
    for team in range(500):
        for indicator in range(10):
            for month in MONTHS[:20]:
                below = chance.randint(5, 90)
                rows.append(
                    [f"Facility {team:03d}", f"Indicator {indicator}", month, chance.randint(0, below), below]
                )
    sheet = written(tmp_path / "long.xlsx", rows)
    out, err = io.StringIO(), io.StringIO()
    assert commands.run(["new", str(tmp_path / "d.collab"), "--name", "Long"], out, err) == 0
    start = time.process_time()
    code = commands.run(["import", str(tmp_path / "d.collab"), str(sheet), "--create", "both"], out, err)
    took = time.process_time() - start
    assert (code, err.getvalue()) == (0, "")
    assert "100000 new" in out.getvalue()
    keep("100,000 rows read, understood and saved", took, 6)
    for name, more in (("undo", []), ("redo", []), ("revert", ["1"])):
        start = time.process_time()
        assert commands.run([name, str(tmp_path / "d.collab"), *more], out, err) == 0, err.getvalue()
        keep(f"100,000 rows: {name}", time.process_time() - start, 6)
