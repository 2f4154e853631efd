"""A list of cases, one line each (admissions, laboratory results, notified cases): its lines can be counted, its ages
and weights are no figures. Nothing that stands in a line is taken over: it is about one patient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from collabdesk.i18n import Message, msg, nmsg
from collabdesk.importing.asking import LEAVE_OUT, Asker
from collabdesk.importing.context import Context
from collabdesk.importing.grid import Value, plain
from collabdesk.importing.numbers.cells import CellReader
from collabdesk.importing.result import Choice
from collabdesk.importing.tables.body import Entry
from collabdesk.importing.tables.headings import spellings
from collabdesk.importing.tables.labels import Labels
from collabdesk.importing.tables.parts import Column, Part
from collabdesk.importing.tables.tables import Table
from collabdesk.importing.tables.view import Look, View
from collabdesk.importing.times.outcomes import Outcome
from collabdesk.importing.times.times import Times
from collabdesk.importing.words import fold, word_set
from collabdesk.periods import MONTH, WEEK, Period, PeriodType

FIGURES = "figures"
_ENOUGH, _PLENTY = 3, 4
_FEWEST_LINES = 3
_MOST_SAID = 50
_AGE = re.compile(
    r"\b(?:age|edad|idade|umur|umri|alter|dob|date of birth|birth date|date de naissance|fecha de nacimiento)\b"
)
_SEX = re.compile(r"\b(?:sex|gender|sexe|sexo|genero|genre|jinsia)\b")
_PERSON = re.compile(
    r"\b(?:(?:case|patient|client|record|epid|epi|lab|registration|reg|opd|ipd|hospital|folder|file|sample|specimen|"
    r"unique|national|cas|caso|paciente|dossier|malade|registre)(?: \w+)? (?:id|no|number|num|n|nr|code|name|initials)|"
    r"(?:id|no|numero|n|num|nom|nombre|nome)(?: (?:de|du|del|do|da|of))? "
    r"(?:case|cas|caso|patient|paciente|dossier|malade)|"
    r"caseid|patientid|case|patient|patient s name|name of (?:patient|client|child|mother)|surname|first name|"
    r"last name|prenom|apellidos?)\b"
)
_OUTCOME = re.compile(
    r"\b(?:outcome|classification|diagnosis|diagnostic|diagnostico|symptoms?|lab results?|laboratory|test result|"
    r"result|hospitali[sz]ed|status at|occupation|vaccinated|vaccination status|evolution|issue|devenir|desfecho|"
    r"evolucao|evolucion|condition at|treatment given|alive|died|discharge|pregnant|complications?)\b"
)
_EVENT = re.compile(
    r"\b(?:onset|admission|admitted|discharged?|notification|notified|symptoms?|consultation|birth|delivery|death|"
    r"collection|diagnosis|visit|seen|registration|registered|attended|inicio|sintomas|ingreso|alta|debut|entree|sortie|"
    r"internacao|notificacao|notificacion|report)\b"
)
_AGE_GROUPS = 20
_AGE_CODES = word_set("id, code, group, groups, name, category, band, range, grupo, tranche, classe")
_COUNTS = re.compile(
    r"\b(?:cases|casos|cas|count|counts|n|number|numero|nombre|total|cantidad|quantidade|obitos|deaths|deces|population|"
    r"value|val|estimate|metric|measure|observed|valor|valeur|doses|tests|visits|rate|taxa|tasa|taux|admissions|episodes|persons)\b"
)
_BIRTH = re.compile(r"\b(?:birth|dob|naissance|nacimiento|nascimento)\b")
_PERSONAL = word_set(
    """
    age, edad, idade, umur, weight, wt, poids, peso, height, ht, taille, talla, altura, temp, temperature, muac, bmi,
    gestation, gestational, ga, parity, para, gravida, gravidity, apgar, los, length, lat, lon, long, latitude,
    longitude, phone, telephone, tel, contact, hb, haemoglobin, hemoglobin, bp, pulse, cd4, viral, duration, years,
    months, yrs, days, kg, cm, g, id, no, number, birthweight, birth, score, dose, x, y, week, year, month, unit
    """
)


def is_case_list(columns: list[Column], rows: int) -> bool:
    """Whether each line is about one patient: age, sex, a number or name, what became of them, a day."""
    heads = [_heading(column) for column in columns if column.path]
    if rows < _FEWEST_LINES or any(
        column.part is Part.VALUE and column.period is not None for column in columns
    ):
        return False
    if _is_of_one_age_each(columns, heads):
        return True
    signs = sum(any(rule.search(head) for head in heads) for rule in (_AGE, _SEX, _PERSON, _OUTCOME))
    dates = [column for column in columns if _is_day(column)]
    signs += any(_EVENT.search(fold(column.path[-1])) for column in dates if column.path)
    if not dates or signs < _ENOUGH:
        return False
    counts = [
        column for column in columns
        if column.part is Part.VALUE and column.profile.looks[Look.NUMBER] and not _is_personal(column)
    ]  # fmt: skip
    return not counts or (signs > _PLENTY and len(counts) <= 2)


def _is_of_one_age_each(columns: list[Column], heads: list[str]) -> bool:
    """An age in years in each line beside a sex, a period and no number that counts anything."""
    ages = [c for c in columns if c.path and c.profile.within(0, 130) and _is_age(_heading(c))]
    timed = any(c.part in (Part.PERIOD, Part.MONTH, Part.YEAR) for c in columns) or any(map(_is_day, columns))
    counts = any(_COUNTS.search(head) and not _AGE.search(head) for head in heads)
    several = any(c.profile.distinct > _AGE_GROUPS or c.profile.filled <= _AGE_GROUPS for c in ages)
    return several and timed and not counts and any(_SEX.search(head) for head in heads)


def _heading(column: Column) -> str:
    """The lowest heading in words, a machine's name taken apart; empty where it is only signs."""
    return (spellings(column.path[-1]) or ("",))[-1]


def _is_age(heading: str) -> bool:
    return _AGE.search(heading) is not None and _AGE_CODES.isdisjoint(heading.split())


def _is_personal(column: Column) -> bool:
    return not column.path or not _PERSONAL.isdisjoint(fold(column.path[-1]).split())


def _is_day(column: Column) -> bool:
    """Whether a column holds days, not months or years."""
    days = column.profile.looks[Look.PERIOD]
    texts = [text for text in column.profile.texts[:20] if re.search(r"\d+[-/. ]\w+[-/. ]\d+", text)]
    return (days * 2 >= column.profile.filled > 0 and len(texts) * 2 >= len(column.profile.texts[:20])) or (
        column.profile.dates
    )


_NO_TEAM = msg("The row names no team, so its case was not counted.")
_NO_DATE = msg("There is no date that can be read, so the case was not counted.")


@dataclass
class CaseList:
    """The lines of one such list, counted."""

    view: View
    table: Table
    labels: Labels
    cells: CellReader
    asker: Asker
    times: Times
    unit: PeriodType = MONTH
    sure: bool = False
    _said: int = field(default=0)

    def ask(self) -> str:
        """How the lines are to be counted (month, week), or that they are figures or are to be left out."""
        answer = self.asker.ask(
            sheet=self.cells.sheet, cell=self.view.grid.address(self.table.first, self.table.left),
            kind="list of cases",
            asked=nmsg("This looks like a list of cases, {count} line for each, and not like figures. "
                       "Should its lines be counted for each team?",
                       "This looks like a list of cases, {count} lines, one for each, and not like figures. "
                       "Should its lines be counted for each team?", self.table.last - self.table.first + 1),
            choices=[Choice(value=str(MONTH), label=msg("Yes, count the lines of each month")),
                     Choice(value=str(WEEK), label=msg("Yes, count the lines of each week")),
                     Choice(value=FIGURES, label=msg("No, these are figures")),
                     Choice(value=LEAVE_OUT, label=msg("Leave the list out"))],
            proposed=str(MONTH), about=f"lines of {self.cells.sheet or 'the table'}",
        )  # fmt: skip
        self.sure = answer is not None
        if answer in (str(MONTH), str(WEEK)):
            self.unit = PeriodType.parse(answer)
        return answer or str(MONTH)

    def date_column(self, columns: list[Column]) -> Column | None:
        """The day that counts; asked where a list has several (fallen ill, admitted), birthdays apart. None where lines
        have only a week or a month."""
        days = [column for column in columns if _is_day(column)]
        if not days:
            return None
        found = [c for c in days if not (c.path and _BIRTH.search(fold(c.path[-1])))] or days
        if len(found) == 1:
            return found[0]
        answer = self.asker.ask(
            sheet=self.cells.sheet, cell=self.view.grid.address(self.table.first, found[0].index),
            kind="date of the cases", asked=msg("By which date should the cases be counted?"),
            choices=[Choice(value=column.heading, label=column.heading) for column in found],
            proposed=found[0].heading, about=f"dates of {self.cells.sheet or 'the table'}",
        )  # fmt: skip
        self.sure = self.sure and answer is not None
        return next((column for column in found if column.heading == answer), found[0])

    def entries(self, date: Column | None, team: str, indicator: str, context: Context) -> list[Entry]:
        """A number for each team and period: how many lines it has, with the cells of their dates."""
        period_of, at = self._periods(date, context)
        found: dict[tuple[str, str, Period], list[int]] = {}
        sure = self.sure
        for row in self._lines():
            name, code = self.labels.team(row) if self.labels.has_team else (team, "")
            if not name and not code:
                self._problem(row, self.labels.team_columns[0], "team missing", _NO_TEAM)
                continue
            outcome = period_of(row)
            if outcome is not None and outcome.period is not None:
                found.setdefault((name or code, code, outcome.period), []).append(row)
                sure = sure and outcome.confirmed
            elif outcome is None or not outcome.waits:
                self._problem(row, at, "date missing", _NO_DATE)
        return [
            Entry(name, code, indicator, period, "", "", len(rows), None, False, rows[0], at, "", sure,
                  more=tuple((row, at) for row in rows[1:]))
            for (name, code, period), rows in found.items()
        ]  # fmt: skip

    def _periods(self, date: Column | None, context: Context) -> tuple[Callable[[int], Outcome | None], int]:
        """How to find a line's period, and the column in which it stands."""
        if date is None:
            labels = self.labels
            labels.place = self.times.place(
                self.cells.sheet, labels.period_cells(), context, across=False, unit=labels.period_unit
            )
            return labels.period, labels.period_column
        column = date.index
        place = self.times.place(
            self.cells.sheet, list(self._dates(date)), context, across=False, unit=self.unit
        )

        def of_day(row: int) -> Outcome | None:
            value = self.view.value(row, column)
            return place.period(value) if value not in (None, "") else None

        return of_day, column

    def _lines(self) -> Iterator[int]:
        for row in range(self.table.first, self.table.last + 1):
            if not self.view.is_blank(row) and not self.labels.total_word(row):
                yield row

    def _dates(self, date: Column) -> Iterator[tuple[Value, str]]:
        seen: set[Value] = set()
        for row in self._lines():
            value = self.view.value(row, date.index)
            if value is not None and plain(value).strip() and value not in seen:
                seen.add(value)
                yield value, self.view.grid.address(row, date.index)

    def _problem(self, row: int, column: int, kind: str, said: Message) -> None:
        self._said += 1
        if self._said <= _MOST_SAID:
            self.cells.problem(row, column, kind, said)
