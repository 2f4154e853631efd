"""Sites whose code stays while their name changes over the years: the code is the team, if a person agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collabdesk.i18n import msg, nmsg
from collabdesk.importing.asking import Asker
from collabdesk.importing.names.match import Matcher
from collabdesk.importing.result import Choice
from collabdesk.importing.tables.parts import Column
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import View

BY_NAME = "name"
_FEW = 3
"""With so few codes a name that differs is a slip rather than a rule of the file."""


@dataclass(frozen=True, kw_only=True)
class Renamed:
    """Codes that carry several names: code -> the names, and the first cell of each name."""

    names: Mapping[str, tuple[str, ...]]
    cells: tuple[str, ...]


def renamed(view: View, table: Table, teams: Sequence[Column], codes: Sequence[Column]) -> Renamed | None:
    """The codes of a full column of codes that carry several names; None where there are none."""
    if len(teams) != 1 or not codes or codes[0].profile.filled < codes[0].profile.rows:
        return None
    code_at, name_at = codes[0].index, teams[0].index
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for row in range(table.first, table.last + 1):
        code, name = view.text(row, code_at), view.folded(row, name_at)
        if code and name and name not in found.setdefault(code, {}):
            found[code][name] = (view.text(row, name_at), view.grid.address(row, name_at))
    several = {code: names for code, names in found.items() if len(names) > 1}
    if len(found) <= _FEW or not several:
        return None
    return Renamed(
        names={code: tuple(text for text, _ in names.values()) for code, names in several.items()},
        cells=tuple(cell for names in several.values() for _, cell in names.values()),
    )


def goes_by_code(found: Renamed, matcher: Matcher, asker: Asker, sheet: str) -> bool:
    """Whether one code is one team: known codes are, about others a person decides once for the sheet."""
    if all(matcher.team("", code).key is not None for code in found.names):
        return True
    code, names = next(iter(found.names.items()))
    answer = asker.ask(
        sheet=sheet, cell=found.cells[0], kind="several names",
        asked=nmsg("{count} code stands beside several names ({code}: {names}). Is each code one team?",
                   "{count} codes stand beside several names ({code}: {names}). Is each code one team?",
                   len(found.names), code=code, names=names[:3]),
        choices=[Choice(value="code", label=msg("Yes: the code is the team, whatever its name was")),
                 Choice(value=BY_NAME, label=msg("No: each name is a team of its own"))],
        proposed="code", about=f"codes of {sheet or 'the table'}", cells=found.cells,
    )  # fmt: skip
    return answer != BY_NAME
