"""What the importer understood of a file: values, questions, problems, each with its cell; nothing of it is
saved.

Sheets are named as in the file; a text file has one sheet with the name ``""``. The keys (`team_key`,
`indicator_key`) are those of the register that the caller gave; None where nothing matched yet.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from collabdesk.i18n import Message
from collabdesk.importing.grid import Workbook
from collabdesk.periods import Period


class Role(enum.StrEnum):
    """What a stretch of cells is; the preview colours it."""

    TITLE = "title"
    HEADER = "header"
    TEAM = "team"
    TEAM_CODE = "team code"
    INDICATOR = "indicator"
    PERIOD = "period"
    MEASURE = "measure"
    CATEGORY = "category"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    DERIVED = "derived"
    TOTAL = "total"
    NOTE = "note"
    SERIAL = "serial"
    IGNORED = "ignored"


class State(enum.StrEnum):
    """The three states of method.md (not reported is no observation) and one that a person may want to
    see."""

    REPORTED = "reported"
    NO_CASES = "no cases"


@dataclass(frozen=True, kw_only=True)
class ReadObservation:
    """One number, or one numerator with its denominator, as the file gives it.

    ``team`` and ``indicator`` are as written (several levels joined with " / "). ``unit`` is ``"percent"``
    for percentage points (85 = 85 %), else empty. ``cell`` is the numerator's or value's; ``cells`` names
    every cell that a number came from. ``category`` is the sub-group (sex, age) of a disaggregated source.
    ``confirmed`` is False while a question about this very number is open and a proposed answer was used.
    """

    team: str
    indicator: str
    period: Period
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    unit: str = ""
    state: State = State.REPORTED
    cell: str
    cells: tuple[str, ...]
    note: str | None = None
    category: str = ""
    team_code: str = ""
    team_key: int | None = None
    indicator_key: int | None = None
    confirmed: bool = True
    spread: float | None = None
    """The standard deviation of a mean; ``denominator`` is then the number of cases behind it."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to a question: the value that is stored, and its label for a person."""

    value: str
    label: Message | str


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something only a person knows.

    ``id`` is stable from one understanding to the next and is the key of the answers. ``cell`` is the first
    cell it is about, ``cells`` all of them (at most 50). ``proposed`` is the value of the likeliest answer,
    or None.
    """

    id: str
    sheet: str
    cell: str
    kind: str
    asked: Message
    choices: tuple[Choice, ...]
    proposed: str | None = None
    cells: tuple[str, ...] = ()
    about: str = ""


class Severity(enum.StrEnum):
    """An ERROR is a value that can't be used; a WARNING is kept and flagged."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A cell that can't be used, or that is kept but looks wrong: what stands there and what that means."""

    sheet: str
    cell: str
    kind: str
    text: str
    said: Message
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """Cells that were set aside: a total row, a hidden sheet, a note under the table."""

    range: str
    why: Message


@dataclass(frozen=True, kw_only=True)
class UnderstoodSheet:
    """One sheet: where its table is, what its rows and columns are, and what was read.

    ``header_rows`` are 1-based. ``roles`` colours ranges (A1) for a preview, later entries over earlier ones.
    ``rows`` and ``cols`` are the size of the sheet.
    """

    sheet: str
    hidden: bool = False
    layout: str = ""
    table: str = ""
    header_rows: tuple[int, ...] = ()
    rows: int = 0
    cols: int = 0
    roles: tuple[tuple[str, Role], ...] = ()
    teams: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    observations: tuple[ReadObservation, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """The whole file. Nothing is to be saved while `questions` is not empty."""

    file: str
    sha256: str
    sheets: tuple[UnderstoodSheet, ...]
    lasting: tuple[tuple[str, str], ...] = ()
    """Answers in the form that also holds for the next file: "day first" instead of one date's month."""
    heard: frozenset[str] = frozenset()
    """The keys of the given answers that answered a question or corrected a role."""

    @property
    def observations(self) -> tuple[ReadObservation, ...]:
        """All sheets' observations."""
        return tuple(item for sheet in self.sheets for item in sheet.observations)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All open questions."""
        return tuple(item for sheet in self.sheets for item in sheet.questions)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems and warnings."""
        return tuple(item for sheet in self.sheets for item in sheet.problems)


@dataclass(frozen=True, kw_only=True)
class KnownTeam:
    """A team of the register. ``key`` is the caller's own (a database id)."""

    key: int
    name: str
    code: str = ""
    district: str = ""
    uid: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KnownIndicator:
    """An indicator of the register. ``kind`` as in method.md (``percent`` is a proportion)."""

    key: int
    name: str
    code: str = ""
    kind: str = ""
    numerator_label: str = ""
    denominator_label: str = ""
    aliases: tuple[str, ...] = ()
    uid: str = ""
    period_type: str = ""
    disaggregation: str = ""
    """What was decided about several sub-groups: ``add up`` or ``keep apart``; anything else is asked."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """What the office knows: its teams and indicators. Empty for `inspect` without lists."""

    teams: tuple[KnownTeam, ...] = ()
    indicators: tuple[KnownIndicator, ...] = ()


__all__ = [
    "Choice",
    "KnownIndicator",
    "KnownTeam",
    "Problem",
    "Question",
    "ReadObservation",
    "Register",
    "Role",
    "Severity",
    "Skipped",
    "State",
    "Understanding",
    "UnderstoodSheet",
    "Workbook",
]
