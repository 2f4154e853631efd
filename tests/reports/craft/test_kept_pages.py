"""Pages shared by many documents: each document is, byte for byte, what it would be alone."""

from __future__ import annotations

from dataclasses import replace

from collabdesk.i18n import Translator
from collabdesk.reports import plan
from collabdesk.reports.content import PackOptions, Section
from collabdesk.reports.craft.kept_pages import KeptPages
from collabdesk.reports.pack import lay_out_pack

ONE = PackOptions(sections=(Section.TEAMS, Section.KEY, Section.PDSA))
MANY = PackOptions(sections=(Section.COVER, Section.CONTENTS, Section.TEAMS, Section.KEY))


def _documents(factory, kept):
    """A document for each team, one for all the teams in another order, so with other numbers and fonts in use."""
    whole = factory.content(tuple(factory.team(name, 6) for name in ("Nakaseke → Ω", "Ségou", "Wobulenzi")))
    jobs = [(replace(whole, teams=(team,), n_teams=1), ONE) for team in whole.teams]
    jobs.append((replace(whole, teams=whole.teams[::-1]), MANY))
    return [lay_out_pack(content, options, Translator("fr"), None, kept).pdf() for content, options in jobs]


def test_a_document_with_kept_pages_is_the_same_as_one_made_alone(factory):
    assert _documents(factory, KeptPages(Translator("fr"))) == _documents(factory, None)


def test_each_page_is_measured_once(factory, monkeypatch):
    measured = []
    real = plan.team_pages
    monkeypatch.setattr(
        plan, "team_pages", lambda *given: measured.append(given[1].name) or real(*given)
    )  # fmt: skip
    _documents(factory, KeptPages(Translator("fr")))
    assert measured == ["Nakaseke → Ω", "Ségou", "Wobulenzi"]
