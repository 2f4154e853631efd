"""The driver diagram, who could present, the sustain watch and the change package: sections of the pack."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.charts.driver_diagram import DriverDiagram, DriverTree, lay_out
from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content_parts import (
    PackageText,
    PresenterLine,
    SustainCount,
    SustainHeld,
    SustainLine,
    SustainWatch,
    Text,
)
from collabdesk.reports.craft.blocks import heading, paragraph, table
from collabdesk.reports.craft.flow import Block, gap, paginate, paginate_evenly
from collabdesk.reports.craft.fonts import clean
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import BOLD, section_pages, shared_columns
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.style import SMALLEST, TITLE
from collabdesk.reports.craft.text import wrap
from collabdesk.reports.driver_diagram import paint_diagram
from collabdesk.reports.written import body


def driver_pages(sheet: Sheet, tree: DriverTree | None, words: Words) -> list[PlannedPage]:
    """The diagram upright, as narrow as the page, so that the pack need not be turned; nothing without drivers."""
    if tree is None:
        return []
    title, wide = words(msg("Driver diagram")), sheet.across
    intro = msg(
        "From left to right: the aim, what drives it, and the changes that teams try to move each driver."
    )
    opening: list[Block] = [heading(title, wide, above=0, size=TITLE), paragraph(words(intro), wide), gap(8)]
    room = sheet.room - sum(block.high for block in opening)
    diagrams = lay_out(tree, lambda text: clean(words(text)), wrap, room, wide)
    # a block higher than what is left of its page begins the next: each sheet after the first has a page of its own
    blocks = [*opening, *(_diagram(one, number > 0) for number, one in enumerate(diagrams))]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "drivers")


def _diagram(diagram: DriverDiagram, new_page: bool) -> Block:
    def draw(pen: Pen, left: float, top: float, _high: float) -> None:
        paint_diagram(pen, diagram, left, top)

    return Block(high=diagram.high, draw=draw, new_page=new_page)


def presenter_pages(
    sheet: Sheet, lines: Sequence[PresenterLine], words: Words, note: Text = ""
) -> list[PlannedPage]:
    """Who could speak at the session, of what worked and of what did not; nothing without a suggestion."""
    if not lines:
        return []
    title, wide = words(msg("Who could present")), sheet.across
    intro = msg(
        "Suggestions of whom to ask to speak at this session, and about what. What did not work is worth as much time."
    )
    blocks: list[Block] = [heading(title, wide, above=0, size=TITLE), paragraph(words(intro), wide)]
    for worked, said in ((True, msg("Of what worked")), (False, msg("Of what did not work"))):
        rows = [
            (one.team, f"{one.change}\n{one.indicator}", words(one.why))
            for one in lines
            if one.worked is worked
        ]
        if rows:
            columns = shared_columns(
                words,
                wide,
                (msg("Team"), 0.24, BOLD),
                (msg("About"), 0.28),
                (msg("Why"), 0.48),
            )
            blocks += [heading(words(said), wide), *table(columns, rows)]
    if note:
        blocks.append(paragraph(words(note), wide, size=SMALLEST, soft=True, above=8))
    return section_pages(sheet, paginate_evenly(blocks, sheet.room), title, "presenters")


def sustain_pages(sheet: Sheet, watch: SustainWatch | None, words: Words) -> list[PlannedPage]:
    """Who holds the target that was reached, who slipped, and who fell silent; nothing where none was reached."""
    if watch is None:
        return []
    title, wide = words(msg("Sustain watch")), sheet.across
    intro = msg(
        "Teams that reached a target, and whether they have held it since. Those that slipped stand first, "
        "so that a visit comes in time."
    )
    blocks: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(intro), wide),
        gap(6),
        *_counts(watch.counts, wide, words),
    ]
    for said, lines in ((msg("Slipped"), watch.slipped), (msg("No new numbers"), watch.silent)):
        if lines:
            blocks += [heading(words(said), wide), *_lines(lines, wide, words)]
    if watch.held:
        blocks += [heading(words(msg("Held")), wide), *_held(watch.held, wide, words)]
    if watch.definition:
        blocks.append(paragraph(words(watch.definition), wide, size=SMALLEST, soft=True, above=8))
    return section_pages(sheet, paginate_evenly(blocks, sheet.room), title, "sustain")


def _counts(counts: Sequence[SustainCount], wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Indicator"), 0.32, BOLD),
        (msg("Target"), 0.12),
        (msg("Reached"), 0.12),
        (msg("Held"), 0.11),
        (msg("Slipped"), 0.11),
        (msg("No new numbers"), 0.22),
    )
    rows = [
        (
            one.indicator,
            words(one.target),
            *(str(count) for count in (one.reached, one.held, one.slipped, one.silent)),
        )
        for one in counts
    ]
    return table(columns, rows)


def _lines(lines: Sequence[SustainLine], wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Team"), 0.2, BOLD),
        (msg("Indicator"), 0.24),
        (msg("At target"), 0.2),
        (msg("Latest"), 0.17),
        (msg("State"), 0.19),
    )
    rows = [(one.team, one.indicator, words(one.held), words(one.latest), words(one.state)) for one in lines]
    return table(columns, rows)


def _held(lines: Sequence[SustainHeld], wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Indicator"), 0.3, BOLD),
        (msg("Teams, with points at target"), 0.7),
    )
    return table(columns, [(one.indicator, words(one.teams)) for one in lines])


def package_pages(sheet: Sheet, package: PackageText | None, words: Words) -> list[PlannedPage]:
    """The change package as it is written; nothing without one."""
    if package is None:
        return []
    title, wide = words(msg("Change package")), sheet.across
    said = f"{clean(package.title)}. {words(package.version)}."
    opening: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(said, wide, soft=True),
        gap(6),
    ]
    blocks = [*opening, *(block for block, _line in body(package.text, sheet))]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "package")
