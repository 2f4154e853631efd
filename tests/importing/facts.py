"""Measures `inspect --json` against the stated facts of the sample spreadsheets, where these are present."""

from __future__ import annotations

import io
import json
import re
from argparse import Namespace
from collections.abc import Iterable, Iterator
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
    found = dict(json.loads(out.getvalue()))
    for sheet in found["sheets"]:
        sheet["all_questions"] = [question for one in found["sheets"] for question in one["questions"]]
    return found


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
    """Empty if the fact is met, else why not. Every kind is held to the letter of the inputs' index."""
    kind = fact["fact_kind"]
    if isinstance(result, str):
        return "" if kind == "reject" and not fact["cells"] else f"refused: {result}"
    sheets = [sheet for sheet in result["sheets"] if sheet["sheet"] == (fact["sheet"] or "")]
    if not sheets:
        return "no such sheet"
    if kind == "count":
        return _count(fact, sheets[0], result)
    return _CHECKS[kind](fact, sheets[0])


def _at(sheet: dict[str, Any], cell: str) -> list[dict[str, Any]]:
    return [item for item in sheet["observations"] if cell in item["cells"]]


def _period_of(fact: Fact) -> str | None:
    text = fact["period"]
    return re.sub(r" \(.*\)", "", text) if text else None


def _matches(fact: Fact, item: dict[str, Any], sheet: dict[str, Any]) -> str:
    period = _period_of(fact)
    if period and ".." not in period.replace("-10..", "") and item["period"] != period:
        return f"period {item['period']} instead of {fact['period']}"
    return (
        _team(fact, item, sheet)
        or _indicator(fact, item)
        or _matched(fact, item, sheet, "team")
        or _matched(fact, item, sheet, "indicator")
    )


def _matched(fact: Fact, item: dict[str, Any], sheet: dict[str, Any], what: str) -> str:
    """The register's entry must be the stated one, or be asked for (and never another one)."""
    if f"{what}_code" not in fact:
        return ""
    found, wanted = item.get(f"matched_{what}"), fact[f"{what}_code"]
    if found == wanted:
        return ""
    if found is not None:
        return f"{what} {found} instead of {wanted}"
    asked = [q for q in sheet["all_questions"] if q["id"] == f"unknown {what}: {_bare(item[what])}"]
    if not asked:
        return f"{what} {item[what]!r} is neither matched with {wanted} nor asked about"
    return "" if wanted is None or wanted in asked[0]["choices"] else f"{wanted} is no choice"


def _team(fact: Fact, item: dict[str, Any], sheet: dict[str, Any]) -> str:
    if not fact["team"] or fact["team"] == item["team"] or _bare(fact["team"]) == _bare(item["team"]):
        return ""
    said = {_bare(item["team"]), _bare(item.get("team_code", ""))}
    name, _, code = _bare(fact["team"]).partition(" (")
    if name in said and (not code or code.rstrip(")") in said):
        return ""
    whole = any(q["kind"] == "total or team" and item["team"] in q["asked"] for q in sheet["questions"])
    if whole and item["team"].startswith(fact["team"]):
        return ""  # TOTAL REGISTRATIONS with the mark of a footnote behind it
    return f"team {item['team']!r} instead of {fact['team']!r}"


def _indicator(fact: Fact, item: dict[str, Any]) -> str:
    """As the file writes it; a fact that describes the indicator in words of its own is not compared."""
    if not fact["indicator"] or fact["indicator"] == item["indicator"]:
        return ""
    if fact.get("team_code") is None and "team_code" not in fact:  # the real files
        own_words = re.search(
            r" / |file name|type \d|occupancy|CHW|dengue cases|deaths registered", fact["indicator"]
        )
        return "" if own_words else f"indicator {item['indicator']!r} instead of {fact['indicator']!r}"
    if (
        item["indicator"].startswith(fact["indicator"])
        or item.get("matched_indicator") == fact["indicator_code"]
    ):
        return ""
    return f"indicator {item['indicator']!r} instead of {fact['indicator']!r}"


def _bare(text: str) -> str:
    return " ".join(text.split())


def _value(fact: Fact, sheet: dict[str, Any]) -> str:
    if fact["numerator"] is not None or fact["denominator"] is not None:
        return _ratio(fact, sheet)
    cells = [
        cell for cell, value in fact["cells"].items() if value == fact["value"] or len(fact["cells"]) == 1
    ]
    items = [item for cell in cells for item in _at(sheet, cell)]
    if not items:
        return "no observation"
    if len(items) > 1:
        return f"{len(items)} observations"
    item = items[0]
    if item["value"] != fact["value"] or item.get("unit") != fact.get("unit"):
        return f"value {item['value']} {item.get('unit')} instead of {fact['value']}"
    if item["cell"] != cells[0] or item["cells"] != cells:
        return f"cells {item['cells']} instead of {cells}"
    return _matches(fact, item, sheet)


def _ratio(fact: Fact, sheet: dict[str, Any]) -> str:
    """Both numbers in one observation; without a register, in two with the same labels."""
    cells = [
        cell for cell, value in fact["cells"].items() if value is not None and not str(value).startswith("#")
    ]
    items = [item for cell in cells for item in _at(sheet, cell)]
    if len(items) in (1, 2) and all(item is items[0] for item in items):
        item = items[0]
        if (item["numerator"], item["denominator"]) != (fact["numerator"], fact["denominator"]):
            return f"{item['numerator']}/{item['denominator']}"
        if sorted(item["cells"]) != sorted(cells) or item["cell"] != cells[0]:
            return f"cells {item['cells']} instead of {cells}"
        return _matches(fact, item, sheet)
    if "team_code" not in fact and [item["value"] for item in items] == [
        fact["numerator"],
        fact["denominator"],
    ]:
        return _matches(fact, items[0], sheet) or _matches(fact, items[1], sheet)
    return f"no such pair: {[(i['numerator'], i['denominator'], i['value']) for i in items]}"


def _not_data(fact: Fact, sheet: dict[str, Any]) -> str:
    names = [text for text in fact["cells"].values() if isinstance(text, str) and text]
    listed = [name for name in names if name in sheet["teams"] or name in sheet["indicators"]]
    if listed:
        return f"{listed[0]!r} became a team or indicator"
    return _missing(fact, sheet)


def _missing(fact: Fact, sheet: dict[str, Any]) -> str:
    cells = [cell for cell in fact["cells"] if _at(sheet, cell)]
    return f"observation at {cells[0]}" if cells else ""


def _reject(fact: Fact, sheet: dict[str, Any]) -> str:
    """No number of the cell's row may get through where the row's period is at fault; said with its cell, or asked."""
    if any(_at(sheet, cell) for cell in (*fact["cells"], *_row_of(fact))):
        return "there is an observation"
    raw = str(next(iter(fact["cells"].values()), ""))
    said = [problem for problem in sheet["problems"] if problem["cell"] in fact["cells"]]
    if any(raw in problem["text"] and problem["said"] for problem in said):
        return ""
    return "" if _is_asked(fact["cells"], sheet) else "no problem is said"


def _row_of(fact: Fact) -> list[str]:
    if not fact.get("period_raw") or fact["period"] is not None or fact["cell"] is None:
        return []
    row = re.sub(r"\D", "", fact["cell"])
    return [f"{chr(65 + column)}{row}" for column in range(26)]


def _is_asked(cells: Iterable[str], sheet: dict[str, Any]) -> bool:
    asked = {cell for question in sheet["questions"] for cell in (question["cell"], *question["cells"])}
    return bool(set(cells) & asked)


def _warn(fact: Fact, sheet: dict[str, Any]) -> str:
    """Kept as it is, and a problem of the severity "warning" with one of its cells."""
    if fact["numerator"] is not None or fact["value"] is not None:
        wrong = _value(fact, sheet)
        if wrong:
            return wrong
    warned = [problem["cell"] for problem in sheet["problems"] if problem["severity"] == "warning"]
    if not fact["cells"]:
        wanted = int(re.search(r"warn (\d+) times", fact["expect"])[1])  # type: ignore[index]
        above = [one for one in sheet["problems"] if one["kind"] == "warning: numerator above denominator"]
        return "" if len(above) == wanted else f"{len(above)} warnings instead of {wanted}"
    numbers = [cell for cell, value in fact["cells"].items() if str(value).isdigit()]
    if fact["numerator"] is None and fact["value"] is None and numbers:
        kept = [item["value"] for cell in numbers for item in _at(sheet, cell)]
        if kept != [int(fact["cells"][cell]) for cell in numbers]:
            return f"kept as {kept}"
        return "" if set(numbers) <= set(warned) else "not all are warned about"
    return "" if set(warned) & set(fact["cells"]) else "no warning"


def _ask(fact: Fact, sheet: dict[str, Any]) -> str:
    """A question about that cell, or about the label of its row or column."""
    if not fact["cells"]:
        return "" if any(q["kind"] == "several names" for q in sheet["questions"]) else "no question"
    if _is_asked(fact["cells"], sheet) or _is_asked(fact["label_cells"], sheet):
        return ""
    return "no question"


def _period(fact: Fact, sheet: dict[str, Any]) -> str:
    period = fact["period"]
    row = re.sub(r"\D", "", fact["cell"] or "")
    if any(
        period in item["why"] and re.fullmatch(rf"[A-Z]+{row}:[A-Z]+{row}", item["range"])
        for item in sheet["skipped"]
    ):
        return ""  # read, and set aside as the sum that it is
    if ".." in period and "-10.." not in period:
        first, last = period.split("..")
        missing = {first, last} - set(sheet["periods"])
        return f"{missing} not in {sheet['periods']}" if missing else ""
    return "" if period in sheet["periods"] else f"{period} not in {sheet['periods'][:5]}"


def _encoding(fact: Fact, sheet: dict[str, Any]) -> str:
    shown = [*sheet["teams"], *sheet["indicators"]]
    for text in fact["cells"].values():
        if text not in shown:
            return f"{text!r} not in {shown[:5]}"
    odd = [name for name in shown if re.search("[\ufeff\ufffd\u0080-\u009f]|Ã|Â", name)]
    return f"{odd[0]!r} is not read in its encoding" if odd or not sheet["observations"] else ""


_WORDS = {
    "org units": "teams", "org unit": "teams", "regions": "teams", "organisations": "teams", "districts": "teams",
    "community rows": "teams", "facilities": "teams", "teams": "teams", "data elements": "indicators",
    "indicators": "indicators", "months": "periods", "distinct months": "periods", "quarters": "periods",
    "distinct periods": "periods",
}  # fmt: skip


def _count(fact: Fact, sheet: dict[str, Any], result: dict[str, Any]) -> str:
    """The counts named in the fact's words, compared with the lists and the observations."""
    expect = fact["expect"]
    if re.search(r"\bsheets?\b.*\bsheets?|\d sheets", expect):
        wanted = sum(
            int(number) for number in re.findall(r"(\d+) (?:facility |summary)?(?:sheets)?", expect)[:1]
        )
        return "" if len(result["sheets"]) >= wanted else f"{len(result['sheets'])} sheets"
    observed = sheet["observations"]
    for number, word in re.findall(r"(\d+) ([a-z]+(?: [a-z]+)?)", expect):
        key = _WORDS.get(word) or _WORDS.get(word.split()[0])
        if key and len(sheet[key]) != int(number) and not _known_twice(fact, key):
            return f"{len(sheet[key])} {key} instead of {number}"
    reported = re.search(
        r"(\d+) reported|= (\d+) values|^(\d+) data (?:rows|values)|(\d+) values imported|^0 values", expect
    )
    if reported:
        wanted = int(next((group for group in reported.groups() if group), 0))
        rows = len({re.sub(r"\D", "", item["cell"]) for item in observed})
        told = len({re.sub(r"\D", "", p["cell"]) for p in sheet["problems"] if p["severity"] == "error"})
        if wanted not in (len(observed), rows, rows + told) and not _has_gaps(fact):
            return f"{len(observed)} observations in {rows} rows instead of {wanted}"
    period = re.search(r"(\d+) rows in (?:period|quarter) (\S+)", expect)
    if period:
        code = (
            period[2].replace("Q", "-Q")
            if "Q" in period[2]
            else f"{period[2][:4]}-10..{int(period[2][:4]) + 1}-09"
        )
        found = sum(1 for item in observed if item["period"] == code)
        return "" if found == int(period[1]) else f"{found} of {code}"
    return ""


def _known_twice(fact: Fact, key: str) -> bool:
    """Two districts of that file stand there twice, under one name and province."""
    return key == "teams" and fact["file"] == "real/lk_dengue_2019.csv"


def _has_gaps(fact: Fact) -> bool:
    """Seven of ten rows of that file hold NA only; two rows of another one have no number at all."""
    return fact["file"] in ("real/nhs_beds_data_KH03.csv", "collab_export_long.csv")


_CHECKS = {
    "value": _value, "zero": _value, "ratio": _ratio, "missing": _missing, "not_data": _not_data, "reject": _reject,
    "warn": _warn, "ask": _ask, "period": _period, "encoding": _encoding,
}  # fmt: skip


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
