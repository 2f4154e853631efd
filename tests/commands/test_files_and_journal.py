"""The commands as an office's script calls them: exit codes, one sentence, nothing half done."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from collabdesk import commands
from collabdesk.models import file
from collabdesk.models.measures import Observation
from collabdesk.models.places import Team

TEAMS = "code,name,district,dhis2_uid\nT1,Tolveni HC IV,Oruba,abc\nT2,Mashiru HC III,Oruba,\n"
INDICATORS = (
    "code,name,kind,numerator_label,denominator_label\nPARTO,Partograph completed,percent,Complete,Reviewed\n"
)
SHEET = (
    "team,period,indicator,numerator,denominator\n"
    "Tolveni HC IV,2026-01,PARTO,12,20\nMashiru HC III,2026-01,PARTO,5,20\n"
)


def call(*argv: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = commands.run([str(one) for one in argv], out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with lists, a sheet and a new file."""
    (tmp_path / "teams.csv").write_text(TEAMS, encoding="utf-8")
    (tmp_path / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    (tmp_path / "january.csv").write_text(SHEET, encoding="utf-8")
    lists = ("--teams", tmp_path / "teams.csv", "--indicators", tmp_path / "indicators.csv")
    code, out, err = call("new", tmp_path / "d.collab", "--name", "Safe Birth", *lists)
    assert (code, err) == (0, "")
    assert "2 teams, 1 indicators" in out
    return tmp_path


def values(path: Path) -> dict[tuple[int, int], tuple[float | None, float | None]]:
    store = file.open_file(path, "x", read_only=True)
    found = {(row.team_id, row.period): (row.numerator, row.denominator) for row in store.all(Observation)}
    store.close()
    return found


def test_an_import_is_saved_undone_redone_and_reverted(office: Path) -> None:
    target = office / "d.collab"
    code, out, _err = call("import", target, office / "january.csv", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["result"] == {
        "new": 2, "same": 0, "conflicts": 0, "kept": 0, "replaced": 0, "rejected": 0, "import": 1,
    }  # fmt: skip
    assert document["sheets"][0]["observations"][0]["cell"] == "D2"
    whole = values(target)
    assert whole == {(1, 24312): (12, 20), (2, 24312): (5, 20)}
    assert call("undo", target)[0] == 0
    assert values(target) == {}
    assert "Import of january.csv" in call("redo", target)[1]
    assert values(target) == whole
    assert call("revert", target, "january.csv")[0] == 0
    assert values(target) == {}
    code, _out, err = call("revert", target, "1")
    assert code == 2
    assert "already" in err


def test_a_conflict_keeps_the_old_value_unless_told(office: Path) -> None:
    target = office / "d.collab"
    call("import", target, office / "january.csv")
    (office / "again.csv").write_text(SHEET.replace("12,20", "15,20"), encoding="utf-8")
    kept = json.loads(call("import", target, office / "again.csv", "--json")[1])["result"]
    assert (kept["same"], kept["conflicts"], kept["kept"], kept["replaced"]) == (1, 1, 1, 0)
    assert values(target)[1, 24312] == (12, 20)
    dry = json.loads(
        call("import", target, office / "again.csv", "--json", "--dry-run", "--on-conflict", "replace")[1]
    )
    assert dry["result"]["replaced"] == 1
    assert values(target)[1, 24312] == (12, 20)
    call("import", target, office / "again.csv", "--on-conflict", "replace")
    assert values(target)[1, 24312] == (15, 20)


def test_open_questions_save_nothing_and_are_answered(office: Path) -> None:
    target = office / "d.collab"
    sheet = office / "unknown.csv"
    sheet.write_text(SHEET.replace("Mashiru HC III", "Somewhere Else"), encoding="utf-8")
    code, out, err = call("import", target, sheet)
    assert code == 2
    assert "Somewhere Else" in err
    assert values(target) == {}
    question = json.loads(call("inspect", sheet, "--register", office / "teams.csv", "--json")[1])["sheets"][
        0
    ]["questions"][0]
    answers = office / "answers.json"
    answers.write_text(json.dumps({question["id"]: "leave out"}), encoding="utf-8")
    assert call("import", target, sheet, "--answers", answers)[0] == 0
    assert values(target) == {(1, 24312): (12, 20)}


def test_create_makes_what_the_register_lacks(tmp_path: Path) -> None:
    (tmp_path / "january.csv").write_text(SHEET, encoding="utf-8")
    call("new", tmp_path / "d.collab", "--name", "X")
    (tmp_path / "february.csv").write_text(SHEET.replace("2026-01", "2026-02"), encoding="utf-8")
    code, out, err = call(
        "import",
        tmp_path / "d.collab",
        tmp_path / "january.csv",
        tmp_path / "february.csv",
        "--create",
        "both",
    )
    assert (code, err) == (0, "")
    assert len(values(tmp_path / "d.collab")) == 4
    store = file.open_file(tmp_path / "d.collab", "x", read_only=True)
    assert [team.name for team in store.all(Team)] == ["Tolveni HC IV", "Mashiru HC III"]
    store.close()


@pytest.mark.parametrize(("create", "said"), [((), "both"), (("--create", "teams"), "--create indicators")])
def test_nothing_is_made_that_nobody_asked_for(tmp_path: Path, create: tuple[str, ...], said: str) -> None:
    (tmp_path / "january.csv").write_text(SHEET, encoding="utf-8")
    call("new", tmp_path / "d.collab", "--name", "X")
    code, out, err = call("import", tmp_path / "d.collab", tmp_path / "january.csv", "--json", *create)
    assert code == 2
    assert said in err
    assert json.loads(out)["result"]["new"] == 0
    assert values(tmp_path / "d.collab") == {}
    store = file.open_file(tmp_path / "d.collab", "x", read_only=True)
    assert store.all(Team) == []
    store.close()


def test_one_bad_file_of_several_saves_none(office: Path) -> None:
    (office / "bad.xlsx").write_bytes(b"PK\x03\x04 broken")
    code, _out, err = call("import", office / "d.collab", office / "january.csv", office / "bad.xlsx")
    assert code == 2
    assert "bad.xlsx" in err
    assert values(office / "d.collab") == {}


def test_history_of_a_cell_names_who_and_the_file(office: Path) -> None:
    target = office / "d.collab"
    call("import", target, office / "january.csv")
    document = json.loads(
        call("history", target, "--team", "T1", "--indicator", "PARTO", "--period", "2026-01", "--json")[1]
    )
    entry = document["entries"][0]
    assert entry["label"] == "Import of january.csv"
    assert entry["changes"][0]["new"] == "12/20"
    assert entry["who"]


def test_check_backup_and_restore(office: Path) -> None:
    target = office / "d.collab"
    call("import", target, office / "january.csv")
    report = json.loads(call("check", target, "--json")[1])
    assert report["ok"] is True
    assert report["schema"] == file.SCHEMA
    assert report["counts"] == {"teams": 2, "indicators": 1, "observations": 2, "changes": 0, "journal": 4}
    backup = Path(call("backup", target)[1].strip())
    assert backup.is_file()
    call("undo", target)
    code, out, err = call("restore", target, backup.stem)
    assert (code, err) == (0, "")
    assert len(values(target)) == 2


def test_a_damaged_file_is_restored_and_kept_beside(office: Path) -> None:
    target = office / "d.collab"
    call("import", target, office / "january.csv")
    backup = call("backup", target)[1].strip()
    target.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    code, _out, err = call("check", target)
    assert code == 2
    assert err.count("\n") == 1
    assert call("restore", target, backup)[0] == 0
    assert len(values(target)) == 2
    assert list(office.glob("d damaged *.collab"))


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("undo", "none.collab"), "does not exist"),
        (("check", "none.collab"), "does not exist"),
        (("export", "d.collab", "--out", "x.doc"), "ends with .csv"),
        (("export", "d.collab", "--out", "x.csv", "--collaborative", "Other"), "no collaborative “Other”"),
        (("revert", "d.collab", "99"), "no import “99”"),
        (("import", "d.collab", "none.xlsx"), "none.xlsx"),
        (("import", "d.collab", "january.csv", "--recipe", "x"), "no recipe “x”"),
        (("history", "d.collab", "--team", "Nobody"), "no team “Nobody”"),
        (("pack", "d.collab", "--session", "1", "--out", "x.pdf"), "no learning session 1"),
        (("new", "d.collab", "--name", "X"), "exists already"),
        (("new", "e.collab", "--name", " "), "needs a name"),
        (("new", "e.collab", "--name", "X", "--teams", "none.csv"), "none.csv"),
        (("restore", "d.collab", "none"), "no backup"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    office: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(office)
    before = sorted(path.name for path in office.iterdir())
    code, out, err = call(*argv)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert sorted(path.name for path in office.iterdir()) == before


@pytest.mark.parametrize("argv", [("import",), ("sample", "x.collab", "--teams", "0"), ("pack", "x")])
def test_wrong_usage_exits_2(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*argv)[0] == 2
    assert capsys.readouterr().err


def test_a_fault_of_the_program_exits_1(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from collabdesk.services.data import exports

    def broken(*_args: object) -> int:
        raise ZeroDivisionError("bug")

    monkeypatch.setattr(exports, "export", broken)
    code, _out, err = call("export", office / "d.collab", "--out", office / "x.csv")
    assert code == 1
    assert "ZeroDivisionError" in err


def test_a_file_that_is_open_elsewhere_is_not_written(office: Path) -> None:
    store = file.open_file(office / "d.collab", "Grace")
    code, _out, err = call("import", office / "d.collab", office / "january.csv")
    store.close()
    assert code == 2
    assert "open for Grace on" in err


def test_sample_and_pack(tmp_path: Path) -> None:
    target = tmp_path / "s.collab"
    assert call("sample", target, "--teams", "3", "--indicators", "2", "--months", "14")[0] == 0
    code, out, err = call(
        "pack", target, "--session", "1", "--out", tmp_path / "p.pdf", "--teams", "NP-001,NP-002"
    )
    assert (code, err) == (0, "")
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")
    code, _out, err = call("pack", target, "--session", "1", "--out", tmp_path / "q.pdf", "--language", "xx")
    assert code == 2
    assert not (tmp_path / "q.pdf").exists()


def test_several_collaboratives_must_be_named(office: Path) -> None:
    from collabdesk.models.places import Collaborative

    store = file.open_file(office / "d.collab", "x")
    store.transact("x", "second", lambda writer: writer.add(Collaborative(name="Clean Hands")))
    store.close()
    code, _out, err = call("export", office / "d.collab", "--out", office / "x.csv")
    assert code == 2
    assert "--collaborative" in err
    assert (
        call("export", office / "d.collab", "--out", office / "x.csv", "--collaborative", "clean hands")[0]
        == 0
    )


def test_names_with_accents_reach_a_pipe(office: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "collabdesk", "check", str(office / "d.collab")],
        capture_output=True,
        check=True,
        env={"COLLABDESK_HOME": str(office / "home"), "LC_ALL": "C", "PATH": ""},
        cwd=Path(__file__).parent.parent.parent,
    )
    assert b"in order" in ran.stdout


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name in commands.COMMANDS:
        assert call(name, "--help")[0] == 0
        assert len(capsys.readouterr().out) > 60
