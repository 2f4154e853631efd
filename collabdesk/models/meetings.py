"""Sessions and action periods, coaching visits, assessment scores, printed packs."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Annotated

from collabdesk.models.records import NEW, Record, Ref, record


class SessionKind(enum.StrEnum):
    """What kind of meeting."""

    PREWORK = "prework"
    LEARNING = "learning session"
    CLOSING = "closing"


@record("session")
class Session(Record):
    """A meeting where the teams share. ``number`` names learning sessions: LS1, LS2."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    kind: SessionKind = SessionKind.LEARNING
    number: int = 0
    name: str = ""
    starts: dt.date
    ends: dt.date | None = None
    place: str = ""
    note: str = ""


@record("action_period")
class ActionPeriod(Record):
    """The work between two sessions."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    session_id: Annotated[int | None, Ref("session")] = None
    """The session that it follows."""
    name: str = ""
    starts: dt.date
    ends: dt.date


@record("agenda_item")
class AgendaItem(Record):
    """A line of a session's agenda."""

    id: int = NEW
    session_id: Annotated[int, Ref("session")]
    position: int = 0
    at: str = ""
    minutes: int | None = None
    topic: str
    speaker: str = ""


@record("agenda_day", unique=(("agenda_item_id",),))
class AgendaDay(Record):
    """A line of the agenda that opens a day: it begins at its own time, all others when the one before ends."""

    id: int = NEW
    agenda_item_id: Annotated[int, Ref("agenda_item")]
    day: int


@record("invitation")
class Invitation(Record):
    """Somebody who is asked to come to a session."""

    id: int = NEW
    session_id: Annotated[int, Ref("session")]
    team_id: Annotated[int | None, Ref("team")] = None
    person_id: Annotated[int | None, Ref("person")] = None
    name: str = ""
    sent: dt.date | None = None
    answer: str = ""


@record("attendance")
class Attendance(Record):
    """Who came to a session, for a team."""

    id: int = NEW
    session_id: Annotated[int, Ref("session")]
    team_id: Annotated[int | None, Ref("team")] = None
    person_id: Annotated[int | None, Ref("person")] = None
    name: str = ""
    present: bool = True


@record("commitment")
class Commitment(Record):
    """What a team decided at a session, followed up at the next."""

    id: int = NEW
    session_id: Annotated[int, Ref("session")]
    team_id: Annotated[int | None, Ref("team")] = None
    text: str
    owner: str = ""
    due: dt.date | None = None
    done: dt.date | None = None


class Outcome(enum.StrEnum):
    """What became of a commitment when it was looked at again."""

    DONE = "done"
    CARRIED_OVER = "carried over"
    DROPPED = "dropped"


@record("commitment_review")
class CommitmentReview(Record):
    """A commitment looked at again, usually at the next session; the last one says how it stands."""

    id: int = NEW
    commitment_id: Annotated[int, Ref("commitment")]
    session_id: Annotated[int | None, Ref("session")] = None
    outcome: Outcome
    word: str = ""
    given: dt.date
    person: str = ""


@record("evaluation")
class Evaluation(Record):
    """A question of a session's evaluation form: how many marked each of the five boxes, and what they wrote."""

    id: int = NEW
    session_id: Annotated[int, Ref("session")]
    position: int = 0
    question: str
    ones: int = 0
    twos: int = 0
    threes: int = 0
    fours: int = 0
    fives: int = 0
    remarks: str = ""


@record("visit")
class Visit(Record):
    """A coach's visit, planned or made."""

    id: int = NEW
    team_id: Annotated[int, Ref("team")]
    coach_id: Annotated[int | None, Ref("person")] = None
    planned: dt.date | None = None
    made: dt.date | None = None
    purpose: str = ""
    findings: str = ""


@record("visit_action")
class VisitAction(Record):
    """An action agreed at a visit."""

    id: int = NEW
    visit_id: Annotated[int, Ref("visit")]
    text: str
    owner: str = ""
    due: dt.date | None = None
    done: dt.date | None = None


@record("recount")
class Recount(Record):
    """A recount from the register against what was reported."""

    id: int = NEW
    visit_id: Annotated[int, Ref("visit")]
    indicator_id: Annotated[int, Ref("indicator")]
    period: int
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None


@record("recount_reported", unique=(("recount_id",),))
class RecountReported(Record):
    """What had been reported when the recount was made: a later correction must not make it look better."""

    id: int = NEW
    recount_id: Annotated[int, Ref("recount")]
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None


@record("visit_slip", unique=(("visit_id",),))
class VisitSlip(Record):
    """The lines of a printed return slip, so that the form asks for the same under the same numbers."""

    id: int = NEW
    visit_id: Annotated[int, Ref("visit")]
    printed: dt.datetime
    lines: str = "{}"


@record("score")
class Score(Record):
    """An assessment on the 0.5-5.0 scale, the team's own or the coach's (method.md, 8)."""

    id: int = NEW
    team_id: Annotated[int, Ref("team")]
    month: int
    by_coach: bool
    score: float
    given: dt.date
    person: str = ""
    reason: str = ""


@record("score_text")
class ScoreText(Record):
    """The office's wording of a step of the scale."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    score: float
    text: str


@record("snapshot")
class Snapshot(Record):
    """A printed pack: what it was made with and the numbers it showed."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    session_id: Annotated[int | None, Ref("session")] = None
    kind: str
    made: dt.datetime
    person: str = ""
    options: str = "{}"
    content: str = "{}"
    sha256: str = ""


@record("snapshot_paper", unique=(("snapshot_id",),))
class SnapshotPaper(Record):
    """The printed paper itself and the numbers it was made from; apart, so that a list of packs stays light."""

    id: int = NEW
    snapshot_id: Annotated[int, Ref("snapshot")]
    pdf: str
    """The PDF in base 85: the only thing that a later version of any library cannot change."""
    numbers: str = ""
    """Compressed: see `services.snapshots`."""


@record("pack_preset", unique=(("collaborative_id", "name"),))
class PackPreset(Record):
    """A remembered choice of what a pack holds and how it is printed."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    name: str
    options: str = "{}"
