"""The pages on which the statements of a body are written, approved and published."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.models import User
from foundation.documents.layout.render import screen
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.acts import is_done
from foundation.ui.dates import clock_time
from foundation.ui.form_page import MEASURE, FormPage
from meetings.models import Statement
from meetings.statements import actions, rules
from meetings.statements.documents import StatementDocument
from meetings.statements.forms import ApproveForm, StatementForm
from meetings.statements.policies import may_keep_statements
from panels.models import Body


def _body(request: SignedInRequest, body_id: int) -> Body:
    """The body, when this user sees it and may keep its statements."""
    body = get_object_or_404(Body.objects.visible_to(request.user, timezone.localdate()), pk=body_id)
    require(may_keep_statements(request.user, body))
    return body


def _statement(user: User, pk: int) -> Statement:
    """A statement that was saved, when this user serves its body."""
    found = get_object_or_404(Statement.objects.visible_to(user).select_related("body"), pk=pk)
    require(may_keep_statements(user, found.body))
    return found


@signed_in
def statements(request: SignedInRequest, body_id: int) -> HttpResponse:
    """The two statements of a body, with what is missing before each can be published."""
    body = _body(request, body_id)
    rows = [actions.draft_of(body, kind) for kind in rules.SECTIONS]
    missing = [rules.gaps(row.kind, row.sections) for row in rows]
    context = {"body": body, "rows": list(zip(rows, missing, strict=True)), "today": timezone.localdate()}
    return render(request, "meetings/statements/statements.html", context)


@signed_in
def statement(request: SignedInRequest, body_id: int, kind: str) -> HttpResponse:
    """Write a statement, section by section; over a newer version both are brought together."""
    if kind not in rules.SECTIONS:
        raise Http404

    def read() -> Statement:
        return actions.draft_of(_body(request, body_id), kind)

    def form_of(found: Statement, data: QueryDict | None) -> StatementForm:
        return StatementForm(data, statement=found)

    def act(found: Statement, form: StatementForm) -> HttpResponse:
        saved = actions.save_statement(
            body=found.body,
            kind=kind,
            controller=form.cleaned_data["controller"],
            sections=form.sections(),
            opened=form.cleaned_data["opened"] or 0,
            by=request.user,
        )
        left = rules.gaps(kind, saved.sections)
        still = (
            _(" {number} of {sections} sections to complete.").format(
                number=len(left), sections=len(form.sections())
            )
            if left
            else ""
        )
        messages.success(
            request,
            _("{saved} saved at {time}.{still}").format(
                saved=saved, time=clock_time(saved.saved_at), still=still
            ),
        )
        return redirect("meetings:statements", body_id)

    saved = together.save(request, read, form_of, act)
    page = FormPage(
        heading=str(saved.found),
        title=_("{found}: writing").format(found=saved.found),
        button=_("Save the draft"),
        back=reverse("meetings:statements", args=[body_id]),
        back_words=_("Cancel"),
        lead=_("The public reads nothing of this before it has been approved and published."),
        sentence=_("Replace every “{gap}” with your own text.").format(gap=rules.GAP),
        width=MEASURE,
    )
    return saved.answer or page.show(request, saved.form, body=saved.found.body)


@signed_in
def statement_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read the statement as the public will, name who approved it, and publish it."""
    found = _statement(request.user, pk)
    form = ApproveForm(
        request.POST if request.method == "POST" else None,
        initial={
            "approver": found.approver,
            "approved_on": timezone.localdate(),
            "review_on": found.review_on,
        },
    )
    if request.method == "POST" and is_done(
        form, lambda: actions.publish_statement(statement=found, by=request.user, **form.cleaned_data)
    ):
        found.refresh_from_db()
        when = clock_time(found.published_at) if found.published_at else ""
        messages.success(request, _("{found} published at {when}.").format(found=found, when=when))
        return redirect("meetings:statements", found.body_id)
    page = FormPage(
        heading=_("Publish the {found}").format(found=str(found).lower()),
        button=_("Approve and publish"),
        back=reverse("meetings:statements", args=[found.body_id]),
        back_words=_("Cancel"),
        unsaved=_("This has not been published yet"),
        width=MEASURE,
        template="meetings/statements/publish.html",
    )
    document = StatementDocument.of(found, actions.facts_of(found.body).body)
    complete = rules.completeness(found.kind, found.sections, found.controller)
    return page.show(request, form, shown=screen(document), complete=complete, body=found.body)
