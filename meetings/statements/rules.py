"""Which sections the statements have, how each begins, and what is missing before one is published. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, met, stopped

ACCESSIBILITY, PRIVACY = "accessibility", "privacy"
# What the draft says where only the body knows the answer; nothing is published while it is still there.
GAP = gettext_noop("[complete this]")
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What the drafts are made of: names of the body and its site, and whom to write to."""

    body: str
    office: str
    contact: str
    email: str
    phone: str
    deletes_addresses_after: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, its heading, what it is for, and the draft it begins with."""

    key: str
    heading: str
    hint: str
    draft: Callable[[Facts], str]


def _reach(facts: Facts) -> str:
    """Whom to ask, one on each line."""
    lines = [
        facts.contact or _(GAP),
        _("Email: {email}").format(email=facts.email)
        if facts.email
        else _("Email: {gap}").format(gap=_(GAP)),
    ]
    return "\n".join([*lines, *([f"Telephone: {facts.phone}"] if facts.phone else [])])


def _kept_for(facts: Facts) -> str:
    """How long the addresses of the public are kept, as the settings of the body have it."""
    if facts.deletes_addresses_after is None:
        return _("We delete the contact details of people who ask public questions after {gap}.").format(
            gap=_(GAP)
        )
    days = facts.deletes_addresses_after
    return _(
        "We delete the contact details of people who ask public questions {days} days after the meeting."
    ).format(days=days)


SECTIONS: Mapping[str, tuple[Section, ...]] = {
    ACCESSIBILITY: (
        Section(
            "scope",
            gettext_noop("What this statement covers"),
            gettext_noop("Which pages and documents the statement is about."),
            lambda facts: _(
                "This statement covers the public pages of {body}: meetings, agendas, papers, "
                "minutes and "
                "the form for public questions, and the PDF documents published on them.\n\n"
                "You should be able to zoom in up to 400% without text going off the screen, to use every "
                "page "
                "with a keyboard only, and to have every page read by a screen reader."
            ).format(body=facts.body),
        ),
        Section(
            "status",
            gettext_noop("Compliance status"),
            gettext_noop(
                "State whether the site is fully, partially or not compliant with the "
                "Web Content Accessibility Guidelines."
            ),
            lambda facts: _(
                "This website is partially compliant with the Web Content Accessibility Guidelines version "
                "2.2 "
                "AA standard, because of the content listed under “Content that is not accessible”."
            ),
        ),
        Section(
            "not_accessible",
            gettext_noop("Content that is not accessible"),
            gettext_noop(
                "What people may have difficulty with, why, and when it will be put right. Include PDFs that "
                "others send."
            ),
            lambda facts: _(
                "Some PDF documents that were sent to us by other organisations have no headings, tables or "
                "descriptions of pictures that a screen reader can recognise. The page of each such document "
                "says so, with how to ask for another format. We ask authors for a Word file first.\n\n"
                "Scanned pages have text that was recognised by a computer and may contain mistakes.\n\n"
                "PDF documents published before 23 September 2018 do not have to be made accessible if they "
                "are not needed for a service."
            ),
        ),
        Section(
            "method",
            gettext_noop("How this website was tested"),
            gettext_noop("Who tested it, how, and on which date."),
            lambda facts: _(
                "Every page is checked automatically against WCAG 2.2 A and AA at three widths of screen, "
                "and "
                "its HTML by a validator. Every PDF made here is checked against the PDF/UA-1 standard.\n\n"
                "This website was last tested by people on {gap}. The test was carried out by {gap}."
            ).format(gap=_(GAP)),
        ),
        Section(
            "contact",
            gettext_noop("Feedback and contact information"),
            gettext_noop(
                "Whom to tell of a problem, or ask for a document in another format, and how soon you reply."
            ),
            lambda facts: (
                "If you find a problem that is not listed here, or need a document in another format such as "
                f"large print, easy read, audio or braille, contact:\n\n{_reach(facts)}\n\n"
                f"We will reply within {_(GAP)} working days."
            ),
        ),
        Section(
            "enforcement",
            gettext_noop("Enforcement procedure"),
            gettext_noop(
                "Where people can complain. Check with your monitoring officer: Northern Ireland has another "
                "body."
            ),
            lambda facts: _(
                "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public "
                "Sector "
                "Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you "
                "are "
                "not happy with how we respond to your complaint, contact the Equality Advisory and Support "
                "Service (EASS)."
            ),
        ),
    ),
    PRIVACY: (
        Section(
            "purpose",
            gettext_noop("Why we use personal information"),
            gettext_noop(
                "What you do with it, and the law that lets you. Check with your monitoring officer."
            ),
            lambda facts: _(
                "{body} scrutinises the {office}. We use personal information to run its "
                "meetings, "
                "to answer public questions and to publish what the law requires.\n\n"
                "Our lawful basis is that this is necessary for a task carried out in the public interest "
                "(Article 6(1)(e) of the UK GDPR)."
            ).format(body=facts.body, office=facts.office),
        ),
        Section(
            "what",
            gettext_noop("What we hold"),
            gettext_noop("The kinds of information, and where each comes from."),
            lambda facts: _(
                "Members and officers: name, office, council, email address, attendance, and interests that "
                "were declared at meetings.\n\n"
                "People who ask public questions or send petitions: name, email address and, if given, "
                "telephone number, with what they wrote. The name and the question are published in the "
                "minutes.\n\n"
                "Visitors: one cookie that is necessary for signing in and for sending forms. IP addresses "
                "are not kept."
            ),
        ),
        Section(
            "shared",
            gettext_noop("Who sees it"),
            gettext_noop("Whom you share it with, and who runs the system for you."),
            lambda facts: _(
                "The secretariat of the panel and, as far as they need it, members and officers of the "
                "authorities it serves. The system is run for us by {gap}, and the information is stored in "
                "{gap}. We do not sell it."
            ).format(gap=_(GAP)),
        ),
        Section(
            "how_long",
            gettext_noop("How long we keep it"),
            gettext_noop("For each kind, how long and why."),
            lambda facts: _(
                "Published agendas, papers and minutes are a permanent record. {kept} "
                "The history of who changed what is kept with the record."
            ).format(kept=_kept_for(facts)),
        ),
        Section(
            "rights",
            gettext_noop("Your rights"),
            gettext_noop("What people can ask for, and whom to complain to."),
            lambda facts: _(
                "You can ask for a copy of your information, ask us to correct or delete it, object to how "
                "we "
                "use it, or ask us to restrict it. Some of these rights do not apply to what the law "
                "requires "
                "us to publish.\n\n"
                "If you are not happy with our answer, you can complain to the Information Commissioner’s "
                "Office."
            ),
        ),
        Section(
            "contact",
            gettext_noop("Contact"),
            gettext_noop("The data protection officer, and whom to write to."),
            lambda facts: f"Data protection officer: {_(GAP)}\n\n{_reach(facts)}",
        ),
    ),
}


def drafted(kind: str, facts: Facts) -> dict[str, str]:
    """The text each section begins with."""
    return {section.key: section.draft(facts) for section in SECTIONS[kind]}


def gaps(kind: str, sections: Mapping[str, str]) -> list[str]:
    """The headings of the sections that are blank or not complete."""
    return [
        _(section.heading)
        for section in SECTIONS[kind]
        if not sections.get(section.key, "").strip() or GAP in sections[section.key]
    ]


def completeness(kind: str, sections: Mapping[str, str], controller: str) -> Finding:
    """Whether it can be published: the authority is named and no section is left open."""
    if not controller.strip():
        return stopped(_("Enter the authority that is responsible before you publish."), code="controller")
    if missing := gaps(kind, sections):
        words = ", ".join(f"“{heading}”" for heading in missing)
        return stopped(_("Complete {words} before you publish.").format(words=words), code="sections")
    return met()


def approval(approver: str, approved_on: date | None, review_on: date | None, today: date) -> Finding:
    """Whether somebody has approved it: a name and a day that has come, and a later day to review it."""
    if not approver.strip():
        return stopped(_("Enter the name and post of the person who approved it."), code="approver")
    if approved_on is None or approved_on > today:
        return stopped(_("The date of approval must be today or earlier."), code="approved_on")
    if review_on is not None and review_on <= approved_on:
        return stopped(_("The review date must be after the date of approval."), code="review_on")
    return met()


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a text, each as its lines."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return [[line.strip() for line in block.split("\n") if line.strip()] for block in blocks if block]
