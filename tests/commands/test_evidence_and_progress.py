"""``evidence`` and ``progress`` as a script calls them: the documents of the reference, and tables to read."""

from __future__ import annotations

import datetime as dt
import io
import json
import statistics
from pathlib import Path

import pytest

from collabdesk import commands
from collabdesk.services.changes import evidence
from collabdesk.services.sample import SampleSize, make_sample
from collabdesk.services.setup import collaboratives


def call(*argv: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = commands.run([str(one) for one in argv], out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.collab"
    make_sample(path, "Ada", dt.date(2026, 3, 14), SampleSize(teams=14)).close()
    return path


def document(command: str, path: Path) -> dict:
    code, out, err = call(command, path, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_ledger_as_json(sample: Path) -> None:
    found = document("evidence", sample)
    assert found["collaborative"] == "Safe Birth, Northern Province"
    assert len(found["changes"]) == 13  # 12 changes, one of which should move two indicators
    for row in found["changes"]:
        assert list(row) == [
            "change", "indicator", "teams", "still_doing", "enough_data", "no_room", "improved", "worsened",
            "no_signal", "size", "net_size", "net_low", "net_high", "periods_to_signal", "word", "override",
            "bundle_with", "tests",
        ]  # fmt: skip
        verdicts = [test["verdict"] for test in row["tests"]]
        assert row["teams"] == len(row["tests"]) >= row["still_doing"]
        assert row["enough_data"] == row["improved"] + row["worsened"] + row["no_signal"]
        for count, verdict in (("improved", "improved"), ("worsened", "worsened"), ("no_room", "no room")):
            assert row[count] == verdicts.count(verdict)
        assert row["enough_data"] + row["no_room"] + verdicts.count("too few points") == row["teams"]
        counted = [test for test in row["tests"] if test["verdict"] in ("improved", "worsened", "no signal")]
        if counted:
            assert row["size"] == pytest.approx(statistics.median(test["size"] for test in counted), abs=1e-5)
        nets = [test["net_size"] for test in counted if test["net_size"] is not None]
        if nets:
            assert row["net_size"] == pytest.approx(statistics.median(nets), abs=1e-5)
            assert row["net_low"] <= row["net_high"]
    test = next(test for row in found["changes"] for test in row["tests"])
    assert list(test) == ["team", "start", "verdict", "size", "net_size", "company", "said"]
    assert len(test["start"]) == 7


def test_other_indicators_come_without_a_word(sample: Path) -> None:
    seen = document("evidence", sample)["also_seen"]
    assert seen
    assert all("word" not in row and row["enough_data"] >= 1 for row in seen)
    linked = {(row["change"], row["indicator"]) for row in document("evidence", sample)["changes"]}
    assert not linked & {(row["change"], row["indicator"]) for row in seen}


def test_the_ledger_to_read_and_an_override(sample: Path) -> None:
    workspace = collaboratives.open_file(sample, "Grace")
    evidence.override(workspace, 1, 1, "mixed", "Half of them were out of stock")
    workspace.close()
    code, out, err = call("evidence", sample)
    assert (code, err) == (0, "")
    assert "Grace says mixed: Half of them were out of stock" in out
    assert "not proof that it caused them" in out
    row = document("evidence", sample)["changes"][0]["override"]
    assert (row["word"], row["person"]) == ("mixed", "Grace")


def test_the_scoreboard_as_json(sample: Path) -> None:
    found = document("progress", sample)
    assert {"collaborative", "teams", "series", "thresholds", "gain", "each"} <= set(found)
    assert (found["teams"], found["series"]) == (14, len(found["each"]))
    assert [one["threshold"] for one in found["thresholds"]] == ["80", "90", "target"]
    points = [
        row for row in found["each"] if "deaths" not in row["indicator"] and "Time" not in row["indicator"]
    ]
    gains = [row["gain"] for row in points if row["gain"] is not None]
    assert found["gain"]["median"] == pytest.approx(statistics.median(gains), abs=1e-5)
    for one in found["thresholds"]:
        name = one["threshold"]
        assert one["reached_count"] == sum(name in row["reached"] for row in found["each"])
        assert one["already_at_baseline"] == sum(name in row["already_at_baseline"] for row in found["each"])
        held = [row["held"][name] for row in found["each"] if name in row["held"]]
        if held:
            assert one["median_held"] == pytest.approx(statistics.median(held), abs=1e-5)
            assert one["reached"] == pytest.approx(one["reached_count"] / one["series"], abs=1e-5)
    for row in found["each"]:
        assert set(row["reached"]) == set(row["held"]) == set(row["held_of"])


def test_the_scoreboard_to_read_has_its_definitions(sample: Path) -> None:
    code, out, err = call("progress", sample)
    assert (code, err) == (0, "")
    assert out.startswith("Safe Birth, Northern Province: 14 teams")
    assert "80 %: reached by" in out
    assert "latest: Median of the last 3 points" in out


def test_a_new_file_has_nothing_to_show(tmp_path: Path) -> None:
    path = tmp_path / "new.collab"
    assert call("new", path, "--name", "Safe Birth")[0] == 0
    assert document("evidence", path) == {
        "collaborative": "Safe Birth", "changes": [], "also_seen": [], "unlinked": [],
    }  # fmt: skip
    assert document("progress", path)["each"] == []
    assert "No changes with an indicator yet." in call("evidence", path)[1]
    assert "0 teams, 0 series" in call("progress", path)[1]


@pytest.mark.parametrize("command", ["evidence", "progress"])
def test_a_file_that_is_not_there(command: str, tmp_path: Path) -> None:
    code, out, err = call(command, tmp_path / "none.collab")
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
