"""Ending what an account or an address opened: sessions, codes, reset links and personal links."""

from allauth.account.models import EmailAddress
from django.db.models import F

from foundation.accounts import links
from foundation.accounts.models import KeptForm, User
from foundation.history.actors import Actor


def end_sessions(user: User) -> None:
    """Sign this user out everywhere, from the next request on; a password or a code signs in again."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])


def give_address(user: User, email: str, *, by: Actor) -> None:
    """Let a user sign in with another address: the old one opens nothing any more, and no session goes on.

    A password goes too, since whoever held the old address could have set it.
    """
    old = user.email
    user.email = User.objects.normalize_email(email).lower()
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])
    EmailAddress.objects.filter(user=user).delete()
    links.revoke_sent_to(old, by=by)
    end_sessions(user)


def close(user: User, *, by: Actor) -> None:
    """Let nobody sign in with this account any more, end its sessions, and forget what it left unsent."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    KeptForm.objects.of(user).delete()
    links.revoke_sent_to(user.email, by=by)
    end_sessions(user)
