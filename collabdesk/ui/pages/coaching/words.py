"""The words and the choices that the tabs and dialogs of Coaching share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from collabdesk.i18n import Message, msg
from collabdesk.models.places import Person, Team
from collabdesk.services.coaching import coaching
from collabdesk.services.coaching.coaching import ActionState, VisitState
from collabdesk.services.coaching.recounts import Figures
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice

VISIT_STATES: dict[VisitState, Message] = {
    VisitState.PLANNED: msg("planned"),
    VisitState.MISSED: msg("not made yet"),
    VisitState.SKIPPED: msg("not made"),
    VisitState.MADE: msg("made"),
}
ACTION_STATES: dict[ActionState, Message] = {
    ActionState.OPEN: msg("open"),
    ActionState.OVERDUE: msg("overdue"),
    ActionState.DONE: msg("done"),
}


class FilterBox(Choice):
    """A choice above a table: everything, or one value. It keeps its value when it is filled again."""

    def __init__(self, context: Context, name: str, title: Message, every: Message):
        super().__init__()
        self._context = context
        self._every = every
        self.setObjectName(name)
        self.setAccessibleName(context.text(title))
        self.setToolTip(context.text(title))
        self.setMinimumHeight(30)
        self.setMaximumWidth(220)
        self.fill(())

    def fill(self, choices: Sequence[tuple[Any, Message | str]]) -> None:
        """Offer these besides everything (None)."""
        kept = self.value()
        text = self._context.text
        blocked = self.blockSignals(True)
        self.offer([(None, text(self._every)), *((value, text(words)) for value, words in choices)])
        self.set_value(kept)
        self.blockSignals(blocked)


def coach_choices(workspace: Workspace) -> list[tuple[int | None, Message | str]]:
    """Nobody, the coaches first, then everybody else of the file."""
    known = coaching.coaches(workspace)
    ids = {person.id for person in known}
    rest = sorted(
        (person for person in workspace.rows(Person).values() if person.id not in ids),
        key=lambda person: person.name.casefold(),
    )
    return [(None, "–"), *((person.id, person.name) for person in [*known, *rest])]


def team_choices(workspace: Workspace) -> list[tuple[int, str]]:
    """The teams by name."""
    return [
        (team.id, team.name) for team in sorted(workspace.mine(Team), key=lambda one: one.name.casefold())
    ]


def figures_said(figures: Figures) -> str:
    """``12/20``, ``41``, or nothing."""
    if figures.numerator is not None and figures.denominator is not None:
        return f"{figures.numerator:g}/{figures.denominator:g}"
    one = next(
        (part for part in (figures.value, figures.numerator, figures.denominator) if part is not None), None
    )
    return "" if one is None else f"{one:g}"
