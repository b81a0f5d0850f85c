"""Before the demo's next meetings: members asked, most have answered, and the chair's brief has notes."""

from datetime import date, timedelta

from config.demo.clock import at
from foundation.accounts.models import User
from meetings import actions
from meetings.models import Coming, Meeting
from panels.roll import members_on

NOTES = {
    "Minutes": ("Two corrections were announced by e-mail.", 5),
    "Public": ("Mr Lowe comes in person. He has three minutes.", 10),
    "Update": ("Ask about the new control room.", 20),
    "Network": ("The lead member speaks first.", 25),
}


def ask_who_comes(meeting: Meeting, clerk: User, today: date) -> None:
    """Everybody with an address was asked; the answers came by link and by telephone."""
    with at(today - timedelta(days=8), 9):
        actions.ask_members(meeting=meeting, by=clerk)
    here, away, remote = Coming.Answer.COMING, Coming.Answer.APOLOGIES, Coming.Answer.REMOTE
    said = [here, here, here, here, here, remote, away, here]
    sitting = [line.person for line in members_on(meeting.body, meeting.day) if line.person]
    # The member of the demo finds the question on their first page.
    members = [person for person in sitting if person.family_name != "Penhale"]
    with at(today - timedelta(days=6), 11):
        for person, answer in zip(members, said, strict=False):
            actions.answer_for_member(meeting=meeting, person=person, answer=answer, by=clerk)
        for item in meeting.items.all():
            for beginning, (note, minutes) in NOTES.items():
                if item.title.startswith(beginning):
                    actions.write_chair_note(item=item, note=note, minutes=minutes, by=clerk)
