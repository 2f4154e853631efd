"""Names of changes that mean the same, whatever the order of their words."""

from __future__ import annotations

import pytest

from collabdesk.importing.names.alike import alike, most_alike, same_words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Triage desk", "desk for triage", True),
        ("Weekly partograph review", "Weekly review of the partographs", True),
        ("Tri des femmes dès l’arrivée", "Le tri des femmes à l'arrivée", True),
        ("Wall clock", "Second wall clock", False),
        ("Wall clock beside every bed", "Second clock in labour ward", False),
        ("Uterotonic drawn up before the birth", "Uterotonic kept in a cool box in the labour ward", False),
        ("Round 1 of training", "Round 2 of training", False),
        ("Checklist tied to the discharge book", "Second check by the ward in-charge", False),
    ],
)
def test_likeness(one: str, other: str, same: bool) -> None:
    assert bool(alike([one, other])) is same


def test_the_most_alike_come_first() -> None:
    names = ["Cool box in the ward", "Triage desk at the gate", "Triage desk", "Desk for triage"]
    best = alike(names)[0]
    assert (best.first, best.second) == (2, 3)
    assert most_alike("the triage desk", names)[:2] == [2, 3]
    assert most_alike("radio spots", names) == []


def test_same_words_but_for_spelling() -> None:
    assert same_words("Fiche de  RAPPEL", "fiche de rappel")
    assert not same_words("fiche de rappel", "fiche de suivi")
