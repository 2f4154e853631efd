"""The ``forms`` command: files that ``import`` reads back, and wrong months said in a sentence."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from collabdesk import commands


def call(*argv: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = commands.run([str(part) for part in argv], out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "office.collab"
    assert call("sample", path, "--teams", 3, "--indicators", 2, "--months", 6)[0] == 0
    return path


def test_forms_filled_and_imported(office: Path, tmp_path: Path) -> None:
    code, out, err = call("forms", office, "--out", tmp_path / "forms", "--month", "2026-12")
    assert (code, err) == (0, "")
    files = [Path(line) for line in out.split("\n") if line]
    assert len(files) == 3
    assert all(path.is_file() and path.suffix == ".xlsx" for path in files)
    for path in files:
        book = openpyxl.load_workbook(path)
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if not cell.protection.locked and cell.column == 7:
                    cell.value = 4
        book.save(path)
    code, out, err = call("import", office, *files)
    assert (code, err) == (0, "")
    assert out.count("0 conflicts") == 3
    assert out.count("0 rejected") == 3
    assert "0 new" not in out


def test_together_and_on_paper(office: Path, tmp_path: Path) -> None:
    code, out, _err = call(
        *(
            "forms",
            office,
            "--out",
            tmp_path / "forms",
            "--month",
            "2026-12",
            "--together",
            "--paper",
            "letter",
        )
    )
    assert code == 0
    assert [Path(line).suffix for line in out.split()[-1:]] == [".pdf"]
    assert len(list((tmp_path / "forms").iterdir())) == 2


@pytest.mark.parametrize("month", ["2026-Q1", "March", "2026-13"])
def test_what_is_no_month_is_refused(office: Path, tmp_path: Path, month: str) -> None:
    code, _out, err = call("forms", office, "--out", tmp_path / "forms", "--month", month)
    assert code == 2
    assert "2026-03" in err or "month" in err
    assert not (tmp_path / "forms").exists()
