"""How a pack is printed: session, paper, ink, charts on a page, language."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from collabdesk.i18n import languages, msg
from collabdesk.reports.content import CHARTS_PER_PAGE, Paper
from collabdesk.services.paper.pack_choice import PackChoice
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.forms import Form

LANGUAGES = {"en": "English", "fr": "français", "es": "español", "pt": "português"}


class ChoicesForm(Form):
    """The fields; `changed` after each choice."""

    changed = Signal()

    def __init__(self, context: Context, workspace: Workspace) -> None:
        super().__init__(context, "pack_form")
        known = meetings.sessions(workspace)
        self.add_choice("session", msg("Session"), [(one.id, meetings.long_name(one)) for one in known])
        self.add_choice("paper", msg("Paper"), [(Paper.A4, "A4"), (Paper.LETTER, "Letter")])
        self.add_choice(
            "colour",
            msg("Printed"),
            ((False, msg("grey: reads well on any copier")), (True, msg("in colour"))),
        )
        self.add_choice(
            "charts_per_page", msg("Charts on a page"), [(count, str(count)) for count in CHARTS_PER_PAGE]
        )
        self.add_choice(
            "two_sided",
            msg("Sides"),
            ((False, msg("one-sided")), (True, msg("two-sided: each team begins on a new sheet"))),
        )
        self.add_choice(
            "hide_names",
            msg("Names"),
            ((False, msg("names of teams shown")), (True, msg("hidden: “Site A”, with a key for you"))),
        )
        self.add_choice(
            "language", msg("Language"), [(code, LANGUAGES.get(code, code)) for code in languages()]
        )
        self.add_choice(
            "blank_pdsa", msg("Blank PDSA sheets"), [(count, str(count)) for count in range(1, 21)]
        )
        self.edited.connect(self._tell_changed)
        self.setContentsMargins(0, 8, 0, 0)

    @property
    def session_id(self) -> int:
        """The session that the pack is for."""
        return int(self._value("session"))

    @property
    def choice(self) -> PackChoice:
        """What is chosen here; the rest of the choice is as at first."""
        return PackChoice(
            paper=Paper(self._value("paper")),
            colour=bool(self._value("colour")),
            charts_per_page=int(self._value("charts_per_page")),
            two_sided=bool(self._value("two_sided")),
            hide_names=bool(self._value("hide_names")),
            language=str(self._value("language")),
            blank_pdsa=int(self._value("blank_pdsa")),
        )

    def show_choice(self, choice: PackChoice) -> None:
        """Show a choice."""
        names = ("paper", "colour", "charts_per_page", "two_sided", "hide_names", "language", "blank_pdsa")
        self.set_values({name: getattr(choice, name) for name in names})

    def _value(self, name: str) -> Any:
        return self.fields[name].value()  # type: ignore[attr-defined]

    def _tell_changed(self, _name: str) -> None:
        self.changed.emit()
