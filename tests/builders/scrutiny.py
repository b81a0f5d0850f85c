"""Fictional inquiries, made through actions."""

from datetime import date

from foundation.accounts.models import User
from panels.models import Body
from scrutiny import actions
from scrutiny.models import Consultee, Inquiry, Outcome, ScopeItem, Session, Witness


def make_inquiry(body: Body, by: User, title: str = "Inquiry into rural response times") -> Inquiry:
    """An inquiry with its first draft in nine sections."""
    return actions.open_inquiry(body=body, title=title, by=by)


AGREED = "Council, 12 November 2026"


def add_scope(inquiry: Inquiry, by: User, *texts: str) -> list[ScopeItem]:
    """Scope items with these texts."""
    return [actions.add_part(inquiry=inquiry, model=ScopeItem, text=text, by=by) for text in texts]


def add_session(inquiry: Inquiry, by: User, first_month: date, **values: object) -> Session:
    """One session in a month."""
    values.setdefault("kind", Session.Kind.EVIDENCE)
    return actions.add_part(inquiry=inquiry, model=Session, by=by, first_month=first_month, **values)


def add_witness(inquiry: Inquiry, by: User, post: str, **values: object) -> Witness:
    """One possible witness."""
    return actions.add_part(inquiry=inquiry, model=Witness, by=by, post=post, **values)


def filled_inquiry(body: Body, by: User) -> Inquiry:
    """An inquiry with three scope items, two of them in a session, outcomes, witnesses and a consultee."""
    inquiry = make_inquiry(body, by)
    grading, waiting, _ = add_scope(
        inquiry, by, "how calls are graded;", "where vehicles wait; and", "what callers are told."
    )
    actions.add_part(inquiry=inquiry, model=Outcome, text="fewer urgent calls are answered late.", by=by)
    first = add_session(
        inquiry, by, date(2026, 9, 1), business="How calls are graded.", scope_items=[grading]
    )
    add_session(
        inquiry,
        by,
        date(2026, 10, 1),
        kind=Session.Kind.VISIT,
        last_month=date(2026, 11, 1),
        business="Control room.",
        places="Control room\nSherton Abbas",
        scope_items=[waiting],
    )
    add_witness(inquiry, by, "Head of the control room", sessions=[first])
    add_witness(inquiry, by, "Parish councils", is_group=True)
    actions.add_part(
        inquiry=inquiry,
        model=Consultee,
        post="Police and Crime Commissioner",
        rule="Panel procedure rule 9",
        asked_on=date(2026, 5, 11),
        response="welcomes the inquiry.",
        by=by,
    )
    for section in inquiry.sections.filter(text="", shows=""):
        actions.save_section(
            section=section,
            heading=section.heading,
            text="People in villages say that they wait too long.",
            shows="",
            based_on=section.version,
            by=by,
        )
    return Inquiry.objects.whole().get(pk=inquiry.pk)
