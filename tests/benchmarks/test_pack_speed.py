"""How fast a pack is printed, and how much memory a large one takes (look.md, Paper; issue 7)."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from collabdesk.i18n import Translator
from collabdesk.reports.content import PackContent, PackOptions
from collabdesk.reports.pack import build_pack

resource = pytest.importorskip("resource", reason="memory is measured on systems that have it")


def _factory() -> ModuleType:
    path = Path(__file__).parents[1] / "reports" / "factory.py"
    spec = importlib.util.spec_from_file_location("pack_factory_for_speed", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _content(teams: int) -> PackContent:
    """Teams with six different charts of 24 months each."""
    factory = _factory()

    def charts(seed: int) -> tuple[object, ...]:
        made = (factory.improving, factory.steady)
        return tuple(made[at % 2](24, seed=seed * 6 + at) for at in range(6))

    pages = tuple(factory.team(f"Health Centre {number}", charts=charts(number)) for number in range(teams))
    return factory.content(pages)  # type: ignore[no-any-return]


def test_sixty_team_pages_with_six_charts_a_second(tmp_path: Path) -> None:
    content = _content(60)
    options = PackOptions(charts_per_page=6)
    build_pack(_content(1), options, Translator(), tmp_path / "warm.pdf")
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        build_pack(content, options, Translator(), tmp_path / "pack.pdf")
        best = min(best, time.process_time() - start)
    print(f"60 teams, 6 charts each: {best:.2f} s, {60 / best:.0f} teams a second")
    assert best < 1.5  # processor time; 0.6 to 0.8 s on a quiet machine


@pytest.mark.slow
def test_a_thousand_teams_stay_small(tmp_path: Path) -> None:
    content = _content(1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    result = build_pack(content, PackOptions(charts_per_page=6), Translator(), tmp_path / "pack.pdf")
    took = time.process_time() - start
    size = result.path.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{result.pages} pages in {took:.1f} s, {size:.1f} MB, {peak:.0f} MB (before: {before / 1024:.0f})")
    assert size < 10
