"""``pack`` and ``handouts`` as an office runs them by night."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pypdfium2
import pytest

from collabdesk.commands import run
from collabdesk.models.meetings import Session
from collabdesk.services.paper import snapshots
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives

FEW = ("--teams", "4", "--indicators", "3", "--months", "14")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packs") / "sample.collab"
    assert run(["sample", str(path), *FEW], out=io.StringIO()) == 0
    return path


def call(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = run([str(one) for one in arguments], out, err)
    return code, out.getvalue(), err.getvalue()


def titles(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = [item.get_title() for item in document.get_toc() if item.level == 0]
    document.close()
    return found


def test_pack_is_made_and_kept(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    code, said, err = call("pack", sample, "--session", 1, "--out", out)
    assert (code, err) == (0, "")
    assert said == f"{out}: {len(pypdfium2.PdfDocument(out))} pages.\n"
    assert titles(out)[:4] == ["Contents", "Agenda", "Where we are", "Scoreboard"]
    workspace = collaboratives.open_file(sample, "", read_only=True)
    kept = snapshots.printed(workspace)[0]
    assert snapshots.paper(workspace, kept.id) == out.read_bytes()
    workspace.close()


def test_the_same_day_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    for out in (one, two):
        assert call("pack", sample, "--session", 1, "--out", out, "--language", "fr")[0] == 0
    assert one.read_bytes() == two.read_bytes()


def test_sections_in_their_order(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    assert call("pack", sample, "--session", 1, "--out", out, "--sections", "pdsa sheets, matrix")[0] == 0
    assert titles(out) == ["PDSA sheet", "Teams and indicators"]


def test_hidden_names_come_with_a_key(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    code, said, _ = call("pack", sample, "--session", 1, "--out", out, "--sections", "matrix", "--hide-names")
    key = tmp_path / "pack - key to the names.pdf"
    assert code == 0
    assert str(key) in said
    text = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    listed = pypdfium2.PdfDocument(key)[0].get_textpage().get_text_range()
    workspace = collaboratives.open_file(sample, "", read_only=True)
    from collabdesk.models.places import Team

    for team in workspace.mine(Team):
        assert team.name not in text
        assert team.name in listed
    workspace.close()


def test_handouts_for_teams_and_coaches(sample: Path, tmp_path: Path) -> None:
    code, said, err = call("handouts", sample, "--session", 1, "--out", tmp_path / "sheets")
    assert (code, err) == (0, "")
    made = sorted(path.name for path in (tmp_path / "sheets").iterdir())
    assert f"{sum('Coach' not in name for name in made)} for teams" in said
    assert all(name.startswith("LS1 ") and name.endswith(".pdf") for name in made)
    assert any("Coach" in name for name in made)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--session", 9, "--out", "x.pdf"), "There is no learning session 9"),
        (("--session", 1, "--out", "x.pdf", "--sections", "poem"), "There is no section “poem”"),
        (("--session", 1, "--out", "x.pdf", "--language", "tlh"), "There are no texts in “tlh”"),
        (("--session", 1, "--out", "nowhere/x.pdf"), "does not exist"),
        (("--session", 1, "--out", "x.pdf", "--teams", "Nobody"), "no team"),
    ],
)
def test_bad_input_is_said_in_a_sentence(
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[object, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sample.read_bytes()
    code, said, err = call("pack", sample, *arguments)
    assert code == 2
    assert said == ""
    assert sentence in err
    assert "Traceback" not in err
    assert list(tmp_path.rglob("*.pdf*")) == []
    assert sample.read_bytes() == before


NINETY = "Our Lady of Perpetual Help and Saint Josephine Bakhita Community Health Centre of Nakasero"
BAD_NAME = "Données  «Mars» %s {0} (copie 2) FINAL_final & <b>v3 数据.csv"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A team of 90 letters, one with a single number, one with none, and an indicator that nobody has reported;
    the numbers come from a spreadsheet whose name says nothing good.
    """
    path = tmp_path / "hostile.collab"
    register, measures, sheet = tmp_path / "teams.csv", tmp_path / "indicators.csv", tmp_path / BAD_NAME
    register.write_text(f"code,name\nA1,{NINETY}\nB2,Mwanza One\nC3,Empty Clinic\n", "utf-8")
    measures.write_text(
        "code,name,kind,numerator_label,denominator_label\n"
        "PARTO,Partograph completed,proportion,completed,births\nNONE,Never reported,proportion,done,all\n",
        "utf-8",
    )
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    lines = [f"{NINETY},PARTO,{month},{8 + at % 3},20" for at, month in enumerate(months)]
    lines.append("Mwanza One,PARTO,2025-12,7,20")
    sheet.write_text("\n".join(["team,indicator,period,numerator,denominator", *lines]) + "\n", "utf-8")
    assert len(NINETY) == 90
    made = call("new", path, "--name", "Hostile", "--teams", register, "--indicators", measures)
    assert made[0] == 0, made
    brought = call("import", path, sheet)
    assert brought[0] == 0, brought
    workspace = collaboratives.open_file(path, "")
    mine = workspace.collaborative.id
    meetings.save_session(workspace, Session(collaborative_id=mine, number=1, starts=dt.date(2026, 1, 20)))
    workspace.close()
    return path


def flat(path: Path) -> str:
    """The text of a PDF, in one line."""
    document = pypdfium2.PdfDocument(path)
    pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_is_missing_or_too_long_prints_in_every_section(
    hostile: Path, tmp_path: Path, paper: str, language: str
) -> None:
    out = tmp_path / "pack.pdf"
    chosen = ("--session", 1, "--sections", "all", "--paper", paper, "--language", language)
    code, _, err = call("pack", hostile, *chosen, "--out", out)
    assert (code, err) == (0, "")
    said = flat(out)
    assert said.count(NINETY) >= 2
    for name in ("Mwanza One", "Empty Clinic", "Never reported", "Partograph completed"):
        assert name in said
    assert "nan" not in said.lower().split()
    assert "None" not in said


def test_handouts_of_teams_with_little_or_nothing(hostile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "handouts"
    code, _, err = call("handouts", hostile, "--session", 1, "--out", folder)
    assert (code, err) == (0, "")
    found = sorted(folder.glob("*.pdf"))
    assert len(found) == 3
    for path, name in zip(found, (NINETY, "Mwanza One", "Empty Clinic"), strict=True):
        assert name in flat(path)
        assert len(path.name.encode()) < 255


def test_a_certificate_bears_a_name_of_ninety_letters_whole(hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "certificates.pdf"
    chosen = ("--session", 1, "--sections", "certificates", "--paper", "letter")
    assert call("pack", hostile, *chosen, "--out", out)[0] == 0
    assert NINETY in flat(out)
