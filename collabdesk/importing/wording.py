"""What was understood, as plain text for the terminal."""

from __future__ import annotations

from collabdesk.importing.result import Understanding, UnderstoodSheet


def described(understanding: Understanding) -> str:
    """A short account: a paragraph per sheet, then questions and problems with their cells."""
    lines = [understanding.file]
    for sheet in understanding.sheets:
        lines += _sheet(sheet)
    return "\n".join(lines) + "\n"


def _sheet(sheet: UnderstoodSheet) -> list[str]:
    name = f"[{sheet.sheet}] " if sheet.sheet else ""
    lines = [
        f"{name}{sheet.layout or 'nothing to import'}" + (f", table {sheet.table}" if sheet.table else "")
    ]
    if sheet.observations:
        spans = f"{sheet.periods[0].code} to {sheet.periods[-1].code}"
        counts = f"{len(sheet.teams)} teams, {len(sheet.indicators)} indicators"
        lines.append(f"  {len(sheet.observations)} values of {counts}, {spans}")
    for question in sheet.questions:
        choices = ", ".join(choice.value for choice in question.choices)
        proposed = f" (likely: {question.proposed})" if question.proposed else ""
        lines.append(f"  ? {question.cell}: {question.asked} [{choices}]{proposed}")
    lines += [f"  ! {problem.cell}: {problem.said}" for problem in sheet.problems[:50]]
    if len(sheet.problems) > 50:
        lines.append(f"  ! and {len(sheet.problems) - 50} more")
    lines += [f"  - {item.range}: {item.why}" for item in sheet.skipped]
    return lines
