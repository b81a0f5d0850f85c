"""Acts on single parts of a minute: the record's sentence again, confirmation elsewhere, the private part."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.text import richtext
from foundation.documents.text.blocks import identified, is_same
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.ui.words import joined
from meetings.common import policies
from meetings.minutes.actions import versions
from meetings.minutes.policies import may_confirm_elsewhere, may_keep_words
from meetings.minutes.text_modules import shown_mark, translation_of
from meetings.models import Decision, Minute, TextModule, Translation
from meetings.wording.approving import confirmed_finding
from meetings.wording.text_modules import PLACEHOLDERS, unknown
from panels.models import Body


@transaction.atomic
def confirm_decision(*, decision: Decision, on: date, by: User) -> None:
    """Record that those a decision waited for have confirmed it, or correct the day.

    Open also in confirmed minutes. Saying the same again changes nothing.
    """
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    meeting = locked.minute.minutes.meeting
    require(may_confirm_elsewhere(by, locked), confirmed_finding(on, meeting.day, timezone.localdate()))
    was = locked.confirmed_on
    if was == on:
        return
    Decision.objects.filter(pk=locked.pk).update(confirmed_on=on, confirmed_by=by.printed_name)
    verb, data = "decision confirmed elsewhere", {"on": on.isoformat()}
    if was is not None:
        verb, data = "confirmation elsewhere corrected", {"was": was.isoformat(), **data}
    record(verb, locked, by=by, scope=locked.minute.minutes.scope, data=data)


@transaction.atomic
def take_confirmation_back(*, decision: Decision, by: User) -> None:
    """Record that a decision was not confirmed after all, or not yet; it waits again."""
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    require(may_confirm_elsewhere(by, locked))
    if locked.confirmed_on is None:
        return
    data = {"was": locked.confirmed_on.isoformat()}
    Decision.objects.filter(pk=locked.pk).update(confirmed_on=None, confirmed_by="")
    scope = locked.minute.minutes.scope
    record("confirmation elsewhere taken back", locked, by=by, scope=scope, data=data)


@transaction.atomic
def write_private_part(*, minute: Minute, text: str, summary: str, based_on: int, by: User) -> Minute:
    """Write what was said in private, and what the public may read of it. Raises `NewerVersion`."""
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    require(policies.may_write_minutes(by, locked.minutes.meeting))
    wanted = identified(richtext.clean(text), locked.private_text), summary.strip()
    if is_same(wanted[0], locked.private_text) and wanted[1] == locked.public_summary:
        return locked
    if based_on != locked.version and _private_changed(locked, based_on):
        latest = locked.text_versions.first()
        raise NewerVersion(
            saved_by=latest.saved_by if latest else "",
            saved_at=latest.saved_at if latest else timezone.now(),
            number=locked.version,
            theirs=_both(locked.private_text, locked.public_summary),
            yours=_both(*wanted),
        )
    locked.private_text, locked.public_summary = wanted
    locked.version += 1
    locked.save(update_fields=["private_text", "public_summary", "version"])
    versions.keep(locked, by)
    data = {"version": locked.version}
    record("private part of a minute saved", locked, by=by, scope=locked.minutes.scope, data=data)
    return locked


def _both(*texts: str) -> str:
    return "\n".join(words for text in texts if (words := richtext.plain(text)))


def _private_changed(minute: Minute, since: int) -> bool:
    """True when somebody changed the private part or its summary after this version."""
    base = minute.text_versions.filter(number__lte=since).first()
    now = (minute.private_text, minute.public_summary)
    return base is None or (base.private_text, base.public_summary) != now


@transaction.atomic
def write_second_language(*, minute: Minute, title: str, text: str, seen: str, by: User) -> None:
    """Write both; empty words take the translation away. `seen` is what the page showed before.

    Raises `NewerVersion` with both texts where somebody else wrote in the meantime.
    """
    locked = Minute.objects.select_for_update().get(pk=minute.pk)
    meeting = locked.minutes.meeting
    require(policies.may_write_minutes(by, meeting))
    language = meeting.settings.second_language
    if not language:
        refuse(_("This body has no second language. Set it in the settings."))
    wanted = {"title": " ".join(title.split()), "text": richtext.clean(text)}
    current = translation_of(locked, language)
    if wanted == current:
        return
    if seen != shown_mark(current):
        row = Translation.objects.filter(ref=locked.ref, language=language).order_by("-saved_at").first()
        raise NewerVersion(
            saved_by=row.saved_by if row else "",
            saved_at=row.saved_at if row else timezone.now(),
            number=locked.version,
            theirs=_plain(current),
            yours=_plain(wanted),
        )
    for field, words in wanted.items():
        rows = Translation.objects.filter(ref=locked.ref, field=field, language=language)
        if not words:
            rows.delete()
            continue
        values = {"text": words, "saved_at": timezone.now(), "saved_by": by.printed_name}
        Translation.objects.update_or_create(ref=locked.ref, field=field, language=language, defaults=values)
    data = {"language": language}
    record("minute written in the second language", locked, by=by, scope=locked.minutes.scope, data=data)


def _plain(words: dict[str, str]) -> str:
    return "\n".join(filter(None, [words["title"], richtext.plain(words["text"]) if words["text"] else ""]))


def save_words(
    *, body: Body, name: str, text: str, use: str, by: User, module: TextModule | None = None
) -> TextModule:
    """Keep words under a name, new or changed. Raises `Refused`."""
    require(may_keep_words(by, body))
    if odd := unknown(text):
        known = joined(f"{{{place}}}" for place in PLACEHOLDERS)
        sentence = _("{{{odd}}} is not a field.").format(odd=odd[0])
        refuse(sentence, remedy=_("Use one of these fields: {known}.").format(known=known), code="text")
    kept = module or TextModule(body=body)
    kept.name, kept.text, kept.use = " ".join(name.split()), text.strip(), use
    try:
        with transaction.atomic():
            kept.save()
            record("words of the body saved", kept, by=by, scope=body.scope, data={"use": use})
    except IntegrityError:
        taken = TextModule.objects.of_body(body.pk).filter(use=use).exclude(pk=kept.pk)
        if use != TextModule.Use.INSERT and taken.exists():
            refuse(
                _("You already have your own wording for this."), remedy=_("Change that wording."), code="use"
            )
        refuse(_("There is already wording with this name."), code="name")
    return kept


@transaction.atomic
def remove_words(*, module: TextModule, by: User) -> None:
    """Take words away; what was put into minutes stays there."""
    require(may_keep_words(by, module.body))
    record("words of the body removed", module, by=by, scope=module.body.scope, data={"use": module.use})
    module.delete()
