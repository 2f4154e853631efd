"""The geometry of a small chart: line, marks and the ends of both axes; the rest has no room."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt

from collabdesk.charts.spec import ChartSpec
from collabdesk.i18n import Translator
from collabdesk.periods import Period
from collabdesk.ui.charts.layout import ChartLayout, Drawing, Label, halo_for, y_label
from collabdesk.ui.charts.style import ChartStyle, Detail

_TOP, _RIGHT = 5, 6
_DOT, _SMALLEST_DOT = 2.3, 1.5
_NARROW = 150
"""Below it the unit is left out: the headline above carries it."""


def tile_layout(spec: ChartSpec, rect: QRectF, style: ChartStyle, translator: Translator) -> ChartLayout:
    """A small chart within ``rect``."""
    ends = _y_ends(spec, translator, with_unit=rect.width() >= _NARROW)
    left = max((style.metrics.horizontalAdvance(text) for _, text in ends), default=0) + 5
    plot = rect.adjusted(left, _TOP, -_RIGHT, -(style.line + 4))
    low, high = x_range(spec)
    pitch = plot.width() / (high - low)
    radius = min(_DOT, max(_SMALLEST_DOT, pitch * 0.3))
    layout = ChartLayout(
        rect=rect,
        plot=plot,
        detail=Detail.TILE,
        low=low,
        high=high,
        radius=radius,
        halo=halo_for(pitch, radius),
    )
    drawing = Drawing(spec, layout)
    drawing.ground()
    drawing.flags(plot.top() - 3, [QRectF()] * len(drawing.flags_shown()))
    drawing.draw()
    for y, text in ends:
        middle = drawing.y_px(y)
        box = QRectF(rect.left(), middle - style.line / 2, left - 4, style.line)
        layout.labels.append(Label(text, box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
    _x_ends(spec, layout, style, translator)
    return layout


def x_range(spec: ChartSpec) -> tuple[float, float]:
    """The x axis's range, never empty."""
    low, high = spec.x.low, spec.x.high
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _y_ends(spec: ChartSpec, translator: Translator, *, with_unit: bool) -> list[tuple[float, str]]:
    ticks = spec.y.ticks
    chosen = (ticks[0], ticks[-1]) if len(ticks) > 1 else ticks
    if with_unit:
        return [(tick.at, y_label(spec, tick, translator)) for tick in chosen]
    return [(tick.at, translator.text(tick.label)) for tick in chosen]


def _x_ends(spec: ChartSpec, layout: ChartLayout, style: ChartStyle, translator: Translator) -> None:
    """The first and the last period in words; only the last where both have no room."""
    if not spec.points:
        return
    plot, align = layout.plot, Qt.AlignmentFlag
    if spec.x.unit:  # counted from a start: its own ticks say more than two months of a calendar
        _relative_ends(spec, layout, style, translator)
        return
    foot = QRectF(plot.left(), plot.bottom() + 3, plot.width(), style.line)
    first = short_period(translator, spec.points[0].period)
    last = short_period(translator, spec.points[-1].period)
    wide = style.metrics.horizontalAdvance(first) + style.metrics.horizontalAdvance(last) + 8
    if len(spec.points) > 1 and wide <= plot.width():
        layout.labels.append(Label(first, foot, align.AlignLeft | align.AlignTop))
    layout.labels.append(Label(last, foot, align.AlignRight | align.AlignTop))


def _relative_ends(spec: ChartSpec, layout: ChartLayout, style: ChartStyle, translator: Translator) -> None:
    """The ticks of an axis that counts from a start, each under its place; the outer ones stay inside."""
    for tick in spec.x.ticks:
        text = translator.text(tick.label)
        wide = style.metrics.horizontalAdvance(text) + 2
        left = min(max(layout.x_px(tick.at) - wide / 2, layout.plot.left() - 6), layout.rect.right() - wide)
        box = QRectF(left, layout.plot.bottom() + 3, wide, style.line)
        layout.labels.append(Label(text, box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop))


@lru_cache(maxsize=4096)
def short_period(translator: Translator, period: Period) -> str:
    """A period as short as it can be said: ``Mar 26``. Kept, because wording dates is slow."""
    return translator.period(period, short=True)
