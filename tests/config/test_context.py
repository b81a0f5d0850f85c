"""What each page knows of the site costs one question, whichever of it a page shows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from config.context import Site
from foundation.accounts.models import User
from tests.builders.panels import make_panel, make_secretary, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "somebody",
    [make_secretary, lambda body: make_user("Robin Hale", is_administrator=True)],
    ids=["secretary", "administrator"],
)
def test_the_site_of_a_page_asks_the_database_once(somebody: Callable[..., User]) -> None:
    body = make_panel(
        name="Wessex Police and Crime Panel",
        footer_block="County Hall",
        accent_colour="#1d5b4f",
        contact_email="panel@wessex.example",
    )
    site = Site(RequestFactory().get("/"))
    site.request.user = somebody(body)
    with CaptureQueriesContext(connection) as asked:
        shown = (site.name, site.accent, site.footer, site.email, site.keeps({}), site.body)
    ours = (
        "Wessex Police and Crime Panel",
        "#1d5b4f",
        "County Hall",
        "panel@wessex.example",
        "browser",
        body,
    )
    assert shown == ours
    assert len(asked) == 1
