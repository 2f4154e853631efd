"""What this person's window remembers: sizes, recent files, theme. Nothing of the collaborative itself."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from collabdesk import paths
from collabdesk.ui.theme import Scheme

RECENT_KEPT = 8
TEXT_SIZES = (1.0, 1.15, 1.3)
"""The factors that View, Text offers."""


class Settings:
    """Typed access to one small file in the person's data folder; a damaged entry gives the default."""

    def __init__(self, path: Path | None = None) -> None:
        where = path or paths.data_folder() / "window.ini"
        self._store = QSettings(str(where), QSettings.Format.IniFormat)

    @property
    def recent(self) -> list[Path]:
        """The files opened last, the newest first, without those that are gone."""
        return [path for path in self._paths() if path.exists()]

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        others = [known for known in self._paths() if known != path]
        self._store.setValue("files/recent", [str(one) for one in [path, *others][:RECENT_KEPT]])

    def forget_file(self, path: Path) -> None:
        """Take a file out of the recent ones."""
        self._store.setValue("files/recent", [str(one) for one in self._paths() if one != path])

    @property
    def last_file(self) -> Path | None:
        """The file that was open when the program ended; None after closing it or when it is gone."""
        text = self._text("files/last")
        return Path(text) if text and Path(text).exists() else None

    @last_file.setter
    def last_file(self, path: Path | None) -> None:
        self._store.setValue("files/last", str(path) if path else "")

    @property
    def import_folder(self) -> Path | None:
        """Where spreadsheets were taken from last; None where it is gone, as a stick may be."""
        text = self._text("files/imports")
        return Path(text) if text and Path(text).is_dir() else None

    @import_folder.setter
    def import_folder(self, folder: Path) -> None:
        self._store.setValue("files/imports", str(folder))

    @property
    def scheme(self) -> Scheme:
        """Light, dark, or as the system is."""
        with contextlib.suppress(ValueError):
            return Scheme(self._text("window/scheme") or Scheme.SYSTEM)
        return Scheme.SYSTEM

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._store.setValue("window/scheme", scheme.value)

    @property
    def text_size(self) -> float:
        """One of `TEXT_SIZES`."""
        with contextlib.suppress(ValueError):
            size = float(self._text("window/text") or 1.0)
            return size if size in TEXT_SIZES else 1.0
        return 1.0

    @text_size.setter
    def text_size(self, size: float) -> None:
        self._store.setValue("window/text", size)

    @property
    def tour_offered(self) -> bool:
        """Whether the welcome page has offered the tour once."""
        return bool(self._text("window/tour"))

    @tour_offered.setter
    def tour_offered(self, offered: bool) -> None:
        self._store.setValue("window/tour", "offered" if offered else "")

    @property
    def pack_choice(self) -> str:
        """What was chosen for the last pack, as `services.pack_choice` writes it; empty at first."""
        return self._text("packs/choice")

    @pack_choice.setter
    def pack_choice(self, choice: str) -> None:
        self._store.setValue("packs/choice", choice)

    @property
    def handout_sections(self) -> tuple[str, ...] | None:
        """What the last handouts held beside the teams' own pages; None before any were made."""
        kept = self._store.value("packs/handouts")
        return None if kept is None else tuple(part for part in str(kept).split("|") if part)

    @handout_sections.setter
    def handout_sections(self, sections: Sequence[str]) -> None:
        self._store.setValue("packs/handouts", "|".join(sections))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood; empty at first."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("window/geometry", geometry)

    def widths(self, table: str) -> list[int]:
        """The column widths that a person gave a table; empty when never changed."""
        with contextlib.suppress(ValueError):
            return [int(part) for part in self._text(f"widths/{table}").split(" ") if part]
        return []

    def set_widths(self, table: str, widths: list[int]) -> None:
        """Remember a table's column widths."""
        self._store.setValue(f"widths/{table}", " ".join(str(width) for width in widths))

    def sync(self) -> None:
        """Write to disk now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else str(value)

    def _paths(self) -> list[Path]:
        value = self._store.value("files/recent") or []
        entries = [value] if isinstance(value, str) else value
        return [Path(str(entry)) for entry in entries] if isinstance(entries, list) else []
