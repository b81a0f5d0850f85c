"""One function per verb; views, commands, imports and the demo all go through them."""

from meetings.agenda.actions.editing import (
    add_item,
    add_minutes_items,
    agree_agenda,
    edit_item,
    move_item,
    paste_lines,
    remove_item,
    return_agenda,
    send_to_chair,
)
from meetings.agenda.actions.returning import finish_programme_of, return_programme_of
from meetings.agenda.actions.templates import copy_agenda, default_templates, save_template
from meetings.attendance.actions.entries import correct_time, strike_out
from meetings.attendance.actions.live import switch_live
from meetings.attendance.actions.recording import (
    InterestLine,
    record_attendance,
    record_interest,
    record_interests,
)
from meetings.before.actions import (
    answer_for_member,
    ask_members,
    remind_members,
    write_chair_note,
)
from meetings.common.writing_now import say_here
from meetings.confirming.actions.commenting import answer_comment, circulate_minutes, comment
from meetings.confirming.actions.confirming import (
    bring_minutes,
    confirm_minutes,
    confirm_several,
    correct_confirmed_minutes,
    drop_correction,
    write_correction,
)
from meetings.confirming.actions.noting import add_later_note, publish_later_note, withdraw_later_note
from meetings.confirming.actions.signing import sign_minutes
from meetings.day.actions.adjourning import (
    adjourn_to_day,
    declare_interest,
    end_inquorate,
    reconvene,
    repeat_declaration,
)
from meetings.day.actions.marking import add_to_roll, come_or_go, mark_attendance, mark_everyone
from meetings.day.actions.recording import (
    adjourn_meeting,
    begin_item,
    correct_times,
    defer_item,
    end_item,
    end_meeting,
    exclude_public,
    readmit_public,
    resume_meeting,
    start_meeting,
    take_the_chair,
)
from meetings.day.actions.writing import add_action, open_minute, take_item
from meetings.despatch.actions.despatching import (
    remove_circulation_entry,
    save_circulation_entry,
    send_despatch,
)
from meetings.despatch.actions.scheduling import call_off_publication, publish_scheduled, schedule_publication
from meetings.ledger.actions import (
    ask_for_response,
    discharge_follow_up,
    discharge_several,
    drop_follow_up,
    record_answer,
    remind_owners,
    reopen_follow_up,
    settle_follow_up,
    update_follow_up,
)
from meetings.matters.actions import bring_matters, link_item, place_action_log
from meetings.minutes.actions.bringing import minutes_awaiting
from meetings.minutes.actions.checking import pass_point
from meetings.minutes.actions.deciding import add_follow_up, decide, publish_decisions
from meetings.minutes.actions.issuing import (
    keep_published_words,
    publish_minutes,
    take_new_words,
)
from meetings.minutes.actions.never_lost import (
    autosave_minute,
    bring_together,
    restore_version,
)
from meetings.minutes.actions.parts import (
    confirm_decision,
    save_words,
    write_private_part,
    write_second_language,
)
from meetings.minutes.actions.saving import Page, Typed
from meetings.minutes.actions.writing import (
    MinuteText,
    answer_questions,
    move_minute,
    number_from,
    remove_minute,
    save_minute,
    save_several,
    start_minutes,
    write_minute,
)
from meetings.packs.actions.requesting import ask_for_pack
from meetings.papers.actions.asking import (
    ask_again,
    ask_for_paper,
    remind_author,
    remind_authors,
    revoke_link,
    send_new_link,
)
from meetings.papers.actions.placing import place_document, place_paper, remove_placement
from meetings.papers.actions.preparing import (
    clear_paper,
    receive_paper,
    reopen_paper,
    replace_file,
    report_of,
    return_paper,
    save_paper,
    upload_paper,
    write_paper,
)
from meetings.papers.actions.reading_word import accept_word, upload_word, upload_word_paper
from meetings.papers.actions.vetting import decide_disclosure
from meetings.planning.actions.planning import (
    announce_meeting,
    cancel_meeting,
    change_meeting,
    confirm_meeting,
    create_meeting,
    end_without_business,
    hold_meeting,
    move_meeting,
)
from meetings.planning.actions.work_programme import (
    add_programme_item,
    change_programme_item,
    drop_programme_item,
    place_programme,
    place_programme_item,
    programme_from,
    take_up_programme_item,
)
from meetings.planning.actions.years import plan_year, remove_period, save_period
from meetings.public.actions.answering import (
    Put,
    accept_question,
    answer_question,
    confirm_question,
    put_question,
    record_question,
    redirect_question,
    reject_question,
    trim_questions,
)
from meetings.public.actions.following import ask_to_follow
from meetings.public.actions.notices import call_at_short_notice, publish_notice, record_elsewhere
from meetings.publishing.actions.publishing import (
    bring_paper_back,
    give_late_reason,
    open_agenda_again,
    publish_agenda,
)
from meetings.publishing.actions.withdrawing import withdraw_agenda, withdraw_paper
from meetings.restricted.actions import (
    ask_to_overrule,
    confirm_overruling,
    keep_finds,
    let_find_stop,
)
from meetings.statements.actions import draft_of, publish_statement, save_statement
from meetings.supplements.actions.changing import (
    add_item_after_publication,
    add_late_paper,
    bring_late_paper,
    file_paper,
    give_urgency,
    replace_issued_paper,
    take_back_paper,
    withdraw_item,
)
from meetings.supplements.actions.publishing import ask_for_supplement, bring_document, publish_supplement
from meetings.votes.actions.electing import (
    BallotLine,
    NominationLine,
    declare_elected,
    nominate,
    open_election,
    record_ballot,
    remove_ballot,
    remove_election,
    withdraw_nomination,
)
from meetings.votes.actions.voting import change_vote, record_vote, remove_vote
from meetings.withholding.actions.handing_out import hand_out_pack, hand_out_paper, issue_restricted_pack
from meetings.withholding.actions.restricting import (
    change_restriction,
    drop_reader,
    leave_unsigned,
    let_in,
    lift_restriction,
    name_reader,
    record_resolution,
    restrict_appendix,
    restrict_item,
    restrict_paper,
    shut_out,
    sign_restriction,
)
