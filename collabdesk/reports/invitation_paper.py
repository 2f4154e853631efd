"""The list of those who are invited to a session, to telephone along or to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.i18n import Message, Translator, msg
from collabdesk.reports.content import Paper
from collabdesk.reports.craft.blocks import Column, heading, paragraph, table
from collabdesk.reports.craft.document import LaidDocument
from collabdesk.reports.craft.flow import drawing, paginate
from collabdesk.reports.craft.fonts import regular_name
from collabdesk.reports.craft.sheet import Entry, PlannedPage, Sheet
from collabdesk.reports.craft.style import TITLE
from collabdesk.reports.craft.text import Wording

_ANSWERS = {"yes": msg("yes"), "no": msg("no")}


@dataclass(frozen=True, kw_only=True)
class InvitationLine:
    """One name on the list."""

    name: str
    job: str = ""
    team: str = ""
    phone: str = ""
    sent: dt.date | None = None
    answer: str = ""


def lay_out_invitations(
    lines: Sequence[InvitationLine],
    paper: Paper,
    translator: Translator,
    *,
    collaborative: str,
    session: Message | str,
    office: str,
    printed_on: dt.date,
) -> LaidDocument:
    """The list, laid out to be saved or printed in grey."""
    regular_name()
    sheet = Sheet.of(paper)

    words = Wording(translator)
    wide, title = sheet.across, words(msg("Invitations"))
    columns = (
        Column(head=words(msg("Name")), wide=wide * 0.24, bold=True),
        Column(head=words(msg("Team")), wide=wide * 0.28),
        Column(head=words(msg("Job")), wide=wide * 0.13),
        Column(head=words(msg("Phone")), wide=wide * 0.15),
        Column(head=words(msg("Sent")), wide=wide * 0.12),
        Column(head=words(msg("Comes")), wide=wide * 0.08),
    )
    rows = [
        (
            line.name,
            line.team if line.team != line.name else "",
            line.job,
            line.phone,
            words(msg("{day}", day=line.sent)) if line.sent else "",
            words(_ANSWERS.get(line.answer, line.answer)),
        )
        for line in lines
    ]
    blocks = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(session), wide, soft=True, above=2),
        *table(columns, rows),
    ]
    pages = tuple(
        PlannedPage(
            section=title,
            draw=drawing(page, sheet.left, sheet.top),
            entry=None if index else Entry(key="invitations", title=title),
        )
        for index, page in enumerate(paginate(blocks, sheet.room))
    )
    return LaidDocument(
        planned=pages,
        sheet=sheet,
        translator=translator,
        title=collaborative,
        author=office,
        subject=words(session),
        day=printed_on,
    )
