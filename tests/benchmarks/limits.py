"""What a figure may be: printed always, judged only in a full run, since machines that run the quick mode are noisy."""

from __future__ import annotations

import os

QUICK = bool(os.environ.get("COLLABDESK_QUICK"))
"""A smaller amount of work may do."""


def keep(what: str, took: float, wanted: float, unit: str = "s") -> None:
    """Print a figure beside what is wanted; with COLLABDESK_QUICK=1 that is all, else more than wanted fails."""
    print(f"{what}: {took:.3g} {unit} (wanted: under {wanted:g} {unit})")
    if not QUICK:
        assert took < wanted, f"{what}: {took:.3g} {unit}, wanted under {wanted:g} {unit}"
