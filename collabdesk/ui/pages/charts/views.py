"""The ways of looking at all charts at once, and what each of them is to the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context
from collabdesk.ui.pages.charts.filters import FilterBar, Part
from collabdesk.ui.pages.charts.view_base import ChartsView


@dataclass(frozen=True, kw_only=True)
class ViewSpec:
    """A view that the switch offers; it is made when first chosen."""

    name: str
    title: Message
    tip: Message
    parts: frozenset[Part]
    """The parts of the filter bar that it heeds."""
    make: Callable[[Context, FilterBar], ChartsView]


def _wall(context: Context, filters: FilterBar) -> ChartsView:
    from collabdesk.ui.pages.charts.wall_view import WallView

    return WallView(context, filters)


def _matrix(context: Context, filters: FilterBar) -> ChartsView:
    from collabdesk.ui.pages.charts.matrix_view import MatrixView

    return MatrixView(context, filters)


def _funnel(context: Context, filters: FilterBar) -> ChartsView:
    from collabdesk.ui.pages.charts.funnel_view import FunnelView

    return FunnelView(context, filters)


def _scoreboard(context: Context, filters: FilterBar) -> ChartsView:
    from collabdesk.ui.pages.charts.scoreboard_view import ScoreboardView

    return ScoreboardView(context, filters)


VIEWS = (
    ViewSpec(
        name="wall",
        title=msg("Wall"),
        tip=msg("A run chart for every team, or for every indicator of one team"),
        parts=frozenset(Part),
        make=_wall,
    ),
    ViewSpec(
        name="matrix",
        title=msg("Matrix"),
        tip=msg("All teams and all indicators in one table: sign, latest value, small line"),
        parts=frozenset({Part.TEAMS, Part.SIGNS, Part.ORDER}),
        make=_matrix,
    ),
    ViewSpec(
        name="funnel",
        title=msg("Funnel"),
        tip=msg(
            "One indicator over some months: who differs more than chance makes, among sites of every size"
        ),
        parts=frozenset({Part.INDICATOR, Part.TEAMS, Part.SIGNS}),
        make=_funnel,
    ),
    ViewSpec(
        name="scoreboard",
        title=msg("Scoreboard"),
        tip=msg("How far the whole collaborative has come: goals reached, how fast, how well held"),
        parts=frozenset(),
        make=_scoreboard,
    ),
)
"""A new view is a `ChartsView` and a line here."""
