"""The pages of signing in, in plain words and with nothing that lies."""

import re

import pytest
from django.core import mail
from django.test import Client

from foundation.accounts.models import User

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]


@pytest.fixture
def ellen() -> User:
    return User.objects.create_user("ellen@wessex.example", "Ellen Marsh", "correct horse battery")


PAGES = ["login/", "login/code/", "password/reset/", "password/reset/done/", "inactive/", "signup/"]


@pytest.mark.parametrize("page", [*PAGES, "password/reset/key/done/", "password/reset/key/1-x/"])
def test_a_visitor_can_read_every_page_of_signing_in(client: Client, page: str) -> None:
    answer = client.get(f"/accounts/{page}")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert len(re.findall(r"<h1", html)) == 1
    assert re.findall(r"(?i)\bplease\b|successfully|!</", html) == []


@pytest.mark.parametrize("page", ["password/change/", "logout/", "reauthenticate/", "email/"])
def test_someone_signed_in_can_read_theirs(client: Client, ellen: User, page: str) -> None:
    client.force_login(ellen)
    answer = client.get(f"/accounts/{page}")
    assert answer.status_code == 200
    assert "Ellen Marsh" in answer.content.decode()


def test_a_wrong_password_is_told_at_the_top_and_the_address_stays(client: Client, ellen: User) -> None:
    answer = client.post("/accounts/login/", {"login": "ellen@wessex.example", "password": "wrong"})
    html = answer.content.decode()
    assert "<title>Error: Sign in" in html
    assert "The email address or the password is incorrect" in html
    assert 'value="ellen@wessex.example"' in html


def test_a_code_comes_by_mail_in_plain_words(client: Client, ellen: User) -> None:
    answer = client.post("/accounts/login/code/", {"email": "ellen@wessex.example"}, follow=True)
    assert "Enter the code" in answer.content.decode()
    [message] = mail.outbox
    assert message.subject == "Your code to sign in"
    assert re.match(r"Your code to sign in:\n\n[A-Z0-9]{3,}-?[A-Z0-9]+\n", str(message.body))


def test_a_new_password_is_chosen_by_a_link(client: Client, ellen: User) -> None:
    client.post("/accounts/password/reset/", {"email": "ellen@wessex.example"})
    [message] = mail.outbox
    assert message.subject == "Choose a new password"
    [link] = re.findall(r"http://\S+", str(message.body))[:1]
    answer = client.get(link, follow=True)
    assert "Choose a new password" in answer.content.decode()


def test_an_unknown_address_gets_the_same_page(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@wessex.example"}, follow=True)
    assert "Check your email" in answer.content.decode()


@pytest.mark.parametrize(
    ("current", "new", "again", "sentences"),
    [
        (
            "",
            "",
            "",
            ["Enter the current password", "Enter the new password", "Enter the new password again"],
        ),
        (
            "not my password",
            "three random words",
            "three random word",
            [
                "The current password is incorrect",
                "The new passwords do not match. Enter the same password in both fields",
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_changed_password_is_said_beside_its_field(
    client: Client, ellen: User, current: str, new: str, again: str, sentences: list[str]
) -> None:
    client.force_login(ellen)
    typed = {"oldpassword": current, "password1": new, "password2": again}
    html = client.post("/accounts/password/change/", typed).content.decode()
    said = re.findall(r'<span class="govuk-visually-hidden">Error:</span>\s*([^<]+?)\s*<', html)
    assert said == sentences
