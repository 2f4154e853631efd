"""A file that was read and understood, with the answers given so far; values only, so that a worker can make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from collabdesk.importing import fingerprint, read, recalled, sender_of, understand
from collabdesk.importing.asking import CREATE
from collabdesk.importing.grid import Workbook
from collabdesk.importing.result import (
    KnownIndicator,
    KnownTeam,
    Question,
    Register,
    Understanding,
)
from collabdesk.models.measures import Indicator, IndicatorAlias
from collabdesk.models.places import Team, TeamAlias
from collabdesk.services.imports.copies import Copy, is_copy, read_copy, understand_copy
from collabdesk.services.imports.recipes import KnownRecipe, choose, recipes_of
from collabdesk.services.setup import teams
from collabdesk.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A file on its way in."""

    path: Path
    workbook: Workbook = field(repr=False)
    register: Register = field(repr=False)
    answers: Mapping[str, str]
    understanding: Understanding = field(repr=False)
    recipe: KnownRecipe | None = None
    """What is remembered of this sender's sheets of this shape."""
    remembered: bool = False
    """Whether any remembered answers were used, also those of another sender."""
    subgrouped: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Which known indicators a question about sub-groups was about: its answer is remembered on them."""
    copy: Copy | None = field(default=None, repr=False)
    """What the file holds where it is another CollabDesk file."""

    @property
    def sha256(self) -> str:
        """Which content was read."""
        return self.understanding.sha256

    @property
    def questions(self) -> tuple[Question, ...]:
        """What only a person knows; nothing is saved while there are any."""
        return self.understanding.questions


def register_of(workspace: Workspace) -> Register:
    """The collaborative's teams and indicators with their other spellings, as the importer matches them."""
    team_names: dict[int, list[str]] = {}
    for alias in workspace.rows(TeamAlias).values():
        team_names.setdefault(alias.team_id, []).append(alias.alias)
    indicator_names: dict[int, list[str]] = {}
    for other in workspace.rows(IndicatorAlias).values():
        indicator_names.setdefault(other.indicator_id, []).append(other.alias)
    return Register(
        teams=tuple(
            KnownTeam(
                key=team.id,
                name=team.name,
                code=team.code,
                uid=team.uid,
                district=teams.district_of(workspace, team),
                aliases=tuple(team_names.get(team.id, ())),
            )
            for team in workspace.mine(Team)
        ),
        indicators=tuple(
            KnownIndicator(
                key=one.id,
                name=one.name,
                code=one.code,
                uid=one.uid,
                kind=one.kind.value,
                numerator_label=one.numerator_label,
                denominator_label=one.denominator_label,
                period_type=one.period_type,
                disaggregation=one.disaggregation.value,
                aliases=tuple(indicator_names.get(one.id, ())),
            )
            for one in workspace.mine(Indicator)
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Into:
    """Where the numbers are to go: what a worker has to know of it."""

    register: Register
    recipes: tuple[KnownRecipe, ...] = ()
    file: Path = Path()
    collaborative: str = ""


def into(workspace: Workspace) -> Into:
    """The workspace as a worker may have it."""
    return Into(
        register=register_of(workspace),
        recipes=recipes_of(workspace),
        file=workspace.path,
        collaborative=workspace.collaborative.name,
    )


def make_draft(path: Path, target: Into, answers: Mapping[str, str] | None = None) -> Draft:
    """Read a file and understand it; answers remembered for this shape of sheet are used.

    Raises UserFacingError for a file that cannot be read. Takes and returns values: safe in a worker.
    """
    copy = None
    if is_copy(path):
        workbook, copy = read_copy(path, target.collaborative, target.file)
    else:
        workbook = read(path)
    known = choose(target.recipes, fingerprint(workbook), sender_of(path.name))
    sheets = [grid.name for grid in workbook.sheets]
    given = {**recalled(known.answers, sheets), **(answers or {})}
    return Draft(
        path=path,
        workbook=workbook,
        register=target.register,
        answers=given,
        understanding=_understood(workbook, copy, target.register, given),
        recipe=known.recipe,
        remembered=bool(known.answers),
        copy=copy,
    )


def _understood(
    workbook: Workbook, copy: Copy | None, register: Register, answers: Mapping[str, str]
) -> Understanding:
    if copy is not None:
        return understand_copy(workbook, copy, register, answers)
    return understand(workbook, register, answers)


def understood_again(
    draft: Draft, *, register: Register | None = None, answers: Mapping[str, str] | None = None
) -> Draft:
    """The draft with other answers or another register, understood again."""
    known = draft.register if register is None else register
    given = draft.answers if answers is None else answers
    found = _understood(draft.workbook, draft.copy, known, given)
    asked = {**draft.subgrouped, **_subgrouped(draft.understanding)}
    return replace(draft, register=known, answers=given, understanding=found, subgrouped=asked)


def _subgrouped(understanding: Understanding) -> dict[str, frozenset[int]]:
    """The open questions about sub-groups, each with the known indicators that it is about."""
    found = {}
    for sheet in understanding.sheets:
        keys = frozenset(
            one.indicator_key
            for one in sheet.observations
            if one.category and not one.confirmed and one.indicator_key is not None
        )
        found.update({one.id: keys for one in sheet.questions if one.kind == "disaggregation" and keys})
    return found


def open_draft(workspace: Workspace, path: Path, answers: Mapping[str, str] | None = None) -> Draft:
    """`make_draft` with the workspace's own register and memory."""
    return make_draft(path, into(workspace), answers)


def answer(draft: Draft, question_id: str, choice: str) -> Draft:
    """The draft with one more answer, understood again."""
    return answer_all(draft, {question_id: choice})


def answer_all(draft: Draft, answers: Mapping[str, str]) -> Draft:
    """The draft with some more answers, understood again."""
    return understood_again(draft, answers={**draft.answers, **answers})


def renewed(workspace: Workspace, draft: Draft) -> Draft:
    """The draft understood again with the register of now: another import may have added names."""
    return understood_again(draft, register=register_of(workspace))


def creating(draft: Draft, kinds: frozenset[str]) -> Draft:
    """Answer the questions about unknown names with "create", for ``team`` and/or ``indicator``.

    A name that is probably a misspelling of a known one stays a question. Answers can raise new questions, so
    it goes on until nothing more is to be created.
    """
    for _round in range(5):
        more = {
            question.id: CREATE
            for question in draft.questions
            if any(question.kind == f"unknown {kind}" for kind in kinds)
            and question.proposed in (None, CREATE)
            and any(choice.value == CREATE for choice in question.choices)
        }
        if not more:
            return draft
        draft = answer_all(draft, more)
    return draft
