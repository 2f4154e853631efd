"""All tables of the file: importing this module makes `metadata` complete."""

from __future__ import annotations

import sqlalchemy as sa

from collabdesk.models import ideas, intake, measures, meetings, places
from collabdesk.models.records import REGISTRY, metadata

__all__ = [
    "REGISTRY",
    "ideas",
    "intake",
    "journal",
    "journal_row",
    "measures",
    "meetings",
    "metadata",
    "places",
]

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # edit, undo, redo, barrier
    sa.Column(
        "state", sa.Text, nullable=False
    ),  # done, undone, dropped (undone, and overtaken by a new edit)
    sa.Column("target", sa.Integer, nullable=True),  # the entry that an undo or redo is about
)

# A row image per touched row: {"column": value} before and after; None where the row was not there.
journal_row = sa.Table(
    "journal_row",
    metadata,
    sa.Column("journal_id", sa.Integer, sa.ForeignKey("journal.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=True),
    sa.Column("after", sa.Text, nullable=True),
    sa.Index("ix_journal_row_key", "table_name", "row_key"),
    sqlite_with_rowid=False,
)
