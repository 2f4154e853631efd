"""What a PDF of its own (a diagram, a written package) needs around its pages: a canvas with its facts, the head
and the foot of a page, and a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path
from typing import Any

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator, msg
from collabdesk.reports.craft.fonts import clean, regular_name
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import Sheet
from collabdesk.reports.craft.style import MARGIN


def make_canvas(
    buffer: Any, sheet: Sheet, title: str, author: str, translator: Translator, day: dt.date | None
) -> Any:
    """A canvas with title, author and language; the same content and day give the same bytes."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    canvas = Canvas(
        buffer,
        pagesize=(sheet.wide, sheet.high),
        pageCompression=1,
        invariant=1,
        lang=translator.language,
        initialFontName=regular_name(),
    )
    printed = day or dt.date.today()
    canvas.setDateFormatter(lambda *_: f"D:{printed:%Y%m%d}000000Z")
    canvas.setTitle(title)
    canvas.setAuthor(clean(author) or "CollabDesk")
    canvas.setCreator("CollabDesk")
    return canvas


def draw_plain_foot(pen: Pen, sheet: Sheet, day: dt.date, number: int, total: int) -> None:
    """The day of printing, and "page x of y"."""
    y = MARGIN + 2
    pen.lines([[(sheet.left, y + 11), (sheet.right, y + 11)]], ink=pen.palette.rule, thick=0.6)
    pen.text(sheet.left, y, pen.word(msg("Printed on {day}", day=day)), ink=pen.palette.soft)
    place = msg("Page {page} of {pages}", page=number, pages=total)
    pen.text(sheet.right, y, pen.word(place), ink=pen.palette.soft, align=1)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside ``path`` that takes its place when all went well. Raises UserFacingError."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise UserFacingError(
            f"“{path.name}” could not be written ({error.strerror or error}). Is it open in another program, or the "
            "folder read-only? Nothing was changed; choose another name or folder."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
