"""One indicator with its whole operational definition and its baseline."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.models.measures import (
    Direction,
    Disaggregation,
    Indicator,
    IndicatorDefinition,
    IndicatorKind,
    Phase,
    Role,
)
from collabdesk.periods import Period, PeriodType
from collabdesk.services.phases import phases
from collabdesk.services.phases.phases import Decision
from collabdesk.services.setup import indicators
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.theme import Type
from collabdesk.ui.widgets import Label

KINDS: dict[IndicatorKind, Message] = {
    IndicatorKind.PROPORTION: msg("Proportion: numerator of denominator, in %"),
    IndicatorKind.RATE: msg("Rate: numerator per so many of the denominator"),
    IndicatorKind.COUNT: msg("Count"),
    IndicatorKind.MEAN: msg("Mean"),
    IndicatorKind.TIME_BETWEEN: msg("Time between events"),
}
SHORT_KINDS = {
    IndicatorKind.PROPORTION: msg("proportion"),
    IndicatorKind.RATE: msg("rate"),
    IndicatorKind.COUNT: msg("count"),
    IndicatorKind.MEAN: msg("mean"),
    IndicatorKind.TIME_BETWEEN: msg("time between"),
}
ROLES = {Role.OUTCOME: msg("outcome"), Role.PROCESS: msg("process"), Role.BALANCING: msg("balancing")}
DIRECTIONS = {
    Direction.UP: msg("higher is better"),
    Direction.DOWN: msg("lower is better"),
    Direction.NONE: msg("neither"),
}
PERIODS = {
    "month": msg("month"),
    "week": msg("week, from Monday"),
    "week:7": msg("week, from Sunday"),
    "quarter": msg("quarter"),
    "half-year": msg("half-year"),
    "year": msg("year"),
    "year:4": msg("financial year, from April"),
    "year:7": msg("financial year, from July"),
    "year:10": msg("financial year, from October"),
}
_DISAGGREGATION = {
    Disaggregation.ASK: msg("ask each time"),
    Disaggregation.ADD_UP: msg("add them up"),
    Disaggregation.KEEP_APART: msg("keep them as separate indicators"),
    Disaggregation.TAKE_ONE: msg("take one of them"),
}
_PLAIN = (
    *("name", "code", "uid", "kind", "role", "numerator_label", "denominator_label", "source", "how", "unit"),
    *("direction", "target", "decimals", "period_type", "due_day", "disaggregation", "retired"),
)
_LONGEST = 60
"""Periods back from today that a baseline may begin in."""


def indicator_dialog(
    context: Context, workspace: Workspace, indicator: Indicator | None, parent: QWidget
) -> FormDialog:
    """A dialog for an indicator, or for a new one. Open it with `open`."""
    form = IndicatorForm(context, workspace, indicator)

    def save(values: dict[str, Any]) -> None:
        _save(workspace, indicator, values, form.known)

    title = msg("Indicator") if indicator else msg("New indicator")
    return FormDialog(context, "indicator_dialog", title, form, save, parent, width=680)


class IndicatorForm(Form):
    """The fields; what doesn't belong to the kind is hidden."""

    def __init__(self, context: Context, workspace: Workspace, indicator: Indicator | None) -> None:
        super().__init__(context, "indicator_form")
        self._workspace = workspace
        self.known: Phase | None = None
        self._make_fields()
        shown = indicator or Indicator(collaborative_id=workspace.collaborative.id, name="")
        if indicator is not None:
            self.known = indicators.baseline_of(workspace, indicator.id)
        self._offer_periods(shown.period_type)
        self.set_values({name: getattr(shown, name) for name in _PLAIN})
        self.set_values(
            {
                "multiplier": shown.multiplier if shown.multiplier != 1 else 1000,
                "first": self.known.first if self.known and self.known.frozen else None,
                "last": self.known.last if self.known and self.known.frozen else None,
            }
        )
        self._show_definitions(indicator)
        self._follow_kind()
        self._kind.activated.connect(self._follow_kind)
        self._period.activated.connect(self._follow_period)

    def _make_fields(self) -> None:
        self.add_text("name", msg("Name"), needed=True, hint=msg("such as AMTSL given within one minute"))
        self._kind = self.add_choice("kind", msg("Kind"), list(KINDS.items()))
        self.add_text("numerator_label", msg("Numerator"), hint=msg("what is counted"))
        self.add_text("denominator_label", msg("Denominator"), hint=msg("out of which cases"))
        self.add_number("multiplier", msg("Per"), empty=False)
        self.add_text("unit", msg("Unit"), hint=msg("such as minutes, deaths per 1,000 births"))
        self.add_text("source", msg("Source"), hint=msg("which register or form, which columns"))
        self.add_long("how", msg("How to collect it"), 3)
        self.add_choice("direction", msg("Which way is good"), list(DIRECTIONS.items()))
        self.add_number("target", msg("Target"))
        self.add_choice("role", msg("Role"), list(ROLES.items()))
        self._period = self.add_choice("period_type", msg("Counted by"), list(PERIODS.items()))
        self.add_number("due_day", msg("Due on day"), whole=True, empty=False).setToolTip(
            self.context.text(msg("Day after the end of the period by which the number is due."))
        )
        self._first = self.add_choice("first", msg("Baseline frozen from"), ())
        self._last = self.add_choice("last", msg("to"), ())
        self.add_text(
            "baseline_reason", msg("Why this baseline"), hint=msg("it stays in the history, with your name")
        )
        self.add_number("decimals", msg("Decimals"), whole=True, empty=False)
        self.add_choice("disaggregation", msg("Several numbers a period"), list(_DISAGGREGATION.items()))
        self.add_text("code", msg("Code"))
        self.add_text("uid", msg("DHIS2 id"))
        self._changes = self.add_date("changes_from", msg("New definition from"))
        self._changes.setToolTip(
            self.context.text(
                msg(
                    "Where something else is counted from a day on, give the day: the old definition is kept, the "
                    "charts show the day, and a new phase is proposed. Leave it empty where only words are "
                    "corrected."
                )
            )
        )
        self.add_text("why", msg("Why it is new"))
        self._earlier = Label(self.context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self.add_widget("earlier", msg("Earlier definitions"), self._earlier)
        self.add_check("retired", msg("Retired"), msg("no longer collected; its numbers stay"))

    def _show_definitions(self, indicator: Indicator | None) -> None:
        """A new indicator has no definition to change yet, and no numbers for a baseline."""
        dated = indicators.definitions(self._workspace, indicator.id) if indicator is not None else []
        for name in ("changes_from", "why", "first", "last", "baseline_reason"):
            self.show_field(name, indicator is not None)
        self.show_field("earlier", bool(dated))
        self._earlier.setText("\n".join(self.context.text(_dated(one)) for one in reversed(dated)))

    @Slot()
    def _follow_kind(self) -> None:
        kind = self._kind.value()
        ratio = kind in (IndicatorKind.PROPORTION, IndicatorKind.RATE)
        self.show_field("numerator_label", True)
        self.show_field("denominator_label", ratio)
        self.show_field("multiplier", kind is IndicatorKind.RATE)
        self.show_field("unit", kind is not IndicatorKind.PROPORTION)

    @Slot()
    def _follow_period(self) -> None:
        self._offer_periods(self._period.value())

    def _offer_periods(self, period_type: str) -> None:
        type_ = PeriodType.parse(period_type)
        today = type_.holding(dt.date.today())
        starts = self._workspace.collaborative.starts
        first = min(today - _LONGEST, type_.holding(starts) if starts else today)
        if self.known is not None:
            first = min(first, self.known.first)
        words = self.context.translator.period
        choices: list[tuple[int | None, str]] = [(None, self.context.text(msg("not frozen")))]
        choices += [(one, words(Period(type_, one))) for one in range(today, first - 1, -1)]
        for box in (self._first, self._last):
            box.offer(choices)


def _dated(one: IndicatorDefinition) -> Message:
    """What it meant from when on, who said so and why."""
    words = "; ".join(
        part for part in (one.numerator_label, one.denominator_label, one.source, one.how) if part
    )
    said = words or msg("nothing was written down")
    if one.valid_from == indicators.ALWAYS:
        return msg("at first: {said}", said=said)
    signed = ": ".join(part for part in (one.person, one.reason) if part)
    return msg("from {day}: {said} ({signed})", day=one.valid_from, said=said, signed=signed)


def _save(
    workspace: Workspace, indicator: Indicator | None, values: dict[str, Any], known: Phase | None
) -> None:
    base = indicator or Indicator(collaborative_id=workspace.collaborative.id, name="")
    rate = values["kind"] is IndicatorKind.RATE
    wanted = replace(
        base, **{name: values[name] for name in _PLAIN}, multiplier=values["multiplier"] if rate else 1.0
    )
    first, last = values["first"], values["last"]
    if (first is None) != (last is None):
        raise UserFacingError("A baseline needs both its first and its last period.")
    indicators.check_indicator(workspace, wanted)
    moves = _baseline(wanted, known, (first, last) if first is not None else None, values["baseline_reason"])
    if moves is not None:
        phases.check(workspace, moves)
    if values["changes_from"] is not None and base.id:
        wanted = indicators.change_definition(workspace, wanted, values["changes_from"], values["why"])
        base = wanted
    if wanted != base or not base.id:
        indicators.save_indicator(workspace, wanted)
    if moves is not None:
        phases.decide(workspace, moves)


def _baseline(
    indicator: Indicator, known: Phase | None, window: tuple[int, int] | None, reason: str
) -> Decision | None:
    """What is decided about the baseline of all teams; None where it stays. Raises UserFacingError without a reason."""
    if window == ((known.first, known.last) if known and known.frozen else None):
        return None
    if not reason.strip():
        raise UserFacingError("Say in a few words why the baseline is set, moved or taken away.")
    return Decision(
        indicator_id=indicator.id,
        team_id=None,
        phase_id=known.id if known else None,
        window=window,
        reason=reason,
    )
