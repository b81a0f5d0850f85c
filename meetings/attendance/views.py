"""The roll of a meeting on one page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from meetings.attendance.actions import recording
from meetings.attendance.actions.recording import InterestLine
from meetings.attendance.forms import AttendanceForms
from meetings.attendance.roll import interests_for, items_by_label, sheet_for
from meetings.common import policies
from meetings.models import Meeting
from meetings.restricted.views import readable_or_404
from panels.models import Person


@signed_in
def attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was there, for whom, what they declared: shown, and saved in one go."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).with_agenda(), pk=pk)
    readable_or_404(request.user, meeting)
    may_write = policies.may_write_minutes(request.user, meeting)
    sheet, items = sheet_for(meeting), items_by_label(meeting)
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(may_write)
    forms = AttendanceForms(sheet, items, interests_for(meeting, items), data)
    if data is not None and forms.is_valid():
        _save(meeting, forms, request)
        return redirect("meetings:minutes", meeting.pk)
    context = {
        "meeting": meeting,
        "forms": forms,
        "sheet": sheet,
        "may_write": may_write,
        "interest_kinds": meeting.settings.interest_kinds,
    }
    return render(request, "meetings/attendance/attendance.html", context)


def _save(meeting: Meeting, forms: AttendanceForms, request: SignedInRequest) -> None:
    """Hand what was typed to the one action that writes it down."""
    declared = forms.interests_declared()
    people = Person.objects.in_bulk([row["member"] for row in declared])
    recording.record_roll(
        meeting=meeting,
        members=forms.marks.lines(),
        substitutes=forms.substitutes_named(),
        officers=forms.officers_named(),
        interests=[
            InterestLine(people[row["member"]], row["nature"], row["kind"] or "personal", row["items"])
            for row in declared
        ],
        by=request.user,
        started_at=forms.marks.cleaned_data["started_at"],
        ended_at=forms.marks.cleaned_data["ended_at"],
    )
