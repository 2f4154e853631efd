"""The pack for a learning session: gathered from the file, drawn by reports/."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from collabdesk.charts.ahead import room_ahead
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, Translator, msg
from collabdesk.models.measures import Indicator
from collabdesk.models.meetings import Session
from collabdesk.models.places import Team
from collabdesk.reports.content import PackContent, PackOptions, PackResult, Section, TeamPage, Text
from collabdesk.reports.content_parts import OwnLists
from collabdesk.services.changes import evidence, learning
from collabdesk.services.changes.evidence import Ledger
from collabdesk.services.charts import chance, funnels
from collabdesk.services.paper import pack_changes, pack_lists, pack_score, snapshots
from collabdesk.services.paper.pack_names import Names, names_of
from collabdesk.services.paper.pack_teams import TeamPages
from collabdesk.services.paper.snapshots import Draft
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives, indicators
from collabdesk.services.workspace import Workspace

Progress = Callable[[float, Message], None]
GATHERING = 0.4
"""The share of the work that gathering is, for the progress bar."""


@dataclass(frozen=True, kw_only=True)
class PackRequest:
    """What is to be printed. ``team_ids`` None: all teams that have not left before the session."""

    file: Path
    collaborative: str
    session_id: int
    out: Path
    options: PackOptions
    translator: Translator
    printed_on: dt.date
    team_ids: tuple[int, ...] | None = None
    indicator_ids: tuple[int, ...] | None = None
    """None: all that are in use."""
    hide_names: bool = False
    """"Site A" instead of names, wherever numbers are shown."""
    blank_pdsa: int = 1


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A pack that was made: where it lies, what is to be kept of it, and the key to hidden names beside it."""

    result: PackResult
    pdf: bytes
    draft: Draft
    key: Path | None = None
    hides_names: bool = False


def make_pack(
    request: PackRequest,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PackResult:
    """Gather and print a pack into ``request.out``: `print_pack` for who needs no more."""
    return print_pack(request, progress, cancelled).result


def print_pack(
    request: PackRequest,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    to_file: bool = True,
) -> Printed:
    """Gather and print a pack, into ``request.out`` or, for a printer, only into memory.

    Opens the file for reading by itself, so any thread can run it. Raises Cancelled, or UserFacingError when
    the file or the target cannot be read or written; then nothing is left behind.
    """
    from collabdesk.reports.craft.document import new_file
    from collabdesk.reports.pack import Watch, lay_out_pack

    def scaled(share: float, text: Message) -> None:
        if progress is not None:
            progress(GATHERING + (1 - GATHERING) * share, text)

    watch = Watch(progress=scaled, cancelled=cancelled)
    workspace = collaboratives.open_file(request.file, "", request.collaborative, read_only=True)
    try:
        gathering = PackGathering(workspace, request)
        content = gathering.content(progress)
        laid = lay_out_pack(content, request.options, request.translator, watch)
        with new_file(request.out) if to_file else contextlib.nullcontext(io.BytesIO()) as file:
            pdf = laid.pdf(watch)
            file.write(pdf)
        result = PackResult(path=request.out, pages=laid.pages, left_out=laid.plan.left_out)
        draft = snapshots.draft(
            workspace, request.session_id, pdf, request.options, _details(request, content, laid.pages)
        )
        key = gathering.write_key() if to_file and request.hide_names else None
    finally:
        workspace.close()
    watch.at(1.0, msg("The pack is ready."))
    return Printed(result=result, pdf=pdf, draft=draft, key=key, hides_names=request.hide_names)


def _details(request: PackRequest, content: PackContent, pages: int) -> dict[str, Any]:
    """What is remembered of a print, in its own language."""
    translator = request.translator
    return {
        "title": translator.text(content.title),
        "session": translator.text(content.session),
        "printed_on": content.printed_on.isoformat(),
        "language": translator.language,
        "hide_names": request.hide_names,
        "pages": pages,
        "teams": content.n_teams,
    }


def pack_content(workspace: Workspace, request: PackRequest, progress: Progress | None = None) -> PackContent:
    """Everything that the pack says, as values."""
    return PackGathering(workspace, request).content(progress)


def find_teams(workspace: Workspace, names: Iterable[str]) -> tuple[int, ...]:
    """The ids of teams by code or name. Raises UserFacingError for one that is not there."""
    from collabdesk.services.data.history import find_team

    return tuple(find_team(workspace, name).id for name in names)


def teams_of_session(workspace: Workspace, session: Session, team_ids: Iterable[int] | None) -> list[Team]:
    """The teams that a pack is for: those asked for, else all that have not left before the session."""
    known = workspace.mine(Team)
    if team_ids is not None:
        wanted = set(team_ids)
        return [team for team in known if team.id in wanted]
    return [team for team in known if team.left is None or team.left >= session.starts]


def with_hand_plots(content: PackContent, options: PackOptions) -> PackContent:
    """With the sheets to plot on by hand, where they are printed: made from the charts of the team pages."""
    if Section.HAND_PLOT not in options.sections:
        return content
    teams = tuple(
        replace(page, hand_plots=tuple(plot for chart in page.charts if (plot := room_ahead(chart))))
        for page in content.teams
    )
    return replace(content, teams=teams)


class PackGathering:
    """Gathers one pack; sections that are not asked for cost nothing."""

    def __init__(self, workspace: Workspace, request: PackRequest) -> None:
        session = workspace.rows(Session).get(request.session_id)
        if session is None:
            raise UserFacingError("That session is no longer in the calendar.")
        self._workspace, self._request, self._session = workspace, request, session
        self._names: Names = names_of(workspace, request.translator, hidden=request.hide_names)
        self._everyone = teams_of_session(workspace, session, None)
        self._chosen = self._names.in_order(teams_of_session(workspace, session, request.team_ids))
        wanted = request.indicator_ids
        self._indicators: Sequence[Indicator] = [
            one for one in indicators.in_order(workspace) if wanted is None or one.id in wanted
        ]
        self._pages = TeamPages(
            workspace,
            session,
            self._indicators,
            self._names,
        )

    def content(self, progress: Progress | None = None) -> PackContent:
        """The whole content; ``progress`` hears up to `GATHERING`."""
        options, parts = self._request.options, dict[str, Any]()
        for section in options.sections:
            parts.update(self.part(section))
        if {Section.TEAMS, Section.HAND_PLOT} & set(options.sections):
            parts["teams"] = self._team_pages(progress)
        return with_hand_plots(replace(self.frame(), **parts), options)

    def part(self, section: Section) -> dict[str, Any]:
        """What one section adds to the content, apart from the pages of teams."""
        maker = self._makers().get(section)
        return maker() if maker else {}

    def own_lists(self, sections: Collection[Section]) -> Mapping[int, OwnLists]:
        """What the lists hold for each team alone, for its handout (`services.own_lists`)."""
        from collabdesk.services.paper.own_lists import own_lists

        return own_lists(
            self._workspace, self._session, self._chosen, self._indicators, self._names,
            self._request.printed_on, sections,
        )  # fmt: skip

    def team_ids(self) -> tuple[int, ...]:
        """The teams of the pack in their order."""
        return tuple(team.id for team in self._chosen)

    def team_page(self, team_id: int) -> TeamPage:
        """The page of one team."""
        return self._pages.team_page(self._workspace.rows(Team)[team_id])

    def frame(self) -> PackContent:
        """What stands on the cover and on every page."""
        session, collaborative = self._session, self._workspace.collaborative
        return PackContent(
            collaborative=collaborative.name,
            title=msg("Pack for {session}", session=meetings.long_said(session)),
            session=meetings.short_said(session),
            session_long=meetings.long_said(session),
            printed_on=self._request.printed_on,
            data_as_of=self._pages.last_period(),
            aim=collaborative.aim,
            place=session.place,
            session_first=session.starts,
            session_last=session.ends,
            office=collaborative.office,
            n_teams=len(self._chosen),
            blank_pdsa=self._request.blank_pdsa,
            why_not=self._why_not(),
        )

    def write_key(self) -> Path:
        """A sheet beside the pack that says which letter is which team, for the coordinator alone."""
        from collabdesk.reports.name_key import write_name_key

        words = self._request.translator
        named = [(self._names.of(team), team.name) for team in self._chosen]
        ending = words.text(msg("key to the names"))
        path = self._request.out.with_name(f"{self._request.out.stem} - {ending}.pdf")
        write_name_key(self.frame(), named, self._request.options, words, path)
        return path

    def _makers(self) -> dict[Section, Callable[[], dict[str, Any]]]:
        workspace, session, chosen, names = self._workspace, self._session, self._chosen, self._names
        return {
            Section.AGENDA: lambda: {"agenda": tuple(pack_lists.agenda(workspace, session))},
            Section.WHERE: self._where,
            Section.SCOREBOARD: lambda: {"scoreboard": pack_score.scoreboard(workspace, self._indicators)},
            Section.MATRIX: lambda: {
                "matrix": pack_score.matrix(
                    workspace, self._indicators, chosen, names, self._request.printed_on
                )
            },
            Section.FUNNELS: lambda: {
                "funnels": tuple(funnels.plots(workspace, self._indicators, self._everyone, chosen, names))
            },
            Section.SUSTAIN: lambda: {
                "sustain": pack_changes.sustained(
                    workspace, self._indicators, chosen, names, self._request.printed_on
                )
            },
            Section.DRIVERS: lambda: {"drivers": pack_changes.driver_tree(workspace)},
            Section.WORKED: lambda: {
                "worked": pack_changes.worked(workspace, self._ledger, self._indicators)
            },
            Section.PRESENTERS: self._presenters,
            Section.LEARNING: self._learning,
            Section.SPREAD: lambda: {"spread": pack_changes.spread_board(workspace, chosen, names)},
            Section.PACKAGE: self._package,
            Section.COMMITMENTS: lambda: {
                "commitments": tuple(
                    pack_lists.commitments(workspace, session, chosen, names, self._request.printed_on)
                )
            },
            Section.ATTENDANCE: lambda: {
                "attendance": tuple(pack_lists.attendance(workspace, session, self._by_name))
            },
            Section.CERTIFICATES: lambda: {
                "certificates": tuple(pack_lists.certificates(workspace, session, self._by_name))
            },
        }

    @cached_property
    def _ledger(self) -> Ledger:
        return evidence.ledger(self._workspace)

    @property
    def _by_name(self) -> list[Team]:
        """In the order of the register, whatever the teams are called elsewhere in the pack."""
        known = {team.id for team in self._chosen}
        return [team for team in self._workspace.mine(Team) if team.id in known]

    def _where(self) -> dict[str, Any]:
        # "all teams together" is all, whoever gets the pack
        pooled = tuple(self._pages.pooled(team.id for team in self._everyone))
        return {"pooled": pooled, "chance_note": self._chance_note()}

    def _learning(self) -> dict[str, Any]:
        if self._names.hidden:
            return {}
        lines = pack_changes.learning(self._workspace, self._ledger, self._chosen, self._names)
        return {"learning": tuple(lines), "learning_notes": learning.DEFINITIONS}

    def _presenters(self) -> dict[str, Any]:
        if self._names.hidden:
            return {}
        lines = pack_changes.presenters(self._workspace, self._ledger, self._chosen)
        return {"presenters": tuple(lines), "presenters_note": learning.PRESENTERS_SAID}

    def _package(self) -> dict[str, Any]:
        # its text is written by people and names teams: it can't be printed without their names
        if self._names.hidden:
            return {}
        found = pack_changes.package_text(self._workspace, lambda: self._ledger, self._request.translator)
        return {"package": found}

    def _team_pages(self, progress: Progress | None) -> tuple[TeamPage, ...]:
        def told(share: float, text: Message) -> None:
            if progress is not None:
                progress(GATHERING * share, text)

        return tuple(self._pages.team_pages(self._chosen, told))

    def _chance_note(self) -> Text:
        """How many of the pack's charts would show a signal by chance alone (method.md, 2)."""
        pairs = [(one.id, team.id) for one in self._indicators for team in self._chosen]
        return chance.said(len(pairs), chance.expected(self._workspace, pairs)) if pairs else ""

    def _why_not(self) -> dict[Section, Text]:
        """What is said of a section that turns out to be empty."""
        no_indicators = msg("No indicator has been set up yet.")
        no_changes = msg("No change has been tried yet.")
        hidden = msg("Names are hidden, so nobody could be asked.")
        return {
            Section.AGENDA: msg("No agenda has been written for this session."),
            Section.WHERE: no_indicators,
            Section.SCOREBOARD: msg("No series has enough numbers for a gain yet."),
            Section.MATRIX: no_indicators if not self._indicators else msg("No team is in this pack."),
            Section.WORKED: pack_changes.nothing_worked(self._workspace),
            Section.FUNNELS: msg("No indicator has enough numbers for a funnel plot yet."),
            Section.SUSTAIN: msg("No team has reached a target yet."),
            Section.DRIVERS: msg("No drivers have been set up yet."),
            Section.PRESENTERS: hidden if self._names.hidden else msg("No change has clear evidence yet."),
            Section.LEARNING: hidden if self._names.hidden else msg("No change has clear evidence yet."),
            Section.KEY: msg("There are no charts in this pack."),
            Section.TEAMS: msg("No team is in this pack."),
            Section.SPREAD: no_changes,
            Section.PACKAGE: msg("Names are hidden, and the change package names teams.")
            if self._names.hidden
            else msg("No change is in the catalogue yet."),
            Section.COMMITMENTS: msg("No commitments have been recorded."),
            Section.ATTENDANCE: msg("No team is in this pack."),
            Section.HAND_PLOT: msg("No team in this pack has a chart yet."),
            Section.CERTIFICATES: msg("No team is in this pack."),
        }
