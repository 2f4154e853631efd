"""`collabdesk analyse`: what it prints, what it reads, what it refuses."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest

from collabdesk.commands import analyse
from collabdesk.errors import UserFacingError

SHIFT = [30, 34, 38, 34, 30, 38, 80, 84, 80, 84, 80, 88]


def call(path: Path, *options: str) -> str:
    parser = argparse.ArgumentParser()
    analyse.add_parser(parser.add_subparsers())
    args = parser.parse_args(["analyse", str(path), *options])
    out = io.StringIO()
    assert args.run(args, out) == 0
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path):
    def write(content: str | bytes) -> Path:
        path = tmp_path / "series.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def values_csv(**series: list) -> str:
    rows = [f"{name},{'' if v is None else v}" for name, values in series.items() for v in values]
    return "\n".join(["series,value", *rows]) + "\n"


def answered(path: Path, *options: str) -> dict:
    return json.loads(call(path, "--json", *options))


def refused(path: Path, *options: str) -> str:
    with pytest.raises(UserFacingError) as caught:
        call(path, *options)
    assert "\n" not in caught.value.sentence
    return caught.value.sentence


class TestJson:
    def test_the_whole_document(self, file) -> None:
        assert answered(file(values_csv(s1=SHIFT)), "--freeze", "6") == {
            "rules": "ihi",
            "chart": "run",
            "series": [
                {
                    "series": "s1",
                    "n": 12,
                    "n_useful": 10,
                    "n_missing": 0,
                    "centre": [34] * 12,
                    "lower": None,
                    "upper": None,
                    "phases": [
                        {
                            "first": 0,
                            "last": 11,
                            "centre": 34,
                            "n_useful": 10,
                            "runs": 4,
                            "runs_lower": 3,
                            "runs_upper": 9,
                            "longest_run": 7,
                            "longest_run_limit": 6,
                            "crossings": 3,
                            "crossings_limit": 2,
                        }
                    ],
                    "signals": [{"rule": "shift", "direction": "up", "points": [5, 6, 7, 8, 9, 10, 11]}],
                    "sentence": "Shift: 7 points in a row above the baseline of 34, point 5 to point 11. "
                    "Chance alone seldom makes this: something changed.",
                }
            ],
        }

    def test_keys_stand_in_the_order_of_the_documentation(self, file) -> None:
        text = call(file(values_csv(s1=[1, 2])), "--json")
        keys = [
            "rules",
            "chart",
            "series",
            "n",
            "n_useful",
            "n_missing",
            "centre",
            "lower",
            "upper",
            "phases",
        ]
        places = [text.index(f'"{key}"') for key in keys]
        assert places == sorted(places)

    def test_too_few_points_have_null_limits(self, file) -> None:
        phase = answered(file(values_csv(s1=[5, 5])))["series"][0]["phases"][0]
        assert phase["runs"] == 0
        for name in ("runs_lower", "runs_upper", "longest_run_limit", "crossings_limit"):
            assert phase[name] is None

    def test_missing_points_are_null_and_counted(self, file) -> None:
        series = answered(file(values_csv(s1=[1, None, 3, 2])))["series"][0]
        assert (series["n"], series["n_missing"], series["centre"]) == (4, 1, [2, None, 2, 2])

    def test_a_series_without_any_number(self, file) -> None:
        series = answered(file(values_csv(s1=[None, None])))["series"][0]
        assert series["phases"][0]["centre"] is None
        assert series["centre"] == [None, None]
        assert series["sentence"] == "No points yet."

    def test_proportions_are_fractions(self, file) -> None:
        path = file("series,period,numerator,denominator\na,Jan,1,2\na,Feb,0,0\na,Mar,3,4\n")
        series = answered(path)["series"][0]
        assert series["centre"] == [0.625, None, 0.625]
        assert series["n_missing"] == 1

    def test_excluded_points_leave_the_line(self, file) -> None:
        path = file("series,value,excluded\na,1,\na,2,0\na,3,\na,100,1\n")
        series = answered(path)["series"][0]
        assert series["centre"] == [2, 2, 2, 2]
        assert (series["n_useful"], series["n_missing"]) == (2, 0)

    def test_parts(self, file) -> None:
        series = answered(file(values_csv(s1=[*SHIFT, 88])), "--parts", "6,12")["series"][0]
        assert [(p["first"], p["last"], p["centre"]) for p in series["phases"]] == [
            (0, 5, 34),
            (6, 11, 82),
            (12, 12, 88),
        ]
        assert series["centre"] == [34] * 6 + [82] * 6 + [88]
        assert series["n_useful"] == 10
        assert series["sentence"].startswith("New median since point 12.")

    def test_signals_of_later_parts_count_from_the_start_of_the_series(self, file) -> None:
        series = answered(file(values_csv(s1=[9, 9, 9, 1, 2, 3, 4, 5])), "--parts", "3")["series"][0]
        assert series["signals"] == [{"rule": "trend", "direction": "up", "points": [3, 4, 5, 6, 7]}]

    def test_anhoejs_rules(self, file) -> None:
        document = answered(file(values_csv(s1=[40] * 10 + [60] * 10)), "--rules", "anhoej")
        assert document["rules"] == "anhoej"
        rules = [signal["rule"] for signal in document["series"][0]["signals"]]
        assert rules == ["long run", "long run", "few crossings"]

    def test_series_of_unequal_length_keep_their_order(self, file) -> None:
        path = file(values_csv(long=SHIFT, short=[1, 2], other=SHIFT))
        assert [(s["series"], s["n"]) for s in answered(path)["series"]] == [
            ("long", 12),
            ("short", 2),
            ("other", 12),
        ]

    def test_rows_of_series_may_alternate(self, file) -> None:
        rows = [f"{name},{value}" for value in SHIFT for name in ("a", "b")]
        series = answered(file("series,value\n" + "\n".join(rows)))["series"]
        assert [s["n"] for s in series] == [12, 12]
        assert series[0]["signals"] == series[1]["signals"] != []

    def test_periods_are_named_in_the_sentence(self, file) -> None:
        rows = [f"a,{value},m{at}" for at, value in enumerate(SHIFT)]
        series = answered(file("series,value,period\n" + "\n".join(rows)), "--freeze", "6")["series"][0]
        assert "m5 to m11" in series["sentence"]

    def test_constant_100_percent_is_held(self, file) -> None:
        rows = "\n".join(["a,20,20"] * 12)
        series = answered(file("series,numerator,denominator\n" + rows))["series"][0]
        assert series["signals"] == []
        assert series["sentence"] == "At 100 %, held 12 points."


def test_the_sentence_names_the_first_signal_of_the_json(file) -> None:
    rows = [f"a,{value},m{at}" for at, value in enumerate(SHIFT)]
    series = answered(file("series,value,period\n" + "\n".join(rows)))["series"][0]
    for signal in series["signals"]:
        assert signal["rule"] in series["sentence"].lower()
        if signal["direction"]:
            assert f"m{signal['points'][0]} to m{signal['points'][-1]}" in series["sentence"]


def test_without_json_it_prints_sentences(file) -> None:
    text = call(file("series,numerator,denominator\n" + "\n".join(["a,1,2", "a,3,4"])))
    assert text == (
        "a: 2 points, 2 useful, 0 missing, median 62.5 %\n"
        "    Too few points for a verdict: needs 4 more points.\n"
        "Chart: run. Rules: ihi. Points count from 0, missing ones included.\n"
    )


class TestReading:
    PLAIN = "series,period,value\nÉvora,Jan,1.5\nÉvora,Feb,2.5\n"

    @pytest.mark.parametrize(
        "content",
        [
            PLAIN.encode(),
            b"\xef\xbb\xbf" + PLAIN.encode(),
            PLAIN.encode("cp1252"),
            PLAIN.encode("utf-16"),
            PLAIN.replace("\n", "\r\n").encode(),
            PLAIN.replace("\n", "\r").encode(),
            PLAIN.replace(",", "\t").replace(".", ",").encode(),
            PLAIN.replace(",", ";").replace(".", ",").encode(),
            b"sep=;\n" + PLAIN.replace(",", ";").encode(),
            ('"' + PLAIN.replace(",", '","').replace("\n", '"\n"').rstrip('"')).encode(),
            PLAIN.replace("Jan", '"Jan, early"').encode(),
            PLAIN.replace("\n", "\n\n").encode(),
            PLAIN.replace("Feb,2.5\n", "Feb,2.5\n,,\n").encode(),
            PLAIN.replace("series", " Series ").replace("1.5", " 1.5 ").encode(),
            PLAIN.replace("1.5", "1.5,").replace("value", "value,note").encode(),
        ],
    )
    def test_as_spreadsheet_programs_save_it(self, file, content: bytes) -> None:
        series = answered(file(content))["series"]
        assert [(s["series"], s["centre"]) for s in series] == [("Évora", [2.0, 2.0])]

    def test_a_short_row_ends_in_empty_cells(self, file) -> None:
        assert answered(file("series,period,value\na,Jan,1\na,Feb\n"))["series"][0]["n_missing"] == 1


class TestRefused:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert "There is no file" in refused(tmp_path / "none.csv")

    def test_a_folder(self, tmp_path: Path) -> None:
        assert "folder" in refused(tmp_path)

    def test_a_workbook(self, file) -> None:
        assert "not a CSV file" in refused(file(b"PK\x03\x04rest"))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("", "no column “series”"),
            ("name,value\na,1\n", "no column “series”"),
            ("series,number\na,1\n", "no column “value”, or numerator and denominator"),
            ("series,numerator\na,1\n", "no column “denominator”"),
            ("series,value,numerator\na,1,2\n", "“value” and “numerator”"),
            ("series,value,value\na,1,2\n", "more than one column “value”"),
            ("series,value\n", "no rows"),
            ("series,value\na,1\na,n/a\n", "Row 3, column “value”: “n/a” is not a number"),
            ("series,value\na,1\n\na,nan\n", "Row 4, column “value”: “nan” is not a number"),
            ("series,value\na,inf\n", "Row 2, column “value”: “inf”"),
            ("series,value\na,1e16\n", "Row 2, column “value”: 1e16 is too large"),
            ("series,value\na,1_000\n", "Row 2, column “value”: “1_000”"),
            ("series,value\n,1\n", "Row 2, column “series”: the name is missing"),
            ("series,value,excluded\na,1,maybe\n", "Row 2, column “excluded”: “maybe”"),
            ("series,value\na,1,5\n", "Row 2 has 3 cells where the heading has 2"),
            ("series;value\na;1,000,5\n", "“1,000,5” is not a number"),
            ("series,numerator,denominator\na,-1,5\n", "Row 2, column “numerator”: -1 is below 0"),
        ],
    )
    def test_a_file_that_cannot_be_used(self, file, content: str, said: str) -> None:
        assert said in refused(file(content))

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--freeze", "3", "--parts", "4"], "can't be used together"),
            (["--freeze", "0"], "at least 1"),
            (["--freeze", "13"], "“s1” has only 12 points"),
            (["--parts", "12"], "“s1” has only 12 points"),
            (["--parts", "0"], "at least 1 and rise"),
            (["--parts", "6,6"], "at least 1 and rise"),
            (["--parts", "six"], "whole numbers"),
            (["--rules", "nhs", "--chart", "run"], "“nhs”"),
        ],
    )
    def test_an_impossible_request(self, file, options: list[str], said: str) -> None:
        assert said in refused(file(values_csv(s1=SHIFT)), *options)

    def test_a_frozen_stretch_without_values(self, file) -> None:
        assert "“s1” has no value among its first 2" in refused(
            file(values_csv(s1=[None, None, 3])), "--freeze", "2"
        )

    def test_one_of_several_series_without_them_takes_all_its_points(self, file) -> None:
        path = file(values_csv(s1=[None, None, 3, 5], s2=[1, 2, 3, 4]))
        found = answered(path, "--freeze", "2")["series"]
        assert [series["phases"][0]["centre"] for series in found] == [4, 1.5]

    def test_a_shorter_series_takes_what_it_has(self, file) -> None:
        path = file(values_csv(s1=[1, 2, 3, 4, 5, 6], s2=[1, 2, 9]))
        found = answered(path, "--freeze", "5")["series"]
        assert [series["phases"][0]["centre"] for series in found] == [3, 2]
        phases = [series["phases"] for series in answered(path, "--parts", "2,4")["series"]]
        assert [[(p["first"], p["last"]) for p in mine] for mine in phases] == [
            [(0, 1), (2, 3), (4, 5)],
            [(0, 1), (2, 2)],
        ]
        assert "the longest series has only 6 points" in refused(path, "--freeze", "7")
        assert "the longest series has only 6 points" in refused(path, "--parts", "2,6")

    def test_freezing_all_points_is_possible(self, file) -> None:
        assert (
            answered(file(values_csv(s1=SHIFT)), "--freeze", "12")["series"][0]["phases"][0]["centre"] == 59
        )


class TestControlCharts:
    RATIOS = "series,numerator,denominator\n" + "\n".join(f"a,{n},50" for n in (12, 15, 8, 10, 4, 7, 16, 40))

    def test_a_p_chart(self, file) -> None:
        document = answered(file(self.RATIOS), "--chart", "p")
        series = document["series"][0]
        assert document["chart"] == "p"
        assert series["centre"] == pytest.approx([0.28] * 8)
        assert series["upper"] == pytest.approx([0.28 + 3 * (0.28 * 0.72 / 50) ** 0.5] * 8)
        assert series["lower"] == pytest.approx([0.28 - 3 * (0.28 * 0.72 / 50) ** 0.5] * 8)
        assert {"rule": "outside limits", "direction": "up", "points": [7]} in series["signals"]
        assert "Outside limits: 1 point above the upper limit, point 7." in series["sentence"]

    @pytest.mark.parametrize("chart", ["run", "i", "mr", "p", "pp", "u", "up"])
    def test_charts_of_ratios(self, file, chart: str) -> None:
        series = answered(file(self.RATIOS), "--chart", chart, "--parts", "4")["series"][0]
        assert len(series["centre"]) == 8
        assert (series["upper"] is None) == (chart == "run")

    @pytest.mark.parametrize("chart", ["run", "i", "mr", "c", "g", "t"])
    @pytest.mark.parametrize("rules", ["ihi", "anhoej"])
    def test_charts_of_values(self, file, chart: str, rules: str) -> None:
        path = file(values_csv(s1=[*SHIFT, None, 88], s2=[5] * 14))
        document = answered(path, "--chart", chart, "--rules", rules, "--freeze", "12")
        assert [s["n"] for s in document["series"]] == [14, 14]
        assert document["series"][0]["n_missing"] == 1
        assert document["series"][0]["centre"][12] is None

    def test_the_nhs_rules(self, file) -> None:
        path = file(values_csv(s1=[4, 6, 4, 6, 5, 6, 7, 6, 7, 6, 7, 6, 9.66]))
        document = answered(path, "--chart", "i", "--rules", "nhs", "--freeze", "5")
        found = [(s["rule"], s["direction"], s["points"]) for s in document["series"][0]["signals"]]
        assert found == [("shift", "up", list(range(5, 13))), ("outside limits", "up", [12])]
        assert document["series"][0]["upper"][0] == pytest.approx(5 + 2.66 * 1.75)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (["--chart", "p"], "needs the columns numerator and denominator"),
            (["--chart", "up"], "needs the columns numerator and denominator"),
            (["--chart", "t"], "“s1”, point 1 is 0"),
            (["--chart", "c", "--rules", "nhs"], "use --chart i"),
        ],
    )
    def test_what_the_numbers_do_not_allow(self, file, options: list[str], said: str) -> None:
        assert said in refused(file(values_csv(s0=[1, 2], s1=[3, 0])), *options)

    def test_the_rules_nhs_draw_an_xmr_chart(self, file) -> None:
        document = answered(file(values_csv(s1=SHIFT)), "--rules", "nhs")
        assert (document["chart"], document["rules"]) == ("i", "nhs")

    def test_ones_own_lengths(self, file) -> None:
        path = file(values_csv(s1=[1, 2, 1, 2, 5, 6, 5, 6]))
        document = answered(path, "--rules", "custom: shift 4, trend 3")
        assert document["rules"] == "custom: shift 4, trend 3"
        rules = [signal["rule"] for signal in document["series"][0]["signals"]]
        assert rules == ["shift", "shift", "trend"]
        assert "no rule set is called 'nelson'" in refused(path, "--rules", "nelson")

    def test_screening_can_be_turned_off(self, file) -> None:
        path = file(values_csv(s1=[5, 6, 5, 6, 5, 6, 40, 6, 5, 6]))
        screened, plain = (
            answered(path, "--chart", "i", *more)["series"][0]["upper"][0] for more in ([], ["--unscreened"])
        )
        assert plain == pytest.approx(9 + 3 * 75 / 9 / 1.128)
        assert screened == pytest.approx(9 + 3 * 1 / 1.128)

    def test_means_with_n_and_spread(self, file) -> None:
        rows = "".join(f"a,{v},10,{s}\n" for v, s in ((30, 3), (34, 5), (32, 4), (36, 4)))
        path = file("series,value,n,spread\n" + rows)
        series = answered(path, "--chart", "xbar")["series"][0]
        assert series["centre"] == [33] * 4
        assert series["upper"] == pytest.approx([33 + 0.9754 * 4] * 4, abs=1e-3)
        assert answered(path)["series"][0]["phases"][0]["centre"] == 33
        assert "value, n and spread" in refused(file(values_csv(s1=[1, 2])), "--chart", "xbar")

    def test_counts_of_ratios_are_refused(self, file) -> None:
        assert "needs the column value" in refused(file(self.RATIOS), "--chart", "c")

    def test_counts_below_zero_are_refused(self, file) -> None:
        assert "never below 0: series “s1”, point 1 is -3" in refused(
            file(values_csv(s1=[1, -3])), "--chart", "c"
        )
