"""What the public may know of a meeting before anything of it is published."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.models import Event
from foundation.library import publishing as library
from foundation.library.models import SHORT_NOTICE, PublicMeeting
from foundation.library.publishing import MeetingFacts
from foundation.ui.dates import day_and_time
from foundation.ui.words import joined
from meetings.common.lifecycles import MEETING
from meetings.common.notice import is_at_short_notice
from meetings.models import Meeting
from meetings.public.question_days import deadline_of, rules_of
from meetings.public.rules import deadline_sentence, rule_sentences

# The event of a meeting's first announcement.
ANNOUNCED = "meeting announced"


def public_facts(meeting: Meeting) -> MeetingFacts:
    """What the public may know of a meeting: only these facts leave by announcing it."""
    settings = meeting.settings
    return MeetingFacts(
        ref=meeting.ref,
        body_ref=meeting.body.ref,
        body_name=settings.name,
        accent_colour=settings.accent_colour,
        name=meeting.name,
        starts_at=meeting.starts_at,
        start_condition=meeting.start_condition,
        venue=str(meeting.venue or ""),
        state=_state(meeting),
        state_sentence=_state_sentence(meeting),
        how_to_attend="\n\n".join(filter(None, [settings.how_to_attend, " ".join(meeting.access)])),
        contact=asdict(meeting.contact_or(settings.contact)),
        footer=settings.footer_block,
        late_notice=_late_notice(meeting),
        questions=_questions(meeting),
    )


def tell_public(meeting: Meeting, by: Actor) -> PublicMeeting:
    """Put the facts of a meeting on its public page; whatever does so first announces it.

    What changes of an announced meeting is told to the public, so that nothing may stand there unannounced.
    """
    if meeting.announced_at is None and not meeting.is_private:
        meeting.announced_at, meeting.announced_by = timezone.now(), by.printed_name
        meeting.save(update_fields=["announced_at", "announced_by"])
        record(ANNOUNCED, meeting, by=by, scope=meeting.scope)
    return library.announce(facts=public_facts(meeting), by=by, scope=meeting.scope)


def _questions(meeting: Meeting) -> dict[str, Any]:
    """Until when and by which rules the public can put something; nothing where it cannot."""
    deadline, rules = deadline_of(meeting), rules_of(meeting.settings)
    if deadline is None:
        return {}
    return {
        "until": deadline.isoformat(),
        "sentence": deadline_sentence(timezone.localtime(deadline), rules.days, rules.unit, rules.kinds),
        "rules": rule_sentences(rules),
        "kinds": list(rules.kinds),
        "addressees": list(rules.addressees),
        "commissioner": meeting.settings.commissioner_title,
        "words": rules.words,
        "is_for_locals": bool(rules.eligibility),
        "keep_days": meeting.settings.question_keep_days,
        "invitation": _invitation(rules.kinds),
        "address": reverse("meetings:question_put", args=[meeting.ref]),
    }


def _invitation(kinds: Sequence[str]) -> str:
    """What the link to the form says: one asks a question and submits anything else."""
    return (
        _("Ask a question")
        if list(kinds) == ["question"]
        else _("Submit a {kinds}").format(kinds=joined(kinds, "or"))
    )


def _late_notice(meeting: Meeting) -> str:
    """Why the clear days were not given; a meeting called at short notice says that first."""
    if meeting.convened_at is not None and is_at_short_notice(meeting):
        return f"{SHORT_NOTICE} {meeting.late_notice_reason}".strip()
    return meeting.late_notice_reason


def _state(meeting: Meeting) -> str:
    """How the meeting stands to the public: a move it never could read of is none."""
    is_known = meeting.status != Meeting.Status.MOVED or _was_moved_in_public(meeting)
    return meeting.status if is_known else Meeting.Status.SCHEDULED


def _was_moved_in_public(meeting: Meeting) -> bool:
    """True when the meeting was announced before its last move."""
    verbs = (f"{MEETING.name} {MEETING.moves['move'].past}", ANNOUNCED)
    told = Event.objects.filter(subject_type="meetings.meeting", subject_id=str(meeting.pk), verb__in=verbs)
    return told.order_by("-number").values_list("verb", flat=True).first() != ANNOUNCED


def _state_sentence(meeting: Meeting) -> str:
    """What the public reads when a meeting does not take place as first planned."""
    said = {
        Meeting.Status.CANCELLED: _("This meeting has been cancelled."),
        Meeting.Status.MOVED: _("{moved} It is now on {when}.").format(
            moved=_moved(meeting), when=day_and_time(meeting.starts_at)
        ),
        Meeting.Status.ADJOURNED: _("This meeting was adjourned."),
        Meeting.Status.INQUORATE: _("This meeting was not quorate, so it could not be held."),
        Meeting.Status.NO_BUSINESS: _("This meeting was not held because there was no business."),
    }.get(Meeting.Status(_state(meeting)), "")
    return f"{said} {meeting.status_reason}".strip() if said else ""


def _moved(meeting: Meeting) -> str:
    if meeting.moved_from is None:
        return _("This meeting has been moved.")
    return _("This meeting has been moved from {when}.").format(when=day_and_time(meeting.moved_from))
