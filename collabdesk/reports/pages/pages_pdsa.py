"""The blank PDSA sheet: one test of a change on one page, to be filled by hand."""

from __future__ import annotations

from dataclasses import dataclass

from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.craft.blocks import WRITING_LINE
from collabdesk.reports.craft.fonts import width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS, TEXT
from collabdesk.reports.craft.style import BODY, HEADING, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten, wrap

_TAB = 74.0
"""Width of the tab that names a step."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question with lines to answer on; ``share`` of the sheet's lines."""

    text: Message
    share: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the four steps."""

    name: Message
    asks: tuple[Ask, ...]


_STEPS = (
    Step(
        name=msg("Plan"),
        asks=(
            Ask(text=msg("What do we want to find out? Which indicator should move?"), share=2),
            Ask(text=msg("What will we do? Who, where, from when until when?"), share=3),
            Ask(text=msg("What do we expect to happen? (our prediction, with a number)"), share=2),
            Ask(text=msg("What will we count, who writes it down, how often?"), share=2),
        ),
    ),
    Step(
        name=msg("Do"),
        asks=(Ask(text=msg("What was done? What did we see? What surprised us?"), share=3),),
    ),
    Step(
        name=msg("Study"),
        asks=(
            Ask(text=msg("What do the numbers say? Was our prediction right? What did we learn?"), share=3),
        ),
    ),
    Step(name=msg("Act"), asks=(Ask(text=msg("What we will do next, and from when:"), share=2),)),
)
_CHOICES = (
    (msg("Adopt"), msg("it works: keep doing it")),
    (msg("Adapt"), msg("change it and test again")),
    (msg("Abandon"), msg("it does not work here")),
)


def pdsa_pages(sheet: Sheet, count: int, words: Words) -> list[PlannedPage]:
    """``count`` blank sheets; the first has an entry in the contents."""
    title = words(msg("PDSA sheet"))
    entry = Entry(key="pdsa", title=title)
    return [
        PlannedPage(section=title, draw=lambda pen: _draw(pen, sheet, words), entry=None if index else entry)
        for index in range(count)
    ]


def _draw(pen: Pen, sheet: Sheet, words: Words) -> None:
    title = words(msg("PDSA sheet"))
    y = sheet.top - TITLE * 0.86
    pen.write(sheet.left, y, (title,), step=0, kind=HEADINGS[0], size=TITLE, bold=True)
    under = words(msg("One test of one change. Small and soon is better than large and late."))
    pen.text(sheet.left, y - 16, shorten(under, sheet.across, BODY), size=BODY, ink=pen.palette.soft)
    top = _draw_fields(pen, sheet, words, y - 42)
    parts = sum(ask.share for step in _STEPS for ask in step.asks)
    fixed = sum(_fixed(step) for step in _STEPS)
    line = (top - sheet.bottom - fixed) / parts
    for step in _STEPS:
        top = _draw_step(pen, sheet, step, words, top, min(line, WRITING_LINE + 4))


def _fixed(step: Step) -> float:
    """The height of a step apart from its lines: questions, choices, the space under it."""
    choices = 38.0 if step.name == _STEPS[-1].name else 0.0
    return len(step.asks) * 15.0 + choices + 12.0


def _draw_fields(pen: Pen, sheet: Sheet, words: Words, y: float) -> float:
    """Team, cycle, the change, who answers for it; returns where the steps begin."""
    _field(pen, words(msg("Team")), sheet.left, y, sheet.across * 0.68)
    _field(pen, words(msg("Cycle no.")), sheet.left + sheet.across * 0.72, y, sheet.across * 0.28)
    y -= WRITING_LINE
    _field(pen, words(msg("Change we test")), sheet.left, y, sheet.across)
    y -= WRITING_LINE
    third = sheet.across / 3
    for index, name in enumerate((msg("Responsible"), msg("From"), msg("Until"))):
        _field(pen, words(name), sheet.left + index * third, y, third - (14 if index < 2 else 0))
    return y - 16


def _field(pen: Pen, name: str, x: float, y: float, wide: float) -> None:
    pen.text(x, y, name, size=BODY, bold=True)
    start = x + width(name, BODY, True) + 6
    pen.lines([[(start, y - 2.5), (x + wide, y - 2.5)]], ink=pen.palette.rule, thick=0.7)


def _draw_step(pen: Pen, sheet: Sheet, step: Step, words: Words, top: float, line: float) -> float:
    """A step between two rules with its name on a tab at the left; returns where the next begins."""
    high = sum(ask.share for ask in step.asks) * line + _fixed(step) - 6
    pen.box(sheet.left, top - high, _TAB, high, fill=pen.palette.wash)
    pen.box(sheet.left, top - high, sheet.across, high, ink=pen.palette.soft, thick=0.8)
    name = words(step.name)
    middle, size = (sheet.left + _TAB / 2, top - high / 2 - 5), HEADING + 2.5
    pen.write(*middle, (name,), step=0, kind=HEADINGS[1], size=size, bold=True, align=0.5)
    x, right = sheet.left + _TAB + 10, sheet.right - 10
    y = top
    if step is _STEPS[-1]:
        _draw_choices(pen, words, x, right, top - 19)
        y -= 36
    for ask in step.asks:
        text = wrap(words(ask.text), right - x, SMALLEST, True)[0]
        pen.text(x, y - 13, text, bold=True)
        rules = [
            [(x, y - 15 - (row + 1) * line + 6), (right, y - 15 - (row + 1) * line + 6)]
            for row in range(int(ask.share))
        ]
        pen.lines(rules, ink=pen.palette.rule, thick=0.6)
        y -= 15 + ask.share * line
    return top - high - 6


def _draw_choices(pen: Pen, words: Words, x: float, right: float, y: float) -> None:
    """The three boxes to tick: adopt, adapt, abandon."""
    each = (right - x) / len(_CHOICES)
    for index, (name, meaning) in enumerate(_CHOICES):
        start = x + index * each
        pen.box(start, y - 2, 11, 11, ink=pen.palette.ink, thick=1.1)
        with pen.part(TEXT):
            pen.text(start + 17, y, words(name), size=BODY, bold=True)
            said = shorten(words(meaning), each - 22, SMALLEST)
            pen.text(start + 17, y - 12, said, ink=pen.palette.soft)
