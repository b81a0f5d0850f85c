"""Restricted business on Today: what is to sign, what is to read; and what the search found."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.layout import render as layout
from foundation.documents.layout.document import Document, to_data
from foundation.documents.models import StoredFile
from foundation.documents.search.searching import CannotSearch, Search
from foundation.documents.store import files
from foundation.history.findings import Finding
from foundation.history.together import Asking
from foundation.library.models import Publication
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.models import Meeting, NamedReader, Restriction
from meetings.restricted.leak_sentences import cannot_be_searched, finding_of, hits_in_words, looks_of
from meetings.restricted.leaks import NOTHING_KEPT, Outgoing, search_before_publishing
from meetings.restricted.readers import ALWAYS, Reader
from meetings.restricted.secret_words import keeps_anything
from panels.models import Assignment


def rows_to_read(user: User, today: date) -> Asking[list[TodoRow]]:
    """Where this person is named as a reader for a meeting to come: members have their own way there."""
    named = NamedReader.objects.current_on(today).filter(user=user).values("restriction")
    here = Restriction.objects.standing().filter(pk__in=named)
    coming = Meeting.objects.filter(
        Q(pk__in=here.values("item__meeting")) | Q(pk__in=here.values("placement__item__meeting")),
        status__in=Meeting.STILL_TO_COME,
        starts_at__date__gte=today,
    )
    (meetings,) = yield [coming.order_by("starts_at")]
    return [*_opened_to(user, meetings, today)]


def _opened_to(user: User, meetings: Iterable[Meeting], today: date) -> Iterable[TodoRow]:
    for meeting in meetings:
        reader = Reader.of(user, meeting, today)
        if reader.named and not reader.roles & ALWAYS:
            yield TodoRow(
                when=meeting.day,
                subject=_("Restricted papers of {day}").format(day=long_day(meeting.starts_at)),
                sentence=_("have been opened to you as a named reader. They are not for publication."),
                url=reverse("meetings:restricted", args=[meeting.pk]),
                label=_("Read the papers"),
                body=meeting.body_id,
            )


def rows_to_sign(user: User, today: date) -> Asking[list[TodoRow]]:
    """What waits for this proper officer's signature, one row a meeting."""
    mine = Assignment.objects.current_on(today).filter(user=user, role=Role.MONITORING_OFFICER)
    coming = Meeting.objects.filter(
        body__in=mine.values("body"), status__in=Meeting.STILL_TO_COME, starts_at__date__gte=today
    )
    unsigned = Restriction.objects.standing().filter(
        Q(item__meeting__in=coming) | Q(placement__item__meeting__in=coming), signed_at__isnull=True
    )
    meetings, restrictions = yield [
        coming.order_by("starts_at"),
        unsigned.values_list("item__meeting", "placement__item__meeting"),
    ]
    waiting = Counter(of_item or of_paper for of_item, of_paper in restrictions)
    return [
        TodoRow(
            when=meeting.day,
            subject=_("Restricted business of {day}").format(day=long_day(meeting.starts_at)),
            sentence=_("has {decisions} to withhold for you to record.").format(
                decisions=counted(waiting[meeting.pk], "decision")
            ),
            url=reverse("meetings:restricted", args=[meeting.pk]),
            label=_("Read and decide"),
            body=meeting.body_id,
        )
        for meeting in meetings
        if waiting[meeting.pk]
    ]


@dataclass(frozen=True)
class Searched:
    """What the search for restricted words in everything about to go out found, and where."""

    leak: Finding | None = None
    places: list[str] = field(default_factory=list)
    looks: list[Finding] = field(default_factory=list)
    search: Search | None = None

    @property
    def points(self) -> list[Finding]:
        """What to look at before it goes out: the find itself, and words that open papers share."""
        bad = [] if self.leak is None or self.leak.is_met else [self.leak]
        return [*bad, *self.looks]

    @classmethod
    def of(
        cls, meeting: Meeting, outgoing: Callable[[], Iterable[Outgoing]], *, only_words: bool = False
    ) -> "Searched":
        """Search what would go out; it is not even put together while the body keeps nothing back."""
        if not keeps_anything(meeting):
            return cls(finding_of(NOTHING_KEPT), search=NOTHING_KEPT)
        try:
            search = search_before_publishing(meeting, outgoing(), only_words=only_words)
        except (CannotSearch, files.Damaged) as error:
            return cls(cannot_be_searched(error))
        return cls(finding_of(search), hits_in_words(search), looks_of(search), search)

    @classmethod
    def of_document(
        cls, meeting: Meeting, kind: str, document: Document, stored: Iterable[StoredFile] = ()
    ) -> "Searched":
        """Search a document before it is laid out: the same words as its PDF, and files that go with it."""
        known = [(_("PDF {number}").format(number=number), each) for number, each in enumerate(stored, 1)]

        def outgoing() -> list[Outgoing]:
            name = str(Publication.Kind(kind).label)
            return [Outgoing(name, to_data(document), layout.screen(document), known)]

        return cls.of(meeting, outgoing, only_words=not known)
