"""What a pack is made of: plain values that a service fills and `pack.build_pack` lays out on paper.

Nothing here knows the file or the window. A ``Text`` is a plain string (a name or a note that a person typed,
printed as it is) or a `Message`, worded by the translator that is passed when the pack is printed.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from pathlib import Path

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Message
from collabdesk.periods import Period

Text = Message | str


class Paper(enum.StrEnum):
    """The sheet that is printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, kw_only=True)
class PackOptions:
    """How a pack is printed.

    ``charts_per_page`` (1, 2, 4 or 6) is for team pages; pooled charts stand two to a page.
    """

    paper: Paper = Paper.A4
    colour: bool = False
    charts_per_page: int = 4
    two_sided: bool = False
    """Each team starts on an odd page, so that its sheets can be handed out."""


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One line of the agenda: ``time`` as it is to be printed, such as ``09:00 – 10:30``."""

    time: str
    subject: Text
    speaker: str = ""


@dataclass(frozen=True, kw_only=True)
class PooledChart:
    """One chart of "Where we are", all teams together. ``text``: said under its sentence."""

    chart: ChartSpec
    text: Text = ""


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change that a team began. ``number`` is that of the flags on the team's charts."""

    number: int
    change: Text
    started: dt.date | None
    decision: Text
    decided: dt.date | None = None
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    """A team's own pages. ``place``: from the largest unit to the facility (region, district, facility)."""

    name: str
    code: str = ""
    place: tuple[str, ...] = ()
    coach: str = ""
    wave: str = ""
    joined: dt.date | None = None
    left: dt.date | None = None
    charts: tuple[ChartSpec, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    since_last: tuple[Text, ...] = ()
    """What changed since the last session, a sentence each."""
    praise: Text = ""
    """One line of what went well, said first."""
    notes: Text = ""


@dataclass(frozen=True, kw_only=True)
class PackContent:
    """A whole pack for one session.

    ``title`` is the line under the collaborative's name, such as "Pack for Learning session 3"; ``session``
    is its short form for the head of every page. Empty parts are left out of the pack and of its contents.
    """

    collaborative: str
    title: Text
    session: Text
    printed_on: dt.date
    data_as_of: Period | dt.date | None
    aim: Text = ""
    place: str = ""
    session_first: dt.date | None = None
    session_last: dt.date | None = None
    office: str = ""
    """Who made the pack; also the author in the document's properties."""
    agenda: tuple[AgendaLine, ...] = ()
    introduction: tuple[Text, ...] = ()
    """Sentences above the pooled charts."""
    chance_note: Text = ""
    """How many of so many charts would show a signal by chance alone (method.md, 2)."""
    pooled: tuple[PooledChart, ...] = ()
    teams: tuple[TeamPage, ...] = ()
    blank_pdsa: int = 1
    """How many blank PDSA sheets to add."""


@dataclass(frozen=True, kw_only=True)
class PackResult:
    """What was made."""

    path: Path
    pages: int
