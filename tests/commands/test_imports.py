"""The ``import`` command: open questions, nothing to import, values in conflict over several files."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from collabdesk import commands
from collabdesk.periods import month as period
from collabdesk.services.setup import collaboratives
from collabdesk.services.setup.indicators import set_baseline

HEAD = "Facility,Month,Indicator,Numerator,Denominator\n"


def call(*argv: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = commands.run([str(part) for part in argv], out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "teams.csv").write_text(
        "code,name,district\nT1,Tolveni HC IV,Oruba\nT2,Mashiru HC III,Oruba\n"
    )
    (tmp_path / "indicators.csv").write_text(
        "code,name,kind,numerator_label,denominator_label\nPARTO,Partograph completed,percent,Completed,Deliveries\n"
    )
    code, _out, err = call("new", tmp_path / "d.collab", "--name", "Safe Birth", "--teams", tmp_path / "teams.csv",
                           "--indicators", tmp_path / "indicators.csv")  # fmt: skip
    assert (code, err) == (0, "")
    return tmp_path


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def result_of(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)["result"]
    return found


def test_open_questions_save_nothing_and_reject_nothing(office: Path) -> None:
    sheet = written(
        office, "twice.csv", HEAD + "T1,2026-01,PARTO,1,9\nT1,2026-01,PARTO,2,9\nT2,2026-01,PARTO,oops,9\n"
    )
    code, out, err = call("import", office / "d.collab", sheet, "--json")
    assert code == 2
    assert result_of(out) == {
        "new": 0, "same": 0, "conflicts": 0, "kept": 0, "replaced": 0, "rejected": 1, "import": None
    }  # fmt: skip
    assert "twice.csv D3: Tolveni HC IV" in err or "twice.csv D3: T1" in err
    assert "(id: " in err
    _code, text, _err = call("import", office / "d.collab", sheet)
    assert "none of them was taken" not in text
    answers = written(office, "answers.json", json.dumps({"D3": "D3"}))
    code, out, err = call("import", office / "d.collab", sheet, "--json", "--answers", answers)
    assert (code, err) == (0, "")
    assert (result_of(out)["new"], result_of(out)["rejected"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Facility,Month,PARTO numerator,PARTO denominator\nTolveni HC IV,2026-01,,\n", "no numbers were found"),
        ("Date,Change tested,Who\n2026-01-10,Checklist at the door,Nurse\n2026-02-11,Reminder,Midwife\n",
         "a list of changes with dates"),
    ],
)  # fmt: skip
def test_a_file_without_numbers_is_one_sentence_and_no_error(office: Path, text: str, said: str) -> None:
    sheet = written(office, "empty.csv", text)
    code, out, err = call("import", office / "d.collab", sheet)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1
    assert out.startswith("empty.csv: nothing was found to import (")
    assert said in out
    code, out, err = call("import", office / "d.collab", sheet, "--json")
    assert (code, err) == (0, "")
    assert result_of(out)["new"] == 0


def test_the_second_file_of_one_call_meets_the_first_ones_values(office: Path) -> None:
    first = written(office, "a.csv", HEAD + "Tolveni HC IV,2026-01,PARTO,7,9\nNew Clinic,2026-01,PARTO,3,9\n")
    second = written(
        office, "b.csv", HEAD + "Tolveni HC IV,2026-01,PARTO,8,9\nNew Clinic,2026-02,PARTO,4,9\n"
    )
    code, out, err = call("import", office / "d.collab", first, second, "--create", "teams", "--json")
    assert (code, err) == (0, "")
    results = [document["result"] for document in json.loads(out)["files"]]
    assert [(one["new"], one["conflicts"], one["kept"]) for one in results] == [(2, 0, 0), (1, 1, 1)]
    code, out, _err = call("check", office / "d.collab", "--json")
    assert json.loads(out)["counts"]["teams"] == 3


def test_the_same_file_again_says_when_it_came(office: Path) -> None:
    sheet = written(office, "a.csv", HEAD + "Tolveni HC IV,2026-01,PARTO,7,9\n")
    call("import", office / "d.collab", sheet)
    code, out, _err = call("import", office / "d.collab", sheet)
    assert code == 0
    assert "0 new, 1 same" in out
    assert "This very file was imported before" in out


def test_another_collab_comes_in_like_a_spreadsheet(office: Path, tmp_path: Path) -> None:
    other = tmp_path / "coach.collab"
    call(
        "new",
        other,
        "--name",
        "Coach",
        "--teams",
        office / "teams.csv",
        "--indicators",
        office / "indicators.csv",
    )
    sheet = written(office, "a.csv", HEAD + "T1,2026-01,PARTO,1,9\nT2,2026-01,PARTO,2,9\n")
    assert call("import", other, sheet)[0] == 0
    sheet = written(office, "b.csv", HEAD + "T1,2026-01,PARTO,5,9\n")
    assert call("import", office / "d.collab", sheet)[0] == 0
    before = other.read_bytes()
    code, out, _err = call("import", office / "d.collab", other, "--json")
    assert code == 0
    result = result_of(out)
    assert (result["new"], result["conflicts"], result["kept"]) == (1, 1, 1)
    (sheet_read,) = json.loads(out)["sheets"]
    assert sheet_read["layout"] == "CollabDesk file"
    assert sheet_read["observations"][0]["cell"] == "Tolveni HC IV, Partograph completed, 2026-01"
    assert other.read_bytes() == before
    code, _out, err = call("import", office / "d.collab", office / "d.collab")
    assert code == 2
    assert "is the file that the numbers would go into" in err


def test_a_recipe_is_used_by_its_name(office: Path) -> None:
    text = HEAD + "T1,2026-01,PARTO,1,9\nNobody at all,2026-01,PARTO,2,9\n"
    first = written(office, "first list.csv", text)
    answers = written(office, "answers.json", json.dumps({"unknown team: Nobody at all": "leave out"}))
    assert call("import", office / "d.collab", first, "--answers", answers)[0] == 0
    other = written(office, "other.csv", text.replace("Facility", "Site").replace("2026-01", "2026-02"))
    assert call("import", office / "d.collab", other, "--dry-run")[0] == 2
    code, out, _err = call("import", office / "d.collab", other, "--recipe", "first list")
    assert code == 0
    assert "1 new" in out
    code, _out, err = call("import", office / "d.collab", other, "--recipe", "nothing")
    assert code == 2
    assert "“first list”" in err


def problems_of(out: str) -> list[tuple[str, str]]:
    found = [problem for sheet in json.loads(out)["sheets"] for problem in sheet["problems"]]
    return [(problem["cell"], problem["kind"]) for problem in found]


def test_numbers_far_from_those_of_the_file_are_said_and_kept(office: Path) -> None:
    months = "".join(f"T1,2025-{month:02d},PARTO,{40 + month},80\n" for month in range(1, 9))
    assert call("import", office / "d.collab", written(office, "a.csv", HEAD + months))[0] == 0
    late = written(office, "b.csv", HEAD + "T1,2025-09,PARTO,3,80\n")
    code, out, err = call("import", office / "d.collab", late, "--json")
    assert (code, err) == (0, "")
    assert problems_of(out) == [("D2", "warning: jump")]
    assert result_of(out)["new"] == 1
    code, out, err = call("import", office / "d.collab", late, "--json")
    assert ("A1", "warning: imported before") in problems_of(out)
    assert result_of(out)["same"] == 1


def test_a_number_after_the_team_left_is_said(office: Path) -> None:
    from collabdesk.models.places import Team
    from collabdesk.services.setup import collaboratives, teams

    workspace = collaboratives.open_file(office / "d.collab", "Grace", None)
    team = next(one for one in workspace.mine(Team) if one.code == "T1")
    teams.edit_team(workspace, team.id, replace(teams.row_of(workspace, team), left=dt.date(2025, 6, 30)))
    workspace.close()
    sheet = written(office, "c.csv", HEAD + "T1,2025-05,PARTO,40,80\nT1,2025-09,PARTO,41,80\n")
    _code, out, _err = call("import", office / "d.collab", sheet, "--json")
    assert problems_of(out) == [("D3", "warning: outside the reporting span")]


def test_last_months_sheet_sent_again_is_said(office: Path) -> None:
    head = "Facility,Month,Births,Deaths,Visits\n"
    first = written(office, "jan.csv", head + "T1,2026-01,5,1,9\nT2,2026-01,4,0,7\n")
    assert call("import", office / "d.collab", first, "--create", "indicators")[0] == 0
    again = written(office, "feb.csv", head + "T1,2026-02,5,1,9\nT2,2026-02,4,0,8\n")
    _code, out, _err = call("import", office / "d.collab", again, "--json")
    assert problems_of(out) == [("C2", "warning: same month again")]


def test_answers_that_fit_no_question_are_pointed_out_and_stop_nothing(office: Path) -> None:
    sheet = written(office, "new.csv", HEAD + "New Clinic,2026-01,PARTO,1,9\nT1,2026-01,PARTO,2,9\n")
    given = {"New Clinic": "create", "Nwe Clinic": "leave out", "role: H": "left out", "role: Z9!": "wrong"}
    answers = written(office, "answers.json", json.dumps(given))
    code, out, err = call("inspect", sheet, "--json", "--answers", answers)
    assert (code, err) == (0, "")
    assert json.loads(out)["unused_answers"] == [
        "New Clinic",
        "Nwe Clinic",
        "role: Z9!",
    ]  # no register: nothing asked
    code, out, err = call("import", office / "d.collab", sheet, "--dry-run", "--answers", answers)
    assert (code, err) == (0, "")
    assert "The answer “Nwe Clinic: leave out” fits no question, so it was not used." in out
    assert "“New Clinic: create”" not in out
    code, out, err = call("import", office / "d.collab", sheet, "--json", "--answers", answers)
    assert (code, err) == (0, "")
    assert json.loads(out)["unused_answers"] == ["Nwe Clinic", "role: Z9!"]
    assert result_of(out)["new"] == 2
    code, out, err = call("import", office / "d.collab", sheet, "--json")
    assert "unused_answers" not in json.loads(out)


def test_it_says_which_frozen_lines_move_or_refuses(office: Path) -> None:
    file = office / "d.collab"
    months = [(f"2026-{at + 1:02d}", 5 + at % 3) for at in range(8)]
    first = HEAD + "".join(f"T1,{month},PARTO,{n},20\n" for month, n in months)
    assert call("import", file, written(office, "first.csv", first))[0] == 0
    workspace = collaboratives.open_file(file, "Ada")
    set_baseline(workspace, 1, (period(2026, 1), period(2026, 6)), "start")
    workspace.close()
    second = written(
        office, "second.csv", HEAD + "".join(f"T1,{month},PARTO,9,20\n" for month, _ in months[:5])
    )
    call_it = ("import", file, second, "--on-conflict", "replace")
    code, out, err = call(*call_it, "--frozen", "refuse")
    assert (code, out) == (2, "")
    assert "Nothing was saved" in err
    assert "the median of Tolveni HC IV, Partograph completed, from 30.0 % to 45.0 %" in err
    code, out, _err = call(*call_it, "--dry-run")
    assert "Would move the median of Tolveni HC IV" in out
    assert "moves" not in json.loads(call("import", file, second, "--json")[1])  # the old values are kept
    code, out, _err = call(*call_it, "--json")
    moves = json.loads(out)["moves"]
    assert code == 0
    assert [(one["team"], one["indicator"], one["before"], one["after"]) for one in moves] == [
        ("Tolveni HC IV", "Partograph completed", 30, 45),
        (None, "Partograph completed", 30, 45),
    ]


def test_an_import_does_without_numpy(office: Path) -> None:
    """It costs a fifth of a second to load, and only frozen medians need it."""
    (office / "sheet.csv").write_text(HEAD + "Tolveni HC IV,2026-01,Partograph completed,8,10\n")
    work = (
        "import io, sys\nfrom collabdesk import commands\nout = io.StringIO()\n"
        "code = commands.run(sys.argv[1:], out, out)\nprint(code, 'numpy' in sys.modules, out.getvalue())"
    )
    argv = [sys.executable, "-c", work, "import", str(office / "d.collab"), str(office / "sheet.csv")]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("0 False ")
    assert "1 new" in done.stdout
