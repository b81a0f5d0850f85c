"""The names of the roles; who holds one, for which body and from when, is recorded in the subject rooms."""

from django.db import models
from django.utils.translation import gettext_lazy


class Role(models.TextChoices):
    """What someone is to a body on a day."""

    ADMINISTRATOR = "administrator", gettext_lazy("Administrator")
    SECRETARIAT = "secretariat", gettext_lazy("Secretariat")
    CHAIR = "chair", gettext_lazy("Chair")
    MEMBER = "member", gettext_lazy("Member")
    MONITORING_OFFICER = "monitoring_officer", gettext_lazy("Monitoring or proper officer")
    REPORT_AUTHOR = "report_author", gettext_lazy("Report author")
    CSP_OFFICER = "csp_officer", gettext_lazy("CSP officer")
    CSP_CHAIR = "csp_chair", gettext_lazy("CSP chair")
    COMMISSIONERS_OFFICE = "commissioners_office", gettext_lazy("Commissioner’s office")
