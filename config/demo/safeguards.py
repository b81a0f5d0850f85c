"""The demo under its safeguards: a reader named, a find to overrule, an address that changes."""

from datetime import date, timedelta

from config.demo.clock import at
from config.demo.meetings import item_named
from config.demo.panel import ADDRESSES
from foundation.accounts.models import User
from foundation.history.findings import Refused
from meetings import actions
from meetings.models import Find, Meeting, PublicQuestion, Restriction
from panels import actions as panels
from panels.models import Person


def name_a_reader(meeting: Meeting, clerk: User, today: date) -> None:
    """The report's author reads what is kept from the public, until a day after the meeting."""
    restriction = Restriction.objects.standing().of_meeting(meeting.pk).get()
    reader = User.objects.get(email=ADDRESSES["Report author"])
    with at(today - timedelta(days=9)):
        last = meeting.day + timedelta(days=1)
        actions.name_reader(restriction=restriction, reader=reader, ends_on=last, by=clerk)


def repeat_private_words(meeting: Meeting, clerk: User, today: date) -> None:
    """A reason that repeats the exempt report stops; overruling it waits for a second person."""
    with at(today - timedelta(days=2), 16):
        words = "At the meeting before it is to be said which of three bidders is recommended."
        try:
            actions.cancel_meeting(meeting=meeting, reason=words, by=clerk)
        except Refused:
            find = Find.objects.filter(meeting=meeting).earliest("pk")
            actions.ask_to_overrule(
                find=find, reason="That there are three bidders was in the papers in June.", by=clerk
            )
        else:
            raise AssertionError("The demo's private words were not found")


def leave_a_decision(meeting: Meeting, clerk: User, today: date) -> None:
    """An item marked as exempt that the proper officer has still to decide on."""
    with at(today - timedelta(days=1), 11):
        item = actions.add_item(
            meeting=meeting, title="Custody healthcare: advice on the contract", business="report", by=clerk,
            after=item_named(meeting, "Update from the Commissioner"),
        )  # fmt: skip
        actions.restrict_item(
            item=item,
            ground="exempt",
            paragraphs=[5],
            public_interest_reason="The advice is privileged, and the contract has not been signed.",
            by=clerk,
        )


def ask_for_another_address(today: date) -> None:
    """An administrator changes where a councillor signs in; the old address can stop it for three days."""
    admin = User.objects.get(email=ADDRESSES["Administrator"])
    person = Person.objects.get(family_name="Iqbal")
    with at(today - timedelta(days=30)):
        user = panels.give_sign_in(person=person, email="nasreen.iqbal@sandbourne.example", by=admin)
    with at(today - timedelta(days=1), 15):
        panels.ask_for_address(
            user=user,
            email="n.iqbal@sandbourne.example",
            reason="Her council changed its addresses.",
            by=admin,
        )


def leave_unconfirmed(meeting: Meeting, today: date) -> None:
    """A public question whose asker has not yet pressed the button behind the link."""
    put = actions.Put(
        text="Will the speed camera on Kennetside hill come back?", name="Mr Tobias Wren",
        email="wren@wessex-residents.example", addressee=PublicQuestion.Addressee.COMMISSIONER,
    )  # fmt: skip
    with at(today - timedelta(days=1), 21):
        actions.put_question(meeting=meeting, put=put, form_key="demo-wren")
