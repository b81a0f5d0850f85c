"""The demo's minutes go round: signed where they are confirmed, the last draft with its members."""

from datetime import date, timedelta

from config.demo.clock import at
from foundation.accounts.models import User
from meetings import actions
from meetings.confirming.actions.confirming import presiding
from meetings.models import Meeting, Minutes


def _learn_later(minutes: Minutes, clerk: User, today: date) -> None:
    """A fact that came to light after the minutes were confirmed, beside them for the public."""
    with at(today - timedelta(days=20)):
        actions.add_later_note(
            minutes=minutes,
            words="Cllr Babcock left before the last item; the minutes do not say when.",
            source="Minutes of Eastleach District Council, where he reported on the meeting",
            learnt_on=today - timedelta(days=21),
            is_public=True,
            by=clerk,
        )


def sign_and_circulate(last: Meeting, clerk: User, today: date) -> None:
    """Record the signatures of the year, and send the last draft round for comments."""
    confirmed = Minutes.objects.filter(meeting__body=last.body_id, status=Minutes.Status.CONFIRMED)
    for minutes in confirmed.select_related("confirmed_at_meeting"):
        meeting = minutes.confirmed_at_meeting
        assert meeting is not None and minutes.confirmed_on is not None
        with at(minutes.confirmed_on + timedelta(days=11)):
            actions.sign_minutes(
                minutes=minutes,
                signed_by=presiding(meeting),
                signed_on=minutes.confirmed_on,
                manner="paper",
                by=clerk,
            )
    _learn_later(confirmed.earliest("meeting__starts_at"), clerk, today)
    draft = Minutes.objects.get(meeting=last)
    with at(today - timedelta(days=3)):
        sent = actions.circulate_minutes(minutes=draft, due_on=today + timedelta(days=4), by=clerk)
        reader = sent.readers.filter(person__user__isnull=False).first()
        entry = draft.entries.filter(items__business="report").first()
        if reader is not None and reader.person.user is not None and entry is not None:
            actions.comment(
                reader=reader,
                minute_ref=entry.ref,
                place="whole",
                text="I asked for the figures by district as well. Could this be added?",
                by=reader.person.user,
            )
