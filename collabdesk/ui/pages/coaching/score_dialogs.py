"""Giving scores, and wording what each step means."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from collabdesk.errors import UserFacingError
from collabdesk.i18n import Message, msg
from collabdesk.models.meetings import Score
from collabdesk.models.places import Team
from collabdesk.periods import MONTH, Period
from collabdesk.services.coaching import scores
from collabdesk.services.coaching.scores import Given, ScoreRow
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.coaching.words import team_choices

_LAST_MONTHS = 36


def score_dialog(
    context: Context, workspace: Workspace, team_id: int | None, row: ScoreRow | None, parent: QWidget
) -> FormDialog:
    """A dialog for a month's two scores of a team. Open it with `open`."""
    this_month = MONTH.holding(dt.date.today())
    first = min(this_month - _LAST_MONTHS, row.month.ordinal if row else this_month)
    months = [
        (month, context.translator.period(Period(MONTH, month))) for month in range(this_month, first, -1)
    ]
    steps: list[tuple[float | None, Message | str]] = [(None, "–")]
    steps += [(step, f"{step:.1f}  {context.text(text)}") for step, text in scores.texts(workspace).items()]
    form = Form(context, "score_form")
    form.add_choice("team", msg("Team"), team_choices(workspace))
    form.add_choice("month", msg("Month"), months)
    for name, label in (("own", msg("The team’s own")), ("coach", msg("The coach’s"))):
        box = form.add_choice(name, label, steps)
        box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    form.add_text("person", msg("Coach"), hint=msg("who gave the coach’s score"))
    form.add_long("reason", msg("Why"), 3)
    form.set_values(_shown(workspace, team_id, row, this_month))
    if row is not None:
        form.fields["team"].setEnabled(False)
        form.fields["month"].setEnabled(False)

    def save(values: dict[str, Any]) -> None:
        scores.save_scores(workspace, list(_given(values)))

    title = msg("Score") if row else msg("Give a score")
    return FormDialog(context, "score_dialog", title, form, save, parent)


def _shown(workspace: Workspace, team_id: int | None, row: ScoreRow | None, month: int) -> dict[str, Any]:
    known = team_id or (team_choices(workspace) or [(0, "")])[0][0]
    team = workspace.rows(Team).get(known)
    own, coach = (row.own, row.coach) if row else (None, None)
    return {
        "team": known,
        "month": row.month.ordinal if row else month,
        "own": own.score if own else None,
        "coach": coach.score if coach else None,
        "person": coach.person if coach else teams.coach_of(workspace, team) if team else "",
        "reason": _reason(coach, own),
    }


def _reason(*given: Score | None) -> str:
    return next((one.reason for one in given if one is not None and one.reason), "")


def _given(values: dict[str, Any]) -> list[Given]:
    if values["team"] is None:
        raise UserFacingError("Choose the team.")
    return [
        Given(
            team_id=values["team"],
            month=values["month"],
            by_coach=by_coach,
            score=values[name],
            given=dt.date.today(),
            person=values["person"] if by_coach else "",
            reason=values["reason"],
        )
        for name, by_coach in (("own", False), ("coach", True))
        if values[name] is not None
    ]


def texts_dialog(context: Context, workspace: Workspace, parent: QWidget) -> FormDialog:
    """A dialog for the wording of the ten steps. Open it with `open`."""
    form = Form(context, "score_texts_form")
    usual = scores.usual_texts()
    for step in scores.STEPS:
        edit = form.add_text(_name(step), f"{step:.1f}", hint=usual[step])
        edit.setAccessibleName(f"{step:.1f}")
    form.set_values({_name(step): context.text(text) for step, text in scores.texts(workspace).items()})

    def save(values: dict[str, Any]) -> None:
        scores.save_texts(workspace, {step: values[_name(step)] for step in scores.STEPS})

    said = msg("What each step means here. An empty line goes back to the usual wording.")
    return FormDialog(
        context, "score_texts_dialog", msg("Wording of the steps"), form, save, parent, said=said, width=720
    )


def _name(step: float) -> str:
    return f"step_{int(step * 10)}"
