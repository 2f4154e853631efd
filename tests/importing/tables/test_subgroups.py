"""Sub-groups of one number (sexes, ages, category combinations): added up, kept apart, or one of them."""

from __future__ import annotations

from typing import Any

from collabdesk.importing import read, understand

ABOUT = "disaggregation: sub-groups of "
LIST = (
    "facility,month,sex,births\nOruba HC,2025-01,F,5\nOruba HC,2025-01,M,6\nTolve HC,2025-01,M,7\n"
    "Oruba HC,2025-02,F,8\nOruba HC,2025-02,M,9\n"
)


def _sheet(workbook: Any) -> Any:
    rows = [
        ["HIV tests done, by sex and age - March 2026"], [],
        ["Facility", "Male", None, None, "Female", None, None, "Total"],
        [None, "<15", "15-24", "25+", "<15", "15-24", "25+"],
        ["Oruba HC", 1, 2, 3, 4, 5, 6, 21], ["Tolve HC", 2, 2, 2, 2, 2, 2, 12],
    ]  # fmt: skip
    return read(workbook({"HTS": rows}, merged={"HTS": ["B3:D3", "E3:G3"]}))


def test_ages_under_sexes_are_sub_groups_of_what_the_title_says(workbook: Any) -> None:
    found = understand(_sheet(workbook))
    assert found.sheets[0].header_rows == (3, 4)
    (question,) = found.questions
    assert question.kind == "disaggregation"
    assert {item.category for item in found.observations} == {
        f"{sex} / {age}" for sex in ("Male", "Female") for age in ("<15", "15-24", "25+")
    }


def test_they_are_added_up_or_one_is_taken(workbook: Any) -> None:
    book = _sheet(workbook)
    added = understand(book, None, {ABOUT + "HTS": "add up"})
    assert [item.value for item in added.observations] == [21, 12]
    assert added.observations[0].cells == ("B5", "C5", "D5", "E5", "F5", "G5")
    one = understand(book, None, {ABOUT + "HTS": "take Female / 25+"})
    assert [item.value for item in one.observations] == [6, 2]


def test_one_is_taken_also_where_a_team_has_another_only(understood: Any) -> None:
    found = understood(LIST, answers={ABOUT + "the table": "take F"})
    assert [(item.team, item.value) for item in found.observations] == [("Oruba HC", 5), ("Oruba HC", 8)]


def test_all_are_kept_apart_also_where_a_team_has_one_only(understood: Any) -> None:
    found = understood(LIST, answers={ABOUT + "the table": "keep apart"})
    assert {item.indicator for item in found.observations} == {"births / F", "births / M"}
    assert [item.value for item in found.observations if item.team == "Tolve HC"] == [7]


def test_a_sum_that_lacks_a_part_is_said(understood: Any) -> None:
    found = understood(LIST, answers={ABOUT + "the table": "add up"})
    assert sorted(item.value for item in found.observations) == [7, 11, 17]
    assert [(item.cell, item.kind) for item in found.problems] == [("D4", "warning: sub-group missing")]
    assert "Tolve HC" in str(found.problems[0].said)


def test_a_default_combination_is_no_sub_group(understood: Any) -> None:
    found = understood(
        "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value\n"
        'Penta 3,202603,Oruba,"Fixed, <1y",default,2\nPenta 3,202603,Oruba,"Outreach, <1y",default,3\n'
        "ANC,202603,Oruba,default,default,20\n"
    )
    (question,) = found.questions
    assert [choice.value for choice in question.choices] == [
        "add up", "keep apart", "take Fixed, <1y", "take Outreach, <1y",
    ]  # fmt: skip
    assert "“Fixed, <1y”" in str(question.asked)
    assert [item.category for item in found.observations] == ["Fixed, <1y", "Outreach, <1y", ""]
