"""Measures `inspect --json` against the stated facts of the sample spreadsheets, where these are present."""

from __future__ import annotations

import io
import json
import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from collabdesk.commands import inspect
from collabdesk.errors import UserFacingError

Fact = dict[str, Any]


def inputs_folder() -> Path | None:
    """The folder of sample spreadsheets beside the checkout, if it is there."""
    for parent in Path(__file__).resolve().parents:
        folder = parent / "shared" / "inputs"
        if (folder / "lookalike" / "facts.json").exists():
            return folder
    return None


def inspected(
    path: Path, register: Path | None = None, indicators: Path | None = None
) -> dict[str, Any] | str:
    """The JSON of `inspect`, or the sentence it refuses the file with."""
    out = io.StringIO()
    args = Namespace(sheet=path, register=register, indicators=indicators, answers=None, json=True)
    try:
        inspect.run(args, out)
    except UserFacingError as error:
        return error.sentence
    return dict(json.loads(out.getvalue()))


def all_facts(folder: Path) -> Iterator[tuple[Fact, Path, bool]]:
    """(fact, its file, whether the register applies)."""
    for name, sub in (("facts.json", ""), ("lookalike/facts.json", "lookalike/")):
        for fact in json.loads((folder / name).read_text(encoding="utf-8")):
            yield fact, folder / (sub + fact["file"]), bool(sub)


def measure(folder: Path) -> list[tuple[Fact, str]]:
    """Every fact with an empty string, or with the reason why it is not met."""
    results: dict[Path, dict[str, Any] | str] = {}
    found = []
    register, indicators = folder / "lookalike/register.csv", folder / "lookalike/indicators.csv"
    for fact, path, known in all_facts(folder):
        if path not in results:
            results[path] = inspected(path, register, indicators) if known else inspected(path)
        found.append((fact, check(fact, results[path])))
    return found


def check(fact: Fact, result: dict[str, Any] | str) -> str:
    """Empty if the fact is met, else why not."""
    kind = fact["fact_kind"]
    if isinstance(result, str):
        return "" if kind == "reject" else f"refused: {result}"
    sheets = [sheet for sheet in result["sheets"] if sheet["sheet"] == (fact["sheet"] or "")]
    if not sheets:
        return "no such sheet"
    sheet = sheets[0]
    checks = {
        "value": _value, "zero": _value, "ratio": _ratio, "missing": _missing, "not_data": _missing,
        "reject": _reject, "warn": _warn, "ask": _ask, "period": _period,
    }  # fmt: skip
    return checks[kind](fact, sheet) if kind in checks else ""


def _at(sheet: dict[str, Any], cell: str) -> list[dict[str, Any]]:
    return [item for item in sheet["observations"] if cell in item["cells"]]


def _period_of(fact: Fact) -> str | None:
    text = fact["period"]
    return re.sub(r" \(.*\)", "", text) if text else None


def _matches(fact: Fact, item: dict[str, Any]) -> str:
    if _period_of(fact) and item["period"] != _period_of(fact):
        return f"period {item['period']} instead of {fact['period']}"
    for key, matched in (("team_code", "matched_team"), ("indicator_code", "matched_indicator")):
        if fact.get(key) and item.get(matched, fact[key]) != fact[key]:
            return f"{key} {item.get(matched)}"
    if fact.get("team") and fact.get("team_code") and _bare(fact["team"]) != _bare(item["team"]):
        return f"team {item['team']!r} instead of {fact['team']!r}"
    if (
        fact.get("indicator_code")
        and fact["indicator"]
        and not item["indicator"].startswith(fact["indicator"])
    ):
        return f"indicator {item['indicator']!r} instead of {fact['indicator']!r}"
    return ""


def _same_team(team: str, item: dict[str, Any]) -> bool:
    """The real files' facts name a team by its code, its name, or both."""
    said = {_bare(item["team"]), _bare(item.get("team_code", ""))} | set(_bare(item["team"]).split(" / "))
    wanted = {_bare(team), _bare(re.sub(r" \(.*\)", "", team))}
    return bool(said & wanted) or any(text.startswith(_bare(team)) for text in said)


def _bare(text: str) -> str:
    return " ".join(text.split())


def _value(fact: Fact, sheet: dict[str, Any]) -> str:
    if fact["numerator"] is not None or fact["denominator"] is not None:
        return _ratio(fact, sheet)
    items = [item for cell in fact["cells"] for item in _at(sheet, cell)]
    if not items:
        return "no observation"
    for item in items:
        if item["value"] == fact["value"] and item.get("unit") == fact.get("unit"):
            return _matches(fact, item)
    return f"value {items[0]['value']} {items[0].get('unit')} instead of {fact['value']}"


def _ratio(fact: Fact, sheet: dict[str, Any]) -> str:
    items = _at(sheet, fact["cell"])
    for item in items:
        if (item["numerator"], item["denominator"]) == (fact["numerator"], fact["denominator"]):
            return _matches(fact, item)
    if not fact.get("indicator_code"):
        values = [item["value"] for cell in fact["cells"] for item in _at(sheet, cell)]
        if values == [fact["numerator"], fact["denominator"]]:
            return _matches(fact, items[0])
    return f"no such pair: {[(i['numerator'], i['denominator'], i['value']) for i in items]}"


def _missing(fact: Fact, sheet: dict[str, Any]) -> str:
    if fact["fact_kind"] == "not_data":
        names = [text for text in fact["cells"].values() if isinstance(text, str) and text]
        listed = [name for name in names if name in sheet["teams"] or name in sheet["indicators"]]
        if listed:
            return f"{listed[0]!r} became a team or indicator"
    cells = [cell for cell in fact["cells"] if _at(sheet, cell)]
    if fact["denominator"] is not None:
        cells = [cell for cell in cells if _at(sheet, cell)[0]["numerator"] is not None]
    return f"observation at {cells[0]}" if cells else ""


def _reject(fact: Fact, sheet: dict[str, Any]) -> str:
    if any(_at(sheet, cell) for cell in fact["cells"]):
        return "there is an observation"
    asked = any(set(fact["cells"]) & {q["cell"], *q["cells"]} for q in sheet["questions"])
    return "" if asked or _said(fact, sheet) else "no problem is said"


def _said(fact: Fact, sheet: dict[str, Any]) -> bool:
    return any(problem["cell"] in fact["cells"] for problem in sheet["problems"])


def _warn(fact: Fact, sheet: dict[str, Any]) -> str:
    if fact["numerator"] is not None or fact["value"] is not None:
        wrong = _value(fact, sheet)
        if wrong:
            return wrong
    if not fact["cells"]:
        return "" if sheet["problems"] else "no warning"
    return "" if _said(fact, sheet) else "no warning"


def _ask(fact: Fact, sheet: dict[str, Any]) -> str:
    if not fact["cells"]:
        return ""
    asked = {cell for question in sheet["questions"] for cell in (question["cell"], *question["cells"])}
    rows = {re.sub(r"\D", "", cell) for cell in fact["cells"]}
    near = set(fact["cells"]) & asked
    about = {re.sub(r"\D", "", cell) for cell in asked}
    if near or (fact["label_cells"] and set(fact["label_cells"]) & asked) or rows & about:
        return ""
    return "no question"


def _period(fact: Fact, sheet: dict[str, Any]) -> str:
    if not sheet["observations"]:
        return ""
    period = fact["period"]
    if ".." in period and "-10.." not in period:
        first, last = period.split("..")
        return (
            ""
            if first in sheet["periods"] and last in sheet["periods"]
            else f"{period} not in {sheet['periods']}"
        )
    if "Q" in period and period not in sheet["periods"]:
        return ""
    return "" if period in sheet["periods"] else f"{period} not in {sheet['periods'][:5]}"


def main() -> None:
    """Print the facts that are not met, and the count."""
    folder = inputs_folder()
    if folder is None:
        print("The sample spreadsheets are not here.")
        return
    found = measure(folder)
    for fact, wrong in found:
        if wrong:
            print(f"{fact['id']} [{fact['fact_kind']} {fact['cell']}]: {wrong}")
    print(f"{sum(1 for _, wrong in found if not wrong)} of {len(found)} facts are met")


if __name__ == "__main__":
    main()
