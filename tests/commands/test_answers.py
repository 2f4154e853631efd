"""Every kind of question can be answered by a file, by its id and (where it stands in one) by its cell."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from collabdesk import commands

MONTHS = "Jan-26,Feb-26,Mar-26"
TEAMS = "code,name,district\nT1,Tolveni HC IV,Oruba\nT2,Mashiru HC III,Oruba\n"
INDICATORS = (
    "code,name,kind,numerator_label,denominator_label,period_type\n"
    "PARTO,Partograph completed,percent,Completed,Deliveries,month\n"
    "DEL,Deliveries,count,Deliveries,,month\nHH,Hand hygiene,percent,Done,Seen,month\n"
)
LONG = "Facility,Month,Indicator,Numerator,Denominator\n"
SEXES = "Facility,Month,Indicator,Sex,Value\nT1,2026-01,DEL,F,1\nT1,2026-01,DEL,M,4\n"
QUARTERLY = "Facility,Date,Deliveries\nT1,2025-03-01,5\nT1,2025-06-01,6\nT1,2025-09-01,7\nT1,2025-12-01,8\n"
WHOLE = "Deliveries\nMonth,Tolveni HC IV,Mashiru HC III,National\nJan-26,1,2,3\nFeb-26,2,3,5\nMar-26,1,1,2\n"
RENAMED = "Code,Facility,Month,Deliveries\n" + "".join(
    f"X{number},{name} {number},2026-0{month},{number}\n"
    for number in range(1, 6)
    for month, name in ((1, "Site"), (2, "Place"))
)
LINES = f"Indicator,{MONTHS}\nAbelo,,,\nDeliveries,1,2,3\nDEL,1,2,3\nBereku,,,\nDeliveries,4,5,6\nDEL,4,5,6\n"

CASES: dict[str, tuple[str, str, str, list[Any]]] = {
    # kind: (file name, text, answer, the numbers that are read then)
    "ambiguous date": ("a.csv", "Facility,Date,Deliveries\nT1,03/04/2026,5\n", "2026-03", [5]),
    "year missing": ("a.csv", "Deliveries\nFacility,Jan,Feb,Mar\nT1,1,2,3\n", "2025", [1, 2, 3]),
    "unknown period of the table": ("a.csv", "Facility,Deliveries\nT1,5\nT2,6\n", "2026-03", [5, 6]),
    "unknown indicator of the table": ("x.csv", f"Facility,{MONTHS}\nT1,1,2,3\n", "DEL", [1, 2, 3]),
    "unknown team of the table": ("x.csv", "Month,Deliveries\nJan-26,5\nFeb-26,6\n", "T2", [5, 6]),
    "unknown team": ("a.csv", LONG + "Nobody,2026-01,PARTO,1,9\n", "T1", [(1, 9)]),
    "unknown indicator": ("a.csv", LONG + "T1,2026-01,Something,1,9\n", "PARTO", [(1, 9)]),
    "meaning of dash": ("a.csv", f"Deliveries\nFacility,{MONTHS}\nT1,1,-,3\n", "0", [1, 0, 3]),
    "meaning of nil": ("a.csv", f"Deliveries\nFacility,{MONTHS}\nT1,1,nil,3\n", "not reported", [1, 3]),
    "decimal sign": ("a.csv", "Deliveries;;;\nFacility;Jan-26;Feb-26;Mar-26\nT1;1,234;2;3\n", "1234", [1234, 2, 3]),
    "the same twice": ("a.csv", LONG + "T1,2026-01,PARTO,1,9\nT1,2026-01,PARTO,2,9\n", "D3", [(2, 9)]),
    "disaggregation": ("a.csv", SEXES, "add up",
                       [5]),
    "percent scale": ("a.csv", f"Hand hygiene %\nFacility,{MONTHS}\nT1,85%,0.9,80%\n", "fraction", [85, 90, 80]),
    "percent or count": ("a.csv", f"Hand hygiene\nFacility,{MONTHS}\nT1,85,90,80\n", "percent", [85, 90, 80]),
    "numerator and denominator": ("a.csv", "Facility,Month,Completed,Deliveries reviewed,Rate %\n"
                                  "T1,2026-01,5,10,50%\nT1,2026-02,6,10,60%\nT1,2026-03,7,10,70%\n", "no",
                                  [5, 10, 6, 10, 7, 10]),
    "period type": ("a.csv", QUARTERLY,
                    "month", [5, 6, 7, 8]),
    "total or team": ("a.csv", WHOLE, "leave out",
                      [1, 2, 2, 3, 1, 1]),
    "what the columns are": ("a.csv", "Month,Abelo,Bereku,Cifra\nJan-26,1,2,3\nFeb-26,4,5,6\n", "indicator", None),
    "calendar": ("a.csv", "Facility,Month,Deliveries\nT1,Meskerem 2018,5\nT1,Tikimt 2018,6\n", "begins", [5, 6]),
    "financial year": ("a.csv", "Facility,Period,Deliveries\nT1,2023/24,5\nT1,2024/25,6\n", "7", None),
    "heading": ("a.csv", "dataelelement,orgunit,period,value\nDEL,T1,202601,5\n", "indicator", [5]),
    "other period type": ("a.csv", "Facility,Week,Deliveries\nT1,2026W5,5\nT1,2026W6,6\n", "leave out", []),
    "several names": ("a.csv", RENAMED, "code", None),
    "what the lines are": ("a.csv", LINES, "team", None),
}  # fmt: skip


def inspected(folder: Path, sheet: Path, answers: dict[str, str] | None = None) -> dict[str, Any]:
    (folder / "teams.csv").write_text(TEAMS)
    (folder / "indicators.csv").write_text(INDICATORS)
    given = folder / "answers.json"
    given.write_text(json.dumps(answers or {}))
    out, err = io.StringIO(), io.StringIO()
    code = commands.run(
        ["inspect", str(sheet), "--register", str(folder / "teams.csv"), "--indicators",
         str(folder / "indicators.csv"), "--answers", str(given), "--json"], out, err
    )  # fmt: skip
    assert (code, err.getvalue()) == (0, "")
    (found,) = json.loads(out.getvalue())["sheets"]
    return dict(found)


def numbers(sheet: dict[str, Any]) -> list[Any]:
    return [
        item["value"] if item["value"] is not None else (item["numerator"], item["denominator"])
        for item in sheet["observations"]
    ]


@pytest.mark.parametrize("kind", CASES)
def test_each_kind_of_question_is_answered_by_its_id_and_by_its_cell(tmp_path: Path, kind: str) -> None:
    name, text, answer, wanted = CASES[kind]
    sheet = tmp_path / name
    sheet.write_text(text, encoding="utf-8")
    asked = [question for question in inspected(tmp_path, sheet)["questions"] if question["kind"] == kind]
    assert asked, [question["kind"] for question in inspected(tmp_path, sheet)["questions"]]
    question = asked[0]
    assert question["asked"]
    assert question["cell"]
    assert len(question["choices"]) > 1
    for key in (question["id"], question["cell"]):
        after = inspected(tmp_path, sheet, {key: answer})
        assert question["id"] not in [one["id"] for one in after["questions"]]
        if wanted is not None:
            assert numbers(after) == wanted


def test_a_name_that_is_no_choice_and_any_year_are_taken_too(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text(LONG + "Nobody,2026-01,PARTO,1,9\n")
    after = inspected(tmp_path, sheet, {"unknown team: Nobody": "Mashiru HC III"})
    assert after["observations"][0]["matched_team"] == "T2"
    sheet.write_text("Deliveries\nFacility,Jan,Feb,Mar\nT1,1,2,3\n")
    (question,) = inspected(tmp_path, sheet)["questions"]
    after = inspected(tmp_path, sheet, {question["id"]: "2019"})
    assert after["periods"] == ["2019-01", "2019-02", "2019-03"]


def test_an_answer_that_is_none_leaves_the_question_open(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text("Facility,Deliveries\nT1,5\nT2,6\n")
    for wrong in ("March", "2026-13", "soon"):
        after = inspected(
            tmp_path, sheet, {"A1": wrong, "unknown period of the table: period of the file": wrong}
        )
        assert [question["kind"] for question in after["questions"]] == ["unknown period of the table"]
