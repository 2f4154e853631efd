"""``import --events``: lists of dates on which something rare happened, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from collabdesk.models.measures import Event
from collabdesk.services.setup import collaboratives
from tests.commands.test_imports import call, written

LIST = "Facility,Date of death,Note\nTolveni HC IV,2026-01-14,haemorrhage\nMashiru HC III,2026-02-03,\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    teams = written(tmp_path, "teams.csv", "code,name\nT1,Tolveni HC IV\nT2,Mashiru HC III\n")
    indicators = written(
        tmp_path, "indicators.csv",
        "code,name,kind,numerator_label,denominator_label\nDAYS,Days between deaths,time between,,\n"
        "PARTO,Partograph completed,percent,Completed,Deliveries\n",
    )  # fmt: skip
    code, _out, err = call("new", tmp_path / "d.collab", "--name", "Safe Birth", "--teams", teams,
                           "--indicators", indicators)  # fmt: skip
    assert (code, err) == (0, "")
    return tmp_path


def events(folder: Path) -> list[tuple[int, str, str]]:
    workspace = collaboratives.open_file(folder / "d.collab", "Ada", read_only=True)
    found = [(one.team_id, one.happened.isoformat(), one.note) for one in workspace.rows(Event).values()]
    workspace.close()
    return sorted(found)


def document(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_list_is_recorded_once(office: Path) -> None:
    sheet = written(office, "deaths.csv", LIST)
    code, out, err = call("import", office / "d.collab", sheet, "--events", "DAYS", "--json")
    assert (code, err) == (0, "")
    assert document(out)["result"] == {"new": 2, "same": 0, "rejected": 0}
    assert document(out)["events"][0] == {
        "team": "Tolveni HC IV", "matched_team": "T1", "day": "2026-01-14", "note": "haemorrhage",
        "sheet": document(out)["events"][0]["sheet"], "cell": "B2",
    }  # fmt: skip
    assert events(office) == [(1, "2026-01-14", "haemorrhage"), (2, "2026-02-03", "")]
    code, out, err = call("import", office / "d.collab", sheet, "--events", "days between deaths")
    assert (code, err) == (0, "")
    assert "0 new, 2 the same" in out
    assert len(events(office)) == 2
    code, _out, _err = call("undo", office / "d.collab")
    assert code == 0
    assert events(office) == []


def test_two_lists_that_share_a_date_record_it_once(office: Path) -> None:
    one = written(office, "one.csv", LIST)
    two = written(office, "two.csv", LIST + "Mashiru HC III,2026-02-20,\n")
    code, out, _err = call("import", office / "d.collab", one, two, "--events", "DAYS", "--json")
    assert code == 0
    assert [file["result"]["new"] for file in document(out)["files"]] == [2, 1]
    assert len(events(office)) == 3


def test_with_an_open_question_no_list_is_saved(office: Path) -> None:
    good = written(office, "good.csv", LIST)
    strange = written(office, "strange.csv", "Facility,Date of death\nTolveni Outreach,2026-01-20\n")
    code, out, err = call("import", office / "d.collab", good, strange, "--events", "DAYS", "--json")
    assert code == 2
    assert "Nothing was saved" in err
    assert [file["result"]["new"] for file in document(out)["files"]] == [0, 0]
    assert events(office) == []
    answers = written(office, "answers.json", json.dumps({"Tolveni Outreach": "T1", "Nobody": "T2"}))
    code, out, err = call("import", office / "d.collab", good, strange, "--events", "DAYS",
                          "--answers", answers)  # fmt: skip
    assert (code, err) == (0, "")
    assert "The answer “Nobody: T2” fits no question" in out
    assert len(events(office)) == 3


def test_a_list_without_names_is_the_teams_that_is_said(office: Path) -> None:
    sheet = written(office, "ours.csv", "Date\n2026-01-14\n2026-02-30\n2026-02-20\n")
    code, out, _err = call(
        "import", office / "d.collab", sheet, "--events", "DAYS", "--team", "T2", "--dry-run"
    )
    assert code == 0
    assert "2 new" in out
    assert "A3" in out
    assert events(office) == []
    code, _out, _err = call("import", office / "d.collab", sheet, "--events", "DAYS", "--team", "T2")
    assert code == 0
    assert events(office) == [(2, "2026-01-14", ""), (2, "2026-02-20", "")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--events", "PARTO"), "no indicator of the time between events"),
        (("--events", "NONE"), "no indicator “NONE”"),
        (("--events", "DAYS", "--create", "teams"), "--create is about numbers"),
        (("--events", "DAYS", "--on-conflict", "replace"), "--on-conflict is about numbers"),
        (("--events", "DAYS", "--team", "T9"), "no team “T9”"),
        (("--team", "T1"), "--team goes with --events"),
    ],
)
def test_what_cannot_be_meant_is_refused(office: Path, more: tuple[str, ...], said: str) -> None:
    code, out, err = call("import", office / "d.collab", written(office, "deaths.csv", LIST), *more)
    assert (code, out) == (2, "")
    assert said in err
