"""Do the tests see a change that breaks the program? Each is made alone, in a copy, and its tests are run on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
Mutation = tuple[str, str, str, tuple[str, ...]]
"""The file below `collabdesk`, what stands there, what is put in its place, and the tests that are to see it."""
_FAILED = 1
"""What pytest returns when tests failed; anything else (no such test) is no proof."""


def try_all(mutations: Sequence[Mutation]) -> int:
    """Print each change with RED (a test failed, as it must) or SURVIVED; returns how many survived."""
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for part in ("collabdesk", "tests", "resources", "pyproject.toml"):
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / part)
        for name, old, new, tests in mutations:
            seen = _seen(copy, copy / "collabdesk" / name, old, new, tests)
            survived += not seen
            print(f"{'RED' if seen else 'SURVIVED'}: {name}: {old} -> {new}", flush=True)
    return survived


def _seen(copy: Path, path: Path, old: str, new: str, tests: tuple[str, ...]) -> bool:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{path.name} no longer says {old!r}")
    missing = [test for test in tests if not (copy / test).exists()]
    if missing:
        raise SystemExit(f"there are no tests {', '.join(missing)}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
        return run.returncode == _FAILED
    finally:
        path.write_text(text, encoding="utf-8")
