"""Tables without headings, and several measures beside a column of indicators."""

from __future__ import annotations

from typing import Any

import pytest


def test_rows_all_alike_need_no_heading(understood: Any, values: Any) -> None:
    found = understood(
        "1   Oruba HC      Jan-25   12   30\n2   Tolve HC      Jan-25   10   22\n3   Kalo HC       Jan-25    9   25\n",
        "print.prn",
    )
    assert values(found)[("Oruba HC", "column D", "2025-01")] == 12
    assert values(found)[("Kalo HC", "column E", "2025-01")] == 25
    assert [question.kind for question in found.questions] == ["heading"]


def test_names_that_come_again_are_the_indicators(understood: Any, values: Any) -> None:
    found = understood("Oruba HC,2025-01,Births,12\nTolve HC,2025-01,Births,10\nOruba HC,2025-01,Deaths,0\n")
    assert values(found) == {
        ("Oruba HC", "Births", "2025-01"): 12, ("Tolve HC", "Births", "2025-01"): 10,
        ("Oruba HC", "Deaths", "2025-01"): 0,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["Dear all,\nplease find 3 reports\nof 2025\nattached\n", "a,b\nc,d\ne,f\n"])
def test_letters_are_no_tables(understood: Any, text: str) -> None:
    assert understood(text).observations == ()


ROWS = "Facility,Month,Disease,{a},{b}\nOruba HC,2025-01,Malaria,300,2\nOruba HC,2025-01,Measles,20,0\n"


def test_numbers_of_different_things_beside_the_indicators(understood: Any, values: Any) -> None:
    found = understood(ROWS.format(a="Cases", b="Deaths"))
    assert values(found)[("Oruba HC", "Malaria / Deaths", "2025-01")] == 2
    assert found.questions == ()


def test_sexes_and_ages_beside_the_indicators_may_be_added_up(understood: Any) -> None:
    for a, b in (("Male", "Female"), ("<5 years", "5 years +"), ("Public", "Private")):
        assert [question.kind for question in understood(ROWS.format(a=a, b=b)).questions] == [
            "disaggregation"
        ]


def test_what_words_do_not_tell_is_asked(understood: Any, values: Any) -> None:
    text = ROWS.format(a="Alpha", b="Omega")
    found = understood(text)
    (question,) = found.questions
    assert (question.kind, question.proposed) == ("what the columns are", "measure")
    assert values(understood(text, answers={question.id: "measure"}))[
        ("Oruba HC", "Measles / Alpha", "2025-01")
    ] == 20  # fmt: skip
    parts = understood(text, answers={question.id: "category"})
    assert [question.kind for question in parts.questions] == ["disaggregation"]
