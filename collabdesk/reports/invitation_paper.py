"""The list of those who are invited to a session, to telephone along or to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from collabdesk.i18n import Message, Translator, msg
from collabdesk.reports.content import Paper
from collabdesk.reports.craft.blocks import heading, paragraph, table
from collabdesk.reports.craft.document import LaidDocument
from collabdesk.reports.craft.flow import paginate
from collabdesk.reports.craft.fonts import regular_name
from collabdesk.reports.craft.sections import BOLD, section_pages, shared_columns
from collabdesk.reports.craft.sheet import Sheet
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
    columns = shared_columns(
        words,
        wide,
        (msg("Name"), 0.24, BOLD),
        (msg("Team"), 0.28),
        (msg("Job"), 0.13),
        (msg("Phone"), 0.15),
        (msg("Sent"), 0.12),
        (msg("Comes"), 0.08),
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
    return LaidDocument(
        planned=tuple(section_pages(sheet, paginate(blocks, sheet.room), title, "invitations")),
        sheet=sheet,
        translator=translator,
        title=collaborative,
        author=office,
        subject=words(session),
        day=printed_on,
    )
