"""A made-up file as bytes: a workbook, a text table, a web page."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

from tests.importing.variants.making import Case, Page


def content(case: Case) -> tuple[bytes, str]:
    """The file's bytes and its name."""
    page = case.pages[0]
    if case.format == "xlsx":
        return _xlsx(case.pages), f"{case.name}.xlsx"
    if case.format == "html":
        return _html(page).encode(), f"{case.name}.xls"
    separator = {"csv": ",", "semicolon": ";", "tab": "\t"}[case.format]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    width = max(len(row) for row in page.rows)
    for row in page.rows:
        cells = ["" if cell is None else str(cell).replace(".", ",") if separator == ";" and isinstance(cell, float)
                 else str(cell) for cell in row]  # fmt: skip
        writer.writerow(cells + [""] * (width - len(cells)))
    encoding = "utf-16" if case.format == "tab" else "utf-8-sig" if case.seed % 2 else "cp1252"
    return text.getvalue().encode(encoding, errors="replace"), f"{case.name}.csv"


def _xlsx(pages: Sequence[Page]) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "mmm-yy"}) as book:
        for page in pages:
            sheet = book.add_worksheet(page.name[:31])
            for top, left, bottom, right in page.merged:
                if (top, left) != (bottom, right):
                    sheet.merge_range(top, left, bottom, right, "")
            for number, row in enumerate(page.rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, column, cell)
    return target.getvalue()


def _html(page: Page) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    covered = {(row, column) for top, left, bottom, right in page.merged for row in range(top, bottom + 1)
               for column in range(left, right + 1)} - set(spans)  # fmt: skip
    width = max(len(row) for row in page.rows)
    lines = []
    for number, row in enumerate(page.rows):
        cells = [
            f"<td rowspan={spans.get((number, column), (1, 1))[0]} colspan={spans.get((number, column), (1, 1))[1]}>"
            f"{html.escape(str(row[column])) if column < len(row) and row[column] is not None else ''}</td>"
            for column in range(width) if (number, column) not in covered
        ]  # fmt: skip
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><body><table>{''.join(lines)}</table></body></html>"
