"""The starter library: every entry is whole and fits the others; what is there already is not added twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from collabdesk.errors import UserFacingError
from collabdesk.importing.words import fold
from collabdesk.models.measures import Indicator, IndicatorAlias, IndicatorKind
from collabdesk.services.imports.draft import register_of
from collabdesk.services.setup import indicators, library
from collabdesk.services.setup.library import Entry
from collabdesk.services.workspace import Workspace
from tests.models.dump import dump

EVERY = pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.indicator.code)


def entry_of(code: str) -> Entry:
    return next(one for one in library.entries() if one.indicator.code == code)


@EVERY
def test_each_has_a_whole_definition(entry: Entry, workspace: Workspace) -> None:
    one = entry.indicator
    indicators.check_indicator(workspace, replace(one, collaborative_id=workspace.collaborative.id))
    assert all(text.strip() == text and text for text in (one.name, one.code, one.numerator_label, one.unit))
    assert bool(one.denominator_label) is one.kind.has_ratio
    assert one.source
    assert one.how.endswith(".")
    assert (one.unit == "%") is (one.kind is IndicatorKind.PROPORTION)
    assert (one.multiplier > 1) is (one.kind is IndicatorKind.RATE)
    assert one.target is None, "targets are the collaborative's own"
    assert entry.aliases


def test_it_covers_what_collaboratives_work_on() -> None:
    count = Counter(entry.area for entry in library.entries())
    assert len(library.areas()) == 10
    assert min(count.values()) >= 3
    assert {entry.indicator.role for entry in library.entries()} == {"process", "outcome", "balancing"}
    assert {entry.indicator.kind for entry in library.entries()} == set(IndicatorKind)


def test_no_name_means_two_things() -> None:
    for names in (
        [fold(name) for entry in library.entries() for name in entry.names],
        [entry.indicator.how for entry in library.entries()],
    ):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_several_are_one_edit_with_one_undo(furnished: Workspace) -> None:
    before = dump(furnished.store)
    made = library.add(furnished, [entry_of("WAIT"), entry_of("HANDS")])
    assert [one.name for one in indicators.in_order(furnished)][3:] == [one.name for one in made]
    assert [one.position for one in made] == [4, 5]
    assert made[0].unit == "minutes"
    entry = furnished.next_undo()
    assert entry is not None
    assert entry.label == "2 indicators from the library"
    furnished.undo()
    assert dump(furnished.store) == before
    furnished.redo()
    assert len(furnished.mine(Indicator)) == 5


def test_an_added_one_is_changed_like_any_other(workspace: Workspace) -> None:
    (made,) = library.add(workspace, [entry_of("WAIT")])
    indicators.save_indicator(workspace, replace(made, target=30))
    assert workspace.rows(Indicator)[made.id].target == 30
    assert library.entries() == tuple(library.entries()), "the library itself stays"
    assert entry_of("WAIT").indicator.target is None


def test_its_other_names_are_known_to_the_importer(workspace: Workspace) -> None:
    library.add(workspace, [entry_of("UTERO")])
    (known,) = register_of(workspace).indicators
    assert "AMTSL" in known.aliases


@pytest.mark.parametrize("name", ["HYPERTENSION  Contról", "blood pressure under control", "bpcontrol"])
def test_what_is_there_under_another_name_is_not_added_twice(workspace: Workspace, name: str) -> None:
    mine = workspace.collaborative.id
    indicators.save_indicator(workspace, Indicator(collaborative_id=mine, name=name))
    assert library.already_there(workspace) == {entry_of("BPCONTROL"): name}
    made = library.add(workspace, [entry_of("BPCONTROL"), entry_of("FEET"), entry_of("FEET")])
    assert [one.code for one in made] == ["FEET"]
    with pytest.raises(UserFacingError, match="does not have yet"):
        library.add(workspace, [entry_of("BPCONTROL"), entry_of("FEET")])


def test_a_spelling_that_an_import_taught_counts_too(furnished: Workspace) -> None:
    furnished.transact(
        "", lambda writer: writer.add(IndicatorAlias(indicator_id=2, alias="Perinatal Mortality"))
    )
    assert library.already_there(furnished) == {entry_of("NEWDEATH"): "Deaths per 1,000"}


def test_a_code_that_is_taken_stays_empty(workspace: Workspace) -> None:
    mine = workspace.collaborative.id
    indicators.save_indicator(
        workspace, Indicator(collaborative_id=mine, name="Women left behind", code="left")
    )
    assert [one.code for one in library.add(workspace, [entry_of("LEFT"), entry_of("WAIT")])] == ["", "WAIT"]
