"""Deciding that what vetting found in a file may stand; until then it is neither cleared nor published."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.pdf import stamps
from foundation.documents.vetting.inspection import from_data
from foundation.history.events import record
from foundation.history.findings import Finding, refuse, require
from meetings.models import DisclosureDecision, Paper, PaperVersion
from meetings.papers.policies import may_decide_disclosure
from meetings.papers.rules import disclosure_stops, marking_looks, reading_looks

REASON_LIMIT = 2000


def decide_disclosure(*, version: PaperVersion, code: str, reason: str, by: User) -> DisclosureDecision:
    """Record that what was found may stand, and why. It holds for this version of the file alone."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update().select_related("body").get(pk=version.paper_id)
        require(may_decide_disclosure(by, paper))
        reason = " ".join(reason.split())
        if not reason or len(reason) > REASON_LIMIT:
            refuse(_("Enter the reason for accepting it."), code="reason")
        newest = paper.versions.order_by("-number").first()
        if newest is None or newest.pk != version.pk:
            refuse(_("A newer version of this paper has been received. Check that one."))
        if code not in {each.code for each in from_data(version.report) if each.discloses}:
            refuse(_("Nothing of this kind was found in the file."))
        decided = version.decisions.filter(code=code).first()
        if decided is not None:
            refuse(_("{decided_by} has already decided on this.").format(decided_by=decided.decided_by))
        decision = DisclosureDecision.objects.create(
            version=version,
            code=code,
            reason=reason,
            decided_at=timezone.now(),
            decided_by=by.printed_name,
        )
        facts = {"version": version.number, "code": code}
        record("disclosure decided", paper, by=by, scope=paper.scope, note=reason, data=facts)
    return decision


def could_disclose(version: PaperVersion | None, name: str = "") -> list[Finding]:
    """What stands in the way of clearing and publishing this version; one query where anything does."""
    found = from_data(version.report) if version else []
    if version is None or not any(each.discloses for each in found):
        return []
    decided = set(version.decisions.values_list("code", flat=True))
    return list(disclosure_stops(found, decided, name))


def vetting_points(version: PaperVersion | None, name: str) -> list[Finding]:
    """What the proof says of a paper's file: what could disclose something, markings, tags."""
    found = from_data(version.report) if version else []
    return [*could_disclose(version, name), *marking_looks(found, name), *reading_looks(found, name)]


def with_room(version: PaperVersion | None, data: bytes) -> bytes:
    """The file as a pack takes it: pages with something in the place of the marks are made smaller."""
    found = from_data(version.report) if version else []
    pages = {page for each in found if each.code == "marks_zone" for page in each.pages}
    return stamps.make_room(data, pages)
