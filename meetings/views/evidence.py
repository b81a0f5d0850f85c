"""Evidence of publication: what was public when, with what it takes to check it again."""

from dataclasses import asdict

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.library.evidence import evidence_of
from meetings.models import Meeting
from meetings.notice import finding_for
from meetings.views.pages import draft_meeting


@signed_in
def publication_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who published what and when, each version checked against its hash and its event."""
    meeting = draft_meeting(request.user, pk)
    found = evidence_of(meeting.ref)
    context = {
        "meeting": meeting,
        "found": found,
        "now": timezone.now(),
        "unsound": [each for each in found if not each.is_sound],
    }
    return render(request, "meetings/evidence.html", context)


@signed_in
def evidence_export(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as data, to be kept elsewhere."""
    meeting = draft_meeting(request.user, pk)
    rows = [{**asdict(each), "is_sound": each.is_sound} for each in evidence_of(meeting.ref)]
    clear_days = _clear_days(meeting)
    response = JsonResponse(
        {
            "meeting": meeting.ref,
            "checked_at": timezone.now(),
            "clear_days": clear_days,
            "convened_at": meeting.convened_at,
            "late_reason": meeting.late_notice_reason,
            "publications": rows,
        },
        json_dumps_params={"indent": 2},
    )
    name = f"evidence-{meeting.day.isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _clear_days(meeting: Meeting) -> str:
    """How many clear days the publication gave, counted from where it was public first."""
    if meeting.published_at is None:
        return ""
    return finding_for(meeting, meeting.public_since or meeting.published_at).sentence
