"""Every way on which words leave for the public or in an e-mail; each of them asks the same search.

`tests/conventions/test_ways_out.py` reads the code for kinds of publications, e-mails, Word files and
announcements, and fails when one of them is not here.
"""

from dataclasses import dataclass

from foundation.library.models import Publication

_Kind = Publication.Kind
# Nothing publishes such a thing yet; what begins to is put into the list.
UNUSED_KINDS = frozenset({_Kind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out: its key, and what goes out on it in words that follow “in”.

    `kinds` are the kinds of publications it makes, `made_by` the functions in which the words leave.
    `only_public` says why nothing has to be asked there: it is made of what was published. `sentence` is what
    a refusal says first where it does not speak of publishing, beside the field `code`.
    """

    key: str
    words: str
    kinds: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()
    only_public: str = ""
    sentence: str = ""
    code: str = "leak"

    @property
    def is_letter(self) -> bool:
        """True for e-mails that the program writes: what may not be said there is left out of them."""
        return self.key.startswith("mail_")


_PUBLICATIONS = (
    WayOut(
        "agenda",
        "the agenda, its papers and its pack",
        (_Kind.AGENDA, _Kind.PAPER, _Kind.PACK),
        ("meetings.actions.publishing._publish_all", "meetings.actions.paper_publishing.publish_paper"),
    ),
    WayOut(
        "supplement",
        "the supplement",
        (_Kind.SUPPLEMENT, _Kind.AGENDA, _Kind.PAPER),
        (
            "meetings.actions.supplement_publishing._publish",
            "meetings.actions.supplement_publishing._publish_agenda",
        ),
    ),
    WayOut(
        "again",
        "what is published again after something was taken back",
        (_Kind.AGENDA, _Kind.PAPER),
        ("meetings.actions.withholding._publish_agenda_again",),
    ),
    WayOut("minutes", "the minutes", (_Kind.MINUTES,), ("meetings.actions.minutes_issue.to_library",)),
    WayOut(
        "later_note",
        "what is added beside confirmed minutes",
        (_Kind.LATER_NOTE,),
        ("meetings.actions.later_notes._publish",),
    ),
    WayOut(
        "decisions",
        "the decisions before the minutes",
        (_Kind.DECISIONS,),
        ("meetings.actions.decisions_first.publish_decisions",),
    ),
    WayOut(
        "notice",
        "the notice of the meeting",
        (_Kind.NOTICE,),
        ("meetings.actions.notices.publish_notice",),
    ),
)
_OTHERS = (
    WayOut(
        "announcement",
        "what is announced of the meeting, and what changed",
        made_by=(
            "meetings.actions.following.announce_afresh",
            # Whoever calls it asks the search for what goes out with it.
            "meetings.actions.public_facts.tell_public",
            "meetings.actions.notices.call_at_short_notice",
        ),
    ),
    WayOut(
        "withdrawal",
        "the reason of a withdrawal",
        made_by=(
            "meetings.actions.withdrawing.withdraw_paper",
            "meetings.actions.withdrawing.withdraw_agenda",
            "meetings.actions.later_notes.withdraw_later_note",
            # Fixed words, and reasons that were searched when they were typed, or with the supplement.
            "meetings.actions.withholding.take_back",
            "meetings.actions.republishing.follow_up_earlier_issue",
            "meetings.actions.supplement_publishing._withdraw_papers",
        ),
        sentence="The public will read this reason, and it says something that is kept from the public. "
        "Say it in other words.",
        code="reason",
    ),
    WayOut("export", "the folder for the council’s website", made_by=("meetings.exporting.zipped",)),
    WayOut(
        "word",
        "the Word file",
        made_by=(
            "meetings.views.word.paper_docx",
            "meetings.views.agenda.agenda_docx",
            "meetings.views.minutes.minutes_docx",
            "meetings.exporting._as_words",
        ),
        sentence="This file would say something that is kept from the public.",
    ),
    WayOut(
        "live",
        "the page of what is on now",
        made_by=("meetings.actions.day_live.switch_live", "meetings.actions.day_live.refresh_live"),
        only_public="It says the titles of the agenda as it was published, and general ones.",
    ),
    WayOut(
        "second_language",
        "the words of the second language",
        only_public="They go out with the minutes, which are searched whole.",
    ),
    WayOut(
        "questions",
        "what the public asked",
        only_public="It goes out with the agenda and the minutes, which are searched whole.",
    ),
)
_LETTERS = (
    WayOut(
        "despatch",
        "the message to the circulation list",
        made_by=("meetings.actions.despatch.send_despatch",),
        sentence="This says something that is kept from the public: "
        "the message goes to people who may not read it.",
        code="body",
    ),
    WayOut(
        "mail_authors",
        "an e-mail to the author of a paper",
        made_by=tuple(f"meetings.mail.{each}" for each in ("asked", "new_link", "returned", "reminder")),
    ),
    WayOut(
        "mail_askers",
        "an e-mail to somebody who put a question",
        made_by=tuple(
            f"meetings.question_mail.{each}" for each in ("received", "decided", "answered", "rescheduled")
        ),
    ),
    WayOut(
        "mail_members",
        "an e-mail to a member",
        made_by=(
            "meetings.chair_mail.asked_to_agree",
            "meetings.coming_mail.asked",
            "meetings.coming_mail.reminded",
            "meetings.draft_mail.sent",
        ),
    ),
    WayOut(
        "mail_moved",
        "an e-mail about a meeting that moved",
        made_by=("meetings.actions.moving.follow_move",),
    ),
    WayOut(
        "mail_secretariat",
        "an e-mail to the secretariat",
        made_by=("meetings.actions.alerts.tell_secretariat",),
    ),
    WayOut(
        "mail_owners",
        "an e-mail to whoever answers for a follow-up",
        made_by=("meetings.mail_follow_ups.remind",),
    ),
    WayOut(
        "mail_strangers",
        "an e-mail that asks whether an address is right",
        made_by=("meetings.question_mail.ask_to_confirm",),
        only_public="It holds no word of a visitor and none of the business.",
    ),
    WayOut(
        "mail_accounts",
        "an e-mail about somebody’s sign-in or contact details",
        made_by=(
            "panels.address_mail.asked",
            "panels.address_mail.done",
            "panels.actions.accounts.close_account",
            "panels.actions.telling.tell_others",
        ),
        only_public="It speaks of people and their addresses, never of business.",
    ),
    WayOut(
        "mail_partnerships",
        "an e-mail to a partnership",
        made_by=tuple(
            f"partnerships.mail.{each}"
            for each in (
                "asked",
                "due_day_moved",
                "called_off",
                "publication_decided",
                "to_approve",
                "returned",
                "reminder",
            )
        ),
    ),
)
WAYS = {each.key: each for each in (*_PUBLICATIONS, *_OTHERS, *_LETTERS)}
