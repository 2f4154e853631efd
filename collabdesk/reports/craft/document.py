"""What every PDF needs: a canvas with title and language, compressed pages, a file that is whole or not there."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator, msg
from collabdesk.reports.craft.fonts import clean, regular_name
from collabdesk.reports.craft.pdf_file import file_of
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import PlannedPage, Sheet, draw_page_number, draw_title
from collabdesk.reports.craft.structure import ASIDE, Structure
from collabdesk.reports.craft.style import palette


def new_canvas(
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
        io.BytesIO(),
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


@dataclass(frozen=True, kw_only=True)
class LaidDocument:
    """Planned pages with what stands around them, drawn one by one for a preview or all into a file.

    Head: ``title`` and the page's section; foot: day of printing and page x of y.
    """

    planned: tuple[PlannedPage, ...]
    sheet: Sheet
    translator: Translator
    title: str
    author: str
    subject: str
    day: dt.date
    colour: bool = False

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.planned)

    def page_pdf(self, number: int) -> bytes:
        """One page, counted from 1, as a PDF of its own that looks as it does in the whole."""
        return self._draw([(number, self.planned[number - 1])], links=False)

    def pdf(self) -> bytes:
        """The whole; the same content and day give the same bytes."""
        return self._draw(list(enumerate(self.planned, start=1)))

    def save(self, path: Path) -> int:
        """Write the file; returns how many pages. Raises UserFacingError."""
        content = self.pdf()
        with new_file(path) as file:
            file.write(content)
        return self.pages

    def _draw(self, pages: Sequence[tuple[int, PlannedPage]], *, links: bool = True) -> bytes:
        canvas = new_canvas(
            self.sheet, self.translator,
            title=self.title, author=self.author, subject=self.subject, day=self.day,
        )  # fmt: skip
        structure = Structure() if links else None
        pen = Pen(canvas, palette(self.colour), self.translator, links=links, structure=structure)
        for number, page in pages:
            begin_page(pen, canvas, page, structure)
            with pen.part(ASIDE):
                draw_title(
                    pen,
                    self.sheet,
                    title=self.title,
                    section=page.section,
                    aside=self.subject,
                    shown=page.head,
                )
            page.draw(pen)
            with pen.part(ASIDE):
                draw_page_number(pen, self.sheet, msg("Printed on {day}", day=self.day), number, self.pages)
            end_page(pen, canvas, structure)
        return file_of(canvas, structure)


def begin_page(pen: Pen, canvas: Any, page: PlannedPage, structure: Structure | None) -> None:
    """A page with the bookmarks and the sections that begin on it; ``structure``: none for a page by itself."""
    pen.begin_page()
    if structure is None:
        return
    for entry in (*page.entries, *page.headings):
        if entry.high is None:
            canvas.bookmarkPage(entry.key)
            structure.begin_section(entry.title, entry.level)
        else:
            canvas.bookmarkHorizontalAbsolute(entry.key, entry.high)
        canvas.addOutlineEntry(entry.title, entry.key, level=entry.level, closed=entry.level == 0)


def end_page(pen: Pen, canvas: Any, structure: Structure | None) -> None:
    """Compress the page just finished at once: a thousand pages of plain operators would fill the memory."""
    from collabdesk.reports.craft.pdf_objects import lighten, page_stream, tagged

    pen.end_page()
    canvas.showPage()
    page = canvas._doc.Pages.pages[-1]
    page.Contents = page_stream(page.stream)
    page.stream = None
    lighten(page, canvas._doc)
    if structure is not None:
        tagged(page, structure.pages - 1)


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
