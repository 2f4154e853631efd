"""Set-up through its controls: forms that say what is wrong, teams, pasted lists, indicators, places."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from collabdesk.i18n import msg
from collabdesk.models.measures import Indicator, IndicatorKind
from collabdesk.models.places import Person, RuleSet, Team
from collabdesk.periods import month
from collabdesk.services.charts.series import team_chart
from collabdesk.services.phases import phase_history
from collabdesk.services.setup import indicators, own_words, teams
from collabdesk.services.workspace import Workspace
from collabdesk.ui.context import Context
from collabdesk.ui.dialogs.form_dialog import FormDialog
from collabdesk.ui.dialogs.indicator import IndicatorForm, indicator_dialog
from collabdesk.ui.dialogs.paste_teams import PasteTeamsDialog
from collabdesk.ui.fields import DateField, NumberField
from collabdesk.ui.forms import Form
from collabdesk.ui.main_window import MainWindow
from collabdesk.ui.pages.setup.collaborative import RULES, CollaborativeSection
from collabdesk.ui.pages.setup.indicators import IndicatorsSection
from collabdesk.ui.pages.setup.page import SetupPage
from collabdesk.ui.pages.setup.places import PlacesSection
from collabdesk.ui.pages.setup.teams import TeamsSection
from tests.ui.recorders import RecordedMessages


@pytest.fixture
def setup(office_window: MainWindow) -> SetupPage:
    page = office_window.show_place("setup")
    assert isinstance(page, SetupPage)
    return page


def workspace_of(page: SetupPage) -> Workspace:
    return page.workspace


def dialog() -> FormDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, FormDialog)
    return found


def teams_section(page: SetupPage) -> TeamsSection:
    page.open_section("teams")
    section = page.sections["teams"]
    assert isinstance(section, TeamsSection)
    return section


def indicators_section(page: SetupPage) -> IndicatorsSection:
    page.open_section("indicators")
    section = page.sections["indicators"]
    assert isinstance(section, IndicatorsSection)
    return section


# --- fields ---


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 Mar 2026", dt.date(2026, 3, 4)),
        ("4.3.2026", dt.date(2026, 3, 4)),
        ("2026-03-04", dt.date(2026, 3, 4)),
        ("", None),
    ],
)
def test_dates_are_read(text: str, day: dt.date | None, context: Context, qtbot: QtBot) -> None:
    field = DateField(context)
    qtbot.addWidget(field)
    field.edit.setText(text)
    assert field.value() == day


@pytest.mark.parametrize("text", ["soon", "31.2.2026", "3 2026", "4 Mar 0026"])
def test_other_dates_are_refused_with_a_reason(text: str, context: Context, qtbot: QtBot) -> None:
    field = DateField(context)
    qtbot.addWidget(field)
    field.edit.setText(text)
    with pytest.raises(ValueError, match="such as 4 Mar 2026"):
        field.value()


def test_a_date_is_picked(context: Context, qtbot: QtBot) -> None:
    field = DateField(context)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.edited):
        field._picked(QDate(2026, 5, 1))
    assert field.edit.text() == "1 May 2026"


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("2,5", 2.5), ("1 000", 1000), ("", None)])
def test_numbers_are_read(text: str, number: float | None, context: Context, qtbot: QtBot) -> None:
    field = NumberField(context)
    qtbot.addWidget(field)
    field.setText(text)
    assert field.value() == number


@pytest.mark.parametrize("text", ["many", "nan", "inf", "1e12"])
def test_absurd_numbers_are_refused(text: str, context: Context, qtbot: QtBot) -> None:
    field = NumberField(context)
    qtbot.addWidget(field)
    field.setText(text)
    with pytest.raises(ValueError):
        field.value()


def test_form_says_what_is_wrong_beside_the_field(context: Context, qtbot: QtBot) -> None:
    form = Form(context, "try")
    qtbot.addWidget(form)
    form.add_text("name", "Name", needed=True)
    form.add_choice("kind", "Kind", [(kind, kind.value) for kind in IndicatorKind])
    form.add_number("wave", "Wave", whole=True).setText("1.5")
    assert form.values() is None
    assert form.reason("name") == "This is needed."
    assert form.reason("wave") == "Type a whole number here."
    form.set_values({"name": "A", "wave": 2, "kind": IndicatorKind.RATE})
    assert form.values() == {"name": "A", "wave": 2, "kind": IndicatorKind.RATE}
    assert form.values()["kind"] is IndicatorKind.RATE  # type: ignore[index]


# --- collaborative ---


def test_a_field_is_saved_when_it_is_left(setup: SetupPage) -> None:
    section = setup.sections["collaborative"]
    assert isinstance(section, CollaborativeSection)
    ends = section.form.fields["ends"]
    assert isinstance(ends, DateField)
    ends.edit.setText("31.12.2026")
    ends.edit.editingFinished.emit()
    assert setup.workspace.collaborative.ends == dt.date(2026, 12, 31)
    entry = setup.workspace.next_undo()
    ends.edit.editingFinished.emit()
    assert setup.workspace.next_undo() == entry  # nothing changed, so no second edit


def test_an_impossible_end_is_refused_in_place(setup: SetupPage) -> None:
    section = setup.sections["collaborative"]
    assert isinstance(section, CollaborativeSection)
    for name, text in (("starts", "1 Jan 2026"), ("ends", "1 Jan 2025")):
        field = section.form.fields[name]
        assert isinstance(field, DateField)
        field.edit.setText(text)
        field.edit.editingFinished.emit()
    assert "ends before it begins" in section.form.reason("ends")
    assert setup.workspace.collaborative.ends is None


# --- teams ---


def test_add_and_edit_a_team(setup: SetupPage, qtbot: QtBot) -> None:
    section = teams_section(setup)
    section.add.trigger()
    box = dialog()
    box.accept()
    assert box.isVisible()
    assert box.form.reason("name") == "This is needed."
    box.form.set_values({"name": "New Hill", "district": "Oruba", "coach": "Ben", "coach_phone": "0700 9"})
    box.form.set_values({"aliases": "NH; New Hill HC", "wave": 2, "joined": dt.date(2026, 1, 5)})
    box.accept()
    workspace = setup.workspace
    team = workspace.rows(Team)[4]
    assert (team.name, team.wave, team.joined) == ("New Hill", 2, dt.date(2026, 1, 5))
    assert [alias.alias for alias in teams.aliases_of(workspace, 4)] == ["NH", "New Hill HC"]
    assert {person.name: person.phone for person in workspace.rows(Person).values()}["Ben"] == "0700 9"
    workspace.undo()
    assert 4 not in workspace.rows(Team)
    assert teams.aliases_of(workspace, 4) == []


def test_a_taken_name_keeps_the_dialog_open(setup: SetupPage) -> None:
    section = teams_section(setup)
    section.add.trigger()
    box = dialog()
    box.form.set_values({"name": "tolveni  hc iv"})
    box.accept()
    assert "already" in box.reason.text()
    box.reject()
    assert len(setup.workspace.mine(Team)) == 3


def test_editing_opens_by_enter_and_keeps_what_is_not_touched(setup: SetupPage, qtbot: QtBot) -> None:
    section = teams_section(setup)
    section.table.select(lambda row: row.team.id == 1)
    before = setup.workspace.rows(Team)[1]
    qtbot.keyClick(section.table.view, Qt.Key.Key_Return)
    dialog().accept()
    assert setup.workspace.rows(Team)[1] == before


def test_removing_says_how_many_numbers_go(setup: SetupPage, messages: RecordedMessages) -> None:
    section = teams_section(setup)
    section.table.select(lambda row: row.team.id == 1)
    messages.answers = [False, True]
    section.remove.trigger()
    assert "40 numbers that were reported go too" in messages.asked[0]
    assert 1 in setup.workspace.rows(Team)
    section.remove.trigger()
    assert 1 not in setup.workspace.rows(Team)


def test_pasting_a_list_from_excel(setup: SetupPage) -> None:
    section = teams_section(setup)
    section.paste.trigger()
    box = QApplication.activeModalWidget()
    assert isinstance(box, PasteTeamsDialog)
    assert not box.add.isEnabled()
    box.pasted.setPlainText(
        "Team\tDistrict\tCoach\tPhone\tJoined\n"
        "New Hill\tOruba\tBen\t0700 9\t2026-01-05\n"
        "Tolveni HC IV\tOruba\tBen\t\t\n"
        "Third\tOruba\t\t\t3/4/2026\n"
        "\tOruba\t\t\t\n"
    )
    assert box.said.text() == "1 team will be added."
    assert "could be read in two ways" in box.problems.text()
    assert "already" in box.problems.text()
    assert "no name of a team" in box.problems.text()
    box._choices[4].setCurrentIndex(0)  # leave the dates out
    box._choices[4].activated.emit(0)
    assert box.said.text() == "2 teams will be added."
    box.add.click()
    assert [team.name for team in setup.workspace.mine(Team)][3:] == ["New Hill", "Third"]


def test_a_list_without_headings(setup: SetupPage) -> None:
    box = PasteTeamsDialog(setup.context, setup.workspace, setup)
    box.pasted.setPlainText("New Hill;Oruba\nOther;Kalindu")
    assert [choice.currentData() for choice in box._choices] == ["name", "district"]
    box.accept()
    added = setup.workspace.mine(Team)[3:]
    assert [teams.district_of(setup.workspace, team) for team in added] == ["Oruba", "Kalindu"]


# --- indicators ---


def test_add_a_rate(setup: SetupPage) -> None:
    section = indicators_section(setup)
    section.add.trigger()
    box = dialog()
    box.form.set_values({"name": "Deaths", "kind": IndicatorKind.RATE, "multiplier": 1000, "target": 20})
    box.accept()
    made = setup.workspace.rows(Indicator)[3]
    assert (made.kind, made.multiplier, made.target) == (IndicatorKind.RATE, 1000, 20)
    assert indicators.baseline_of(setup.workspace, 3) is None
    setup.workspace.undo()
    assert 3 not in setup.workspace.rows(Indicator)


def test_a_baseline_is_set_with_a_reason_and_a_name(setup: SetupPage) -> None:
    section = indicators_section(setup)
    indicator_id = section.table.rows[0].indicator.id
    section.table.select(lambda row: row.indicator.id == indicator_id)
    section.edit.trigger()
    box = dialog()
    first, last = month(2025, 1).ordinal, month(2025, 10).ordinal
    box.form.set_values({"first": first, "last": None})
    box.accept()
    assert "both its first and its last" in box.reason.text()
    box.form.set_values({"last": last})
    box.accept()
    assert "Say in a few words why" in box.reason.text()
    assert indicators.baseline_of(setup.workspace, indicator_id) is None
    box.form.set_values({"baseline_reason": "before the first session"})
    box.accept()
    phase = indicators.baseline_of(setup.workspace, indicator_id)
    assert phase is not None
    assert (phase.first, phase.last, phase.frozen) == (first, last, True)
    assert (phase.person, phase.reason) == (setup.workspace.person, "before the first session")
    row = next(row for row in section.table.rows if row.indicator.id == indicator_id)
    assert row.baseline == "Jan 2025 – Oct 2025"
    (said, *_rest) = phase_history.history(setup.workspace, indicator_id, None)
    assert said.person == setup.workspace.person
    assert "before the first session" in str(said.said)


def test_a_first_team_can_be_added_by_hand_too(setup: SetupPage) -> None:
    section = teams_section(setup)
    teams.remove_teams(setup.workspace, [team.id for team in setup.workspace.mine(Team)])
    shown = [one.text() for one in section.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["Paste a list…", "Add a team…"]


def test_the_wheel_over_a_choice_changes_nothing(setup: SetupPage, qtbot: QtBot) -> None:
    section = indicators_section(setup)
    section.add.trigger()
    box = dialog().form.fields["kind"]
    assert isinstance(box, QComboBox)
    before = box.currentIndex()
    box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert box.currentIndex() == before


def test_fields_follow_the_kind(setup: SetupPage) -> None:
    section = indicators_section(setup)
    section.table.select(lambda row: row.indicator.id == 1)
    section.edit.trigger()
    form = dialog().form
    assert form.fields["denominator_label"].isVisible()
    assert not form.fields["multiplier"].isVisible()
    assert not form.fields["unit"].isVisible()
    form.set_values({"kind": IndicatorKind.COUNT})
    form.fields["kind"].activated.emit(0)  # type: ignore[attr-defined]
    assert not form.fields["denominator_label"].isVisible()
    assert form.fields["unit"].isVisible()
    dialog().reject()


def test_the_period_is_fixed_once_there_are_numbers(setup: SetupPage) -> None:
    section = indicators_section(setup)
    section.table.select(lambda row: row.indicator.id == 1)
    section.edit.trigger()
    box = dialog()
    box.form.set_values({"period_type": "quarter"})
    box.accept()
    assert "numbers are stored by it" in box.reason.text()
    box.reject()


def test_removing_an_indicator_asks(setup: SetupPage, messages: RecordedMessages) -> None:
    section = indicators_section(setup)
    section.table.select(lambda row: row.indicator.id == 2)
    messages.answers = [True]
    section.remove.trigger()
    assert "20 numbers" in messages.asked[0]
    assert 2 not in setup.workspace.rows(Indicator)


# --- places ---


def test_places_are_renamed_and_guarded(setup: SetupPage, messages: RecordedMessages) -> None:
    setup.open_section("places")
    section = setup.sections["places"]
    assert isinstance(section, PlacesSection)
    counted = {row.unit.name: row.teams for row in section.table.rows}
    assert counted == {"Oruba": 2, "Kalindu": 1}
    section.table.select(lambda row: row.unit.name == "Oruba")
    section._remove.trigger()
    assert "still belong to Oruba" in messages.warned[0]
    section._edit.trigger()
    box = dialog()
    box.form.set_values({"name": "Oruba North"})
    box.accept()
    assert {row.unit.name for row in section.table.rows} == {"Oruba North", "Kalindu"}


def test_own_rules_are_asked_for_their_lengths_and_printed_on_every_chart(setup: SetupPage) -> None:
    setup.open_section("collaborative")
    section = setup.sections["collaborative"]
    assert isinstance(section, CollaborativeSection)
    form, workspace = section.form, setup.workspace
    assert form.fields["custom_shift"].isHidden() or not form.fields["custom_shift"].isVisibleTo(form)
    form.fields["rules"].set_value(RuleSet.CUSTOM)
    assert form.fields["custom_shift"].isVisibleTo(form)
    form.fields["custom_shift"].set_value(8)
    form.fields["custom_trend"].set_value(6)
    form.edited.emit("rules")
    assert workspace.collaborative.rules is RuleSet.CUSTOM
    assert team_chart(workspace, 1, 1).rules == "custom: shift 8, trend 6"
    form.fields["custom_shift"].set_value(2)
    form.edited.emit("custom_shift")
    assert form.reason("custom_shift") == "A shift or a trend has between 3 and 30 points."
    assert workspace.collaborative.custom_shift == 8


def test_each_set_of_rules_is_explained(setup: SetupPage) -> None:
    setup.open_section("collaborative")
    section = setup.sections["collaborative"]
    assert isinstance(section, CollaborativeSection)
    said = set()
    for rules in RULES:
        section.form.fields["rules"].set_value(rules)
        said.add(section._rules_said.text())
    assert len(said) == len(RULES)


def test_a_definition_that_changes_from_a_day_keeps_the_old_one(setup: SetupPage) -> None:
    workspace = setup.workspace
    opened = indicator_dialog(setup.context, workspace, workspace.rows(Indicator)[1], setup)
    opened.open()
    form = opened.form
    assert form.fields["earlier"].isHidden() or not form.fields["earlier"].isVisibleTo(form)
    form.set_values(
        {
            "numerator_label": "completed by a midwife",
            "changes_from": dt.date(2025, 8, 15),
            "why": "new register",
        }
    )
    opened.accept()
    assert [one.numerator_label for one in indicators.definitions(workspace, 1)] == [
        "",
        "completed by a midwife",
    ]
    again = indicator_dialog(setup.context, workspace, workspace.rows(Indicator)[1], setup)
    again.open()
    assert isinstance(again.form, IndicatorForm)
    who = workspace.person
    assert again.form._earlier.text() == (
        f"from 15 Aug 2025: completed by a midwife ({who}: new register)\nat first: nothing was written down"
    )
    again.reject()


def test_a_new_indicator_has_no_definition_to_change(setup: SetupPage) -> None:
    opened = indicator_dialog(setup.context, setup.workspace, None, setup)
    assert not opened.form.fields["changes_from"].isVisibleTo(opened.form)
    opened.deleteLater()


def test_the_office_has_its_own_words_on_prints_and_in_new_windows(setup: SetupPage) -> None:
    setup.open_section("collaborative")
    form, workspace = setup.sections["collaborative"].form, setup.workspace
    form.fields["own_team"].setText("site")
    form.fields["own_teams"].setText("sites")
    form.edited.emit("own_teams")
    assert own_words.of(workspace.collaborative) == {"team": "site", "teams": "sites"}
    assert setup.context.text(msg("All teams")) == "All sites"
    assert own_words.worded(workspace.collaborative, "en").text(msg("One team")) == "One site"
    form.fields["own_team"].setText("x" * 40)
    form.edited.emit("own_team")
    assert "cannot stand" in form.reason("own_team")
    form.fields["own_team"].setText("")
    form.fields["own_teams"].setText("")
    form.edited.emit("own_team")
    assert setup.context.text(msg("All teams")) == "All teams"
