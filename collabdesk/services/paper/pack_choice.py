"""What a person chose for a pack, as it is remembered: presets in the file, and how a choice becomes a request."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from collabdesk.errors import UserFacingError
from collabdesk.i18n import languages
from collabdesk.models.meetings import PackPreset, Session
from collabdesk.models.places import Person, Team
from collabdesk.reports.content import (
    ALL_SECTIONS,
    CHARTS_PER_PAGE,
    USUAL_SECTIONS,
    PackOptions,
    Paper,
    Section,
)
from collabdesk.services.paper.packs import PackRequest, teams_of_session
from collabdesk.services.setup import own_words, teams
from collabdesk.services.workspace import Workspace

EVERYONE, DISTRICT, WAVE, COACH, SOME = "all", "district", "wave", "coach", "some"


@dataclass(frozen=True, kw_only=True)
class TeamChoice:
    """Which teams: all, those of a district, a wave or a coach by its name, or some by their keys."""

    kind: str = EVERYONE
    name: str = ""
    team_ids: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PackChoice:
    """Everything that the composer asks, apart from session and place."""

    sections: tuple[Section, ...] = USUAL_SECTIONS
    order: tuple[Section, ...] = ALL_SECTIONS
    """All sections as they stand in the list, those that are not printed included."""
    paper: Paper = Paper.A4
    colour: bool = False
    charts_per_page: int = 4
    two_sided: bool = False
    hide_names: bool = False
    language: str = "en"
    blank_pdsa: int = 1
    teams: TeamChoice = TeamChoice()
    indicator_ids: tuple[int, ...] | None = None
    """None: all that are in use."""

    @property
    def options(self) -> PackOptions:
        """How it is printed."""
        return PackOptions(
            paper=self.paper,
            colour=self.colour,
            charts_per_page=self.charts_per_page,
            two_sided=self.two_sided,
            sections=tuple(section for section in self.order if section in self.sections),
        )


def first_choice(workspace: Workspace) -> PackChoice:
    """What is offered before anything was chosen: the collaborative's own paper and language."""
    collaborative = workspace.collaborative
    language = collaborative.language if collaborative.language in languages() else "en"
    paper = collaborative.paper if collaborative.paper in set(Paper) else Paper.A4
    return PackChoice(paper=Paper(paper), language=language)


def request_of(
    workspace: Workspace, choice: PackChoice, session: Session, out: Path, today: dt.date
) -> PackRequest:
    """The request that prints a choice."""
    return PackRequest(
        file=workspace.path,
        collaborative=workspace.collaborative.name,
        session_id=session.id,
        out=out,
        options=choice.options,
        translator=own_words.worded(workspace.collaborative, choice.language),
        printed_on=today,
        team_ids=chosen_teams(workspace, choice.teams, session),
        indicator_ids=choice.indicator_ids,
        hide_names=choice.hide_names,
        blank_pdsa=choice.blank_pdsa,
    )


def chosen_teams(workspace: Workspace, choice: TeamChoice, session: Session) -> tuple[int, ...] | None:
    """The teams of a choice, by key; None for all. A name that is gone chooses nobody."""
    if choice.kind == EVERYONE:
        return None
    there = teams_of_session(workspace, session, None)
    if choice.kind == SOME:
        return tuple(team.id for team in workspace.mine(Team) if team.id in choice.team_ids)
    named: dict[str, Callable[[Team], str]] = {
        DISTRICT: lambda team: teams.district_of(workspace, team),
        WAVE: lambda team: str(team.wave or ""),
        COACH: lambda team: teams.coach_of(workspace, team),
    }
    belongs = named[choice.kind]
    return tuple(team.id for team in there if belongs(team) == choice.name)


def offered_teams(workspace: Workspace) -> list[TeamChoice]:
    """All, then each district, wave and coach that has teams."""
    mine = workspace.mine(Team)
    people = workspace.rows(Person)
    districts = sorted({teams.district_of(workspace, team) for team in mine} - {""}, key=str.casefold)
    waves = sorted({team.wave for team in mine if team.wave})
    coaches = sorted(
        {people[team.coach_id].name for team in mine if team.coach_id in people}, key=str.casefold
    )
    return [
        TeamChoice(),
        *(TeamChoice(kind=DISTRICT, name=name) for name in districts),
        *(TeamChoice(kind=WAVE, name=str(wave)) for wave in waves),
        *(TeamChoice(kind=COACH, name=name) for name in coaches),
    ]


# --- presets ---


def presets(workspace: Workspace) -> list[PackPreset]:
    """The remembered choices by name."""
    return sorted(workspace.mine(PackPreset), key=lambda one: one.name.casefold())


def save_preset(workspace: Workspace, name: str, choice: PackChoice) -> PackPreset:
    """Remember a choice under a name; one of that name is replaced. Raises UserFacingError for an empty name."""
    name = name.strip()
    if not name:
        raise UserFacingError("Give the choice a name, such as “Learning session, short”.")
    old = next((one for one in presets(workspace) if one.name.casefold() == name.casefold()), None)
    new = PackPreset(
        id=old.id if old else 0,
        collaborative_id=workspace.collaborative.id,
        name=name,
        options=to_json(choice),
    )
    return workspace.transact(
        f"Remember the pack “{name}”", lambda writer: writer.put(new) if old else writer.add(new)
    )


def remove_preset(workspace: Workspace, preset_id: int) -> None:
    """Forget a choice."""
    preset = workspace.rows(PackPreset)[preset_id]
    workspace.transact(f"Forget the pack “{preset.name}”", lambda writer: writer.remove(preset))


def to_json(choice: PackChoice) -> str:
    """The choice as text."""
    return json.dumps(
        {
            "sections": [section.value for section in choice.sections],
            "order": [section.value for section in choice.order],
            "paper": choice.paper.value,
            "colour": choice.colour,
            "charts_per_page": choice.charts_per_page,
            "two_sided": choice.two_sided,
            "hide_names": choice.hide_names,
            "language": choice.language,
            "blank_pdsa": choice.blank_pdsa,
            "teams": {
                "kind": choice.teams.kind,
                "name": choice.teams.name,
                "team_ids": list(choice.teams.team_ids),
            },
            "indicator_ids": None if choice.indicator_ids is None else list(choice.indicator_ids),
        }
    )


def from_json(text: str, otherwise: PackChoice) -> PackChoice:
    """The choice that `to_json` wrote; what can't be read any more is as in ``otherwise``."""
    try:
        found = json.loads(text)
    except ValueError:
        return otherwise
    if not isinstance(found, dict):
        return otherwise
    order = _sections(found.get("order"))
    return PackChoice(
        sections=_sections(found.get("sections")) or otherwise.sections,
        order=_with_all(order),
        paper=Paper(found["paper"]) if found.get("paper") in set(Paper) else otherwise.paper,
        colour=found.get("colour") is True,
        charts_per_page=_one_of(found.get("charts_per_page"), CHARTS_PER_PAGE, otherwise.charts_per_page),
        two_sided=found.get("two_sided") is True,
        hide_names=found.get("hide_names") is True,
        language=_one_of(found.get("language"), languages(), otherwise.language),
        blank_pdsa=_one_of(found.get("blank_pdsa"), range(21), otherwise.blank_pdsa),
        teams=_team_choice(found.get("teams")),
        indicator_ids=_keys(found.get("indicator_ids")),
    )


def _sections(found: Any) -> tuple[Section, ...]:
    known = {section.value: section for section in Section}
    listed = found if isinstance(found, list) else []
    return tuple(dict.fromkeys(known[one] for one in listed if isinstance(one, str) and one in known))


def _with_all(order: tuple[Section, ...]) -> tuple[Section, ...]:
    """Sections that an older version did not know stand where they usually do: after the one before them."""
    whole = list(order)
    for before, section in zip((None, *Section), Section, strict=False):
        if section not in whole:
            whole.insert(whole.index(before) + 1 if before is not None else 0, section)
    return tuple(whole)


def _one_of(found: Any, known: Iterable[Any], otherwise: Any) -> Any:
    return found if not isinstance(found, bool) and found in tuple(known) else otherwise


def _team_choice(found: Any) -> TeamChoice:
    if not isinstance(found, dict) or found.get("kind") not in (DISTRICT, WAVE, COACH, SOME):
        return TeamChoice()
    return TeamChoice(
        kind=found["kind"], name=str(found.get("name", "")), team_ids=_keys(found.get("team_ids")) or ()
    )


def _keys(found: Any) -> tuple[int, ...] | None:
    return tuple(int(one) for one in found if isinstance(one, int)) if isinstance(found, list) else None
