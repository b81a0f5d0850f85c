"""Who belongs to a body on a day: members and vacancies, chair, and the office it scrutinises."""

from dataclasses import dataclass
from datetime import date

from foundation.history.together import Asking, answered
from panels.models import Body, BodySettings, Office, OfficeHolder, Person, Seat, Term
from panels.rules import Composition


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A seat as a list of members shows it on a day: its holder or the vacancy, and the office held."""

    seat: Seat
    person: Person | None
    term: Term | None
    office: str = ""

    @property
    def is_vacancy(self) -> bool:
        """True when nobody holds the seat on that day."""
        return self.person is None

    @property
    def name(self) -> str:
        """The printed name, or the word for an empty seat."""
        return self.person.printed_name if self.person else "Vacancy"

    @property
    def for_whom(self) -> str:
        """The council, or the kind of co-opted member."""
        return self.seat.for_whom

    @property
    def kind_label(self) -> str:
        """Appointed member, independent co-opted member, and so on."""
        return self.seat.get_kind_display()

    @property
    def is_voting(self) -> bool:
        """True unless the seat is a substitute's."""
        return self.seat.is_voting

    @property
    def order(self) -> tuple[bool, str, str, int]:
        """By family name; vacancies follow, by council."""
        if self.person is None:
            return (True, self.for_whom.casefold(), "", self.seat.position)
        return (False, self.person.family_name.casefold(), self.person.given_name.casefold(), self.person.pk)


def members_on(body: Body, day: date, *, substitutes: bool = False) -> list[MemberLine]:
    """Every seat of the body on a day, vacancies included, by family name: one query for any number.

    Substitutes are left out unless asked for: they are members only in another's place.
    """
    return answered(members_asking(body, day, substitutes=substitutes))


def members_asking(body: Body, day: date, *, substitutes: bool = False) -> Asking[list[MemberLine]]:
    """The same, for who asks for more at the same time."""
    seats = Seat.objects.current_on(day).filter(body=body).select_related("authority")
    if not substitutes:
        seats = seats.exclude(kind=Seat.Kind.SUBSTITUTE)
    terms = Term.objects.current_on(day).filter(seat__body=body).select_related("person")
    held = Office.objects.current_on(day).filter(body=body).reverse()
    found, in_post, in_office = yield [seats, terms, held]
    holding = {term.seat_id: term for term in in_post}
    offices = {office.person_id: office.kind for office in in_office}
    labels = office_labels(body.settings_on(day)) if offices else {}
    lines = []
    for seat in found:
        term = holding.get(seat.pk)
        office = labels.get(offices.get(term.person_id, ""), "") if term else ""
        lines.append(MemberLine(seat, term.person if term else None, term, office))
    return sorted(lines, key=lambda line: line.order)


def office_labels(settings: BodySettings) -> dict[str, str]:
    """What the body calls its chair and the deputy."""
    return {Office.Kind.CHAIR.value: settings.chair_style, Office.Kind.DEPUTY.value: settings.deputy_title}


def chair_on(body: Body, day: date) -> Person | None:
    """The person in the chair's office on a day."""
    offices = (
        Office.objects.current_on(day).filter(body=body, kind=Office.Kind.CHAIR).select_related("person")
    )
    office = offices.order_by("-starts_on", "pk").first()
    return office.person if office else None


def office_holders_on(body: Body, day: date) -> list[OfficeHolder]:
    """Who holds or works for the scrutinised office on a day, in the order they are printed.

    A sub-body without an office of its own looks at its parent's.
    """
    holders = OfficeHolder.objects.current_on(day).select_related("person", "office")
    own = list(holders.filter(office__body=body).order_by("position", "starts_on", "pk"))
    if own or body.parent_id is None:
        return own
    return list(holders.filter(office__body_id=body.parent_id).order_by("position", "starts_on", "pk"))


def composition(lines: list[MemberLine], settings: BodySettings) -> Composition:
    """The body's seats counted by kind, as the rules of membership want them."""
    kinds = [line.seat.kind for line in lines if line.is_voting]
    return Composition(
        authorities=len({line.seat.authority_id for line in lines if line.seat.authority_id}),
        appointed=kinds.count(Seat.Kind.APPOINTED),
        independents=kinds.count(Seat.Kind.COOPTED_INDEPENDENT),
        coopted_councillors=kinds.count(Seat.Kind.COOPTED_COUNCILLOR),
        vacancies=sum(line.is_vacancy for line in lines if line.is_voting),
        is_wales=settings.jurisdiction == BodySettings.Jurisdiction.WALES,
    )
