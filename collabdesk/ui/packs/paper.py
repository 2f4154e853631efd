"""Pages of a PDF as pictures. PDFium is not made for threads: only the window's thread comes here."""

from __future__ import annotations

import pypdfium2
from PySide6.QtGui import QImage


def page_image(pdf: bytes, width: float, number: int = 1) -> QImage:
    """A page as a grey or coloured picture of ``width`` pixels."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return image_of(document, number, width)
    finally:
        document.close()


def image_of(document: pypdfium2.PdfDocument, number: int, width: float, *, grey: bool = False) -> QImage:
    """A page of an open document; ``grey`` for printers that have no colour."""
    page = document[number - 1]
    try:
        bitmap = page.render(
            scale=width / page.get_width(), grayscale=grey, rev_byteorder=True, prefer_bgrx=True
        )
        kind = QImage.Format.Format_Grayscale8 if bitmap.n_channels == 1 else QImage.Format.Format_RGBX8888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind)
        copied = image.copy()  # the buffer goes with the bitmap
        bitmap.close()
        return copied
    finally:
        page.close()
