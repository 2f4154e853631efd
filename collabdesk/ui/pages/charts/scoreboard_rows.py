"""Every series of the scoreboard as a row."""

from __future__ import annotations

from collections.abc import Callable

from collabdesk.i18n import Message, Number, msg
from collabdesk.services.charts.progress import GOALS, SeriesProgress
from collabdesk.ui.context import Context
from collabdesk.ui.tables import Column

FIRST_GOAL = 6
"""The place of the first goal's column."""
_GOAL_TITLES: dict[str, Message] = {
    "80": msg("80 %"),
    "90": msg("90 %"),
    "20": msg("20 %"),
    "10": msg("10 %"),
    "target": msg("Target"),
}


def series_columns(context: Context) -> tuple[Column[SeriesProgress], ...]:
    """Who and what, the way it came, and since when each goal is reached."""

    def number(value: float | None, unit: str, *, signed: bool = False) -> str:
        if value is None:
            return ""
        sign = "+" if signed and value > 0 else ""
        digits = 0 if abs(value) >= 10 or value == int(value) else 1
        shown = msg("{sign}{number}", sign=sign, number=Number(value, digits, " %" if unit == "%" else ""))
        return context.text(shown)

    return (
        Column(name="team", title=msg("Team"), value=lambda row: row.team, width=160, stretch=1),
        Column(
            name="indicator", title=msg("Indicator"), value=lambda row: row.indicator, width=190, stretch=1
        ),
        Column(
            name="baseline",
            title=msg("Baseline"),
            term="baseline",
            value=lambda row: row.baseline,
            text=lambda row: number(row.baseline, row.unit),
            width=76,
            right=True,
        ),
        Column(
            name="latest",
            title=msg("Latest"),
            value=lambda row: row.latest,
            text=lambda row: number(row.latest, row.unit),
            width=70,
            right=True,
        ),
        Column(
            name="period",
            title=msg("Last number"),
            value=lambda row: row.latest_period.ordinal,
            text=lambda row: context.translator.period(row.latest_period, short=True),
            width=92,
            spare=True,
        ),
        Column(
            name="gain",
            title=msg("Gain"),
            term="gain",
            value=lambda row: row.gain,
            text=lambda row: number(row.gain, "", signed=True),
            width=64,
            right=True,
        ),
        *(_goal_column(context, name) for name in GOALS),
    )


def _goal_column(context: Context, name: str) -> Column[SeriesProgress]:
    return Column(
        name=f"goal_{name}",
        title=_GOAL_TITLES[name],
        term="reached",
        value=lambda row: row.reached[name].ordinal if name in row.reached else None,
        text=lambda row: context.text(_goal(row, name, context.translator.period)),
        tip=lambda row: context.text(_goal_tip(row, name)),
        width=146,
        stretch=0.3,
    )


def _goal(row: SeriesProgress, name: str, words: Callable[..., str]) -> Message | str:
    if name in row.already:
        return msg("at baseline")
    if name in row.reached:
        when = words(row.reached[name], short=True)
        if row.held_of.get(name):
            return msg("{when}, held {share}", when=when, share=Number(100 * row.held[name], 0, " %"))
        return when
    return msg("not yet") if name in row.goals else ""


def _goal_tip(row: SeriesProgress, name: str) -> Message | str:
    if name in row.already:
        return msg("Its baseline was at or beyond the goal already.")
    if name not in row.reached:
        return (
            msg("Not reached yet.")
            if name in row.goals
            else msg("The goal does not apply, or there are too few points.")
        )
    parts = {"when": row.reached[name], "count": row.held_of.get(name, 0)}
    if name in row.times:
        return msg(
            "Reached in {when}, {time} periods after the start; at or beyond it in {share} of the {count} points "
            "since.",
            **parts, time=row.times[name], share=Number(100 * row.held.get(name, 0), 0, " %"),
        )  # fmt: skip
    return msg("Reached in {when}.", when=row.reached[name])
