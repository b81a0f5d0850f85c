"""One function per verb; views and the demo all go through them."""

from scrutiny.actions.inquiries import edit_inquiry, open_inquiry
from scrutiny.actions.parts import add_part, drop_part, move_part, save_part
from scrutiny.actions.sections import add_section, drop_section, move_section, save_section
from scrutiny.actions.terms import agree_terms, amend_terms, place_terms
