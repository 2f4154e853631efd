"""What only a person knows is asked once, and its answer is used and remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from collabdesk.importing import fingerprint, memorable, read, understand
from collabdesk.importing.recipe import Recipe
from collabdesk.importing.result import Register, Understanding

Understood = Callable[..., Understanding]
LONG = "facility,month,indicator,value\n"


def test_an_unknown_team_is_asked_once_for_all_its_rows(understood: Understood, register: Register) -> None:
    text = LONG + "Rubaya HC,2026-01,DEL,4\nRubaya HC,2026-02,DEL,5\nKisoro HC IV,2026-01,DEL,6\n"
    found = understood(text, register=register)
    (question,) = found.questions
    assert (question.kind, question.cell, question.proposed) == ("unknown team", "A2", None)
    assert {choice.value for choice in question.choices} >= {"F-02", "F-03", "create", "leave out"}
    assert [item.team_key for item in found.observations] == [None, None, 1]
    for key in (question.id, "A2", "!A2", "Rubaya HC"):
        answered = understood(text, register=register, answers={key: "F-03"})
        assert [item.team_key for item in answered.observations] == [3, 3, 1], key
        assert answered.questions == ()
    left = understood(text, register=register, answers={question.id: "leave out"})
    assert [item.team for item in left.observations] == ["Kisoro HC IV"]


def test_a_misspelt_name_has_a_proposal_and_is_not_taken(understood: Understood, register: Register) -> None:
    found = understood(LONG + "Kisoro Helth Centre IV,2026-01,DEL,4\n", register=register)
    assert found.questions[0].proposed == "F-01"
    assert found.observations[0].team_key is None


def test_the_order_of_day_and_month_is_settled_by_a_sibling_or_asked(understood: Understood) -> None:
    settled = understood("visit date,facility,deliveries\n03/04/2026,A,1\n25/05/2026,B,2\n31/06/2026,A,3\n")
    assert [item.period.code for item in settled.observations] == ["2026-04-03", "2026-05-25"]
    assert [(problem.cell, problem.kind) for problem in settled.problems] == [("A4", "impossible date")]
    text = "visit date,facility,deliveries\n03/04/2026,A,1\n05/06/2026,B,2\n"
    asked = understood(text)
    assert asked.observations == ()
    (question,) = asked.questions
    assert [choice.value for choice in question.choices] == ["2026-04", "2026-03"]
    answered = understood(text, answers={question.id: "2026-03"})
    assert [item.period.code for item in answered.observations] == ["2026-03-04", "2026-05-06"]


def test_a_register_of_months_turns_dates_into_months(understood: Understood, register: Register) -> None:
    found = understood(
        "date,facility,DEL\n03/04/2026,Kisoro HC IV,1\n25/05/2026,Kisoro HC IV,2\n", register=register
    )
    assert [item.period.code for item in found.observations] == ["2026-04", "2026-05"]


def test_dash_and_nil_are_asked_once_for_the_file(understood: Understood) -> None:
    text = "facility;indicator;Jan-26;Feb-26;Mar-26\nA;x;-;0;5\nB;x;4;-;nil\n"
    found = understood(text)
    assert sorted(question.kind for question in found.questions) == ["meaning of dash", "meaning of nil"]
    assert len(found.observations) == 3
    as_zero = understood(text, answers={"“-”": "0", "“nil”": "not reported", "sheet": ""})
    assert [(item.cell, item.value) for item in as_zero.observations if item.value == 0] == [
        ("C2", 0),
        ("D2", 0),
        ("D3", 0),
    ]


def test_a_thousand_or_a_decimal_is_asked_once_a_column(understood: Understood) -> None:
    text = "site;indicador;Jan-26;Feb-26\nA;births;1.204;112\nA;share;90,25;81,5\nB;births;1.310;99\n"
    found = understood(text)
    (question,) = found.questions
    assert (question.kind, question.proposed) == ("decimal sign", "1204")
    numbers = {
        item.cell: item.value for item in understood(text, answers={question.id: "1.204"}).observations
    }
    assert (numbers["C2"], numbers["C4"]) == (1.204, 1.31)
    numbers = {item.cell: item.value for item in understood(text, answers={question.id: "1204"}).observations}
    assert (numbers["C2"], numbers["C4"]) == (1204, 1310)


def test_the_scale_of_percentages_is_asked(understood: Understood) -> None:
    text = "site;month;hygiene\nA;2026-01;85 %\nB;2026-01;0,9\nC;2026-01;77\n"
    found = understood(text)
    assert {item.cell: (item.value, item.unit) for item in found.observations} == {
        "C2": (85, "percent"), "C4": (77, "percent")}  # fmt: skip
    (question,) = found.questions
    assert (question.kind, question.cell) == ("percent scale", "C3")
    answered = understood(text, answers={question.id: "fraction"})
    assert {item.cell: item.value for item in answered.observations}["C3"] == 90
    plain = understood("site,month,share\nA,2026-01,0.85\nB,2026-01,0.5\n")
    assert [question.kind for question in plain.questions] == ["percent scale"]


def test_other_calendars_wait_for_a_rule(understood: Understood) -> None:
    text = "Health post,Indicator,Baisakh 2083,Jestha 2083\nA,Deliveries,14,0\n"
    found = understood(text)
    assert found.observations == ()
    (question,) = found.questions
    answered = understood(text, answers={question.id: "begins"})
    assert [(item.period.code, item.value) for item in answered.observations] == [
        ("2026-04", 14),
        ("2026-05", 0),
    ]


def test_quarters_and_weeks_written_as_dates_are_asked_with_a_proposal(understood: Understood) -> None:
    rows = "".join(f"01/{month:02d}/{year},A,5\n" for year in (2013, 2014) for month in (3, 6, 9, 12))
    found = understood("date,site,beds\n" + rows)
    assert [question.proposed for question in found.questions] == ["quarter"]
    assert found.observations[0].period.code == "2013-Q1"
    answered = understood("date,site,beds\n" + rows, answers={found.questions[0].id: "month"})
    assert answered.observations[0].period.code == "2013-03"


def test_a_future_or_unreadable_period_rejects_its_row_only(understood: Understood) -> None:
    found = understood(LONG + "A,Mar-2162,DEL,4\nA,13/2026,DEL,5\nA,2016Q5,DEL,6\nA,2026-01,DEL,7\n")
    assert [item.value for item in found.observations] == [7]
    assert [problem.kind for problem in found.problems] == ["not a period", "impossible date", "impossible date"] or [
        problem.cell for problem in found.problems] == ["B2", "B3", "B4"]  # fmt: skip


def test_taking_every_proposal_or_first_choice_ends_the_questions(
    understood: Understood, register: Register
) -> None:
    text = (
        "Site;Mois;Vues;Avant;Taux (%)\nKisoro;Janvier;58;21;36,2\nRubaya HC;Févr.;61;30;49,2\n"
        "Z;Mars;310;-;\nY;Mars;100;50;50\n"
    )
    answers: dict[str, str] = {}
    found = understood(text, "rapport_2026.csv", register=register)
    for _ in range(6):
        if not found.questions:
            break
        answers |= {item.id: item.proposed or item.choices[0].value for item in found.questions}
        found = understood(text, "rapport_2026.csv", register=register, answers=answers)
    assert found.questions == ()
    assert found.observations


def test_next_months_file_needs_no_question(tmp_path: Path, register: Register) -> None:
    heading = "Site;Accouchements vus;Mois\n"
    first, second = tmp_path / "jan.csv", tmp_path / "feb.csv"
    first.write_text(heading + "Rubaya HC;4;janv. 2026\n", encoding="utf-8")
    second.write_text(heading + "Rubaya HC;9;févr. 2026\n", encoding="utf-8")
    asked = understand(read(first), register)
    answers = {
        item.id: {"unknown team": "F-03", "unknown indicator": "DEL"}[item.kind] for item in asked.questions
    }
    recipe = Recipe.from_dict(
        Recipe(fingerprint=fingerprint(read(first)), answers=memorable(answers)).to_dict()
    )
    assert fingerprint(read(second)) == recipe.fingerprint
    found = understand(read(second), register, recipe.answers)
    assert found.questions == ()
    assert [(item.team_key, item.indicator_key, item.value) for item in found.observations] == [(3, 2, 9)]


def test_the_shape_forgets_months_but_not_headings(tmp_path: Path) -> None:
    def shape(text: str) -> str:
        path = tmp_path / "a.csv"
        path.write_text(text, encoding="utf-8")
        return fingerprint(read(path))

    assert shape("Site,Jan-26,Feb-26\nA,1,2\n") == shape("Site,Jan-26,Feb-26,Mar-26\nA,1,2,3\n")
    assert shape("Site,Jan-26,Feb-26\nA,1,2\n") != shape("Facility name,Jan-26,Feb-26\nA,1,2\n")


def test_answers_about_one_file_are_not_remembered() -> None:
    kept = {"unknown team: Rubaya HC": "F-03", "meaning of dash: “-”": "0"}
    passing = {
        "unknown period of the table: period of x": "2026-01", "B4": "2026-01", "Data!C3:the same twice": "C2",
        "year missing: year 2026": "2026",
    }  # fmt: skip
    assert memorable({**kept, **passing}) == kept
