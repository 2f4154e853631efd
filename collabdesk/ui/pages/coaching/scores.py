"""Scores of teams: the team's own beside the coach's, over time, and what the data suggest."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Slot

from collabdesk.i18n import Message, Number, msg, nmsg
from collabdesk.models.meetings import Score
from collabdesk.services.coaching import score_hints, scores
from collabdesk.services.coaching.scores import ScoreRow
from collabdesk.services.workspace import Workspace
from collabdesk.ui.charts.lines_chart import LinesChart, LineSeries
from collabdesk.ui.context import Context
from collabdesk.ui.pages.coaching.score_dialogs import score_dialog, texts_dialog
from collabdesk.ui.pages.coaching.team_section import TeamSection
from collabdesk.ui.tables import Column, Table
from collabdesk.ui.theme import Type
from collabdesk.ui.widgets import ButtonRow, EmptyState, Label


def _given(score: Score | None) -> Number | None:
    return Number(score.score, 1) if score else None


def _by(row: ScoreRow) -> str:
    return ", ".join(dict.fromkeys(one.person for one in (row.own, row.coach) if one and one.person))


def _why(row: ScoreRow) -> str:
    return "; ".join(dict.fromkeys(one.reason for one in (row.coach, row.own) if one and one.reason))


_COLUMNS = (
    Column[ScoreRow]("month", msg("Month"), lambda row: row.month.ordinal, 75, text=lambda row: row.month),
    Column[ScoreRow]("team", msg("Team"), lambda row: row.team.name, 160, stretch=0.6),
    Column[ScoreRow](
        "own",
        msg("Team’s own"),
        lambda row: row.own.score if row.own else None,
        85,
        text=lambda row: _given(row.own),
        right=True,
    ),
    Column[ScoreRow](
        "coach",
        msg("Coach’s"),
        lambda row: row.coach.score if row.coach else None,
        70,
        text=lambda row: _given(row.coach),
        right=True,
    ),
    Column[ScoreRow](
        "apart",
        msg("Apart"),
        lambda row: row.apart,
        60,
        text=lambda row: f"{row.apart:+.1f}" if row.apart else "",
        tip=lambda _row: msg("The coach’s score less the team’s own"),
        right=True,
    ),
    Column[ScoreRow]("by", msg("By"), _by, 110, stretch=0.3, spare=True),
    Column[ScoreRow]("why", msg("Why"), _why, 150, stretch=1),
)


class ScoresSection(TeamSection):
    """One row per team and month; beside it the chosen team's scores over time."""

    name = "scores"
    title = msg("Scores")
    kinds = ("score", "score_text", "team", "collaborative", "observation", "test", "phase", "indicator")

    def __init__(self, context: Context) -> None:
        chart = LinesChart(context, "scores_chart", low=0, high=5, ticks=(0, 1, 2, 3, 4, 5))
        super().__init__(context, Table(context, "scores", _COLUMNS, title=msg("Scores")), chart)
        self.add = self.act("add_score", msg("Give a score…"), "add", self._add)
        self.edit = self.act("edit_score", msg("Edit…"), "edit", self._edit_selected)
        self.remove = self.act("remove_scores", msg("Remove"), "remove", self._remove, "Del")
        self.wording = self.act(
            "score_texts",
            msg("Wording of the steps…"),
            "more",
            self._wording,
            tip=msg("What each step means here"),
        )
        self.meaning = Label(context.theme, wrap=True)
        self.meaning.setObjectName("score_meaning")
        self.hint = Label(context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        self.hint.setObjectName("score_hint")
        empty = EmptyState(
            context,
            msg("No scores yet"),
            msg(
                "Once a month or a quarter the team says where it stands on a scale from 0.5 to 5.0, and so does "
                "its coach. Where the two differ there is something to talk about."
            ),
            self.add,
            self.wording,
        )
        buttons = ButtonRow(self.add, self.edit, self.remove, self.wording)
        self.lay_out(buttons, (self.meaning, self.hint), empty, (600, 380), 2)
        self.table.activated.connect(self._edit_row)
        self.table.selection_changed.connect(self._selected)

    def read(self) -> list[ScoreRow]:
        return scores.rows(self.workspace)

    def show_rows(self, rows: list[ScoreRow], _team_id: int | None) -> None:
        self.table.set_rows(rows, key=lambda row: (row.team.id, row.month.ordinal))
        self._selected()

    # --- slots ---

    @Slot()
    def _selected(self) -> None:
        chosen = self.table.selected()
        self.add.setEnabled(self.can_edit)
        self.wording.setEnabled(self.can_edit)
        self.edit.setEnabled(self.can_edit and len(chosen) == 1)
        self.remove.setEnabled(self.can_edit and bool(chosen))
        shown = chosen or self.table.shown
        self._show_team(shown[0] if shown else None)

    def _show_team(self, row: ScoreRow | None) -> None:
        if row is None:
            self.chart.show_lines("", [])
            self.meaning.setText("")
            self.hint.setText("")
            return
        known = scores.of_team(self.workspace, row.team.id)
        own = tuple((one.month.ordinal, one.own.score) for one in known if one.own)
        coach = tuple((one.month.ordinal, one.coach.score) for one in known if one.coach)
        self.chart.show_lines(
            row.team.name,
            [
                LineSeries(name=msg("coach’s score"), points=coach),
                LineSeries(name=msg("team’s own score"), points=own, hollow=True),
            ],
        )
        given = row.coach or row.own
        texts = scores.texts(self.workspace)
        self.meaning.setText(f"{given.score:.1f}: {self.text(texts[given.score])}" if given else "")
        self.hint.setText(self.text(hint_said(self.workspace, row.team.id)))

    @Slot()
    def _add(self) -> None:
        chosen = self.table.selected()
        team_id = chosen[0].team.id if chosen else self.team.value()
        score_dialog(self.context, self.workspace, team_id, None, self).open()

    @Slot()
    def _edit_selected(self) -> None:
        for row in self.table.selected()[:1]:
            self._edit_row(row)

    @Slot(object)
    def _edit_row(self, row: ScoreRow) -> None:
        if self.can_edit:
            score_dialog(self.context, self.workspace, row.team.id, row, self).open()

    @Slot()
    def _wording(self) -> None:
        texts_dialog(self.context, self.workspace, self).open()

    @Slot()
    def _remove(self) -> None:
        chosen = self.table.selected()
        ids = [one.id for row in chosen for one in (row.own, row.coach) if one is not None]
        question = nmsg(
            "Remove {count} score? Undo brings it back.",
            "Remove {count} scores? Undo brings them back.",
            len(ids),
        )
        self.remove_asking(ids, question, partial(scores.remove_scores, self.workspace, ids))


def hint_said(workspace: Workspace, team_id: int) -> Message:
    """What the data suggest, with what was counted."""
    found = score_hints.hint(workspace, team_id, dt.date.today())
    return msg(
        "The data suggest {score}: {reasons}. Only people give scores.",
        score=f"{found.score:.1f}",
        reasons=found.reasons,
    )
