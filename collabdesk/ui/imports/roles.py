"""How the roles of cells look: a tint, a letter, a word. Letters carry the meaning, colours only help."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from collabdesk.i18n import Message, msg
from collabdesk.importing.result import Role
from collabdesk.ui.theme import Palette, mixed


@dataclass(frozen=True, kw_only=True)
class RoleLook:
    """One role: ``aside`` cells are read but not used, and are hatched."""

    letter: str
    name: Message
    hue: str = ""
    aside: bool = False


_TEAM, _INDICATOR, _PERIOD, _NUMBER = "#B35900", "#7A4FB5", "#0F7B6C", "#1F5FA8"

LOOKS: dict[Role, RoleLook] = {
    Role.TEAM: RoleLook(letter="T", name=msg("team"), hue=_TEAM),
    Role.TEAM_CODE: RoleLook(letter="c", name=msg("code of the team"), hue=_TEAM),
    Role.INDICATOR: RoleLook(letter="I", name=msg("indicator"), hue=_INDICATOR),
    Role.MEASURE: RoleLook(letter="M", name=msg("which number it is"), hue=_INDICATOR),
    Role.CATEGORY: RoleLook(letter="G", name=msg("sub-group"), hue=_INDICATOR),
    Role.PERIOD: RoleLook(letter="P", name=msg("period"), hue=_PERIOD),
    Role.NUMERATOR: RoleLook(letter="n", name=msg("numerator"), hue=_NUMBER),
    Role.DENOMINATOR: RoleLook(letter="d", name=msg("denominator"), hue=_NUMBER),
    Role.VALUE: RoleLook(letter="v", name=msg("value"), hue=_NUMBER),
    Role.NOTE: RoleLook(letter="…", name=msg("note"), hue="#6E7781"),
    Role.TITLE: RoleLook(letter="H", name=msg("title"), hue="#6E7781"),
    Role.HEADER: RoleLook(letter="h", name=msg("heading"), hue="#6E7781"),
    Role.DERIVED: RoleLook(letter="=", name=msg("calculated: left out"), aside=True),
    Role.TOTAL: RoleLook(letter="Σ", name=msg("total: left out"), aside=True),
    Role.SERIAL: RoleLook(letter="#", name=msg("serial number: left out"), aside=True),
    Role.IGNORED: RoleLook(letter="×", name=msg("left out"), aside=True),
}


def ground(look: RoleLook, palette: Palette) -> QColor:
    """The tint of a role on this theme's surface."""
    if not look.hue:
        return QColor(palette.canvas)
    return QColor(mixed(palette.surface, look.hue, 0.3 if palette.dark else 0.16))


def ink(look: RoleLook, palette: Palette) -> QColor:
    """The colour of a role's letter."""
    if not look.hue:
        return QColor(palette.ink_soft)
    return QColor(mixed(look.hue, "#FFFFFF" if palette.dark else "#000000", 0.45 if palette.dark else 0.15))
