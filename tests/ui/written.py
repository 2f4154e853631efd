"""What stands in a PDF that was printed or saved."""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def text_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]
