"""The key to a pack without names: which site is which team. For the coordinator, never part of the pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from collabdesk.i18n import Translator, msg
from collabdesk.reports.content import PackContent, PackOptions
from collabdesk.reports.craft.blocks import heading, paragraph, table
from collabdesk.reports.craft.document import LaidDocument
from collabdesk.reports.craft.flow import Block, gap, paginate
from collabdesk.reports.craft.sections import BOLD, section_pages, shared_columns
from collabdesk.reports.craft.sheet import Sheet
from collabdesk.reports.craft.style import TITLE
from collabdesk.reports.craft.text import Wording


def write_name_key(
    content: PackContent,
    named: Sequence[tuple[str, str]],
    options: PackOptions,
    translator: Translator,
    path: Path,
) -> None:
    """Write the key: pairs of what stands in the pack and who it is. Raises UserFacingError."""

    words = Wording(translator)
    sheet = Sheet.of(options.paper)
    title, wide = words(msg("Key to the names")), sheet.across
    said = msg(
        "For the coordinator alone: whoever has this sheet and the pack knows whose numbers are whose."
    )
    columns = shared_columns(
        words,
        wide,
        (msg("In the pack"), 0.25, BOLD),
        (msg("Team"), 0.75),
    )
    blocks: list[Block] = [
        heading(title, wide, above=0, size=TITLE),
        paragraph(words(said), wide),
        gap(8),
        *table(columns, named),
    ]
    pages = section_pages(sheet, paginate(blocks, sheet.room), title, "names")
    LaidDocument(
        planned=tuple(pages),
        sheet=sheet,
        translator=translator,
        title=content.collaborative,
        author=content.office,
        subject=translator.text(content.session),
        day=content.printed_on,
    ).save(path)
