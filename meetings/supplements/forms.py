"""Forms of what comes after publication: late papers, newer versions, new items, withdrawals."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from foundation.ui.forms import DateField, GovukForm, TimeField
from meetings.agenda.rules.agenda import PRESENTER_LIMIT, TITLE_LIMIT
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import Business
from meetings.papers.forms.acts import CHECKED, PdfField
from meetings.restricted.kept import Kept
from meetings.supplements.actions.changing import REASON_LIMIT

_Text = forms.Textarea(attrs={"rows": 3})
NO_CHAIR = gettext_noop("No Chair is recorded for the panel. Enter the name of the member who will preside.")


class BringForm(GovukForm):
    """A listed paper that has come."""

    file = PdfField(
        label=gettext_lazy("PDF"),
        required=False,
        help_text=gettext_lazy("Leave blank if the paper has already been added."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason it is late"),
        required=False,
        max_length=REASON_LIMIT,
        widget=_Text,
        help_text=gettext_lazy("Printed in the supplement."),
    )


class LatePaperForm(BringForm):
    """A further paper for an item."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LIMIT)
    field_order = ("title", "file", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = True
        self.fields["file"].help_text = CHECKED


class NewerForm(GovukForm):
    """A newer version of an issued paper."""

    file = PdfField(
        label=gettext_lazy("PDF"),
        required=False,
        help_text=gettext_lazy("Leave blank to use the newest version written in Panelbook."),
    )
    note = forms.CharField(
        label=gettext_lazy("What was corrected"),
        max_length=REASON_LIMIT,
        widget=_Text,
        help_text=gettext_lazy("Printed in the supplement. For example, Appendix 2, table 1 corrected."),
    )


class UrgencyForm(GovukForm):
    """Why a new item is urgent, who was of that opinion and when; or that it is only noted."""

    urgent_reason = forms.CharField(
        label=gettext_lazy("Special circumstances"),
        required=False,
        widget=_Text,
        max_length=2000,
        help_text=gettext_lazy(
            "Why it cannot wait for a later meeting. Printed in the supplement, the agenda and the minutes."
        ),
    )
    opinion_by = forms.CharField(
        label=gettext_lazy("Chair who is of the opinion that the item is urgent"),
        required=False,
        max_length=200,
    )
    opinion_on = DateField(label=gettext_lazy("Date of the opinion"), required=False)
    is_to_note = forms.BooleanField(
        label=gettext_lazy("List it for a later meeting: it cannot be considered at this one"), required=False
    )

    def name_chair(self, name: str) -> None:
        """Say who chairs the body today. Nothing is filled in: an opinion nobody had is never claimed."""
        said = _("{name} chairs the panel today.").format(name=name) if name else _(NO_CHAIR)
        self.fields["opinion_by"].help_text = _("Only for urgent business. {said}").format(said=said)


class AddedItemForm(UrgencyForm):
    """A new item of a published agenda."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LIMIT)
    presenter = forms.CharField(
        label=gettext_lazy("Who presents"), max_length=PRESENTER_LIMIT, required=False
    )
    business = forms.ChoiceField(
        label=gettext_lazy("Type of item"),
        choices=[(b, b.label) for b in (Business.REPORT, Business.ORAL, Business.PRESENTATION)],
        initial=Business.REPORT,
    )
    after = forms.ModelChoiceField(
        label=gettext_lazy("After"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("The last item"),
    )
    field_order = ("title", "presenter", "business", "after")

    def __init__(self, *args: Any, meeting: Meeting, kept: Kept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = meeting.items.order_by("position", "pk")
        numbers = labels(items)
        field: Any = self.fields["after"]
        field.queryset = items.filter(parent=None)
        field.label_from_instance = lambda item: f"{numbers.get(item.pk, '')} {kept.line(item).title}".strip()


class FiledPaperForm(GovukForm):
    """A paper that was tabled, or filed afterwards."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LIMIT)
    file = PdfField(label=gettext_lazy("PDF"), help_text=CHECKED)
    how = forms.ChoiceField(
        label=gettext_lazy("How it was received"),
        choices=[
            ("tabled", gettext_lazy("Tabled at the meeting")),
            ("filed", gettext_lazy("Filed with the minutes afterwards")),
        ],
        widget=forms.RadioSelect,
        initial="tabled",
    )
    day = DateField(label=gettext_lazy("Received on"))
    time = TimeField(label=gettext_lazy("Time"), help_text=gettext_lazy("For example, 1.30 pm"))
