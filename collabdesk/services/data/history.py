"""Who changed what, when: the journal in the office's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from collabdesk.errors import UserFacingError
from collabdesk.models.journal import RowHistory
from collabdesk.models.measures import Indicator, Observation
from collabdesk.models.places import Team
from collabdesk.models.records import REGISTRY, Row
from collabdesk.periods import Period, PeriodType
from collabdesk.services.data.observations import text_of
from collabdesk.services.workspace import Workspace

LIMIT = 5000
Named = TypeVar("Named", Team, Indicator)


def of_cell(workspace: Workspace, indicator_id: int, team_id: int, period: int) -> list[RowHistory]:
    """What happened to one number, the newest first."""
    return workspace.store.history(Observation, (indicator_id, team_id, period))


def find_team(workspace: Workspace, text: str) -> Team:
    """The team with this code or name. Raises UserFacingError."""
    return _find(workspace.mine(Team), text, "team")


def find_indicator(workspace: Workspace, text: str) -> Indicator:
    """The indicator with this code or name. Raises UserFacingError."""
    return _find(workspace.mine(Indicator), text, "indicator")


def _find(rows: Iterable[Named], text: str, what: str) -> Named:
    wanted = text.strip().casefold()
    for row in rows:
        if wanted in (row.code.casefold(), row.name.casefold()):
            return row
    raise UserFacingError(f"There is no {what} “{text}” in this collaborative.")


def report(
    workspace: Workspace, *, team: str | None = None, indicator: str | None = None, period: str | None = None
) -> dict[str, Any]:
    """The document of the ``history`` command: entries with their changes, the newest first.

    Without a filter, at most `LIMIT` changed rows are listed. Raises UserFacingError for an unknown name.
    """
    team_id = find_team(workspace, team).id if team else None
    indicator_id = find_indicator(workspace, indicator).id if indicator else None
    ordinal = _ordinal(period) if period else None
    narrowed = (team_id, indicator_id, ordinal) != (None, None, None)
    if team_id is not None and indicator_id is not None and ordinal is not None:
        rows = of_cell(workspace, indicator_id, team_id, ordinal)
    else:
        rows = workspace.store.history(limit=-1 if narrowed else LIMIT)
    wanted = {"team_id": team_id, "indicator_id": indicator_id, "period": ordinal}
    rows = [row for row in rows if _concerns(row, wanted)] if narrowed else rows
    return {"collaborative": workspace.collaborative.name, "entries": list(_entries(workspace, rows))}


def _ordinal(code: str) -> int:
    try:
        return Period.parse(code).ordinal
    except ValueError as error:
        raise UserFacingError(f"{error}.") from error


def _concerns(row: RowHistory, wanted: dict[str, int | None]) -> bool:
    image = row.after or row.before or {}
    own = {f"{row.table}_id": row.key[0]}
    return all(value is None or {**image, **own}.get(name) == value for name, value in wanted.items())


def _entries(workspace: Workspace, rows: Iterable[RowHistory]) -> Iterable[dict[str, Any]]:
    current: dict[str, Any] | None = None
    for row in rows:
        if current is None or current["id"] != row.entry.id:
            if current is not None:
                yield current
            current = {
                "id": row.entry.id,
                "at": row.entry.at.isoformat(timespec="seconds"),
                "who": row.entry.person,
                "label": row.entry.label,
                "kind": row.entry.kind,
                "state": row.entry.state,
                "changes": [],
            }
        current["changes"].append(
            {
                "table": row.table,
                "what": describe(workspace, row.table, row.after or row.before or {}),
                "old": image_text(row.table, row.before),
                "new": image_text(row.table, row.after),
            }
        )
    if current is not None:
        yield current


def describe(workspace: Workspace, table: str, image: Row) -> str:
    """Which record a row image is, in words: ``Tolveni, Partograph, 2026-03``."""
    parts = []
    if table not in ("team", "indicator"):
        known_team = workspace.rows(Team).get(image.get("team_id") or 0)
        known_indicator = workspace.rows(Indicator).get(image.get("indicator_id") or 0)
        parts += [known_team.name] if known_team else []
        parts += [known_indicator.name] if known_indicator else []
        if known_indicator and image.get("period") is not None:
            parts.append(Period(PeriodType.parse(known_indicator.period_type), image["period"]).code)
    parts += [
        str(image[name]) for name in ("name", "alias", "file", "title", "text", "topic") if image.get(name)
    ][:1]
    where = ", ".join(parts)
    if table == "observation":
        return where
    return f"{table.replace('_', ' ')} {where}".strip()


def image_text(table: str, image: Row | None) -> str | None:
    """A row image in short: a number as it is typed; of other records the fields that are set."""
    if image is None:
        return None
    if table == "observation":
        row = REGISTRY[table].from_row(image)
        assert isinstance(row, Observation)
        return (text_of(row) + (f" ({row.note})" if row.note else "")).strip()
    skipped = ("id", "collaborative_id", "team_id", "indicator_id", "position")
    told = [
        f"{name}: {value}" for name, value in image.items() if name not in skipped and value not in (None, "")
    ]
    return "; ".join(told)
