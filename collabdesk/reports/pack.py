"""Builds the pack for a learning session: plan every page, number them, draw them, put the file in its place."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from collabdesk.errors import Cancelled, UserFacingError
from collabdesk.i18n import Message, Translator, msg
from collabdesk.reports.chart_plot import Words
from collabdesk.reports.content import PackContent, PackOptions, PackResult
from collabdesk.reports.fonts import clean, regular_name
from collabdesk.reports.pages_front import agenda_pages, contents_length, contents_pages, cover
from collabdesk.reports.pages_key import key_pages
from collabdesk.reports.pages_pdsa import pdsa_pages
from collabdesk.reports.pages_pooled import pooled_pages
from collabdesk.reports.pages_team import team_pages
from collabdesk.reports.pen import Pen
from collabdesk.reports.sheet import Entry, PlannedPage, Sheet, draw_foot, draw_head
from collabdesk.reports.style import palette

Progress = Callable[[float, Message], None]
Stop = Callable[[], bool]

_PLANNING = 0.35
"""The share of the time that measuring takes, for the progress bar."""


@dataclass(frozen=True, kw_only=True)
class _Watch:
    """Tells how far the work is, and stops it when the person asks."""

    progress: Progress | None
    cancelled: Stop | None

    def at(self, share: float, text: Message) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(share, text)


def build_pack(
    content: PackContent,
    options: PackOptions,
    translator: Translator,
    out_path: Path,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> PackResult:
    """Write the pack as a PDF; the same content and date give the same bytes.

    ``progress`` gets a share from 0 to 1 and what is being done; ``cancelled`` is asked before every page.
    Raises Cancelled, or a UserFacingError when the file can't be written; in both cases an older file of
    that name is left as it was and no half file stays behind.
    """
    watch = _Watch(progress=progress, cancelled=cancelled)
    regular_name()
    with _new_file(Path(out_path)) as file:
        sheet = Sheet.of(options.paper)
        pages = _plan(content, options, sheet, translator, watch)
        file.write(_draw(pages, content, options, sheet, translator, watch))
        watch.at(1.0, msg("The pack is ready."))
    return PackResult(path=Path(out_path), pages=len(pages))


def _plan(
    content: PackContent, options: PackOptions, sheet: Sheet, translator: Translator, watch: _Watch
) -> list[PlannedPage]:
    """Every page in order, measured; the contents come last, since they need the others' numbers."""

    def words(text: Message | str) -> str:
        return clean(translator.text(text))

    front = [cover(sheet, content, words)]
    rest = agenda_pages(sheet, content, words) + pooled_pages(sheet, content, words)
    if content.pooled or any(team.charts for team in content.teams):
        rest += key_pages(sheet, words)
    teams: list[PlannedPage] = []
    for index, team in enumerate(content.teams):
        watch.at(_PLANNING * index / len(content.teams), msg("Measuring the pages of {team}", team=team.name))
        teams += team_pages(sheet, team, index, options, words)
    if teams:
        teams[0] = _opening(teams[0], words)
    rest += teams
    rest += pdsa_pages(sheet, content.blank_pdsa, words)
    return _with_contents(sheet, front, rest, words)


def _opening(page: PlannedPage, words: Words) -> PlannedPage:
    """The first team's page also opens the section "Teams"."""
    return replace(page, opens=Entry(key="teams", title=words(msg("Teams"))))


def _with_contents(
    sheet: Sheet, front: list[PlannedPage], rest: Sequence[PlannedPage], words: Words
) -> list[PlannedPage]:
    """Cover, contents and the rest, with empty pages where a team must begin on a right-hand page."""
    count = sum(len(page.entries) for page in rest)
    length = contents_length(sheet, count)
    numbered: list[PlannedPage] = []
    entries: list[tuple[Entry, int]] = []
    before = len(front) + length
    for page in rest:
        if page.odd and (before + len(numbered)) % 2 == 1:
            numbered.append(PlannedPage(section="", draw=_nothing))
        numbered.append(page)
        entries.extend((entry, before + len(numbered)) for entry in page.entries)
    return [*front, *contents_pages(sheet, entries, words), *numbered]


def _nothing(_pen: Pen) -> None:
    """A page left empty on purpose."""


def _draw(
    pages: Sequence[PlannedPage],
    content: PackContent,
    options: PackOptions,
    sheet: Sheet,
    translator: Translator,
    watch: _Watch,
) -> bytes:
    """All pages as the bytes of a PDF."""
    buffer = io.BytesIO()
    canvas = _canvas(buffer, content, sheet, translator)
    pen = Pen(canvas, palette(options.colour), translator)
    for number, page in enumerate(pages, start=1):
        share = _PLANNING + (0.95 - _PLANNING) * number / len(pages)
        watch.at(share, msg("Page {page} of {pages}", page=number, pages=len(pages)))
        for entry in page.entries:
            canvas.bookmarkPage(entry.key)
            canvas.addOutlineEntry(entry.title, entry.key, level=entry.level, closed=entry.level == 0)
        draw_head(pen, sheet, content, page)
        page.draw(pen)
        draw_foot(pen, sheet, content, number, len(pages))
        canvas.showPage()
        _squeeze(canvas)
    watch.at(0.96, msg("Putting the pack together"))
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: io.BytesIO, content: PackContent, sheet: Sheet, translator: Translator) -> Any:
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
    day = content.printed_on
    canvas.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
    canvas.setTitle(f"{clean(content.collaborative)}: {clean(translator.text(content.title))}")
    canvas.setAuthor(clean(content.office) or "CollabDesk")
    canvas.setSubject(clean(translator.text(content.session)))
    canvas.setCreator("CollabDesk")
    canvas.addPageLabel(0, style="ARABIC", start=1)
    canvas.showOutline()
    return canvas


def _squeeze(canvas: Any) -> None:
    """Compress the page just finished at once: a thousand pages of plain operators would fill the memory."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

    page = canvas._doc.Pages.pages[-1]
    packed = zlib.compress(page.stream.encode("latin-1"), 6)
    page.Contents = PDFStream(PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")])}), packed + b"\n")
    page.stream = None


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file beside ``path`` that takes its place when all went well, and vanishes when not."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
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
        return f"The disk is full, so the pack “{path.name}” was not saved. Free some space and print again."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"The folder “{path.parent}” does not exist, so the pack was not saved. Choose another folder."
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return f"“{path}” is a folder. Give the pack a file name that ends in .pdf."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return (
            f"“{path}” can't be written: the folder is read-only, or the file is open in another program. "
            "Close it or choose another folder; nothing was changed."
        )
    return f"The pack “{path.name}” could not be saved ({error.strerror or error}). Nothing was changed."
