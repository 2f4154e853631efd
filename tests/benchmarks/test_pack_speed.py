"""How fast packs, previews and handouts are made, and how much memory a large pack takes (look.md, Paper; issue 7)."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from collabdesk.i18n import Translator
from collabdesk.reports.content import PackContent, PackOptions
from collabdesk.reports.pack import build_pack, lay_out_pack
from collabdesk.services.paper import handouts
from collabdesk.services.paper.pack_preview import PackKeeper
from collabdesk.services.paper.packs import PackRequest
from collabdesk.services.sample import SampleSize, make_sample
from collabdesk.services.sessions import meetings
from collabdesk.services.setup import collaboratives
from tests.benchmarks.limits import QUICK, keep

resource = pytest.importorskip("resource", reason="memory is measured on systems that have it")
SIX = PackOptions(charts_per_page=6)


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


def test_a_hundred_teams_with_six_charts(tmp_path: Path) -> None:
    content = _content(100)
    build_pack(_content(1), SIX, Translator(), tmp_path / "warm.pdf")
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        build_pack(content, SIX, Translator(), tmp_path / "pack.pdf")
        best = min(best, time.process_time() - start)
    keep("100 teams, 6 charts and a table each", best, 1.5)


@pytest.mark.slow
def test_a_thousand_teams_stay_small(tmp_path: Path) -> None:
    content = _content(200 if QUICK else 1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    result = build_pack(content, SIX, Translator(), tmp_path / "pack.pdf")
    took = time.process_time() - start
    size = result.path.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{result.pages} pages in {took:.1f} s, {size:.1f} MB, {peak:.0f} MB (before: {before / 1024:.0f})")
    assert size < 10
    keep("1,000 teams, 6 charts and a table each", took, 12)


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> PackRequest:
    """A hundred teams with six indicators over 24 months."""
    folder = tmp_path_factory.mktemp("speed")
    path = folder / "hundred.collab"
    make_sample(path, "Ada", dt.date(2026, 3, 1), SampleSize(teams=100, indicators=6, months=24)).close()
    workspace = collaboratives.open_file(path, "", read_only=True)
    session, name = meetings.by_number(workspace, 2), workspace.collaborative.name
    workspace.close()
    return PackRequest(
        file=path,
        collaborative=name,
        session_id=session.id,
        out=folder / "handouts",
        options=PackOptions(),
        translator=Translator(),
        printed_on=dt.date(2026, 3, 1),
    )


def test_handouts_for_a_hundred_teams(hundred: PackRequest) -> None:
    start = time.process_time()
    made = handouts.make_handouts(hundred)
    took = time.process_time() - start
    print(f"{len(made.teams)} + {len(made.coaches)} handouts in {took:.2f} s")
    assert len(made.teams) == 100
    keep("handouts of 100 teams", took, 3)


def test_a_change_is_previewed_at_once(hundred: PackRequest) -> None:
    """What the composer does between a click and the picture of page 1, the first gathering behind it."""
    from dataclasses import replace

    keeper = PackKeeper()

    def show(options: PackOptions, most: int | None) -> float:
        start = time.process_time()
        content = keeper.content(replace(hundred, options=options), lambda: False, most)
        lay_out_pack(content, options, hundred.translator).page_pdf(1)
        return time.process_time() - start

    cold = show(PackOptions(), 3)
    few = show(PackOptions(charts_per_page=6), 3)
    whole = show(PackOptions(charts_per_page=2), None)
    print(
        f"preview: first {cold:.2f} s, after a change {few:.2f} s, all 100 teams with gathering {whole:.2f} s"
    )
    keep("preview after a change", few, 0.5)
