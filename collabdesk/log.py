"""The log file: what a person who helps will ask for."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from collabdesk import paths

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start() -> None:
    """Send the program's log to a small rotating file in the person's data folder; never fail because of it."""
    root = logging.getLogger("collabdesk")
    if root.handlers:
        return
    root.setLevel(logging.INFO)
    try:
        handler: logging.Handler = RotatingFileHandler(
            paths.log_file(), maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
