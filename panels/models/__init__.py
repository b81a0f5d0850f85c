"""Bodies, settings, authorities, seats, people, terms, offices, venues and who works for a body."""

from panels.models.address_change import AddressChange
from panels.models.body import Body
from panels.models.contact import Contact
from panels.models.office import Office, OfficeHolder, ScrutinisedOffice
from panels.models.people import Authority, Person, Seat, Term
from panels.models.settings import BodySettings
from panels.models.staff import Assignment
from panels.models.venue import Venue
