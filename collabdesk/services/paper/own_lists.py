"""What the lists of a pack hold for one team alone: its commitments, whom it could ask, the targets it has reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from collabdesk.models.measures import Indicator
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.reports.content import Section
from collabdesk.reports.content_parts import CommitmentLine, LearningLine, OwnLists, SustainLine
from collabdesk.services.changes import evidence, sustain
from collabdesk.services.changes.kinship import NEAREST_SAID
from collabdesk.services.paper import pack_changes, pack_lists
from collabdesk.services.paper.pack_names import Names
from collabdesk.services.workspace import Workspace

SECTIONS = (Section.COMMITMENTS, Section.LEARNING, Section.SUSTAIN)
"""The sections of a pack of which each team can have its own part."""


def own_lists(
    workspace: Workspace,
    session: Session,
    chosen: Sequence[Team],
    indicators: Sequence[Indicator],
    names: Names,
    today: dt.date,
    sections: Collection[Section],
) -> Mapping[int, OwnLists]:
    """The lists by team, of those ``sections`` only; a team of which nothing is to be said is left out."""
    agreed: dict[int, list[CommitmentLine]] = {}
    asks: dict[int, list[LearningLine]] = {}
    lasting: dict[int, list[SustainLine]] = {}
    if Section.COMMITMENTS in sections:
        for team_id, line in pack_lists.commitments_of(workspace, session, chosen, names, today):
            if team_id is not None:
                agreed.setdefault(team_id, []).append(line)
    if Section.LEARNING in sections:
        asks = pack_changes.asks_of(workspace, evidence.ledger(workspace), chosen, names)
    if Section.SUSTAIN in sections:
        shown = {one.id for one in indicators}
        for one in sustain.watch(workspace, today):
            if one.indicator_id in shown:
                lasting.setdefault(one.team_id, []).append(pack_changes.sustain_line(one, one.team))
    return {
        team.id: OwnLists(
            commitments=tuple(agreed.get(team.id, ())),
            asks=tuple(asks.get(team.id, ())),
            asks_said=NEAREST_SAID,
            lasting=tuple(lasting.get(team.id, ())),
            lasting_said=sustain.DEFINITION,
        )
        for team in chosen
        if any(found.get(team.id) for found in (agreed, asks, lasting))
    }
