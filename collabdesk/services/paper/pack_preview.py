"""Packs for a preview: what was gathered is kept, so that a change of paper or order costs no second gathering."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from collabdesk.errors import Cancelled
from collabdesk.reports.content import PackContent, Section, TeamPage
from collabdesk.services.paper.packs import PackGathering, PackRequest, with_hand_plots
from collabdesk.services.setup import collaboratives

_PAGES = frozenset((Section.TEAMS, Section.HAND_PLOT))


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What has been gathered for one request, apart from the pages of its teams."""

    frame: PackContent
    team_ids: tuple[int, ...]
    parts: dict[Section, dict[str, Any]]


class PackKeeper:
    """For workers, one at a time. `forget` when the file has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[object, _Known] = {}
        self._pages: dict[object, TeamPage] = {}
        self._version = 0

    @property
    def empty(self) -> bool:
        """Whether nothing has been gathered yet."""
        return not self._known

    def forget(self) -> None:
        """Gather anew from now on. From any thread, at once: a gathering under way is not kept."""
        self._version += 1

    def content(
        self,
        request: PackRequest,
        cancelled: Callable[[], bool],
        most_teams: int | None = None,
    ) -> PackContent:
        """The content for a request, with the pages of its first ``most_teams`` teams only. Raises Cancelled."""
        with self._lock:
            version = self._version
            gathering = _Lazy(request)
            try:
                known = self._know(request, gathering, version, cancelled)
                pages = self._team_pages(request, known, gathering, (version, most_teams), cancelled)
            finally:
                gathering.close()
            for kept in (self._known, self._pages):
                for key in [key for key in kept if key[0] != self._version]:  # type: ignore[index]
                    del kept[key]
        wanted = set(request.options.sections)
        parts = {
            name: value for at, part in known.parts.items() if at in wanted for name, value in part.items()
        }
        return with_hand_plots(replace(known.frame, teams=pages, **parts), request.options)

    def _know(
        self, request: PackRequest, gathering: _Lazy, version: int, cancelled: Callable[[], bool]
    ) -> _Known:
        key = (version, _base(request), request.team_ids)
        known = self._known.get(key)
        if known is None:
            made = gathering.made
            known = self._known[key] = _Known(frame=made.frame(), team_ids=made.team_ids(), parts={})
        for section in request.options.sections:
            if section not in known.parts and section not in _PAGES:
                if cancelled():
                    raise Cancelled
                known.parts[section] = gathering.made.part(section)
        return known

    def _team_pages(
        self,
        request: PackRequest,
        known: _Known,
        gathering: _Lazy,
        state: tuple[int, int | None],
        cancelled: Callable[[], bool],
    ) -> tuple[TeamPage, ...]:
        version, most = state
        if not _PAGES & set(request.options.sections):
            return ()
        pages = []
        for team_id in known.team_ids[:most]:
            key = (version, _base(request), team_id)
            if key not in self._pages:
                if cancelled():
                    raise Cancelled
                self._pages[key] = gathering.made.team_page(team_id)
            pages.append(self._pages[key])
        return tuple(pages)


class _Lazy:
    """Opens the file when something has to be read, and not before."""

    def __init__(self, request: PackRequest) -> None:
        self._request = request
        self._made: PackGathering | None = None
        self._close: Callable[[], None] | None = None

    @property
    def made(self) -> PackGathering:
        if self._made is None:
            request = self._request
            workspace = collaboratives.open_file(request.file, "", request.collaborative, read_only=True)
            self._close = workspace.close
            self._made = PackGathering(workspace, request)
        return self._made

    def close(self) -> None:
        if self._close is not None:
            self._close()


def _base(request: PackRequest) -> tuple[object, ...]:
    """What the gathered values depend on, apart from the teams."""
    language = request.translator.language if request.hide_names else ""  # "Site A" is worded when gathered
    return (
        request.file,
        request.collaborative,
        request.session_id,
        request.indicator_ids,
        request.hide_names,
        language,
        request.printed_on,
        request.blank_pdsa,
    )
