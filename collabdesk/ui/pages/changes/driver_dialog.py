"""A driver: its name, and the primary driver that it stands under."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message, msg
from collabdesk.models.ideas import Driver
from collabdesk.services.changes import drivers
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form


class DriverDialog(FormDialog):
    """Edits a driver, or makes a new one under ``parent_id``."""

    def __init__(
        self,
        context: Context,
        workspace: Workspace,
        driver: Driver | None,
        parent_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        new = Driver(collaborative_id=workspace.collaborative.id, name="", parent_id=parent_id)
        one = driver or new
        form = Form(context, "driver")
        form.add_text(
            "name", msg("Driver"), needed=True, hint=msg("What must be in order for the aim to be met")
        )
        primary: list[tuple[int | None, Message | str]] = [(None, msg("None: it is a primary driver"))]
        primary += [(up.id, up.name) for up in drivers.in_order(workspace) if up.id != one.id]
        form.add_choice("parent_id", msg("Stands under"), primary)
        form.set_values({"name": one.name, "parent_id": one.parent_id})

        def save(values: dict[str, Any]) -> None:
            drivers.save_driver(workspace, replace(one, **values))

        super().__init__(context, "driver_dialog", msg("Driver"), form, save, parent)
