"""The same numbers in many layouts, languages, spellings and formats come back as they went in."""

from __future__ import annotations

import pytest

from tests.importing.variants import comparing, layouts, noise

SEEDS = range(160)


NOISY = range(80)


@pytest.mark.parametrize("with_register", [True, False])
def test_no_noise_makes_a_number_wrong_without_a_question(with_register: bool) -> None:
    wrong = {}
    for seed in NOISY:
        case = noise.noisy(layouts.case(seed))
        found = comparing.tried(case, with_register=with_register)
        if found.silent or found.refused:
            wrong[case.title] = [*found.wrong[:2], *found.lost[:2], found.refused]
    assert wrong == {}


@pytest.mark.parametrize("with_register", [True, False])
def test_numbers_come_back_from_every_layout(with_register: bool) -> None:
    wrong = {}
    for seed in SEEDS:
        case = layouts.case(seed)
        found = comparing.tried(case, with_register=with_register)
        if not found.good:
            wrong[case.title] = [*found.wrong[:2], *found.lost[:2], *found.odd[:2], found.refused]
    assert wrong == {}


def test_every_layout_is_among_the_cases() -> None:
    found = {layouts.case(seed).layout.partition(", month in")[0] for seed in SEEDS}
    assert len(found) >= len(layouts.LAYOUTS) + len(layouts.MORE) + len(layouts.OTHERS)


def test_the_comparison_can_fail() -> None:
    case = layouts.case(1)
    key = next(key for key, value in case.truth.items() if value is not None)
    case.truth[key] = 987_654
    assert any("987654" in line for line in comparing.tried(case).wrong)


def test_every_format_is_among_the_cases() -> None:
    assert {layouts.case(seed).format for seed in SEEDS} == {
        "xlsx", "xls", "ods", "csv", "semicolon", "tab", "html",
    }  # fmt: skip
