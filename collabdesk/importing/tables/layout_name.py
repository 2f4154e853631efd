"""The name of a layout, for people and for the commands."""

from __future__ import annotations

from collections import Counter

from collabdesk.importing.tables.labels import Labels
from collabdesk.importing.tables.plan import Plan


def layout_of(plan: Plan, labels: Labels) -> str:
    """The layout's name, for people."""
    if any(column.day for column in plan.values):
        return "days across"
    across = Counter(column.period is not None for column in plan.values)[True]
    if across >= 2:
        return "months across"
    if plan.columns_are == "team" or plan.names:
        return "teams across"
    if labels.period_column >= 0 and labels.has_team:
        return "long list"
    if labels.period_column >= 0:
        return "months down"
    if labels.has_team:
        return "teams down"
    return "form" if labels.has_indicator else "table"
