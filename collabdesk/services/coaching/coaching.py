"""Coaching visits and the actions agreed at them: planned, made, done, overdue."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from collabdesk.errors import UserFacingError
from collabdesk.models.meetings import Visit, VisitAction
from collabdesk.models.places import Person, Team
from collabdesk.models.writer import Writer
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace

_SATURDAY = 5


class VisitState(enum.StrEnum):
    """How a visit stands on a day."""

    PLANNED = "planned"
    MISSED = "not made yet"
    """Its day has passed, and nobody has written down that it was made."""
    SKIPPED = "not made"
    """Its day has passed, and the team has been visited since: nothing to do about it any more."""
    MADE = "made"


class ActionState(enum.StrEnum):
    """How an action stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """A visit with the names that belong to it."""

    visit: Visit
    team: Team
    district: str
    coach: str
    state: VisitState
    open_actions: int
    """Actions agreed at this visit that are not done."""

    @property
    def day(self) -> dt.date:
        """The day that it was made, or is planned for."""
        day = self.visit.made or self.visit.planned
        assert day is not None  # `save_visit` refuses a visit without a day
        return day


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action agreed at a visit, with where it was agreed."""

    action: VisitAction
    visit: Visit
    team: Team
    coach: str
    state: ActionState


@dataclass(frozen=True, kw_only=True)
class VisitPlan:
    """Visits to several teams at once, in this order."""

    team_ids: tuple[int, ...]
    first: dt.date
    days_between: int = 0
    """Working days from one visit to the next; 0: all on the first day."""
    coach_id: int | None = None
    """Who goes; None: each team's own coach."""
    purpose: str = ""


# --- visits ---


def visits(workspace: Workspace, today: dt.date) -> list[VisitRow]:
    """All visits of the collaborative, the latest day first."""
    return _visits_in(workspace, today, frozenset(VisitState))


def _visits_in(workspace: Workspace, today: dt.date, wanted: frozenset[VisitState]) -> list[VisitRow]:
    """Only those in certain states: a row costs more than to see that it is not wanted."""
    waiting, last = _open_actions(workspace), last_made(workspace)
    known = workspace.rows(Team)
    mine = workspace.collaborative.id
    rows = [
        _visit_row(
            workspace,
            visit,
            known[visit.team_id],
            waiting.get(visit.id, 0),
            state,
        )
        for visit in workspace.rows(Visit).values()
        if known[visit.team_id].collaborative_id == mine
        and (visit.made or visit.planned)
        and (state := _state(visit, last.get(visit.team_id), today)) in wanted
    ]
    return sorted(rows, key=lambda row: (row.day, row.visit.id), reverse=True)


def next_visits(workspace: Workspace, today: dt.date, limit: int | None = None) -> list[VisitRow]:
    """The visits that are planned from today on, the next first. For the Overview."""
    coming = _visits_in(workspace, today, frozenset({VisitState.PLANNED}))[::-1]
    return coming[:limit]


def missed_visits(workspace: Workspace, today: dt.date) -> list[VisitRow]:
    """Planned visits whose day has passed and that nobody has written down as made, the oldest first."""
    return _visits_in(workspace, today, frozenset({VisitState.MISSED}))[::-1]


def last_made(workspace: Workspace) -> Mapping[int, Visit]:
    """Team id -> its last visit that was made."""
    return workspace.derived(Visit, _last_made)


def _last_made(visits: Mapping[int, Visit]) -> Mapping[int, Visit]:
    found: dict[int, Visit] = {}
    for visit in visits.values():
        before = found.get(visit.team_id)
        if visit.made and (before is None or (before.made or visit.made) <= visit.made):
            found[visit.team_id] = visit
    return found


def coaches(workspace: Workspace) -> list[Person]:
    """Those who coach a team of the collaborative or have visited one, by name."""
    mine = {team.id for team in workspace.mine(Team)}
    ids = {team.coach_id for team in workspace.mine(Team)}
    ids |= {visit.coach_id for visit in workspace.rows(Visit).values() if visit.team_id in mine}
    people = [person for person in workspace.rows(Person).values() if person.id in ids]
    return sorted(people, key=lambda person: person.name.casefold())


def plan_visits(workspace: Workspace, plan: VisitPlan) -> tuple[Visit, ...]:
    """Write the planned visits as one edit. Raises UserFacingError without a team."""
    if not plan.team_ids:
        raise UserFacingError("Choose the team, or the teams, to visit.")
    if not 0 <= plan.days_between <= 60:
        raise UserFacingError("Leave 0 to 60 working days between two visits.")
    known = workspace.rows(Team)
    days = _days(plan.first, plan.days_between, len(plan.team_ids))

    def write(writer: Writer) -> tuple[Visit, ...]:
        return tuple(
            writer.add(
                Visit(
                    team_id=team_id,
                    coach_id=plan.coach_id or known[team_id].coach_id,
                    planned=day,
                    purpose=plan.purpose.strip(),
                )
            )
            for team_id, day in zip(plan.team_ids, days, strict=True)
        )

    count = len(plan.team_ids)
    what = f"Visit to {known[plan.team_ids[0]].name}" if count == 1 else f"{count} visits"
    return workspace.transact(f"{what} planned", write)


def save_visit(workspace: Workspace, visit: Visit) -> Visit:
    """Write a visit, new or changed. Refuses one without a day, or made in the future."""
    if visit.planned is None and visit.made is None:
        raise UserFacingError("A visit needs a day: the one it is planned for, or the one it was made on.")
    check_made(visit.made)
    team = workspace.rows(Team)[visit.team_id]
    return workspace.transact(
        f"Visit to {team.name}", lambda writer: writer.put(visit) if visit.id else writer.add(visit)
    )


def check_made(day: dt.date | None) -> None:
    """Refuse a day in the future for something that has happened."""
    if day is not None and day > dt.date.today():
        raise UserFacingError(f"{day:%d %b %Y} is still to come: a visit that was made lies in the past.")


def remove_visits(workspace: Workspace, visit_ids: Sequence[int]) -> None:
    """Take visits out with their actions and recounts: ask first. Undo brings them back."""
    gone = [workspace.rows(Visit)[visit_id] for visit_id in visit_ids]

    def write(writer: Writer) -> None:
        for visit in gone:
            writer.remove_with_parts(visit)

    team = workspace.rows(Team)[gone[0].team_id].name
    workspace.transact(f"Remove visit to {team}" if len(gone) == 1 else f"Remove {len(gone)} visits", write)


# --- actions ---


def actions(workspace: Workspace, today: dt.date) -> list[ActionRow]:
    """All actions agreed at visits: what is overdue first, then open, then done; by their dates."""
    known, trips = workspace.rows(Team), workspace.rows(Visit)
    mine = workspace.collaborative.id
    rows = []
    for action in workspace.rows(VisitAction).values():
        visit = trips[action.visit_id]
        team = known[visit.team_id]
        if team.collaborative_id == mine:
            coach = name_of(workspace, visit.coach_id)
            state = action_state(action, today)
            rows.append(ActionRow(action=action, visit=visit, team=team, coach=coach, state=state))
    order = [ActionState.OVERDUE, ActionState.OPEN, ActionState.DONE]
    return sorted(
        rows, key=lambda row: (order.index(row.state), row.action.due or dt.date.max, row.action.id)
    )


def action_state(action: VisitAction, today: dt.date) -> ActionState:
    """Open, overdue or done."""
    if action.done is not None:
        return ActionState.DONE
    return ActionState.OVERDUE if action.due is not None and action.due < today else ActionState.OPEN


def overdue_actions(workspace: Workspace, today: dt.date) -> list[ActionRow]:
    """The actions whose day has passed, the oldest first. For the Overview."""
    return [row for row in actions(workspace, today) if row.state is ActionState.OVERDUE]


def open_actions_of(workspace: Workspace, team_id: int) -> list[VisitAction]:
    """A team's actions that are not done, those due first at the front."""
    trips = workspace.rows(Visit)
    waiting = [
        action
        for action in workspace.rows(VisitAction).values()
        if action.done is None and trips[action.visit_id].team_id == team_id
    ]
    return sorted(waiting, key=lambda action: (action.due or dt.date.max, action.id))


def save_action(workspace: Workspace, action: VisitAction) -> VisitAction:
    """Write an action, new or changed."""
    if not action.text.strip():
        raise UserFacingError("Say in a few words what is to be done.")
    wanted = replace(action, text=action.text.strip(), owner=action.owner.strip())
    return workspace.transact(
        f"Action “{wanted.text}”", lambda writer: writer.put(wanted) if wanted.id else writer.add(wanted)
    )


def set_done(workspace: Workspace, action_ids: Iterable[int], day: dt.date | None) -> None:
    """Write down that actions were done on a day, or (None) that they are open again."""
    chosen = [workspace.rows(VisitAction)[action_id] for action_id in action_ids]
    check_made(day)

    def write(writer: Writer) -> None:
        for action in chosen:
            writer.put(replace(action, done=day))

    word = "done" if day else "open again"
    what = f"Action “{chosen[0].text}”" if len(chosen) == 1 else f"{len(chosen)} actions"
    workspace.transact(f"{what} {word}", write)


def remove_actions(workspace: Workspace, action_ids: Sequence[int]) -> None:
    """Take actions out: ask first."""
    gone = [workspace.rows(VisitAction)[action_id] for action_id in action_ids]

    def write(writer: Writer) -> None:
        for action in gone:
            writer.remove(action)

    what = f"action “{gone[0].text}”" if len(gone) == 1 else f"{len(gone)} actions"
    workspace.transact(f"Remove {what}", write)


def name_of(workspace: Workspace, person_id: int | None) -> str:
    """A person's name, or nothing."""
    person = workspace.rows(Person).get(person_id or 0)
    return person.name if person else ""


# --- private ---


def _state(visit: Visit, last: Visit | None, today: dt.date) -> VisitState:
    if visit.made is not None:
        return VisitState.MADE
    planned = visit.planned or today
    if planned >= today:
        return VisitState.PLANNED
    since = last.made if last is not None else None
    return VisitState.SKIPPED if since is not None and since >= planned else VisitState.MISSED


def _visit_row(workspace: Workspace, visit: Visit, team: Team, waiting: int, state: VisitState) -> VisitRow:
    return VisitRow(
        visit=visit,
        team=team,
        district=teams.district_of(workspace, team),
        coach=name_of(workspace, visit.coach_id),
        state=state,
        open_actions=waiting,
    )


def _open_actions(workspace: Workspace) -> dict[int, int]:
    found: dict[int, int] = {}
    for action in workspace.rows(VisitAction).values():
        if action.done is None:
            found[action.visit_id] = found.get(action.visit_id, 0) + 1
    return found


def _days(first: dt.date, between: int, count: int) -> list[dt.date]:
    """The first day, and from there on working days; weekends are passed over unless all fall on one day."""
    days = [first]
    while len(days) < count:
        days.append(_after(days[-1], between))
    return days


def _after(day: dt.date, working_days: int) -> dt.date:
    for _ in range(working_days):
        day += dt.timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += dt.timedelta(days=1)
    return day
