"""Forms that keep business from the public; the law behind them stands in `rules.restrictions`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.history.rulebook import UNREAD, Statutory
from foundation.ui.forms import DateField, GovukForm
from meetings.models import Restriction
from meetings.restricted.rules import CONFIDENTIAL, EXEMPT, GROUND_NAMES, MUST_BE_PRIVATE, PARAGRAPHS, STATUTE
from panels.models import Person

WHOLE = "whole"


class RestrictionForm(GovukForm):
    """On which ground something is kept from the public, and what the public reads instead."""

    part = forms.ChoiceField(label=gettext_lazy("What is exempt or confidential"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), choices=list(GROUND_NAMES.items()), widget=forms.RadioSelect
    )
    paragraphs = forms.MultipleChoiceField(
        label=gettext_lazy("Paragraphs of Schedule 12A"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For exempt information"),
    )
    other = forms.CharField(
        label=gettext_lazy("Other paragraphs"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Numbers adopted elsewhere. For example, 10. They are kept, with a warning."),
    )
    public_interest_reason = forms.CharField(
        label=gettext_lazy("Why the public interest in maintaining the exemption is greater"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For exempt information. It is not published."),
    )
    imposed_by = forms.CharField(
        label=gettext_lazy("Why it is confidential"),
        required=False,
        max_length=200,
        help_text=format_lazy(
            gettext_lazy(
                "For confidential information. Enter the government department that supplied it on terms "
                "which "
                "forbid its disclosure to the public, or the enactment or court "
                "order that prohibits disclosure "
                "({source})."
            ),
            source=MUST_BE_PRIVATE.source,
        ),
    )
    provision = forms.CharField(
        label=gettext_lazy("Section and Act"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Only for a hearing that an Act requires to be held in private. Information that an Act "
            "forbids you "
            "to disclose is confidential information (section 100A(3)(b)): "
            "check with your monitoring officer."
        ),
    )
    shows_title = forms.BooleanField(label=gettext_lazy("Publish its title"), required=False)
    public_title = forms.CharField(
        label=gettext_lazy("Title for the public"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Published in place of the title. Leave blank to use “Exempt item” or “Confidential item”."
        ),
    )

    def __init__(
        self, *args: Any, jurisdiction: str, parts: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = PARAGRAPHS[jurisdiction]
        self.known = {str(number) for number in known}
        field: Any = self.fields["paragraphs"]
        field.choices = [(str(number), _choice(number, fact)) for number, fact in known.items()]
        part: Any = self.fields["part"]
        part.choices = parts or []
        if not parts:
            del self.fields["part"]

    @classmethod
    def initial_of(cls, row: Restriction, jurisdiction: str) -> dict[str, Any]:
        """What a restriction says now."""
        known = [str(n) for n in row.paragraphs if n in PARAGRAPHS[jurisdiction]]
        names = ("ground", "public_interest_reason", "imposed_by", "provision", "shows_title", "public_title")
        values = {name: getattr(row, name) for name in names}
        others = ", ".join(str(n) for n in row.paragraphs if str(n) not in known)
        return {**values, "paragraphs": known, "other": others}

    def clean_other(self) -> list[int]:
        """The numbers typed; anything else is asked for again."""
        words = self.cleaned_data["other"].replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 3 for word in words):
            raise ValidationError(_("Enter numbers separated by commas. For example, 10, 12"))
        return [int(word) for word in words]

    def clean(self) -> dict[str, Any]:
        """Each ground asks for words of its own."""
        found = super().clean() or {}
        ground = found.get("ground")
        if ground == EXEMPT and not (found.get("paragraphs") or found.get("other")):
            self.add_error("paragraphs", _("Select at least one paragraph"))
        if ground == EXEMPT and not found.get("public_interest_reason"):
            self.add_error(
                "public_interest_reason",
                _("Enter why the public interest in maintaining the exemption is greater"),
            )
        if ground == CONFIDENTIAL and not found.get("imposed_by"):
            self.add_error("imposed_by", _("Enter why it is confidential"))
        if ground == STATUTE and not found.get("provision"):
            self.add_error("provision", _("Enter the section and its Act"))
        return found

    def terms(self) -> dict[str, Any]:
        """What the act takes."""
        values = {k: v for k, v in self.cleaned_data.items() if k not in ("other", "part", "paragraphs")}
        chosen = [int(n) for n in self.cleaned_data["paragraphs"]]
        return {**values, "paragraphs": [*chosen, *self.cleaned_data["other"]]}


def _choice(number: int, fact: Statutory[int]) -> str:
    """The paragraph in short words; where we have not read the law, whom to ask."""
    words = f"{number}. {fact.sentence.partition(': ')[2].rstrip('.')}"
    return words if fact.is_checked else f"{words} ({UNREAD})"


class WhyForm(GovukForm):
    """A reason that stays with the restriction."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )


class ResolutionForm(GovukForm):
    """The resolution as the meeting adopted it."""

    words = forms.CharField(
        label=gettext_lazy("Resolution as adopted"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Enter the resolution as it was adopted")},
    )
    paragraphs = forms.CharField(
        label=gettext_lazy("Paragraphs it names"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "Separate them with commas. They may differ from the proper officer’s decision."
        ),
    )

    def clean_paragraphs(self) -> list[int]:
        """The numbers typed; anything else is asked for again."""
        words = self.cleaned_data["paragraphs"].replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 3 for word in words):
            raise ValidationError(_("Enter numbers separated by commas. For example, 1, 3"))
        return [int(word) for word in words]


class ShutOutForm(GovukForm):
    """Who may not read one item's restricted papers, and why."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Person"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Select a person"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("For example, the interest declared. It is not published."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class ReaderForm(GovukForm):
    """A named officer who may read one restricted thing."""

    reader = forms.ModelChoiceField(
        label=gettext_lazy("Who may read it"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Select a person"),
    )
    ends_on = DateField(
        label=gettext_lazy("Until (optional)"),
        required=False,
        help_text=gettext_lazy(
            "The last day. Access ends sooner if you remove them, or when their role with the body ends."
        ),
    )

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = users  # type: ignore[attr-defined]
