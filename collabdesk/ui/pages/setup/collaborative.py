"""What the collaborative is: every field is saved when the cursor leaves it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from collabdesk.errors import UserFacingError
from collabdesk.i18n import OWN_FORMS, Message, languages, msg
from collabdesk.models.places import RuleSet
from collabdesk.services.setup import collaboratives, own_words
from collabdesk.ui.context import Context
from collabdesk.ui.fields import Choice
from collabdesk.ui.forms import Form
from collabdesk.ui.pages.setup.section import SetupSection
from collabdesk.ui.theme import GAP, GAP_LARGE, Type
from collabdesk.ui.widgets import Label

_FIELDS = (
    *("name", "aim", "starts", "ends", "office", "rules", "custom_shift", "custom_trend"),
    *("small_denominator", "pooled_by", "paper"),
)
RULES: dict[RuleSet, tuple[Message, Message]] = {
    RuleSet.IHI: (
        msg("ihi: shift of 6, trend of 5, number of runs"),
        msg(
            "The usual rules of improvement work. Quick to see that something changed; about one chart in three "
            "of pure chance breaks one of them within two years."
        ),
    ),
    RuleSet.ANHOEJ: (
        msg("anhoej: longest run and crossings by the number of points"),
        msg(
            "What is unusual depends on how many points there are. Fewer false alarms (about one chart in ten), "
            "and later to see that something changed; no trend rule."
        ),
    ),
    RuleSet.NHS: (
        msg("nhs: XmR charts with limits (Making Data Count)"),
        msg(
            "A mean and limits instead of a median: a point outside the limits, 7 on one side or 7 rising or falling, "
            "2 of 3 near a limit. It needs a dozen points before the limits say much."
        ),
    ),
    RuleSet.CUSTOM: (
        msg("custom: your own lengths of shift and trend"),
        msg(
            "Longer runs mean fewer false alarms and later signals. The lengths are printed on every chart, so that "
            "nobody takes them for the usual ones."
        ),
    ),
}
"""The rule sets that a run chart can be judged by, with plain words on each."""
_OWN_FIELDS = tuple((form, f"own_{form.replace(' ', '_')}") for form in OWN_FORMS)
_LANGUAGES = {"en": "English", "fr": "français", "es": "español", "pt": "português"}
WIDTH = 720


class CollaborativeSection(SetupSection):
    """One form."""

    name = "collaborative"
    title = msg("Collaborative")
    kinds = ("collaborative",)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = self._make_form()
        self.form.edited.connect(self._save)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, GAP, GAP, GAP)
        box.setSpacing(GAP_LARGE)
        said = msg("Every entry is saved when you leave its field.")
        box.addWidget(Label(context.theme, context.text(said), colour="ink_soft"))
        self.form.setMaximumWidth(WIDTH)
        box.addWidget(self.form)
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def load(self) -> None:
        collaborative = self.workspace.collaborative
        self.form.set_values({name: getattr(collaborative, name) for name in self._names})
        words = own_words.of(collaborative)
        self.form.set_values({name: words.get(form, "") for form, name in _OWN_FIELDS})
        self._follow_rules()
        self.form.setEnabled(not self.workspace.read_only)

    @Slot(str)
    def _save(self, _name: str) -> None:
        if self._workspace is None or self.workspace.read_only:
            return
        values = self.form.values()
        if values is None:
            return
        if _name in {name for _form, name in _OWN_FIELDS}:
            self._save_words(_name, {form: values[name] for form, name in _OWN_FIELDS})
            return
        known = self.workspace.collaborative
        wanted = replace(known, **{name: values[name] for name in self._names})
        if wanted == known:
            return
        try:
            collaboratives.save_collaborative(self.workspace, wanted)
        except UserFacingError as error:
            self.form.show_reason(_name, error.sentence)

    def _save_words(self, field: str, words: dict[str, str]) -> None:
        try:
            own_words.save(self.workspace, words)
        except UserFacingError as error:
            self.form.show_reason(field, error.sentence)
            return
        self.context.navigator.say(
            self.context.text(
                msg("Prints use your words from now on; what stands in the window follows at the next start.")
            )
        )

    @Slot()
    def _follow_rules(self) -> None:
        """Plain words on the chosen rules; the lengths only where they are one's own."""
        field = self.form.fields["rules"]
        assert isinstance(field, Choice)
        chosen = field.value()
        self._rules_said.setText(self.context.text(RULES[chosen][1]))
        for name in ("custom_shift", "custom_trend"):
            self.form.show_field(name, chosen is RuleSet.CUSTOM)

    def _make_form(self) -> Form:
        form = Form(self.context, "collaborative_form")
        form.add_text("name", msg("Name"), needed=True)
        form.add_long(
            "aim",
            msg("Aim"),
            hint=msg(
                "What, how much, by when: such as AMTSL given at 90 % of births in all sites by December 2027"
            ),
        )
        form.add_date("starts", msg("Begins"))
        form.add_date("ends", msg("Ends"))
        form.add_text("office", msg("Office"), hint=msg("Printed on every pack"))
        rules = form.add_choice(
            "rules", msg("Run chart rules"), [(one, words) for one, (words, _said) in RULES.items()]
        )
        self._rules_said = Label(self.context.theme, size=Type.CAPTION, colour="ink_soft", wrap=True)
        form.add_widget("rules_said", "", self._rules_said)
        form.add_number("custom_shift", msg("Shift: points in a row"), whole=True, empty=False)
        form.add_number("custom_trend", msg("Trend: points in a row"), whole=True, empty=False)
        rules.currentIndexChanged.connect(self._follow_rules)
        form.add_choice(
            "pooled_by",
            msg("All teams together"),
            (
                ("sum", msg("Sum of numerators over sum of denominators")),
                ("median", msg("Median of the teams' values")),
            ),
        )
        small = form.add_number("small_denominator", msg("Small denominator"), whole=True, empty=False)
        small.setToolTip(self.context.text(msg("Points with fewer cases are drawn hollow, with n printed.")))
        for form_name, field_name in _OWN_FIELDS:
            said = msg("Your word for {word}", word=f"“{form_name}”")
            form.add_text(field_name, said, hint=form_name)
        form.add_choice("paper", msg("Paper"), (("a4", "A4"), ("letter", "Letter")))
        self._names: tuple[str, ...] = _FIELDS
        if len(languages()) > 1:
            choices = [(code, _LANGUAGES.get(code, code)) for code in languages()]
            form.add_choice("language", msg("Language of prints"), choices)
            self._names = (*_FIELDS, "language")
        return form
