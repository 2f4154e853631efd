"""What a pack is made of: plain values that a service fills and `pack.build_pack` lays out on paper.

Nothing here knows the file or the window. A ``Text`` is a plain string (a name or a note that a person typed,
printed as it is) or a `Message`, worded by the translator that is passed when the pack is printed.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from collabdesk.charts.driver_diagram import DriverTree
from collabdesk.charts.funnel import FunnelSpec
from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Message
from collabdesk.periods import Period
from collabdesk.reports.content_parts import (
    AttendanceLine,
    Certificate,
    CommitmentLine,
    LearningLine,
    Ledger,
    Matrix,
    OwnLists,
    PackageText,
    PresenterLine,
    Scoreboard,
    SpreadBoard,
    SustainWatch,
)

Text = Message | str


class Paper(enum.StrEnum):
    """The sheet that is printed on."""

    A4 = "a4"
    LETTER = "letter"


class Section(enum.StrEnum):
    """A part of the pack; the values are what presets and printed packs remember."""

    COVER = "cover"
    CONTENTS = "contents"
    AGENDA = "agenda"
    WHERE = "where we are"
    SCOREBOARD = "scoreboard"
    MATRIX = "matrix"
    FUNNELS = "funnel plots"
    SUSTAIN = "sustain watch"
    DRIVERS = "driver diagram"
    WORKED = "what worked"
    PRESENTERS = "who presents"
    LEARNING = "who learns from whom"
    KEY = "how to read"
    TEAMS = "teams"
    SPREAD = "spread board"
    PACKAGE = "change package"
    COMMITMENTS = "commitments"
    ATTENDANCE = "attendance"
    PDSA = "pdsa sheets"
    HAND_PLOT = "hand-plot sheets"
    EVALUATION = "evaluation"
    CERTIFICATES = "certificates"


ALL_SECTIONS: tuple[Section, ...] = tuple(Section)
_ON_DEMAND = (
    Section.SPREAD,
    Section.PACKAGE,
    Section.HAND_PLOT,
    Section.EVALUATION,
    Section.CERTIFICATES,
)
USUAL_SECTIONS: tuple[Section, ...] = tuple(section for section in Section if section not in _ON_DEMAND)
"""What a pack holds unless something else is asked for."""
CHARTS_PER_PAGE = (1, 2, 4, 6)


@dataclass(frozen=True, kw_only=True)
class PackOptions:
    """How a pack is printed.

    ``charts_per_page`` (1, 2, 4 or 6) is for team pages; pooled charts stand two to a page.
    """

    paper: Paper = Paper.A4
    colour: bool = False
    charts_per_page: int = 4
    two_sided: bool = False
    """Each team and each sheet that is given away starts on an odd page."""
    sections: tuple[Section, ...] = USUAL_SECTIONS
    """What is printed, in this order. A section without content is left out."""


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
    cycle: tuple[Text, ...] = ()
    """Of its latest cycle while it is under test: what was predicted, what was learned; each is one line on paper."""


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
    hand_plots: tuple[ChartSpec, ...] = ()
    """The same charts with empty months ahead, to go on by hand."""
    changes: tuple[ChangeLine, ...] = ()
    since_last: tuple[Text, ...] = ()
    """What changed since the last session, a sentence each."""
    praise: Text = ""
    """One line of what went well, said first."""
    notes: Text = ""
    own: OwnLists | None = None
    """On a handout: what else concerns this team alone."""


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
    session_long: Text = ""
    """The session's whole name; ``session`` stands for it when it is empty."""
    aim: Text = ""
    place: str = ""
    session_first: dt.date | None = None
    session_last: dt.date | None = None
    office: str = ""
    """Who made the pack; also the author in the document's properties."""
    n_teams: int | None = None
    """How many teams the cover names; those with pages, unless their pages are not printed."""
    agenda: tuple[AgendaLine, ...] = ()
    introduction: tuple[Text, ...] = ()
    """Sentences above the pooled charts."""
    chance_note: Text = ""
    """How many of so many charts would show a signal by chance alone (method.md, 2)."""
    pooled: tuple[PooledChart, ...] = ()
    scoreboard: Scoreboard | None = None
    matrix: Matrix | None = None
    funnels: tuple[FunnelSpec, ...] = ()
    sustain: SustainWatch | None = None
    drivers: DriverTree | None = None
    worked: Ledger | None = None
    presenters: tuple[PresenterLine, ...] = ()
    presenters_note: Text = ""
    """How the presenters were found."""
    learning: tuple[LearningLine, ...] = ()
    learning_notes: tuple[Text, ...] = ()
    """How the suggestions were found."""
    teams: tuple[TeamPage, ...] = ()
    spread: SpreadBoard | None = None
    package: PackageText | None = None
    commitments: tuple[CommitmentLine, ...] = ()
    attendance: tuple[AttendanceLine, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    blank_pdsa: int = 1
    """How many blank PDSA sheets to add."""
    why_not: Mapping[Section, Text] = field(default_factory=dict)
    """Why a section has no content, a sentence each."""


@dataclass(frozen=True, kw_only=True)
class PackResult:
    """What was made."""

    path: Path
    pages: int
    left_out: tuple[tuple[Section, Text], ...] = ()
    """The sections that were asked for and have no content, and why."""
