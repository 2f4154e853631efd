"""Names in a file against the register: by code, uid, name and alias; similar ones are candidates, never a
match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from collabdesk.importing.result import KnownIndicator, KnownTeam, Register
from collabdesk.importing.times.period_text import Sort, read_period
from collabdesk.importing.times.periods_inside import period_in
from collabdesk.importing.words import fold, word_set

_CANDIDATE = 62.0
"""rapidfuzz's score (0..100) from which a name is worth showing as a candidate."""

_ABBREVIATIONS = {
    "hc": "health centre", "h/c": "health centre", "hcs": "health centre", "center": "centre", "hosp": "hospital",
    "hp": "health post", "disp": "dispensary", "dist": "district", "dispensaire": "dispensaire",
    "st": "saint", "ste": "sainte", "cs": "centre de sante", "hd": "hopital de district", "cm": "centre medical",
    "ps": "poste de sante", "gen": "general", "reg": "regional", "ref": "referral", "mat": "maternity",
    "c/s": "centre de sante", "hrs": "hours", "hr": "hour", "hours": "hours", "mins": "minutes", "min": "minute",
    "wks": "weeks", "wk": "week", "%": "percent", "pct": "percent", "no": "number", "nbr": "number", "nb": "nombre",
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "un": "1", "une": "1", "deux": "2", "trois": "3", "uno": "1", "una": "1", "um": "1",
    "uma": "1", "dos": "2", "dois": "2", "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth",
}  # fmt: skip
_SMALL = word_set(
    "of, de, the, la, le, les, des, du, da, do, dos, el, los, las, a, an, in, at, for, et, y, e, and"
)
_CODE_FIRST = re.compile(r"\s*([A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*)\s*[:\-–—_/|.]*\s+(.+)", re.DOTALL)
_CODE_LAST = re.compile(r"(.+?)\s*[\[(]\s*([A-Za-z0-9][A-Za-z0-9_.-]*)\s*[\])]\s*", re.DOTALL)
_OWN_WORDS = 70.0
"""The likeness (0..100) of what two names don't share from which one may be a spelling of the other."""
_BARE_LETTERS = 5
_YEAR_LAST = re.compile(r"\s*[-–,(]?\s*(?:19|20)\d{2}\)?\s*$")


@dataclass(frozen=True)
class Match:
    """`key` where the name is surely one of the register's; else the candidates, best first, with scores."""

    key: int | None = None
    candidates: tuple[tuple[int, float], ...] = ()


NO_MATCH = Match()


def spelled_out(text: str) -> str:
    """A name with its abbreviations written out and roman numbers as digits, for comparison only."""
    found = fold(re.sub(r"(?<=[A-Za-z]{2})(?=\d)|(?<=\d)(?=[A-Za-z]{3})", " ", text.replace("H/C", "HC")))
    found = found.replace(" n ", " n")
    tokens = [_ABBREVIATIONS.get(token, token) for token in found.split()]
    return " ".join(tokens)


def _without_period(name: str) -> str:
    """What is left of a name that holds a period or ends in a month; empty where it doesn't, or little is left."""
    inside = period_in(name) if any(map(str.isdecimal, name)) else None
    before, _, last = name.strip().rpartition(" ")
    if inside is not None and inside[0] in name:
        bare = name.replace(inside[0], " ", 1)
    elif last[:3].isalpha() and (month := read_period(last)) and month.sort is Sort.NO_YEAR:
        bare = before
    else:
        return ""
    bare = bare.strip(" ,;:-–—()/")
    return bare if sum(map(str.isalpha, bare)) > _BARE_LETTERS else ""


def _key(text: str) -> str:
    return "".join(token for token in spelled_out(text).split() if token not in _SMALL)


@dataclass
class _Names:
    """One kind of thing: exact keys, and the spelled-out names for similarity."""

    exact: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    timeless: dict[str, int] = field(default_factory=dict)
    """The names that hold a period (``Monthly births, Sept. 2026``) without it: next month's title is the same name."""
    known: dict[str, Match] = field(default_factory=dict)
    clashing: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    def add(self, key: int, names: Iterable[str], codes: Iterable[str]) -> None:
        for name in names:
            if name.strip():
                self._put(self.exact, _key(name), key)
                self.names.setdefault(spelled_out(name), key)
                if bare := _without_period(name):
                    self._put(self.timeless, _key(bare), key)
        for code in codes:
            if code.strip():
                self.written.add(code.strip())
                self._put(self.codes, code.strip(), key)
                self._put(self.codes, fold(code), key)

    def _put(self, where: dict[str, int], text: str, key: int) -> None:
        if where.setdefault(text, key) != key:
            self.clashing.add(text)

    def find(self, text: str) -> Match:
        match = self.known.get(text)
        if match is None:
            match = self.known[text] = self._find(text)
        return match

    def _find(self, text: str) -> Match:
        if not text.strip() or not (self.exact or self.codes):
            return NO_MATCH
        key = self._sure(text)
        if key is None:
            shorter = _YEAR_LAST.sub("", text)
            key = self._sure(shorter) if shorter != text else None
        if key is None and self.timeless and (bare := _without_period(text)):
            wanted = _key(bare)
            key = self.timeless.get(wanted) if wanted not in self.clashing else None
        return Match(key) if key is not None else Match(candidates=self._similar(text))

    def is_near(self, text: str, key: int) -> bool:
        """Whether a name is probably a spelling of one that the key has: their own words are alike too, not only
        those that many share (``St. Odile Mission Hospital`` is not ``St. Agnes Mission Hospital``)."""
        wanted = spelled_out(text)
        return any(_own_words_alike(wanted, name) for name, its in self.names.items() if its == key)

    def _sure(self, text: str) -> int | None:
        stripped = text.strip()
        for where, wanted in (
            (self.codes, stripped),
            (self.codes, fold(stripped)),
            (self.exact, _key(stripped)),
        ):
            if wanted in where and wanted not in self.clashing:
                return where[wanted]
        for pattern, code_at, name_at in ((_CODE_FIRST, 1, 2), (_CODE_LAST, 2, 1)):
            found = pattern.fullmatch(stripped)
            if not found:
                continue
            code, name = found[code_at], found[name_at]
            if self._is_code(code):
                return self.codes[code] if code in self.codes else self.codes[fold(code)]
            if code.isdecimal() and _key(name) in self.exact and _key(name) not in self.clashing:
                return self.exact[_key(name)]
        return None

    def _is_code(self, code: str) -> bool:
        """A short code must be written as the register writes it: ``DEL`` is a code, ``del`` a word."""
        return code in self.written or (len(code) >= 5 and fold(code) in self.codes)

    def _similar(self, text: str) -> tuple[tuple[int, float], ...]:
        from rapidfuzz import process

        wanted = spelled_out(text)
        if len(wanted) < 3:
            return ()
        found = process.extract(wanted, list(self.names), scorer=_score, limit=8, score_cutoff=_CANDIDATE)
        best: dict[int, float] = {}
        for name, score, _ in found:
            key = self.names[name]
            best[key] = max(best.get(key, 0.0), float(score))
        return tuple(sorted(best.items(), key=lambda item: -item[1])[:5])


def _own_words_alike(first: str, second: str) -> bool:
    from rapidfuzz import fuzz

    one, other = first.split(), second.split()
    own = [word for word in one if word not in other and word not in _SMALL]
    its = [word for word in other if word not in one and word not in _SMALL]
    return not own or not its or fuzz.ratio(" ".join(own), " ".join(its)) >= _OWN_WORDS


def _score(first: str, second: str, **_: object) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(first, second), 0.95 * fuzz.token_sort_ratio(first, second),
               0.9 * fuzz.token_set_ratio(first, second))  # fmt: skip


class Matcher:
    """The register, ready to be searched. `team` and `indicator` are remembered per spelling."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.teams_by_key = {team.key: team for team in register.teams}
        self.indicators_by_key = {item.key: item for item in register.indicators}
        self._teams, self._indicators = _Names(), _Names()
        self._hints: dict[str, int] = {}
        for team in register.teams:
            self._teams.add(team.key, (team.name, *team.aliases), (team.code, team.uid, *team.aliases))
        for item in register.indicators:
            self._indicators.add(item.key, (item.name, *item.aliases), (item.code, item.uid, *item.aliases))

    def team(self, text: str, code: str = "") -> Match:
        """The team a cell names; a code beside it decides first."""
        if code:
            by_code = self._teams.find(code)
            if by_code.key is not None:
                return by_code
        match = self._teams.find(text)
        if match.key is None and " / " in text:
            parts = [self._teams.find(part) for part in text.split(" / ")]
            sure = {part.key for part in parts if part.key is not None}
            if len(sure) == 1:
                return Match(sure.pop())
        return match

    def indicator(self, text: str) -> Match:
        """The indicator a heading or cell names."""
        match = self._indicators.find(text)
        if match.key is None and text in self._hints:
            return Match(candidates=((self._hints[text], 90.0),))
        if match.key is None and " / " in text:
            sure = {
                part.key for part in map(self._indicators.find, text.split(" / ")) if part.key is not None
            }
            if len(sure) == 1:
                return Match(sure.pop())
        return match

    def is_near(self, kind: str, text: str, key: int) -> bool:
        """Whether the name of a ``team`` or an ``indicator`` is probably a spelling of the known one."""
        names = self._teams if kind == "team" else self._indicators
        return self._hints.get(text) == key or names.is_near(text, key)

    def hint(self, text: str, key: int) -> None:
        """Say which indicator an unknown name probably is, for another reason than its likeness."""
        self._hints[text] = key

    def team_label(self, key: int) -> tuple[str, str]:
        """(value of a choice, its label) of a team."""
        return _label(self.teams_by_key[key])

    def indicator_label(self, key: int) -> tuple[str, str]:
        """(value of a choice, its label) of an indicator."""
        return _label(self.indicators_by_key[key])

    def measures(self, numerator: str, denominator: str) -> list[int]:
        """Indicators whose labels two headings name: ``Tested`` over ``Seen`` for fever cases tested of
        those seen."""
        return [
            item.key
            for item in self.register.indicators
            if item.denominator_label
            and names_label(numerator, item.numerator_label)
            and names_label(denominator, item.denominator_label)
        ]


def _label(item: KnownTeam | KnownIndicator) -> tuple[str, str]:
    return (item.code, f"{item.name} ({item.code})") if item.code else (item.name, item.name)


def names_label(heading: str, label: str) -> bool:
    """Whether every word of a heading is in a label, word endings aside: ``Correct`` in ``correctly
    completed``."""
    wanted = [word for word in spelled_out(heading).split() if word not in _SMALL and word not in _IDLE]
    have = spelled_out(label).split()
    return bool(wanted) and all(any(_same_stem(word, other) for other in have) for word in wanted)


_IDLE = word_set("number, total, numerator, denominator, num, den")


def _same_stem(first: str, second: str) -> bool:
    if first == second:
        return True
    stem = max(4, min(len(first), len(second)) - 2)
    return min(len(first), len(second)) >= 4 and first[:stem] == second[:stem]
