"""The rules once more, in plain Python and by brute force, written from the text of method.md alone."""

from __future__ import annotations

import math
import statistics

TABLE = {
    10: (3, 9), 11: (3, 10), 12: (3, 11), 13: (4, 11), 14: (4, 12), 15: (5, 12), 16: (5, 13), 17: (5, 13),
    18: (6, 14), 19: (6, 15), 20: (6, 16), 21: (7, 16), 22: (7, 17), 23: (7, 17), 24: (8, 18), 25: (8, 18),
    26: (9, 19), 27: (10, 19), 28: (10, 20), 29: (10, 20), 30: (11, 21), 31: (11, 22), 32: (11, 23),
    33: (12, 23), 34: (12, 24), 35: (12, 24), 36: (13, 25), 37: (13, 25), 38: (14, 26), 39: (14, 26),
    40: (15, 27), 41: (15, 27), 42: (16, 28), 43: (16, 28), 44: (17, 29), 45: (17, 30), 46: (17, 31),
    47: (18, 31), 48: (18, 32), 49: (19, 32), 50: (19, 33), 51: (20, 33), 52: (20, 34), 53: (21, 34),
    54: (21, 35), 55: (22, 35), 56: (22, 36), 57: (23, 36), 58: (23, 37), 59: (24, 38), 60: (24, 38),
}  # fmt: skip


def compare(a: float, b: float) -> int:
    if abs(a - b) <= 1e-9 * max(abs(a), abs(b)):
        return 0
    return 1 if a > b else -1


def phase(values: list[float | None], centre: float | None, *, shift: int = 6, trend: int = 5) -> dict:
    """Everything about one phase; positions count from its first point."""
    useful = []
    if centre is not None:
        useful = [(at, compare(v, centre)) for at, v in enumerate(values) if v is not None]
        useful = [(at, side) for at, side in useful if side]
    stretches = split(useful, lambda a, b: a[1] == b[1])
    n, runs = len(useful), len(stretches)
    signals = [
        ("shift", "up" if stretch[0][1] > 0 else "down", tuple(at for at, _ in stretch))
        for stretch in stretches
        if len(stretch) >= shift
    ]
    signals += trends(values, trend)
    counted = tuple(at for at, _ in useful)
    if n >= 10:
        low, high = runs_limits(n)
        if runs < low:
            signals.append(("too few runs", None, counted))
        if runs > high:
            signals.append(("too many runs", None, counted))
    return {
        "n_useful": n,
        "runs": runs,
        "crossings": max(runs - 1, 0),
        "longest_run": max(map(len, stretches), default=0),
        "signals": signals,
    }


def runs_limits(useful: int) -> tuple[int, int]:
    return TABLE[useful] if useful <= 60 else exact(useful)


def split(items: list, together) -> list[list]:
    groups: list[list] = []
    for item in items:
        if groups and together(groups[-1][-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def trends(values: list[float | None], length: int) -> list[tuple]:
    """Every maximal stretch that only rises or only falls, tried from every start (quadratic on purpose)."""
    counted: list[tuple[int, float]] = []
    for at, value in enumerate(values):
        if value is not None and not (counted and compare(value, counted[-1][1]) == 0):
            counted.append((at, value))
    found = []
    for direction, name in ((1, "up"), (-1, "down")):
        for start in range(len(counted)):
            stop = start
            while stop + 1 < len(counted) and compare(counted[stop + 1][1], counted[stop][1]) == direction:
                stop += 1
            longer = start > 0 and compare(counted[start][1], counted[start - 1][1]) == direction
            if stop - start + 1 >= length and not longer:
                found.append(("trend", name, tuple(at for at, _ in counted[start : stop + 1])))
    return sorted(found, key=lambda signal: signal[2])


def exact(useful: int) -> tuple[int, int]:
    """Limits from the recurrence over the points one by one, not from the closed formula."""
    half = useful // 2
    ways = {(1, 0, 1, True): 1, (0, 1, 1, False): 1}
    for _ in range(useful - 1):
        after: dict[tuple, int] = {}
        for (above, below, runs, up), number in ways.items():
            for next_up in (True, False):
                key = (above + next_up, below + (not next_up), runs + (next_up != up), next_up)
                if key[0] <= half and key[1] <= useful - half:
                    after[key] = after.get(key, 0) + number
        ways = after
    by_runs: dict[int, int] = {}
    for (_, _, runs, _), number in ways.items():
        by_runs[runs] = by_runs.get(runs, 0) + number
    total = sum(by_runs.values())
    assert total == math.comb(useful, half)
    inside = [
        runs
        for runs in by_runs
        if sum(n for r, n in by_runs.items() if r <= runs) * 1000 > 25 * total
        and sum(n for r, n in by_runs.items() if r >= runs) * 1000 > 25 * total
    ]
    return min(inside), max(inside)


def series(values, excluded, plans) -> list[dict]:
    """Each phase of a series; a plan is (first, last, base or None)."""
    use = [None if v is None or e else v for v, e in zip(values, excluded, strict=True)]
    results = []
    for first, last, base in plans:
        own = use[first : last + 1]
        window = [v for v in use[base[0] : base[1] + 1] if v is not None] if base else []
        points = window or [v for v in own if v is not None]
        centre = statistics.median(points) if points else None
        result = phase(own, centre)
        shifted = [(rule, way, tuple(at + first for at in points)) for rule, way, points in result["signals"]]
        results.append({**result, "signals": shifted, "centre": centre, "frozen": bool(window)})
    return results


def outside_signals(values, lower, upper) -> list[tuple]:
    """Points outside the limits, above and below."""
    found = []
    for name, limits, way in (("up", upper, 1), ("down", lower, -1)):
        points = tuple(
            at
            for at, (v, limit) in enumerate(zip(values, limits, strict=True))
            if v is not None and limit is not None and limit == limit and compare(v, limit) == way
        )
        if points:
            found.append(("outside limits", name, points))
    return found


def nhs_signals(values, centre, lower, upper) -> list[tuple]:
    """Making Data Count on an XmR chart, window by window."""
    there = [at for at, v in enumerate(values) if v is not None]
    if centre is None:
        return trends_strict(values, there)
    sides = [(at, compare(values[at], centre)) for at in there]
    found = [
        ("shift", "up" if group[0][1] > 0 else "down", tuple(at for at, _ in group))
        for group in split(sides, lambda a, b: a[1] == b[1])
        if group[0][1] and len(group) >= 7
    ]
    found += trends_strict(values, there)
    found += outside_signals(values, lower, upper)
    return found + two_of_three(values, there, dict(sides), centre, lower, upper)


def trends_strict(values, there) -> list[tuple]:
    """Seven rising or falling without a tie, tried from every start."""
    found = []
    for way, name in ((1, "up"), (-1, "down")):
        for start in range(len(there)):
            stop = start
            while stop + 1 < len(there) and compare(values[there[stop + 1]], values[there[stop]]) == way:
                stop += 1
            longer = start > 0 and compare(values[there[start]], values[there[start - 1]]) == way
            if stop - start >= 6 and not longer:
                found.append(("trend", name, tuple(there[start : stop + 1])))
    return sorted(found, key=lambda signal: signal[2])


def two_of_three(values, there, sides, centre, lower, upper) -> list[tuple]:
    """Near: beyond two thirds of the way to the limit and not outside it; windows that share one are joined."""

    def near(at: int) -> bool:
        low, high = lower[at], upper[at]
        if low is None or low != low:
            return False
        if compare(values[at], high) > 0 or compare(values[at], low) < 0:
            return False
        edge = centre + (high - centre) * 2 / 3 if sides[at] > 0 else centre - (centre - low) * 2 / 3
        return compare(values[at], edge) == sides[at] != 0

    groups: list[list[int]] = []
    for three in zip(there, there[1:], there[2:], strict=False):
        counted = [at for at in three if near(at)]
        if len({sides[at] for at in three}) == 1 and len(counted) >= 2:
            if groups and set(groups[-1]) & set(counted):
                groups[-1] = sorted({*groups[-1], *counted})
            else:
                groups.append(counted)
    return [("two of three", "up" if sides[group[0]] > 0 else "down", tuple(group)) for group in groups]


def anhoej_signals(values, centre) -> list[tuple]:
    """Long runs and few crossings, the quantile added up from the smallest number of crossings."""
    if centre is None:
        return []
    useful = [(at, compare(v, centre)) for at, v in enumerate(values) if v is not None]
    useful = [(at, side) for at, side in useful if side]
    n = len(useful)
    if not n:
        return []
    runs = split(useful, lambda a, b: a[1] == b[1])
    found = [
        ("long run", "up" if run[0][1] > 0 else "down", tuple(at for at, _ in run))
        for run in runs
        if len(run) > round(math.log2(n)) + 3
    ]
    if len(runs) - 1 < fewest_crossings(n):
        found.append(("few crossings", None, tuple(at for at, _ in useful)))
    return found


def fewest_crossings(n: int) -> int:
    return next(k for k in range(n) if sum(math.comb(n - 1, j) for j in range(k + 1)) / 2 ** (n - 1) >= 0.05)
