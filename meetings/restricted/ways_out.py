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
        (
            "meetings.publishing.actions.publishing._publish_all",
            "meetings.papers.actions.preparing.publish_paper",
        ),
    ),
    WayOut(
        "supplement",
        "the supplement",
        (_Kind.SUPPLEMENT, _Kind.AGENDA, _Kind.PAPER),
        (
            "meetings.supplements.actions.publishing._publish",
            "meetings.supplements.actions.publishing._publish_agenda",
        ),
    ),
    WayOut(
        "again",
        "what is published again after a withdrawal",
        (_Kind.AGENDA, _Kind.PAPER),
        ("meetings.withholding.actions.taking_back._publish_agenda_again",),
    ),
    WayOut("minutes", "the minutes", (_Kind.MINUTES,), ("meetings.minutes.actions.issuing.to_library",)),
    WayOut(
        "later_note",
        "what is added to confirmed minutes",
        (_Kind.LATER_NOTE,),
        ("meetings.confirming.actions.noting._publish",),
    ),
    WayOut(
        "decisions",
        "the decisions before the minutes",
        (_Kind.DECISIONS,),
        ("meetings.minutes.actions.deciding.publish_decisions",),
    ),
    WayOut(
        "notice",
        "the notice of the meeting",
        (_Kind.NOTICE,),
        ("meetings.public.actions.notices.publish_notice",),
    ),
)
_STATEMENTS = (
    WayOut(
        "statement",
        "the statement",
        (_Kind.STATEMENT,),
        ("meetings.statements.actions.publish_statement",),
    ),
)
_OTHERS = (
    WayOut(
        "announcement",
        "what is announced of the meeting, and what changed",
        made_by=(
            "meetings.public.actions.following.announce_afresh",
            # Whoever calls it asks the search for what goes out with it.
            "meetings.public.actions.announcing.tell_public",
            "meetings.public.actions.notices.call_at_short_notice",
        ),
    ),
    WayOut(
        "withdrawal",
        "the reason of a withdrawal",
        made_by=(
            "meetings.publishing.actions.withdrawing.withdraw_paper",
            "meetings.publishing.actions.withdrawing.withdraw_agenda",
            "meetings.confirming.actions.noting.withdraw_later_note",
            # Fixed words, and reasons that were searched when they were typed, or with the supplement.
            "meetings.withholding.actions.taking_back.take_back",
            "meetings.publishing.actions.publishing.follow_up_earlier_issue",
            "meetings.supplements.actions.publishing._withdraw_papers",
        ),
        sentence="The public will read this reason, and it contains exempt or confidential information. "
        "Use other words.",
        code="reason",
    ),
    WayOut("export", "the folder for the council’s website", made_by=("meetings.despatch.exporting.zipped",)),
    WayOut(
        "word",
        "the Word file",
        made_by=(
            "meetings.papers.views.word.paper_docx",
            "meetings.agenda.views.agenda_docx",
            "meetings.minutes.views.minutes.minutes_docx",
            "meetings.despatch.exporting._as_words",
        ),
        sentence="This file contains exempt or confidential information.",
    ),
    WayOut(
        "live",
        "the live page of the meeting",
        made_by=(
            "meetings.attendance.actions.live.switch_live",
            "meetings.attendance.actions.live.refresh_live",
        ),
        only_public="It shows the titles of the agenda as it was published, and general ones.",
    ),
    WayOut(
        "second_language",
        "the words of the second language",
        only_public="They are published with the minutes, which are searched.",
    ),
    WayOut(
        "questions",
        "what the public asked",
        only_public="It is published with the agenda and the minutes, which are searched.",
    ),
)
_LETTERS = (
    WayOut(
        "despatch",
        "the message to the circulation list",
        made_by=("meetings.despatch.actions.despatching.send_despatch",),
        sentence="This message contains exempt or confidential information. Remove it: the message goes to "
        "people who are not authorised to see it.",
        code="body",
    ),
    WayOut(
        "mail_authors",
        "an email to the author of a paper",
        made_by=tuple(f"meetings.papers.mail.{each}" for each in ("ask", "send_link", "send_back", "remind")),
    ),
    WayOut(
        "mail_askers",
        "an email to someone who asked a question",
        made_by=tuple(
            f"meetings.public.mail.{each}"
            for each in ("acknowledge", "tell_decision", "send_answer", "tell_new_time")
        ),
    ),
    WayOut(
        "mail_members",
        "an email to a member",
        made_by=(
            "meetings.agenda.mail.ask_to_agree",
            "meetings.before.mail.ask",
            "meetings.before.mail.remind",
            "meetings.confirming.mail.send_draft",
            "meetings.confirming.mail.tell_answered",
        ),
    ),
    WayOut(
        "mail_moved",
        "an email about a meeting that moved",
        made_by=("meetings.planning.actions.planning.follow_move",),
    ),
    WayOut(
        "mail_secretariat",
        "an email to the secretariat",
        made_by=("meetings.restricted.alerts.tell_secretariat",),
    ),
    WayOut(
        "mail_owners",
        "an email to the owner of an action",
        made_by=("meetings.ledger.mail.remind",),
    ),
    WayOut(
        "mail_strangers",
        "an email that asks whether an address is correct",
        made_by=("meetings.public.mail.ask_to_confirm",),
        only_public="It holds no word of a visitor and none of the business.",
    ),
    WayOut(
        "mail_accounts",
        "an email about a person’s sign-in or contact details",
        made_by=(
            "panels.address_mail.ask",
            "panels.address_mail.tell",
            "panels.actions.accounts.close_account",
            "panels.actions.telling.tell_others",
        ),
        only_public="It speaks of people and their addresses, never of business.",
    ),
    WayOut(
        "mail_partnerships",
        "an email to a partnership",
        made_by=tuple(
            f"partnerships.mail.{each}"
            for each in (
                "ask",
                "tell_due_day",
                "call_off",
                "tell_publication",
                "ask_to_approve",
                "send_back",
                "remind",
            )
        ),
    ),
)
WAYS = {each.key: each for each in (*_PUBLICATIONS, *_STATEMENTS, *_OTHERS, *_LETTERS)}
