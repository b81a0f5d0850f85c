"""Asking for papers, asking again, and the links of authors."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from foundation.ui.form_page import FormPage
from meetings import actions, shelf
from meetings.forms.asking import AskAgainForm, AskPaperForm
from meetings.models import AgendaItem
from meetings.policies.papers import may_ask_for_papers
from meetings.views.paper_acts import wanted_item
from meetings.views.papers import paper_or_404


def _ask_form(request: SignedInRequest, item: AgendaItem | None) -> AskPaperForm:
    today = timezone.localdate()
    bodies = shelf.bodies_asked_for(request.user, today)
    if not bodies:
        raise Http404
    items = shelf.open_items(request.user, today, item.meeting if item else None)
    initial = {}
    if item:
        day = shelf.usual_due_day_for(item, today)
        initial = {"title": item.title, "item": item.pk, "body": item.meeting.body_id, "due_on": day}
    return AskPaperForm(
        request.POST or None,
        bodies=bodies,
        items=items,
        labels=shelf.item_words(items),
        usual_day=lambda chosen: shelf.usual_due_day_for(chosen, today),
        authors=shelf.authors_for(request.user, today),
        initial=initial,
    )


@signed_in
def paper_ask(request: SignedInRequest) -> HttpResponse:
    """Ask somebody to write a paper, and place it on its item, in one step."""
    wanted = wanted_item(request)
    form = _ask_form(request, wanted)
    if not form.is_valid():
        where = ("meetings:meeting_papers", wanted.meeting_id) if wanted else ("meetings:papers",)
        page = FormPage("Ask for a paper", "Ask for the paper", resolve_url(*where))
        return page.show(request, form, item=wanted)
    typed = form.cleaned_data
    item = typed.pop("item")
    typed["body"] = item.meeting.body if item else typed["body"]
    paper = actions.ask_for_paper(**typed, item=item, by=request.user)
    messages.info(request, f"{paper.author_name} is told by e-mail.")
    if item:
        return redirect("meetings:meeting_papers", item.meeting_id)
    return redirect("meetings:paper", paper.pk)


@signed_in
def paper_ask_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the same paper anew: somebody else, something else, or another day."""
    paper = paper_or_404(request, pk)
    require(may_ask_for_papers(request.user, paper.body))
    initial = {
        "author": paper.author_id,
        "name": paper.asked_name,
        "email": paper.asked_email,
        "wanted": paper.wanted,
        "due_on": paper.due_on,
    }
    authors = shelf.authors_for(request.user, timezone.localdate())
    form = AskAgainForm(request.POST or None, authors=authors, initial=initial)
    if form.is_valid():
        asked = actions.ask_again(paper=paper, by=request.user, **form.cleaned_data)
        messages.info(request, f"{asked.author_name} is told by e-mail. Older links are closed.")
        return redirect("meetings:paper", pk)
    page = FormPage(
        heading="Ask again",
        lead=paper.title,
        sentence="The author is told by e-mail. Links sent before are closed.",
        button="Ask for the paper",
        back=resolve_url("meetings:paper", pk),
    )
    return page.show(request, form, paper=paper)


@require_POST
@signed_in
def paper_link_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the author a new link; the old one is closed."""
    paper = actions.send_new_link(paper=paper_or_404(request, pk), by=request.user)
    messages.info(request, f"{paper.author_name} is sent a new link. The old one is closed.")
    return redirect("meetings:paper", pk)


@require_POST
@signed_in
def paper_link_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the author's link."""
    actions.revoke_link(paper=paper_or_404(request, pk), by=request.user)
    messages.info(request, "The author’s link is closed.")
    return redirect("meetings:paper", pk)
