"""A printed pack, and what can be read from its pages."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

from collabdesk.i18n import Translator
from collabdesk.reports.content import PackContent, PackOptions, PackResult
from collabdesk.reports.pack import build_pack


def _load_factory() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pack_factory", Path(__file__).with_name("factory.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["pack_factory"] = module
    spec.loader.exec_module(module)
    return module


FACTORY = _load_factory()


class Printed:
    """A pack that was printed, with the text of its pages."""

    def __init__(self, result: PackResult) -> None:
        self.result = result
        self.path = path = result.path
        self.pages = result.pages
        document = pypdfium2.PdfDocument(path)
        try:
            self.texts = [self._text(document, number) for number in range(len(document))]
            self.sizes = [document[number].get_size() for number in range(len(document))]
            self.outline = [(item.level, item.get_title()) for item in document.get_toc()]
            self.starts = {item.get_title(): item.get_dest().get_index() + 1 for item in document.get_toc()}
            self.properties = document.get_metadata_dict()
            self.labels = [document.get_page_label(number) for number in range(len(document))]
        finally:
            document.close()

    @staticmethod
    def _text(document: pypdfium2.PdfDocument, number: int) -> str:
        page = document[number]
        text = page.get_textpage()
        found = text.get_text_range().replace("\r\n", "\n").replace("\u00a0", " ")
        text.close()
        page.close()
        return found

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(self.texts)


@pytest.fixture
def factory() -> ModuleType:
    return FACTORY


@pytest.fixture
def print_pack(tmp_path: Path) -> Callable[..., Printed]:
    """Print a content with options; returns what can be read."""

    def run(content: PackContent | None = None, language: str = "en", **options: object) -> Printed:
        path = tmp_path / "pack.pdf"
        result = build_pack(
            content or FACTORY.content(),
            PackOptions(**options),  # type: ignore[arg-type]
            Translator(language),
            path,
        )
        assert result.path == path
        return Printed(result)

    return run
