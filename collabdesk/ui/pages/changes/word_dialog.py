"""A person's word about a change, beside the computed one, with its reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from collabdesk.i18n import msg
from collabdesk.services.changes import evidence, ledger
from collabdesk.services.changes.evidence import ChangeEvidence
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form


class WordDialog(FormDialog):
    """Asks for the word and why."""

    def __init__(
        self, context: Context, workspace: Workspace, row: ChangeEvidence, parent: QWidget | None = None
    ) -> None:
        form = Form(context, "word")
        form.add_choice("word", msg("Your word"), list(ledger.WORDS.items()))
        form.add_long("reason", msg("Why"), 3, hint=msg("What you know that the numbers do not show"))
        own = row.override
        form.set_values({"word": ledger.word_of(row), "reason": own.reason if own else ""})

        def save(values: dict[str, Any]) -> None:
            evidence.override(workspace, row.change_id, row.indicator_id, values["word"], values["reason"])

        computed = ledger.WORDS.get(row.word or "", msg("no word"))
        said = msg(
            "“{change}” and “{indicator}”. The computed word is “{word}”; it stays beside yours, on screen and paper.",
            change=row.change,
            indicator=row.indicator,
            word=computed,
        )
        super().__init__(context, "word_dialog", msg("Your word on a change"), form, save, parent, said=said)
