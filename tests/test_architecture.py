"""The rooms of the house: who may import whom, and which library is allowed where (the map is in the README).

Imports inside functions and under TYPE_CHECKING count too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "collabdesk"

ORDER = (
    "base",
    "models",
    "analysis",
    "charts",
    "reports",
    "importing",
    "services",
    "ui",
    "app",
    "commands",
    "__main__",
)
"""From the ground up: a room imports only from itself and from rooms before it."""

BASE = {
    "errors",
    "paths",
    "log",
    "i18n",
    "periods",
    "kinds",
    "form_marks",
    "stopping",
    "collection",
    "apart",
    "__init__",
    "__version__",
}

NOT_SEEN_FROM = {
    "analysis": {"models"},
    "charts": {"models"},
    "reports": {"models", "analysis"},
    "importing": {"models"},
}
"""Rooms that could look further down, but must not: they work on values alone."""

ALLOWED = {
    "sqlalchemy": {"models"},
    "alembic": {"models"},
    "numpy": {
        "analysis",
        "charts",
        "models/columns.py",
        "ui/charts",
        "commands/analyse_table.py",  # a CSV of 20,000 series goes straight into the rules
        "commands/analyse_report.py",
    },
    "python_calamine": {"importing"},
    "defusedxml": {"importing"},
    "rapidfuzz": {"importing"},
    "xlsxwriter": {"reports"},
    "docx": {"reports"},
    "reportlab": {"reports"},
    "pypdfium2": {"ui/packs"},
    "PySide6": {"ui", "app.py"},
    "shiboken6": {"ui"},
    "platformdirs": {"paths.py"},
    "babel": {"i18n.py", "importing"},
}
"""Library -> the rooms, folders or files that may import it. A library that is not listed is not used."""

STANDARD = "standard library"


def sources() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def room_of(module: list[str]) -> str:
    """The room of a dotted module below collabdesk."""
    if not module or module[0] in BASE:
        return "base"
    return module[0]


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_modules(path: Path) -> set[tuple[str, ...]]:
    found = set()
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "collabdesk":
            found.add(tuple(parts[1:]))
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downward_only(path: Path) -> None:
    here = room_of(list(path.relative_to(ROOT).with_suffix("").parts))
    for module in own_modules(path):
        there = room_of(list(module))
        if not module:
            continue
        assert ORDER.index(there) <= ORDER.index(here), f"{here} imports {'.'.join(module)}"
        assert there not in NOT_SEEN_FROM.get(here, set()), f"{here} must not know {'.'.join(module)}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    import sys

    inside = path.relative_to(ROOT).as_posix()
    for name in imports_of(path):
        library = name.split(".")[0]
        if library == "collabdesk" or library in sys.stdlib_module_names:
            continue
        assert library in ALLOWED, f"{library} is not among the libraries of the project"
        assert any(inside == place or inside.startswith(f"{place}/") for place in ALLOWED[library]), (
            f"{library} in {inside}"
        )


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {tuple(path.relative_to(ROOT).with_suffix("").parts) for path in sources()}
    packages = {name[:-1] for name in names if name[-1] == "__init__"}
    modules = {name[:-1] if name[-1] == "__init__" else name for name in names}
    graph: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for path in sources():
        own = tuple(path.relative_to(ROOT).with_suffix("").parts)
        own = own[:-1] if own[-1] == "__init__" else own
        graph[own] = {target for target in _targets(path, modules) if target not in (own, ())}
        graph[own] = {
            target for target in graph[own] if not (target in packages and own[: len(target)] == target)
        }
    tuple(TopologicalSorter(graph).static_order())  # raises CycleError with the circle


def _targets(path: Path, modules: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The modules that this one imports, also inside functions and for its types only."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("collabdesk"):
            base = tuple(node.module.split(".")[1:])
            for alias in node.names:
                found.add((*base, alias.name) if (*base, alias.name) in modules else base)
    return found


def test_the_test_sees_a_forbidden_import() -> None:
    """The rule itself can fail: Qt in a service would be seen."""
    assert not any("services/x.py".startswith(f"{place}/") for place in ALLOWED["PySide6"])
    assert ORDER.index("ui") > ORDER.index("services")
