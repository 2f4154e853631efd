"""What was agreed to by confirming several files at once: the names that each of them makes."""

from __future__ import annotations

from collections.abc import Sequence

from collabdesk.importing.asking import CREATE
from collabdesk.ui.imports.items import FileItem, FileState
from collabdesk.ui.imports.names import KINDS


class Agreed:
    """The first file into an empty register makes names, so that those of the others are unknown names now. They
    were shown and confirmed as new ones: nobody is asked again, unless one is nearly a name that is there by then.
    """

    def __init__(self) -> None:
        self._names: dict[int, frozenset[str]] = {}
        self.saved: list[int] = []
        """The places that are saved already."""

    def begin(self, items: Sequence[FileItem], places: Sequence[int]) -> None:
        """These are confirmed."""
        self.saved = []
        self._names = {place: _to_make(items[place]) for place in places}

    def go_on(self, items: Sequence[FileItem], saved: Sequence[int]) -> dict[int, dict[str, str]]:
        """After some were saved: place -> the answers with which others can follow. Each is offered once."""
        self.saved += saved
        found = {}
        for place in [one for one in self._names if one not in self.saved]:
            names, draft = self._names.pop(place), items[place].draft
            asked = draft.questions if draft is not None and items[place].state is FileState.ASKS else ()
            answers = {one.id: CREATE for one in asked if one.id in names and one.proposed is None}
            if answers:
                found[place] = answers
        return found


def _to_make(item: FileItem) -> frozenset[str]:
    """The questions that would be asked about the names that a file makes."""
    if item.plan is None:
        return frozenset()
    team, indicator = KINDS
    return frozenset(
        [f"{team}: {name}" for name in item.plan.creates_teams]
        + [f"{indicator}: {name}" for name in item.plan.creates_indicators]
    )
