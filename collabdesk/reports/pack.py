"""The pack on paper: every page measured first, then drawn, one by one for a preview or all into a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from collabdesk.errors import Cancelled
from collabdesk.i18n import Message, Translator, msg
from collabdesk.reports.content import PackContent, PackOptions, PackResult
from collabdesk.reports.craft.document import begin_page, end_page, new_canvas, new_file
from collabdesk.reports.craft.fonts import regular_name
from collabdesk.reports.craft.kept_pages import KeptPages
from collabdesk.reports.craft.pdf_file import file_of
from collabdesk.reports.craft.pen import Pen
from collabdesk.reports.craft.sheet import PlannedPage, Sheet, draw_foot, draw_head
from collabdesk.reports.craft.structure import ASIDE, Structure
from collabdesk.reports.craft.style import palette
from collabdesk.reports.craft.tape import Tape
from collabdesk.reports.craft.text import Wording
from collabdesk.reports.plan import Plan, plan_pack

Progress = Callable[[float, Message], None]
Stop = Callable[[], bool]

_PLANNING = 0.35
"""The share of the time that measuring takes, for the progress bar."""
_FEW_PAGES = 24
"""Up to here the frames of charts stand on their pages: few have the same one."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Tells how far the work is, and stops it when the person asks."""

    progress: Progress | None = None
    cancelled: Stop | None = None

    def at(self, share: float, text: Message) -> None:
        """Say how far. Raises Cancelled."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(share, text)


@dataclass(frozen=True, kw_only=True)
class LaidPack:
    """A pack of which every page is measured and numbered, ready to be drawn."""

    content: PackContent
    options: PackOptions
    translator: Translator
    sheet: Sheet
    plan: Plan
    words: Wording
    frames: dict[object, Tape] | None = None

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.plan.pages)

    def page_pdf(self, number: int) -> bytes:
        """One page, counted from 1, as a PDF of its own that looks as it does in the whole."""
        return self._draw([(number, self.plan.pages[number - 1])], Watch(), links=False)

    def pdf(self, watch: Watch | None = None) -> bytes:
        """The whole; the same content and date give the same bytes."""
        return self._draw(list(enumerate(self.plan.pages, start=1)), watch or Watch())

    def _draw(self, pages: Sequence[tuple[int, PlannedPage]], watch: Watch, *, links: bool = True) -> bytes:
        canvas = self._canvas()
        many = self.pages > _FEW_PAGES
        structure = Structure() if links else None
        pen = Pen(
            canvas, palette(self.options.colour), self.translator,
            links=links, forms=many, words=self.words, frames=self.frames, structure=structure,
        )  # fmt: skip
        for number, page in pages:
            share = _PLANNING + (0.95 - _PLANNING) * number / self.pages
            watch.at(share, msg("Page {page} of {pages}", page=number, pages=self.pages))
            begin_page(pen, canvas, page, structure)
            with pen.part(ASIDE):
                draw_head(pen, self.sheet, self.content, page)
            page.draw(pen)
            with pen.part(ASIDE):
                draw_foot(pen, self.sheet, self.content, page, number, self.pages)
            end_page(pen, canvas, structure)
        watch.at(0.96, msg("Putting the pack together"))
        return file_of(canvas, structure)

    def _canvas(self) -> Any:
        content, translator = self.content, self.translator
        return new_canvas(
            self.sheet,
            translator,
            title=f"{content.collaborative}: {translator.text(content.title)}",
            author=content.office,
            subject=translator.text(content.session),
            day=content.printed_on,
        )


def lay_out_pack(
    content: PackContent,
    options: PackOptions,
    translator: Translator,
    watch: Watch | None = None,
    kept: KeptPages | None = None,
) -> LaidPack:
    """Measure every page, but for those that are ``kept`` of other documents. Raises Cancelled."""
    watch = watch or Watch()
    regular_name()
    sheet = Sheet.of(options.paper)
    tell = partial(_tell, watch)
    words = kept.words if kept else Wording(translator)
    plan = plan_pack(content, options, sheet, words, tell, kept)
    return LaidPack(
        content=content, options=options, translator=translator, sheet=sheet, plan=plan,
        words=words, frames=kept.frames if kept else None,
    )  # fmt: skip


def _tell(watch: Watch, share: float, text: Message) -> None:
    watch.at(_PLANNING * share, text)


def build_pack(
    content: PackContent,
    options: PackOptions,
    translator: Translator,
    out_path: Path,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
    *,
    to_disk: bool = True,
    kept: KeptPages | None = None,
) -> PackResult:
    """Write the pack as a PDF; the same content and date give the same bytes.

    ``progress`` gets a share from 0 to 1 and what is being done; ``cancelled`` is asked before every page.
    Raises Cancelled, or a UserFacingError when the file can't be written; in both cases an older file of
    that name is left as it was and no half file stays behind. ``to_disk`` False: for one of many files, which
    need not each be waited for until the disk has it; ``kept``: the pages that it has in common with the others.
    """
    watch = Watch(progress=progress, cancelled=cancelled)
    with new_file(Path(out_path), to_disk=to_disk) as file:
        laid = lay_out_pack(content, options, translator, watch, kept)
        file.write(laid.pdf(watch))
        watch.at(1.0, msg("The pack is ready."))
    return PackResult(path=Path(out_path), pages=laid.pages, left_out=laid.plan.left_out)
