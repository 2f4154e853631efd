"""Names against the register: sure, similar, unknown."""

from __future__ import annotations

import pytest

from collabdesk.importing.names.match import Matcher, names_label
from collabdesk.importing.result import KnownIndicator, KnownTeam, Register


@pytest.mark.parametrize(
    ("text", "key"),
    [("Kisoro HC IV", 1), ("KISORO  health center 4", 1), ("Kisoro H/C IV", 1), ("F-01", 1), ("f-01", 1),
     ("F-01 Kisoro HC4", 1), ("aBcDeFgHiJ1", 1), ("Hopital St Eloi", 4), ("Hôpital Saint-Éloi - 2026", 4),
     ("12 Rubaya HC III", 2)],
)  # fmt: skip
def test_spellings_of_one_team(register: Register, text: str, key: int) -> None:
    assert Matcher(register).team(text).key == key


@pytest.mark.parametrize(
    "text", ["Rubaya HC", "Kisoro", "Kisoro & Health Centre IV", "Kisoro Health Centre V", "Total"]
)
def test_similar_names_are_never_taken(register: Register, text: str) -> None:
    assert Matcher(register).team(text).key is None


def test_candidates_come_best_first(register: Register) -> None:
    found = Matcher(register).team("Rubaya Helth Centre II").candidates
    assert found[0][0] == 3
    assert {key for key, _ in Matcher(register).team("Rubaya HC").candidates} >= {2, 3}
    assert Matcher(register).team("Lemberu Outreach Post").candidates == ()


@pytest.mark.parametrize(
    ("text", "known", "near"),
    [
        ("St. Odile Mission Hospital", "St. Agnes Mission Hospital", False),
        ("Tolveni HC IV", "Dolwe HC IV", False),
        ("Mashiru HC III", "Mashiru HC II", False),
        ("Rubaya Helth Centre II", "Rubaya HC II", True),
        ("Kisorro HC IV", "Kisoro Health Centre IV", True),
        ("Kisoro", "Kisoro HC IV", True),
    ],
)
def test_what_two_names_share_makes_neither_the_other(text: str, known: str, near: bool) -> None:
    matcher = Matcher(Register(teams=(KnownTeam(key=5, name=known),)))
    assert matcher.is_near("team", text, 5) is near


def test_a_code_beside_the_name_decides(register: Register) -> None:
    assert Matcher(register).team("misspelt beyond help", "F-02").key == 2


def test_indicators_by_code_in_front_or_behind(register: Register) -> None:
    matcher = Matcher(register)
    assert matcher.indicator("ANC4 - Quatre visites").key == 1
    assert matcher.indicator("Fever cases tested (FEVER)").key == 3
    assert matcher.indicator("del paciente").key is None, "a short code is a code only in its own letters"
    assert matcher.measures("Tested", "Seen") == [3]
    assert names_label("Correct", "Deliveries with a correctly completed partograph")
    assert not names_label("Seen", "Fever cases tested")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Monthly births, OCT. 2026", 8),
        ("Monthly births - November 2026", 8),
        ("Monthly births, Nov.", 8),
        ("Monthly births", None),
        ("Monthly deaths, OCT. 2026", None),
        ("Feeding: week 6 of 2026", None),  # what is left of it is said of two
    ],
)
def test_a_title_of_another_month_is_the_same_name(text: str, key: int | None) -> None:
    known = [
        KnownIndicator(key=8, name="Uterotonic", aliases=("Monthly births, SEPT. 2026",)),
        KnownIndicator(key=9, name="Feeding, Sept 2026"),
        KnownIndicator(key=10, name="Feeding Oct 2026"),
    ]
    assert Matcher(Register(indicators=tuple(known))).indicator(text).key == key


def test_an_empty_register_matches_nothing() -> None:
    assert Matcher(Register()).team("Kisoro").key is None
