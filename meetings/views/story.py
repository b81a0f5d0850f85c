"""An item's life story at a short address, and linking an item to earlier business."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import refuse, require
from meetings import actions
from meetings.forms.follow_ups import LinkForm
from meetings.models import AgendaItem
from meetings.policies.follow_ups import may_keep_ledger
from meetings.story import earlier_business, linked_business, story_of


@signed_in
def story(request: SignedInRequest, ref: str) -> HttpResponse:
    """One page from the plan to the answer, as far as this reader may see it."""
    found = story_of(ref, request.user, timezone.localdate())
    if found is None:
        raise Http404("No such page")
    may_link = found.item is not None and may_keep_ledger(request.user, found.item.meeting.body).is_met
    form = LinkForm(earlier=earlier_business(found.item)) if may_link and found.item else None
    return render(request, "meetings/story.html", {"story": found, "form": form})


@signed_in
@require_POST
def story_link(request: SignedInRequest, ref: str) -> HttpResponse:
    """Link an item to earlier business, or take the link back."""
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__body"), ref=ref)
    if story_of(ref, request.user, timezone.localdate()) is None:
        raise Http404("No such page")
    require(may_keep_ledger(request.user, item.meeting.body))
    if link := linked_business(item, request.POST.get("unlink", "")):
        actions.unlink_item(link=link, by=request.user)
        return redirect("meetings:story", ref)
    form = LinkForm(request.POST, earlier=earlier_business(item))
    if not form.is_valid():
        refuse("Choose the earlier business this item goes on from.", code="earlier")
    actions.link_item(item=item, by=request.user, **form.facts())
    return redirect("meetings:story", ref)
