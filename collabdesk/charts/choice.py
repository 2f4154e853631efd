"""Which charts a series can be drawn as, which is the usual one, and why the others are not for it (method.md, 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from collabdesk.analysis.medians import BoolArray, FloatArray
from collabdesk.analysis.observations import REPORTED
from collabdesk.analysis.rules import rule_set
from collabdesk.charts import chart_words as words
from collabdesk.charts.inputs import SeriesInput
from collabdesk.charts.spec import Text
from collabdesk.i18n import Message
from collabdesk.kinds import IndicatorKind

RUN = "run"
KINDS = (RUN, "i", "mr", "p", "pp", "u", "up", "c", "xbar", "t", "g")
_USUAL = {
    IndicatorKind.PROPORTION: "p",
    IndicatorKind.RATE: "u",
    IndicatorKind.COUNT: "c",
    IndicatorKind.MEAN: "xbar",
    IndicatorKind.TIME_BETWEEN: "t",
}
_NEEDS_KIND = {
    "p": IndicatorKind.PROPORTION,
    "pp": IndicatorKind.PROPORTION,
    "u": IndicatorKind.RATE,
    "up": IndicatorKind.RATE,
    "c": IndicatorKind.COUNT,
    "xbar": IndicatorKind.MEAN,
    "t": IndicatorKind.TIME_BETWEEN,
    "g": IndicatorKind.TIME_BETWEEN,
}


@dataclass(frozen=True, kw_only=True)
class ChartChoice:
    """One kind of chart: its name, what it is good for, and why it is refused where it is."""

    chart: str
    name: Message
    about: Message
    refused: Text = ""

    @property
    def possible(self) -> bool:
        """The series can be drawn so."""
        return not self.refused


@dataclass(frozen=True, kw_only=True)
class ChartChoices:
    """``usual``: the control chart that fits the indicator's kind (the run chart stays the first view)."""

    usual: str
    each: tuple[ChartChoice, ...]

    def refusal(self, chart: str) -> Text:
        """Why a kind of chart is not for this series; empty where it is."""
        return next(one.refused for one in self.each if one.chart == chart)


def chart_choices(series: SeriesInput) -> ChartChoices:
    """All kinds of chart for one series, the possible ones and the others with their reason."""
    each = tuple(
        ChartChoice(
            chart=chart,
            name=words.chart_name(chart),
            about=words.about(chart),
            refused=_refused(chart, series) or "",
        )
        for chart in KINDS
    )
    possible = {one.chart for one in each if one.possible}
    return ChartChoices(usual=usual_chart(series, possible), each=each)


def usual_chart(series: SeriesInput, possible: set[str] | None = None) -> str:
    """The control chart of the indicator's kind: where its numbers do not suffice, individual values."""
    if rule_set(series.rules).strict:
        return "i"
    wanted = _USUAL[series.kind]
    fits = wanted in possible if possible is not None else _refused(wanted, series) is None
    if fits:
        return wanted
    return "g" if wanted == "t" and _refused("g", series) is None else "i"


def drawn_as(series: SeriesInput) -> str:
    """The kind of chart that a series is drawn as: under the rules ``nhs`` a run chart becomes an XmR chart."""
    return "i" if series.chart == RUN and rule_set(series.rules).strict else series.chart


def _refused(chart: str, series: SeriesInput) -> Message | None:
    if rule_set(series.rules).strict and chart != "i":
        return words.only_xmr()
    kind = _NEEDS_KIND.get(chart)
    if kind is not None and kind is not series.kind:
        return words.other_kind(chart)
    there = _there(series)
    if chart in ("p", "pp", "u", "up") and _lacking(there, series.numerator, series.denominator):
        return words.needs_pairs()
    if chart == "xbar" and _lacking(there, series.denominator, series.spread):
        return words.needs_spread()
    if chart in ("c", "g") and (series.y[there] < 0).any():
        return words.below_zero()
    if chart == "t" and (series.y[there] <= 0).any():
        return words.needs_times()
    return None


def _there(series: SeriesInput) -> BoolArray:
    reported = np.isfinite(series.y)
    return reported if series.state is None else reported & (series.state == REPORTED)


def _lacking(there: BoolArray, *columns: FloatArray | None) -> bool:
    return any(column is None or bool(np.isnan(column[there]).any()) for column in columns)
