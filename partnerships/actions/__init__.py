"""One function per verb; views, reactions and the demo all go through them."""

from partnerships.actions.csps import (
    add_csp,
    add_link_member,
    appoint_by_address,
    appoint_role,
    edit_csp,
    end_link_member,
    end_role,
)
from partnerships.actions.notes import (
    Reminded,
    approve_note,
    chase,
    decide,
    remind,
    remind_all,
    reminders_of_today,
    return_note,
    save_answer,
    send_to_chair,
    set_withheld,
    take_back,
)
from partnerships.actions.questions import first_questions, revise_questions
from partnerships.actions.rounds import (
    call_off,
    change_due_day,
    decide_publication,
    open_round,
    place_notes,
    tell_due_day,
)
