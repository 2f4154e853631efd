"""Builds the pack for a learning session: plan every page, number them, draw them, put the file in its place."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from collabdesk.errors import Cancelled
from collabdesk.i18n import Message, Translator, msg
from collabdesk.reports.content import PackContent, PackOptions, PackResult
from collabdesk.reports.document import new_canvas, new_file, squeeze
from collabdesk.reports.fonts import regular_name
from collabdesk.reports.pen import Pen
from collabdesk.reports.plan import plan_pack
from collabdesk.reports.sheet import PlannedPage, Sheet, draw_foot, draw_head
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
    with new_file(Path(out_path)) as file:
        sheet = Sheet.of(options.paper)
        plan = plan_pack(
            content, options, sheet, translator, lambda share, text: watch.at(_PLANNING * share, text)
        )
        file.write(_draw(plan.pages, content, options, sheet, translator, watch))
        watch.at(1.0, msg("The pack is ready."))
    return PackResult(path=Path(out_path), pages=len(plan.pages), left_out=plan.left_out)


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
    canvas = new_canvas(
        buffer,
        sheet,
        translator,
        title=f"{content.collaborative}: {translator.text(content.title)}",
        author=content.office,
        subject=translator.text(content.session),
        day=content.printed_on,
    )
    pen = Pen(canvas, palette(options.colour), translator)
    for number, page in enumerate(pages, start=1):
        share = _PLANNING + (0.95 - _PLANNING) * number / len(pages)
        watch.at(share, msg("Page {page} of {pages}", page=number, pages=len(pages)))
        for entry in page.entries:
            canvas.bookmarkPage(entry.key)
            canvas.addOutlineEntry(entry.title, entry.key, level=entry.level, closed=entry.level == 0)
        draw_head(pen, sheet, content, page)
        page.draw(pen)
        draw_foot(pen, sheet, content, page, number, len(pages))
        canvas.showPage()
        squeeze(canvas)
    watch.at(0.96, msg("Putting the pack together"))
    canvas.save()
    return buffer.getvalue()
