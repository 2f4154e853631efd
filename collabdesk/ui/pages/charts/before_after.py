"""A chart with what came before and after a change."""

from __future__ import annotations

from collabdesk.charts.compare import PAST_ABANDONING, with_windows
from collabdesk.charts.spec import ChartSpec
from collabdesk.models.ideas import Decision, Test
from collabdesk.models.measures import Indicator
from collabdesk.periods import PeriodType
from collabdesk.services.workspace import Workspace


def with_test(workspace: Workspace, spec: ChartSpec, test_id: int, indicator: Indicator) -> ChartSpec:
    """The chart with what came before and after a test of a change; as it is, where the test is not on it."""
    test = workspace.rows(Test).get(test_id)
    flag = next((flag for flag in spec.flags if flag.key == test_id), None)
    if test is None or flag is None or not spec.points:
        return spec
    stop = None
    if test.decided is not None and test.decision is Decision.ABANDONED:
        type_, first = PeriodType.parse(indicator.period_type), spec.points[0].period.ordinal
        stop = type_.holding(test.decided) - first + PAST_ABANDONING
    return with_windows(spec, int(flag.x), stop, kind=indicator.kind, decimals=indicator.decimals)
