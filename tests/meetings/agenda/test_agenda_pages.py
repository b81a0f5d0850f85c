"""The agenda editor by plain forms: order, typed lines, edits, the chair's answer, bad input."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from meetings import actions
from meetings.models import AgendaItem, Meeting, Minutes, Paper, Placement
from panels.models import Assignment, Term
from tests.builders.meetings import add_items, agenda_titles, london, make_meeting
from tests.builders.panels import (
    FIRST_DAY,
    give_sign_in,
    make_chair,
    make_panel,
    make_secretary,
    make_user,
    seat_member,
    signed_in,
)
from tests.sweep.typed import forms_of
from tests.together import choose, over, sent_by

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("&#x27;", "'").split())


def test_the_page_says_until_when_to_publish_and_on_which_ground(web, meeting):
    said = words(web.get(url("agenda", meeting.pk)))
    assert "Publish by Thursday 26 November, 5 pm" in said
    assert "2 days left. That gives 5 clear days:" in said
    assert "Local Government Act 1972, sections 100A(6) and 100B(3)" in said


@pytest.mark.parametrize("count", [13, 39])
def test_the_editor_asks_as_often_for_many_items_as_for_few(
    web, meeting, body, ellen, count, django_assert_num_queries
):
    for n, item in enumerate(add_items(meeting, ellen, *(f"Item {n}" for n in range(count)))):
        paper = Paper.objects.create(body=body, title=f"Paper {n}")
        Placement.objects.create(item=item, paper=paper)
    web.get(url("agenda", meeting.pk))
    with django_assert_num_queries(QUERIES):
        assert web.get(url("agenda", meeting.pk)).status_code == 200


QUERIES = 11


def test_what_was_typed_into_an_item_that_a_colleague_removed_can_be_added_again(web, meeting, ellen, body):
    (item,) = add_items(meeting, ellen, "Budget")
    address = url("item", meeting.pk, item.pk)
    typed = sent_by(web.get(address).content.decode(), "base") | {"title": "Budget to September"}
    actions.remove_item(item=item, by=make_secretary(body, "Jo Reed"))
    response = web.post(address, typed)
    assert "Someone else has removed this item from the agenda." in words(response)
    (form,) = [form for form in forms_of(address, response) if "title" in form.values]
    assert (form.action, form.values["title"].strip()) == (url("item_add", meeting.pk), "Budget to September")
    assert web.post(form.action, form.values).status_code == 302
    assert agenda_titles(meeting) == ["Budget to September"]


def test_an_item_that_never_stood_on_the_agenda_is_no_page(web, meeting, ellen, body):
    other = make_meeting(body, ellen, starts_at=london(2027, 1, 15))
    (item,) = add_items(other, ellen, "Budget")
    address = url("item", meeting.pk, item.pk)
    typed = sent_by(web.get(url("item", other.pk, item.pk)).content.decode(), "base")
    actions.remove_item(item=item, by=ellen)
    assert web.post(address, typed).status_code == 404


def test_a_line_moves_by_a_plain_form_and_the_page_comes_back_to_its_row(web, meeting, ellen):
    one, two = add_items(meeting, ellen, "One", "Two")
    response = web.post(url("item_move", meeting.pk, two.pk), {"where": "up"})
    assert response["Location"] == f"{url('agenda', meeting.pk)}#item-{two.pk}"
    assert agenda_titles(meeting) == ["Two", "One"]
    assert "Item 2 is now item 1." in words(web.get(url("agenda", meeting.pk)))


def test_move_opens_in_the_row_with_every_place_it_can_go(web, meeting, ellen):
    one, two, three = add_items(meeting, ellen, "One", "Two", "Three")
    html = web.get(url("agenda", meeting.pk) + f"?move={three.pk}").content.decode()
    assert re.findall(r"<option value=\"([^\"]+)\">([^<]+)</option>", html.split("app-move")[1])[:4] == [
        ("first", "first on the agenda"),
        (f"after-{one.pk}", "after 1 One"),
        (f"under-{one.pk}", "under 1 One, as a sub-item"),
        (f"under-{two.pk}", "under 2 Two, as a sub-item"),
    ]


def test_typed_lines_are_shown_as_they_will_be_read_before_they_are_added(web, meeting, ellen):
    first, _ = add_items(meeting, ellen, "Apologies", "Urgent items")
    text = "# Reports\nBudget | Commissioner\na) Precept"
    data = {"lines": text, "after": str(first.pk)}
    response = web.post(url("agenda_paste", meeting.pk), {**data, "preview": "yes"})
    assert "1 heading, 1 item, 1 sub-item." in words(response)
    assert [label for label, _ in response.context["preview"].lines] == ["", "2", "2 a)"]
    assert text in response.content.decode()
    assert agenda_titles(meeting) == ["Apologies", "Urgent items"]
    web.post(url("agenda_paste", meeting.pk), data)
    assert agenda_titles(meeting) == ["Apologies", "Reports", "Budget", "Precept", "Urgent items"]


def test_a_pasted_line_of_ten_thousand_characters_is_refused_and_kept(web, meeting):
    response = web.post(url("agenda_paste", meeting.pk), {"lines": "Fine\n" + "x" * 10_000})
    assert response.status_code == 200
    assert "A title has 10000 characters; 500 is the most" in words(response)
    assert "x" * 10_000 in response.content.decode()
    assert agenda_titles(meeting) == []


def test_an_item_is_added_with_all_its_details(web, meeting):
    data = {
        "title": "Hearing",
        "kind": "item",
        "business": "presentation",
        "presenter": "Dr Calloway",
        "not_before": "2.30 pm",
        "label_override": "7A",
    }
    web.post(url("item_add", meeting.pk), data)
    item = AgendaItem.objects.get()
    assert (item.title, item.presenter, item.label_override) == ("Hearing", "Dr Calloway", "7A")
    assert str(item.not_before) == "14:30:00"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"title": ""}, "Enter a title"),
        (
            {"title": "y" * 10_000},
            "Title must be 500 characters or fewer. It is 10000 characters now",
        ),
        ({"title": "One", "not_before": "25:61"}, "Enter “Not before” as a time, for example 1.30 pm"),
    ],
)
def test_bad_input_has_its_sentence_beside_the_field_and_stays(web, meeting, ellen, data, sentence):
    (item,) = add_items(meeting, ellen, "One")
    typed = {"kind": "item", "business": "report", "presenter": "Somebody", **data}
    response = web.post(url("item", meeting.pk, item.pk), typed)
    assert response.status_code == 200
    assert sentence in words(response)
    assert "Somebody" in response.content.decode()
    assert agenda_titles(meeting) == ["One"]


def test_an_edit_over_a_newer_one_is_joined_and_what_both_changed_is_chosen(web, meeting, body, ellen):
    (item,) = add_items(meeting, ellen, "One")
    jo, address = make_secretary(body, "Jo Tarrant"), url("item", meeting.pk, item.pk)
    page = over(web, address, lambda: actions.edit_item(item=item, by=jo, title="By Jo"), presenter="A chief")
    assert page == url("agenda", meeting.pk) + f"#item-{item.pk}"
    item.refresh_from_db()
    assert (item.title, item.presenter) == ("By Jo", "A chief")
    page = over(web, address, lambda: actions.edit_item(item=item, by=jo, title="Jo again"), title="By Ellen")
    said = ("Jo Tarrant saved a newer version", "Jo again", "By Ellen")
    assert [words in page for words in said] == [True, True, True]
    assert (choose(web, address, page, title="theirs"), agenda_titles(meeting)) == (302, ["Jo again"])
    assert (choose(web, address, page, title="yours"), agenda_titles(meeting)) == (302, ["By Ellen"])


def test_a_choice_about_a_state_that_changed_once_more_is_asked_again(web, meeting, body, ellen):
    (item,) = add_items(meeting, ellen, "One")
    jo, address = make_secretary(body, "Jo Tarrant"), url("item", meeting.pk, item.pk)
    page = over(web, address, lambda: actions.edit_item(item=item, by=jo, title="By Jo"), title="By Ellen")
    actions.edit_item(item=item, by=jo, title="Jo again")
    assert (choose(web, address, page, title="yours"), agenda_titles(meeting)) == (200, ["Jo again"])


def test_what_two_people_wrote_is_shown_under_the_name_of_their_panel(web, body, ellen):
    north = make_panel("north", name="Northshire Panel")
    jo = make_secretary(north, "Jo Tarrant")
    Assignment.objects.create(body=north, user=ellen, role=Role.SECRETARIAT, starts_on=FIRST_DAY)
    (item,) = add_items(make_meeting(north, ellen), ellen, "One")
    address = url("item", item.meeting_id, item.pk)
    page = over(web, address, lambda: actions.edit_item(item=item, by=jo, title="By Jo"), title="By Ellen")
    said = "Someone else changed this while you were editing"
    assert (said in page, 'homepage-link">Northshire Panel</a>' in page) == (True, True)


def test_a_choice_that_is_sent_without_a_sign_in_comes_back_and_is_saved(web, meeting, body, ellen):
    (item,) = add_items(meeting, ellen, "One")
    jo, address = make_secretary(body, "Jo Tarrant"), url("item", meeting.pk, item.pk)
    sent = sent_by(web.get(address).content.decode(), "base") | {"title": "By Ellen"}
    actions.edit_item(item=item, by=jo, title="By Jo")
    (asked,) = [each for each in forms_of(address, web.post(address, sent)) if "typed" in each.values]
    lost = Client().post(address, asked.keyed | {"title-0": "yours"})
    back = lost["Location"].partition("next=")[2]
    (given,) = [each for each in forms_of(back, web.get(back)) if "typed" in each.values]
    assert (given.action, web.post(given.action, given.values).status_code) == (address, 302)
    assert agenda_titles(meeting) == ["By Ellen"]


def test_a_page_that_did_not_say_what_it_showed_asks_about_all_that_differs(web, meeting, body, ellen):
    (item,) = add_items(meeting, ellen, "One")
    actions.edit_item(item=item, by=make_secretary(body, "Jo Tarrant"), title="One by Jo")
    typed = {"kind": "item", "business": "report", "title": "One by Ellen", "based_on": "1", "base": "forged"}
    response = web.post(url("item", meeting.pk, item.pk), typed)
    assert "Jo Tarrant saved a newer version" in words(response)
    assert agenda_titles(meeting) == ["One by Jo"]


def test_an_item_for_minutes_proposes_those_that_wait(web, meeting, body, ellen):
    september = make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    Minutes.objects.create(
        meeting=september, status="published", published_at=london(2026, 10, 1), published_by="Ellen"
    )
    item = actions.add_item(meeting=meeting, title="Minutes", business="minutes", by=ellen)
    response = web.get(url("item", meeting.pk, item.pk))
    assert response.context["form"].initial["minutes_of"] == [september.pk]


def test_several_minutes_items_are_added_at_once(web, meeting, body, ellen):
    july = make_meeting(body, ellen, starts_at=london(2026, 7, 3))
    september = make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    web.post(url("agenda_minutes", meeting.pk), {"meetings": [september.pk, july.pk]})
    assert agenda_titles(meeting) == [
        "Minutes of the meeting held on 3 July 2026",
        "Minutes of the meeting held on 18 September 2026",
    ]


def test_removing_a_line_warns_of_its_papers_first(web, meeting, body, ellen):
    (item,) = add_items(meeting, ellen, "Budget")
    paper = Paper.objects.create(body=body, title="Budget monitoring")
    Placement.objects.create(item=item, paper=paper)
    response = web.get(url("item_remove", meeting.pk, item.pk))
    assert "1 paper is removed from this agenda. It stays in the list of papers" in words(response)
    assert "Budget monitoring" in words(response)
    web.post(url("item_remove", meeting.pk, item.pk))
    assert agenda_titles(meeting) == []
    assert Paper.objects.count() == 1


def test_an_agenda_is_copied_from_another_meeting_of_the_body_only(web, meeting, body, ellen):
    source = make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    add_items(source, ellen, "One", "Two")
    web.post(url("agenda_copy", meeting.pk), {"source": source.pk})
    assert agenda_titles(meeting) == ["One", "Two"]
    other = make_panel("north", name="Northshire Panel")
    foreign = make_meeting(other, make_secretary(other, "Sam North"), starts_at=london(2026, 9, 18))
    add_items(foreign, make_user("Ad Min", is_administrator=True), "Foreign")
    web.post(url("agenda_copy", meeting.pk), {"source": foreign.pk})
    assert agenda_titles(meeting) == ["One", "Two"]


def test_the_chair_reads_the_draft_and_sends_it_back_with_a_comment(web, meeting, body, ellen):
    chair = signed_in(make_chair(body))
    add_items(meeting, ellen, "One")
    web.post(url("agenda_send", meeting.pk))
    assert "An email has been sent to Cllr Rosalind Gage." in words(web.get(url("agenda", meeting.pk)))
    response = chair.get(url("agenda", meeting.pk))
    assert "With the Chair." in words(response)
    assert "Agree the agenda" in words(response)
    assert "Add items" not in words(response)
    empty = chair.post(url("agenda_return", meeting.pk), {"comment": " "})
    assert "Enter what should change" in words(empty)
    chair.post(url("agenda_return", meeting.pk), {"comment": "Knife crime first"})
    meeting.refresh_from_db()
    assert meeting.agenda_status == "draft"
    assert "Knife crime first" in words(web.get(url("agenda", meeting.pk)))


def test_the_chair_agrees_and_cannot_change_lines(web, meeting, body, ellen):
    chair = signed_in(make_chair(body))
    (item,) = add_items(meeting, ellen, "One")
    web.post(url("agenda_send", meeting.pk))
    assert chair.post(url("item_move", meeting.pk, item.pk), {"where": "up"}).status_code == 409
    assert chair.get(url("item", meeting.pk, item.pk)).status_code == 409
    chair.post(url("agenda_agree", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.agenda_status == "agreed"


def test_without_a_chair_the_secretary_reads_that_nobody_was_told(web, meeting, ellen):
    add_items(meeting, ellen, "One")
    web.post(url("agenda_send", meeting.pk))
    assert "No email has been sent, because no Chair" in words(web.get(url("agenda", meeting.pk)))


def test_an_empty_agenda_cannot_be_sent_to_the_chair(web, meeting):
    response = web.post(url("agenda_send", meeting.pk))
    assert response.status_code == 409
    assert "This agenda has no items." in words(response)


def test_a_member_is_told_that_the_agenda_is_not_published_yet(meeting, body, ellen):
    person = seat_member(body, "Hollis", "Thornhaven Council")
    give_sign_in(person)
    assert Term.objects.filter(person=person).count() == 1
    member = signed_in(person.user)
    add_items(meeting, ellen, "Secret draft")
    response = member.get(url("agenda", meeting.pk))
    assert "The agenda of this meeting has not been published yet." in words(response)
    assert "Secret draft" not in words(response)
    for name in ("history", "item_add", "agenda_copy"):
        assert member.get(url(name, meeting.pk)).status_code == 404


def test_a_stranger_finds_no_meeting(meeting):
    stranger = signed_in(make_user("Sam Reader"))
    for name in ("meeting", "agenda", "history", "meeting_move", "agenda_return"):
        assert stranger.get(url(name, meeting.pk)).status_code == 404


@pytest.mark.shows("S4-16")
def test_a_template_is_changed_as_text_and_reads_back_the_same(web, body, ellen):
    actions.default_templates(body=body, by=ellen)
    address = url("template", body.pk, "annual")
    before = web.get(address).context["form"].initial["lines"]
    web.post(address, {"lines": before})
    assert web.get(address).context["form"].initial["lines"] == before
    assert before.splitlines()[:2] == ["Election of {chair}", "Election of {deputy}"]
    web.post(address, {"lines": "# Part I\nWelcome | Chair | standing\nUpdate | PCC | oral"})
    assert web.get(address).context["form"].initial["lines"] == (
        "# Part I\nWelcome | Chair | standing\nUpdate | PCC | oral"
    )


def test_the_usual_templates_are_made_at_once(web, body):
    assert web.get(url("templates", body.pk)).status_code == 200
    web.post(url("templates", body.pk))
    assert "Election of {chair}; Election of {deputy}" in words(web.get(url("templates", body.pk)))


def test_a_new_item_after_publication_claims_no_urgency_that_nobody_typed(web, meeting, body, ellen):
    make_chair(body)
    Meeting.objects.filter(pk=meeting.pk).update(
        agenda_status="published", published_at=london(2026, 11, 24), published_by="Ellen Marsh"
    )
    page = web.get(url("supplement_item", meeting.pk))
    form = page.context["form"]
    urgency = ("urgent_reason", "opinion_by", "opinion_on", "is_to_note")
    assert [form[name].value() for name in urgency] == [None] * 4
    assert "Cllr Rosalind Gage chairs the panel today." in words(page)
    data = {"title": "Safer Streets", "business": "report"}
    assert web.post(url("supplement_item", meeting.pk), data).status_code == 302
    assert meeting.items.get(title="Safer Streets").urgent_reason == ""


def test_what_is_kept_from_the_public_is_marked_on_the_agenda_with_the_lines_under_it(web, meeting, ellen):
    top = actions.add_item(meeting=meeting, title="Complaint 11", by=ellen)
    actions.add_item(meeting=meeting, title="The reply", parent=top, by=ellen)
    actions.add_item(meeting=meeting, title="Budget", by=ellen)
    actions.restrict_item(
        item=top,
        by=ellen,
        ground="exempt",
        paragraphs=[1],
        public_interest_reason="A person.",
        imposed_by="",
        provision="",
        shows_title=True,
        public_title="",
    )
    page = web.get(url("agenda", meeting.pk))
    assert words(page).count("Exempt, paragraph 1") == 2
