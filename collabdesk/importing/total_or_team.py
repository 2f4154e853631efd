"""The question whether a name stands for all the others together."""

from __future__ import annotations

from collabdesk.i18n import msg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.result import Choice


def ask_whole(asker: Asker, sheet: str, cell: str, name: str) -> str | None:
    """Ask whether a name stands for all the others together."""
    return asker.ask(
        sheet=sheet, cell=cell, kind="total or team",
        asked=msg("Is “{name}” the total of the others? A total is left out.", name=name),
        choices=[Choice(value=LEAVE_OUT, label=msg("A total: leave out")),
                 Choice(value="keep", label=msg("A team: keep"))],
        proposed=LEAVE_OUT, about=name,
    )  # fmt: skip
