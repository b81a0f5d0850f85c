"""People who can sign in, and the personal links of people who need not."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password they sign in by a code sent to their address."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in. What they may do follows from dated roles in `panels` and `partnerships`."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    joined_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The account of the same person that stays open"),
    )
    sessions_ended = models.PositiveIntegerField(
        default=0, help_text=gettext_lazy("How often every session was ended")
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def printed_name(self) -> str:
        """The name history prints beside an event."""
        return self.name

    def get_full_name(self) -> str:
        """The name as people say it."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know to be this user's: another word after each time all were ended."""
        known = str(super()._get_session_auth_hash(secret))  # type: ignore[misc]
        return f"{self.sessions_ended}:{known}" if self.sessions_ended else known


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    """Ways to ask for personal links."""

    def open(self, now: datetime) -> "PersonalLinkQuerySet":
        """Links that still open their page."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def sent_to(self, email: str) -> "PersonalLinkQuerySet":
        """Every link that went to this address."""
        return self.filter(email__iexact=email)

    def for_target(self, purpose: str, target: str) -> "PersonalLinkQuerySet":
        """Every link that was made to one page of one thing."""
        return self.filter(purpose=purpose, target=target)

    def asking(self, purpose: str, email: str, since: datetime | None = None) -> "PersonalLinkQuerySet":
        """Links of one page that were made for one address, the latest first."""
        found = self.filter(purpose=purpose, email__iexact=email.strip())
        return found.filter(made_at__gt=since) if since else found


class PersonalLink(models.Model):
    """A link that lets one named person do one thing without an account; only the hash of its secret is kept.

    `target` is the reference of the one thing it opens; `purpose` names the page, e.g. "meetings.paper".
    """

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    first_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["purpose", "target"], name="links_of_a_thing")]
        constraints = [at_and_by("revoked", name="link_revoked_at_and_by_together")]

    def __str__(self) -> str:
        return f"Link of {self.name}"

    @property
    def history_id(self) -> str:
        """What history knows it by: its number alone could be that of a user."""
        return f"link-{self.pk}"

    @property
    def sender(self) -> str:
        """Who holds it and for what: every link that went to one address for the same thing is one sender."""
        return f"{self.purpose} {self.target} {self.email.lower()}"

    @property
    def printed_name(self) -> str:
        """The name history prints: whoever holds the link acts in this name."""
        return _("{name} (by personal link)").format(name=self.name)


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    """Ways to ask for kept forms."""

    def of(self, user: User) -> "KeptFormQuerySet":
        """Those of one account: nobody else gets them."""
        return self.filter(user=user)

    def with_number(self, pk: int) -> "KeptForm | None":
        """The one with this number, or None."""
        return self.filter(pk=pk).first()

    def older_than(self, moment: datetime) -> "KeptFormQuerySet":
        """Those kept before a moment."""
        return self.filter(kept_at__lt=moment)


class KeptForm(models.Model):
    """A form that was sent after the sign-in had ended, for the account its page was shown to."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=2000)
    fields = models.TextField(help_text=gettext_lazy("Pairs of name and values, as JSON"))
    has_files = models.BooleanField(default=False)
    kept_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = KeptFormQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address
