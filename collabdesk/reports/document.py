"""What every PDF needs: a canvas with title and language, compressed pages, a file that is whole or not there."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator, msg
from collabdesk.reports.fonts import clean, regular_name
from collabdesk.reports.pen import Pen
from collabdesk.reports.sheet import PlannedPage, Sheet, draw_page_number, draw_title
from collabdesk.reports.style import palette


def new_canvas(
    buffer: io.BytesIO,
    sheet: Sheet,
    translator: Translator,
    *,
    title: str,
    author: str,
    subject: str,
    day: dt.date,
) -> Any:
    """A canvas with title, author, language and page labels; its dates are the day of printing."""
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
    canvas.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
    canvas.setTitle(clean(title))
    canvas.setAuthor(clean(author) or "CollabDesk")
    canvas.setSubject(clean(subject))
    canvas.setCreator("CollabDesk")
    canvas.addPageLabel(0, style="ARABIC", start=1)
    canvas.showOutline()
    return canvas


def write_document(
    pages: Sequence[PlannedPage], sheet: Sheet, translator: Translator, path: Path, *,
    title: str, author: str, subject: str, day: dt.date,
) -> int:  # fmt: skip
    """Write planned pages, each with a head, as a grey PDF; returns how many. Raises UserFacingError.

    Head: ``title`` and the page's section; foot: day of printing and page x of y.
    """
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, sheet, translator, title=title, author=author, subject=subject, day=day)
    pen = Pen(canvas, palette(False), translator)
    for number, page in enumerate(pages, start=1):
        for entry in page.entries:
            canvas.bookmarkPage(entry.key)
            canvas.addOutlineEntry(entry.title, entry.key, level=entry.level, closed=entry.level == 0)
        draw_title(pen, sheet, title=title, section=page.section, aside=subject, shown=page.head)
        page.draw(pen)
        draw_page_number(pen, sheet, msg("Printed on {day}", day=day), number, len(pages))
        canvas.showPage()
        squeeze(canvas)
    canvas.save()
    with new_file(path) as file:
        file.write(buffer.getvalue())
    return len(pages)


def squeeze(canvas: Any) -> None:
    """Compress the page just finished at once: a thousand pages of plain operators would fill the memory."""
    from collabdesk.reports.pdf_objects import page_stream

    page = canvas._doc.Pages.pages[-1]
    page.Contents = page_stream(page.stream)
    page.stream = None


@contextlib.contextmanager
def new_file(path: Path, *, to_disk: bool = True) -> Iterator[IO[bytes]]:
    """A file beside ``path`` that takes its place when all went well, and vanishes when not."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            if to_disk:
                os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise UserFacingError(_trouble(error, path)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _trouble(error: OSError, path: Path) -> str:
    """What went wrong with the file, in a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, so “{path.name}” was not saved. Free some space and print again."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"The folder “{path.parent}” does not exist, so “{path.name}” was not saved. Choose another folder."
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return f"“{path}” is a folder. Give it a file name that ends in .pdf."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"“{path}” can't be written: the folder is read-only, or the file is open in another program. "
            "Close it or choose another folder; nothing was changed."
        )
    return f"“{path.name}” could not be saved ({error.strerror or error}). Nothing was changed."


def library_version() -> str:
    """The version of the library that draws, for the record of what was printed."""
    from reportlab import __version__

    return str(__version__)
