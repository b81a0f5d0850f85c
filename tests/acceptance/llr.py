"""The Leicester, Leicestershire and Rutland panel of 2018, entered as a secretary would enter it.

Facts are typed here; the texts of reports and minutes are read from the papers beside the project.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import time_machine
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels import actions as panels
from panels import pasting
from panels.models import Body, Office, Person

PANEL = "Leicester, Leicestershire and Rutland Police and Crime Panel"
# Title and names, council; from the list of those present and the front sheet.
MEMBERS = """
Mr. J. T. Orson JP CC\tLeicestershire County Council
Cllr. Richard Allen\tHinckley and Bosworth Borough Council
Cllr. Lee Breckon, JP\tBlaby District Council
Cllr. Stephen Corrall\tLeicester City Council
Mr Keith Culverwell\tIndependent member
Cllr. Ratilal Govind\tLeicester City Council
Cllr. Malise Graham\tMelton Borough Council
Ms Mehrunnisa Lalani\tIndependent member
Cllr. Kevin J. Loydall\tOadby and Wigston Borough Council
Cllr. Abdul Osman\tLeicester City Council
Cllr. Brian Page\tLeicestershire County Council
Cllr. Trevor Pendleton\tNorth West Leicestershire District Council
Cllr. Michael Rickman\tHarborough District Council
Cllr. Manjula Sood, MBE\tLeicester City Council
Cllr. Deborah Taylor\tCharnwood Borough Council
Cllr. Alan Walters\tRutland County Council
""".strip()
# As printed in the minutes, in the order of the two columns read down.
PRESENT = [
    "Cllr. Richard Allen",
    "Cllr. Lee Breckon JP",
    "Cllr. Stephen Corrall",
    "Mr Keith Culverwell",
    "Cllr. Ratilal Govind",
    "Cllr. Malise Graham",
    "Ms Mehrunnisa Lalani",
    "Cllr. Kevin J. Loydall",
    "Cllr. Abdul Osman",
    "Cllr. Brian Page",
    "Cllr. Trevor Pendleton",
    "Cllr. Michael Rickman",
    "Cllr. Manjula Sood MBE",
    "Cllr. Alan Walters",
]
CONTACT: dict[str, Any] = {
    "contact_name": "Euan Walters",
    "contact_phone": "0116 3052583",
    "contact_email": "euan.walters@leics.gov.uk",
}
FOOTER = (
    "Democratic Services • Chief Executive's Department • Leicestershire County Council\n"
    "County Hall Glenfield • Leicestershire • LE3 8RA\n"
    "Tel: 0116 232 3232 • Email: democracy@leics.gov.uk"
)
FILMING = (
    "this meeting will be filmed for live or subsequent broadcast via the Council's web site at "
    "www.leicestershire.gov.uk. Notices will be on display at the meeting explaining the arrangements."
)
# Title, given name, family name, post, organisation.
OFFICE = "Office of the Police and Crime Commissioner"
IN_ATTENDANCE = [
    ("Lord", "Willy", "Bach", "Police and Crime Commissioner", ""),
    ("", "Kirk", "Master", "Deputy Police and Crime Commissioner", ""),
    ("", "Paul", "Hindson", "Chief Executive Officer", OFFICE),
    ("Chief Constable", "Simon", "Cole", "", "Leicestershire Police"),
    ("DS", "Charles", "Edwards", "", "Leicestershire Police"),
]


@dataclass
class Panel:
    """The body and the secretary who works for it."""

    body: Body
    clerk: User

    def person(self, family_name: str) -> Person:
        """Somebody known by their family name."""
        return Person.objects.get(family_name=family_name)


def moment(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in London."""
    return timezone.make_aware(datetime.combine(date(year, month, day), time(hour, minute)))


def on(year: int, month: int, day: int, hour: int = 10) -> time_machine.travel:
    """Do something as on that day."""
    return time_machine.travel(moment(year, month, day, hour), tick=False)


def set_up() -> Panel:
    """The panel as it was from June 2017 on."""
    with on(2017, 6, 1):
        admin = User.objects.create_user("admin@panel.example", "Administrator", is_administrator=True)
        body = panels.set_up_body(
            name=PANEL,
            by=admin,
            starts_on=date(2017, 6, 1),
            commissioner_title="Police and Crime Commissioner",
            commissioner_short_title="PCC",
            chair_style="Chairman",
            filming_notice=FILMING,
            footer_block=FOOTER,
            prints_blank_leaves=True,
            item_mark="Agenda Item {label}",
            **CONTACT,
        )
        clerk = panels.create_user(email="euan.walters@leics.gov.uk", name="Euan Walters", by=admin)
        panels.assign(body=body, user=clerk, role=Role.SECRETARIAT, by=admin, starts_on=date(2017, 6, 1))
        rows = pasting.paste_members(MEMBERS).rows
        panels.save_pasted(body=body, rows=rows, starts_on=date(2017, 6, 1), by=clerk)
        panel = Panel(body, clerk)
        panels.appoint_office(
            body=body,
            kind=Office.Kind.CHAIR,
            person=panel.person("Orson"),
            starts_on=date(2017, 6, 1),
            by=clerk,
        )
        _office_holders(panel)
    return panel


def _office_holders(panel: Panel) -> None:
    office = panels.add_scrutinised_office(
        body=panel.body,
        name="Police and Crime Commissioner for Leicestershire",
        office_name=OFFICE,
        by=panel.clerk,
    )
    for title, given, family, post, organisation in IN_ATTENDANCE:
        person = panels.add_person(
            title=title,
            given_name=given,
            family_name=family,
            post=post,
            organisation=organisation,
            by=panel.clerk,
        )
        if post and not organisation or organisation == OFFICE:
            panels.appoint_holder(
                office=office, person=person, post=post, starts_on=date(2017, 6, 1), by=panel.clerk
            )
