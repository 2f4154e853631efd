"""Charts as files: their names, and many of them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from collabdesk.i18n import Translator
from collabdesk.ui.charts.picture import Drawn, Picture

_LONGEST = 80


def file_name(spec: Drawn, translator: Translator) -> str:
    """``Kiboga HC IV - AMTSL given``: without what some systems refuse in a file's name, and without an ending."""
    parts = (translator.text(spec.title), translator.text(spec.subtitle))
    name = " - ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", part) for part in parts if part)
    return " ".join(name.split())[:_LONGEST].strip(" .") or "chart"


def save_all(
    folder: Path, pictures: Sequence[tuple[str, Picture]], progress: Callable[[int, int], None]
) -> Path:
    """Write pictures as PNG into a folder under these names; none is overwritten. Raises UserFacingError."""
    for done, (name, picture) in enumerate(pictures):
        progress(done, len(pictures))
        picture.save(_free(folder, name))
    progress(len(pictures), len(pictures))
    return folder


def _free(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.png", 2
    while path.exists():
        path, number = folder / f"{name} ({number}).png", number + 1
    return path
