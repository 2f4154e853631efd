"""One cell of the grid: its note, where its number came from, who changed it and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.models.cell_notes import cell_notes
from collabdesk.models.intake import ImportBatch
from collabdesk.models.journal import RowHistory
from collabdesk.models.measures import Exclusion, Indicator, IndicatorKind, Observation, State
from collabdesk.models.places import Team
from collabdesk.models.records import Row
from collabdesk.periods import PeriodType
from collabdesk.services.changeset import Cell
from collabdesk.services.data import observations
from collabdesk.services.data.point_judgements import judgement_of
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class CellVersion:
    """One edit of a cell: who, when, and its text and note before and after. ``kind`` is edit, undo or redo."""

    at: dt.datetime
    person: str
    kind: str
    old: str
    new: str
    old_note: str
    new_note: str
    file: str = ""
    """The imported file that the new number came from."""
    excluded: bool | None = None
    """True where the point was excluded, False where it was taken in again; None for an edit of the number."""
    reason: str = ""
    """Why it was excluded."""


@dataclass(frozen=True, kw_only=True)
class CellFacts:
    """What is known about a cell besides its number."""

    row: Observation | None
    text: str
    note: str = ""
    file: str = ""
    place: str = ""
    """Where in ``file`` the number stands: ``Data!C7``."""
    sha256: str = ""
    """The hash of that file, which tells it from every other of its name."""
    last: CellVersion | None = None
    exclusion: Exclusion | None = None


def notes(
    workspace: Workspace, *, indicator_id: int | None = None, team_id: int | None = None
) -> dict[Cell, str]:
    """The notes of an indicator's, or a team's, cells."""
    return cell_notes(workspace.store, indicator_id=indicator_id, team_id=team_id)


def note(workspace: Workspace, cell: Cell) -> str:
    """The note of one cell; empty where there is none."""
    row = workspace.store.get(Observation, *cell)
    return row.note if row else ""


def text_of(workspace: Workspace, row: Observation | None) -> str:
    """How a cell shows and edits an observation; a percentage without its numbers keeps its sign: ``60%``."""
    if row is None or row.value is None or row.numerator is not None or row.state != State.REPORTED:
        return observations.text_of(row)
    indicator = workspace.rows(Indicator).get(row.indicator_id)
    if indicator is not None and indicator.kind is IndicatorKind.PROPORTION:
        return f"{observations.plain_number(row.value)}%"
    return observations.text_of(row)


def facts(workspace: Workspace, cell: Cell) -> CellFacts:
    """All that is known about a cell."""
    row = workspace.store.get(Observation, *cell)
    versions = _numbers(workspace, cell, limit=1)
    batch = workspace.rows(ImportBatch).get(row.origin or 0) if row else None
    return CellFacts(
        row=row,
        text=text_of(workspace, row),
        note=row.note if row else "",
        file=batch.file if batch else "",
        sha256=batch.sha256 if batch else "",
        place=row.cell if row else "",
        last=versions[0] if versions else None,
        exclusion=judgement_of(workspace, Exclusion, cell),
    )


def history(workspace: Workspace, cell: Cell, limit: int = 200) -> list[CellVersion]:
    """The edits of a cell, and its exclusions, the newest first."""
    found = [*_numbers(workspace, cell, limit), *_exclusions(workspace, cell)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def reporting_span(team: Team, period_type: PeriodType) -> tuple[int | None, int | None]:
    """The first and last period for which a team's numbers are expected; None where open."""
    since, until = team.reports_from or team.joined, team.left
    return (
        period_type.holding(since) if since else None,
        period_type.holding(until) if until else None,
    )


def _numbers(workspace: Workspace, cell: Cell, limit: int) -> list[CellVersion]:
    return [_version(workspace, one) for one in workspace.store.history(Observation, cell, limit)]


def _exclusions(workspace: Workspace, cell: Cell) -> list[CellVersion]:
    found = []
    for change in workspace.store.history(Exclusion, limit=-1):
        image = change.after or change.before or {}
        if (image.get("indicator_id"), image.get("team_id"), image.get("period")) == cell:
            entry = change.entry
            blank = {"old": "", "new": "", "old_note": "", "new_note": ""}
            found.append(
                CellVersion(
                    **blank,
                    at=entry.at,
                    person=entry.person,
                    kind=entry.kind,
                    excluded=change.after is not None,
                    reason=str(image.get("reason") or ""),
                )
            )
    return found


def _version(workspace: Workspace, change: RowHistory) -> CellVersion:
    before, after = _record(change.before), _record(change.after)
    return CellVersion(
        at=change.entry.at,
        person=change.entry.person,
        kind=change.entry.kind,
        old=text_of(workspace, before),
        new=text_of(workspace, after),
        old_note=before.note if before else "",
        new_note=after.note if after else "",
        file=_file(workspace, after.origin) if after else "",
    )


def _record(image: Row | None) -> Observation | None:
    return Observation.from_row(image) if image else None


def _file(workspace: Workspace, origin: int | None) -> str:
    batch = workspace.rows(ImportBatch).get(origin or 0)
    return batch.file if batch else ""
