"""The settings by subject: what is in force, what it does, and a short form for each group."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from foundation.history.models import Event
from panels import actions, settings_examples, settings_page
from panels.models import Body, BodySettings
from panels.settings_form import SettingsForm
from panels.settings_labels import NUMBERS, SUBJECTS, every_name
from tests.builders.panels import make_administrator, make_panel

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NEW_YEAR = date(2026, 11, 24), date(2027, 1, 1)
TODAY_TYPED = {"starts_on_day": "24", "starts_on_month": "11", "starts_on_year": "2026"}
NEW_YEAR_TYPED = {"starts_on_day": "1", "starts_on_month": "january", "starts_on_year": "2027"}
GROUPS = [(subject.slug, group.slug) for subject in SUBJECTS for group in subject.groups]


def address(body: Body, subject: str, group: str = "") -> str:
    parts = [body.pk, subject, *([group] if group else [])]
    return reverse("panels:settings_change" if group else "panels:settings_subject", args=parts)


def typed(client: Client, at: str) -> dict[str, Any]:
    """What a browser would send back from the form as it is."""
    sent: dict[str, Any] = {}
    for field in client.get(at).context["form"]:
        value = field.value()
        if value is None or value is False or isinstance(value, date):
            continue
        is_lines = (
            isinstance(value, list) and field.field.widget.input_type != "checkbox"
            if hasattr(field.field.widget, "input_type")
            else isinstance(value, list)
        )
        sent[field.html_name] = "\n".join(map(str, value)) if is_lines else value
    return {**sent, **TODAY_TYPED}


def save(client: Client, body: Body, subject: str, group: str, **words: Any) -> Any:
    at = address(body, subject, group)
    return client.post(at, {**typed(client, at), **words})


def test_every_setting_has_a_place_and_only_one() -> None:
    kept = {field.name for field in BodySettings._meta.fields} - {"id", "body", "starts_on", "decision_words"}
    names = list(every_name())
    assert len(names) == len(set(names))
    assert set(names) == kept | set(BodySettings._meta.get_field("decision_words").get_default())


def test_the_first_page_lists_every_subject_with_its_values(clerk: Client, body: Body) -> None:
    page = clerk.get(reverse("panels:settings", args=[body.pk]))
    assert [subject.title for subject, _ in page.context["subjects"]] == [each.title for each in SUBJECTS]
    assertContains(page, "Clear days of notice: 5\u00a0clear days")
    assertContains(page, "In force since 1\u00a0May\u00a02016.")


@pytest.mark.parametrize(("subject", "group"), GROUPS)
def test_every_group_is_shown_and_saved_as_it_is_without_a_change(
    clerk: Client, body: Body, subject: str, group: str
) -> None:
    assertContains(clerk.get(address(body, subject)), address(body, subject, group))
    before = Event.objects.count()
    answer = save(clerk, body, subject, group)
    assertRedirects(answer, address(body, subject))
    assert (BodySettings.objects.count(), Event.objects.count()) == (1, before)


@pytest.mark.parametrize(("subject", "group"), GROUPS)
def test_no_form_asks_for_more_than_eight_settings(subject: str, group: str) -> None:
    found = next(each for each in SUBJECTS if each.slug == subject).group(group)
    assert found is not None
    assert len(found.names) <= 8


@pytest.mark.parametrize("at", [("nothing",), ("notice", "nothing"), ("nothing", "notice")])
def test_settings_that_are_none_are_not_found(clerk: Client, body: Body, at: tuple[str, ...]) -> None:
    assert clerk.get(address(body, *at)).status_code == 404


def test_new_settings_hold_from_their_date_and_leave_the_old_ones(clerk: Client, body: Body) -> None:
    answer = save(clerk, body, "names", "name", name="Wessex Police, Fire and Crime Panel", **NEW_YEAR_TYPED)
    assertRedirects(answer, address(body, "names"), fetch_redirect_response=False)
    body = Body.objects.get(pk=body.pk)
    assert [body.settings_on(day).name for day in (TODAY, NEW_YEAR)] == [
        "Wessex Police and Crime Panel",
        "Wessex Police, Fire and Crime Panel",
    ]
    page = clerk.get(address(body, "names"))
    assertContains(page, "Saved. They take effect on Friday 1 January 2027.")
    page = clerk.get(reverse("panels:settings", args=[body.pk]))
    assert [(each.starts_on, each.changed) for each in page.context["later"]] == [
        (NEW_YEAR, "Name of the panel")
    ]


def test_only_what_was_changed_is_saved_so_later_settings_keep_theirs(clerk: Client, body: Body) -> None:
    later = actions.change_settings(
        body=body, starts_on=NEW_YEAR, by=make_administrator(), name="Later Panel"
    )
    save(
        clerk, body, "names", "name", short_name="WPCP",
        starts_on_day="1", starts_on_month="2", starts_on_year="2027",
    )  # fmt: skip
    row = BodySettings.objects.get(starts_on=date(2027, 2, 1))
    assert (row.name, row.short_name, later.name) == ("Later Panel", "WPCP", "Later Panel")


def test_settings_of_a_later_date_are_shown_and_changed_as_they_will_be(clerk: Client, body: Body) -> None:
    actions.change_settings(body=body, starts_on=NEW_YEAR, by=make_administrator(), clear_days=7)
    at = address(body, "notice", "notice") + "?on=2027-01-01"
    form = clerk.get(at).context["form"]
    assert (form["clear_days"].value(), form["starts_on"].value()) == (7, NEW_YEAR)
    assertContains(clerk.get(address(body, "notice") + "?on=2027-01-01"), "As on Friday 1 January 2027.")
    assertContains(clerk.get(address(body, "notice") + "?on=never"), "In force since")
    assertContains(
        clerk.get(address(body, "notice", "notice")), "are already recorded. They are not changed."
    )


def test_the_example_shows_what_is_typed_and_saves_nothing(clerk: Client, body: Body) -> None:
    page = save(clerk, body, "notice", "notice", clear_days="3", preview="yes")
    assertContains(page, "Not saved yet.")
    assertContains(page, "For a meeting on Friday 8 January 2027, publish by 5 pm on Monday 4 January 2027.")
    assert (BodySettings.objects.count(), body.settings_on(TODAY).clear_days) == (1, 5)


def test_an_example_of_what_is_wrong_is_refused_beside_its_field(clerk: Client, body: Body) -> None:
    page = save(clerk, body, "notice", "notice", clear_days="0", preview="yes")
    assert page.context["form"].errors == {"clear_days": ["Clear days of notice must be between 1 and 30"]}
    assertNotContains(page, "Not saved yet.")


def test_a_number_is_typed_in_words_and_printed_as_it_is(clerk: Client, body: Body) -> None:
    at = address(body, "papers", "mark")
    assertContains(clerk.get(at), 'value="Agenda Item [item number]"')
    assertNotContains(clerk.get(at), "{label}")
    save(clerk, body, "papers", "mark", item_mark="Paper [item number]")
    row = Body.objects.get(pk=body.pk).settings_on(TODAY)
    assert row.item_mark == "Paper {label}"
    assert settings_examples.examples(row, TODAY)["mark"] == ["At the top of the paper for item 8: Paper 8"]


@pytest.mark.parametrize("mark", ["Item {x}", "Item {", "Item [number]", "Item }"])
def test_other_brackets_are_refused_with_what_can_be_entered(clerk: Client, body: Body, mark: str) -> None:
    page = save(clerk, body, "papers", "mark", item_mark=mark)
    assert page.context["form"].errors == {"item_mark": ["In brackets, enter only [item number]"]}
    assertContains(page, f'value="{mark}"')


def test_the_years_after_a_number_are_typed_in_words(clerk: Client, body: Body) -> None:
    save(clerk, body, "minutes", "numbering", minute_suffix="/[year] ([municipal year])")
    row = Body.objects.get(pk=body.pk).settings_on(TODAY)
    assert row.minute_suffix == "/{year} ({municipal_year})"
    assert settings_page.value_of(row, "minute_suffix").words == "/[year] ([municipal year])"


def test_the_letterhead_keeps_its_spaces_through_the_form(clerk: Client, body: Body) -> None:
    save(
        clerk,
        body,
        "look",
        "letterhead",
        letterhead="    Wessex County Council\r\n        Host  of the Panel",
    )
    row = Body.objects.get(pk=body.pk).settings_on(TODAY)
    assert row.letterhead_lines == ["    Wessex County Council", "        Host  of the Panel"]
    assertContains(clerk.get(address(body, "look")), "<p>        Host  of the Panel</p>")


def test_more_contacts_are_kept_with_what_they_are_for(clerk: Client, body: Body) -> None:
    press = {
        "contact_0_purpose": "The press",
        "contact_0_name": "Noor Vale",
        "contact_0_phone": "01632 960 200",
    }
    save(clerk, body, "contacts", "contacts", **press)
    row = Body.objects.get(pk=body.pk).settings_on(TODAY)
    assert [(each.purpose, str(each)) for each in row.more_contacts] == [
        ("The press", "Noor Vale, 01632 960 200")
    ]
    assertContains(clerk.get(address(body, "contacts")), "The press: Noor Vale, 01632 960 200")


def test_a_contact_without_a_name_or_a_way_to_reach_it_is_refused(clerk: Client, body: Body) -> None:
    page = save(clerk, body, "contacts", "contacts", contact_1_purpose="Members", contact_1_email="nowhere")
    assert page.context["form"].errors == {
        "contact_1_name": ["Enter the name of the contact"],
        "contact_1_email": ["Enter an email address, for example name@example.org"],
    }
    assertContains(page, 'value="nowhere"')


def test_a_quorum_of_more_than_everyone_is_refused(clerk: Client, body: Body) -> None:
    page = save(clerk, body, "voting", "quorum", quorum_numerator="4", quorum_denominator="3")
    assert page.context["form"].errors["quorum_denominator"] == [
        "Enter a fraction that is more than 0 and not more than 1, for example 1 and 3"
    ]


def test_the_days_of_reminders_are_typed_as_numbers_with_commas(clerk: Client, body: Body) -> None:
    assertContains(clerk.get(address(body, "papers", "due")), 'value="7, 2, 0"')
    for days in ("7, soon", "9" * 5000, "61", "²"):
        page = save(clerk, body, "papers", "due", paper_reminder_days=days)
        assert page.context["form"].errors["paper_reminder_days"] == [
            "Enter numbers of days up to 60, for example 7, 2, 0"
        ]
    save(clerk, body, "papers", "due", paper_reminder_days="1, 10 1")
    assert Body.objects.get(pk=body.pk).settings_on(TODAY).paper_reminder_days == [10, 1]


def test_a_light_colour_is_refused_beside_its_field_and_what_was_typed_stays(
    clerk: Client, body: Body
) -> None:
    page = save(clerk, body, "look", "colour", accent_colour="#ffdd00")
    assert page.context["form"].errors["accent_colour"] == [
        "This colour is too light to read: its contrast on white is 1.3 to 1, and it needs 4.5 to 1. "
        "Choose a darker one."
    ]
    assertContains(page, 'value="#ffdd00"')
    assertContains(page, '<input type="color"')
    assert BodySettings.objects.count() == 1


def test_a_language_is_named_by_its_code_and_another_word_stays_as_typed(clerk: Client, body: Body) -> None:
    page = save(clerk, body, "look", "language", second_language="Welsh")
    assert page.context["form"].errors["second_language"] == [
        "Enter the short code of the language, for example cy for Welsh"
    ]
    assertContains(page, 'value="Welsh"')
    save(clerk, body, "look", "language", second_language=" cy ")
    assert Body.objects.get(pk=body.pk).settings_on(TODAY).second_language == "cy"


def test_a_day_that_is_none_is_named(clerk: Client, body: Body) -> None:
    page = save(clerk, body, "notice", "days", extra_excluded_days="30 February 2027")
    assert page.context["form"].errors["extra_excluded_days"] == [
        "“30 February 2027” is not a date. For example, enter 19 September 2022"
    ]


def test_every_group_says_what_it_does_or_shows_its_values(body: Body) -> None:
    row = body.settings_on(TODAY)
    groups = [group for subject in SUBJECTS for group in settings_page.rows_of(subject, row, TODAY)]
    without = [each.group.slug for each in groups if not each.examples]
    # Two of them are shown by the example above them.
    assert [slug for slug in without if slug not in ("latest-time", "days")] == [
        "host",
        "letterhead",
        "address",
        "language",
        "attending",
        "filming",
    ]


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2026-13-01", "soon", "\x00"])
def test_a_day_on_which_no_panel_meets_shows_the_settings_of_today(
    clerk: Client, body: Body, on: str
) -> None:
    for subject, group in GROUPS:
        assert clerk.get(address(body, subject, group), {"on": on}).status_code == 200
    page = clerk.get(address(body, "notice"), {"on": on})
    assert page.context["on"] is None


@pytest.mark.parametrize("name", sorted({*NUMBERS} - {"second_language"}))
def test_a_number_that_no_calendar_holds_is_refused_beside_its_field(body: Body, name: str) -> None:
    (group,) = [g for subject in SUBJECTS for g in subject.groups if name in g.names]
    for most in ("2147483648", "32767"):
        form = SettingsForm({name: most}, group=group, instance=body.settings_on(TODAY))
        assert form.errors[name]


def test_the_settings_of_another_panel_are_not_found(clerk: Client, body: Body) -> None:
    other = make_panel("northern", name="Northern Police and Crime Panel")
    for at in (
        reverse("panels:settings", args=[other.pk]),
        address(other, "notice"),
        address(other, "notice", "days"),
    ):
        assert clerk.get(at).status_code == 404


def test_a_form_without_its_group_is_none() -> None:
    with pytest.raises(TypeError):
        SettingsForm()  # type: ignore[call-arg]
