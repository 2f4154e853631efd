"""Sheets without numbers: the evaluation form, and certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from collabdesk.i18n import Message, msg
from collabdesk.reports.charts.chart_plot import Words
from collabdesk.reports.content import PackContent
from collabdesk.reports.content_parts import Certificate
from collabdesk.reports.craft.blocks import WRITING_LINE
from collabdesk.reports.craft.fonts import clean, width
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.structure import HEADINGS
from collabdesk.reports.craft.style import BODY, SMALLEST, TITLE
from collabdesk.reports.craft.text import shorten, shorten_lines, wrap
from collabdesk.reports.evaluation_words import RATED

_MARKS = 5
_NAME_SIZES = (28, 24, 20)
"""Of a team's name on its certificate: smaller rather than shortened."""
_OPEN: tuple[Message, ...] = (
    msg("What was the most useful part, and why?"),
    msg("What should be different next time?"),
    msg("What do you need from your coach or the office before the next session?"),
)


def evaluation_pages(sheet: Sheet, content: PackContent, words: Words) -> list[PlannedPage]:
    """One form to copy."""
    title = words(msg("How was this session?"))
    return [
        PlannedPage(
            section=title,
            draw=lambda pen: _draw_evaluation(pen, sheet, content, title, words),
            entry=Entry(key="evaluation", title=title),
        )
    ]


def _draw_evaluation(pen: Pen, sheet: Sheet, content: PackContent, title: str, words: Words) -> None:
    y = sheet.top - TITLE * 0.86
    pen.write(sheet.left, y, (title,), step=0, kind=HEADINGS[0], size=TITLE, bold=True)
    said = msg(
        "{session} · no name is needed. Circle one number in each line: 1 not at all, 5 fully.",
        session=content.session,
    )
    pen.text(sheet.left, y - 17, shorten(words(said), sheet.across, BODY), size=BODY, ink=pen.palette.soft)
    y -= 48
    for text in RATED:
        lines = wrap(words(text), sheet.across - _MARKS * 30 - 20, BODY)
        pen.write(sheet.left, y, lines, step=13, size=BODY)
        for mark in range(_MARKS):
            x = sheet.right - (_MARKS - mark) * 30 + 15
            pen.circle(x, y + 3.4, 9.5, ink=pen.palette.soft, thick=0.8)
            pen.text(x, y, str(mark + 1), size=BODY, align=0.5)
        pen.lines([[(sheet.left, y - 16), (sheet.right, y - 16)]], ink=pen.palette.grid, thick=0.5)
        y -= 34
    y -= 8
    rows = max(1, min(int((y - sheet.bottom) / len(_OPEN) // WRITING_LINE) - 1, 5))
    for text in _OPEN:
        pen.text(sheet.left, y, words(text), size=BODY, bold=True)
        rules = [
            [(sheet.left, y - (row + 1) * WRITING_LINE), (sheet.right, y - (row + 1) * WRITING_LINE)]
            for row in range(rows)
        ]
        pen.lines(rules, ink=pen.palette.rule, thick=0.6)
        y -= rows * WRITING_LINE + 24


def certificate_pages(sheet: Sheet, content: PackContent, words: Words) -> list[PlannedPage]:
    """A certificate for each team that took part."""
    title = words(msg("Certificates"))
    return [
        PlannedPage(
            section="",
            head=False,
            foot=False,
            draw=_certificate(sheet, content, certificate, words),
            entry=None if index else Entry(key="certificates", title=title),
        )
        for index, certificate in enumerate(content.certificates)
    ]


def _certificate(sheet: Sheet, content: PackContent, certificate: Certificate, words: Words):  # type: ignore[no-untyped-def]
    return lambda pen: _draw_certificate(pen, sheet, content, certificate, words)


def _draw_certificate(
    pen: Pen, sheet: Sheet, content: PackContent, certificate: Certificate, words: Words
) -> None:
    edge = 30.0
    for inset, thick in ((edge, 2.2), (edge + 6, 0.7)):
        pen.box(
            inset, inset, sheet.wide - 2 * inset, sheet.high - 2 * inset, ink=pen.palette.ink, thick=thick
        )
    middle, room = sheet.wide / 2, sheet.across - 60
    y = sheet.high * 0.80
    pen.text(middle, y + 62, shorten(content.office, room, 12), size=12, ink=pen.palette.soft, align=0.5)
    title = (words(msg("Certificate")),)
    pen.write(middle, y, title, step=0, kind=HEADINGS[0], size=40, bold=True, align=0.5)
    y -= 70
    y = _centred(pen, [words(msg("This certifies that the team of"))], middle, y, 13)
    big = next((size for size in _NAME_SIZES if len(wrap(certificate.team, room, size, True)) <= 3), TITLE)
    y = _centred(pen, shorten_lines(certificate.team, room, big, 4, True), middle, y - 24, big, bold=True)
    if certificate.place:
        y = _centred(pen, shorten_lines(certificate.place, room, 12, 2), middle, y - 2, 12)
    took = words(msg("took part in {session} of", session=content.session_long or content.session))
    y = _centred(pen, shorten_lines(took, room, 13, 3), middle, y - 26, 13)
    y = _centred(pen, shorten_lines(content.collaborative, room, 20, 3, True), middle, y - 12, 20, bold=True)
    when = _when(content)
    if when:
        _centred(pen, shorten_lines(words(when), room, 13, 2), middle, y - 14, 13)
    _signatures(pen, sheet, words)


def _centred(
    pen: Pen, lines: Sequence[str], middle: float, y: float, size: float, *, bold: bool = False
) -> float:
    return pen.write(middle, y, lines, step=size * 1.35, size=size, bold=bold, align=0.5)


def _when(content: PackContent) -> Message | None:
    first, last = content.session_first, content.session_last
    if first is None:
        return None
    days = msg("{day}", day=first) if last in (None, first) else _span(first, last)
    if content.place:
        return msg("{place}, {days}", place=clean(content.place), days=days)
    return days


def _span(first: dt.date, last: dt.date | None) -> Message:
    return msg("{first} – {last}", first=first, last=last)


def _signatures(pen: Pen, sheet: Sheet, words: Words) -> None:
    y, wide = sheet.high * 0.16, sheet.across * 0.36
    for x, name in ((sheet.left + 30, msg("For the office")), (sheet.right - 30 - wide, msg("Date"))):
        pen.lines([[(x, y), (x + wide, y)]], ink=pen.palette.ink, thick=0.8)
        text = words(name)
        pen.text(x + (wide - width(text, SMALLEST)) / 2, y - 13, text, ink=pen.palette.soft)
