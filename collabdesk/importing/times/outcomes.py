"""What became of a cell about time: its period, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass

from collabdesk.i18n import Message
from collabdesk.periods import Period


@dataclass(frozen=True)
class Outcome:
    """A period, or why there is none: a problem's kind and sentence, or an open question (`waits`)."""

    period: Period | None = None
    kind: str = ""
    said: Message | None = None
    waits: bool = False
    confirmed: bool = True
