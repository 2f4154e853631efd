"""`python -m tests.importing.variants 2000 [FIRST]` tries so many seeds; `show SEED` shows one."""

from __future__ import annotations

import sys

from tests.importing.variants.comparing import tried
from tests.importing.variants.layouts import case as plain_case
from tests.importing.variants.making import Case
from tests.importing.variants.noise import noisy


def case(seed: int) -> Case:
    """The case of a seed; from 1,000,000 on with noise."""
    return noisy(plain_case(seed)) if seed >= 1_000_000 else plain_case(seed)


def main() -> None:
    """Try so many seeds (the first argument), or show one (``show SEED``)."""
    if sys.argv[1:2] == ["show"]:
        _show(int(sys.argv[2]))
        return
    count, start = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    bad: dict[str, list[str]] = {}
    questions: dict[str, int] = {}
    for with_register in (True, False):
        for seed in range(start, start + count):
            one = case(seed)
            found = tried(one, with_register=with_register)
            for line in found.asked:
                kind = line.split(" ")[0:2]
                questions[" ".join(kind)] = questions.get(" ".join(kind), 0) + 1
            if not found.good:
                reasons = [*found.refused.splitlines()[:1], *found.wrong[:1], *found.lost[:1], *found.odd[:1]]
                mark = "SILENT " if found.silent else ""
                bad.setdefault(one.layout.partition(" + ")[2] or one.layout, []).append(
                    f"{mark}{one.title} reg={with_register}: {' | '.join(reasons)}"
                )
    for layout, lines in bad.items():
        print(f"--- {layout}: {len(lines)}")
        print("\n".join(line[:330] for line in lines[:4]))
    print({layout: len(lines) for layout, lines in bad.items()})
    print(f"{sum(len(lines) for lines in bad.values())} of {2 * count} not good; questions {questions}")


def _show(seed: int) -> None:
    one = case(seed)
    print(one.title)
    for page in one.pages:
        print(f"[{page.name}] {page.merged}")
        for row in page.rows:
            print("  ", row)
    for with_register in (True, False):
        found = tried(one, with_register=with_register)
        print(
            f"register {with_register}:",
            *found.asked,
            *found.odd,
            *found.wrong[:5],
            *found.lost[:5],
            sep="\n    ",
        )


if __name__ == "__main__":
    main()
