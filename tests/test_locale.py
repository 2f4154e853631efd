"""French, Spanish and Portuguese for all that is printed: they keep pace with the code and reach the paper."""

from __future__ import annotations

import ast
import datetime as dt
import io
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pypdfium2
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from collabdesk import commands, i18n
from collabdesk.charts import words
from collabdesk.i18n import Translator, msg, nmsg
from collabdesk.models.meetings import Session, SessionKind
from collabdesk.periods import MONTH, QUARTER, Kind, Period, PeriodType
from collabdesk.services.sessions import meetings

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "resources" / "locale"
FRENCH_PO = LOCALE / "fr" / "LC_MESSAGES" / "collabdesk.po"
ROOMS = (
    "collabdesk/charts",
    "collabdesk/i18n.py",
    "collabdesk/reports",
    "collabdesk/services/coaching/briefings.py",
    "collabdesk/services/charts/chance.py",
    "collabdesk/services/changes/drivers.py",
    "collabdesk/services/changes/evidence_said.py",
    "collabdesk/services/data/forms.py",
    "collabdesk/services/paper/handouts.py",
    "collabdesk/services/changes/kinship.py",
    "collabdesk/services/changes/learning.py",
    "collabdesk/services/changes/ledger.py",
    "collabdesk/services/sessions/meetings.py",
    "collabdesk/services/paper/pack_changes.py",
    "collabdesk/services/paper/pack_lists.py",
    "collabdesk/services/paper/pack_names.py",
    "collabdesk/services/paper/pack_score.py",
    "collabdesk/services/paper/pack_teams.py",
    "collabdesk/services/changes/package.py",
    "collabdesk/services/paper/packs.py",
    "collabdesk/services/charts/progress.py",
    "collabdesk/services/coaching/recounts.py",
    "collabdesk/services/coaching/scores.py",
    "collabdesk/services/charts/series.py",
    "collabdesk/services/charts/series_marks.py",
    "collabdesk/services/changes/spread.py",
    "collabdesk/services/changes/sustain.py",
)
SAME_IN_FRENCH = {
    "Coach",
    "Date",
    "Dates",
    "Invitations",
    "Note",
    "Notes",
    "Session",
    "Signature",
    "Site {letter}",
    "n",
    "{count} point",
    "{number} points",
}
FRENCH = Translator("fr")
LANGUAGES = ("fr", "es", "pt")
Ids = tuple[str, ...]


def sources() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) or [ROOT / room]]
    assert len(found) > 30
    return found


def forms(value: str | tuple[str, ...] | list[str]) -> Ids:
    return (value,) if isinstance(value, str) else tuple(value)


def entries(catalogue: Catalog) -> dict[Ids, Message]:
    """Without the header."""
    return {forms(message.id): message for message in catalogue if message.id}


def catalogue(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


@pytest.fixture(scope="module")
def french() -> dict[Ids, Message]:
    return entries(catalogue(FRENCH_PO, "fr"))


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request: pytest.FixtureRequest) -> dict[Ids, Message]:
    language: str = request.param
    return entries(catalogue(po_of(language), language))


def po_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "collabdesk.po"


@pytest.fixture(scope="module")
def in_the_code() -> set[Ids]:
    keywords = {"msg": None, "nmsg": (1, 2)}
    return {
        forms(found[1])
        for path in sources()
        for found in extract_from_file("python", path, keywords=keywords)  # type: ignore[arg-type]
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_template_holds_every_text_of_the_rooms(in_the_code: set[Ids]) -> None:
    held = set(entries(catalogue(LOCALE / "collabdesk.pot")))
    assert len(in_the_code) > 200
    assert held == in_the_code, "run the commands in resources/locale/README.md"


def calls() -> Iterator[tuple[str, ast.expr]]:
    """Every text given to msg() and nmsg(), as it stands in the code."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for text in node.args[: {"msg": 1, "nmsg": 2}.get(node.func.id, 0)]:
                    yield f"{path.name}:{node.lineno}", text


def test_no_text_is_built_while_running() -> None:
    """What Babel can't read it skips in silence; only the text of a message that it has read may be taken again."""
    found = list(calls())
    assert len(found) > 200
    built = [
        where
        for where, text in found
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str))
        and not (isinstance(text, ast.Attribute) and text.attr == "text")
    ]
    assert built == []


def test_the_commands_in_the_readme_name_the_rooms() -> None:
    told = (LOCALE / "README.md").read_text(encoding="utf-8").split()
    assert [room for room in ROOMS if room not in told] == []


def test_each_language_says_everything_and_nothing_more(
    translated: dict[Ids, Message], in_the_code: set[Ids]
) -> None:
    assert set(translated) == in_the_code
    assert [ids for ids, one in translated.items() if one.fuzzy or not all(forms(one.string))] == []


def test_french_is_not_english(french: dict[Ids, Message]) -> None:
    same = {ids[0] for ids, message in french.items() if forms(message.string)[0] == ids[0]}
    worded = {text for text in same if re.sub(r"\{\w+\}|\W", "", text)}
    assert worded == SAME_IN_FRENCH


def test_each_language_has_the_same_names_in_braces(translated: dict[Ids, Message]) -> None:
    """A singular may say the count where English says "one": in French it serves 0 too."""
    wrong = []
    for ids, message in translated.items():
        wanted = [placeholders(text) for text in ids]
        for at, text in enumerate(forms(message.string)):
            mine, own = placeholders(text), wanted[min(at, len(wanted) - 1)]
            if mine - {"count"} != own - {"count"} or ("count" in own and "count" not in mine):
                wrong.append((text, sorted(own)))
            assert "count" not in mine - own or len(ids) == 2
    assert wrong == []


def test_french_has_two_forms_and_counts_nought_as_one(french: dict[Ids, Message]) -> None:
    assert catalogue(FRENCH_PO, "fr").plural_forms == "nplurals=2; plural=(n > 1);"
    assert {len(forms(message.string)) for ids, message in french.items() if len(ids) == 2} == {2}
    days = [FRENCH.text(words.times(count, Kind.DAY)) for count in (0, 1, 2, 21)]
    assert days == ["0 jour", "1 jour", "2 jours", "21 jours"]
    assert "croisent la médiane 0 fois" in FRENCH.text(words.few_crossings(0, 4, msg("median")))


def test_the_signs_are_set_as_french_sets_them(french: dict[Ids, Message]) -> None:
    """A no-break space before : ; ? ! and %, typographic apostrophes and quotation marks."""
    texts = [text for message in french.values() for text in forms(message.string)]
    wrong = [text for text in texts if re.search(r"['\"“”]|[ \w][:;?!](?!\w)|\d ?%|« | »", text)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_taken_for_an_old_format(language: str) -> None:
    """`pybabel compile` ends with an error where a text holds, say, a per cent sign before " limits"."""
    with po_of(language).open("rb") as file:
        found = list(read_po(file, locale=language))
    assert [message.id for message in found if "python-format" in message.flags] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_that_of_the_translation(language: str) -> None:
    made = io.BytesIO()
    write_mo(made, catalogue(po_of(language), language))
    assert made.getvalue() == po_of(language).with_suffix(".mo").read_bytes(), "compile as README.md says"


@pytest.mark.parametrize(
    ("language", "number", "word"),
    [
        ("es", 1, "1 mes"),
        ("es", 7, "7 meses"),
        ("pt", 1, "1 mês"),
        ("pt", 7, "7 meses"),
        ("pt", 0, "0 meses"),
    ],
)
def test_spanish_and_portuguese_count(language: str, number: int, word: str) -> None:
    assert Translator(language).text(words.times(number, Kind.MONTH)) == word


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ("Sesión de aprendizaje 2", "Dónde estamos", "Hoja PHEA", "línea de base de")),
        ("pt", ("Sessão de aprendizagem 2", "Onde estamos", "Folha PDSA", "linha de base de")),
    ],
)
def test_the_pack_speaks_spanish_and_portuguese(sample: Path, language: str, said: tuple[str, ...]) -> None:
    told = words_of_pack(sample, language)
    assert [text for text in said if text not in told] == []
    assert "Learning session" not in told


def test_periods_in_french() -> None:
    day = dt.date(2026, 2, 11)
    said = [
        FRENCH.period(Period(kind, kind.holding(day))) for kind in (MONTH, QUARTER, PeriodType(Kind.WEEK))
    ]
    assert said == ["févr. 2026", "T1 2026", "S07 2026"]


def learning(**fields: object) -> Session:
    return Session(**{"collaborative_id": 1, "starts": dt.date(2026, 1, 12), **fields})  # type: ignore[arg-type]


def test_the_names_of_sessions() -> None:
    third = learning(number=3, name="Tasenga")
    assert FRENCH.text(meetings.short_said(third)) == "SA3"
    assert FRENCH.text(meetings.long_said(third)) == "Session d’apprentissage 3\u00a0: Tasenga"
    assert (meetings.short_name(third), meetings.long_name(third)) == ("LS3", "Learning session 3: Tasenga")
    closing = learning(kind=SessionKind.CLOSING)
    assert FRENCH.text(meetings.long_said(closing)) == "Clôture"
    assert FRENCH.text(meetings.short_said(learning(name="Visites"))) == "Visites"


def test_own_rules_are_named_in_french() -> None:
    assert FRENCH.text(words.rules_named("ihi")) == "ihi"
    said = FRENCH.text(words.rules_named("custom: shift 8, trend 6"))
    assert said == "propres\u00a0: décalage 8, tendance 6"


def run(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return commands.run(argv, out, err), out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.collab"
    assert run("sample", str(path), "--teams", "3", "--months", "18")[0] == 0
    return path


@pytest.fixture(scope="module")
def paper(sample: Path) -> str:
    return words_of_pack(sample, "fr")


def words_of_pack(sample: Path, language: str) -> str:
    """All words of a pack, line breaks as spaces."""
    pdf = sample.with_name(f"pack {language}.pdf")
    code, _, err = run("pack", str(sample), "--session", "2", "--out", str(pdf), "--language", language)
    assert (code, err) == (0, "")
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    document.close()
    return " ".join(text.replace("\ufffe", "").split())


@pytest.mark.parametrize(
    "said",
    [
        "Session d’apprentissage 2", "SA1", "Imprimé le", "Données jusqu’à", "Page 1 sur", "Où nous en sommes",
        "points de suite au-dessus de la référence de", "(Règles : ihi.)", "médiane", "décalage", "Équipes",
        "Ordre du jour", "Depuis la dernière session", "Changements essayés par cette équipe", "Étudier",
        "Fiche PDSA", "adopté", "Coach : ", "Des cercles, un décalage : six points de suite", "« ihi »",
    ],
)  # fmt: skip
def test_the_pack_speaks_french(paper: str, said: str) -> None:
    assert said in paper


def test_no_english_text_is_left_in_the_pack(paper: str, french: dict[Ids, Message]) -> None:
    """Names and notes of the sample are English; the texts of the program are looked for whole or in pieces."""
    pieces = {
        piece.strip()
        for ids, message in french.items()
        for text in ids
        if text not in forms(message.string)
        for piece in re.split(r"\{\w+\}", text)
        if len(piece.strip()) > 11
    }
    assert len(pieces) > 150
    named_so_by_the_sample = {"Where we are"}  # a line of its agenda
    assert {piece for piece in pieces if piece in paper} == named_so_by_the_sample


def test_a_language_without_texts_is_refused_in_a_sentence(sample: Path) -> None:
    pdf = sample.with_name("other.pdf")
    code, out, err = run("pack", str(sample), "--session", "2", "--out", str(pdf), "--language", "xx")
    assert (code, out) == (2, "")
    assert err.strip() == "There are no texts in “xx” yet; these languages are ready: en, es, fr, pt."
    assert not pdf.exists()
    assert i18n.languages() == ("en", "es", "fr", "pt")


def test_a_count_of_one_is_singular_on_paper() -> None:
    told = nmsg("{count} team in this pack", "{count} teams in this pack", 1)
    assert FRENCH.text(told) == "1 équipe dans ce dossier"


def test_a_message_is_found_again_in_another_process() -> None:
    """Its hash is worked out once and stays behind: another process has other hashes for the same texts."""
    said = msg("{count} teams", count=3)
    assert {said: 1}[msg("{count} teams", count=3)] == 1
    taken = pickle.loads(pickle.dumps(said))
    assert taken == said
    assert "_hash" not in vars(taken)
