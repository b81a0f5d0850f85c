"""The one door through which words become public: publish, withdraw, announce."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.documents.layout import render
from foundation.documents.layout.document import Document, fingerprint, to_data
from foundation.documents.models import StoredFile
from foundation.history import clock
from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.findings import require, stopped
from foundation.history.practice import refuse_in_practice
from foundation.history.wording import in_english
from foundation.library import policies
from foundation.library.changes import facts_changed
from foundation.library.facts import announced_of, facts_of, withdrawal_of
from foundation.library.models import Publication, PublicMeeting


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingFacts:
    """What the public is told of a meeting; every field is a field of `PublicMeeting`."""

    ref: str
    body_ref: str
    body_name: str
    name: str
    starts_at: datetime
    accent_colour: str = "#4b2549"
    start_condition: str = ""
    venue: str = ""
    state: str = "scheduled"
    state_sentence: str = ""
    how_to_attend: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    footer: str = ""
    late_notice: str = ""
    questions: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def publish(
    *,
    document: Document,
    kind: str,
    source_ref: str,
    by: Actor,
    meeting: PublicMeeting | None = None,
    file: StoredFile | None = None,
    file_name: str = "",
    screen_file: StoredFile | None = None,
    status_label: str = "",
    scope: str = "",
    elsewhere_at: datetime | None = None,
) -> Publication:
    """Freeze a document with its page and its file; an earlier standing version is replaced by it.

    `screen_file` holds the same pages as the file, without its blank leaves.
    `source_ref` is the permanent reference of what this is a publication of; versions count per source and
    kind. `elsewhere_at`: published elsewhere first. `scope` gathers the events of a thing, as `meeting:12`.
    """
    refuse_in_practice()
    earlier = _earlier(source_ref, kind)
    data = to_data(document)
    html = render.screen(document) if document.is_read_as_page else ""
    publication = Publication.objects.create(
        kind=kind,
        title=document.title,
        status_label=status_label,
        source_ref=source_ref,
        version=earlier[-1].version + 1 if earlier else 1,
        meeting=meeting,
        data=data,
        html=html,
        file=file,
        file_name=file_name,
        screen_file=screen_file,
        pages=file.pages if file else None,
        size=file.size if file else None,
        hash=_hash(data, html, file, screen_file),
        published_at=clock.now(),
        published_by=by.printed_name,
        elsewhere_at=elsewhere_at,
    )
    _follow(earlier, publication)
    told = _told(publication)
    kind_words = in_english(Publication.Kind(publication.kind).label).lower()
    record(f"{kind_words} published", publication, by=by, scope=scope, data=told)
    return publication


def _earlier(source_ref: str, kind: str) -> list[Publication]:
    """What was published of the same thing before, locked, the first version first."""
    rows = Publication.objects.select_for_update().filter(source_ref=source_ref, kind=kind)
    return list(rows.order_by("version"))


def _follow(earlier: list[Publication], publication: Publication) -> None:
    """Let earlier versions lead to the new one; a withdrawn one too, so that its old address leads on."""
    replaced = [old.pk for old in earlier if old.replaced_by_id is None]
    Publication.objects.filter(pk__in=replaced).update(replaced_by=publication)


@transaction.atomic
def withdraw(*, publication: Publication, reason: str, by: Actor, scope: str = "") -> None:
    """Take a publication out of public reach; the row and its bytes stay, and the reason is shown."""
    refuse_in_practice()
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    reason = " ".join(reason.split())
    require(policies.withdraw(locked), _reason_given(reason))
    for thing in (locked, publication):
        thing.withdrawn_at, thing.withdrawn_by, thing.withdrawn_reason = (
            clock.now(),
            by.printed_name,
            reason,
        )
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(
        f"{locked.get_kind_display().lower()} withdrawn",
        locked,
        by=by,
        scope=scope,
        note=reason,
        data={"ref": locked.ref, "version": locked.version, "withdrawal": withdrawal_of(locked)},
    )


def supersede(*, source_ref: str, kind: str, by_publication: Publication) -> None:
    """Let what stands of one thing be replaced by another publication, as decisions by their minutes."""
    # Withdrawn ones too: their old address then leads on.
    newest = Publication.objects.filter(source_ref=source_ref, kind=kind, replaced_by__isnull=True)
    newest.update(replaced_by=by_publication)


@transaction.atomic
def tell(*, meeting: PublicMeeting, sentence: str, by: Actor, scope: str = "") -> None:
    """Say something under what changed on the page of a meeting."""
    refuse_in_practice()
    locked = PublicMeeting.objects.select_for_update().get(pk=meeting.pk)
    locked.told = [*locked.told, {"at": clock.now().isoformat(), "sentence": sentence}]
    locked.save(update_fields=["told", "changed_at"])
    told = {"ref": locked.ref, "changed": ["told"], "facts": announced_of(locked)}
    record("announcement changed", locked, by=by, scope=scope, data=told)


def hide_titles(*, publications: Iterable[Publication]) -> None:
    """Name no more what was withdrawn before its title became restricted; the caller records why."""
    found = [each.pk for each in publications]
    hidden = Publication.objects.filter(pk__in=found, withdrawn_at__isnull=False, hidden_at__isnull=True)
    hidden.update(hidden_at=clock.now())


@transaction.atomic
def announce(*, facts: MeetingFacts, by: Actor, scope: str = "") -> PublicMeeting:
    """Tell the public of a meeting, or what changed about it; saying the same again changes nothing."""
    refuse_in_practice()
    values: dict[str, Any] = asdict(facts)
    ref = values.pop("ref")
    known = PublicMeeting.objects.select_for_update().filter(ref=ref).first()
    if known is None:
        made = PublicMeeting.objects.create(ref=ref, **values)
        told = {"ref": ref, "facts": announced_of(made)}
        record("meeting announced", made, by=by, scope=scope, data=told)
        return made
    changed = sorted(name for name, value in values.items() if getattr(known, name) != value)
    if changed:
        now = clock.now().isoformat()
        said = [{"at": now, "sentence": each} for each in facts_changed(known, values)]
        known.told = [*known.told, *said]
        for name in changed:
            setattr(known, name, values[name])
        known.save(update_fields=[*changed, "told", "changed_at"])
        told = {"ref": ref, "changed": changed, "facts": announced_of(known)}
        record("announcement changed", known, by=by, scope=scope, data=told)
    return known


def _reason_given(reason: str) -> Any:
    if reason and len(reason) <= 600:
        return policies.REASON_GIVEN
    return stopped(_("Enter the reason in at most 600 characters. The public will read it."), code="reason")


def _told(publication: Publication) -> dict[str, Any]:
    """What the event of a publication holds, by which it is checked ever after."""
    found = {"ref": publication.ref, "version": publication.version, "hash": publication.hash}
    return {**found, "facts": facts_of(publication)}


def hash_of(publication: Publication) -> str:
    """The hash that what is stored of a publication gives now; equal to its own while nothing was changed."""
    return _hash(publication.data, publication.html, publication.file, publication.screen_file)


def _hash(data: dict[str, Any], html: str, *files: StoredFile | None) -> str:
    """One SHA-256 over the data, the page and the files: the version the public can quote."""
    parts = [fingerprint(data), hashlib.sha256(html.encode()).hexdigest()]
    parts += [file.hash for file in files if file] or [""]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
