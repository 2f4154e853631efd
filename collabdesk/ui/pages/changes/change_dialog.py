"""A change of the catalogue: its name, how to do it, which indicators it should move, its driver."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.models.ideas import Change
from collabdesk.services.changes import changes, drivers
from collabdesk.services.setup import catalogue, indicators
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import scrolling
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.changes.attachments_field import AttachmentsField
from collabdesk.ui.theme import GAP
from collabdesk.ui.tick_list import TickList

_KEY = Qt.ItemDataRole.UserRole


class ChangeDialog(QDialog):
    """Edits a change, or makes a new one; Save writes it as one edit."""

    def __init__(
        self, context: Context, workspace: Workspace, change: Change | None, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self._context = context
        self._workspace = workspace
        self._change = change or Change(collaborative_id=workspace.collaborative.id, name="")
        self.setObjectName("change_dialog")
        self.setWindowTitle(context.text(msg("Change of the catalogue")))
        self.resize(700, 620)
        self.form = self._make_form()
        save, cancel = self._button("save", msg("Save")), self._button("cancel", msg("Cancel"))
        save.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(save)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(scrolling(self.form), 1)
        box.addLayout(foot)
        save.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)

    def _make_form(self) -> Form:
        form = Form(self._context, "change")
        form.add_text("name", msg("Change"), needed=True)
        form.add_long("description", msg("What it is"), 2)
        form.add_long("how_to", msg("How to do it"), 3)
        form.add_long("core", msg("What must not vary"), 2)
        form.add_long("adaptable", msg("What may be adapted"), 2)
        form.add_long("cost", msg("Cost, effort"), 1, hint=msg("What it takes: money, time, things"))
        form.add_choice("driver_id", msg("Driver"), self._drivers())
        self.moved = TickList()
        self.moved.setMinimumHeight(110)
        linked = {link.indicator_id for link in changes.indicators_of(self._workspace, self._change.id)}
        for indicator in indicators.in_order(self._workspace):
            self.moved.add_line(indicator.id, indicator.name, ticked=indicator.id in linked)
        form.add_widget("moved", msg("Indicators it should move"), self.moved)
        form.add_long(
            "aliases", msg("Other wordings"), 2, hint=msg("One a line: journals then find it by these")
        )
        self.attached = AttachmentsField(self._context, self._workspace, self._change)
        form.add_widget("attachments", msg("Attachments"), self.attached)
        own = set(form.fields) - {"moved", "aliases", "attachments"}
        form.set_values({name: getattr(self._change, name) for name in own})
        form.set_values({"aliases": "\n".join(catalogue.aliases_of(self._workspace, self._change.id))})
        return form

    def _drivers(self) -> list[tuple[int | None, Message | str]]:
        """The drivers as the diagram shows them, secondary ones set in."""
        found: list[tuple[int | None, Message | str]] = [(None, msg("None"))]
        for primary in drivers.in_order(self._workspace):
            found.append((primary.id, primary.name))
            for one in drivers.in_order(self._workspace, primary.id):
                found.append((one.id, f"    {one.name}"))
        return found

    def _button(self, name: str, text: Message) -> QPushButton:
        button = QPushButton(self._context.text(text))
        button.setObjectName(name)
        button.setMinimumHeight(30)
        return button

    @Slot()
    def _save(self) -> None:
        found = self.form.values()
        if found is None:
            return
        for name in ("moved", "attachments"):
            found.pop(name, None)
        aliases = found.pop("aliases").splitlines()
        change = catalogue.with_attachments(replace(self._change, **found), self.attached.paths())
        try:
            changes.edit_change(self._workspace, change, self.moved.keys(), aliases)
        except UserFacingError as trouble:
            self.form.show_reason("name", trouble.sentence)
        else:
            self.accept()
