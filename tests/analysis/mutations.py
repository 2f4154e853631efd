"""Do the tests see a changed constant? ``python -m tests.analysis.mutations`` changes each, one at a time, in a copy.

Prints every change with RED (a test failed, as it must) or SURVIVED; the exit code is the number of survivors.
"""

from __future__ import annotations

from tests.mutating import Mutation, try_all

RULES = (
    "tests/analysis/test_rules.py",
    "tests/analysis/test_runchart.py",
    "tests/analysis/test_scan_rows.py",
    "tests/analysis/test_oracle.py",
)
CONTROL = ("tests/analysis/test_control.py",)
EVIDENCE = (
    "tests/analysis/test_evidence.py",
    "tests/analysis/test_evidence_net.py",
    "tests/analysis/test_evidence_words.py",
)
PROGRESS = (
    "tests/analysis/test_progress.py",
    "tests/analysis/test_progress_goals.py",
    "tests/services/charts/test_progress.py",
)
FUNNEL = ("tests/analysis/test_funnel.py", "tests/services/charts/test_funnels.py")
POOLED = ("tests/analysis/test_pooled.py", "tests/services/charts/test_series.py")

MUTATIONS: tuple[Mutation, ...] = (
    ("rules.py", "IHI_SHIFT = 6", "IHI_SHIFT = 7", RULES),
    ("rules.py", "IHI_TREND = 5", "IHI_TREND = 6", RULES),
    ("rules.py", "POINTS_FOR_A_VERDICT = 6", "POINTS_FOR_A_VERDICT = 5", ("tests/charts",)),
    ("rules.py", "USEFUL_FOR_RUNS = 10", "USEFUL_FOR_RUNS = 11", RULES),
    ("rules.py", "24:8-18", "24:7-18", RULES),
    ("rules.py", "31:11-22", "31:11-23", RULES),
    ("rules.py", "60:24-38", "60:24-39", RULES),
    ("rules.py", "while 40 * (below", "while 39 * (below", RULES),
    ("rules.py", "while 40 * (above", "while 20 * (above", RULES),
    ("rules.py", "math.log2(useful)) + 3", "math.log2(useful)) + 4", RULES),
    ("rules.py", "while 20 * ways", "while 10 * ways", RULES),
    ("rules.py", 'name="nhs", shift=7', 'name="nhs", shift=8', CONTROL),
    ("rules.py", "trend=7", "trend=6", CONTROL),
    ("medians.py", "TOLERANCE = 1e-9", "TOLERANCE = 0.0", RULES),
    ("medians.py", "TOLERANCE = 1e-9", "TOLERANCE = 1e-3", RULES),
    ("control.py", "SIGMAS = 3", "SIGMAS = 2.9", CONTROL),
    ("control.py", "_D2 = 1.128", "_D2 = 1.13", CONTROL),
    ("control.py", "_D4 = 3.267", "_D4 = 3.2", CONTROL),
    ("control.py", "_NHS_FACTOR = 2.66", "_NHS_FACTOR = 2.65", CONTROL),
    ("control.py", "_T_POWER = 3.6", "_T_POWER = 3.5", CONTROL),
    ("control.py", "mean * (mean + 1)", "mean * mean", CONTROL),
    ("control.py", "ranges < (_D4", "ranges < (2 * _D4", CONTROL),
    ("limits.py", "* 2 / 3) > 0", "* 1 / 3) > 0", CONTROL),
    ("limits.py", "* 2 / 3) < 0", "* 1 / 3) < 0", (*CONTROL, "tests/commands/test_analyse_oracle.py")),
    ("limits.py", "len(counted) < 2", "len(counted) < 3", CONTROL),
    ("evidence.py", "WINDOW = 12", "WINDOW = 11", EVIDENCE),
    ("evidence.py", "ENOUGH = 6", "ENOUGH = 7", EVIDENCE),
    (
        "evidence.py",
        "PAST_ABANDONING = 6",
        "PAST_ABANDONING = 5",
        (*EVIDENCE, "tests/services/changes/test_evidence.py"),
    ),
    ("evidence.py", "LATEST_START = 6", "LATEST_START = 5", EVIDENCE),
    ("evidence_net.py", "COMPARISONS = 3", "COMPARISONS = 2", EVIDENCE),
    ("evidence_net.py", "POINTS = 3", "POINTS = 2", EVIDENCE),
    ("evidence_net.py", "return 50 * math.erfc", "return 100 * math.erfc", EVIDENCE),
    ("evidence_net.py", "math.sqrt(n / (n - 1)) * t", "t", EVIDENCE),
    ("evidence_net.py", "2.353, 2.132", "2.453, 2.132", EVIDENCE),
    ("evidence_words.py", "COMPANY_BEFORE = 3", "COMPANY_BEFORE = 2", EVIDENCE),
    ("evidence_words.py", "FOR_A_WORD, FOR_STRONG = 3, 5", "FOR_A_WORD, FOR_STRONG = 2, 5", EVIDENCE),
    ("evidence_words.py", "FOR_A_WORD, FOR_STRONG = 3, 5", "FOR_A_WORD, FOR_STRONG = 3, 4", EVIDENCE),
    ("evidence_words.py", "10 * improved >= 7 *", "10 * improved > 7 *", EVIDENCE),
    ("evidence_words.py", "5 * worsened <", "5 * worsened <=", EVIDENCE),
    ("evidence_words.py", "2 * worsened >=", "2 * worsened >", EVIDENCE),
    ("evidence_words.py", "2 * improved >=", "2 * improved >", EVIDENCE),
    ("evidence_words.py", "rivals & (2 *", "(2 *", EVIDENCE),
    ("verdict.py", "LATEST = 3", "LATEST = 4", PROGRESS),
    ("progress_cube.py", '("80", 1, 80.0)', '("80", 1, 81.0)', PROGRESS),
    ("progress_cube.py", '("10", -1, 10.0)', '("10", -1, 9.0)', PROGRESS),
    ("pooled.py", "SAME_TEAMS_SHARE = 0.8", "SAME_TEAMS_SHARE = 0.75", POOLED),
    ("funnel.py", "LEVELS = (0.95, 0.998)", "LEVELS = (0.95, 0.997)", FUNNEL),
    ("funnel.py", "0.95: 1.959963984540054", "0.95: 1.96", FUNNEL),
    ("funnel.py", "FEWEST_TEAMS = 5", "FEWEST_TEAMS = 4", FUNNEL),
    ("funnel.py", "_WINSORISED = 0.1", "_WINSORISED = 0.3", FUNNEL),
)


if __name__ == "__main__":
    raise SystemExit(try_all([(f"analysis/{name}", old, new, tests) for name, old, new, tests in MUTATIONS]))
