""" "What worked and what did not", and who could learn from whom."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content_parts import LearningLine, Ledger, LedgerLine, Text
from collabdesk.reports.craft.blocks import heading, paragraph, table
from collabdesk.reports.craft.flow import Block, gap, paginate, paginate_evenly
from collabdesk.reports.craft.sections import BOLD, section_pages, shared_columns
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.style import SMALLEST, TITLE


def ledger_pages(sheet: Sheet, ledger: Ledger | None, words: Words) -> list[PlannedPage]:
    """The section, or nothing without a ledger."""
    if ledger is None:
        return []
    title, wide = words(msg("What worked and what did not")), sheet.across
    intro = msg(
        "Every change that teams have tried, with what followed in the numbers that it should move. Changes that "
        "showed nothing stand here too: they save the next team the trouble."
    )
    blocks: list[Block] = [heading(title, wide, above=0, size=TITLE), paragraph(words(intro), wide)]
    for group in ledger.groups:
        blocks.append(heading(words(group.title), wide))
        blocks += _table(group.lines, wide, words)
    if ledger.notes:
        blocks.append(gap(8))
        blocks += [
            paragraph(words(note), wide, size=SMALLEST, soft=True, above=3, bullet=True)
            for note in ledger.notes
        ]
    return section_pages(sheet, paginate_evenly(blocks, sheet.room), title, "worked")


def _table(lines: Sequence[LedgerLine], wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Change"), 0.22, BOLD),
        (msg("Should move"), 0.16),
        (msg("Teams"), 0.14),
        (msg("What followed"), 0.34),
        (msg("In a word"), 0.14, BOLD),
    )
    rows = []
    for line in lines:
        followed = "\n".join(part for part in (words(line.outcomes), words(line.size)) if part)
        word = words(line.word)
        if line.note:
            followed = f"{followed}\n{words(line.note)}"
        rows.append((line.change, line.indicator, words(line.teams), followed, word))
    return table(columns, rows)


def learning_pages(
    sheet: Sheet, lines: Sequence[LearningLine], words: Words, notes: Sequence[Text] = ()
) -> list[PlannedPage]:
    """Suggestions of who could ask whom."""
    if not lines:
        return []
    title, wide = words(msg("Who can learn from whom")), sheet.across
    intro = msg(
        "Suggestions for the breaks and the visits: each team on the left shows no improvement yet where the team "
        "on the right improved after a change that the first has not tried."
    )
    columns = shared_columns(
        words,
        wide,
        (msg("Team"), 0.2, BOLD),
        (msg("Could ask"), 0.2, BOLD),
        (msg("About"), 0.25),
        (msg("Nearest in kind"), 0.35),
    )
    rows = [(line.learner, line.asks, line.change, words(line.why)) for line in lines]
    blocks: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(intro), wide),
        gap(6),
        *table(columns, rows),
        *(paragraph(words(note), wide, size=SMALLEST, soft=True, above=6) for note in notes),
    ]
    return section_pages(sheet, paginate(blocks, sheet.room), title, "learning")
