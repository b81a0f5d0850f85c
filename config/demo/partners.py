"""Three partnerships with officers and chairs, and the round of briefing notes that is under way."""

from datetime import date, timedelta

from config.demo.clock import at
from config.demo.meetings import item_named
from config.demo.panel import ADDRESSES
from config.demo.people import PASSWORD
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings.models import Meeting
from panels.models import Body, Person
from partnerships import actions
from partnerships.models import CSP, BriefingNote, LinkMember

# Name, short name, officer, chair (name and address).
CSPS = [
    ("Ambermere Community Safety Partnership", "Ambermere", "Jo Tarrant", "Cllr Maud Hollis"),
    (
        "Cranmere and Marlbury Community Safety Partnership",
        "Cranmere and Marlbury",
        "Sam Orchard",
        "Cllr Piers Lund",
    ),
    ("Kennetside and Thornhaven Community Safety Partnership", "Kennetside", "Alex Wren", "Dr Ines Calder"),
]
ANSWERS = (
    "The plan’s three priorities are with us in every action group; burglary is down by a tenth.",
    "We read the Commissioner’s plan when we wrote ours, and the themes agree.",
    "The town-centre grant paid for wardens. Short-term grants make it hard to keep them.",
    "The grant for the coming year is the same in money and less in worth.",
    "Short-term grants are the one thing we ask the Panel to raise with the Commissioner.",
    "A yearly meeting of our chairs with the Panel would help.",
)


def make_partnerships(body: Body, clerk: User, meeting: Meeting, today: date) -> None:
    """The partnerships, and a round with one note in, one with its chair, and one being written."""
    with at(today - timedelta(days=200)):
        first_day = today - timedelta(days=400)
        csps = [_partnership(body, clerk, first_day, *facts) for facts in CSPS]
        member = Person.objects.get(family_name="Penhallow")
        actions.add_link_member(
            csp=csps[0], person=member, kind=LinkMember.Kind.values[0], starts_on=first_day, by=clerk
        )
    with at(today - timedelta(days=8)):
        round = actions.open_round(meeting=meeting, by=clerk)
    ambermere, cranmere, _ = (BriefingNote.objects.get(round=round, csp=csp) for csp in csps)
    with at(today - timedelta(days=4)):
        _write(cranmere, len(ANSWERS))
        _chair_approves(cranmere)
        _write(ambermere, 4)
    with at(today - timedelta(days=2)):
        actions.place_notes(round=round, item=item_named(meeting, "Briefing notes"), by=clerk)


def _partnership(
    body: Body, clerk: User, first_day: date, name: str, short: str, officer: str, chair: str
) -> CSP:
    csp = actions.add_csp(body=body, name=name, short_name=short, by=clerk)
    for person, role in ((officer, Role.CSP_OFFICER), (chair, Role.CSP_CHAIR)):
        address = _address(person, short)
        actions.appoint_by_address(
            csp=csp, name=person, email=address, role=role, starts_on=first_day, by=clerk
        )
        user = User.objects.get(email=address)
        user.set_password(PASSWORD)
        user.save()
    return csp


def _address(person: str, short: str) -> str:
    known = {"Jo Tarrant": ADDRESSES["CSP officer"], "Cllr Maud Hollis": ADDRESSES["CSP chair"]}
    words = person.removeprefix("Cllr ").removeprefix("Dr ").lower().replace(" ", ".")
    return known.get(person, f"{words}@{short.split()[0].lower()}.example")


def _holder(note: BriefingNote, role: Role) -> User:
    return note.csp.roles.filter(role=role).select_related("user").get().user


def _write(note: BriefingNote, count: int) -> None:
    """Answers to the first questions of the set."""
    officer = _holder(note, Role.CSP_OFFICER)
    questions = list(note.round.question_set.questions.all())[:count]
    for question, text in zip(questions, ANSWERS, strict=False):
        actions.save_answer(note=note, question=question, text=text, based_on=0, by=officer)


def _chair_approves(note: BriefingNote) -> None:
    actions.send_to_chair(note=note, by=_holder(note, Role.CSP_OFFICER))
    note.refresh_from_db()
    actions.approve_note(note=note, by=_holder(note, Role.CSP_CHAIR))
