"""DHIS2 files in XML and JSON, Excel's old XML, and plain JSON lists: each becomes a sheet with a heading
row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import SheetGrid, Value

_FIELDS = (
    "dataElement",
    "period",
    "orgUnit",
    "categoryOptionCombo",
    "attributeOptionCombo",
    "value",
    "comment",
)


def json_sheets(text: str) -> tuple[SheetGrid, ...]:
    """The sheet of a DHIS2 data value set, of DHIS2 analytics or of a list of objects; else empty."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if isinstance(content, dict):
        if isinstance(content.get("dataValues"), list):
            return (_value_set(content["dataValues"], content, "dataValues"),)
        if isinstance(content.get("rows"), list) and isinstance(content.get("headers"), list):
            return (_analytics(content),)
        content = next((item for item in content.values() if _is_table(item)), None)
    return (_objects(content),) if _is_table(content) and content else ()


def _is_table(content: object) -> bool:
    return isinstance(content, list) and bool(content) and all(isinstance(item, dict) for item in content)


def _value_set(items: Iterable[Any], outer: Mapping[str, Any], word: str) -> SheetGrid:
    """``outer`` holds what the whole set shares: period and orgUnit may stand there only."""
    rows: list[list[Value]] = [list(_FIELDS)]
    labels = {}
    for number, item in enumerate(items, 1):
        if not isinstance(item, Mapping):
            continue
        row = [_value(item.get(field, outer.get(field))) for field in _FIELDS]
        label = f"{word}[{number}]"
        labels.update({(len(rows), column): label for column in range(len(row))})
        rows.append(row)
    return SheetGrid(name="", rows=rows, labels=labels)


def _analytics(content: Mapping[str, Any]) -> SheetGrid:
    """DHIS2's analytics answer: headings, rows of ids, and the names of the ids."""
    names = content.get("metaData", {}).get("items", {}) if isinstance(content.get("metaData"), dict) else {}
    heads = [str(head.get("column") or head.get("name") or "") for head in content["headers"]]
    rows: list[list[Value]] = [list(heads)]
    keep_ids = {"pe", "value"}
    for record in content["rows"]:
        row: list[Value] = []
        for head, item in zip(content["headers"], record, strict=False):
            known = names.get(item) if isinstance(item, str) and head.get("name") not in keep_ids else None
            row.append(_value(known.get("name", item) if isinstance(known, dict) else item))
        rows.append(row)
    return SheetGrid(name="", rows=rows)


def _objects(items: Sequence[Mapping[str, Any]]) -> SheetGrid:
    heads = list(dict.fromkeys(str(key) for item in items for key in item))
    return SheetGrid(
        name="", rows=[list(heads), *([_value(item.get(key)) for key in heads] for item in items)]
    )


def _value(item: object) -> Value:
    if item is None or item == "":
        return None
    if isinstance(item, bool | int | float | str):
        return item
    if isinstance(item, Mapping):
        return str(item.get("name") or item.get("id") or item)
    return str(item)


def xml_sheets(text: str, name: str) -> tuple[SheetGrid, ...]:
    """DHIS2 data value sets and Excel's XML of 2003. Raises UserFacingError for any other XML."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(text.encode("utf-8") if "encoding=" not in text[:200] else _plain_declaration(text))
    except DefusedXmlException as error:
        raise UserFacingError(f"“{name}” is XML with definitions inside, which are not read.") from error
    except ParseError as error:
        raise UserFacingError(
            f"“{name}” is XML that is incomplete or damaged. Ask for a new copy."
        ) from error
    tag = _tag(root)
    if tag == "dataValueSet":
        items = [dict(item.attrib) for item in root if _tag(item) == "dataValue"]
        return (_value_set(items, dict(root.attrib), "dataValue"),)
    if tag == "Workbook":
        return tuple(_old_sheet(item) for item in root if _tag(item) == "Worksheet")
    raise UserFacingError(f"“{name}” is XML of a kind that is not known; a DHIS2 data value set would be.")


def _plain_declaration(text: str) -> bytes:
    return text[text.index("?>") + 2 :].encode("utf-8") if "?>" in text[:300] else text.encode("utf-8")


def _tag(item: Any) -> str:
    return str(item.tag).rpartition("}")[2]


def _attribute(item: Any, wanted: str) -> str | None:
    return next((value for key, value in item.attrib.items() if key.rpartition("}")[2] == wanted), None)


def _old_sheet(sheet: Any) -> SheetGrid:
    rows: list[list[Value]] = []
    merged = []
    for item in (item for item in sheet.iter() if _tag(item) == "Row"):
        index = int(_attribute(item, "Index") or len(rows) + 1)
        rows.extend([[] for _ in range(min(index - 1 - len(rows), 100_000))])
        row: list[Value] = []
        for cell in (cell for cell in item if _tag(cell) == "Cell"):
            at = int(_attribute(cell, "Index") or len(row) + 1)
            row.extend([None] * min(at - 1 - len(row), 20_000))
            row.append(_old_value(cell))
            across, down = (int(_attribute(cell, key) or 0) for key in ("MergeAcross", "MergeDown"))
            if across or down:
                merged.append((len(rows), at - 1, len(rows) + down, at - 1 + across))
                row.extend([None] * min(across, 1000))
        rows.append(row)
    return SheetGrid(name=_attribute(sheet, "Name") or "", rows=rows, merged=tuple(merged))


def _old_value(cell: Any) -> Value:
    data = next((item for item in cell if _tag(item) == "Data"), None)
    text = "".join(data.itertext()) if data is not None else ""
    if not text.strip():
        return None
    kind = _attribute(data, "Type")
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() else number
    if kind == "DateTime":
        import datetime as dt

        return dt.datetime.fromisoformat(text[:19])
    return text
