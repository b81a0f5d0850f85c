"""Meetings with a random mix of open and restricted business; every restricted word is a canary."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions
from meetings.models import AgendaItem, Meeting, Pack, Paper, Placement, Restriction
from meetings.papers.documents.report import Appendix, Contact, Recommendation
from panels.models import Body, Person
from tests.builders.meetings import london, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user, seat_member
from tests.builders.papers import agree, build, make_report
from tests.builders.partnerships import chair as csp_chair
from tests.builders.partnerships import make_csp
from tests.builders.partnerships import officer as csp_officer
from tests.sweep.pdfs import pdf_with

GROUNDS = (
    {"ground": "exempt", "paragraphs": [3]},
    {"ground": "exempt", "paragraphs": [1, 2]},
    {"ground": "confidential", "imposed_by": "A government department"},
    {"ground": "statute", "provision": "Section 325 of the Criminal Justice Act 2003"},
)
OUTSIDERS = (Role.REPORT_AUTHOR, Role.COMMISSIONERS_OFFICE)


@dataclass
class Mixed:
    """A panel with its people, meetings with restricted business, and the words that must stay inside."""

    chance: random.Random
    body: Body
    clerk: User
    officer: User
    meetings: list[Meeting] = field(default_factory=list)
    canaries: dict[str, str] = field(default_factory=dict)
    open_words: list[str] = field(default_factory=list)
    restricted: list[Restriction] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)

    def secret(self, where: str) -> str:
        """A made-up word of its own, long enough that it stands nowhere by chance."""
        letters = "".join(self.chance.choice("abcdefghijklmnop") for _ in range(8))
        word = f"qx{len(self.canaries):04d}{letters}zq"
        self.canaries[f"{where} {len(self.canaries)}"] = word
        return word

    def open_word(self) -> str:
        """A made-up word that the public must find."""
        letters = "".join(self.chance.choice("abcdefghijklmnop") for _ in range(8))
        self.open_words.append(f"vw{len(self.open_words):04d}{letters}wv")
        return self.open_words[-1]


def make_mixed(seed: int, *, shows_page_gaps: bool | None = None) -> Mixed:
    """A panel whose people and settings follow from the seed; no meeting yet."""
    chance = random.Random(seed)
    gaps = chance.random() < 0.5 if shows_page_gaps is None else shows_page_gaps
    body = make_panel(shows_page_gaps=gaps, prints_blank_leaves=chance.random() < 0.7)
    officer = make_user("Ursula Penn", body, Role.MONITORING_OFFICER)
    mixed = Mixed(chance, body, make_secretary(body), officer)
    mixed.users = {role.value: make_user(role.label.replace("’", ""), body, role) for role in OUTSIDERS}
    mixed.users["stranger"] = make_user("Nobody Inside")
    mixed.users["other_secretariat"] = make_secretary(make_panel("mercia", name="Mercia Panel"), "Owen Pratt")
    mixed.users["shut_out"] = user_of(member(body))
    mixed.users["ex_member"] = user_of(member(body, "Oakley", ends_on=date(2026, 10, 31)))
    partnership = make_csp(body, mixed.clerk)
    mixed.users |= {"csp_officer": csp_officer(partnership), "csp_chair": csp_chair(partnership)}
    return mixed


def user_of(person: Person) -> User:
    """The user of somebody who signs in."""
    assert person.user is not None
    return person.user


def member(body: Body, name: str = "Stannard", ends_on: date | None = None) -> Person:
    """A member who can sign in; with a last day, one who was a member."""
    person = seat_member(body, name, f"{name} Council", ends_on=ends_on)
    person.user = make_user(f"Ada {name}")
    person.save()
    return person


def add_meeting(mixed: Mixed, number: int, most: int = 3) -> Meeting:
    """One meeting: two items, one of them open with a restricted part, and some more by chance."""
    meeting = make_meeting(mixed.body, mixed.clerk, starts_at=london(2026, 12, 4 + number), announce=False)
    meeting.items.all().delete()
    _open_item(mixed, meeting, has_restricted_part=True)
    for _ in range(mixed.chance.randint(0, most)):
        _restricted_item(mixed, meeting) if mixed.chance.random() < 0.7 else _open_item(mixed, meeting)
    _restricted_item(mixed, meeting)
    for each in Restriction.objects.standing().of_meeting(meeting.pk):
        actions.sign_restriction(restriction=each, by=mixed.officer)
        mixed.restricted.append(each)
    mixed.meetings.append(meeting)
    return meeting


def publish(mixed: Mixed, meeting: Meeting) -> list[Pack]:
    """Agreed, both packs built, the public one published."""
    agree(meeting, mixed.clerk)
    packs = [build(meeting, mixed.clerk, kind) for kind in (Pack.Kind.AGENDA, Pack.Kind.RESTRICTED)]
    assert [pack.status for pack in packs] == [Pack.Status.WHOLE] * 2, [pack.failure for pack in packs]
    actions.publish_agenda(meeting=meeting, by=mixed.clerk)
    meeting.refresh_from_db()
    return packs


def ground(mixed: Mixed) -> dict[str, Any]:
    """A ground by chance, with a reason that is nobody else's business."""
    return {
        **mixed.chance.choice(GROUNDS),
        "public_interest_reason": f"Because of {mixed.secret('a reason')}.",
    }


def _open_item(mixed: Mixed, meeting: Meeting, *, has_restricted_part: bool = False) -> None:
    item = _item(mixed, meeting, f"Open business {mixed.open_word()}")
    is_upload = not has_restricted_part and mixed.chance.random() < 0.3
    if is_upload:
        _upload(mixed, item, f"Open slides {mixed.open_word()}", f"Slides say {mixed.open_word()}")
        return
    parts = [Appendix(label="Appendix A", title="Wards", html=f"<p>Plan {mixed.open_word()}</p>")]
    if has_restricted_part:
        parts.append(
            Appendix(
                label="Appendix B",
                title=f"Costs {mixed.secret('title of an appendix')}",
                html=f"<p>The price is {mixed.secret('text of an appendix')} a night.</p>"
                f"<table><tbody><tr><td>{mixed.secret('cell of an appendix')}</td></tr></tbody></table>",
            )
        )
    report = make_report("Open", body=f"<p>The words {mixed.open_word()} are open.</p>", appendices=parts)
    paper = actions.write_paper(
        body=mixed.body, title=f"Open report {mixed.open_word()}", report=report, by=mixed.clerk
    )
    placement = actions.place_paper(item=item, paper=paper, by=mixed.clerk)
    if has_restricted_part:
        actions.restrict_appendix(placement=placement, appendix="Appendix B", by=mixed.clerk, **ground(mixed))
    if mixed.chance.random() < 0.5:
        kept = _report(mixed, item, "paper under an open item")
        actions.restrict_paper(placement=kept, by=mixed.clerk, **ground(mixed))


def _restricted_item(mixed: Mixed, meeting: Meeting) -> None:
    """An item with papers, written and sent in, all of it restricted; its title mostly hidden."""
    hides = mixed.chance.random() < 0.7
    title = f"Matter {mixed.secret('title of an item')}" if hides else f"Shown {mixed.open_word()}"
    item = _item(
        mixed,
        meeting,
        title,
        presenter=f"Dr {mixed.secret('presenter')}" if hides else "",
        purpose=f"To see to {mixed.secret('purpose')}" if hides else "",
    )
    for _ in range(mixed.chance.randint(0, 2)):
        _report(mixed, item, "report")
    if mixed.chance.random() < 0.4:
        _upload(
            mixed,
            item,
            f"Offer {mixed.secret('title of a PDF')}",
            f"It offers {mixed.secret('words of a PDF')}",
            author=f"By {mixed.secret('author of a PDF')}",
        )
    terms = ground(mixed) | (
        {"public_title": "A private matter"} if hides and mixed.chance.random() < 0.5 else {}
    )
    actions.restrict_item(item=item, by=mixed.clerk, shows_title=not hides, **terms)
    person = Person.objects.get(user=mixed.users["shut_out"])
    reason = f"Knows {mixed.secret('why somebody is shut out')}"
    actions.shut_out(item=item, person=person, reason=reason, by=mixed.clerk)


def _item(mixed: Mixed, meeting: Meeting, title: str, **more: Any) -> AgendaItem:
    return actions.add_item(meeting=meeting, title=title, by=mixed.clerk, business="report", **more)


def _report(mixed: Mixed, item: AgendaItem, what: str) -> Placement:
    """A written paper with a canary in every field; its earlier version has words of its own."""

    def words(where: str) -> str:
        return mixed.secret(f"{where} of a {what}")

    values = {
        "body": f"<h2>Head {words('heading')}</h2><p>The text is {words('text')} here.</p>",
        "author": f"Ms {words('author')}",
        "purpose": f"<p>To tell of {words('purpose')} first.</p>",
        "recommendations": [Recommendation(text=f"That {words('recommendation')} be let.")],
        "appendices": [
            Appendix(label="Appendix A", title=words("appendix"), html=f"<p>See {words('part')}.</p>")
        ],
        "contacts": [Contact(name=f"Mr {words('contact')}")],
    }
    title = f"Report {words('title')}"
    before = make_report(title, **{**values, "body": f"<p>It said {words('earlier text')} before.</p>"})
    paper = actions.write_paper(body=mixed.body, title=title, report=before, by=mixed.clerk)
    actions.save_paper(paper=paper, report=make_report(title, **values), based_on=1, by=mixed.clerk)
    return actions.place_paper(item=item, paper=paper, by=mixed.clerk)


def _upload(mixed: Mixed, item: AgendaItem, title: str, words: str, author: str = "") -> Placement:
    paper: Paper = actions.upload_paper(
        body=mixed.body, title=title, data=pdf_with(words, author=author), by=mixed.clerk
    )
    return actions.place_paper(item=item, paper=paper, by=mixed.clerk)
