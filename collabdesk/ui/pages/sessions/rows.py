"""The sessions and action periods as rows of a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from collabdesk.i18n import msg
from collabdesk.models.meetings import Session
from collabdesk.ui.context import Context
from collabdesk.ui.tables import Column, Table


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A session, or the action period after it."""

    short: str
    name: str
    kind: str
    first: dt.date
    last: dt.date | None
    place: str
    note: str
    session: Session | None


def sessions_table(context: Context) -> Table[SessionRow]:
    """The table, in time."""
    return Table(
        context,
        "sessions_table",
        (
            Column(name="short", title=msg("Session"), value=lambda row: row.short, width=76, token=_token),
            Column(
                name="name",
                title=msg("Name"),
                value=lambda row: row.name,
                width=150,
                stretch=0.6,
                token=_token,
                spare=True,
            ),
            Column(
                name="kind",
                title=msg("Kind"),
                value=lambda row: row.kind,
                width=120,
                token=_token,
                spare=True,
            ),
            Column(name="first", title=msg("First day"), value=lambda row: row.first, width=95),
            Column(name="last", title=msg("Last day"), value=lambda row: row.last, width=95, spare=True),
            Column(
                name="place",
                title=msg("Place"),
                value=lambda row: row.place,
                width=120,
                stretch=0.4,
                spare=True,
            ),
            Column(name="note", title=msg("Note"), value=lambda row: row.note, stretch=0.4, spare=True),
        ),
        title=msg("Sessions and action periods"),
        sort_by=3,
    )


def _token(row: SessionRow) -> str:
    return "ink" if row.session is not None else "ink_soft"
