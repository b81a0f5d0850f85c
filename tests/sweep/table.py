"""Who may open and who may act at every address: the sweep holds the site to this page."""

from dataclasses import dataclass

from tests.sweep.world import ROLES, VISITOR

EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()
PEOPLE = EVERYBODY - {VISITOR}
ADMINISTRATOR = frozenset({"administrator"})
# The secretariat of the panel of this world, and whoever runs the installation.
SERVING = frozenset({"administrator", "secretariat"})
# People, councils and venues are shared by every body of an installation.
ANY_SECRETARIAT = SERVING | {"other_secretariat"}
DRAFTS = SERVING | {"chair", "monitoring_officer"}
AGREEING = SERVING | {"chair"}
WITHIN = DRAFTS | {"member"}
# Everybody who holds a role for the panel today.
OF_THE_PANEL = WITHIN | {"report_author", "commissioners_office"}
AUTHORS = ANY_SECRETARIAT | {"report_author", "commissioners_office"}
OWN_PAPER = SERVING | {"report_author"}
OWN_NOTE = frozenset({"csp_officer", "csp_chair"})
CSP_CHAIR = frozenset({"csp_chair"})
# The panel and its partnerships.
KNOWING = WITHIN | OWN_NOTE | {"other_csp_officer"}


@dataclass(frozen=True)
class Row:
    """The objects of an address by their names in the world, who opens it, and who acts there.

    `answers` names what an allowed visitor gets when it is not a page: 404 where there is nothing to read.
    """

    at: tuple[str, ...]
    get: frozenset[str]
    post: frozenset[str]
    answers: int = 200


def read(readers: frozenset[str], *at: str, answers: int = 200) -> Row:
    """A page without a form: posting to it reads it, too."""
    return Row(at, readers, readers, answers)


def form(people: frozenset[str], *at: str) -> Row:
    """A page with a form."""
    return Row(at, people, people)


def act(people: frozenset[str], *at: str) -> Row:
    """A button."""
    return Row(at, NOBODY, people)


PUBLIC = {
    "home": read(EVERYBODY),
    "accounts:link": read(EVERYBODY, "unknown_secret", answers=404),
    "accounts:kept": read(PEOPLE, "no_page", answers=404),
    "guessing": read(ANY_SECRETARIAT),
    "ui:gallery": read(PEOPLE),
    "ui:theme": read(EVERYBODY, "colour"),
    "library:home_public": read(EVERYBODY),
    "library:search": read(EVERYBODY),
    "library:meetings": read(EVERYBODY),
    "library:meeting": read(EVERYBODY, "published.ref"),
    "library:live": read(EVERYBODY, "held.ref"),
    "library:live_wall": read(EVERYBODY, "held.ref"),
    "library:pack": read(EVERYBODY, "published.ref"),
    "library:pack_screen": read(EVERYBODY, "published.ref"),
    "library:supplement": read(EVERYBODY, "published.ref", "one", answers=404),
    "library:supplement_screen": read(EVERYBODY, "published.ref", "one", answers=404),
    "library:publication": read(EVERYBODY, "publication.ref"),
    "library:item": read(EVERYBODY, "minuted.ref", "published_minute.ref"),
    "library:seal": read(EVERYBODY, "publication.ref"),
    "library:file": read(EVERYBODY, "publication.ref", "publication.file_name"),
    "library:reference": read(EVERYBODY, "publication.ref"),
    "library:accessibility": read(EVERYBODY),
    "library:privacy": read(EVERYBODY),
    "help:guides": read(EVERYBODY),
    "help:guide": read(EVERYBODY, "guide"),
    # The one form for the public: what is put goes to the secretary.
    "meetings:question_put": read(EVERYBODY, "asked_meeting.ref"),
    "meetings:question_sent": read(EVERYBODY, "asked_meeting.ref"),
    "setup:start": read(EVERYBODY, answers=404),
    "setup:panel": form(ADMINISTRATOR),
    "setup:members": form(ADMINISTRATOR, "body"),
    "setup:done": read(ADMINISTRATOR, "body"),
    "server": read(ADMINISTRATOR),
    # The world of the sweep is no restored copy: there is nothing to release.
    "release": Row((), ADMINISTRATOR, ADMINISTRATOR, 404),
}
PANELS = {
    "panels:home": read(PEOPLE),
    "panels:body": read(OF_THE_PANEL, "body"),
    "panels:settings": read(SERVING, "body"),
    "panels:settings_subject": read(SERVING, "body", "settings_subject"),
    "panels:settings_change": form(SERVING, "body", "settings_subject", "settings_group"),
    "panels:history": read(SERVING, "body"),
    "panels:body_add": form(SERVING, "body"),
    "panels:members_paste": form(SERVING, "body"),
    "panels:member_add": form(SERVING, "body"),
    "panels:seat_add": form(SERVING, "body"),
    "panels:seat_fill": form(SERVING, "seat"),
    "panels:seat_close": form(SERVING, "seat"),
    "panels:term_start": form(SERVING, "term"),
    "panels:term_end": form(SERVING, "term"),
    "panels:person_change": form(SERVING, "body", "person"),
    "panels:person_sign_in": form(SERVING, "body", "person_without_sign_in"),
    "panels:office_appoint": form(SERVING, "body"),
    "panels:office_start": form(SERVING, "office"),
    "panels:office_end": form(SERVING, "office"),
    "panels:scrutinised_add": form(SERVING, "body"),
    "panels:holder_add": form(SERVING, "body"),
    "panels:holder_end": form(SERVING, "holder"),
    "panels:staff_add": form(SERVING, "body"),
    "panels:staff_end": form(SERVING, "assignment"),
    "panels:cover": form(SERVING, "body"),
    "panels:cover_cancel": act(SERVING, "cover"),
    "handover": read(SERVING, "body"),
    "handover_pdf": read(SERVING, "body"),
    "panels:accounts": read(ADMINISTRATOR),
    "panels:account": read(ADMINISTRATOR, "account"),
    "panels:account_close": form(ADMINISTRATOR, "account"),
    "panels:account_open": act(ADMINISTRATOR, "account"),
    "panels:account_join": form(ADMINISTRATOR, "account"),
    "panels:account_address": form(ADMINISTRATOR, "account"),
    "panels:account_address_confirm": act(ADMINISTRATOR, "changing_account"),
    "panels:account_address_stop": act(ADMINISTRATOR, "changing_account"),
    "panels:my_address": form(PEOPLE),
    "panels:my_address_stop": act(PEOPLE),
    # Opened by personal link only: see tests/panels/test_addresses.py.
    "panels:address_old": read(NOBODY, "address_change.ref"),
    "panels:address_new": read(NOBODY, "address_change.ref"),
    "panels:venues": read(OF_THE_PANEL | {"other_secretariat"}),
    "panels:venue_add": form(ANY_SECRETARIAT),
    "panels:venue_change": form(ANY_SECRETARIAT, "venue"),
    "panels:venue_access": form(ANY_SECRETARIAT, "venue"),
}
STATEMENTS = {
    "meetings:statements": read(SERVING, "body"),
    "meetings:statement": form(SERVING, "body", "privacy"),
    "meetings:statement_publish": form(SERVING, "statement"),
}
BEFORE = {
    # Opened by personal link only: see test_by_link and tests/meetings/before/test_before.py.
    "meetings:coming_own": read(NOBODY, "coming.ref"),
    "meetings:coming_mine": read(frozenset({"member"}), "asked_meeting"),
    "meetings:expected": read(DRAFTS, "asked_meeting"),
    "meetings:members_ask": act(SERVING, "asked_meeting"),
    "meetings:members_remind": act(SERVING, "asked_meeting"),
    "meetings:coming_member": form(SERVING, "asked_meeting", "person"),
    "meetings:brief": read(DRAFTS, "asked_meeting"),
    "meetings:brief_write": form(SERVING, "asked_meeting"),
    "meetings:brief_pdf": read(DRAFTS, "asked_meeting"),
}
QUESTIONS = {
    # Opened by the link of a mail only: see tests/meetings/public/test_question_addresses.py.
    "jobs:confirm": read(NOBODY, "address_link.target"),
    "jobs:confirm_answer": read(NOBODY, "address_link.target"),
    "meetings:question_own": read(NOBODY, "question.ref"),
    "meetings:question_take_back": read(NOBODY, "question.ref"),
    "meetings:questions": read(DRAFTS, "asked_meeting"),
    "meetings:question_record": form(SERVING, "asked_meeting"),
    "meetings:question": read(DRAFTS, "question"),
    "meetings:question_accept": act(SERVING, "question"),
    "meetings:question_reject": act(SERVING, "question"),
    "meetings:question_redirect": act(SERVING, "question"),
    "meetings:question_answer": act(SERVING, "question"),
}
MEETINGS = {
    "meetings:meetings": read(PEOPLE),
    "meetings:plan": form(ANY_SECRETARIAT),
    "meetings:templates": form(SERVING, "body"),
    "meetings:template": form(SERVING, "body", "kind"),
    "meetings:meeting": read(OF_THE_PANEL, "draft"),
    "meetings:history": read(DRAFTS, "draft"),
    "meetings:meeting_change": form(SERVING, "draft"),
    "meetings:meeting_move": form(SERVING, "draft"),
    "meetings:meeting_export": read(SERVING, "published"),
    "meetings:meeting_cancel": form(SERVING, "draft"),
    "meetings:meeting_announce": act(SERVING, "draft"),
    "meetings:meeting_confirm": act(SERVING, "draft"),
    "meetings:meeting_hold": act(SERVING, "draft"),
    "meetings:meeting_end": form(SERVING, "held"),
    # To the rest it says that there is no agenda yet.
    "meetings:agenda": read(OF_THE_PANEL, "draft"),
    "meetings:item_add": form(SERVING, "draft"),
    "meetings:agenda_paste": act(SERVING, "draft"),
    "meetings:agenda_copy": form(SERVING, "draft"),
    "meetings:agenda_docx": read(DRAFTS, "draft"),
    "meetings:agenda_minutes": form(SERVING, "draft"),
    "meetings:agenda_send": act(SERVING, "draft"),
    "meetings:agenda_agree": act(AGREEING, "draft"),
    "meetings:agenda_return": form(AGREEING, "ready"),
    "meetings:item": form(SERVING, "draft", "item"),
    "meetings:item_move": act(SERVING, "draft", "item"),
    "meetings:item_remove": form(SERVING, "draft", "item"),
    "meetings:meeting_papers": read(DRAFTS, "draft"),
    "meetings:meeting_papers_drop": form(SERVING, "draft"),
    "meetings:meeting_papers_match": form(SERVING, "draft"),
    "meetings:meeting_paper_place": form(SERVING, "draft"),
    "meetings:pack": read(DRAFTS, "draft"),
    "meetings:pack_build": act(SERVING, "draft"),
    "meetings:pack_file": read(DRAFTS, "draft", "draft_pack.number"),
    "meetings:proof": read(DRAFTS, "ready"),
    "meetings:late_reason": act(SERVING, "ready"),
    "meetings:agenda_publish": act(SERVING, "ready"),
    "meetings:agenda_withdraw": form(SERVING, "published"),
    "meetings:agenda_again": form(SERVING, "published"),
}
SUPPLEMENTS = {
    "meetings:supplement": read(DRAFTS, "published"),
    "meetings:supplement_build": act(SERVING, "published"),
    "meetings:supplement_proof": read(DRAFTS, "published"),
    "meetings:supplement_publish": act(SERVING, "published"),
    "meetings:supplement_item": form(SERVING, "published"),
    "meetings:late_paper": form(SERVING, "published", "published_item"),
    "meetings:item_urgency": form(SERVING, "published", "added_item"),
    "meetings:item_withdraw": form(SERVING, "published", "published_item"),
    "meetings:paper_file": form(SERVING, "published", "published_item"),
    "meetings:paper_bring": form(SERVING, "following_placement"),
    "meetings:paper_newer": form(SERVING, "placement"),
    "meetings:paper_leave_out": act(SERVING, "late_placement"),
}
PUBLISHING = {
    "meetings:publication_schedule": form(SERVING, "ready", "ready_pack.number"),
    "meetings:publication_call_off": act(SERVING, "scheduled"),
    "meetings:found": read(DRAFTS, "closed"),
    "meetings:find_overrule": form(SERVING | {"monitoring_officer"}, "find.ref"),
    "meetings:find_confirm": act(DRAFTS, "find.ref"),
    "meetings:find_stop": act(SERVING | {"monitoring_officer"}, "find.ref"),
    "meetings:notice": read(DRAFTS, "draft"),
    "meetings:notice_publish": act(SERVING, "draft"),
    "meetings:published_elsewhere": form(SERVING, "draft"),
    "meetings:short_notice": form(SERVING, "draft"),
    "meetings:circulation": read(SERVING, "body"),
    "meetings:circulation_add": form(SERVING, "body"),
    "meetings:circulation_change": form(SERVING, "body", "circulation_entry"),
    "meetings:despatches": read(SERVING, "published"),
    "meetings:despatch": form(SERVING, "published", "told", "pack_publication.ref"),
    "meetings:print_sheet": read(SERVING, "published"),
    "meetings:print_sheet_pdf": read(SERVING, "published"),
    "meetings:publication_evidence": read(DRAFTS, "published"),
    "meetings:evidence_export": read(DRAFTS, "published"),
}
PAPERS = {
    "meetings:papers": read(PEOPLE),
    "meetings:paper_new": form(AUTHORS),
    "meetings:paper_ask": form(ANY_SECRETARIAT),
    "meetings:paper_ask_again": form(SERVING, "paper"),
    "meetings:paper_remind": act(SERVING, "asked_paper"),
    "meetings:paper_link_send": act(SERVING, "asked_paper"),
    "meetings:paper_link_close": act(SERVING, "asked_paper"),
    # Opened by personal link only, by nobody signed in: see test_by_link.
    "meetings:author_paper": read(NOBODY, "asked_paper.ref"),
    "meetings:author_write": read(NOBODY, "asked_paper.ref"),
    "meetings:author_autosave": read(NOBODY, "asked_paper.ref"),
    "meetings:author_here": read(NOBODY, "asked_paper.ref"),
    "meetings:author_sheet": read(NOBODY, "asked_paper.ref", "one"),
    "meetings:author_upload": read(NOBODY, "asked_paper.ref"),
    "meetings:author_hand_in": read(NOBODY, "asked_paper.ref"),
    "meetings:author_preview": read(NOBODY, "asked_paper.ref"),
    "meetings:author_pdf": read(NOBODY, "asked_paper.ref"),
    "meetings:author_word": read(NOBODY, "asked_paper.ref"),
    "meetings:author_word_page": read(NOBODY, "asked_paper.ref", "one"),
    "meetings:author_word_accept": read(NOBODY, "asked_paper.ref"),
    "meetings:author_word_discard": read(NOBODY, "asked_paper.ref"),
    "meetings:author_sent_file": read(NOBODY, "asked_paper.ref", "asked_file.ref"),
    "meetings:author_sent_file_again": read(NOBODY, "asked_paper.ref", "asked_file.ref"),
    # Whoever sent a file, and nobody else.
    "meetings:sent_file": read(frozenset({"secretariat"}), "held_file.ref"),
    "meetings:sent_file_again": act(frozenset({"secretariat"}), "held_file.ref"),
    "meetings:paper_word": read(OWN_PAPER, "word_paper"),
    # Where no office program draws the pages, there is no picture.
    "meetings:paper_word_page": read(OWN_PAPER, "word_paper", "no_page", answers=404),
    "meetings:paper_word_accept": act(OWN_PAPER, "word_paper"),
    "meetings:paper_word_discard": act(OWN_PAPER, "word_paper"),
    "meetings:paper_docx": read(OWN_PAPER, "paper"),
    "meetings:paper_upload": form(AUTHORS),
    "meetings:paper": form(OWN_PAPER, "paper"),
    "meetings:paper_write": form(OWN_PAPER, "paper"),
    "meetings:paper_autosave": act(OWN_PAPER, "paper"),
    "meetings:paper_here": read(OWN_PAPER, "paper"),
    "meetings:paper_sheet": read(SERVING, "uploaded", "one"),
    "meetings:paper_preview": read(OWN_PAPER, "paper"),
    "meetings:paper_pdf": read(OWN_PAPER, "paper"),
    "meetings:paper_history": read(OWN_PAPER, "paper"),
    "meetings:paper_found": read(OWN_PAPER | {"monitoring_officer"}, "paper"),
    "meetings:paper_found_file": read(SERVING | {"monitoring_officer"}, "uploaded"),
    "meetings:paper_decide": form(SERVING | {"monitoring_officer"}, "uploaded", "found"),
    "meetings:paper_replace": form(OWN_PAPER, "paper"),
    "meetings:paper_receive": act(OWN_PAPER, "paper"),
    "meetings:paper_return": form(SERVING, "paper"),
    "meetings:paper_clear": act(SERVING, "paper"),
    "meetings:paper_reopen": act(SERVING, "cleared"),
    "meetings:paper_place": form(OWN_PAPER, "paper"),
    "meetings:placement_remove": act(SERVING, "draft_placement"),
    "meetings:placement_delivery": act(SERVING, "draft_placement"),
    "meetings:paper_withdraw": form(SERVING, "placement"),
    "meetings:paper_bring_back": act(SERVING, "placement"),
}
# Whoever keeps business from the public; only the proper officer signs.
KEEPING = SERVING | {"monitoring_officer"}
# Those in post once it is handed out, and an officer named for one appendix.
HANDED_OUT = WITHIN | {"commissioners_office"}
RESTRICTED = {
    "meetings:restricted": read(HANDED_OUT, "closed"),
    "meetings:restricted_build": act(SERVING, "closed"),
    "meetings:restricted_issue": act(KEEPING, "closed"),
    "meetings:restricted_copy": read(HANDED_OUT, "closed"),
    "meetings:restricted_paper": read(WITHIN, "restricted_placement"),
    "meetings:item_restrict": form(KEEPING, "closed", "open_item"),
    "meetings:item_shut_out": form(KEEPING, "closed", "restricted_item"),
    "meetings:item_let_in": act(KEEPING, "closed", "restricted_item", "person"),
    "meetings:paper_restrict": form(KEEPING, "open_placement"),
    "meetings:restriction": form(KEEPING, "restriction"),
    "meetings:restriction_sign": act(frozenset({"monitoring_officer"}), "restriction"),
    "meetings:restriction_unsigned": form(KEEPING, "restriction"),
    "meetings:restriction_lift": form(KEEPING, "restriction"),
    "meetings:restriction_resolve": form(KEEPING, "restriction"),
    "meetings:restriction_reader": form(KEEPING, "read_restriction"),
    "meetings:restriction_reader_drop": act(KEEPING, "read_restriction", "reader"),
}
MINUTES = {
    "meetings:attendance": Row(("held",), DRAFTS, SERVING),
    # To the rest it says that there are none yet.
    "meetings:minutes": read(OF_THE_PANEL, "held"),
    "meetings:minutes_start": act(SERVING, "held"),
    "meetings:minutes_write": Row(("held",), DRAFTS, SERVING),
    "meetings:minutes_add": act(SERVING, "held"),
    "meetings:minutes_number": act(SERVING, "held"),
    "meetings:minutes_publish": act(SERVING, "held"),
    "meetings:minutes_confirm": act(SERVING, "minuted"),
    "meetings:minutes_questions": Row(("held",), DRAFTS, SERVING),
    "meetings:minutes_changed": act(SERVING, "minuted"),
    "meetings:minutes_point": form(SERVING, "held"),
    "meetings:minute_find": read(DRAFTS, "held"),
    "meetings:minutes_pdf": read(DRAFTS, "held"),
    "meetings:minutes_docx": read(DRAFTS, "held"),
    "meetings:minute_edit": Row(("minute",), DRAFTS, SERVING),
    "meetings:minute_autosave": act(SERVING, "minute"),
    "meetings:minute_here": Row(("minute",), DRAFTS, SERVING),
    "meetings:minute_draft": act(SERVING, "minute"),
    "meetings:minute_aside": Row(("aside",), DRAFTS, SERVING),
    "meetings:minute_history": read(DRAFTS, "minute"),
    "meetings:minute_restore": act(SERVING, "minute", "one"),
    "meetings:minute_move": act(SERVING, "minute"),
    "meetings:minute_follow": act(SERVING, "minute"),
    "meetings:minute_language": form(SERVING, "minute"),
    "meetings:minute_private": form(SERVING, "private_minute"),
    "meetings:minutes_private_pdf": read(DRAFTS, "held"),
    "meetings:decision_confirm": form(SERVING, "awaiting_decision"),
    "meetings:words": form(SERVING, "body"),
    "meetings:words_change": form(SERVING, "words"),
    "meetings:words_remove": act(SERVING, "words"),
    "meetings:minute_remove": act(SERVING, "minute"),
}
LEDGER = {
    "meetings:minutes_confirming": Row(("minuted",), DRAFTS, SERVING),
    "meetings:minutes_brought": act(SERVING, "minuted"),
    "meetings:minutes_confirm_brought": act(SERVING, "minuted"),
    "meetings:minutes_correct_again": act(SERVING, "minuted"),
    "meetings:correction_drop": act(SERVING, "correction"),
    "meetings:minutes_sign": Row(("confirmed",), DRAFTS, SERVING),
    "meetings:signed_copy_add": Row(("confirmed",), DRAFTS, SERVING),
    "meetings:signed_copy": read(DRAFTS, "confirmed", "one"),
    "meetings:later_notes": Row(("confirmed",), DRAFTS, SERVING),
    "meetings:later_note_publish": act(SERVING, "later_note.ref"),
    "meetings:later_note_withdraw": form(SERVING, "later_note.ref"),
    "meetings:minutes_comments": read(DRAFTS, "held"),
    "meetings:minutes_circulate": act(SERVING, "held"),
    "meetings:comment_answer": act(SERVING, "comment"),
    "meetings:draft_mine": read(frozenset({"chair", "member"}), "held"),
    # Opened by personal link only: see tests/meetings/confirming/test_comments.py.
    "meetings:draft_by_link": read(NOBODY, "draft_reader.ref"),
    "meetings:decisions": read(DRAFTS, "held"),
    "meetings:decisions_publish": act(SERVING, "held"),
    "meetings:follow_ups": read(PEOPLE),
    "meetings:follow_up": read(DRAFTS, "follow_up"),
    "meetings:follow_up_discharge": act(SERVING, "follow_up"),
    "meetings:follow_up_update": form(SERVING, "follow_up"),
    "meetings:follow_up_settle": form(SERVING, "follow_up"),
    "meetings:follow_up_ask": form(SERVING, "follow_up"),
    "meetings:follow_up_answer": form(SERVING, "follow_up"),
    "meetings:follow_up_close": form(SERVING, "follow_up"),
    "meetings:follow_up_reopen": form(SERVING, "closed_follow_up"),
    "meetings:matters": read(DRAFTS, "draft"),
    "meetings:matters_bring": act(SERVING, "draft"),
    "meetings:matters_discharge": act(SERVING, "draft"),
    "meetings:action_log_place": act(SERVING, "draft"),
    "meetings:action_log_pdf": read(DRAFTS, "draft"),
    "meetings:story": read(DRAFTS, "item.ref"),
    "meetings:story_link": act(SERVING, "item.ref"),
}
VOTES = {
    "meetings:votes": read(DRAFTS, "held"),
    "meetings:vote_add": form(SERVING, "held"),
    "meetings:vote_change": form(SERVING, "vote"),
    "meetings:vote_remove": act(SERVING, "vote"),
    "meetings:election_open": form(SERVING, "held"),
    "meetings:election": read(DRAFTS, "election"),
    "meetings:election_nominate": act(SERVING, "election"),
    "meetings:election_ballot": act(SERVING, "election"),
    "meetings:election_declare": act(SERVING, "election"),
    "meetings:election_remove": act(SERVING, "election"),
    "meetings:nomination_withdraw": act(SERVING, "nomination"),
    "meetings:ballot_remove": act(SERVING, "ballot"),
}
DAY = {
    "meetings:day": read(DRAFTS, "held"),
    # Its pages are those of the day below /practice/, see tests/meetings/practice/.
    "meetings:practice": read(PEOPLE, answers=404),
    "meetings:practise": act(SERVING, "body"),
    "meetings:practice_throw_away": act(PEOPLE),
    "meetings:day_act": act(SERVING, "held"),
    "meetings:day_action": form(SERVING, "held"),
    "meetings:day_words": act(SERVING, "held", "held_item"),
    "meetings:day_vote": act(SERVING, "held", "held_item"),
    "meetings:day_interest": form(SERVING, "held"),
    "meetings:day_interest_change": form(SERVING, "held", "held_interest"),
    "meetings:day_add": form(SERVING, "held"),
    "meetings:day_person": form(SERVING, "held", "held_person"),
    "meetings:day_chair": form(SERVING, "held"),
    "meetings:day_private": form(SERVING, "held"),
    "meetings:day_adjourn": form(SERVING, "held"),
    "meetings:day_reconvene": form(SERVING, "held"),
    "meetings:day_times": form(SERVING, "held"),
    "meetings:day_entry": form(SERVING, "held", "held_entry"),
}
PARTNERSHIPS = {
    "partnerships:home": read(PEOPLE),
    "partnerships:csp_add": form(SERVING, "body"),
    "partnerships:csp": read(KNOWING, "csp"),
    "partnerships:csp_edit": form(SERVING, "csp"),
    "partnerships:role_add": form(SERVING, "csp"),
    "partnerships:role_end": form(SERVING, "csp", "csp_role"),
    "partnerships:link_add": form(SERVING, "csp"),
    "partnerships:link_end": form(SERVING, "csp", "csp_link"),
    "partnerships:questions": read(SERVING, "body"),
    "partnerships:questions_revise": form(SERVING, "body"),
    "partnerships:round_open": form(ANY_SECRETARIAT),
    "partnerships:round": read(KNOWING, "round"),
    "partnerships:round_due_change": form(SERVING, "round"),
    "partnerships:round_remind": act(SERVING, "round"),
    "partnerships:round_tell": act(SERVING, "round"),
    "partnerships:round_place": form(SERVING, "round"),
    # The secretariat sees how far the note is, and no word of it: see test_no_leak.
    "partnerships:note": read(OWN_NOTE | SERVING, "note"),
    "partnerships:theme": form(OWN_NOTE, "note", "one"),
    "partnerships:note_withhold": act(OWN_NOTE, "note"),
    "partnerships:note_send": act(OWN_NOTE, "note"),
    "partnerships:note_take_back": act(OWN_NOTE, "waiting_note"),
    "partnerships:note_decide": form(CSP_CHAIR, "waiting_note"),
    "partnerships:note_remind": act(SERVING, "note"),
    "partnerships:note_publication_decide": form(SERVING, "approved_note"),
    "partnerships:note_pdf": read(OWN_NOTE, "note"),
}
SCRUTINY = {
    "scrutiny:home": read(PEOPLE),
    "scrutiny:inquiry_open": form(ANY_SECRETARIAT),
    "scrutiny:inquiry": read(WITHIN, "inquiry"),
    "scrutiny:inquiry_edit": form(SERVING, "inquiry"),
    "scrutiny:section_add": form(SERVING, "inquiry"),
    "scrutiny:section_edit": form(SERVING, "inquiry", "section"),
    "scrutiny:section_move": act(SERVING, "inquiry", "section"),
    "scrutiny:section_drop": act(SERVING, "inquiry", "section"),
    "scrutiny:terms_agree": form(SERVING, "inquiry"),
    "scrutiny:terms_amend": act(SERVING, "agreed"),
    "scrutiny:terms": read(WITHIN, "inquiry", "terms.number"),
    "scrutiny:terms_pdf": read(WITHIN, "inquiry", "terms.number"),
    "scrutiny:terms_place": form(SERVING, "inquiry", "terms.number"),
    "scrutiny:part_add": form(SERVING, "inquiry", "word"),
    "scrutiny:part_edit": form(SERVING, "inquiry", "word", "scope_item"),
    "scrutiny:part_move": act(SERVING, "inquiry", "word", "scope_item"),
    "scrutiny:part_drop": act(SERVING, "inquiry", "word", "scope_item"),
}
YEAR = {
    "meetings:year": read(OF_THE_PANEL, "body"),
    "meetings:year_plan": form(SERVING, "body"),
    "meetings:year_precept": form(SERVING, "body"),
    "meetings:year_pdf": read(WITHIN, "body", "what"),
    "meetings:year_place": form(SERVING, "body", "what"),
    "meetings:periods": read(SERVING, "body"),
    "meetings:period_add": form(SERVING, "body"),
    "meetings:period_change": form(SERVING, "period"),
    "meetings:period_remove": act(SERVING, "period"),
    "meetings:programme": read(WITHIN, "body"),
    "meetings:programme_add": form(SERVING, "body"),
    "meetings:programme_change": form(SERVING, "entry"),
    "meetings:programme_drop": form(SERVING, "entry"),
    "meetings:programme_take_up": act(SERVING, "dropped_entry"),
    "meetings:programme_place": form(SERVING, "entry"),
    "meetings:programme_take_off": act(SERVING, "placed_entry"),
}
TABLE: dict[str, Row] = (
    PUBLIC
    | YEAR
    | PANELS
    | MEETINGS
    | BEFORE
    | STATEMENTS
    | QUESTIONS
    | PUBLISHING
    | SUPPLEMENTS
    | PAPERS
    | RESTRICTED
    | MINUTES
    | VOTES
    | DAY
    | LEDGER
    | PARTNERSHIPS
    | SCRUTINY
)
# Signing in guards itself and has tests of its own: tests/foundation/accounts.
SIGN_IN = "account_"
