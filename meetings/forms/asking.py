"""Forms that ask for a paper: whom, for which item, what is wanted, by when."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.ui.forms import DateField, GovukForm
from meetings.forms.paper_acts import TITLE_LIMIT, body_name
from meetings.models import AgendaItem
from panels.models import Body


class WhomForm(GovukForm):
    """Who writes it, what is wanted, and by when."""

    author = forms.ModelChoiceField(
        label="Author with an account",
        queryset=User.objects.none(),
        required=False,
        empty_label="Somebody else, named below",
    )
    name = forms.CharField(label="Name of an author without an account", max_length=200, required=False)
    email = forms.EmailField(
        label="Their e-mail address",
        required=False,
        help_text="They get a link that opens this one paper. They need no account.",
    )
    wanted = forms.CharField(
        label="What is wanted",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The author reads it: what it should answer, how long, which figures.",
    )
    due_on = DateField(label="Due on", required=False)

    def __init__(self, *args: Any, authors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = authors  # type: ignore[attr-defined]
        if not authors:
            del self.fields["author"]

    def clean(self) -> dict[str, Any]:
        """One author: a user, or a name with an address."""
        typed = super().clean() or {}
        author, name, email = typed.get("author"), typed.get("name"), typed.get("email")
        if author and (name or email):
            self.add_error("author", "Choose a user or name somebody else, not both")
        elif not author and "name" not in self.errors and not name:
            has_address = bool(email) or "email" in self.errors
            said = "Give the name of the author" if has_address else "Say who writes it"
            self.add_error("name", said)
        if name and not author and not email and "email" not in self.errors:
            self.add_error("email", "Give the e-mail address of the author")
        typed["due_on"] = typed.get("due_on") or self.usual_due_day(typed)
        if not typed["due_on"] and "due_on" not in self.errors:
            self.add_error("due_on", self.no_usual_day(typed))
        return typed

    def usual_due_day(self, typed: dict[str, Any]) -> date | None:
        """The day that counts when none was typed; none here."""
        return None

    def no_usual_day(self, typed: dict[str, Any]) -> str:
        """What is said where no day was typed and none is usual."""
        return "Enter the date it is due"


class AskPaperForm(WhomForm):
    """A new paper: what it is called and for which item, and whom to ask."""

    title = forms.CharField(label="Title", max_length=TITLE_LIMIT)
    item = forms.ModelChoiceField(
        label="Item",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="On no agenda yet",
        help_text="The paper is placed there, to come with the agenda.",
    )
    body = forms.ModelChoiceField(label="For", queryset=Body.objects.none(), empty_label=None)
    field_order = ("title", "item", "body", "author", "name", "email", "wanted", "due_on")

    def __init__(
        self,
        *args: Any,
        bodies: Any,
        items: Any,
        labels: dict[int, str],
        usual_day: Callable[[AgendaItem], date | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._usual_day = usual_day
        body: Any = self.fields["body"]
        body.queryset, body.label_from_instance = bodies, body_name
        if len(bodies) == 1:
            body.widget = forms.HiddenInput()
            self.initial.setdefault("body", bodies[0].pk)
        item: Any = self.fields["item"]
        item.queryset = items
        item.label_from_instance = lambda each: f"{labels.get(each.pk, '')} {each.title}".strip()
        self.fields["due_on"].help_text = "Leave empty for the usual day before the agenda is published."

    def usual_due_day(self, typed: dict[str, Any]) -> date | None:
        """The usual day for the meeting of the item."""
        item = typed.get("item")
        return self._usual_day(item) if item else None

    def no_usual_day(self, typed: dict[str, Any]) -> str:
        """That an item would give a day, or that the day of the chosen one is past."""
        if typed.get("item"):
            return "Enter the date it is due, because the usual date for this meeting has passed"
        return "Enter the date it is due, or choose the item it is for"


class AskAgainForm(WhomForm):
    """The same paper anew."""

    field_order = ("author", "name", "email", "wanted", "due_on")
