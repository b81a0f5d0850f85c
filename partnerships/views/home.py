"""The front page of partnerships."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from foundation.accounts.access import SignedInRequest, signed_in
from partnerships import pages, policies
from partnerships.models import CSP, BriefingNote, Round


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """Rounds and partnerships of the user's panels; for a partnership's own people their notes first."""
    today = timezone.localdate()
    own = BriefingNote.objects.whole().written_by(request.user, today)
    context = {
        "served": list(policies.panels_served(request.user)),
        "own": [pages.note_row(note, note.round.due_on, today) for note in own],
        "rounds": [pages.round_line(each, today) for each in Round.objects.whole().visible_to(request.user)],
        "csps": [pages.csp_line(csp, today) for csp in CSP.objects.with_people().visible_to(request.user)],
    }
    return render(request, "partnerships/home.html", context)
