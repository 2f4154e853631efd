"""Lists of teams and indicators into a file: what ``new`` and the set-up page take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from collabdesk.errors import UserFacingError
from collabdesk.importing.names import registers
from collabdesk.importing.result import KnownIndicator
from collabdesk.models import file
from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.models.places import Collaborative
from collabdesk.models.store import Store
from collabdesk.models.writer import Writer
from collabdesk.periods import PeriodType
from collabdesk.services.setup import teams
from collabdesk.services.setup.teams import TeamRow
from collabdesk.services.workspace import Workspace

_KINDS = {
    "percent": IndicatorKind.PROPORTION,
    "percentage": IndicatorKind.PROPORTION,
    "%": IndicatorKind.PROPORTION,
    "number": IndicatorKind.COUNT,
    "time": IndicatorKind.TIME_BETWEEN,
    "average": IndicatorKind.MEAN,
    **{kind.value: kind for kind in IndicatorKind},
}


@dataclass(frozen=True, kw_only=True)
class Summary:
    """How much a new file holds."""

    teams: int
    indicators: int


def new_file(
    path: Path, person: str, name: str, *, teams_csv: Path | None, indicators_csv: Path | None
) -> Summary:
    """Make a file with one collaborative and, from lists, its teams and indicators; whole or not at all.

    Raises UserFacingError when the name is taken or a list cannot be read.
    """
    if not name.strip():
        raise UserFacingError("A collaborative needs a name.")
    rows = team_rows(teams_csv) if teams_csv else []
    wanted = registers.indicators(indicators_csv) if indicators_csv else ()

    def fill(store: Store) -> None:
        collaborative = store.unjournalled(
            person, "New file", lambda writer: writer.add(Collaborative(name=name.strip()))
        )
        workspace = Workspace(store, person, collaborative.id)
        if rows:
            teams.add_teams(workspace, rows)
        if wanted:
            add_indicators(workspace, wanted)

    file.create(path, person, fill).close()
    return Summary(teams=len(rows), indicators=len(wanted))


def team_rows(path: Path) -> list[TeamRow]:
    """The teams of a list (columns code, name, district, dhis2_uid). Raises UserFacingError."""
    return [
        TeamRow(name=one.name, code=one.code, district=one.district, uid=one.uid)
        for one in registers.teams(path)
    ]


def add_indicators(workspace: Workspace, wanted: Sequence[KnownIndicator]) -> None:
    """Add the indicators of a list in one edit. Raises UserFacingError for a kind or period that is not known."""
    made = [_indicator(workspace, one, position) for position, one in enumerate(wanted, start=1)]

    def write(writer: Writer) -> None:
        for indicator in made:
            writer.add(indicator)

    workspace.transact(f"{len(made)} indicators", write)


def _indicator(workspace: Workspace, one: KnownIndicator, position: int) -> Indicator:
    kind = _KINDS.get(one.kind.strip().casefold() or "percent")
    if kind is None:
        known = ", ".join(sorted(_KINDS))
        raise UserFacingError(f"The kind “{one.kind}” of “{one.name}” is not known; use one of {known}.")
    try:
        period_type = str(PeriodType.parse(one.period_type.strip().casefold() or "month"))
    except ValueError as error:
        raise UserFacingError(f"The period “{one.period_type}” of “{one.name}” is not known.") from error
    return Indicator(
        collaborative_id=workspace.collaborative.id,
        name=one.name,
        code=one.code,
        uid=one.uid,
        kind=kind,
        numerator_label=one.numerator_label,
        denominator_label=one.denominator_label,
        multiplier=1000.0 if kind is IndicatorKind.RATE else 1.0,
        unit={IndicatorKind.PROPORTION: "%", IndicatorKind.RATE: "per 1,000"}.get(kind, ""),
        period_type=period_type,
        position=position,
    )
