"""Headings of an indicator and a team glued together: ``ANC 1 Kisoro HC IV``, ``Cases_Guinea``, ``Births - Kisoro``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from collabdesk.importing.names.match import Matcher
from collabdesk.importing.tables.section_lines import likely_teams

Halves = dict[str, tuple[str, str]]
"""Heading -> (what stands behind, what stands before)."""
_SEPARATORS = (" - ", " – ", " | ", " / ", ": ", "__", "_", ".", "|", " ")


def factor_headings(names: list[str], matcher: Matcher) -> Halves:
    """The halves of all headings; empty where they are not made of two.

    One indicator for all: the words that all headings begin with. Several: every indicator comes with the
    same teams.
    """
    if len(names) < 3:
        return {}
    tokens = [name.split() for name in names]
    shared = 0
    while all(len(item) > shared + 1 and item[shared] == tokens[0][shared] for item in tokens):
        shared += 1
    if shared >= 2 or (
        shared == 1 and all(matcher.team(" ".join(item[1:])).key is not None for item in tokens)
    ):
        return {
            name: (" ".join(item[shared:]), " ".join(item[:shared]).rstrip(" -–:,/"))
            for name, item in zip(names, tokens, strict=True)
        }
    return next((found for sign in _SEPARATORS if (found := _several(names, sign))), {})


def _several(names: list[str], sign: str) -> Halves:
    """Two or more first halves, each with the same two or more second halves behind it."""
    if len(names) < 4 or not all(sign in name for name in names):
        return {}
    first = names[0]
    for cut in [found.start() for found in re.finditer(re.escape(sign), first)][::-1]:
        head, tail = first[:cut] + sign, sign + first[cut + len(sign) :]
        heads = [name[: -len(tail)] for name in names if name.endswith(tail)]
        tails = [name[len(head) :] for name in names if name.startswith(head)]
        if len(heads) < 2 or len(tails) < 2 or len(heads) * len(tails) != len(names):
            continue
        if set(names) == {f"{before}{sign}{behind}" for before in heads for behind in tails}:
            return {
                f"{before}{sign}{behind}": (behind.strip(), before.strip())
                for before in heads
                for behind in tails
            }
    return {}


def team_is_behind(halves: Mapping[str, tuple[str, str]], matcher: Matcher) -> bool:
    """Whether it is plain that the second half is the team: by the register, by its words, or as DHIS2 writes it."""
    behind = list(dict.fromkeys(item[0] for item in halves.values()))
    before = list(dict.fromkeys(item[1] for item in halves.values()))
    if len(before) == 1:
        return True
    teams, others = likely_teams(behind, matcher), likely_teams(before, matcher)
    indicators = sum(1 for name in before if matcher.indicator(name).key is not None)
    return teams > others or (indicators > 0 and not others)
