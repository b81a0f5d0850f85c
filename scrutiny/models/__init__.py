"""Inquiries, their terms of reference, and the records the terms are printed from."""

from scrutiny.models.inquiry import Inquiry, TermsOfReference
from scrutiny.models.parts import Consultee, Outcome, Part, ScopeItem, Session, Witness
from scrutiny.models.sections import Section, SectionVersion
