"""Baselines and re-baselines as people decide them: set, freeze, unfreeze, begin anew, take away; and their history.

A series is judged by the phases of its team where it has any, else by those for all teams. A decision about one
team that follows those for all gives it phases of its own first. Nothing here happens by itself (method.md, 3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from collabdesk.analysis.baselines import READY as READY  # the window says when a baseline is short
from collabdesk.analysis.baselines import as_series, usable_values, window_centre
from collabdesk.analysis.cube import ObservationCube
from collabdesk.errors import UserFacingError
from collabdesk.i18n import Translator
from collabdesk.models.measures import Indicator, Phase
from collabdesk.models.places import Team
from collabdesk.models.writer import Writer
from collabdesk.periods import Period, PeriodType
from collabdesk.services.charts.series import SeriesDesk, phases_of, shown_periods
from collabdesk.services.cubes import cube_of
from collabdesk.services.phases import centre
from collabdesk.services.workspace import Workspace

Window = tuple[int, int]
"""The first and last period of a baseline, ordinals, both included."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a person decides about one phase of a series. ``team_id`` None: for all teams.

    ``phase_id`` None begins a new phase at ``starts`` (None: the beginning of the series). Without a ``window``
    its median is provisional: that of all its points, moving with each new one.
    """

    indicator_id: int
    team_id: int | None
    phase_id: int | None = None
    starts: int | None = None
    window: Window | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PhaseFacts:
    """One phase of a series as a person should know it; periods are ordinals."""

    phase: Phase
    own: bool
    """Set for this team; else it is the phase for all teams."""
    first: int | None
    """Its first period; None for the beginning of the series."""
    last: int | None
    """Its last period; None while it is the current one."""
    median: float | None
    n_points: int
    """That its median is taken from."""


def decide(workspace: Workspace, decision: Decision) -> None:
    """Carry out one decision in one edit. Raises UserFacingError for what cannot be a baseline."""
    decide_all(workspace, [decision])


def decide_all(workspace: Workspace, decisions: Sequence[Decision], label: str = "") -> None:
    """Carry out several decisions in one edit, or none of them."""
    for decision in decisions:
        check(workspace, decision)

    def write(writer: Writer) -> None:
        for decision in decisions:
            _write(workspace, writer, decision)

    if decisions:
        workspace.transact(label or _label(workspace, decisions[0]), write)


def remove(
    workspace: Workspace, indicator_id: int, team_id: int | None, phase_id: int, reason: str = ""
) -> None:
    """Take one phase of a series away; the one before it goes on, or the next becomes the first."""
    chosen = phases_of(workspace, indicator_id, team_id)
    left = [one for one in chosen if one.id != phase_id]
    if len(left) == len(chosen):
        raise UserFacingError("That phase is no longer there.")
    if not left and _is_shared(chosen, team_id):
        raise UserFacingError(
            "That baseline holds for all teams: take it away there, or set one for this team."
        )
    if left:
        left[0] = replace(left[0], starts=None)
    said = f"Remove a phase of {_named(workspace, indicator_id, team_id)}"

    def write(writer: Writer) -> None:
        if _is_shared(chosen, team_id):
            for one in left:
                writer.add(replace(one, id=0, team_id=team_id))
            return
        for one in chosen:
            if one.id == phase_id:
                writer.remove(one)
        for one in left:
            writer.put(one)

    workspace.transact(_with_reason(said, reason), write)


def follow_all_teams(workspace: Workspace, indicator_id: int, team_id: int, reason: str = "") -> None:
    """Drop a team's own phases: those for all teams hold for it again."""
    mine = own_phases(workspace, indicator_id, team_id)
    said = f"Baseline for all teams holds again for {_named(workspace, indicator_id, team_id)}"
    workspace.transact(_with_reason(said, reason), lambda writer: _remove(writer, mine))


def _remove(writer: Writer, gone: Sequence[Phase]) -> None:
    for one in gone:
        writer.remove(one)


def own_phases(workspace: Workspace, indicator_id: int, team_id: int) -> list[Phase]:
    """The phases set for this team alone; empty where those for all teams hold."""
    return [one for one in phases_of(workspace, indicator_id, team_id) if one.team_id is not None]


def timeline(workspace: Workspace, indicator_id: int, team_id: int | None) -> list[PhaseFacts]:
    """The phases of a series in time; empty while its one median is provisional."""
    chosen = phases_of(workspace, indicator_id, team_id)
    values, axis = values_of(workspace, indicator_id, team_id)
    means = centre.by_means(workspace)
    return [
        _facts(phase, chosen[at + 1 : at + 2], values, axis, first=at == 0, means=means)
        for at, phase in enumerate(chosen)
    ]


def _facts(
    phase: Phase,
    following: list[Phase],
    values: Sequence[float | None],
    axis: int,
    *,
    first: bool,
    means: bool,
) -> PhaseFacts:
    starts = None if first else phase.starts
    last = (following[0].starts or following[0].first) - 1 if following else None
    end = axis + len(values) - 1 if last is None else last
    window = (phase.first, phase.last) if phase.frozen else (axis if starts is None else starts, end)
    median, n_points = centre_of(values, axis, window, means=means)
    return PhaseFacts(
        phase=phase, own=phase.team_id is not None, first=starts, last=last, median=median, n_points=n_points
    )


def values_of(workspace: Workspace, indicator_id: int, team_id: int | None) -> tuple[list[float | None], int]:
    """The points of a series that count (None for the others), and the period of the first."""
    indicator = workspace.rows(Indicator)[indicator_id]
    cube = cube_of(workspace, indicator.period_type)
    if team_id is None:
        return pooled_values(SeriesDesk(workspace), indicator, cube)
    return _plain(usable_values(cube, indicator_id)[cube.team_at(team_id)].tolist()), cube.first_period


def pooled_values(
    desk: SeriesDesk, indicator: Indicator, cube: ObservationCube
) -> tuple[list[float | None], int]:
    """The values of all teams of a cube together, from the first period that charts show."""
    first, _last = shown_periods(cube, PeriodType.parse(indicator.period_type))
    if cube.n_periods == 0:
        return [], first
    return _plain(desk.pooled_lines(indicator, cube).everyone.value.tolist()), first


def _plain(values: Sequence[float]) -> list[float | None]:
    return [None if value != value else value for value in values]


def centre_of(
    values: Sequence[float | None], axis: int, window: Window, *, means: bool
) -> tuple[float | None, int]:
    """The median (or mean) of a window, and of how many points, for a series that begins at period ``axis``."""
    return window_centre(as_series(values), window[0] - axis, window[1] - axis, means=means)


# --- writing ---


def planned(workspace: Workspace, decision: Decision) -> list[Phase]:
    """The phases that the series would have after a decision, in time; new ones have no id yet."""
    mine = [replace(one, team_id=decision.team_id) for one in _chosen(workspace, decision)]
    window, reason = decision.window, decision.reason
    if decision.phase_id is not None:
        at = [one.id for one in mine].index(decision.phase_id)
        first, last = window or (mine[at].first, mine[at].last)
        changed = replace(mine[at], starts=decision.starts, first=first, last=last, frozen=window is not None)
        mine[at] = _signed(workspace, changed, reason)
        return mine
    starts = decision.starts
    if starts is not None and not mine:  # what came before is a phase too, still provisional
        mine = [
            _new(workspace, decision, None, (_beginning(workspace, decision, starts), starts - 1), reason)
        ]
    made = _new(workspace, decision, starts, window or (starts or 0, starts or 0), reason)
    made = replace(made, frozen=window is not None)
    return sorted([*mine, made], key=lambda one: (one.starts is not None, one.starts or 0))


def _write(workspace: Workspace, writer: Writer, decision: Decision) -> None:
    copied = _is_shared(_chosen(workspace, decision), decision.team_id)
    for phase in planned(workspace, decision):
        if copied or not phase.id:
            writer.add(replace(phase, id=0))
        else:
            writer.put(phase)


def _chosen(workspace: Workspace, decision: Decision) -> list[Phase]:
    return phases_of(workspace, decision.indicator_id, decision.team_id)


def _is_shared(chosen: Sequence[Phase], team_id: int | None) -> bool:
    """These phases are those for all teams, and a decision about one team must not change them."""
    return team_id is not None and any(one.team_id is None for one in chosen)


def _beginning(workspace: Workspace, decision: Decision, until: int) -> int:
    cube = cube_of(workspace, workspace.rows(Indicator)[decision.indicator_id].period_type)
    return min(cube.first_period, until - 1) if cube.n_periods else until - 1


def _new(workspace: Workspace, decision: Decision, starts: int | None, window: Window, reason: str) -> Phase:
    phase = Phase(
        indicator_id=decision.indicator_id,
        team_id=decision.team_id,
        starts=starts,
        first=window[0],
        last=window[1],
        frozen=False,
        decided=dt.datetime.now(),
    )
    return _signed(workspace, phase, reason)


def _signed(workspace: Workspace, phase: Phase, reason: str) -> Phase:
    return replace(phase, person=workspace.person, reason=reason.strip(), decided=dt.datetime.now())


# --- what is refused ---


def check(workspace: Workspace, decision: Decision) -> None:
    """Raises UserFacingError where a decision cannot be carried out."""
    chosen = _chosen(workspace, decision)
    others = [one for one in chosen if one.id != decision.phase_id]
    if decision.phase_id is not None and len(others) == len(chosen):
        raise UserFacingError("That phase is no longer there.")
    if decision.phase_id is None and decision.starts is None and chosen:
        raise UserFacingError("There is a baseline already: change it, or say when the new phase begins.")
    if decision.starts is not None and decision.starts in {one.starts for one in others}:
        raise UserFacingError("A phase begins there already.")
    _check_order(chosen, decision)
    if decision.window is not None:
        _check_window(workspace, decision, decision.window, others)


def _check_order(chosen: Sequence[Phase], decision: Decision) -> None:
    """A changed phase stays between its neighbours; the first one has no beginning of its own."""
    if decision.phase_id is None:
        return
    at = [one.id for one in chosen].index(decision.phase_id)
    if (at == 0) != (decision.starts is None):
        raise UserFacingError("The first phase begins with the first number; each later one has a beginning.")
    before, after = chosen[at - 1].starts if at > 1 else None, [one.starts for one in chosen[at + 1 : at + 2]]
    early = before is not None and decision.starts is not None and decision.starts <= before
    late = decision.starts is not None and after and decision.starts >= (after[0] or 0)
    if early or late:
        raise UserFacingError("A phase cannot begin beyond its neighbours.")


def _check_window(workspace: Workspace, decision: Decision, window: Window, others: Sequence[Phase]) -> None:
    first, last = window
    if last < first:
        raise UserFacingError("The baseline ends before it begins.")
    if decision.starts is not None and first < decision.starts:
        raise UserFacingError("The baseline begins before its phase does.")
    begins = -1 if decision.starts is None else decision.starts
    later = min(
        (one.starts for one in others if one.starts is not None and one.starts > begins), default=None
    )
    if later is not None and last >= later:
        raise UserFacingError("The baseline reaches into the next phase.")
    values, axis = values_of(workspace, decision.indicator_id, decision.team_id)
    if centre_of(values, axis, window, means=False)[1] == 0:
        raise UserFacingError("There are no numbers in that baseline yet.")


# --- labels of the journal ---


def _label(workspace: Workspace, decision: Decision) -> str:
    named = _named(workspace, decision.indicator_id, decision.team_id)
    words = _worded(workspace, decision.indicator_id)
    if decision.window is not None:
        said = f"Baseline of {named}: frozen on {words(decision.window[0])} to {words(decision.window[1])}"
    elif decision.phase_id is not None:
        said = f"Unfreeze the baseline of {named}"
    elif decision.starts is not None:
        said = f"New phase of {named} from {words(decision.starts)}"
    else:
        said = f"Baseline of {named}: provisional"
    return _with_reason(said, decision.reason)


def _worded(workspace: Workspace, indicator_id: int) -> Callable[[int], str]:
    type_ = PeriodType.parse(workspace.rows(Indicator)[indicator_id].period_type)
    english = Translator("en")  # like all labels of the journal
    return lambda ordinal: english.period(Period(type_, ordinal))


def _named(workspace: Workspace, indicator_id: int, team_id: int | None) -> str:
    team = workspace.rows(Team)[team_id].name if team_id is not None else "all teams"
    return f"{team}, {workspace.rows(Indicator)[indicator_id].name}"


def _with_reason(said: str, reason: str) -> str:
    return f"{said}: {reason.strip()}" if reason.strip() else said
