"""Closing accounts, opening them again, and joining two of one person."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts import ending
from foundation.accounts.models import User
from foundation.history.findings import Finding, met, refuse, require, stopped
from foundation.jobs import outbox
from panels import standing
from panels.actions.addresses import stop_address
from panels.actions.telling import record_for
from panels.models import AddressChange, Body, Person, Term
from panels.policies import may_close_account, may_keep_accounts

# What belongs to the account itself and goes or stays with it.
ITS_OWN = {
    "account.EmailAddress",
    "accounts.KeptForm",
    "accounts.User",
    "panels.AddressChange",
    "panels.Person",
}


@transaction.atomic
def close_account(*, user: User, reason: str, by: User) -> list[standing.Owned]:
    """Let nobody sign in with an account: its sessions end at once. Gives what needs somebody else now.

    Each body concerned sees it in its history, and its secretariat is told what was theirs.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    require(may_close_account(by, user), _has_reason(reason))
    if not user.is_active:
        return []
    owned = standing.owned_by(user, timezone.localdate())
    _end(user, by)
    _tell("account closed", user, by, note=f"{user.printed_name}: {reason.strip()}")
    for body in Body.objects.filter(pk__in={each.body for each in owned}):
        _flag(body, user, [each for each in owned if each.body == body.pk], by)
    return owned


@transaction.atomic
def open_account(*, user: User, by: User) -> User:
    """Let somebody sign in again, with the roles they still have; a code is sent to their address."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(may_keep_accounts(by), _was_not_joined(user))
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        _tell("account opened again", user, by, note=user.printed_name)
    return user


@transaction.atomic
def join_accounts(*, kept: User, gone: User, by: User) -> User:
    """Let one account go on for two of one person: roles, seats and papers move, the other is closed."""
    users = {each.pk: each for each in User.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
    if kept.pk == gone.pk or len(users) < 2:
        refuse(_("Select two different accounts."), code="other")
    kept, gone = users[kept.pk], users[gone.pk]
    require(may_close_account(by, gone), _is_open(kept), _was_not_joined(gone), _is_no_greater(kept, gone))
    _end(gone, by)
    bodies = standing.bodies_of_account(gone, timezone.localdate())
    people = {person.user_id: person for person in Person.objects.filter(user__in=[kept, gone])}
    old = people.get(gone.pk)
    if old is not None:
        Person.objects.filter(pk=old.pk).update(user=None)
        if new := people.get(kept.pk):
            _join_people(new, old)
        else:
            Person.objects.filter(pk=old.pk).update(user=kept)
    _move(User, gone, kept)
    User.objects.filter(Q(pk=gone.pk) | Q(joined_into=gone)).update(joined_into=kept)
    bodies |= standing.bodies_of_account(kept, timezone.localdate())
    record_for(
        bodies,
        "accounts joined",
        kept,
        by=by,
        note=f"{kept.printed_name}, {kept.email}: joined with {gone.printed_name}, {gone.email}",
    )
    return kept


def _end(user: User, by: User) -> None:
    if change := AddressChange.objects.of(user):
        stop_address(change=change, by=by)
    ending.close(user, by=by)


def _flag(body: Body, user: User, owned: list[standing.Owned], by: User) -> None:
    """Write to the secretariat of a body what needs somebody else now."""
    lines = [
        f"- {each.what}" + (f"\n  {settings.SITE_ADDRESS}{each.url}" if each.url else "") for each in owned
    ]
    said = _("{by} closed the account of {user}. The following was assigned to them:").format(
        by=by.printed_name, user=user.printed_name
    )
    subject = _("Account of {user} closed").format(user=user.printed_name)
    people = standing.secretariats([body.pk], timezone.localdate())
    for person in people.exclude(pk__in=[by.pk, user.pk]):
        outbox.send(person.email, subject, "\n".join([said, "", *lines]) + "\n")


def _join_people(new: Person, old: Person) -> None:
    """Two people who are one: everything that names the one names the other from now on."""
    for mine in Term.objects.filter(person=old).select_related("seat"):
        theirs = Term.objects.filter(
            standing.not_over(mine.starts_on), person=new, seat__body=mine.seat.body_id
        )
        if mine.ends_on:
            theirs = theirs.filter(starts_on__lte=mine.ends_on)
        if theirs.exists():
            refuse(
                _("Both have a seat on the same body at the same time: {mine}.").format(mine=mine),
                remedy=_("End one of the two first."),
                code="other",
            )
    _move(Person, old, new)


def _move(kind: type[models.Model], old: models.Model, new: models.Model) -> None:
    """Let every row of every room that names the one name the other; refused whole where both are named."""
    for model, name in _references(kind):
        rows = model._base_manager.filter(**{name: old.pk})
        try:
            with transaction.atomic():
                rows.update(**{name: new.pk})
        except IntegrityError:
            what = str(model._meta.verbose_name)
            refuse(
                _("Both are recorded in the same place ({what}), so they cannot be joined.").format(
                    what=what
                ),
                remedy=_("Put that right first, or close the account that is not used."),
                code="other",
            )


def _references(kind: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every field of ours that points to this kind of row."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in ITS_OWN:
            continue
        for field in model._meta.local_fields:
            if field.remote_field is not None and field.related_model is kind:
                yield model, field.name


def _tell(verb: str, user: User, by: User, note: str) -> None:
    bodies = standing.bodies_of_account(user, timezone.localdate())
    record_for(bodies, verb, user, by=by, note=note)


def _has_reason(reason: str) -> Finding:
    return met() if reason.strip() else stopped(_("Enter the reason for closing the account."), code="reason")


def _is_open(user: User) -> Finding:
    return met() if user.is_active else stopped(_("This account is closed."), remedy=_("Open it first."))


def _was_not_joined(user: User) -> Finding:
    if user.joined_into_id is None:
        return met()
    return stopped(_("This account has been joined with another, which continues."), code="other")


def _is_no_greater(kept: User, gone: User) -> Finding:
    if kept.is_administrator or not gone.is_administrator:
        return met()
    return stopped(
        _("The other account belongs to an administrator. Join this one into it instead."), code="other"
    )
