"""The ledger as it is shown: one line per change and indicator, the words, and the teams' charts behind a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from collabdesk.charts.aligned import Alignment, align, from_to
from collabdesk.charts.spec import ChartSpec, Sign
from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.kinds import IndicatorKind
from collabdesk.models.ideas import Test
from collabdesk.models.measures import Direction, Indicator
from collabdesk.services.changes.evidence import ChangeEvidence, TestEvidence
from collabdesk.services.changes.evidence_said import amount
from collabdesk.services.charts.series import SeriesDesk
from collabdesk.services.workspace import Workspace

Text = Message | str

WORDS: dict[str, Message] = {
    "strong": msg("strong"),
    "promising": msg("promising"),
    "promising, no comparison": msg("promising, no comparison"),
    "mixed": msg("mixed"),
    "no sign": msg("no sign"),
    "worse": msg("worse"),
    "not enough data": msg("not enough data"),
}
"""The words of the ledger, to be worded in the reader's language."""

VERDICT_WORDS: dict[str, Message] = {
    "improved": msg("improved"),
    "worsened": msg("worsened"),
    "no signal": msg("no signal"),
    "no room": msg("no room: at its target already"),
    "too few points": msg("too few points"),
    "no direction": msg("no direction of good set"),
}
_SIGNS = {
    "improved": Sign.IMPROVED,
    "worsened": Sign.WORSENED,
    "no signal": Sign.NO_SIGNAL,
}
_ORDER = ("improved", "worsened", "no signal", "no direction", "no room", "too few points")
_TOLERANCE = 1e-9
WORD_ORDER = tuple(WORDS)
"""From what worked best to what cannot be judged yet."""


def word_of(row: ChangeEvidence) -> str | None:
    """The word that stands: a person's where there is one, else the computed one."""
    return row.override.word if row.override is not None else row.word


def word_said(row: ChangeEvidence) -> Text:
    """The word; a person's word with the computed one beside it."""
    computed: Text = WORDS.get(row.word or "", row.word or "")
    if row.override is None:
        return computed
    own = WORDS.get(row.override.word, row.override.word)
    if not row.word:
        return msg("{word} (your word)", word=own)
    return msg("{word} (your word; computed: {computed})", word=own, computed=computed)


def override_said(row: ChangeEvidence) -> Text:
    """Who put another word, when and why."""
    one = row.override
    if one is None:
        return ""
    return msg(
        "“{word}” is the word of {person}, {day}: {reason}",
        word=WORDS.get(one.word, one.word),
        person=one.person or "–",
        day=one.decided.date() if isinstance(one.decided, dt.datetime) else one.decided,
        reason=one.reason,
    )


def size_said(indicator: Indicator, value: float | None) -> Text:
    """A size with its sign: ``+21.5 points``."""
    if value is None:
        return ""
    said = amount(indicator, abs(value))
    if abs(value) < _TOLERANCE:
        return msg("{size}", size=said)
    return msg("+{size}", size=said) if value > 0 else msg("−{size}", size=said)


def plain_size_said(value: float | None) -> Text:
    """A size with its sign and without its unit, for a narrow column."""
    if value is None:
        return ""
    number = Number(abs(value), 1)
    if abs(value) < _TOLERANCE:
        return msg("{size}", size=number)
    return msg("+{size}", size=number) if value > 0 else msg("−{size}", size=number)


def interval_said(row: ChangeEvidence, indicator: Indicator) -> Text:
    """The 90 % interval of the net size: ``9.2 to 24.8``; nothing where it is not given."""
    if row.net_low is None or row.net_high is None:
        return ""
    digits = indicator.decimals or 1
    return msg("{low} to {high}", low=_signed(row.net_low, digits), high=_signed(row.net_high, digits))


def _signed(value: float, digits: int) -> Message:
    number = Number(abs(value), digits)
    return msg("−{size}", size=number) if value < 0 else msg("{size}", size=number)


def summary_said(row: ChangeEvidence) -> Message:
    """The line in one sentence: what followed, in how many teams. Failures as plainly as successes."""
    if row.enough_data == 0:
        return nmsg(
            "{count} team tried it; none has enough data yet to say what followed.",
            "{count} teams tried it; none has enough data yet to say what followed.",
            row.teams,
        )
    return nmsg(
        "Of {count} team with enough data, improvement followed in {improved}, worsening in {worsened}, no signal in "
        "{none}.",
        "Of {count} teams with enough data, improvement followed in {improved}, worsening in {worsened}, no signal in "
        "{none}.",
        row.enough_data,
        improved=row.improved,
        worsened=row.worsened,
        none=row.no_signal,
    )


def bundle_said(row: ChangeEvidence) -> Text:
    """That the improved teams mostly began other changes around the same time."""
    if not row.bundle_with:
        return ""
    names = tuple(msg("“{name}”", name=name) for name in row.bundle_with)
    return msg(
        "Most of the improved teams also began {changes} around that time: these cannot be told apart.",
        changes=names,
    )


def in_order(tests: Sequence[TestEvidence]) -> list[TestEvidence]:
    """The teams as the charts stand: improved first, then worsened, no signal, and those without a verdict."""
    return sorted(tests, key=lambda one: (_ORDER.index(one.verdict), -(one.size or 0), one.team.casefold()))


class AlignedDesk:
    """The charts of a line's teams, aligned on the period in which each began; built when they are asked for.

    Make a new one for each line: what all its charts share (the scale) is found once.
    """

    def __init__(self, workspace: Workspace, row: ChangeEvidence) -> None:
        self._workspace, self._row = workspace, row
        self._indicator = workspace.rows(Indicator).get(row.indicator_id)
        known = workspace.rows(Test)
        there = [one for one in in_order(row.tests) if one.test_id in known]
        self.tests: dict[int, TestEvidence] = {one.test_id: one for one in there if self._indicator}
        """By test of a change, as the charts stand."""
        self._desk = SeriesDesk(workspace)
        self._scale = self._shared_scale()

    def charts(self, test_ids: Sequence[int] | None = None) -> list[ChartSpec]:
        """The charts of these tests, or of all."""
        chosen = [self.tests[key] for key in (self.tests if test_ids is None else test_ids)]
        indicator = self._indicator
        if indicator is None or not chosen:
            return []
        specs = self._desk.team_charts(self._pairs(chosen), self._scale)
        return [_aligned(spec, one, indicator) for spec, one in zip(specs, chosen, strict=True)]

    def _pairs(self, tests: Sequence[TestEvidence]) -> list[tuple[int, int]]:
        return [(self._row.indicator_id, one.team_id) for one in tests]

    def _shared_scale(self) -> tuple[float, float] | None:
        """One y scale for all, so that they can be compared; a proportion has it already."""
        indicator = self._indicator
        if indicator is None or indicator.kind is IndicatorKind.PROPORTION or len(self.tests) < 2:
            return None
        specs = self._desk.team_charts(self._pairs(list(self.tests.values())))
        return min(spec.y.low for spec in specs), max(spec.y.high for spec in specs)


def aligned_charts(workspace: Workspace, row: ChangeEvidence) -> list[ChartSpec]:
    """All charts of a line's teams at once (`AlignedDesk`)."""
    return AlignedDesk(workspace, row).charts()


def _aligned(spec: ChartSpec, one: TestEvidence, indicator: Indicator) -> ChartSpec:
    judged = one.verdict in _SIGNS or one.verdict == "no direction"
    signalled = one.verdict in ("improved", "worsened")
    digits = indicator.decimals
    return align(
        replace(spec, title=one.team),
        Alignment(
            start=one.started.ordinal,
            key=one.test_id,
            before=one.before,
            after=one.after if judged else None,
            signal=one.signal.ordinal if one.signal is not None and signalled else None,
            improved=one.verdict == "improved" if signalled else None,
            good="down" if indicator.direction is Direction.DOWN else "up",
            sign=_SIGNS.get(one.verdict, Sign.NOT_ENOUGH),
            headline=from_to(one.before, one.after if judged else None, indicator.unit, digits)
            or VERDICT_WORDS[one.verdict],
            sentence=one.said,
        ),
    )
