"""Handouts: a PDF for each team with its own pages, and one for each coach with those of all their teams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from collabdesk.collection import no_collection
from collabdesk.errors import Cancelled
from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import Session
from collabdesk.models.places import Person, Team
from collabdesk.reports.content import PackContent, Section
from collabdesk.reports.content_parts import OwnLists
from collabdesk.services import file_names
from collabdesk.services.paper import own_lists
from collabdesk.services.paper.packs import PackGathering, PackRequest, teams_of_session
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives
from collabdesk.services.workspace import Workspace

Progress = Callable[[float, Message], None]

FOR_TEAM = (Section.TEAMS, *own_lists.SECTIONS, Section.KEY, Section.HAND_PLOT, Section.PDSA)
"""Its own pages, and of the others those that are asked for; of lists that all teams share its own lines."""
FOR_COACH = (
    Section.COVER,
    Section.CONTENTS,
    Section.MATRIX,
    Section.COMMITMENTS,
    Section.TEAMS,
    Section.KEY,
)
_GATHERING = 0.35


@dataclass(frozen=True, kw_only=True)
class Handouts:
    """What was made, in a folder."""

    folder: Path
    teams: tuple[Path, ...]
    coaches: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True)
class _Paper:
    """One handout to be made."""

    path: Path
    content: PackContent
    sections: tuple[Section, ...]


def make_handouts(
    request: PackRequest,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Handouts:
    """Make the handouts in the folder ``request.out``. A team's own name always stands on its own sheet.

    Every file is written whole or not at all; Cancelled leaves those that were done.
    """
    from collabdesk.reports.craft.kept_pages import KeptPages
    from collabdesk.reports.pack import build_pack

    folder = request.out
    mine = _for_team(request)
    wanted = tuple(dict.fromkeys(one for one in (*mine, *FOR_COACH) if one not in own_lists.SECTIONS[1:]))
    gather = replace(request, options=replace(request.options, sections=wanted), hide_names=False)
    workspace = collaboratives.open_file(request.file, "", request.collaborative, read_only=True)
    try:
        gathering, chosen = PackGathering(workspace, gather), _chosen(workspace, request)
        with no_collection():
            content = _with_lists(gathering.content(progress), chosen, gathering.own_lists(mine))
        team_papers = _for_teams(workspace, request, folder, content, chosen)
        coach_papers = _for_coaches(workspace, request, folder, content, chosen)
    finally:
        workspace.close()
    file_names.make_folder(folder, "printed")
    papers, kept = [*team_papers, *coach_papers], KeptPages(request.translator)
    for number, paper in enumerate(papers):
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            share = _GATHERING + (1 - _GATHERING) * number / len(papers)
            progress(share, msg("Making {name}", name=paper.path.name))
        options = replace(request.options, sections=paper.sections)
        with no_collection():
            build_pack(paper.content, options, request.translator, paper.path, to_disk=False, kept=kept)
    return Handouts(
        folder=folder,
        teams=tuple(paper.path for paper in team_papers),
        coaches=tuple(paper.path for paper in coach_papers),
    )


def file_name(*parts: str) -> str:
    """A name for a PDF that every system takes."""
    return f"{file_names.stem(*parts)}.pdf"


def _for_team(request: PackRequest) -> tuple[Section, ...]:
    chosen = request.options.sections
    hidden = (Section.LEARNING,) if request.hide_names else ()  # it names other teams
    return tuple(
        section
        for section in FOR_TEAM
        if section is Section.TEAMS or (section in chosen and section not in hidden)
    )


def _with_lists(content: PackContent, chosen: Sequence[Team], lists: Mapping[int, OwnLists]) -> PackContent:
    """With each team's own part of the lists on its pages."""
    pages = zip(chosen, content.teams, strict=True)
    return replace(content, teams=tuple(replace(page, own=lists.get(team.id)) for team, page in pages))


def _chosen(workspace: Workspace, request: PackRequest) -> list[Team]:
    session = workspace.rows(Session)[request.session_id]
    return teams_of_session(workspace, session, request.team_ids)


def _for_teams(
    workspace: Workspace, request: PackRequest, folder: Path, content: PackContent, chosen: Sequence[Team]
) -> list[_Paper]:
    session = workspace.rows(Session)[request.session_id]
    short = request.translator.text(meetings.short_said(session))
    names = _no_clash([(short, team.code, team.name) for team in chosen])
    title = msg("Handout for {session}", session=meetings.long_said(session))
    return [
        _Paper(
            path=folder / name,
            content=replace(content, title=title, teams=(page,), n_teams=1),
            sections=tuple(one for one in _for_team(request) if one not in own_lists.SECTIONS),
        )
        for name, page in zip(names, content.teams, strict=True)
    ]


def _for_coaches(
    workspace: Workspace, request: PackRequest, folder: Path, content: PackContent, chosen: Sequence[Team]
) -> list[_Paper]:
    session = workspace.rows(Session)[request.session_id]
    short = request.translator.text(meetings.short_said(session))
    places: dict[int, list[int]] = {}
    for place, team in enumerate(chosen):
        if team.coach_id is not None:
            places.setdefault(team.coach_id, []).append(place)
    people = [workspace.rows(Person)[key] for key in places]
    coach = request.translator.text(msg("Coach"))
    names = _no_clash([(short, coach, person.name) for person in people])
    papers = []
    for name, person in zip(names, people, strict=True):
        mine = places[person.id]
        papers.append(
            _Paper(
                path=folder / name,
                content=_of_coach(content, person, mine, [chosen[place].name for place in mine], session),
                sections=FOR_COACH,
            )
        )
    return papers


def _of_coach(
    content: PackContent, person: Person, places: Sequence[int], team_names: Iterable[str], session: Session
) -> PackContent:
    """The content for one coach's teams."""
    mine = set(team_names)
    matrix = content.matrix
    if matrix is not None:
        rows = tuple(matrix.rows[place] for place in places)
        matrix = replace(matrix, rows=rows)
    return replace(
        content,
        title=msg("Teams of {coach}, {session}", coach=person.name, session=meetings.long_said(session)),
        teams=tuple(content.teams[place] for place in places),
        n_teams=len(places),
        matrix=matrix,
        commitments=tuple(line for line in content.commitments if line.team in mine),
    )


def _no_clash(wanted: Sequence[tuple[str, ...]]) -> list[str]:
    """A file name for each."""
    return [f"{name}.pdf" for name in file_names.told_apart(file_names.stem(*parts) for parts in wanted)]
