"""Signing in: by password, by a code, and all the ways it is refused."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from pytest_django import Settings

from foundation.accounts.models import User
from tests.going_on import Browser

pytestmark = pytest.mark.django_db
ADDRESS, PASSWORD = "ellen@wessexpcp.example", "a long sentence to remember"


@pytest.fixture(autouse=True)
def _fresh_limits(settings: Settings) -> None:
    """Every test starts with its own count of attempts, and the first page stands at the root."""
    settings.LOGIN_REDIRECT_URL = settings.ACCOUNT_LOGOUT_REDIRECT_URL = "/"
    cache.clear()


@pytest.fixture
def ellen() -> User:
    return User.objects.create_user(ADDRESS, "Ellen Marsh", PASSWORD)


def sign_in(client: Browser, password: str = PASSWORD, address: str = ADDRESS, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": address, "password": password, **more})


def is_signed_in(client: Browser) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_lets_in(client: Browser, ellen: User) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer.url, is_signed_in(client)) == (302, "/", True)


def test_capitals_in_the_address_do_not_matter(client: Browser, ellen: User) -> None:
    sign_in(client, address="Ellen@WessexPCP.example")
    assert is_signed_in(client) is True


@pytest.mark.parametrize("address", [ADDRESS, "nobody@wessexpcp.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: Browser, ellen: User, address: str
) -> None:
    answer = sign_in(client, "wrong", address)
    assert (answer.status_code, is_signed_in(client)) == (200, False)
    assert answer.context["form"].non_field_errors() == ["The email address or the password is incorrect"]


def test_after_five_wrong_passwords_the_right_one_is_not_tried(client: Browser, ellen: User) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    answer = sign_in(client)
    assert (answer.status_code, is_signed_in(client)) == (200, False)
    assert answer.context["form"].non_field_errors() == ["Too many attempts. Wait five minutes and try again"]


def test_someone_who_has_left_cannot_sign_in(client: Browser, ellen: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client)
    assert is_signed_in(client) is False


def test_someone_who_leaves_is_signed_out_at_once(client: Browser, ellen: User) -> None:
    sign_in(client)
    User.objects.update(is_active=False)
    assert client.get("/meeting/").wsgi_request.user.is_authenticated is False


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site_after_signing_in(client: Browser, ellen: User, address: str) -> None:
    assert sign_in(client, next=address).url == "/"


def test_one_is_led_to_the_page_one_asked_for(client: Browser, ellen: User) -> None:
    assert sign_in(client, next="/meetings/").url == "/meetings/"


def ask_for_code(client: Browser, address: str = ADDRESS) -> Any:
    return client.post(reverse("account_request_login_code"), {"email": address})


def test_a_code_sent_by_mail_lets_in(client: Browser, ellen: User) -> None:
    ask_for_code(client)
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    (code,) = re.findall(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]+)\s*$", str(message.body), re.MULTILINE)[:1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_signed_in(client) is True


def test_a_wrong_code_does_not(client: Browser, ellen: User) -> None:
    ask_for_code(client)
    client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert is_signed_in(client) is False


def test_asking_for_a_code_does_not_tell_who_has_an_account(client: Browser, ellen: User) -> None:
    known = ask_for_code(client)
    unknown = ask_for_code(client, "nobody@wessexpcp.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_someone_who_has_left_gets_no_code_that_works(client: Browser, ellen: User) -> None:
    User.objects.update(is_active=False)
    ask_for_code(client)
    assert [
        code
        for message in mail.outbox
        for code in re.findall(r"^\s*[A-Z0-9]{3}-?[A-Z0-9]{3}\s*$", str(message.body), re.M)
    ] == []


def test_nobody_makes_an_account_for_themselves(client: Browser) -> None:
    form = {"email": "new@wessexpcp.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), form)
    assert (User.objects.count(), is_signed_in(client)) == (0, False)


def test_signing_out_needs_a_button(client: Browser, ellen: User) -> None:
    client.force_login(ellen)
    client.get(reverse("account_logout"))
    assert is_signed_in(client) is True
    client.post(reverse("account_logout"))
    assert is_signed_in(client) is False


def test_addresses_that_differ_in_capitals_only_are_one_user(ellen: User) -> None:
    assert User.objects.create_user("JO@Kennetside.example", "Jo Tarrant").email == "jo@kennetside.example"


def test_a_user_without_a_password_cannot_use_an_empty_one(client: Browser) -> None:
    User.objects.create_user(ADDRESS, "Ellen Marsh")
    sign_in(client, "")
    assert is_signed_in(client) is False


def test_the_owner_is_told_of_every_new_password(client: Browser, ellen: User) -> None:
    ellen.set_unusable_password()
    ellen.save()
    client.force_login(ellen)
    words = {"password1": "another long sentence", "password2": "another long sentence"}
    assert client.post(reverse("account_set_password"), words).status_code == 302
    changed = {"oldpassword": "another long sentence", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_change_password"), changed).status_code == 302
    client.logout()
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    (link,) = re.findall(r"http://\S+", str(mail.outbox[-1].body))[:1]
    page = client.get(link, follow=True)
    assert client.post(page.redirect_chain[-1][0], words).status_code == 302
    told = [each.subject for each in mail.outbox if "password" in each.subject]
    assert (told, {tuple(each.to) for each in mail.outbox}) == (
        [
            "A password was added to your account",
            "Your password was changed",
            "Choose a new password",
            "Your password was changed",
        ],
        {(ADDRESS,)},
    )


def test_a_password_holds_though_the_mail_about_it_cannot_leave(
    client: Browser, ellen: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(ellen)
    words = {"password1": "another long sentence", "password2": "another long sentence"}
    changed = {"oldpassword": PASSWORD, **words}
    assert client.post(reverse("account_change_password"), changed).status_code == 302
    assert User.objects.get().check_password("another long sentence") is True
