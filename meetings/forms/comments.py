"""The forms of comments on draft minutes."""

from django import forms

from foundation.ui.forms import DateField, GovukForm
from meetings.models import DraftComment


class CirculateForm(GovukForm):
    """By when members should comment."""

    due_on = DateField(label="Comments by")


class CommentForm(GovukForm):
    """What a member says about a paragraph."""

    minute_ref = forms.CharField(max_length=12, widget=forms.HiddenInput)
    place = forms.CharField(max_length=60, widget=forms.HiddenInput)
    text = forms.CharField(label="Your comment", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(GovukForm):
    """What was done about a comment."""

    outcome = forms.ChoiceField(
        label="What was done", choices=[each for each in DraftComment.Outcome.choices if each[0] != "open"]
    )
    reply = forms.CharField(
        label="Reply", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
