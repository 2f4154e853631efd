"""Lists of changes that teams keep: columns in four languages, dates as the importer reads them, nothing guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from collabdesk.importing import read, read_bytes, understand
from collabdesk.importing.asking import CREATE, LEAVE_OUT
from collabdesk.importing.journals.journal_columns import JournalPart, part_of
from collabdesk.importing.journals.journal_entries import Journal, KnownChange
from collabdesk.importing.journals.journals import read_journal
from collabdesk.importing.result import KnownTeam, Register

TODAY = dt.date(2026, 6, 1)
TEAMS = Register(
    teams=(
        KnownTeam(key=1, name="Tolveni HC IV", code="T1"),
        KnownTeam(key=2, name="Centre de santé Bélaro"),
        KnownTeam(key=3, name="Mashiru HC III"),
    )
)
CLOCK = KnownChange(key=7, name="Wall clock", aliases=("Clock on the wall",))
LOOKALIKE = Path(__file__).parents[4] / "shared" / "inputs" / "lookalike"


def journal(text: str, answers: dict[str, str] | None = None, name: str = "Tolveni HC IV.csv") -> Journal:
    book = read_bytes(text.encode(), name)
    return read_journal(book, TEAMS, [CLOCK], answers, today=TODAY)


def simple(*lines: str, head: str = "Change,Started,Ended,Effective?,Comments") -> str:
    return "\n".join((head, *lines)) + "\n"


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Tested change (describe)", JournalPart.CHANGE),
        ("Changement testé", JournalPart.CHANGE),
        ("Cambio probado", JournalPart.CHANGE),
        ("Mudança testada", JournalPart.CHANGE),
        ("Idée de changement", JournalPart.CHANGE),
        ("Date started", JournalPart.START),
        ("Début", JournalPart.START),
        ("Fecha de inicio", JournalPart.START),
        ("Data de início", JournalPart.START),
        ("Date the change ended", JournalPart.END),
        ("Fin", JournalPart.END),
        ("Date de fin", JournalPart.END),
        ("Fecha de término", JournalPart.END),
        ("Data do fim", JournalPart.END),
        ("Effective? (Y/N)", JournalPart.EFFECT),
        ("Efficace ?", JournalPart.EFFECT),
        ("¿Funcionó?", JournalPart.EFFECT),
        ("Eficaz", JournalPart.EFFECT),
        ("Comments: evidence, lessons", JournalPart.COMMENT),
        ("Commentaires", JournalPart.COMMENT),
        ("Observaciones", JournalPart.COMMENT),
        ("Observações", JournalPart.COMMENT),
        ("Decision", JournalPart.DECISION),
        ("Equipe", JournalPart.TEAM),
        ("Facility", JournalPart.TEAM),
        ("Indicator affected", JournalPart.INDICATOR),
        ("Indicateur visé", JournalPart.INDICATOR),
        ("Improvement idea", JournalPart.CHANGE),
        ("Idée d’amélioration", JournalPart.CHANGE),
        ("Période du test", JournalPart.START),
        ("Date tested", JournalPart.START),
        ("#", None),
    ],
)
def test_headings_in_four_languages(heading: str, part: JournalPart | None) -> None:
    assert part_of(heading) is part


def test_a_line_becomes_an_entry() -> None:
    (one,) = journal(simple("Cool box,12/01/2026,20/02/2026,Y,Kept.")).entries
    assert (one.change, one.change_key, one.team_key) == ("Cool box", None, 1)
    assert (one.started, one.ended) == (dt.date(2026, 1, 12), dt.date(2026, 2, 20))
    assert (one.decision, one.note, one.cell) == ("adopted", "Kept.", "A2")


@pytest.mark.parametrize(
    ("ended", "effective", "decision"),
    [
        ("30/04/2026", "Y", "adopted"),
        ("30/04/2026", "oui", "adopted"),
        ("30/04/2026", "N", "abandoned"),
        ("30/04/2026", "não", "abandoned"),
        ("30/04/2026", "?", "testing"),
        ("ongoing", "Yes", "testing"),
        ("en cours", "oui", "testing"),
        ("", "N", "testing"),
    ],
)
def test_the_decision_follows_from_end_and_effect(ended: str, effective: str, decision: str) -> None:
    found = journal(simple(f"Cool box,13/01/2026,{ended},{effective},"))
    assert [one.decision for one in found.entries] == [decision]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("word", "decision"),
    [("Adopted", "adopted"), ("adapté", "adapted"), ("Abandonado", "abandoned"), ("em teste", "testing")],
)
def test_a_decision_that_the_list_writes_comes_first(word: str, decision: str) -> None:
    head = "Mudança,Data de início,Data de fim,Eficaz,Decisão"
    found = journal(simple(f"Cool box,13/01/2026,20/02/2026,N,{word}", head=head))
    assert found.entries[0].decision == decision


def test_the_order_of_day_and_month_is_asked_once() -> None:
    text = simple("Cool box,02/03/2026,,,", "Triage desk,04/05/2026,,,")
    (question,) = journal(text).questions
    assert question.kind == "ambiguous date"
    answered = journal(text, {question.id: question.choices[0].value})
    assert [one.started for one in answered.entries] == [dt.date(2026, 3, 2), dt.date(2026, 5, 4)]
    clear = journal(simple("Cool box,02/03/2026,30/04/2026,,"))
    assert clear.questions == ()
    assert clear.entries[0].started == dt.date(2026, 3, 2)


def test_a_month_without_a_year_is_asked() -> None:
    text = simple("Cool box,mars,,,")
    (question,) = journal(text).questions
    assert question.kind == "year missing"
    (one,) = journal(text, {question.id: "2026"}).entries
    assert (one.started, one.whole_month) == (dt.date(2026, 3, 1), True)


def test_a_date_to_come_or_that_is_none_leaves_the_line_without_a_start() -> None:
    found = journal(simple("Cool box,13/01/2027,,,", "Triage desk,soon-ish 7,,,"))
    assert [one.started for one in found.entries] == [None, None]
    assert [problem.cell for problem in found.problems] == ["B2", "B3"]


def test_an_end_before_the_start_is_said_and_left_out() -> None:
    found = journal(simple("Poster,16/03/2026,10/03/2026,non,"))
    assert found.entries[0].ended is None
    assert [problem.kind for problem in found.problems] == ["warning: end before start"]


def test_an_unknown_name_is_asked_at_most_once_and_only_where_something_comes_near() -> None:
    lines = [f"Clocks on the walls,{day}/01/2026,,," for day in range(13, 23)]
    text = simple(*lines, "Radio spots,14/01/2026,,,", "CLOCK ON THE WALL,15/01/2026,,,")
    found = journal(text)
    (question,) = found.questions
    assert (question.kind, question.about) == ("unknown change", "Clocks on the walls")
    assert len(question.cells) == 10
    assert question.proposed == "Wall clock"
    assert {(one.change, one.change_key) for one in found.entries} == {
        ("Radio spots", None),
        ("Wall clock", 7),
    }
    yes = journal(text, {question.id: "Wall clock"})
    assert {one.change_key for one in yes.entries} == {7, None}
    no = journal(text, {question.id: "create"})
    assert [one.change_key for one in no.entries if one.written.startswith("Clocks")] == [None] * 10
    assert len(journal(text, {question.id: "leave out"}).entries) == 2


def test_two_spellings_of_a_new_change_are_one_after_a_question() -> None:
    text = simple("Triage desk,13/01/2026,,,", "desk for triage,14/02/2026,,,")
    (question,) = journal(text).questions
    found = journal(text, {question.id: "Triage desk"})
    assert [one.change for one in found.entries] == ["Triage desk", "Triage desk"]


def test_teams_in_a_column_are_known_or_asked_once_a_name() -> None:
    head = "Site,Change,Date started"
    text = simple(
        "Mashiru HC III,Cool box,13/01/2026",
        ",Triage desk,14/01/2026",
        "Mashiro HC 3,Radio,15/01/2026",
        "Mashiro HC 3,Poster,16/01/2026",
        head=head,
    )
    found = journal(text)
    assert [(one.team_key, one.change) for one in found.entries] == [(3, "Cool box"), (3, "Triage desk")]
    (question,) = found.questions
    assert (question.about, len(question.cells)) == ("Mashiro HC 3", 2)
    assert len(journal(text, {question.id: "Mashiru HC III"}).entries) == 4


def test_an_unknown_team_is_one_of_the_register_a_new_one_or_left_out() -> None:
    head = "Site,Change,Date started"
    text = simple("Kumbira HC II,Cool box,13/01/2026", "KUMBIRA HC II,Radio,14/01/2026", head=head)
    (question,) = journal(text).questions
    assert question.kind == "unknown team"
    new = journal(text, {question.id: CREATE})
    assert [(one.team, one.team_key) for one in new.entries] == [("Kumbira HC II", None)] * 2
    assert (new.questions, dict(new.told_teams)) == ((), {})
    known = journal(text, {question.id: "T1"})
    assert [one.team_key for one in known.entries] == [1, 1]
    assert set(known.told_teams.values()) == {1}
    out = journal(text, {question.id: LEAVE_OUT})
    assert (out.entries, out.waiting, out.questions) == ((), (), ())


def test_the_team_of_a_whole_list_may_be_new() -> None:
    text = simple("Cool box,13/01/2026,,,", "Radio,14/01/2026,,,")
    (question,) = journal(text, name="Kumbira HC II.csv").questions
    assert [str(one.label) for one in question.choices][-2:] == [
        "A new one: add “Kumbira HC II” to the register",
        "Leave this list out",
    ]
    found = journal(text, {question.id: CREATE}, name="Kumbira HC II.csv")
    assert [(one.team, one.team_key) for one in found.entries] == [("Kumbira HC II", None)] * 2


def test_the_name_of_a_new_team_is_what_the_file_is_called_besides_the_usual_words() -> None:
    text = simple("Cool box,13/01/2026,,,")
    (question,) = journal(text, name="Documentation journal_Kumbira HC II 2026.csv").questions
    assert "“Kumbira HC II”" in str(question.choices[-2].label)
    (question,) = journal(text, name="journal.csv").questions
    assert "“journal”" in str(question.choices[-2].label)


def test_a_list_without_a_team_asks_whose_it_is() -> None:
    text = simple("Cool box,13/01/2026,,,")
    (question,) = journal(text, name="journal.csv").questions
    assert question.kind == "team of the list"
    (one,) = journal(text, {question.id: "Mashiru HC III"}, name="journal.csv").entries
    assert one.team_key == 3


def test_one_column_may_hold_both_ends_of_a_span() -> None:
    head = "No,Change no,Change idea,Period tested"
    text = simple("1,C1,Cool box,13/01/2026 - 20/02/2026", "2,C2,Radio,Jan 2026 to Mar 2026", head=head)
    found = journal(text)
    assert found.problems == ()
    assert [(one.change, one.started, one.ended) for one in found.entries] == [
        ("Cool box", dt.date(2026, 1, 13), dt.date(2026, 2, 20)),
        ("Radio", dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
    ]


def test_headings_on_two_lines() -> None:
    text = simple(",Start,End,,", "Cool box,13/01/2026,20/02/2026,Y,", head="Change,Date,,Effective,Comments")
    found = journal(text)
    assert [(one.change, one.ended, one.decision) for one in found.entries] == [
        ("Cool box", dt.date(2026, 2, 20), "adopted")
    ]
    assert found.skipped == ()


@pytest.mark.parametrize(
    ("text", "started", "decision"),
    [
        (
            "Diario de documentación;;;;\nN°;Cambio probado;Fecha de inicio;Fecha de término;¿Efectivo?\n"
            "1;Mesa de clasificación;12 de enero de 2026;20/02/2026;Sí\n",
            dt.date(2026, 1, 12),
            "adopted",
        ),
        (
            "Mudança testada;Início;Fim;Eficaz (S/N);Observações\nTriagem na entrada;jan/2026;em curso;S;bom\n",
            dt.date(2026, 1, 1),
            "testing",
        ),
        (
            "Journal 2026;;\nIdée de changement;Depuis;Jusqu’à;Ça marche ?\n"
            "Tri à l’entrée;15 mars 2026;30/04/2026;non\n",
            dt.date(2026, 3, 15),
            "abandoned",
        ),
    ],
)
def test_lists_in_other_languages(text: str, started: dt.date, decision: str) -> None:
    (one,) = journal(text).entries
    assert (one.started, one.decision, one.team_key) == (started, decision, 1)


def test_a_yes_may_go_on_in_words() -> None:
    found = journal(simple('Cool box,13/01/2026,20/02/2026,"Yes, since March",ok'))
    assert [(one.decision, one.note) for one in found.entries] == [("adopted", "ok")]


def test_lines_that_wait_for_an_answer_are_shown_apart() -> None:
    text = simple("Clocks on the walls,13/01/2026,,,", "Radio spots,mars,,,", "Poster,14/02/2026,,,")
    found = journal(text)
    assert [one.written for one in found.entries] == ["Poster"]
    assert [one.written for one in found.waiting] == ["Clocks on the walls", "Radio spots"]
    answers = {one.id: one.proposed or "2026" for one in found.questions}
    assert journal(text, answers).waiting == ()
    nobody = journal(simple("Poster,14/02/2026,,,"), name="journal.csv")
    assert [(one.team, one.team_key) for one in nobody.waiting] == [("", None)]


def test_notes_below_and_lines_without_a_change_are_set_aside() -> None:
    found = journal(simple("Cool box,13/01/2026,,,", ",,,,lost", "", "Signed: the team leader"))
    assert len(found.entries) == 1
    assert len(found.skipped) == 2


def test_a_table_of_numbers_is_no_journal() -> None:
    book = read_bytes(b"Facility,Jan 2026,Feb 2026\nTolveni HC IV,12,13\nMashiru HC III,7,9\n", "x.csv")
    assert not read_journal(book, TEAMS, [CLOCK], today=TODAY).found


@pytest.mark.skipif(not LOOKALIKE.is_dir(), reason="the example files are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "entries", "problems"),
    [("Documentation journal Tolveni.xlsx", 5, 0), ("journal_belaro.csv", 4, 1)],
)
def test_the_example_journals(name: str, entries: int, problems: int) -> None:
    book = read(LOOKALIKE / name)
    found = read_journal(book, TEAMS, [], {"year missing: year of ": "2026"}, today=TODAY)
    assert (len(found.entries), len(found.problems), len(found.questions)) == (entries, problems, 0)
    assert {sheet.layout for sheet in understand(book, TEAMS, today=TODAY).sheets} == {"list of changes"}
    assert understand(book, TEAMS, today=TODAY).observations == ()
