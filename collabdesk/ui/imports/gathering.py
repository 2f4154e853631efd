"""Which files a drop means: a folder stands for the spreadsheets in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from collabdesk.ui.file_dialogs import IMPORTABLE

MOST = 500
"""More files than that are a mistake (a whole disk), not a month's returns."""


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """The files to read, and how many others lay in the folders."""

    files: tuple[Path, ...]
    others: int = 0


def gather(paths: Sequence[Path]) -> Gathered:
    """Files as they are; of folders what looks like a spreadsheet, by name, at most `MOST`."""
    found: list[Path] = []
    others = 0
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for inside in _inside(path):
            if inside.suffix.lower() in IMPORTABLE.endings:
                found.append(inside)
            else:
                others += 1
    return Gathered(files=tuple(found[:MOST]), others=others + max(0, len(found) - MOST))


def _inside(folder: Path) -> Iterator[Path]:
    """The files of a folder and its folders, without hidden ones and the locks of office programs."""
    listed: Iterable[Path] = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    for path in listed:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _inside(path)
        elif path.is_file():
            yield path
