"""Control charts once more, one point at a time in plain Python, from the formulas that method.md names."""

from __future__ import annotations

import math
import statistics


def mean(values: list) -> float:
    return sum(values) / len(values) if values else math.nan


def ranges(points: list, excluded: list[bool]) -> list[float | None]:
    """Against the point before; a missing one breaks the chain, an excluded one is passed over."""
    made, before = [], None
    for point, out in zip(points, excluded, strict=True):
        if out:
            made.append(None)
            continue
        made.append(None if point is None or before is None else abs(point - before))
        before = point
    return made


def mean_range(points: list, excluded: list[bool], screened: bool) -> float:
    found = [r for r in ranges(points, excluded) if r is not None]
    if screened and found:
        limit = 3.267 * mean(found)
        found = [r for r in found if r < limit] or found  # empty only where nothing moves
    return mean(found)


def a3(n: float) -> float:
    """Montgomery, appendix VI, from the gamma function itself."""
    c4 = math.sqrt(2 / (n - 1)) * math.gamma(n / 2) / math.gamma((n - 1) / 2)
    return 3 / (c4 * math.sqrt(n))


def xbar(values, sizes, spreads, excluded, base: int):
    if all(v is None or out for v, out in zip(values[:base], excluded[:base], strict=True)):
        base = len(values)
    used = [
        (v, n, s)
        for at, (v, n, s, out) in enumerate(zip(values, sizes, spreads, excluded, strict=True))
        if v is not None and not out and at < base
    ]
    centre = sum(v * n for v, n, _ in used) / sum(n for _, n, _ in used) if used else math.nan
    known = [(n, s) for _, n, s in used if s is not None and n > 1]
    sigma = math.nan
    if known and len({n for n, _ in known}) == 1:
        sigma = mean([s for _, s in known])
    elif known:
        sigma = math.sqrt(sum((n - 1) * s**2 for n, s in known) / sum(n - 1 for n, _ in known))
    half = [a3(n) * sigma if n > 1 else math.nan for n in sizes]
    lower = [None if v is None else centre - h for v, h in zip(values, half, strict=True)]
    upper = [None if v is None else centre + h for v, h in zip(values, half, strict=True)]
    return values, centre, lower, upper


def chart(kind: str, values, numerators, denominators, excluded, base: int, nhs: bool = False):
    """(plotted, centre, lower, upper) of one phase whose baseline is its first ``base`` points, if they hold any."""
    if all(v is None or out for v, out in zip(values[:base], excluded[:base], strict=True)):
        base = len(values)
    if kind == "t":
        powered = [None if v is None else v ** (1 / 3.6) for v in values]
        _, centre, lower, upper = chart("i", powered, None, None, excluded, base)
        low = [None if v is None else (max(v, 0) ** 3.6 if v == v else v) for v in lower]
        return values, centre**3.6, low, [None if v is None else v**3.6 for v in upper]
    plotted = ranges(values, excluded) if kind == "mr" else values
    own = [v for v, out in zip(plotted[:base], excluded[:base], strict=True) if v is not None and not out]
    centre = mean(own)
    floor, top = -math.inf, math.inf
    if kind == "i":
        spread = mean_range(values[:base], excluded[:base], screened=not nhs)
        half = [2.66 * spread if nhs else 3 * spread / 1.128] * len(values)
    elif kind == "mr":
        half = [2.267 * centre] * len(values)
        floor = 0.0
    elif kind == "c":
        half, floor = [3 * math.sqrt(centre)] * len(values), 0.0
    elif kind == "g":
        half, floor = [3 * math.sqrt(centre * (centre + 1))] * len(values), 0.0
    else:
        floor, top = 0.0, 1.0 if kind in ("p", "pp") else math.inf
        used = [
            (n, d)
            for at, (n, d, v, out) in enumerate(zip(numerators, denominators, values, excluded, strict=True))
            if v is not None and not out and at < base
        ]
        centre = sum(n for n, _ in used) / sum(d for _, d in used) if used else math.nan
        variance = centre * (1 - centre) if top == 1.0 else centre
        sigma = [math.nan if not d or variance < 0 else math.sqrt(variance / d) for d in denominators]
        if kind in ("pp", "up"):
            z = [
                None if v is None or s != s else (v - centre) / s if s else 0.0
                for v, s in zip(values, sigma, strict=True)
            ]
            factor = mean_range(z[:base], excluded[:base], screened=True) / 1.128
            sigma = [s * factor for s in sigma]
        half = [3 * s for s in sigma]
    lower = [None if v is None else _at_least(centre - h, floor) for v, h in zip(plotted, half, strict=True)]
    upper = [None if v is None else _at_most(centre + h, top) for v, h in zip(plotted, half, strict=True)]
    if kind == "mr":
        lower = [None if v is None else (0.0 if own else math.nan) for v in plotted]
        upper = [None if v is None else 3.267 * centre for v in plotted]
    if kind == "g":
        centre = statistics.median(own) if own else math.nan
    return plotted, centre, lower, upper


def _at_least(value: float, floor: float) -> float:
    return value if value != value else max(value, floor)


def _at_most(value: float, top: float) -> float:
    return value if value != value else min(value, top)
