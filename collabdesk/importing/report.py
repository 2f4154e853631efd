"""The JSON form of what was understood (commands.md, “inspect and import output”)."""

from __future__ import annotations

from typing import Any

from collabdesk.importing.result import (
    Problem,
    Question,
    ReadObservation,
    Register,
    Understanding,
    UnderstoodSheet,
)


def to_json(understanding: Understanding, register: Register | None = None) -> dict[str, Any]:
    """A document that `json.dumps` takes; texts in English.

    With a register each observation also names the code (or name) of the team and indicator it was matched
    to.
    """
    known = _Known(register or Register())
    return {
        "file": understanding.file,
        "sha256": understanding.sha256,
        "sheets": [_sheet(sheet, known) for sheet in understanding.sheets],
    }


class _Known:
    """The register's codes (or names) by key."""

    def __init__(self, register: Register) -> None:
        self.teams: dict[int | None, str] = {item.key: item.code or item.name for item in register.teams}
        self.indicators: dict[int | None, str] = {
            item.key: item.code or item.name for item in register.indicators
        }


def _sheet(sheet: UnderstoodSheet, known: _Known) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "hidden": sheet.hidden,
        "layout": sheet.layout,
        "table": sheet.table,
        "header_rows": list(sheet.header_rows),
        "teams": list(sheet.teams),
        "indicators": list(sheet.indicators),
        "periods": [period.code for period in sheet.periods],
        "observations": [_observation(item, known) for item in sheet.observations],
        "questions": [question_json(item) for item in sheet.questions],
        "problems": [problem_json(item) for item in sheet.problems],
        "skipped": [{"range": item.range, "why": str(item.why)} for item in sheet.skipped],
    }


def _observation(item: ReadObservation, known: _Known) -> dict[str, Any]:
    found: dict[str, Any] = {
        "team": item.team,
        "indicator": item.indicator,
        "period": item.period.code,
        "numerator": _number(item.numerator),
        "denominator": _number(item.denominator),
        "value": _number(item.value),
        "cell": item.cell,
        "cells": list(item.cells),
        "note": item.note,
    }
    if item.spread is not None:
        found["spread"] = _number(item.spread)
    if item.unit:
        found["unit"] = item.unit
    if item.team_code:
        found["team_code"] = item.team_code
    if item.category:
        found["category"] = item.category
    if item.team_key in known.teams:
        found["matched_team"] = known.teams[item.team_key]
    if item.indicator_key in known.indicators:
        found["matched_indicator"] = known.indicators[item.indicator_key]
    if not item.confirmed:
        found["confirmed"] = False
    return found


def _number(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else value


def question_json(item: Question) -> dict[str, Any]:
    """A question with what may be answered, and the words of each answer."""
    return {
        "id": item.id,
        "cell": item.cell,
        "kind": item.kind,
        "asked": str(item.asked),
        "choices": [choice.value for choice in item.choices],
        "labels": [str(choice.label) for choice in item.choices],
        "proposed": item.proposed,
        "cells": list(item.cells),
    }


def problem_json(item: Problem) -> dict[str, Any]:
    """What could not be used, where, and why."""
    return {
        "cell": item.cell,
        "kind": item.kind,
        "text": item.text,
        "said": str(item.said),
        "severity": item.severity.value,
    }
