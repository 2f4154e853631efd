"""Every action of the menus: text, shortcut, icon, tip and the page of the guide that explains it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from collabdesk.i18n import Message, msg
from collabdesk.ui.context import Context


@dataclass(frozen=True, kw_only=True)
class ActionSpec:
    """One action."""

    name: str
    text: Message
    tip: Message
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    guide: str = "welcome"
    """The page of the guide that explains it."""
    needs_file: bool = False
    needs_writing: bool = False
    checkable: bool = False


def _always(
    name: str, text: Message, tip: Message, icon: str = "", *keys: str, guide: str = "welcome"
) -> ActionSpec:
    """Works without a file too."""
    return ActionSpec(name=name, text=text, tip=tip, icon=icon, shortcuts=keys, guide=guide)


def _with_file(*parts: Any, guide: str = "welcome") -> ActionSpec:
    """Needs an open file; takes what `_always` takes."""
    return replace(_always(*parts, guide=guide), needs_file=True)


def _to_write(*parts: Any, guide: str = "welcome") -> ActionSpec:
    """Needs a file that may be written."""
    return replace(_with_file(*parts, guide=guide), needs_writing=True)


def _choice(*parts: Any) -> ActionSpec:
    """One of several that exclude each other."""
    return replace(_always(*parts), checkable=True)


SPECS = (
    _always("new", msg("&New collaborative…"), msg("Begin a file for a new collaborative"), "new", "Ctrl+N"),
    _always("open", msg("&Open…"), msg("Open a CollabDesk file"), "open", "Ctrl+O"),
    _always(
        "sample",
        msg("Open the &sample collaborative"),
        msg("Look around in an invented collaborative; nothing of yours is touched"),
        "idea",
    ),
    _to_write(
        "import",
        msg("&Import spreadsheets…"),
        msg("Read the numbers from spreadsheets that the facilities sent"),
        "import",
        "Ctrl+I",
        guide="import",
    ),
    _to_write(
        "record",
        msg("&Record a change…"),
        msg("Write down in one line what a team, or several, begin to do differently"),
        "changes",
        "Ctrl+T",
        guide="changes",
    ),
    _with_file(
        "pack",
        msg("Make the session &pack…"),
        msg("Print all teams' pages and the pooled results for a learning session"),
        "print",
        "Ctrl+P",
        guide="sessions",
    ),
    _with_file(
        "export",
        msg("&Export the numbers…"),
        msg("Write all numbers to an Excel or CSV table"),
        "export",
        guide="data",
    ),
    _with_file("backup", msg("&Back up now"), msg("Keep a dated copy in your own backup folder"), "save"),
    _to_write(
        "restore",
        msg("Res&tore a backup…"),
        msg("Bring this file back to how it was on an earlier day"),
        "history",
    ),
    _always(
        "person", msg("&Your name…"), msg("The name that stands beside every edit in the history"), "people"
    ),
    _with_file(
        "close",
        msg("&Close the file"),
        msg("Close the file and show the welcome page; everything is saved"),
        "close",
        "Ctrl+W",
    ),
    _always("quit", msg("&Quit"), msg("Close the file and the program; everything is saved"), "", "Ctrl+Q"),
    _to_write(
        "undo",
        msg("&Undo"),
        msg("Take back the last edit, also one of an earlier day"),
        "undo",
        "Ctrl+Z",
        guide="undo",
    ),
    _to_write(
        "redo",
        msg("&Redo"),
        msg("Do again what was undone last"),
        "redo",
        "Ctrl+Y",
        "Ctrl+Shift+Z",
        guide="undo",
    ),
    _with_file("find", msg("&Find"), msg("Search on this page"), "search", "Ctrl+F", guide="undo"),
    _choice("scheme_system", msg("As the &system is"), msg("Light or dark as your system is")),
    _choice("scheme_light", msg("&Light"), msg("Always light")),
    _choice("scheme_dark", msg("&Dark"), msg("Always dark")),
    _choice("text_100", msg("&Normal text"), msg("Text as large as the system's")),
    _choice("text_115", msg("&Larger text"), msg("Text 15 % larger")),
    _choice("text_130", msg("&Very large text"), msg("Text 30 % larger")),
    _always("help", msg("&Help on this page"), msg("What this page is for and how it works"), "help", "F1"),
    _always(
        "tour",
        msg("&Tour of the window"),
        msg("Nine short steps through the window, on the open file or on a sample"),
        "idea",
        guide="tour",
    ),
    _always(
        "about",
        msg("&About CollabDesk"),
        msg("Version, licence, and where your files and backups are"),
        "info",
    ),
)

RECENT = "recent"
"""Stands in the menus for the submenu of recent files."""
MENUS: tuple[tuple[str, Message, tuple[str | None, ...]], ...] = (
    (
        "file",
        msg("&File"),
        (
            *("new", "open", RECENT, "sample", None, "import", "pack", "export", None),
            *("backup", "restore", None, "person", None, "close", "quit"),
        ),
    ),
    ("edit", msg("&Edit"), ("undo", "redo", None, "record", None, "find")),
    (
        "view",
        msg("&View"),
        ("scheme_system", "scheme_light", "scheme_dark", None, "text_100", "text_115", "text_130"),
    ),
    ("help", msg("&Help"), ("help", "tour", "about")),
)


class Actions:
    """The actions by name, made once and added to the window."""

    def __init__(self, context: Context, window: QMainWindow) -> None:
        self._made = {spec.name: _make(context, window, spec) for spec in SPECS}

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def allow(self, *, has_file: bool, can_write: bool) -> None:
        """Enable what can be done with the file as it is."""
        for spec in SPECS:
            enough = (has_file or not spec.needs_file) and (can_write or not spec.needs_writing)
            self._made[spec.name].setEnabled(enough)


def _make(context: Context, window: QMainWindow, spec: ActionSpec) -> QAction:
    action = QAction(context.text(spec.text), window)
    action.setObjectName(f"action_{spec.name}")
    action.setShortcuts([QKeySequence(key) for key in spec.shortcuts])
    action.setToolTip(context.text(spec.tip))
    action.setWhatsThis(context.text(spec.tip))
    action.setCheckable(spec.checkable)
    if spec.icon:
        context.theme.set_icon(action, spec.icon)
    window.addAction(action)
    return action
