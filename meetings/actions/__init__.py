"""One function per verb; views, commands, imports and the demo all go through them."""

from meetings.actions.agenda import (
    add_item,
    add_minutes_items,
    agree_agenda,
    edit_item,
    minutes_brought,
    move_item,
    paste_lines,
    remove_item,
    return_agenda,
    send_to_chair,
)
from meetings.actions.asking import (
    ask_again,
    ask_for_paper,
    remind_authors,
    revoke_link,
    send_new_link,
)
from meetings.actions.attendance import (
    InterestLine,
    record_attendance,
    record_interest,
    record_interests,
    record_roll,
)
from meetings.actions.before import (
    answer_coming,
    answer_for_member,
    ask_members,
    remind_members,
    write_chair_note,
)
from meetings.actions.changed_facts import keep_published_words, take_new_words
from meetings.actions.comments import answer_comment, circulate_minutes, comment
from meetings.actions.confirming import (
    bring_minutes,
    confirm_minutes,
    confirm_several,
    correct_confirmed_minutes,
    drop_correction,
    write_correction,
)
from meetings.actions.copying import copy_agenda
from meetings.actions.day import (
    adjourn_meeting,
    begin_item,
    correct_times,
    defer_item,
    end_item,
    end_meeting,
    exclude_public,
    readmit_public,
    reopen_meeting,
    resume_meeting,
    start_meeting,
    take_the_chair,
)
from meetings.actions.day_adjourning import adjourn_to_day, end_inquorate, reconvene
from meetings.actions.day_entries import correct_time, strike_out
from meetings.actions.day_interests import (
    change_interest,
    declare_interest,
    repeat_declaration,
)
from meetings.actions.day_live import switch_live
from meetings.actions.day_roll import add_to_roll, come_or_go, mark_attendance, mark_everyone
from meetings.actions.decisions import (
    add_follow_up,
    decide,
)
from meetings.actions.decisions_first import publish_decisions
from meetings.actions.despatch import (
    remove_circulation_entry,
    save_circulation_entry,
    send_despatch,
)
from meetings.actions.elections import (
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
from meetings.actions.elsewhere import record_elsewhere
from meetings.actions.finds import ask_to_overrule, confirm_overruling, keep_finds, let_find_stop
from meetings.actions.follow_up_reminders import remind_owners
from meetings.actions.follow_ups import (
    ask_for_response,
    discharge_follow_up,
    discharge_several,
    drop_follow_up,
    record_answer,
    reopen_follow_up,
    settle_follow_up,
    update_follow_up,
)
from meetings.actions.following import ask_to_follow
from meetings.actions.late_documents import bring_document
from meetings.actions.later_notes import add_later_note, publish_later_note, withdraw_later_note
from meetings.actions.leaks import require_word_file
from meetings.actions.matters_arising import bring_matters, link_item, place_action_log, unlink_item
from meetings.actions.meetings import (
    announce_meeting,
    cancel_meeting,
    change_meeting,
    confirm_meeting,
    create_meeting,
    end_without_business,
    hold_meeting,
    move_meeting,
)
from meetings.actions.minute_words import confirm_decision, take_confirmation_back, write_private_part
from meetings.actions.minutes import (
    MinuteText,
    move_minute,
    number_from,
    remove_minute,
    save_minute,
    save_several,
    start_minutes,
    write_minute,
)
from meetings.actions.minutes_check import pass_point
from meetings.actions.minutes_issue import publish_minutes
from meetings.actions.minutes_to_confirm import minutes_awaiting
from meetings.actions.never_lost import (
    Saved,
    autosave_minute,
    bring_together,
    restore_version,
    say_here,
)
from meetings.actions.nil_answers import answer_questions
from meetings.actions.notices import call_at_short_notice, publish_notice
from meetings.actions.packs import ask_for_pack
from meetings.actions.papers import (
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
from meetings.actions.placements import place_document, place_minutes, place_paper, remove_placement
from meetings.actions.private_minutes import hand_out_private_minutes
from meetings.actions.programme import (
    add_programme_item,
    change_programme_item,
    drop_programme_item,
    place_dates,
    place_programme,
    place_programme_item,
    programme_from,
    take_up_programme_item,
)
from meetings.actions.programme_returns import (
    finish_programme_of,
    return_programme_of,
    return_to_programme,
)
from meetings.actions.public_facts import public_facts
from meetings.actions.publishing import give_late_reason, publish_agenda
from meetings.actions.question_addresses import confirm_question, disown_question
from meetings.actions.questions import (
    Put,
    accept_question,
    answer_question,
    put_question,
    record_question,
    redirect_question,
    reject_question,
    take_back_question,
    trim_questions,
)
from meetings.actions.republishing import bring_paper_back, open_agenda_again
from meetings.actions.restricted_packs import hand_out_pack, hand_out_paper, issue_restricted_pack
from meetings.actions.restrictions import (
    appendices_of,
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
from meetings.actions.saving import NO_PAGE, Page, Typed, save_typed, set_aside
from meetings.actions.scheduling import call_off_publication, publish_scheduled, schedule_publication
from meetings.actions.signing import append_copy, sign_minutes
from meetings.actions.supplement_publishing import ask_for_supplement, publish_supplement
from meetings.actions.supplements import (
    add_item_after_publication,
    add_late_paper,
    bring_late_paper,
    file_paper,
    give_urgency,
    replace_issued_paper,
    take_back_paper,
    withdraw_item,
)
from meetings.actions.templates import default_templates, save_template
from meetings.actions.text_modules import remove_words, save_words
from meetings.actions.translating import write_second_language
from meetings.actions.vetting import decide_disclosure
from meetings.actions.votes import change_vote, record_vote, remove_vote
from meetings.actions.withdrawing import withdraw_agenda, withdraw_paper
from meetings.actions.word import accept_word, discard_word, upload_word, upload_word_paper
from meetings.actions.year import PlannedMeeting, plan_year, remove_period, save_period
