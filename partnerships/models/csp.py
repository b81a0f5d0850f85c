"""Community safety partnerships, who speaks for them, and the panel member who links to them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.accounts.asked_once import asked_once
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.references import ReferenceField
from panels.models.dated import DatedQuerySet, ends_after_it_starts
from panels.policies import AnyUser, bodies_within


class CSPQuerySet(models.QuerySet["CSP"]):
    """Ways to ask for partnerships."""

    def visible_to(self, user: User) -> "CSPQuerySet":
        """The partnerships of every panel whose notes this user may know of, and of their own panel."""
        return self.filter(body_id__in=bodies_known(user, timezone.localdate()))

    def with_people(self) -> "CSPQuerySet":
        """Roles, link members and councils with them, in a fixed number of queries."""
        return self.select_related("body").prefetch_related(
            "body__dated_settings", "authorities", "roles__user", "link_members__person"
        )


class CSP(models.Model):
    """A community safety partnership in the area of a panel."""

    ref = ReferenceField()
    body = models.ForeignKey("panels.Body", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text=gettext_lazy("Cranmere Community Safety Partnership"))
    short_name = models.CharField(max_length=80, help_text=gettext_lazy("Cranmere"))
    authorities = models.ManyToManyField("panels.Authority", blank=True, related_name="+")

    objects = CSPQuerySet.as_manager()

    class Meta:
        ordering = ["body", "short_name"]
        verbose_name = "CSP"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "short_name"],
                name="one_csp_per_short_name",
                violation_error_message=gettext_lazy("A partnership with this short name already exists"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        """The scope under which history gathers what happens to this partnership."""
        return f"csp:{self.pk}"


class CSPRoleQuerySet(DatedQuerySet["CSPRole"]):
    """Ways to ask for roles in partnerships."""


class CSPRole(models.Model):
    """A user who writes for a partnership, or chairs it, from a day to a day."""

    csp = models.ForeignKey(CSP, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(
        max_length=12,
        choices=[(role.value, role.label) for role in (Role.CSP_OFFICER, Role.CSP_CHAIR)],
        default=Role.CSP_OFFICER,
    )
    post = models.CharField(max_length=160, blank=True, help_text=gettext_lazy("Partnership Manager"))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = CSPRoleQuerySet.as_manager()

    class Meta:
        ordering = ["csp", "role", "starts_on", "pk"]
        verbose_name = gettext_lazy("CSP role")
        constraints = [
            ends_after_it_starts("csp_role_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["csp"],
                condition=models.Q(role="csp_chair", ends_on__isnull=True),
                name="one_open_chair_per_csp",
                violation_error_message=gettext_lazy(
                    "This partnership already has a chair. Enter their last day first"
                ),
            ),
            models.UniqueConstraint(
                fields=["csp", "user", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_csp_role_per_user",
                violation_error_message=gettext_lazy("This person already has that role"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.csp.short_name}"


class LinkMemberQuerySet(DatedQuerySet["LinkMember"]):
    """Ways to ask for link members."""


class LinkMember(models.Model):
    """The panel member who sits on a partnership, or is the lead member for it, from a day to a day."""

    class Kind(models.TextChoices):
        SITS = "sits", gettext_lazy("Sits on the partnership")
        LEAD = "lead", gettext_lazy("Lead panel member for the partnership")

    csp = models.ForeignKey(CSP, on_delete=models.CASCADE, related_name="link_members")
    person = models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.SITS)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = LinkMemberQuerySet.as_manager()

    class Meta:
        ordering = ["csp", "starts_on", "pk"]
        constraints = [
            ends_after_it_starts("link_member_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["csp", "person"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_link_per_person",
                violation_error_message=gettext_lazy("This member is already a link member"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display().lower()}"


@asked_once
def own_csps(user: AnyUser, on: date) -> dict[int, int]:
    """The ids of the partnerships this user speaks for on the day, each with the id of its panel."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    held = CSPRole.objects.current_on(on).filter(user=user)
    return dict(held.values_list("csp_id", "csp__body_id"))


def bodies_known(user: AnyUser, on: date) -> set[int]:
    """The ids of the panels whose partnerships and rounds this user may know of."""
    return bodies_within(user, on) | set(own_csps(user, on).values())
