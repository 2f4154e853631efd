"""The file of a finished document: what reportlab has gathered, and the tree for screen readers, packed tightly.

A tree has a small object for every heading, cell and picture, a hundred thousand in a large pack. reportlab writes
objects one by one; PDF 1.5 lets many share a compressed stream (7.5.7), which the cross-references must then be too.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

from collabdesk.reports.craft.structure import Structure

_HEAD = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
_TOGETHER = 400
"""Objects that share a stream: a reader unpacks all of them for one."""
_PACKING = 4
_ROW = struct.Struct(">BIH")
"""Where an object is: its kind of place, then its offset, or its stream and its place in that."""


def file_of(canvas: Any, structure: Structure | None = None) -> bytes:
    """The whole file of a canvas whose pages are all shown; the same pages give the same bytes."""
    document = canvas._doc
    for font in document.delayedFonts:
        font.addObjects(document)
    document.info.digest(document.signature)
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    first = document.objectcounter + 1
    if structure is not None:
        _make_room(document, structure, first)
    file = _File()
    _write_objects(file, document, first + len(structure) + 1 if structure else first, first)
    if structure is not None:
        pages = [_number(document, f"Page{page + 1}") for page in range(structure.pages)]
        file.add_together(first, list(structure.objects(first, pages)), document.objectcounter)
    root, info = (_number(document, thing.__InternalName__) for thing in (document.Catalog, document.info))
    return file.closed(root, info, document.signature.hexdigest())


def _make_room(document: Any, structure: Structure, first: int) -> None:
    """Numbers for the tree, and the catalogue's word that it is there."""
    from reportlab.pdfbase import pdfdoc

    from collabdesk.reports.craft.pdf_objects import Prepared

    document.objectcounter += len(structure) + 1
    document.idToObjectNumberAndVersion["StructTreeRoot"] = (first, 0)
    document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference("StructTreeRoot")
    document.Catalog.MarkInfo = Prepared(b"<</Marked true>>")
    document.Catalog.ViewerPreferences = Prepared(b"<</DisplayDocTitle true>>")


def _write_objects(file: _File, document: Any, after: int, reserved: int) -> None:
    """Everything that reportlab has gathered; writing an object may make others, with numbers from ``after`` on."""
    from reportlab.pdfbase import pdfdoc

    known = document.numberToId
    for start in (1, after):
        number = start
        while number in known:
            file.add(number, pdfdoc.format(document.idToObject[known[number]], document, toplevel=1))
            number += 1
            if start == 1 and number == reserved:
                break


def _number(document: Any, name: str) -> int:
    found: int = document.idToObjectNumberAndVersion[name][0]
    return found


class _File:
    """Objects in the order in which they are written, and where each of them stands."""

    def __init__(self) -> None:
        self._parts = [_HEAD]
        self._at = len(_HEAD)
        self._where: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def add(self, number: int, content: bytes) -> None:
        """An object by itself."""
        self._where[number] = (1, self._at, 0)
        end = b"endobj\n" if content.endswith(b"\n") else b"\nendobj\n"
        self._put(b"%d 0 obj\n%s%s" % (number, content, end))

    def add_together(self, first: int, contents: Sequence[str], last_number: int) -> None:
        """Objects numbered from ``first`` on, many to a stream; the streams take the numbers after ``last_number``."""
        for start in range(0, len(contents), _TOGETHER):
            some = contents[start : start + _TOGETHER]
            stream = last_number + 1 + start // _TOGETHER
            at, heads = 0, []
            for place, content in enumerate(some):
                heads.append(f"{first + start + place} {at}")
                self._where[first + start + place] = (2, stream, place)
                at += len(content) + 1
            head = " ".join(heads) + "\n"
            body = (head + "\n".join(some)).encode("latin-1")
            self.add(stream, _stream(body, f"/Type /ObjStm /N {len(some)} /First {len(head)}"))

    def closed(self, root: int, info: int, fingerprint: str) -> bytes:
        """The file with its cross-references."""
        number, start = max(self._where) + 1, self._at
        self._where[number] = (1, start, 0)
        rows = b"".join(_ROW.pack(*self._where[at]) for at in range(number + 1))
        facts = (
            f"/Type /XRef /Size {number + 1} /W [1 4 2] /Root {root} 0 R /Info {info} 0 R "
            f"/ID [<{fingerprint}> <{fingerprint}>]"
        )
        self.add(number, _stream(rows, facts))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._parts)

    def _put(self, content: bytes) -> None:
        self._parts.append(content)
        self._at += len(content)


def _stream(content: bytes, facts: str) -> bytes:
    packed = zlib.compress(content, _PACKING)
    head = f"<<{facts} /Filter /FlateDecode /Length {len(packed)}>>\nstream\n"
    return head.encode("ascii") + packed + b"\nendstream\n"
