"""Setting up bodies and changing their dated settings."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.events import record
from foundation.history.findings import Finding, refuse, require
from panels.models import Assignment, Body, BodySettings
from panels.policies import may_change_body, may_keep_access, may_set_up
from panels.rules import CLEAR_DAYS_WALES, colour_finding

NOT_COPIED = {"id", "body", "starts_on"}


def lock_body(body: Body, by: User, policy: Callable[[User, Body, date], Finding] = may_change_body) -> None:
    """Lock the body, so that two clerks cannot fill one seat, and ask the policy."""
    Body.objects.select_for_update().get(pk=body.pk)
    require(policy(by, body, timezone.localdate()))


@transaction.atomic
def set_up_body(
    *,
    name: str,
    by: User,
    starts_on: date | None = None,
    kind: str = Body.Kind.PANEL,
    parent: Body | None = None,
    slug: str = "",
    **settings: Any,
) -> Body:
    """Make a body with its first row of settings, given by their field names.

    A sub-body starts with a copy of its parent's settings, and whoever sets it up serves it. Clear days
    follow the jurisdiction unless given.
    """
    today = timezone.localdate()
    require(may_change_body(by, parent, today) if parent else may_set_up(by))
    body = Body.objects.create(kind=kind, parent=parent, slug=_free_slug(slug or name))
    inherited = _copied(parent.settings_on(starts_on or today)) if parent else {}
    if not parent and settings.get("jurisdiction") == BodySettings.Jurisdiction.WALES:
        settings.setdefault("clear_days", CLEAR_DAYS_WALES.value)
    row = BodySettings(body=body, starts_on=starts_on or today, **{**inherited, **settings, "name": name})
    if parent and "short_name" not in settings:
        row.short_name = ""
    _save(row)
    if parent:
        _serve_below(body, parent, by, starts_on or today)
    record("body set up", row, by=by, scope=body.scope, data={"name": name, "kind": str(kind)})
    return body


def _serve_below(body: Body, parent: Body, by: User, first_day: date) -> None:
    """Let whoever sets up a sub-body serve it, who stands in only as long; then whom they stand in for."""
    held = Assignment.objects.current_on(timezone.localdate()).filter(
        body=parent, user=by, role=Role.SECRETARIAT
    )
    own = held.filter(covers__isnull=True).exists() or not held.exists()
    cover = None if own else held.select_related("covers").latest("ends_on")
    serving = {"body": body, "role": Role.SECRETARIAT, "starts_on": first_day}
    if cover is None or cover.covers is None:
        Assignment.objects.create(user=by, **serving)
        return
    Assignment.objects.create(user=cover.covers, **serving)
    if cover.ends_on and first_day <= cover.ends_on:
        Assignment.objects.create(user=by, covers=cover.covers, ends_on=cover.ends_on, **serving)


@transaction.atomic
def change_settings(*, body: Body, starts_on: date, by: User, **changes: Any) -> BodySettings:
    """Let settings hold from a day: a new whole row, copied from the row before with these changes.

    A row that starts on the very day is put right instead. Rows that start later stay as they are; only
    a change from before the first row reaches on through them, as far as they say the same as it said.
    """
    lock_body(body, by, may_keep_access)
    rows = BodySettings.objects.filter(body=body)
    first = rows.earliest("starts_on")
    row = rows.filter(starts_on=starts_on).first()
    if row is None:
        base = rows.filter(starts_on__lt=starts_on).order_by("-starts_on").first() or first
        row = BodySettings(body=body, starts_on=starts_on, **_copied(base))
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if row.pk and not changed:
        return row
    for name, value in changed.items():
        setattr(row, name, value)
    if starts_on < first.starts_on:
        _reach_on(list(rows), changed, first)
    _save(row)
    _forget_prefetched(body)
    told = {"from": starts_on.isoformat(), "changed": sorted(changed)}
    record("settings changed", row, by=by, scope=body.scope, data=told)
    return row


def _reach_on(rows: Iterable[BodySettings], changed: dict[str, Any], base: BodySettings) -> None:
    """Let later rows follow where nobody changed what the first row said: it was entered late."""
    for later in rows:
        same = {name for name in changed if getattr(later, name) == getattr(base, name)}
        for name in same:
            setattr(later, name, changed[name])
        if same:
            _save(later)


def _copied(row: BodySettings) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in BodySettings._meta.fields if f.name not in NOT_COPIED}


def _save(row: BodySettings) -> None:
    """Check shape and colour, then write."""
    row.full_clean(validate_unique=False, validate_constraints=False)
    require(colour_finding(row.accent_colour))
    if row.minute_numbering == BodySettings.Numbering.PREFIXED and not row.minute_prefix:
        refuse(_("Enter the prefix of the numbers. For example, PCP."))
    row.save()


def _free_slug(wanted: str) -> str:
    """A short address word that no other body has."""
    root = slugify(wanted)[:50] or "body"
    taken = set(Body.objects.filter(slug__startswith=root).values_list("slug", flat=True))
    return next(s for n in range(1, len(taken) + 2) if (s := root if n == 1 else f"{root}-{n}") not in taken)


def _forget_prefetched(body: Body) -> None:
    getattr(body, "_prefetched_objects_cache", {}).pop("dated_settings", None)
