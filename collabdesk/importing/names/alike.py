"""Which names of a list mean the same: ``triage desk`` and ``desk for triage``; always to be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from collabdesk.importing.names.match import spelled_out
from collabdesk.importing.words import word_set

ALIKE = 80.0
"""From this likeness (0..100) on two names are shown side by side."""
_SMALL = word_set(
    """
    of, de, the, la, le, les, des, du, da, do, dos, das, el, los, las, a, an, in, on, at, for, to, by, with, from,
    et, y, e, and, en, au, aux, a la, l, d, un, une, una, um, uma, pour, par, para, por, com, con, dans, sur, per
    """
)


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Two names by their places in the list, and how alike they are (0..100)."""

    first: int
    second: int
    score: float


def alike(names: Sequence[str], threshold: float = ALIKE) -> list[Likeness]:
    """The pairs of names that are alike, the most alike first."""
    kept = [_telling(name) for name in names]
    found = [
        Likeness(first=one, second=other, score=score)
        for one, other in combinations(range(len(names)), 2)
        if (score := _score(kept[one], kept[other])) >= threshold
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def most_alike(name: str, names: Sequence[str], most: int = 5, threshold: float = 60.0) -> list[int]:
    """The places of the names that come nearest to ``name``, the nearest first."""
    wanted = _telling(name)
    scored = [(_score(wanted, _telling(other)), place) for place, other in enumerate(names)]
    near = sorted((pair for pair in scored if pair[0] >= threshold), key=lambda pair: (-pair[0], pair[1]))
    return [place for _score_, place in near[:most]]


def same_words(one: str, other: str) -> bool:
    """Whether two names differ only in case, accents, punctuation, abbreviations and blanks."""
    return "".join(spelled_out(one).split()) == "".join(spelled_out(other).split())


def _telling(name: str) -> tuple[str, ...]:
    """The words that tell, in the order of the alphabet: word order is no difference between changes."""
    words = spelled_out(name.replace("'", " ").replace("’", " ")).split()
    return tuple(sorted({word for word in words if word not in _SMALL} or set(words)))


def _score(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Letters compared once the words stand in one order. A number that differs is another thing."""
    from rapidfuzz import fuzz

    if {word for word in one if word.isdigit()} != {word for word in other if word.isdigit()}:
        return 0.0
    return float(fuzz.ratio(" ".join(one), " ".join(other)))
