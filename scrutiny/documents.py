"""Terms of reference on paper: n.0 sections, n.m paragraphs, and what the records say where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.documents.text.prose import blocks
from foundation.ui.dates import long_day
from foundation.ui.words import joined
from scrutiny.models import Consultee, Inquiry, Section, Session, TermsOfReference, Witness
from scrutiny.rules import session_label

Shows = Section.Shows


@dataclass(frozen=True)
class CodedPoint:
    """A point with its code, such as S1; the code is empty for a plain point."""

    text: str
    code: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph: a bold run-in if it has one, its text, and the points under it."""

    number: str
    text: str
    lead: str = ""
    points: list[CodedPoint] = field(default_factory=list)

    @property
    def is_coded(self) -> bool:
        """True when its points carry codes."""
        return any(point.code for point in self.points)


@dataclass(frozen=True)
class SessionRow:
    """One session in a table."""

    label: str
    when: str
    kind: str
    business: str


@dataclass(frozen=True)
class WitnessRow:
    """One witness in a table."""

    post: str
    name: str
    sessions: str
    state: str


@dataclass(frozen=True)
class SectionText:
    """One section with its number, its paragraphs, and the tables that follow them."""

    number: str
    heading: str
    paragraphs: list[Paragraph]
    sessions: list[SessionRow] = field(default_factory=list)
    witnesses: list[WitnessRow] = field(default_factory=list)


@printable
@dataclass(frozen=True, kw_only=True)
class TermsOfReferenceDocument(Document):
    """The terms of reference of one inquiry, as drafted or as agreed."""

    kind = "terms_of_reference"
    template = "documents/terms_of_reference.html"
    body_name: str
    status: str
    status_note: str = ""
    appendix: str = ""
    sections: list[SectionText]

    @classmethod
    def of(cls, inquiry: Inquiry, terms: TermsOfReference | None = None) -> "TermsOfReferenceDocument":
        """The terms as the inquiry's records now are; `terms` says which version that is."""
        status, note = _status(terms)
        day = terms.agreed_at if terms and terms.agreed_at else inquiry.saved_at
        return cls(
            title=_("{inquiry}: terms of reference").format(inquiry=inquiry.title),
            body_name=inquiry.body.settings_on(day.date()).name,
            status=status,
            status_note=note,
            sections=[_section(n, each, inquiry) for n, each in enumerate(inquiry.sections.all(), start=1)],
        )

    @property
    def words(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """What is looked at before agreeing: each heading, and number, text and points of its paragraphs."""
        return [
            (
                section.heading,
                [(each.number, each.text, bool(each.points)) for each in section.paragraphs]
                or [("", _("A table appears here."), True)] * bool(section.sessions or section.witnesses),
            )
            for section in self.sections
        ]

    def as_appendix(self, label: str) -> "TermsOfReferenceDocument":
        """The same terms with "Appendix 1" in their title block."""
        return replace(self, appendix=label)


def _status(terms: TermsOfReference | None) -> tuple[str, str]:
    if terms is None:
        return "Draft.", _("Not yet agreed.")
    if terms.agreed_at is None:
        return _("Draft {terms_number}.").format(terms_number=terms.number), _("Not yet agreed.")
    note = _("Version {terms_number}.").format(terms_number=terms.number) if terms.number > 1 else ""
    if terms.agreed_meeting:
        return _("Agreed at the meeting of {day}.").format(day=long_day(terms.agreed_meeting.day)), note
    if terms.agreed_elsewhere:
        return _("Agreed: {rstrip}.").format(rstrip=terms.agreed_elsewhere.rstrip(".")), note
    return _("Agreed on {day}.").format(day=long_day(terms.agreed_at)), note


def _section(number: int, section: Section, inquiry: Inquiry) -> SectionText:
    typed = [
        Paragraph("", block.text, points=[CodedPoint(point) for point in block.points])
        for block in blocks(section.text)
    ]
    made = _with_records(section.shows, typed, inquiry)
    numbered = [replace(each, number=f"{number}.{n}") for n, each in enumerate(made, start=1)]
    sessions = list(inquiry.sessions.all())
    return SectionText(
        number=f"{number}.0",
        heading=section.heading,
        paragraphs=numbered,
        sessions=_session_rows(sessions) if section.shows == Shows.SESSION_TABLE else [],
        witnesses=_witness_rows(inquiry) if section.shows == Shows.WITNESS_TABLE else [],
    )


def _with_records(shows: str, typed: list[Paragraph], inquiry: Inquiry) -> list[Paragraph]:
    """The typed paragraphs with the records the section shows, under or after them."""
    if shows == Shows.SCOPE:
        return _under(typed, [CodedPoint(item.text, item.code) for item in inquiry.scope_items.all()])
    if shows == Shows.OUTCOMES:
        return _under(typed, [CodedPoint(_outcome(one.text, one.plan)) for one in inquiry.outcomes.all()])
    if shows == Shows.WITNESSES:
        return _under(typed, [CodedPoint(_witness(one)) for one in inquiry.witnesses.all()])
    if shows == Shows.CONSULTEES:
        return typed + [Paragraph("", _consultation(one)) for one in inquiry.consultees.all()]
    if shows == Shows.SESSIONS:
        rows = enumerate(inquiry.sessions.all(), start=1)
        return typed + [paragraph for n, one in rows for paragraph in _session(n, one)]
    return typed


def _under(typed: list[Paragraph], points: list[CodedPoint]) -> list[Paragraph]:
    """The points under the first paragraph that ends in a colon, else under the last one."""
    if not points:
        return typed
    if not typed:
        return [Paragraph("", "", points=points)]
    at = next((n for n, each in enumerate(typed) if each.text.endswith(":")), len(typed) - 1)
    return [
        replace(each, points=[*each.points, *points]) if n == at else each for n, each in enumerate(typed)
    ]


def _session(number: int, session: Session) -> list[Paragraph]:
    """One session as one numbered paragraph; its scope items follow a text that ends in a colon."""
    lead = f"{session_label(number)} – {session.when}"
    typed = blocks(session.business)
    text = " ".join(block.text for block in typed if block.text)
    points = [CodedPoint(point) for block in typed for point in block.points]
    items = list(session.scope_items.all())
    if text.endswith(":"):
        points += [CodedPoint(item.text, item.code) for item in items]
    elif items:
        text = f"{text} ({joined(item.code for item in items)})".strip()
    points += [CodedPoint(place) for place in session.places.splitlines() if place.strip()]
    return [Paragraph("", text, lead=lead, points=points)]


def _session_rows(sessions: Sequence[Session]) -> list[SessionRow]:
    return [
        SessionRow(
            session_label(number).removeprefix("Session ").capitalize(),
            session.when,
            _kind(session),
            _business(session),
        )
        for number, session in enumerate(sessions, start=1)
    ]


def _kind(session: Session) -> str:
    if session.kind == Session.Kind.EVIDENCE:
        return _("Evidence, in public") if session.is_formal else "Evidence"
    return session.get_kind_display()


def _business(session: Session) -> str:
    typed = blocks(session.business)
    words = [part for block in typed for part in (block.text, *block.points) if part]
    words += [place.strip() for place in session.places.splitlines() if place.strip()]
    codes = joined(item.code for item in session.scope_items.all())
    return " ".join(filter(None, [" ".join(words), f"{codes}." if codes else ""]))


def _witness_rows(inquiry: Inquiry) -> list[WitnessRow]:
    order = {session.pk: n for n, session in enumerate(inquiry.sessions.all(), start=1)}
    return [
        WitnessRow(
            post=witness.post,
            name=witness.name or ("Representatives" if witness.is_group else _("To be named")),
            sessions=_cited(order, witness),
            state=witness.get_state_display(),
        )
        for witness in inquiry.witnesses.all()
    ]


def _cited(order: dict[int, int], witness: Witness) -> str:
    numbers = sorted(order[session.pk] for session in witness.sessions.all() if session.pk in order)
    words = [session_label(number).removeprefix("Session ") for number in numbers]
    return ", ".join(words).capitalize() or _("Not yet set")


def _witness(witness: Witness) -> str:
    return f"{witness.post} ({witness.name})" if witness.name else witness.post


def _outcome(text: str, plan: str) -> str:
    return f"{text} ({plan})" if plan else text


def _consultation(consultee: Consultee) -> str:
    who = str(consultee)
    rule = _(" under {rule}").format(rule=consultee.rule) if consultee.rule else ""
    asked = (
        _(", asked{rule} on {day}").format(rule=rule, day=long_day(consultee.asked_on))
        if consultee.asked_on
        else ""
    )
    if consultee.response:
        return f"{who}{asked}: {consultee.response}"
    if consultee.sent_nothing:
        return _("{who}{asked}: no response was received.").format(who=who, asked=asked)
    return (
        _("{who}{asked}: the response is awaited.").format(who=who, asked=asked)
        if asked
        else _("{who}: to be asked.").format(who=who)
    )
