"""Fixtures for all tests: a home of their own, a blank file made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from collabdesk.models import file
from collabdesk.models.store import Store


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the person's own folders."""
    folder = tmp_path / "home"
    monkeypatch.setenv("COLLABDESK_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.collab"
    file.create(path, "Test").close()
    return path


@pytest.fixture
def store(blank_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "district.collab"
    shutil.copy(blank_file, path)
    opened = file.open_file(path, "Test")
    yield opened
    opened.close()
