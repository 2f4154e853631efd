"""Names of files that are made many at once: taken by every system, told apart, and their folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from collabdesk.errors import UserFacingError

_LONGEST = 80
"""Characters of a file's name: with a folder's it must stay under the 260 of Windows."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def stem(*parts: str) -> str:
    """A name without an ending: no marks that mean something, nothing reserved, not too long."""
    words = []
    for part in parts:
        plain = "".join(
            "-" if char in '<>:"/\\|?*' else " " if unicodedata.category(char).startswith("C") else char
            for char in unicodedata.normalize("NFC", part)
        )
        words.append(" ".join(plain.split()).strip(". "))
    name = " ".join(word for word in words if word)[:_LONGEST].strip(". -")
    return f"_{name}" if not name or name.split(".")[0].strip().casefold() in _RESERVED else name


def told_apart(stems: Iterable[str]) -> list[str]:
    """The same names, with a number where two would be the same on a system that ignores case."""
    taken: set[str] = set()
    names = []
    for wanted in stems:
        name, number = wanted, 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name, number = f"{wanted[: _LONGEST - len(ending)]}{ending}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def make_folder(folder: Path, nothing: str) -> None:
    """Make a folder if it is not there. Raises UserFacingError; ``nothing`` was done then ("printed")."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"The folder “{folder}” could not be made ({error.strerror or error}), so nothing was {nothing}."
        ) from error
