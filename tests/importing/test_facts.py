"""The stated facts of the sample spreadsheets, where these stand beside the checkout."""

from __future__ import annotations

import pytest

from tests.importing import facts

DEBATABLE = {
    "real/nhs_beds_data_KH03.csv#6",  # a comma inside a quoted name: nothing to ask
    "Documentation journal Tolveni.xlsx#2",  # settled by a later cell, as the fact itself says
    "Documentation journal Tolveni.xlsx#6",  # a list of changes is not imported as numbers
}


def test_every_stated_fact_is_met() -> None:
    folder = facts.inputs_folder()
    if folder is None:
        pytest.skip("the sample spreadsheets are not here")
    wrong = {fact["id"]: why for fact, why in facts.measure(folder) if why}
    assert set(wrong) <= DEBATABLE, wrong


def test_the_measure_can_fail() -> None:
    sheet = {
        "sheet": "",
        "observations": [],
        "questions": [],
        "problems": [],
        "teams": [],
        "indicators": [],
        "periods": [],
    }
    fact = {
        "fact_kind": "value", "sheet": "", "cell": "B2", "cells": {"B2": 5}, "value": 5, "numerator": None,
        "denominator": None, "period": None, "team": None, "label_cells": [],
    }  # fmt: skip
    assert facts.check(fact, {"sheets": [sheet]}) == "no observation"
    assert facts.check({**fact, "fact_kind": "reject"}, {"sheets": [sheet]}) == "no problem is said"
    assert facts.check({**fact, "fact_kind": "ask"}, {"sheets": [sheet]}) == "no question"
