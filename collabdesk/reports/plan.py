"""Which pages a pack has: its sections in the order that was asked for, measured, and the contents of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content import PackContent, PackOptions, Section, TeamPage, Text
from collabdesk.reports.craft.kept_pages import KeptPages
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.pages.pages_changes import driver_pages, package_pages, presenter_pages, sustain_pages
from collabdesk.reports.pages.pages_forms import certificate_pages, evaluation_pages
from collabdesk.reports.pages.pages_front import agenda_pages, contents_length, contents_pages, cover
from collabdesk.reports.pages.pages_funnel import funnel_pages
from collabdesk.reports.pages.pages_handplot import hand_plot_pages
from collabdesk.reports.pages.pages_key import key_pages
from collabdesk.reports.pages.pages_ledger import learning_pages, ledger_pages
from collabdesk.reports.pages.pages_lists import attendance_pages, commitment_pages
from collabdesk.reports.pages.pages_matrix import matrix_pages, spread_pages
from collabdesk.reports.pages.pages_own import own_pages
from collabdesk.reports.pages.pages_pdsa import pdsa_pages
from collabdesk.reports.pages.pages_pooled import pooled_pages
from collabdesk.reports.pages.pages_score import scoreboard_pages
from collabdesk.reports.pages.pages_team import team_pages

Pages = list[PlannedPage]
Tell = Callable[[float, Message], None]

GIVEN_AWAY = frozenset(
    (
        Section.TEAMS,
        Section.ATTENDANCE,
        Section.PDSA,
        Section.HAND_PLOT,
        Section.EVALUATION,
        Section.CERTIFICATES,
    )
)
"""Sections whose sheets leave the pack: printed on both sides they begin on a sheet of their own."""

NAMES: Mapping[Section, Message] = {
    Section.COVER: msg("Cover"),
    Section.CONTENTS: msg("Contents"),
    Section.AGENDA: msg("Agenda"),
    Section.WHERE: msg("Where we are"),
    Section.SCOREBOARD: msg("Scoreboard"),
    Section.MATRIX: msg("Teams and indicators"),
    Section.FUNNELS: msg("Funnel plots"),
    Section.SUSTAIN: msg("Sustain watch"),
    Section.DRIVERS: msg("Driver diagram"),
    Section.WORKED: msg("What worked and what did not"),
    Section.PRESENTERS: msg("Who could present"),
    Section.LEARNING: msg("Who can learn from whom"),
    Section.KEY: msg("How to read the charts"),
    Section.TEAMS: msg("Teams"),
    Section.SPREAD: msg("Spread board"),
    Section.PACKAGE: msg("Change package"),
    Section.COMMITMENTS: msg("Commitments"),
    Section.ATTENDANCE: msg("Attendance"),
    Section.PDSA: msg("PDSA sheet"),
    Section.HAND_PLOT: msg("Hand-plot sheets"),
    Section.EVALUATION: msg("How was this session?"),
    Section.CERTIFICATES: msg("Certificates"),
}
"""The headings of the sections, for the contents and for whoever chooses among them."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The pages in order, and the sections that have nothing to show."""

    pages: tuple[PlannedPage, ...]
    left_out: tuple[tuple[Section, Text], ...]


def plan_pack(
    content: PackContent,
    options: PackOptions,
    sheet: Sheet,
    words: Words,
    tell: Tell,
    kept: KeptPages | None = None,
) -> Plan:
    """Measure every page; ``tell`` hears how far that is and may raise Cancelled.

    ``kept``: of other documents with the same options, sheet and words, from whose content this one's is taken.
    """
    planner = _Planner(content, options, sheet, words, tell, kept)
    found = [(section, planner.pages(section)) for section in dict.fromkeys(options.sections)]
    left_out = tuple(
        (section, content.why_not.get(section, _NOTHING))
        for section, pages in found
        if not pages and section is not Section.CONTENTS
    )
    return Plan(pages=tuple(planner.numbered(found, left_out)), left_out=left_out)


_NOTHING = msg("There is nothing to show yet.")


class _Planner:
    def __init__(
        self,
        content: PackContent,
        options: PackOptions,
        sheet: Sheet,
        words: Words,
        tell: Tell,
        kept: KeptPages | None,
    ) -> None:
        self._content, self._options, self._sheet, self._words = content, options, sheet, words
        self._tell, self._kept = tell, kept

    def pages(self, section: Section) -> Pages:
        """The pages of one section; none where it has no content, and for the contents, which come last."""
        sheet, content, words = self._sheet, self._content, self._words
        makers: Mapping[Section, Callable[[], Pages]] = {
            Section.COVER: lambda: [cover(sheet, content, words)],
            Section.CONTENTS: list,
            Section.AGENDA: lambda: agenda_pages(sheet, content, words),
            Section.WHERE: lambda: pooled_pages(sheet, content, words),
            Section.SCOREBOARD: lambda: scoreboard_pages(sheet, content.scoreboard, words),
            Section.MATRIX: lambda: matrix_pages(sheet, content.matrix, words),
            Section.FUNNELS: lambda: funnel_pages(sheet, content.funnels, words),
            Section.SUSTAIN: lambda: sustain_pages(sheet, content.sustain, words),
            Section.DRIVERS: lambda: driver_pages(sheet, content.drivers, words),
            Section.WORKED: lambda: ledger_pages(sheet, content.worked, words),
            Section.PRESENTERS: lambda: presenter_pages(
                sheet, content.presenters, words, content.presenters_note
            ),
            Section.LEARNING: lambda: learning_pages(sheet, content.learning, words, content.learning_notes),
            Section.KEY: self._key,
            Section.TEAMS: self._teams,
            Section.SPREAD: lambda: spread_pages(sheet, content.spread, words),
            Section.PACKAGE: lambda: package_pages(sheet, content.package, words),
            Section.COMMITMENTS: lambda: commitment_pages(sheet, content.commitments, words),
            Section.ATTENDANCE: self._attendance,
            Section.PDSA: lambda: self._once(
                Section.PDSA, lambda: pdsa_pages(sheet, content.blank_pdsa, words)
            ),
            Section.HAND_PLOT: self._hand_plots,
            Section.EVALUATION: lambda: evaluation_pages(sheet, content, words),
            Section.CERTIFICATES: lambda: certificate_pages(sheet, content, words),
        }
        pages = makers[section]()
        if pages and self._options.two_sided and section in GIVEN_AWAY:
            each = section is Section.CERTIFICATES  # none on the back of another's
            pages = [replace(page, odd=page.odd or each or not at) for at, page in enumerate(pages)]
        return pages

    def numbered(
        self, found: Sequence[tuple[Section, Pages]], left_out: Sequence[tuple[Section, Text]]
    ) -> Pages:
        """All pages with the contents in their place, and empty pages where one must be a right-hand page."""
        entries = [entry for _, pages in found for page in pages for entry in page.entries if entry.listed]
        length = contents_length(self._sheet, len(entries))
        numbered: Pages = []
        listed: list[tuple[Entry, int]] = []
        place: int | None = None
        before: Section | None = None
        for section, pages in found:
            if section is Section.CONTENTS:
                place = len(numbered)
                numbered += [PlannedPage(section="", draw=_nothing)] * length
            for page in self._after(before, section, pages):
                if page.odd and len(numbered) % 2 == 1:
                    numbered.append(PlannedPage(section="", draw=_nothing))
                numbered.append(page)
                listed += [(entry, len(numbered)) for entry in page.entries if entry.listed]
            before = section if pages else before
        if place is not None and length:
            told = [self._words(NAMES[section]) for section, _ in left_out]
            numbered[place : place + length] = contents_pages(self._sheet, listed, told, self._words)
        return numbered

    def _after(self, before: Section | None, section: Section, pages: Pages) -> Pages:
        """What follows sheets that are given away begins on a sheet of its own too."""
        if pages and self._options.two_sided and before in GIVEN_AWAY and section is not before:
            return [replace(pages[0], odd=True), *pages[1:]]
        return pages

    def _key(self) -> Pages:
        content = self._content
        any_chart = content.pooled or any(team.charts for team in content.teams)
        return self._once(Section.KEY, lambda: key_pages(self._sheet, self._words)) if any_chart else []

    def _once(self, key: Hashable, make: Callable[[], Pages]) -> Pages:
        return make() if self._kept is None else self._kept.pages(key, make)

    def _teams(self) -> Pages:
        pages: Pages = []
        teams = self._content.teams
        for index, team in enumerate(teams):
            self._tell(index / len(teams), msg("Measuring the pages of {team}", team=team.name))
            made = partial(self._team, team, index)
            pages += [_numbered(page, index) for page in self._once(id(team), made)]
        return self._opened(pages, Section.TEAMS, "teams")

    def _team(self, team: TeamPage, index: int) -> Pages:
        own = own_pages(self._sheet, team, self._words)
        return [*team_pages(self._sheet, team, index, self._options, self._words), *own]

    def _hand_plots(self) -> Pages:
        pages = hand_plot_pages(self._sheet, self._content.teams, self._options, self._words)
        return self._opened(pages, Section.HAND_PLOT, "plots")

    def _attendance(self) -> Pages:
        first, last = self._content.session_first, self._content.session_last
        days = (last - first).days + 1 if first and last else 1
        return attendance_pages(self._sheet, self._content.attendance, days, self._words)

    def _opened(self, pages: Pages, section: Section, key: str) -> Pages:
        """The first team's page also opens its section."""
        if pages:
            pages[0] = replace(pages[0], opens=Entry(key=key, title=self._words(NAMES[section])))
        return pages


def _numbered(page: PlannedPage, number: int) -> PlannedPage:
    """A team's page in this document, where the team may be another one of the row than where it was measured."""
    return replace(page, entry=replace(page.entry, key=f"team{number}")) if page.entry else page


def _nothing(_pen: Pen) -> None:
    """A page left empty on purpose."""
