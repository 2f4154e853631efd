"""Drivers, changes, and the tests that teams made of them."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Annotated

from collabdesk.models.records import NEW, Record, Ref, record


class Decision(enum.StrEnum):
    """Where a team stands with a change (method.md, 1)."""

    TESTING = "testing"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    ABANDONED = "abandoned"


@record("driver")
class Driver(Record):
    """A line of the driver diagram: primary drivers have no parent, secondary ones have."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    parent_id: Annotated[int | None, Ref("driver")] = None
    name: str
    position: int = 0


@record("change")
class Change(Record):
    """One idea in the collaborative's shared catalogue."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    driver_id: Annotated[int | None, Ref("driver")] = None
    name: str
    description: str = ""
    core: str = ""
    """The elements that must not vary."""
    adaptable: str = ""
    how_to: str = ""
    cost: str = ""
    attachments: str = "[]"
    """Paths, as a JSON list."""
    position: int = 0


@record("change_alias", unique=(("change_id", "alias"),))
class ChangeAlias(Record):
    """Another wording of a change."""

    id: int = NEW
    change_id: Annotated[int, Ref("change")]
    alias: str


@record("change_indicator", unique=(("change_id", "indicator_id"),))
class ChangeIndicator(Record):
    """An indicator that a change should move (method.md, 7)."""

    id: int = NEW
    change_id: Annotated[int, Ref("change")]
    indicator_id: Annotated[int, Ref("indicator")]


@record("test")
class Test(Record):
    """One team trying one change from a date."""

    __test__ = False  # pytest would collect it by its name

    id: int = NEW
    change_id: Annotated[int, Ref("change")]
    team_id: Annotated[int, Ref("team")]
    started: dt.date
    decision: Decision = Decision.TESTING
    decided: dt.date | None = None
    note: str = ""
    person: str = ""
    origin: Annotated[int | None, Ref("import_batch", index=False)] = None


@record("pdsa")
class Pdsa(Record):
    """One cycle of a test: plan, do, study, act."""

    id: int = NEW
    test_id: Annotated[int, Ref("test")]
    number: int
    started: dt.date | None = None
    ended: dt.date | None = None
    plan: str = ""
    prediction: str = ""
    data_plan: str = ""
    happened: str = ""
    prediction_right: bool | None = None
    learned: str = ""
    decision: str = ""


@record("verdict_override", unique=(("change_id", "indicator_id"),))
class VerdictOverride(Record):
    """A person's word about a change, beside the computed one (method.md, 7)."""

    id: int = NEW
    change_id: Annotated[int, Ref("change")]
    indicator_id: Annotated[int, Ref("indicator")]
    word: str
    reason: str
    person: str = ""
    decided: dt.datetime


@record("spread_plan", unique=(("change_id", "team_id"),))
class SpreadPlan(Record):
    """When a team is to take up a change, and when it was told; what it did then stands in its tests."""

    id: int = NEW
    change_id: Annotated[int, Ref("change")]
    team_id: Annotated[int, Ref("team")]
    planned: dt.date | None = None
    told: dt.date | None = None
    note: str = ""
    person: str = ""


@record("change_package")
class ChangePackage(Record):
    """A version of the written change package, edited as text."""

    id: int = NEW
    collaborative_id: Annotated[int, Ref("collaborative")]
    title: str
    text: str = ""
    language: str = "en"
    made: dt.datetime
    person: str = ""
    closed: dt.datetime | None = None
    """When this version was closed; None for the draft that is being written."""
