"""The papers of visits as one PDF: for each visit its briefing and, on the back, its return slip; a key at the end."""

from __future__ import annotations

from collabdesk.i18n import Number, Translator, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.coaching.coaching_content import CoachingContent, CoachingOptions
from collabdesk.reports.coaching.pages_briefing import briefing_page
from collabdesk.reports.coaching.pages_slip import slip_pages
from collabdesk.reports.craft.blocks import Column as TableColumn
from collabdesk.reports.craft.blocks import heading, paragraph, table
from collabdesk.reports.craft.document import LaidDocument
from collabdesk.reports.craft.flow import paginate
from collabdesk.reports.craft.fonts import regular_name
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sections import section_pages
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.style import TITLE
from collabdesk.reports.craft.text import Wording


def lay_out_coaching(
    content: CoachingContent, options: CoachingOptions, translator: Translator
) -> LaidDocument:
    """The papers, laid out to be shown, saved or printed."""
    regular_name()
    words = Wording(translator)
    sheet = Sheet.of(options.paper)
    return LaidDocument(
        planned=tuple(plan_pages(content, options, sheet, words)),
        sheet=sheet,
        translator=translator,
        title=content.collaborative,
        author=content.office,
        subject=words(msg("Coaching")),
        day=content.printed_on,
        colour=options.colour,
    )


def plan_pages(
    content: CoachingContent, options: CoachingOptions, sheet: Sheet, words: Words
) -> list[PlannedPage]:
    """All pages in order; with both papers, a visit begins on a right-hand page and its slip is on the back."""
    pages: list[PlannedPage] = []
    for number, visit in enumerate(content.visits):
        if options.briefing and options.slip and len(pages) % 2 == 1:
            pages.append(PlannedPage(section="", draw=_nothing))
        if options.briefing:
            pages.append(briefing_page(sheet, visit, number, words))
        if options.slip:
            pages += slip_pages(sheet, visit, number, words, alone=not options.briefing)
    return [*pages, *_key_pages(content, sheet, words)]


def _nothing(_pen: Pen) -> None:
    """A page left empty on purpose."""


def _key_pages(content: CoachingContent, sheet: Sheet, words: Words) -> list[PlannedPage]:
    """What the scores mean, and how the recount is compared."""
    if not content.steps and not content.definition:
        return []
    title = words(msg("How to score, how to recount"))
    wide = sheet.across
    blocks = [heading(title, wide, above=0, size=TITLE)]
    if content.steps:
        columns = (
            TableColumn(head=words(msg("Score")), wide=54, bold=True),
            TableColumn(head=words(msg("What it means")), wide=wide - 54),
        )
        rows = [(words(msg("{score}", score=Number(step, 1))), words(text)) for step, text in content.steps]
        said = msg(
            "The team scores itself first, then the coach; where the two differ, talk about why. A step counts when "
            "all of it is true."
        )
        blocks += [paragraph(words(said), wide, above=2), *table(columns, rows)]
    if content.definition:
        blocks += [
            heading(words(msg("Recount from the register")), wide),
            paragraph(words(content.definition), wide),
        ]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "key")
