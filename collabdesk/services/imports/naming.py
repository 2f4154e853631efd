"""Names in a file that the register lacks: which of them are one team, one indicator, whatever their spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from collabdesk.importing.result import ReadObservation
from collabdesk.importing.words import fold
from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.periods import Period, PeriodType


@dataclass(frozen=True, kw_only=True)
class NewTeam:
    """A team to be created; its code tells it from another of the same name."""

    name: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class NewIndicator:
    """An indicator to be created: one per name and type of period, which never share a chart's axis."""

    name: str
    period_type: str
    kind: IndicatorKind


@dataclass
class Naming:
    """Gives each unknown name of one file its team or indicator; the first spelling is the name."""

    defined: Mapping[str, Indicator] = field(default_factory=dict)
    """Definitions that came with the numbers, by name: from another CollabDesk file."""
    _codes: dict[str, str] = field(default_factory=dict)
    _teams: dict[tuple[str, str], NewTeam] = field(default_factory=dict)
    _identities: dict[tuple[str, str], NewTeam] = field(default_factory=dict)
    _indicators: dict[tuple[str, PeriodType, bool], NewIndicator] = field(default_factory=dict)
    _in_periods: dict[tuple[str, int, bool], tuple[Period, NewIndicator]] = field(default_factory=dict)
    """By the identity of the period, which many rows share: types of periods hash slowly."""
    _indicator_identities: dict[tuple[str, PeriodType, bool], NewIndicator] = field(default_factory=dict)

    @classmethod
    def of(
        cls, observations: Iterable[ReadObservation], defined: Mapping[str, Indicator] | None = None
    ) -> Naming:
        """For these observations: a name that has one code in some rows has it in all."""
        codes: dict[str, set[str]] = {}
        for team, code in {(one.team, one.team_code) for one in observations if one.team_key is None}:
            codes.setdefault(fold(team), set()).add(code)
        single = {name: found - {""} for name, found in codes.items()}
        return cls(
            defined=defined or {},
            _codes={name: next(iter(found)) for name, found in single.items() if len(found) == 1},
        )

    def team(self, one: ReadObservation) -> NewTeam:
        """The team to be created for an observation."""
        written = (one.team, one.team_code)
        found = self._teams.get(written)
        if found is None:
            code = one.team_code or self._codes.get(fold(one.team), "")
            identity = ("code", code) if code else ("name", fold(one.team))
            made = NewTeam(name=plain_words(one.team), code="" if code == one.team else plain_words(code))
            found = self._teams[written] = self._identities.setdefault(identity, made)
        return found

    def indicator(self, one: ReadObservation) -> NewIndicator:
        """The indicator to be created for an observation."""
        is_pair = (one.numerator is not None and one.denominator is not None) or one.unit == "percent"
        here = (one.indicator, id(one.period), is_pair)
        known = self._in_periods.get(here)
        if known is None or known[0] is not one.period:
            known = self._in_periods[here] = (one.period, self._indicator(one, is_pair))
        return known[1]

    def _indicator(self, one: ReadObservation, is_pair: bool) -> NewIndicator:
        written = (one.indicator, one.period.type, is_pair)
        found = self._indicators.get(written)
        if found is None:
            definition = self.defined.get(one.indicator)
            guessed = IndicatorKind.PROPORTION if is_pair else IndicatorKind.COUNT
            if one.spread is not None:
                guessed = IndicatorKind.MEAN
            kind = definition.kind if definition is not None else guessed
            is_pair = (
                is_pair if definition is None else kind.has_ratio
            )  # one indicator, whatever its rows give
            made = NewIndicator(name=plain_words(one.indicator), period_type=str(one.period.type), kind=kind)
            identity = (fold(one.indicator), one.period.type, is_pair)
            found = self._indicators[written] = self._indicator_identities.setdefault(identity, made)
        return found


def plain_words(text: str) -> str:
    """A name with one blank between its words."""
    return " ".join(text.split())
