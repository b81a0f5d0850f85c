"""The names of the roles; who holds one, for which body and from when, is recorded in the subject rooms."""

from django.db import models


class Role(models.TextChoices):
    """What someone is to a body on a day."""

    ADMINISTRATOR = "administrator", "Administrator"
    SECRETARIAT = "secretariat", "Secretariat"
    CHAIR = "chair", "Chair"
    MEMBER = "member", "Member"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring or proper officer"
    REPORT_AUTHOR = "report_author", "Report author"
    CSP_OFFICER = "csp_officer", "CSP officer"
    CSP_CHAIR = "csp_chair", "CSP chair"
    COMMISSIONERS_OFFICE = "commissioners_office", "Commissioner’s office"
