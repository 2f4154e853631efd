"""The question whether one number is over another, asked once for all the pairs of a table."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.i18n import msg
from collabdesk.importing.asking import Asker
from collabdesk.importing.result import Choice

KIND = "numerator and denominator"
_SHOWN = 4
_SEVERAL = "the pairs of numbers"


def ask_pairs(asker: Asker, sheet: str, pairs: Sequence[tuple[str, str, str]]) -> str | None:
    """``yes`` or ``no`` for all the pairs (cell, numerator, denominator), None while it is open."""
    cell, top, bottom = pairs[0]
    names = list(dict.fromkeys(f"{top} / {bottom}" for _, top, bottom in pairs))
    if len(names) == 1:
        return asker.ask(
            sheet=sheet, cell=cell, kind=KIND,
            asked=msg("Is “{top}” the numerator and “{bottom}” the denominator of one indicator?",
                      top=top, bottom=bottom),
            choices=[Choice(value="yes", label=msg("Yes, {top} of {bottom}", top=top, bottom=bottom)),
                     Choice(value="no", label=msg("No, two indicators of their own"))],
            proposed="yes", about=names[0],
        )  # fmt: skip
    return asker.ask(
        sheet=sheet, cell=cell, kind=KIND,
        asked=msg("{count} pairs of numbers look like the numerator and denominator of one indicator each: "
                  "{names}. Are they?",
                  count=len(names), names=tuple(names[:_SHOWN])),
        choices=[Choice(value="yes", label=msg("Yes, the first of each over the second")),
                 Choice(value="no", label=msg("No, indicators of their own"))],
        proposed="yes", about=_SEVERAL, cells=[cell for cell, _, _ in pairs],
    )  # fmt: skip
