"""The question whether a name stands for all the others together."""

from __future__ import annotations

from collections.abc import Sequence

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


def ask_sums(asker: Asker, sheet: str, cell: str, names: Sequence[str]) -> str | None:
    """Ask once about all the names whose numbers are the sums of the rows beside them."""
    return asker.ask(
        sheet=sheet, cell=cell, kind="total or team",
        asked=msg("{names}: their numbers are the sums of the rows beside them. Are they totals?",
                  names=tuple(names[:6])),
        choices=[Choice(value=LEAVE_OUT, label=msg("Totals: leave out")),
                 Choice(value="keep", label=msg("Teams: keep"))],
        proposed=LEAVE_OUT, about=f"sums of rows of {sheet or 'the table'}",
    )  # fmt: skip
