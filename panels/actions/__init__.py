"""Everything that can be done to a body, its members and offices: one function a verb."""

from panels.actions.accounts import close_account, join_accounts, open_account
from panels.actions.addresses import (
    agree_to_address,
    ask_for_address,
    carry_out_due,
    confirm_address,
    prove_address,
    stop_address,
)
from panels.actions.bodies import change_settings, set_up_body
from panels.actions.directory import (
    add_authority,
    add_person,
    add_venue,
    change_authority,
    change_person,
    change_venue,
    record_access,
)
from panels.actions.members import add_member, add_seat, close_seat, end_term, save_pasted, seat_member
from panels.actions.offices import (
    add_scrutinised_office,
    appoint_holder,
    appoint_office,
    end_holder,
    end_office,
)
from panels.actions.since import correct_office_start, correct_term_start, record_past_office
from panels.actions.staff import (
    arrange_cover,
    assign,
    cancel_cover,
    create_user,
    end_assignment,
    give_sign_in,
)
