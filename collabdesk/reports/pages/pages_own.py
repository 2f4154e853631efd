"""A team's own part of the pack's lists, for its handout: its commitments, whom it could ask, what it has reached."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.i18n import msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content import TeamPage
from collabdesk.reports.content_parts import CommitmentLine, LearningLine, OwnLists, SustainLine
from collabdesk.reports.craft.blocks import Column, heading, paragraph, table, write_table
from collabdesk.reports.craft.flow import Block, drawing, paginate
from collabdesk.reports.craft.fonts import clean
from collabdesk.reports.craft.sections import BOLD, shared_columns
from collabdesk.reports.craft.sheet import PlannedPage, Sheet
from collabdesk.reports.craft.style import SMALLEST, TITLE


def own_pages(sheet: Sheet, team: TeamPage, words: Words) -> list[PlannedPage]:
    """The lists on a page, with room for what is promised now; nothing for a team without any."""
    if team.own is None:
        return []
    wide = sheet.across
    title = words(msg("For {team}", team=team.name))
    blocks = [heading(title, wide, above=0, size=TITLE), *_lists(team.own, wide, words)]
    blocks.append(heading(words(msg("New at this session")), wide))
    blocks.append(write_table(_promised(wide, words, (0.62, 0.2, 0.18)), 3, 10))
    return [
        PlannedPage(section=clean(team.name), draw=drawing(page, sheet.left, sheet.top))
        for page in paginate(blocks, sheet.room)
    ]


def _lists(own: OwnLists, wide: float, words: Words) -> list[Block]:
    blocks: list[Block] = []
    if own.commitments:
        blocks.append(heading(words(msg("What we promised")), wide))
        blocks += _commitments(own.commitments, wide, words)
    if own.asks:
        blocks.append(heading(words(msg("Whom we could ask")), wide))
        blocks += _asks(own.asks, wide, words)
        blocks.append(_note(words(own.asks_said), wide))
    if own.lasting:
        blocks.append(heading(words(msg("Targets we have reached")), wide))
        blocks += _lasting(own.lasting, wide, words)
        blocks.append(_note(words(own.lasting_said), wide))
    return blocks


def _note(text: str, wide: float) -> Block:
    return paragraph(text, wide, size=SMALLEST, soft=True, above=4)


def _promised(wide: float, words: Words, shares: Sequence[float]) -> list[Column]:
    heads = (msg("What was agreed"), msg("Who"), msg("By when"))
    return [Column(head=words(head), wide=wide * share) for head, share in zip(heads, shares, strict=True)]


def _commitments(lines: Sequence[CommitmentLine], wide: float, words: Words) -> list[Block]:
    columns = [
        Column(head=words(msg("Agreed at")), wide=wide * 0.12),
        *_promised(wide, words, (0.42, 0.14, 0.13)),
        Column(head=words(msg("Where it stands")), wide=wide * 0.19, bold=True),
    ]
    rows = [
        (
            words(line.agreed),
            line.text,
            line.owner,
            words(msg("{day}", day=line.due)) if line.due else "–",
            words(line.state),
        )
        for line in lines
    ]
    return table(columns, rows)


def _asks(lines: Sequence[LearningLine], wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("About"), 0.3, BOLD),
        (msg("Team"), 0.25, BOLD),
        (msg("Nearest in kind"), 0.45),
    )
    return table(columns, [(line.change, line.asks, words(line.why)) for line in lines])


def _lasting(lines: Sequence[SustainLine], wide: float, words: Words) -> list[Block]:
    columns = shared_columns(
        words,
        wide,
        (msg("Indicator"), 0.34, BOLD),
        (msg("At target"), 0.26),
        (msg("Latest"), 0.18),
        (msg("Where it stands"), 0.22),
    )
    return table(
        columns, [(line.indicator, words(line.held), words(line.latest), words(line.state)) for line in lines]
    )
