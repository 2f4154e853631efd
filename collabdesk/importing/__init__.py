"""Spreadsheets in: any facility's file is read, understood and asked about; nothing here knows the database.

`read` a file, `understand` it with the register and the answers so far, and call `understand` again after
each answer. `fingerprint` names the shape of a file, under which its answers are remembered; `memorable`
says which.
"""

from __future__ import annotations

from collabdesk.importing.readers import read, read_bytes
from collabdesk.importing.recipe import (
    Recipe,
    fingerprint,
    is_about_shape,
    memorable,
    names_the_sender,
    recalled,
    sender_of,
)
from collabdesk.importing.report import to_json
from collabdesk.importing.understanding import understand

__all__ = [
    "Recipe",
    "fingerprint",
    "is_about_shape",
    "memorable",
    "names_the_sender",
    "read",
    "read_bytes",
    "recalled",
    "sender_of",
    "to_json",
    "understand",
]
