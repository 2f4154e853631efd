"""What the papers of a visit say: plain values that a service fills and `coaching_paper` lays out.

A ``Text`` is a plain string (a name or a note that a person typed) or a `Message`, worded when it is printed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Message
from collabdesk.reports.content import Paper

Text = Message | str


@dataclass(frozen=True, kw_only=True)
class NumberedLine:
    """A line with the number under which it is typed back; ``detail`` stands behind it, softer."""

    number: str = ""
    text: Text
    detail: Text = ""


@dataclass(frozen=True, kw_only=True)
class RecountAsk:
    """A number to count again from the register."""

    number: str
    indicator: Text
    period: Text
    reported: Text
    has_ratio: bool


@dataclass(frozen=True, kw_only=True)
class VisitPaper:
    """One visit: what its briefing says, and the lines of its return slip."""

    team: str
    place: tuple[str, ...] = ()
    coach: str = ""
    day: dt.date | None = None
    purpose: str = ""
    facts: tuple[Text, ...] = ()
    """Last visit, last scores: a short sentence each."""
    charts: tuple[ChartSpec, ...] = ()
    """At most four: what can still be read on one page with all the rest."""
    other_charts: tuple[Text, ...] = ()
    """The other indicators in words."""
    agreed: tuple[NumberedLine, ...] = ()
    testing: tuple[NumberedLine, ...] = ()
    commitments: tuple[NumberedLine, ...] = ()
    checks: tuple[Text, ...] = ()
    recounts: tuple[RecountAsk, ...] = ()
    new_actions: tuple[str, ...] = ()
    """The numbers of the empty lines."""


@dataclass(frozen=True, kw_only=True)
class CoachingContent:
    """The papers of some visits."""

    collaborative: str
    printed_on: dt.date
    office: str = ""
    visits: tuple[VisitPaper, ...] = ()
    steps: tuple[tuple[float, Text], ...] = ()
    """What each score means."""
    definition: Text = ""
    """Of the agreement of a recount."""


@dataclass(frozen=True, kw_only=True)
class CoachingOptions:
    """What is printed, and how; in grey unless colour is asked for."""

    paper: Paper = Paper.A4
    colour: bool = False
    briefing: bool = True
    slip: bool = True
