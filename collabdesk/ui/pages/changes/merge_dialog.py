"""Making duplicates one: which name stays is the only question; one undo brings all back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from collabdesk.i18n import msg, nmsg
from collabdesk.models.ideas import Change, Test
from collabdesk.services.setup import catalogue
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form


class MergeDialog(FormDialog):
    """Asks which name the changes go on under."""

    def __init__(
        self, context: Context, workspace: Workspace, change_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        rows = workspace.rows(Change)
        counts = dict.fromkeys(change_ids, 0)
        for test in workspace.rows(Test).values():
            if test.change_id in counts:
                counts[test.change_id] += 1
        form = Form(context, "merge")
        choices = [
            (key, nmsg("{name} ({count} test)", "{name} ({count} tests)", counts[key], name=rows[key].name))
            for key in change_ids
        ]
        form.add_choice("keep", msg("Goes on as"), choices)

        def save(values: dict[str, object]) -> None:
            keep = values["keep"]
            assert isinstance(keep, int)
            catalogue.merge(workspace, keep, change_ids)

        said = msg(
            "The tests of all of them, with their PDSA cycles, the indicators they should move, your words on them and "
            "the plans for teams go to the one that stays. The other names stay known as other wordings of it."
        )
        super().__init__(
            context,
            "merge_dialog",
            msg("Merge changes"),
            form,
            save,
            parent,
            said=said,
            accept=msg("Merge"),
        )
