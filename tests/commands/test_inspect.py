"""`collabdesk inspect`: the JSON of commands.md, words for people, and one sentence for bad files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from collabdesk import commands

SHEET = (
    "facility,month,indicator,numerator,denominator,remarks\nKisoro HC IV,Jan-26,ANC4,12,20,late\n"
    "Rubaya,n/a,ANC4,1,2,\n"
)


def run(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return commands.run(["inspect", *argv], out, err), out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "teams.csv").write_text(
        "code;name;district;dhis2_uid\nF-01;Kisoro Health Centre IV;Rwera;aBcDeFgHiJ1\n", encoding="utf-8"
    )
    (tmp_path / "indicators.csv").write_text(
        "code,name,kind,numerator_label,denominator_label\nANC4,Four visits,percent,Women seen,Women\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_json_has_the_keys_of_the_contract(folder: Path) -> None:
    code, out, err = run(
        str(folder / "sheet.csv"), "--json", "--register", str(folder / "teams.csv"),
        "--indicators", str(folder / "indicators.csv"),
    )  # fmt: skip
    assert (code, err) == (0, "")
    document: dict[str, Any] = json.loads(out)
    (sheet,) = document["sheets"]
    assert document["file"] == "sheet.csv"
    assert set(sheet) >= {
        "sheet", "layout", "table", "header_rows", "teams", "indicators", "periods", "observations", "questions",
        "problems", "skipped",
    }  # fmt: skip
    (item,) = sheet["observations"]
    assert item == {
        "team": "Kisoro HC IV", "indicator": "ANC4", "period": "2026-01", "numerator": 12,
        "denominator": 20, "value": None,
        "cell": "D2", "cells": ["D2", "E2"], "note": "late", "matched_team": "F-01", "matched_indicator": "ANC4",
    }  # fmt: skip
    assert (sheet["table"], sheet["header_rows"]) == ("A1:F3", [1])
    (problem,) = sheet["problems"]
    assert (problem["cell"], problem["kind"], problem["text"]) == ("B3", "not a period", "n/a")


def test_without_a_register_nothing_is_matched(folder: Path) -> None:
    code, out, _ = run(str(folder / "sheet.csv"), "--json")
    assert code == 0
    assert "matched_team" not in json.loads(out)["sheets"][0]["observations"][0]


def test_words_for_people(folder: Path) -> None:
    code, out, _ = run(str(folder / "sheet.csv"))
    assert code == 0
    assert "1 values of 1 teams" in out or "1 value" in out
    assert "! B3" in out


def test_answers_are_taken_by_cell(folder: Path) -> None:
    (folder / "sheet.csv").write_text(
        "facility,month,indicator,value\nKisoro,Jan-26,ANC4,12\n", encoding="utf-8"
    )
    (folder / "answers.json").write_text('{"A2": "F-01"}', encoding="utf-8")
    arguments = (str(folder / "sheet.csv"), "--json", "--register", str(folder / "teams.csv"))
    _, out, _ = run(*arguments)
    assert [question["kind"] for question in json.loads(out)["sheets"][0]["questions"]] == ["unknown team"]
    _, out, _ = run(*arguments, "--answers", str(folder / "answers.json"))
    sheet = json.loads(out)["sheets"][0]
    assert sheet["questions"] == []
    assert sheet["observations"][0]["matched_team"] == "F-01"


def test_bad_files_end_in_one_sentence(folder: Path) -> None:
    (folder / "empty.xlsx").write_bytes(b"")
    (folder / "bad.json").write_text("[1]", encoding="utf-8")
    (folder / "numbers.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    sheet = str(folder / "sheet.csv")
    for argv in (
        (str(folder / "absent.csv"),),
        (str(folder / "empty.xlsx"), "--json"),
        (sheet, "--register", str(folder / "absent.csv")),
        (sheet, "--register", str(folder / "numbers.csv")),
        (sheet, "--answers", str(folder / "bad.json")),
    ):
        code, out, err = run(*argv)
        assert (code, out) == (2, ""), argv
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err
