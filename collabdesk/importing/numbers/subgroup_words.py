"""The names of sub-groups: sexes, ages, places of living; parts that may be added up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from collabdesk.importing.words import INDICATOR_HINT, fold, word_set

_PARTS = word_set(
    """
    m, f, h, male, males, female, females, man, men, woman, women, boy, boys, girl, girls, homme, hommes, femme, femmes,
    masculin, feminin, garcon, garcons, fille, filles, hombre, hombres, mujer, mujeres, masculino, femenino, feminino,
    homem, homens, mulher, mulheres, adult, adults, child, children, infant, infants, adulte, adultes, enfant, enfants,
    adulto, adultos, nino, ninos, crianca, criancas, public, private, urban, rural, urbain, urbano, inpatient,
    outpatient, inpatients, outpatients, new, old, fixed, outreach, static, mobile, internal, external, other,
    others, autres, otros, outros, unknown, inconnu, pregnant, non pregnant, day, night, resident,
    residents, non residents
    """
)
_AGE = re.compile(
    r"[<>≤≥] ?\d|\b\d+ ?(?:-|to|a|à) ?\d+\b|\b\d+ ?\+|\b(?:under|over|moins de|plus de|menor(?:es)?|mayor(?:es)?) \d|"
    r"\b\d+ ?(?:y|yr|yrs|years?|ans|anos|months?|mois|meses|m|days?)\b|\bage\b",
    re.IGNORECASE,
)


_LETTER = re.compile(r"\s*[\[(][A-Za-z0-9+ ]{1,3}[\])]\s*$")
"""``Public [A]``: the letter by which a form calls its column."""
_STOCK = re.compile(
    r"\b(?:opening|closing|balance|received|receipts?|issued|issues?|used|consumed|consumption|loss(?:es)?|expired|wasted|"
    r"adjustments?|ordered|requested|recu|consomm\w*|pertes?|recibido|consumido|entradas?|salidas?|saidas?|perdas?)\b"
)
"""The columns of a stock card."""


def is_part(name: str) -> bool:
    """Whether a name is that of a sex, an age group or another part of a whole."""
    bare = _LETTER.sub("", name)
    return fold(bare) in _PARTS or _AGE.search(bare) is not None


def are_parts(names: Sequence[str]) -> bool:
    """Whether all of these headings, each level of them, are sexes, ages and the like."""
    return len(names) > 1 and all(is_part(piece) for name in names for piece in name.split(" / "))


def are_measures(names: Sequence[str]) -> bool | None:
    """Whether these headings are numbers of different things (cases, deaths); None where words don't tell."""
    parts = sum(1 for name in names if is_part(name))
    if parts * 2 >= len(names):
        return False
    hits = (INDICATOR_HINT, _STOCK)
    counted = sum(1 for name in names if not is_part(name) and any(hint.search(fold(name)) for hint in hits))
    return True if not parts and counted * 2 >= len(names) else None
