"""Who sits here: the name in every history, asked once."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
from pathlib import Path

from collabdesk import paths


def proposed() -> str:
    """The system's name of the person, offered where none was given yet."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such account, as in some containers
        return "somebody"


def known() -> str | None:
    """The name that the person gave, or None when it was never asked."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        name = json.loads(_file().read_text(encoding="utf-8")).get("name", "")
        return str(name).strip() or None
    return None


def current() -> str:
    """The name for the history: ``COLLABDESK_PERSON``, the remembered one, or the system's."""
    return os.environ.get("COLLABDESK_PERSON") or known() or proposed()


def remember(name: str) -> None:
    """Keep the person's name; a folder that cannot be written only means being asked again."""
    with contextlib.suppress(OSError):
        _file().write_text(json.dumps({"name": name.strip()}, ensure_ascii=False), encoding="utf-8")


def _file() -> Path:
    return paths.data_folder() / "person.json"
