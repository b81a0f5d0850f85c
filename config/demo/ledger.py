"""The demo's ledger: a late response, an offer in hand, things done, and matters arising."""

from datetime import date, timedelta

from config.demo.clock import at
from foundation.accounts.models import User
from meetings import actions
from meetings.models import FollowUp, Meeting, Minute
from panels.models import Body, Person


def keep_ledger(body: Body, clerk: User, last: Meeting, preparing: Meeting, today: date) -> None:
    """What came of the last meetings, and its way to the agenda that is being prepared."""
    minute = Minute.objects.filter(minutes__meeting=last, follow_ups__isnull=False).distinct()[0]
    with at(last.day + timedelta(days=4)):
        _recommend(minute, clerk, last, today)
        offer = actions.add_follow_up(
            minute=minute,
            text="Arrange a session on online fraud for members of the Panel",
            kind=FollowUp.Kind.UNDERTAKING,
            owner="Commissioner’s office",
            due_words="before the next meeting",
            due_meeting=preparing,
            by=clerk,
        )
        actions.add_follow_up(
            minute=minute,
            text="Ask the Commissioner why grants for partnerships end in March",
            kind=FollowUp.Kind.ITEM_TO_RAISE,
            owner="Secretariat",
            due_on=preparing.day,
            by=clerk,
        )
    _answer_earlier(body, clerk, last)
    member = Person.objects.get(family_name="Penhale")
    with at(today - timedelta(days=6)):
        actions.settle_follow_up(
            follow_up=offer,
            answerer=member,
            due_meeting=preparing,
            is_public=True,
            based_on=offer.version,
            by=clerk,
        )
        actions.update_follow_up(
            follow_up=offer,
            text="Two dates are offered; members are being asked.",
            is_in_hand=True,
            based_on=offer.version + 1,
            by=clerk,
        )
    with at(today - timedelta(days=2)):
        _bring(body, clerk, preparing, today)


def _recommend(minute: Minute, clerk: User, last: Meeting, today: date) -> None:
    """A recommendation to the commissioner whose reasonable period ended nine days ago."""
    row = actions.add_follow_up(
        minute=minute,
        text="That the Commissioner publish the figures of knife crime by ward every quarter",
        kind=FollowUp.Kind.RECOMMENDATION,
        owner="Police and Crime Commissioner",
        by=clerk,
    )
    actions.ask_for_response(
        follow_up=row,
        asked_of="Police and Crime Commissioner for Wessex",
        asked_on=last.day + timedelta(days=4),
        respond_by=today - timedelta(days=9),
        by=clerk,
    )


def _answer_earlier(body: Body, clerk: User, last: Meeting) -> None:
    """What came of earlier meetings: the first thing done, the second put off."""
    earlier = FollowUp.objects.of_bodies([body.pk]).earlier_than(last).order_by("number")
    with at(last.day + timedelta(days=11)):
        for place, row in enumerate(earlier):
            if place % 2 == 0:
                actions.discharge_follow_up(
                    follow_up=row, on=last.day, at=last, evidence="Figures sent to members.", by=clerk
                )
            else:
                actions.update_follow_up(
                    follow_up=row,
                    text="The chairs of two partnerships have changed; the letter waits for their names.",
                    new_due=last.day + timedelta(weeks=16),
                    based_on=row.version,
                    by=clerk,
                )


def _bring(body: Body, clerk: User, preparing: Meeting, today: date) -> None:
    """Matters arising and the action log on the agenda being prepared."""
    public = FollowUp.objects.of_bodies([body.pk]).earlier_than(preparing).on_public_log()
    made = actions.bring_matters(meeting=preparing, follow_ups=list(public.outstanding()), by=clerk)
    head = made[0].item.parent
    assert head is not None
    actions.place_action_log(item=head, on=today - timedelta(days=2), by=clerk)
