"""A made-up file as bytes: a workbook, a text table, a web page."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

from tests.importing.variants import old_formats
from tests.importing.variants.making import Case, Formula, Page, Percent


def content(case: Case) -> tuple[bytes, str]:
    """The file's bytes and its name."""
    page = case.pages[0]
    if case.format == "xlsx":
        return _xlsx(case.pages), f"{case.name}.xlsx"
    if case.format == "ods":
        return old_formats.ods(case.pages), f"{case.name}.ods"
    if case.format == "xls":
        return old_formats.xls(case.pages), f"{case.name}.xls"
    if case.format == "html":
        return _html(page).encode(), f"{case.name}.xls"
    separator = {"csv": ",", "semicolon": ";", "tab": "\t"}[case.format]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    width = max(len(row) for row in page.rows)
    for row in page.rows:
        cells = [_shown(cell).replace(".", ",") if separator == ";" and isinstance(cell, float) else _shown(cell)
                 for cell in row]  # fmt: skip
        writer.writerow(cells + [""] * (width - len(cells)))
    encoding = "utf-16" if case.format == "tab" else "utf-8-sig" if case.seed % 2 else "cp1252"
    return text.getvalue().encode(encoding, errors="replace"), f"{case.name}.csv"


def _shown(cell: object) -> str:
    """A cell as a program writes it into a text file."""
    if cell is None or isinstance(cell, Formula):
        return ""
    return f"{100 * cell:.10g}%" if isinstance(cell, Percent) else str(cell)


def _xlsx(pages: Sequence[Page]) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "mmm-yy"}) as book:
        percent = book.add_format({"num_format": "0%"})
        for page in pages:
            sheet = book.add_worksheet(page.name[:31])
            for top, left, bottom, right in page.merged:
                if (top, left) != (bottom, right):
                    sheet.merge_range(top, left, bottom, right, "")
            for number, row in enumerate(page.rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, Formula):
                        sheet.write_formula(number, column, cell, None, "")
                    elif isinstance(cell, Percent):
                        sheet.write_number(number, column, float(cell), percent)
                    elif cell is not None:
                        sheet.write(number, column, cell)
            for number in page.hidden_rows:
                sheet.set_row(number, None, None, {"hidden": True})
            for column in page.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
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
            f"{html.escape(_shown(row[column])) if column < len(row) else ''}</td>"
            for column in range(width) if (number, column) not in covered
        ]  # fmt: skip
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><body><table>{''.join(lines)}</table></body></html>"
