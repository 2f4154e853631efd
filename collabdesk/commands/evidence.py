"""``evidence``: the ledger of changes; which were followed by improvement, in how many teams, by how much."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, TextIO

from collabdesk.commands.common import add_file, opened, write_json

if TYPE_CHECKING:
    from collabdesk.services.changes.evidence import ChangeEvidence, Ledger, TestEvidence


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("evidence", help="the ledger of changes: what followed each, team by team")
    add_file(parser)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the ledger."""
    from collabdesk.services.changes import evidence

    with opened(args) as workspace:
        gathered = evidence.gather(workspace)
    ledger = evidence.ledger_of(gathered)
    if args.json:
        write_json(as_json(ledger, evidence.also_seen(gathered)), out)
    else:
        _print(ledger, out)
    return 0


def as_json(ledger: Ledger, seen: list[ChangeEvidence]) -> dict[str, Any]:
    """The document of commands.md, and under ``also_seen`` the numbers about other indicators."""
    numbers = ("change", "indicator", "teams", "enough_data", "improved", "worsened", "no_signal")
    return {
        "collaborative": ledger.collaborative,
        "changes": [_change(row) for row in ledger.rows],
        "also_seen": [
            {name: getattr(row, name) for name in numbers}
            | {"size": _round(row.size), "net_size": _round(row.net_size)}
            for row in seen
        ],
        "unlinked": list(ledger.unlinked),
    }


def _change(row: ChangeEvidence) -> dict[str, Any]:
    counts = ("teams", "still_doing", "enough_data", "no_room", "improved", "worsened", "no_signal")
    sizes = ("size", "net_size", "net_low", "net_high", "periods_to_signal")
    return {
        "change": row.change,
        "indicator": row.indicator,
        **{name: getattr(row, name) for name in counts},
        **{name: _round(getattr(row, name)) for name in sizes},
        "word": row.word,
        "override": None
        if row.override is None
        else {
            "word": row.override.word,
            "reason": row.override.reason,
            "person": row.override.person,
            "decided": row.override.decided.isoformat(),
        },
        "bundle_with": list(row.bundle_with),
        "tests": [_test(test) for test in row.tests],
    }


def _test(test: TestEvidence) -> dict[str, Any]:
    return {
        "team": test.team,
        "start": test.started.code,
        "verdict": test.verdict,
        "size": _round(test.size),
        "net_size": _round(test.net_size),
        "company": list(test.company),
        "said": str(test.said),
    }


def _round(value: float | None) -> float | None:
    """Without the dust of binary fractions."""
    return None if value is None else round(value, 6)


def _print(ledger: Ledger, out: TextIO) -> None:
    from collabdesk.services.changes.evidence_said import BESIDE_THE_LEDGER

    for row in ledger.rows:
        word = row.word or "no word (no direction of good)"
        if row.override is not None:
            word += f"; {row.override.person or 'a person'} says {row.override.word}: {row.override.reason}"
        print(f"{row.change} -> {row.indicator}: {word}", file=out)
        print(
            f"    tested by {row.teams}, still doing it {row.still_doing}, with enough data {row.enough_data}: "
            f"improved {row.improved}, worsened {row.worsened}, no signal {row.no_signal}; no room {row.no_room}",
            file=out,
        )
        print(f"    {_sizes(row)}", file=out)
        if row.bundle_with:
            print(f"    mostly begun together with: {', '.join(row.bundle_with)}", file=out)
    for name in ledger.unlinked:
        print(f"{name}: not linked to an indicator, so nothing can be said", file=out)
    if not ledger.rows:
        print("No changes with an indicator yet.", file=out)
    for note in BESIDE_THE_LEDGER if ledger.rows else ():
        print(note, file=out)


def _sizes(row: ChangeEvidence) -> str:
    if row.size is None:
        return "size: not given yet"
    said = f"median size {row.size:+.1f} {row.unit}".rstrip()
    if row.net_size is None:
        return said + "; net size not given (fewer than 3 teams to compare with)"
    said += f"; more than other teams {row.net_size:+.1f}"
    if row.net_low is not None and row.net_high is not None:
        said += f" (90 % interval {row.net_low:+.1f} to {row.net_high:+.1f})"
    if row.periods_to_signal is not None:
        said += f"; signal after {row.periods_to_signal:g} periods"
    return said
