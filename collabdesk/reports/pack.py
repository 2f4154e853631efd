"""Builds the pack for a learning session: plan every page, number them, draw them, put the file in its place."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from collabdesk.errors import Cancelled
from collabdesk.i18n import Message, Translator, msg
from collabdesk.reports.chart_plot import Words
from collabdesk.reports.content import PackContent, PackOptions, PackResult
from collabdesk.reports.document import new_canvas, new_file, squeeze
from collabdesk.reports.fonts import clean, regular_name
from collabdesk.reports.pages_front import agenda_pages, contents_length, contents_pages, cover
from collabdesk.reports.pages_key import key_pages
from collabdesk.reports.pages_pdsa import pdsa_pages
from collabdesk.reports.pages_pooled import pooled_pages
from collabdesk.reports.pages_team import team_pages
from collabdesk.reports.pen import Pen
from collabdesk.reports.sheet import Entry, PlannedPage, Sheet, draw_foot, draw_head
from collabdesk.reports.style import palette

Progress = Callable[[float, Message], None]
Stop = Callable[[], bool]

_PLANNING = 0.35
"""The share of the time that measuring takes, for the progress bar."""


@dataclass(frozen=True, kw_only=True)
class _Watch:
    """Tells how far the work is, and stops it when the person asks."""

    progress: Progress | None
    cancelled: Stop | None

    def at(self, share: float, text: Message) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(share, text)


def build_pack(
    content: PackContent,
    options: PackOptions,
    translator: Translator,
    out_path: Path,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> PackResult:
    """Write the pack as a PDF; the same content and date give the same bytes.

    ``progress`` gets a share from 0 to 1 and what is being done; ``cancelled`` is asked before every page.
    Raises Cancelled, or a UserFacingError when the file can't be written; in both cases an older file of
    that name is left as it was and no half file stays behind.
    """
    watch = _Watch(progress=progress, cancelled=cancelled)
    regular_name()
    with new_file(Path(out_path)) as file:
        sheet = Sheet.of(options.paper)
        pages = _plan(content, options, sheet, translator, watch)
        file.write(_draw(pages, content, options, sheet, translator, watch))
        watch.at(1.0, msg("The pack is ready."))
    return PackResult(path=Path(out_path), pages=len(pages))


def _plan(
    content: PackContent, options: PackOptions, sheet: Sheet, translator: Translator, watch: _Watch
) -> list[PlannedPage]:
    """Every page in order, measured; the contents come last, since they need the others' numbers."""

    def words(text: Message | str) -> str:
        return clean(translator.text(text))

    front = [cover(sheet, content, words)]
    rest = agenda_pages(sheet, content, words) + pooled_pages(sheet, content, words)
    if content.pooled or any(team.charts for team in content.teams):
        rest += key_pages(sheet, words)
    teams: list[PlannedPage] = []
    for index, team in enumerate(content.teams):
        watch.at(_PLANNING * index / len(content.teams), msg("Measuring the pages of {team}", team=team.name))
        teams += team_pages(sheet, team, index, options, words)
    if teams:
        teams[0] = _opening(teams[0], words)
    rest += teams
    rest += pdsa_pages(sheet, content.blank_pdsa, words)
    return _with_contents(sheet, front, rest, words)


def _opening(page: PlannedPage, words: Words) -> PlannedPage:
    """The first team's page also opens the section "Teams"."""
    return replace(page, opens=Entry(key="teams", title=words(msg("Teams"))))


def _with_contents(
    sheet: Sheet, front: list[PlannedPage], rest: Sequence[PlannedPage], words: Words
) -> list[PlannedPage]:
    """Cover, contents and the rest, with empty pages where a team must begin on a right-hand page."""
    count = sum(len(page.entries) for page in rest)
    length = contents_length(sheet, count)
    numbered: list[PlannedPage] = []
    entries: list[tuple[Entry, int]] = []
    before = len(front) + length
    for page in rest:
        if page.odd and (before + len(numbered)) % 2 == 1:
            numbered.append(PlannedPage(section="", draw=_nothing))
        numbered.append(page)
        entries.extend((entry, before + len(numbered)) for entry in page.entries)
    return [*front, *contents_pages(sheet, entries, words), *numbered]


def _nothing(_pen: Pen) -> None:
    """A page left empty on purpose."""


def _draw(
    pages: Sequence[PlannedPage],
    content: PackContent,
    options: PackOptions,
    sheet: Sheet,
    translator: Translator,
    watch: _Watch,
) -> bytes:
    """All pages as the bytes of a PDF."""
    buffer = io.BytesIO()
    canvas = new_canvas(
        buffer,
        sheet,
        translator,
        title=f"{content.collaborative}: {translator.text(content.title)}",
        author=content.office,
        subject=translator.text(content.session),
        day=content.printed_on,
    )
    pen = Pen(canvas, palette(options.colour), translator)
    for number, page in enumerate(pages, start=1):
        share = _PLANNING + (0.95 - _PLANNING) * number / len(pages)
        watch.at(share, msg("Page {page} of {pages}", page=number, pages=len(pages)))
        for entry in page.entries:
            canvas.bookmarkPage(entry.key)
            canvas.addOutlineEntry(entry.title, entry.key, level=entry.level, closed=entry.level == 0)
        draw_head(pen, sheet, content, page)
        page.draw(pen)
        draw_foot(pen, sheet, content, number, len(pages))
        canvas.showPage()
        squeeze(canvas)
    watch.at(0.96, msg("Putting the pack together"))
    canvas.save()
    return buffer.getvalue()
