"""Every action of the menus: text, shortcut, icon, tip and the page of the guide that explains it."""

from __future__ import annotations

from dataclasses import dataclass

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


def _file(
    name: str, text: Message, tip: Message, icon: str = "", *keys: str, guide: str = "welcome"
) -> ActionSpec:
    return ActionSpec(name=name, text=text, tip=tip, icon=icon, shortcuts=keys, guide=guide, needs_file=True)


SPECS = (
    ActionSpec(
        name="new",
        text=msg("&New collaborative…"),
        tip=msg("Begin a file for a new collaborative"),
        icon="new",
        shortcuts=("Ctrl+N",),
    ),
    ActionSpec(
        name="open",
        text=msg("&Open…"),
        tip=msg("Open a CollabDesk file"),
        icon="open",
        shortcuts=("Ctrl+O",),
    ),
    ActionSpec(
        name="sample",
        text=msg("Open the &sample collaborative"),
        tip=msg("Look around in an invented collaborative; nothing of yours is touched"),
        icon="idea",
    ),
    ActionSpec(
        name="import",
        text=msg("&Import spreadsheets…"),
        tip=msg("Read the numbers from spreadsheets that the facilities sent"),
        icon="import",
        shortcuts=("Ctrl+I",),
        guide="import",
        needs_file=True,
        needs_writing=True,
    ),
    ActionSpec(
        name="record",
        text=msg("&Record a change…"),
        tip=msg("Write down in one line what a team, or several, begin to do differently"),
        icon="changes",
        shortcuts=("Ctrl+T",),
        guide="changes",
        needs_file=True,
        needs_writing=True,
    ),
    _file(
        "pack",
        msg("Make the session &pack…"),
        msg("Print all teams' pages and the pooled results for a learning session"),
        "print",
        "Ctrl+P",
        guide="sessions",
    ),
    _file(
        "export",
        msg("&Export the numbers…"),
        msg("Write all numbers to an Excel or CSV table"),
        "export",
        guide="data",
    ),
    _file("backup", msg("&Back up now"), msg("Keep a dated copy in your own backup folder"), "save"),
    ActionSpec(
        name="restore",
        text=msg("Res&tore a backup…"),
        tip=msg("Bring this file back to how it was on an earlier day"),
        icon="history",
        needs_file=True,
        needs_writing=True,
    ),
    _file(
        "close",
        msg("&Close the file"),
        msg("Close the file and show the welcome page; everything is saved"),
        "close",
        "Ctrl+W",
    ),
    ActionSpec(
        name="quit",
        text=msg("&Quit"),
        tip=msg("Close the file and the program; everything is saved"),
        shortcuts=("Ctrl+Q",),
    ),
    ActionSpec(
        name="undo",
        text=msg("&Undo"),
        tip=msg("Take back the last edit, also one of an earlier day"),
        icon="undo",
        shortcuts=("Ctrl+Z",),
        guide="undo",
        needs_file=True,
        needs_writing=True,
    ),
    ActionSpec(
        name="redo",
        text=msg("&Redo"),
        tip=msg("Do again what was undone last"),
        icon="redo",
        shortcuts=("Ctrl+Y", "Ctrl+Shift+Z"),
        guide="undo",
        needs_file=True,
        needs_writing=True,
    ),
    _file("find", msg("&Find"), msg("Search on this page"), "search", "Ctrl+F", guide="undo"),
    ActionSpec(
        name="scheme_system",
        text=msg("As the &system is"),
        tip=msg("Light or dark as your system is"),
        checkable=True,
    ),
    ActionSpec(name="scheme_light", text=msg("&Light"), tip=msg("Always light"), checkable=True),
    ActionSpec(name="scheme_dark", text=msg("&Dark"), tip=msg("Always dark"), checkable=True),
    ActionSpec(
        name="text_100", text=msg("&Normal text"), tip=msg("Text as large as the system's"), checkable=True
    ),
    ActionSpec(name="text_115", text=msg("&Larger text"), tip=msg("Text 15 % larger"), checkable=True),
    ActionSpec(name="text_130", text=msg("&Very large text"), tip=msg("Text 30 % larger"), checkable=True),
    ActionSpec(
        name="help",
        text=msg("&Help on this page"),
        tip=msg("What this page is for and how it works"),
        icon="help",
        shortcuts=("F1",),
    ),
    ActionSpec(
        name="about",
        text=msg("&About CollabDesk"),
        tip=msg("Version, licence, and where your files and backups are"),
        icon="info",
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
            *("backup", "restore", None, "close", "quit"),
        ),
    ),
    ("edit", msg("&Edit"), ("undo", "redo", None, "record", None, "find")),
    (
        "view",
        msg("&View"),
        ("scheme_system", "scheme_light", "scheme_dark", None, "text_100", "text_115", "text_130"),
    ),
    ("help", msg("&Help"), ("help", "about")),
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
