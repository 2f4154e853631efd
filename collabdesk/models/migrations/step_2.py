"""Version 2: judged points and proposals put off; more about sessions, packs and visits; spread plans and packages."""

from __future__ import annotations

from alembic.operations import Operations

from collabdesk.models.migrations.tools import day, key, make_table, measure, moment, number, text


def step(operations: Operations) -> None:
    """From version 1 to version 2: only new tables."""
    _judgements(operations)
    _meetings(operations)
    _followed_up(operations)
    _coaching(operations)
    _spread(operations)


def _judgements(operations: Operations) -> None:
    make_table(
        operations,
        "marked_point",
        key("indicator_id", "indicator"),
        key("team_id", "team"),
        number("period"),
        text("person"),
        text("reason"),
        moment("decided"),
        unique=[("indicator_id", "team_id", "period")],
    )
    make_table(
        operations,
        "dismissal",
        key("indicator_id", "indicator"),
        key("team_id", "team", nullable=True),
        text("kind"),
        number("period"),
        text("person"),
        text("reason"),
        moment("decided"),
    )


def _meetings(operations: Operations) -> None:
    make_table(
        operations,
        "invitation",
        key("session_id", "session"),
        key("team_id", "team", nullable=True),
        key("person_id", "person", nullable=True),
        text("name"),
        day("sent"),
        text("answer"),
    )
    make_table(
        operations,
        "snapshot_paper",
        key("snapshot_id", "snapshot"),
        text("pdf"),
        text("numbers"),
        unique=[("snapshot_id",)],
    )
    make_table(
        operations,
        "pack_preset",
        key("collaborative_id", "collaborative"),
        text("name"),
        text("options"),
        unique=[("collaborative_id", "name")],
    )


def _followed_up(operations: Operations) -> None:
    make_table(
        operations,
        "agenda_day",
        key("agenda_item_id", "agenda_item"),
        number("day"),
        unique=[("agenda_item_id",)],
    )
    make_table(
        operations,
        "commitment_review",
        key("commitment_id", "commitment"),
        key("session_id", "session", nullable=True),
        text("outcome"),
        text("word"),
        day("given", nullable=False),
        text("person"),
    )
    make_table(
        operations,
        "evaluation",
        key("session_id", "session"),
        number("position"),
        text("question"),
        *(number(name) for name in ("ones", "twos", "threes", "fours", "fives")),
        text("remarks"),
    )


def _coaching(operations: Operations) -> None:
    make_table(
        operations,
        "recount_reported",
        key("recount_id", "recount"),
        measure("numerator"),
        measure("denominator"),
        measure("value"),
        unique=[("recount_id",)],
    )
    make_table(
        operations,
        "visit_slip",
        key("visit_id", "visit"),
        moment("printed"),
        text("lines"),
        unique=[("visit_id",)],
    )


def _spread(operations: Operations) -> None:
    make_table(
        operations,
        "spread_plan",
        key("change_id", "change"),
        key("team_id", "team"),
        day("planned"),
        day("told"),
        text("note"),
        text("person"),
        unique=[("change_id", "team_id")],
    )
    make_table(
        operations,
        "change_package",
        key("collaborative_id", "collaborative"),
        text("title"),
        text("text"),
        text("language"),
        moment("made"),
        text("person"),
        moment("closed", nullable=True),
    )
