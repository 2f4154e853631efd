"""Where things are: shipped resources, and the person's own folders."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_APP = "CollabDesk"


def resource(relative: str) -> Path:
    """A shipped file or folder, such as ``fonts/DejaVuSans.ttf``.

    A checkout and an editable install keep ``resources/`` beside the package; a wheel carries it inside.
    Raises FileNotFoundError when neither has it: the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for root in (package.parent / "resources", package / "resources"):
        candidate = root / relative
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"CollabDesk's own file {relative} is missing: please install CollabDesk again.")


def data_folder() -> Path:
    """The person's data folder (made if needed); ``COLLABDESK_HOME`` moves it, which tests and IT staff use."""
    home = os.environ.get("COLLABDESK_HOME")
    folder = Path(home) if home else Path(platformdirs.user_data_dir(_APP, appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def backup_folder() -> Path:
    """Where the dated backups of every file are kept, away from the files themselves."""
    folder = data_folder() / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_file() -> Path:
    """The log of the last runs, for a person who helps."""
    return data_folder() / "collabdesk.log"
