"""Reading files: the content decides the format, never the name; whatever is wrong with a file is one
sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

from collabdesk.collection import no_collection
from collabdesk.errors import UserFacingError
from collabdesk.importing.grid import Workbook
from collabdesk.importing.readers import detect
from collabdesk.importing.times.numbered import with_numbered_periods

MAX_BYTES = 250_000_000
"""No spreadsheet of a facility is larger; what is larger would not fit in the memory of a small laptop."""

MAX_COLUMNS = 16_384
"""Excel has no more."""


def read(path: str | Path) -> Workbook:
    """Read a spreadsheet, text table, HTML table or DHIS2 data value set.

    Raises UserFacingError, one sentence that names the file, if it is missing, empty, locked, protected by a
    password, incomplete, too large or no table at all.
    """
    path = Path(path)
    data = _bytes(path)
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Workbook:
    """The same for content that is already in memory; ``name`` is the file's name."""
    if not data.strip(b"\0 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise UserFacingError(f"“{name}” is empty.")
    with no_collection():
        format_, sheets, decimal = detect.load(data, name)
        if any(sheet.width > MAX_COLUMNS for sheet in sheets):
            raise UserFacingError(f"“{name}” has more than {MAX_COLUMNS} columns and was not read.")
        sheets = tuple(with_numbered_periods(sheet) for sheet in sheets)
    return Workbook(
        file=name, sha256=hashlib.sha256(data).hexdigest(), format=format_, sheets=sheets, decimal=decimal
    )


def _bytes(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise UserFacingError(f"“{name}” is a folder; choose a file in it.")
        if path.stat().st_size > MAX_BYTES:
            raise UserFacingError(f"“{name}” is larger than {MAX_BYTES // 1_000_000} MB and was not read.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserFacingError(f"There is no file “{path}”.") from error
    except PermissionError as error:
        raise UserFacingError(
            f"“{name}” can't be opened: another program holds it, or you have no right to read it. "
            "Close it there and try again."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserFacingError(f"“{name}” can't be read: {reason}.") from error
