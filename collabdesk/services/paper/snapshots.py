"""Printed packs as they were: the paper itself, byte for byte, and the numbers, to be compared with today's.

The PDF is kept, not what it was made from: another version of the program, of a library or of a font would print
the same values differently. The numbers are kept beside it as values, since nobody can compare a picture.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from collabdesk import __version__
from collabdesk.charts.spec import Sign
from collabdesk.errors import UserFacingError
from collabdesk.models.measures import Indicator
from collabdesk.models.meetings import Snapshot, SnapshotPaper
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import Period, PeriodType
from collabdesk.reports.content import PackOptions
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.cubes import cube_of
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace

Cell = tuple[float | None, float | None, float | None] | None
"""Numerator, denominator and value as reported; None where nothing was."""
PACK = "pack"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A print that is to be kept: values, so that a worker can make it and the window write it."""

    session_id: int
    kind: str
    options: str
    content: str
    pdf: str
    numbers: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A number that is another one today than on the paper; None where there is none."""

    team: str
    indicator: str
    period: Period
    then: Cell
    now: Cell


@dataclass(frozen=True, kw_only=True)
class SignChange:
    """A verdict that is another one today."""

    team: str
    indicator: str
    then: Sign
    now: Sign


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What has changed since a pack was printed."""

    corrected: tuple[Corrected, ...]
    late: tuple[Corrected, ...]
    """Periods that the paper shows, reported after it was printed."""
    gone: tuple[Corrected, ...]
    signs: tuple[SignChange, ...]
    newer: int
    """Numbers reported since for periods that the paper does not reach."""


def draft(
    workspace: Workspace, session_id: int, pdf: bytes, options: PackOptions, details: Mapping[str, Any]
) -> Draft:
    """What is kept of a print: from the workspace that it was gathered from, in the same moment."""
    chosen = {
        "sections": [section.value for section in options.sections],
        "paper": options.paper.value,
        "colour": options.colour,
        "charts_per_page": options.charts_per_page,
        "two_sided": options.two_sided,
    }
    return Draft(
        session_id=session_id,
        kind=PACK,
        options=json.dumps(chosen),
        content=json.dumps({"program": __version__, "reportlab": _reportlab(), **details}),
        pdf=base64.b85encode(pdf).decode("ascii"),
        numbers=_packed(_numbers(workspace)),
        sha256=hashlib.sha256(pdf).hexdigest(),
    )


def keep(workspace: Workspace, made: Draft) -> Snapshot:
    """Write a print down. It is no edit: undo passes over it. Raises UserFacingError where the file is read-only."""
    new = Snapshot(
        collaborative_id=workspace.collaborative.id,
        session_id=None,  # the calendar must stay free to change; which session it was is in the content
        kind=made.kind,
        made=dt.datetime.now().replace(microsecond=0),
        person=workspace.person,
        options=made.options,
        content=json.dumps({**json.loads(made.content), "session_id": made.session_id}),
        sha256=made.sha256,
    )

    def write(writer: Writer) -> Snapshot:
        saved = writer.add(new)
        writer.add(SnapshotPaper(snapshot_id=saved.id, pdf=made.pdf, numbers=made.numbers))
        return saved

    return workspace.keep(write, "snapshot", "snapshot_paper")


def printed(workspace: Workspace) -> list[Snapshot]:
    """The packs that were printed, the newest first."""
    return sorted(workspace.mine(Snapshot), key=lambda one: (one.made, one.id), reverse=True)


def details(snapshot: Snapshot) -> dict[str, Any]:
    """What is known of a print: title, pages, teams, session_id, program..."""
    found = json.loads(snapshot.content or "{}")
    return found if isinstance(found, dict) else {}


def remove(workspace: Workspace, snapshot_id: int) -> None:
    """Take a print out of the file for good: it was no edit, so undo does not bring it back. Ask first."""
    snapshot = workspace.rows(Snapshot)[snapshot_id]
    workspace.keep(lambda writer: writer.remove_with_parts(snapshot), "snapshot", "snapshot_paper")


def paper(workspace: Workspace, snapshot_id: int) -> bytes:
    """The PDF as it was printed. Raises UserFacingError when it is not what it was."""
    snapshot = workspace.rows(Snapshot)[snapshot_id]
    pdf = base64.b85decode(_paper(workspace, snapshot_id).pdf)
    if hashlib.sha256(pdf).hexdigest() != snapshot.sha256:
        raise UserFacingError("This printed pack is damaged in the file. Restore a backup, or print it anew.")
    return pdf


def compare(workspace: Workspace, snapshot_id: int) -> Comparison:
    """What has changed since: numbers corrected, reported late or gone, verdicts that are others."""
    then = _unpacked(_paper(workspace, snapshot_id).numbers)
    now = _numbers(workspace)
    ids = {key for key in then if key in now}
    names = {one.id: one.name for one in workspace.mine(Indicator)}
    teams = {one.id: one.name for one in workspace.mine(Team)}
    corrected: list[Corrected] = []
    late: list[Corrected] = []
    gone: list[Corrected] = []
    newer = 0
    signs: list[SignChange] = []
    for key in sorted(ids, key=lambda one: (one[1], one[0])):
        indicator_id, team_id = key
        was, today = then[key], now[key]
        newer += sum(cell is not None for at, cell in today.cells() if at > was.last)
        for found in _differences(was, today, names[indicator_id], teams[team_id]):
            (late if found.then is None else gone if found.now is None else corrected).append(found)
        if was.sign != today.sign:
            signs.append(
                SignChange(team=teams[team_id], indicator=names[indicator_id], then=was.sign, now=today.sign)
            )
    return Comparison(
        corrected=tuple(corrected), late=tuple(late), gone=tuple(gone), signs=tuple(signs), newer=newer
    )


@dataclass(frozen=True, kw_only=True)
class _Series:
    """One team and one indicator as they stood."""

    type: PeriodType
    first: int
    last: int
    """The last period that any series of the pack reached."""
    sign: Sign
    values: tuple[Cell, ...]

    def cells(self) -> Iterator[tuple[int, Cell]]:
        """(ordinal, cell), from the first period on."""
        return iter(enumerate(self.values, start=self.first))

    def at(self, ordinal: int) -> Cell:
        """The cell of a period."""
        place = ordinal - self.first
        return self.values[place] if 0 <= place < len(self.values) else None


def _differences(was: _Series, today: _Series, indicator: str, team: str) -> Iterator[Corrected]:
    first = min(was.first, today.first)
    for ordinal in range(first, was.last + 1):
        before, after = was.at(ordinal), today.at(ordinal)
        if before != after:
            yield Corrected(
                team=team, indicator=indicator, period=Period(was.type, ordinal), then=before, now=after
            )


def _numbers(workspace: Workspace) -> dict[tuple[int, int], _Series]:
    """Every series of the collaborative with its verdict, by (indicator id, team id)."""
    found: dict[tuple[int, int], _Series] = {}
    desk = SeriesDesk(workspace)
    for indicator in indicators.in_order(workspace):
        cube = cube_of(workspace, indicator.period_type)
        signs = desk.signs(indicator.id)
        type_ = PeriodType.parse(indicator.period_type)
        at = cube.indicator_at(indicator.id)
        columns = (cube.state[at], cube.numerator[at], cube.denominator[at], cube.value[at])
        rows = zip(cube.team_ids, *(column.tolist() for column in columns), strict=True)
        for team_id, state, numerator, denominator, value in rows:
            cells = zip(state, numerator, denominator, value, strict=True)
            found[indicator.id, team_id] = _Series(
                type=type_,
                first=cube.first_period,
                last=cube.last_period if cube.n_periods else cube.first_period - 1,
                sign=signs[team_id],
                values=tuple(_cell(*cell) for cell in cells),
            )
    return found


def _cell(state: int, numerator: float, denominator: float, value: float) -> Cell:
    return None if state == 0 else (_known(numerator), _known(denominator), _known(value))


def _known(value: float) -> float | None:
    return None if value != value else round(value, 9)


def _packed(numbers: Mapping[tuple[int, int], _Series]) -> str:
    listed = [
        [indicator_id, team_id, str(one.type), one.first, one.last, one.sign.value, one.values]
        for (indicator_id, team_id), one in numbers.items()
    ]
    text = json.dumps(listed, separators=(",", ":")).encode("ascii")
    return base64.b85encode(zlib.compress(text, 9)).decode("ascii")


def _unpacked(text: str) -> dict[tuple[int, int], _Series]:
    if not text:
        return {}
    listed: Iterable[Any] = json.loads(zlib.decompress(base64.b85decode(text)))
    return {
        (indicator_id, team_id): _Series(
            type=PeriodType.parse(name),
            first=first,
            last=last,
            sign=Sign(sign),
            values=tuple(None if cell is None else tuple(cell) for cell in values),
        )
        for indicator_id, team_id, name, first, last, sign, values in listed
    }


def _paper(workspace: Workspace, snapshot_id: int) -> SnapshotPaper:
    found = workspace.store.all(SnapshotPaper, snapshot_id=snapshot_id)
    if not found:
        raise UserFacingError("The paper of this pack is not in the file.")
    return found[0]


def _reportlab() -> str:
    from collabdesk.reports.craft.document import library_version

    return library_version()
