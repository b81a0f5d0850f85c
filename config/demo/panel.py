"""The demo's panel: settings, members, offices, who works for it, and who signs in."""

from datetime import date, timedelta

from config.demo import questions
from config.demo.people import ATTEND, FILMING, FOOTER, MEMBERS, PASSWORD, SIGN_INS
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions as meetings
from panels import actions as panels
from panels import pasting
from panels.models import Body, Office, Person

STAFF = {
    "Secretariat": ("Ellen Marsh", Role.SECRETARIAT),
    "Monitoring officer": ("Priscilla Boateng", Role.MONITORING_OFFICER),
    "Report author": ("Supt Nadia Frost", Role.REPORT_AUTHOR),
    "Commissioner’s office": ("Farah Siddiqui", Role.COMMISSIONERS_OFFICE),
}
# Title, given name, family name, post, organisation.
OFFICE_HOLDERS = [
    ("Dr", "Miriam", "Calloway", "Police and Crime Commissioner", ""),
    ("", "Tom", "Ashdown", "Deputy Police and Crime Commissioner", ""),
    ("", "Farah", "Siddiqui", "Chief Executive", "Office of the Police and Crime Commissioner"),
]
ADDRESSES = {role: address for role, address, _ in SIGN_INS}


def make_panel(today: date) -> tuple[Body, User]:
    """The panel and its secretary, as from a year and more ago."""
    first_day = today - timedelta(days=420)
    admin = User.objects.create_user(
        ADDRESSES["Administrator"], "Site administrator", PASSWORD, is_administrator=True
    )
    body = panels.set_up_body(
        name="Wessex Police and Crime Panel",
        short_name="Wessex PCP",
        by=admin,
        starts_on=first_day,
        letterhead="Wessex County Council, host of the Panel",
        filming_notice=FILMING,
        footer_block=FOOTER,
        how_to_attend=ATTEND,
        contact_name="Ellen Marsh",
        contact_phone="01632 960 114",
        contact_email="panel@wessexpcp.example",
        other_contacts=[
            {
                "purpose": "the press",
                "name": "Communications, Wessex County Council",
                "phone": "01632 960 180",
                "email": "press@wessexpcp.example",
            }
        ],
        **questions.SETTINGS,
    )
    for role, (name, held) in STAFF.items():
        user = panels.create_user(email=ADDRESSES[role], name=name, by=admin, password=PASSWORD)
        panels.assign(body=body, user=user, role=held, by=admin, starts_on=first_day)
    clerk = User.objects.get(email=ADDRESSES["Secretariat"])
    panels.save_pasted(body=body, rows=pasting.paste_members(MEMBERS).rows, starts_on=first_day, by=clerk)
    _offices(body, clerk, first_day)
    _member_sign_ins(admin)
    meetings.default_templates(body=body, by=clerk)
    _venue_and_cover(body, clerk, today, first_day)
    return body, clerk


def _venue_and_cover(body: Body, clerk: User, today: date, first_day: date) -> None:
    """The usual venue with the access to it, and who stands in in her next holiday."""
    hall = panels.add_venue(name="County Hall, Ambermere", by=clerk)
    facts = {"step_free": "yes", "lift": "yes", "hearing_loop": "yes", "parking": "no"}
    panels.record_access(venue=hall, starts_on=first_day, by=clerk, **facts)
    away = today + timedelta(days=40)
    panels.arrange_cover(
        body=body,
        covers=clerk,
        name="Sam Reeve",
        email="sam.reeve@wessexpcp.example",
        starts_on=away,
        ends_on=away + timedelta(days=11),
        by=clerk,
    )


def _offices(body: Body, clerk: User, first_day: date) -> None:
    for kind, family_name in ((Office.Kind.CHAIR, "Penhallow"), (Office.Kind.DEPUTY, "Quayle")):
        person = Person.objects.get(family_name=family_name)
        panels.appoint_office(body=body, kind=kind, person=person, starts_on=first_day, by=clerk)
    office = panels.add_scrutinised_office(
        body=body,
        name="Police and Crime Commissioner for Wessex",
        office_name="Office of the Police and Crime Commissioner",
        by=clerk,
    )
    for title, given, family, post, organisation in OFFICE_HOLDERS:
        person = panels.add_person(
            title=title, given_name=given, family_name=family, post=post, organisation=organisation, by=clerk
        )
        panels.appoint_holder(office=office, person=person, post=post, starts_on=first_day, by=clerk)


def _member_sign_ins(admin: User) -> None:
    """The chair and one member sign in by password as well as by code."""
    for role, family_name in (("Chair", "Penhallow"), ("Member", "Penhale")):
        person = Person.objects.get(family_name=family_name)
        user = panels.give_sign_in(person=person, email=ADDRESSES[role], by=admin)
        user.set_password(PASSWORD)
        user.save()
