"""The tree of a document that a screen reader follows."""

from __future__ import annotations

import re

from collabdesk.reports.craft.structure import (
    CELL,
    FIRST_ROW,
    HEAD_CELL,
    ITEM,
    ITEM_TEXT,
    PICTURE,
    ROW,
    TEXT,
    Structure,
    text_string,
)


def shown(structure: Structure, first: int = 10) -> list[str]:
    """The tree in lines, children drawn in, each with the mark that it has on its page."""
    objects = dict(enumerate(structure.objects(first, [3, 4, 5]), start=first))
    lines: list[str] = []

    def walk(number: int, deep: int) -> None:
        kind = re.search(r"/S /(\w+)", objects[number])[1]  # type: ignore[index]
        drawn = re.search(r"/Pg (\d) 0 R /K (\d+)", objects[number])
        lines.append("  " * deep + kind + (f" {drawn[1]}:{drawn[2]}" if drawn else ""))
        for kid in re.findall(r"(\d+) 0 R", re.search(r"/K \[([^]]*)", objects[number] + "/K [")[1]):  # type: ignore[index]
            assert f"/P {number} 0 R" in objects[int(kid)]
            walk(int(kid), deep + 1)

    assert f"/K {first + 1} 0 R" in objects[first]
    walk(first + 1, 0)
    return lines


def row(structure: Structure, kind: str, cell: str, count: int = 2) -> None:
    structure.open(kind)
    for _ in range(count):
        structure.drawn(cell)
    structure.close()


def test_rows_that_follow_each_other_are_a_table_and_items_a_list():
    tree = Structure()
    tree.begin_page()
    tree.drawn("H1")
    row(tree, FIRST_ROW, HEAD_CELL)
    row(tree, ROW, CELL)
    row(tree, FIRST_ROW, HEAD_CELL, 1)
    tree.drawn(TEXT)
    for _ in range(2):
        tree.open(ITEM)
        tree.drawn(ITEM_TEXT)
        tree.close()
    tree.drawn(TEXT)
    assert shown(tree) == [
        "Document",
        "  H1 3:0",
        "  Table",
        "    TR",
        "      TH 3:1",
        "      TH 3:2",
        "    TR",
        "      TD 3:3",
        "      TD 3:4",
        "  Table",
        "    TR",
        "      TH 3:5",
        "  P 3:6",
        "  L",
        "    LI",
        "      LBody 3:7",
        "    LI",
        "      LBody 3:8",
        "  P 3:9",
    ]


def test_a_table_goes_on_on_the_next_page_and_marks_count_anew():
    tree = Structure()
    tree.begin_page()
    row(tree, FIRST_ROW, HEAD_CELL, 1)
    tree.begin_page()
    row(tree, ROW, CELL, 1)
    assert shown(tree)[1:] == ["  Table", "    TR", "      TH 3:0", "    TR", "      TD 4:0"]
    root = next(iter(tree.objects(10, [3, 4])))
    assert "/Nums [0 [14 0 R] 1 [16 0 R]]" in root, "who looks up a mark finds its part"


def test_sections_hold_what_follows_them_and_those_below_them():
    tree = Structure()
    tree.begin_page()
    tree.drawn(TEXT)
    tree.begin_section("Teams", 0)
    tree.begin_section("Kiboga", 1)
    tree.drawn("H1")
    row(tree, FIRST_ROW, HEAD_CELL, 1)
    tree.begin_section("Luwero", 1)
    tree.drawn(TEXT)
    tree.begin_section("Spread", 0)
    tree.drawn(TEXT)
    lines = shown(tree)
    assert [line for line in lines if "Sect" in line] == ["  Sect", "    Sect", "    Sect", "  Sect"]
    assert lines[-1] == "    P 3:4"


def test_a_picture_says_what_it_shows():
    tree = Structure()
    tree.begin_page()
    tree.drawn(PICTURE, "34 % → 88 % (good)")
    assert list(tree.objects(1, [3]))[-1].endswith(r"/Alt " + text_string("34 % → 88 % (good)") + ">>")


def test_text_strings_are_escaped():
    assert text_string(r"a (b) \c") == r"(a \(b\) \\c)"
    assert text_string("é").startswith("(\xfe\xff")
