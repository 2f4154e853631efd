"""The numbers out: every one of them, and no formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from collabdesk.errors import UserFacingError
from collabdesk.services.data import exports, observations
from collabdesk.services.data.observations import Typed
from collabdesk.services.setup import teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace
from tests.services.conftest import JAN


def test_the_export_holds_every_number_and_no_formula(furnished: Workspace, tmp_path: Path) -> None:
    teams.add_teams(furnished, [TeamRow(name="=HYPERLINK(1)", code="@x")])
    observations.enter(furnished, [Typed(indicator_id=1, team_id=4, period=JAN, text="0/0")])
    observations.set_note(furnished, 1, 4, JAN, "-5+3")
    for name in ("out.csv", "out.xlsx", "out.json"):
        assert exports.export(furnished, tmp_path / name) > 40
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == exports.COLUMNS
    strange = next(row for row in rows if row["indicator_code"] == "PARTO" and "HYPERLINK" in row["team"])
    assert strange["team"] == "'=HYPERLINK(1)"
    assert (strange["team_code"], strange["note"], strange["state"], strange["value"]) == (
        "'@x",
        "'-5+3",
        "no cases",
        "",
    )
    first = next(row for row in rows if row["team_code"] == "T1" and row["period"] == "2025-01")
    assert (first["numerator"], first["denominator"], first["value"]) == ("9", "20", "45")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = [cell for row in book["Data"].iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" and cell.data_type == "s" for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
    values = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["dataValues"]
    assert {"dataElement": "PARTO_NUM", "period": "202501", "orgUnit": "T1", "value": "9"} in values


def test_an_export_that_cannot_be_written_says_so(furnished: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"ends with \.csv"):
        exports.export(furnished, tmp_path / "out.doc")
    with pytest.raises(UserFacingError, match="could not be written"):
        exports.export(furnished, tmp_path / "missing folder" / "out.csv")
