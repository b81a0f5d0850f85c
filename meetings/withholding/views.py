"""Restricted business: what is kept from the public, who signs, who may read, and copies handed out."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from foundation.ui.dates import long_day
from foundation.ui.said import say_done
from meetings.common import policies
from meetings.models import AgendaItem, Meeting, NamedReader, Pack, Placement, Restriction
from meetings.packs.actions import requesting
from meetings.packs.actions.requesting import newest_whole
from meetings.papers.policies import may_read_restricted
from meetings.restricted import hands_off
from meetings.restricted.business import Restricted
from meetings.restricted.policies import may_sign_restriction, restricted_reader
from meetings.restricted.views import MeetingForm, draft_item, draft_meeting, visible_meeting
from meetings.withholding import forms, pages
from meetings.withholding.actions import handing_out, restricting

PDF = "application/pdf"
NOW_PUBLIC = gettext_noop(
    "This agenda has been published. What you mark is removed from every public page immediately, and the "
    "ground is shown instead."
)


@signed_in
def restricted(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that is kept from the public at a meeting; to its other readers, what they may open."""
    meeting = visible_meeting(request.user, pk)
    reads_all = policies.may_read_drafts(request.user, meeting).is_met
    if not reads_all and not restricted_reader(request.user, meeting).belongs.is_met:
        raise Http404("No such page")
    page = pages.RestrictedPage.of(meeting, request.user)
    may_sign = may_sign_restriction(request.user, meeting).is_met
    may_build = policies.may_publish(request.user, meeting).is_met
    context = {
        "meeting": meeting,
        "page": page,
        "reads_all": reads_all,
        "may_restrict": policies.may_restrict(request.user, meeting),
        "may_sign": may_sign,
        # One green button a page: to build what is out of date, then to sign, then to read.
        "primary": "build"
        if may_build and page.has_to_be_built
        else "sign"
        if may_sign and page.first_unsigned
        else "copy",
    }
    return render(request, "meetings/withholding/restricted.html", context)


@signed_in
def item_restrict(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Keep a whole item from the public."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_restrict(request.user, item.meeting))
    form = forms.RestrictionForm(
        request.POST or None,
        jurisdiction=item.meeting.settings.jurisdiction,
        initial={"ground": "exempt", "shows_title": True},
    )
    return _ground(item.meeting, _("an item"), _("Item: {item}").format(item=item.title)).answer(
        request,
        form,
        lambda: restricting.restrict_item(item=item, by=request.user, **form.terms()),
        meeting=item.meeting,
    )


@signed_in
def paper_restrict(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a paper, or one appendix of it, from the public."""
    placement = _placement(request, pk)
    meeting = placement.item.meeting
    require(policies.may_restrict(request.user, meeting))
    form = forms.RestrictionForm(
        request.POST or None,
        jurisdiction=meeting.settings.jurisdiction,
        parts=[
            (forms.WHOLE, _("The full paper")),
            *((each, each) for each in restricting.appendices_of(placement)),
        ],
        initial={"ground": "exempt", "part": forms.WHOLE},
    )

    def act() -> Restriction:
        part = form.cleaned_data["part"]
        if part == forms.WHOLE:
            return restricting.restrict_paper(placement=placement, by=request.user, **form.terms())
        return restricting.restrict_appendix(
            placement=placement, appendix=part, by=request.user, **form.terms()
        )

    return _ground(meeting, "a paper", placement.paper.title).answer(request, form, act, meeting=meeting)


@signed_in
def restriction(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the ground of a restriction, or what the public reads."""
    found, meeting = _restriction(request, pk)
    require(policies.may_restrict(request.user, meeting), hands_off.may_open(request.user, found))
    jurisdiction = meeting.settings.jurisdiction
    form = forms.RestrictionForm(
        request.POST or None,
        jurisdiction=jurisdiction,
        initial=forms.RestrictionForm.initial_of(found, jurisdiction),
    )
    signed = ""
    if found.signed_at:
        day = long_day(found.signed_at)
        signed = _(
            "{signed_by} recorded the decision to withhold this on {day}. If the ground changes, the "
            "decision has to be recorded again."
        ).format(signed_by=found.signed_by, day=day)
    what = Restricted.of(meeting).name_of(found)
    page = _page(meeting, _("Change the ground"), _("Change the ground"), what, signed)
    return page.answer(
        request,
        form,
        lambda: restricting.change_restriction(restriction=found, by=request.user, **form.terms()),
        meeting=meeting,
        row=found,
    )


@require_POST
@signed_in
def restriction_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """The proper officer signs that it is withheld."""
    found, meeting = _restriction(request, pk)
    restricting.sign_restriction(restriction=found, by=request.user)
    say_done(request, _("Decision to withhold recorded"))
    return redirect("meetings:restricted", meeting.pk)


@signed_in
def restriction_unsigned(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why the rest may be published although nobody signed."""
    found, meeting = _restriction(request, pk)
    require(policies.may_restrict(request.user, meeting))
    form = forms.WhyForm(request.POST or None)
    return _page(
        meeting,
        _("Continue without the proper officer’s decision"),
        _("Continue without it"),
        done=_("Reason recorded"),
    ).answer(
        request,
        form,
        lambda: restricting.leave_unsigned(restriction=found, by=request.user, **form.cleaned_data),
        meeting=meeting,
    )


@signed_in
def restriction_lift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open to the public what was kept from it."""
    found, meeting = _restriction(request, pk)
    require(policies.may_restrict(request.user, meeting), hands_off.may_open(request.user, found))
    form = forms.WhyForm(request.POST or None)
    return _page(meeting, _("Make public"), _("Make public"), done=_("Made public")).answer(
        request,
        form,
        lambda: restricting.lift_restriction(restriction=found, by=request.user, **form.cleaned_data),
        meeting=meeting,
    )


@signed_in
def restriction_resolve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the resolution as the meeting adopted it."""
    found, meeting = _restriction(request, pk)
    require(policies.may_restrict(request.user, meeting))
    page = pages.RestrictedPage.of(meeting, request.user)
    drafted = {"words": page.resolution, "paragraphs": ", ".join(map(str, found.paragraphs))}
    form = forms.ResolutionForm(request.POST or None, initial=drafted)
    return _page(
        meeting, _("Resolution of the meeting"), _("Record the resolution"), done=_("Resolution recorded")
    ).answer(
        request,
        form,
        lambda: restricting.record_resolution(restriction=found, by=request.user, **form.cleaned_data),
        meeting=meeting,
    )


@signed_in
def item_shut_out(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Keep one item's restricted papers from a person with an interest."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_restrict(request.user, item.meeting))
    form = forms.ShutOutForm(request.POST or None, people=pages.people_of(item.meeting))
    return _page(
        item.meeting,
        _("Exclude a member with an interest from “{item}”").format(item=item.title),
        _("Exclude"),
        done=_("Member excluded"),
    ).answer(
        request,
        form,
        lambda: restricting.shut_out(item=item, by=request.user, **form.cleaned_data),
        meeting=item.meeting,
    )


@require_POST
@signed_in
def item_let_in(request: SignedInRequest, pk: int, item_pk: int, person_pk: int) -> HttpResponse:
    """Let somebody read again."""
    item = draft_item(request.user, pk, item_pk)
    person = get_object_or_404(pages.people_of(item.meeting), pk=person_pk)
    restricting.let_in(item=item, person=person, by=request.user)
    say_done(request, _("Access of {name} restored").format(name=person))
    return redirect("meetings:restricted", pk)


@signed_in
def restriction_reader(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name an officer who may read one restricted thing."""
    found, meeting = _restriction(request, pk)
    require(policies.may_restrict(request.user, meeting), hands_off.may_open(request.user, found))
    users = pages.officers_of(meeting, timezone.localdate())
    form = forms.ReaderForm(request.POST or None, users=users)
    return _page(meeting, _("Name a reader"), _("Name the reader"), done=_("Reader named")).answer(
        request,
        form,
        lambda: restricting.name_reader(restriction=found, by=request.user, **form.cleaned_data),
        meeting=meeting,
    )


@require_POST
@signed_in
def restriction_reader_drop(request: SignedInRequest, pk: int, user_pk: int) -> HttpResponse:
    """Take a named officer off."""
    found, meeting = _restriction(request, pk)
    grants = NamedReader.objects.current_on(timezone.localdate()).of_restriction(found)
    grant = get_object_or_404(grants, user=user_pk)
    restricting.drop_reader(restriction=found, reader=grant.user, by=request.user)
    say_done(request, _("{name} removed as a reader").format(name=grant.user.name))
    return redirect("meetings:restricted", meeting.pk)


@require_POST
@signed_in
def restricted_build(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the restricted pack built."""
    meeting = draft_meeting(request.user, pk)
    requesting.ask_for_pack(meeting=meeting, kind=Pack.Kind.RESTRICTED, by=request.user)
    return redirect("meetings:restricted", pk)


@require_POST
@signed_in
def restricted_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the restricted pack to the members."""
    meeting = draft_meeting(request.user, pk)
    handing_out.issue_restricted_pack(meeting=meeting, by=request.user)
    return redirect("meetings:restricted", pk)


@signed_in
def restricted_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """A copy of the restricted pack with this reader's mark on every page."""
    meeting = visible_meeting(request.user, pk)
    pack = newest_whole(meeting, Pack.Kind.RESTRICTED)
    if pack is None or not restricted_reader(request.user, meeting).belongs.is_met:
        raise Http404("No such page")
    return _copy(handing_out.hand_out_pack(pack=pack, by=request.user), "restricted-pack.pdf")


@signed_in
def restricted_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """A copy of one restricted paper or appendix with this reader's mark on every page."""
    placement = get_object_or_404(Placement.objects.select_related("paper", "item__meeting__body"), pk=pk)
    visible_meeting(request.user, placement.item.meeting_id)
    appendix = request.GET.get("appendix", "")
    if not may_read_restricted(request.user, placement, appendix).is_met:
        raise Http404("No such page")
    return _copy(
        handing_out.hand_out_paper(placement=placement, appendix=appendix, by=request.user),
        "restricted-paper.pdf",
    )


def _copy(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _placement(request: SignedInRequest, pk: int) -> Placement:
    """A paper on an agenda whose draft this user may read, not kept from them."""
    readable = Placement.objects.not_kept_from(request.user)
    found = get_object_or_404(readable.select_related("paper", "item__meeting__body"), pk=pk)
    draft_meeting(request.user, found.item.meeting_id)
    return found


def _restriction(request: SignedInRequest, pk: int) -> tuple[Restriction, Meeting]:
    rows = Restriction.objects.visible_to(request.user).select_related("item", "placement__item")
    found = get_object_or_404(rows, pk=pk)
    item: AgendaItem = found.item or found.placement.item  # type: ignore[union-attr]
    return found, draft_meeting(request.user, item.meeting_id)


def _page(
    meeting: Meeting,
    heading: str,
    button: str,
    lead: str = "",
    sentence: str = "",
    title: str = "",
    *,
    done: str = "Saved",
) -> MeetingForm:
    return MeetingForm(
        heading,
        button,
        back=resolve_url("meetings:restricted", meeting.pk),
        lead=lead,
        sentence=sentence,
        title=title or heading,
        is_dated=True,
        is_of_tab=True,
        tab="restricted",
        done=done,
    )


def _ground(meeting: Meeting, kind: str, what: str) -> MeetingForm:
    """The page that gives the ground for keeping this from the public."""
    is_out = meeting.agenda_status == Meeting.Agenda.PUBLISHED
    return _page(
        meeting,
        _("Mark as exempt or confidential"),
        _("Mark as exempt or confidential"),
        what,
        _(NOW_PUBLIC) if is_out else "",
        _("Mark {kind} as exempt or confidential").format(kind=kind),
        done=_("Marked as exempt or confidential"),
    )
