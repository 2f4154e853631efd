"""One session: new or changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import Session, SessionKind
from collabdesk.services.sessions import meetings
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form

KINDS: dict[SessionKind, Message] = {
    SessionKind.LEARNING: msg("Learning session"),
    SessionKind.PREWORK: msg("Prework"),
    SessionKind.CLOSING: msg("Closing meeting"),
}
_FIELDS = ("kind", "number", "name", "starts", "ends", "place", "note")


def session_dialog(
    context: Context, workspace: Workspace, session: Session | None, parent: QWidget
) -> FormDialog:
    """A dialog for a session, or for the next one. Open it with `open`."""
    shown = session or next_in_line(workspace)
    form = Form(context, "session_form")
    form.add_choice("kind", msg("Kind"), list(KINDS.items()))
    form.add_number("number", msg("Number"), whole=True)
    form.add_text("name", msg("Name"), hint=msg("where it has one"))
    form.add_date("starts", msg("First day"), empty=False)
    form.add_date("ends", msg("Last day"))
    form.add_text("place", msg("Place"))
    form.add_long("note", msg("Note"), 3)
    form.set_values({name: getattr(shown, name) for name in _FIELDS})

    def save(values: dict[str, Any]) -> None:
        number = (values["number"] or 0) if values["kind"] is SessionKind.LEARNING else 0
        wanted = replace(shown, **{**values, "number": number})
        meetings.save_session(workspace, wanted)

    title = msg("Session") if session else msg("New session")
    return FormDialog(context, "session_dialog", title, form, save, parent)


def next_in_line(workspace: Workspace) -> Session:
    """What the next session probably is: the following learning session, four months after the last meeting."""
    known = meetings.sessions(workspace)
    learning = [one for one in known if one.kind is SessionKind.LEARNING]
    last = max((one.ends or one.starts for one in known), default=None)
    starts = last + dt.timedelta(days=120) if last else workspace.collaborative.starts or dt.date.today()
    number = max((one.number for one in learning), default=0) + 1
    return Session(collaborative_id=workspace.collaborative.id, number=number, starts=starts)
