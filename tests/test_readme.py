"""What the README says of commands, folders and files is so."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from collabdesk.commands import COMMANDS, build_parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = ROOT / "collabdesk"


def command_rows() -> list[tuple[str, str]]:
    """(command, what stands behind it) of each line of the table, also of several in one line."""
    found = []
    for row in re.findall(r"^\| `(collabdesk .+)$", README, re.MULTILINE):
        cell = row.split(" | ")[0].replace("\\|", "/")
        found += re.findall(r"(?:^collabdesk |`)(?:collabdesk )?([a-z]+) ([^`]*)", cell)
    return [part for part in found if part[0] != "collabdesk"]  # the window itself


def parser_of(command: str) -> argparse.ArgumentParser:
    (choices,) = [
        action.choices for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
    ]
    parser = choices[command]
    assert isinstance(parser, argparse.ArgumentParser)
    return parser


def test_the_table_names_every_command() -> None:
    assert {command for command, _rest in command_rows()} == set(COMMANDS)


@pytest.mark.parametrize(("command", "rest"), command_rows(), ids=lambda value: value.split(" ")[0])
def test_the_options_of_the_table_are_there(command: str, rest: str) -> None:
    known = parser_of(command)._option_string_actions
    for option in re.findall(r"--[a-z-]+", rest):
        assert option in known, f"{command} {option}"
    for option, told in re.findall(r"(--[a-z-]+) ([a-z/]+/[a-z/]+)", rest):
        choices = known[option].choices
        assert choices is None or set(told.split("/")) <= {*choices, ""}, f"{command} {option}"


def test_the_map_shows_the_rooms_as_they_are() -> None:
    shown = README.split("```\ncollabdesk/\n")[1].split("```")[0]
    where: list[Path] = []
    told: set[Path] = set()
    for line in shown.splitlines():
        indent, names = len(line) - len(line.lstrip()), line.split("    ")[0] or line.strip().split("   ")[0]
        for name in re.findall(r"[a-z_0-9]+/", line.strip().split("    ")[0] if indent else ""):
            folder = (where[indent // 2 - 2] if indent > 2 else CODE) / name
            assert folder.is_dir(), f"{folder} is on the map only"
            told.add(folder)
            where[indent // 2 - 1 :] = [folder]
        assert names
    there = {path.parent for path in CODE.glob("*/__init__.py")}
    assert there <= told, "a room is not on the map"


def test_the_files_to_begin_with_are_there() -> None:
    names = re.findall(r"`([a-z_/]+\.(?:py|md))`", README)
    assert len(names) > 20
    for name in names:
        beside = [ROOT / name, CODE / name, *([] if "/" in name else CODE.rglob(name))]
        assert any(path.exists() for path in beside), name
