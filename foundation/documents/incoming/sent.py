"""A file that somebody sends is kept as it is, checked by the worker, and then used for what it was sent for.

A room registers an act under a name; a view calls `send` and shows how the check stands. The worker asks
first whether the sender may still act, checks the file, and lets the act and the end of the check be one
transaction: a worker that dies leaves both to the next one.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts import links
from foundation.accounts.models import PersonalLink, User
from foundation.documents.models import SentFile
from foundation.documents.processes import children, limits
from foundation.documents.store import files
from foundation.documents.vetting import uploads
from foundation.documents.word import word_in
from foundation.history.events import record
from foundation.history.findings import Finding, Level, Refused, met, refuse, require, stopped
from foundation.history.models import Event
from foundation.jobs import queue

Sender = User | PersonalLink
CHECK = "documents.check_sent_file"
# So that no stored file anybody could open has the same bytes, and none is ever taken for it.
SEAL_BYTES = 32
SEALED = "application/octet-stream"
NAME_LIMIT = 200
MOST_AT_ONCE = 4
SENT = "file sent"
# Files of a sender who does not come back, and bytes that a backup may still be about to copy.
KEPT, SWEPT_AFTER, REMEMBERED = timedelta(days=7), timedelta(days=1), timedelta(days=30)
FIELD = "file"
KEPT_OF_FINDINGS = ("sentence", "remedy", "code", "url", "url_words")
GONE = gettext_noop("What this file was sent for no longer exists.")
ENDED = gettext_noop("This account or personal link has been closed, so this file was not used.")
GAVE_UP = gettext_noop("This file could not be checked after three attempts. Nothing was changed.")
TOO_MANY = (
    f"{MOST_AT_ONCE} of your files are already being checked. Upload this one when one of them is ready."
)
MOST_KEPT_ASIDE = 60
ASIDE_FULL = f"You have {MOST_KEPT_ASIDE} files that are not yet used. Use or discard some of them first."
NOT_ASIDE = gettext_noop("This file has already been used or discarded.")
TOO_MUCH_TODAY = (
    f"You can upload up to {limits.LINK_FILES} files and {limits.LINK_BYTES // limits.MB} MB in 24 hours "
    "with this link. Upload this file tomorrow, or send it to the person who asked you for the paper."
)


class Asks(Exception):
    """An act that wants a yes from the sender first: the sentence, and what it is given as well after it."""

    def __init__(self, sentence: str, **go_on: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.go_on = sentence, go_on


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was found fit: a PDF built anew, or the text of a Word file beside the file itself."""

    pdf: uploads.Vetted | None = None
    word: word_in.ReadDocument | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Led:
    """What an act led to: the page to go on to, and a sentence on what is different from what was meant."""

    to: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What a file can be sent for, and whether somebody may do that now.

    `may(by, **arguments)` says so; `run(by, checked, **arguments)` does it, or leaves everything as it was.
    """

    may: Callable[..., Finding]
    run: Callable[..., Led]


_acts: dict[str, Act] = {}


def register(name: str, *, may: Callable[..., Finding], run: Callable[..., Led]) -> None:
    """Make an act known; called from `AppConfig.ready()`. Both may raise `ObjectDoesNotExist`."""
    _acts[name] = Act(may, run)


def send(
    act: str,
    *,
    by: Sender,
    file: "UploadedFile[bytes]",
    is_word: bool,
    arguments: dict[str, Any],
    typed: list[tuple[str, list[Any]]],
    address: str,
    scope: str,
) -> SentFile:
    """Keep a file and have it checked. Raises `Refused` where that may not be now, and `NotAccepted`.

    `arguments` and `typed` hold JSON values only.
    """
    if act not in _acts:
        raise LookupError(f"No act is registered as {act!r}")
    require(_acts[act].may(by, **arguments))
    data = file.read()
    (word_in.refuse_at_once if is_word else uploads.refuse_at_once)(data)
    with transaction.atomic():
        # One after another for each sender, so that two sent at once are counted.
        by._meta.model._base_manager.select_for_update().get(pk=by.pk)
        require(_has_room(by), _is_within_a_day(by, len(data)))
        sent = SentFile.objects.create(
            ref=secrets.token_urlsafe(16),
            act=act,
            user=by if isinstance(by, User) else None,
            link=by if isinstance(by, PersonalLink) else None,
            name=_printable(file.name or ""),
            is_word=is_word,
            file=files.store(secrets.token_bytes(SEAL_BYTES) + data, SEALED),
            arguments=arguments,
            typed=typed,
            address=address,
        )
        record(SENT, sent, by=by, scope=scope, data={"act": act, "size": len(data)})
        enqueue(sent)
    return sent


def keep_aside(
    act: str,
    *,
    by: User,
    file: "UploadedFile[bytes]",
    is_word: bool,
    arguments: dict[str, Any],
    address: str,
    scope: str,
    now: datetime,
) -> SentFile:
    """Keep a file of which its sender says later what it is for: nothing is checked or made of it until then.

    `act` is what whoever serves the body may let it do should its sender never come back.
    """
    require(_acts[act].may(by, **arguments))
    data = file.read()
    (word_in.refuse_at_once if is_word else uploads.refuse_at_once)(data)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        is_full = SentFile.objects.of(by).aside().count() >= MOST_KEPT_ASIDE
        require(stopped(ASIDE_FULL, code=FIELD) if is_full else met())
        sent = SentFile.objects.create(
            ref=secrets.token_urlsafe(16),
            act=act,
            user=by,
            name=_printable(file.name or ""),
            is_word=is_word,
            file=files.store(secrets.token_bytes(SEAL_BYTES) + data, SEALED),
            arguments=arguments,
            address=address,
            state=SentFile.State.HELD,
            ended_at=now,
        )
        record(SENT, sent, by=by, scope=scope, data={"act": act, "size": len(data)})
    return sent


def use_kept(
    sent: SentFile,
    act: str,
    *,
    by: User,
    arguments: dict[str, Any],
    typed: list[tuple[str, list[Any]]],
    address: str,
) -> None:
    """Have a file that was kept aside checked, and used for what its sender now says it is for."""
    require(_acts[act].may(by, **arguments))
    with transaction.atomic():
        locked = _aside(sent, by)
        locked.act, locked.arguments, locked.typed, locked.address = act, arguments, typed, address
        locked.state, locked.ended_at, locked.seen_at = SentFile.State.WAITING, None, None
        locked.save()
        enqueue(locked)


def discard_kept(sent: SentFile, *, by: User, now: datetime, to: str) -> None:
    """Let go of a file that was kept aside and is not wanted; `to`: where its old address leads."""
    with transaction.atomic():
        locked = _aside(sent, by)
        record("sent file discarded", locked, by=by, data={"act": locked.act})
        locked.state, locked.leads_to = SentFile.State.DONE, to
        locked.ended_at = locked.seen_at = now
        locked.save(update_fields=["state", "leads_to", "ended_at", "seen_at"])
        _release(locked)


def _aside(sent: SentFile, by: User) -> SentFile:
    """A file of this user that is still kept aside, locked."""
    found = SentFile.objects.of(by).aside().select_for_update(of=("self",)).filter(pk=sent.pk).first()
    return found or refuse(_(NOT_ASIDE))


def enqueue(sent: SentFile) -> None:
    """Have a file that waits checked; asking twice joins what is under way."""
    queue.enqueue(CHECK, key=f"sent:{sent.pk}", arguments={"file": sent.pk})


def go_on(sent: SentFile, *, by: Sender, address: str = "") -> None:
    """Somebody says yes, or wants another try: check the file again, and use it in their rights from now on.

    Nobody but its sender may say so, or whoever has it in their place: the page asks that, and gives the
    address of their form.
    """
    with transaction.atomic():
        locked = SentFile.objects.select_for_update().get(pk=sent.pk)
        is_there = locked.state == SentFile.State.HELD and locked.file is not None
        if not is_there or (locked.user_id, locked.link_id) != (sent.user_id, sent.link_id):
            refuse(_("This file has already been used."), remedy=_("Send it again."))
        locked.user = by if isinstance(by, User) else None
        locked.link = by if isinstance(by, PersonalLink) else None
        locked.address = address or locked.address
        locked.arguments |= locked.go_on
        locked.state, locked.findings, locked.go_on = SentFile.State.WAITING, [], {}
        locked.ended_at = locked.seen_at = None
        locked.save()
        record("file sent again", locked, by=by, data={"act": locked.act})
        enqueue(locked)


def findings_of(sent: SentFile) -> list[Finding]:
    """What stood against using a file."""
    return [Finding(Level.STOPPED, **each) for each in sent.findings]


def was_seen(sent: SentFile, now: datetime) -> None:
    """Its sender sees what came of it, so nobody points them to it any more."""
    if sent.seen_at is None:
        SentFile.objects.filter(pk=sent.pk).update(seen_at=now)


def before(sent: SentFile) -> int:
    """How many files are checked before this one."""
    return SentFile.objects.waiting().filter(pk__lt=sent.pk).count()


def check(pk: int, progress: queue.Progress, now: Callable[[], datetime]) -> None:
    """Check one file and use it, in the rights its sender has now; without effect on one that is settled."""
    sent = SentFile.objects.select_related("file", "user", "link").filter(pk=pk).first()
    if sent is None or sent.state != SentFile.State.WAITING:
        return
    try:
        require(_may(sent))
        checked = _checked(sent, progress)
    except ObjectDoesNotExist:
        _settle(pk, now(), [stopped(_(GONE))])
    except Refused as refused:
        _settle(pk, now(), refused.findings)
    except uploads.NotAccepted as error:
        if isinstance(error.__cause__, children.BrokenOff):
            # That says nothing about the file: it is tried again.
            raise
        _settle(pk, now(), [stopped(error.sentence, code=FIELD)])
    else:
        _use(sent, checked, now())


def give_up(pk: int, sentence: str, now: datetime) -> None:
    """The check broke down for good: the file stays with its sender, who may try again."""
    with transaction.atomic():
        if SentFile.objects.select_for_update().waiting().filter(pk=pk).exists():
            _settle(pk, now, [stopped(sentence)])


def forget_old(now: datetime) -> None:
    """Remove bytes of what ended a day ago, files whose sender did not come back, and old rows."""
    for sent in SentFile.objects.to_sweep(now - SWEPT_AFTER):
        files.sweep(sent.swept, now)
        SentFile.objects.filter(pk=sent.pk).update(swept="")
    for sent in SentFile.objects.ended_before(now - KEPT).filter(file__isnull=False):
        _release(sent)
    SentFile.objects.ended_before(now - REMEMBERED).filter(file__isnull=True, swept="").delete()


def catch_up() -> None:
    """Ask again for every file that waits, should its own job be lost."""
    for sent in SentFile.objects.waiting():
        enqueue(sent)


def _has_room(by: Sender) -> Finding:
    is_full = SentFile.objects.of(by).waiting().count() >= MOST_AT_ONCE
    return stopped(TOO_MANY, code=FIELD) if is_full else met()


def _is_within_a_day(by: Sender, size: int) -> Finding:
    """Whoever holds a link has no account, and what they send stays: so much of it comes in a day."""
    if isinstance(by, User):
        return met()
    numbers = SentFile.objects.of(by).of_the_last_day().values_list("pk", flat=True)
    # A file that was checked is gone; how large it was stands in the history.
    told = Event.objects.about(SentFile, numbers).filter(verb=SENT)
    sizes = [size, *(each.data["size"] for each in told)]
    is_too_much = len(sizes) > limits.LINK_FILES or sum(sizes) > limits.LINK_BYTES
    return stopped(TOO_MUCH_TODAY, code=FIELD) if is_too_much else met()


def _may(sent: SentFile) -> Finding:
    by = sent.by
    is_open = by.is_active if isinstance(by, User) else by and links.opens(by, by.purpose, by.target)
    if not is_open:
        return stopped(_(ENDED))
    return _acts[sent.act].may(by, **sent.arguments)


def _checked(sent: SentFile, progress: queue.Progress) -> Checked:
    assert sent.file is not None
    data = files.read(sent.file)[SEAL_BYTES:]
    if sent.is_word:
        progress(0, 1, _("Reading the Word file"))
        return Checked(word=word_in.read_docx(data, with_pages=True), data=data)
    return Checked(pdf=uploads.vet(data, told=progress))


def _use(sent: SentFile, checked: Checked, now: datetime) -> None:
    """Let the act and the end of the check be one: what is refused has been undone by the act itself.

    The check took its time, so the sender is read anew.
    """
    with transaction.atomic():
        locked = SentFile.objects.select_for_update().get(pk=sent.pk)
        if locked.state != SentFile.State.WAITING:
            return
        findings: Sequence[Finding] = []
        try:
            require(_may(locked))
            led = _acts[sent.act].run(locked.by, checked, **locked.arguments)
            locked.leads_to, locked.note = led.to, led.note
        except Asks as asks:
            locked.go_on, findings = asks.go_on, [stopped(asks.sentence)]
        except Refused as refused:
            findings = refused.findings
        except ValidationError as error:
            findings = _said(error)
        except ObjectDoesNotExist:
            findings = [stopped(_(GONE))]
        locked.save(update_fields=["leads_to", "note", "go_on"])
        _settle(sent.pk, now, findings)


def _said(error: ValidationError) -> list[Finding]:
    said = error.message_dict if hasattr(error, "error_dict") else {FIELD: error.messages}
    return [stopped(sentence, code=name) for name, sentences in said.items() for sentence in sentences]


def _settle(pk: int, now: datetime, findings: Sequence[Finding]) -> None:
    """The check is over. What names a field goes back to the form; else the file stays for another try."""
    with transaction.atomic():
        sent = SentFile.objects.get(pk=pk)
        if not findings:
            sent.state = SentFile.State.DONE
        else:
            is_for_the_form = all(each.code for each in findings)
            sent.state = SentFile.State.REFUSED if is_for_the_form else SentFile.State.HELD
        sent.findings = [{name: getattr(each, name) for name in KEPT_OF_FINDINGS} for each in findings]
        sent.ended_at = now
        sent.save(update_fields=["state", "findings", "ended_at"])
        if sent.state != SentFile.State.HELD:
            _release(sent)


def _release(sent: SentFile) -> None:
    """Let go of the file: its row now, its bytes when no backup can be about to copy them."""
    if (stored := sent.file) is None:
        return
    with transaction.atomic():
        sent.file, sent.swept = None, stored.hash
        sent.save(update_fields=["file", "swept"])
        stored.delete()


def _printable(name: str) -> str:
    return "".join(each for each in name if each.isprintable())[:NAME_LIMIT]
