"""The same text as a Word document: real headings and lists, so that Word makes its own table of contents."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from collabdesk.i18n import Translator, msg
from collabdesk.reports.craft.document import new_file
from collabdesk.reports.written import Kind, WrittenDocument, lines_of


def build_docx(document: WrittenDocument, translator: Translator, path: Path) -> None:
    """Write the document. Raises UserFacingError where the file can't be written."""
    from docx import Document
    from docx.shared import Mm, Pt

    made = Document()
    _describe(made.core_properties, document, translator)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    made.styles["Normal"].font.size = Pt(10.5)
    made.add_heading(printable(document.title), level=0)
    for text in (document.collaborative, document.office, translator.text(document.version)):
        if text and text not in document.title:
            made.add_paragraph(printable(text)).runs[0].italic = True
    for line in lines_of(document.text):
        if line.kind is Kind.HEADING:
            made.add_heading(printable(line.text), level=line.level)
        else:
            style = "List Bullet" if line.kind is Kind.ITEM else None
            made.add_paragraph(printable(line.text), style=style)
    foot = msg("{version} · printed on {day}", version=document.version, day=document.printed_on)
    section.footer.paragraphs[0].text = printable(translator.text(foot))
    buffer = io.BytesIO()
    made.save(buffer)
    with new_file(path) as file:
        file.write(buffer.getvalue())


def printable(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(char for char in text if char >= " " or char == "\t")


def _describe(properties: Any, document: WrittenDocument, translator: Translator) -> None:
    """Title, author and language: the day of printing is its date, so that the same text gives the same facts."""
    properties.title = printable(document.title)
    properties.author = printable(document.office) or "CollabDesk"
    properties.subject = printable(document.collaborative)
    properties.language = translator.language
    properties.created = properties.modified = dt.datetime.combine(document.printed_on, dt.time(12))
    properties.comments = ""
