"""Nothing typed is lost: saving while typing, two writers, texts set aside, the history."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.documents.processes import limits
from meetings import actions
from meetings.minutes import content as minute_content
from meetings.models import Editor, Minute, SetAside, TextVersion
from meetings.models.never_lost import QUIET
from tests.builders.never_lost import BASE, Desk, a_desk
from tests.builders.panels import make_user

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TWO = ("Two was said.", "Two was said twice and loudly.")
WORD = (
    "<p class=MsoNormal style='mso-margin-top-alt:auto'><span lang=EN-GB>A member asked &amp; was told."
    "<o:p></o:p></span></p>"
)


def ways(minute: Minute) -> list[tuple[int, str, str]]:
    return [(each.number, each.way, each.saved_by) for each in minute.text_versions.all()]


def save_over(desk: Desk, text: str, based_on: int = 2) -> SetAside:
    """Ellen saves a text that contradicts what Owen saved meanwhile."""
    answer = desk.post(desk.ellen, "edit", desk.data(text, based_on=str(based_on)))
    assert answer.status_code == 302
    aside: SetAside = SetAside.objects.waiting().get()
    assert answer["Location"] == f"/minutes/set-aside/{aside.pk}/"
    return aside


def test_a_page_saves_by_itself_and_what_it_typed_in_a_row_is_one_version() -> None:
    desk = a_desk()
    opened = desk.data()
    for words in ("<p>Fo", "<p>Four was", "<p>Four was said."):
        answer = desk.autosave(desk.ellen, {**opened, "text": f"{BASE}{words}</p>"}, "page1")
    assert (answer["status"], answer["waiting"], answer["version"]) == (200, [], 5)
    assert desk.words() == ["One was said.", "Two was said.", "Three was said.", "Four was said."]
    assert ways(desk.now()) == [
        (5, "autosaved", "Ellen Marsh"),
        (2, "saved", "Owen Tate"),
        (1, "saved", "Ellen Marsh"),
    ]


def test_what_was_taken_out_again_stays_in_the_history() -> None:
    desk = a_desk()
    opened = desk.data()
    desk.autosave(desk.ellen, {**opened, "text": f"{BASE}<p>Four was said aloud.</p>"}, "page1")
    desk.autosave(desk.ellen, {**opened, "text": ""}, "page1")
    assert desk.words() == []
    assert ["Four was said aloud." in each.text for each in desk.now().text_versions.all()] == [
        False,
        True,
        False,
        False,
    ]


def test_nothing_of_another_person_or_page_is_folded_nor_what_another_page_was_opened_with() -> None:
    desk = a_desk()
    for number, (user, editor) in enumerate(
        [(desk.ellen, "page1"), (desk.owen, "page2"), (desk.owen, "page3"), (desk.owen, "page3")], 1
    ):
        text = f"{desk.now().text}<p>Paragraph {number}.</p>"
        desk.autosave(user, desk.data(text), editor)
        desk.post(desk.ellen, "here", {"editor": "page9", "based_on": str(desk.now().version)})
    assert [number for number, _, _ in ways(desk.now())] == [6, 5, 4, 3, 2, 1]
    desk.autosave(desk.owen, desk.data(f"{desk.now().text}<p>Five.</p>"), "page3")
    desk.autosave(desk.owen, desk.data(f"{desk.now().text}<p>Six.</p>"), "page3")
    assert [number for number, _, _ in ways(desk.now())] == [8, 6, 5, 4, 3, 2, 1]


def test_a_version_does_not_grow_for_longer_than_some_minutes(clock: Any) -> None:
    desk = a_desk()
    desk.autosave(desk.ellen, desk.data(f"{BASE}<p>Four.</p>"), "page1")
    TextVersion.objects.filter(number=3).update(began_at=timezone.now() - timedelta(minutes=6))
    desk.autosave(desk.ellen, desk.data(f"{BASE}<p>Four. Five.</p>"), "page1")
    assert [number for number, _, _ in ways(desk.now())] == [4, 3, 2, 1]


def test_pressing_save_ends_what_the_page_saved_by_itself() -> None:
    desk = a_desk()
    typed = desk.data(f"{BASE}<p>Four.</p>", editor="page1")
    desk.autosave(desk.ellen, typed, "page1")
    assert [desk.post(desk.ellen, "edit", typed).status_code for _ in range(2)] == [302, 302]
    assert ways(desk.now())[0] == (3, "saved", "Ellen Marsh")


def test_title_opening_limbs_follow_ups_and_items_are_saved_as_typed_and_rows_learn_their_ids() -> None:
    desk = a_desk()
    more = {
        "title": "  Knife   crime ",
        "opening": "The officer spoke. ",
        "limbs-0-kind": "resolved",
        "limbs-0-text": "That it be noted.",
        "follow-0-kind": "action",
        "follow-0-text": "Send the figures",
        "items": [],
    }
    answer = desk.autosave(desk.ellen, desk.data(**more), "page1")
    row = desk.now().follow_ups.get()
    assert answer["rows"] == {"follow-0-pk": row.pk}
    content = minute_content.content_of(desk.now())
    assert (content["title"], content["opening"], content["items"]) == (
        "Knife crime",
        "The officer spoke.",
        [],
    )
    assert [each["limb"]["text"] for each in content["limbs"]] == ["That it be noted."]
    again = desk.data(**more) | {"follow-0-text": "Send the figures by May", "follow-0-pk": str(row.pk)}
    desk.autosave(desk.ellen, again, "page1")
    kept = desk.now().follow_ups.get()
    assert (kept.pk, kept.text) == (row.pk, "Send the figures by May")


def test_rows_that_are_saved_already_stay_when_another_is_typed() -> None:
    desk = a_desk()
    typed = desk.data(**{"limbs-0-text": "That it be noted.", "follow-0-text": "Send the figures"})
    desk.autosave(desk.ellen, typed, "page1")
    desk.autosave(desk.ellen, typed | {"limbs-1-text": "That it come back."}, "page1")
    content = minute_content.content_of(desk.now())
    assert [row["limb"]["text"] for row in content["limbs"]] == ["That it be noted.", "That it come back."]
    assert [row["text"] for row in content["follow_ups"]] == ["Send the figures"]


def test_what_is_not_finished_waits_and_the_rest_is_saved() -> None:
    desk = a_desk()
    more = {"title": "", "follow-0-text": "", "follow-0-owner": "The clerk", "limbs-0-condition": "x" * 301}
    answer = desk.autosave(desk.ellen, desk.data(f"{BASE}<p>Four.</p>", **more), "page1")
    assert answer["waiting"] == [
        "The heading has not been saved. It must have 1 to 500 characters.",
        "The decision has not been saved. One of its lines is not complete.",
        "The action has not been saved. One of its lines is not complete.",
    ]
    assert desk.words()[-1] == "Four."


def test_lines_typed_among_others_are_saved_and_lines_not_touched_are_not() -> None:
    desk = a_desk()
    prefix = f"m{desk.minute.pk}"
    lines = "One was said.\nTwo was said.\n- Three was said.\n"
    data = {"lines": prefix, f"{prefix}-based_on": "2", f"{prefix}-text": lines, f"{prefix}-resolved": ""}
    assert desk.autosave(desk.ellen, data, "page1")["version"] == 2
    data |= {f"{prefix}-text": f"{lines}- Four.", f"{prefix}-resolved": "That it be noted."}
    assert desk.autosave(desk.ellen, data, "page1")["version"] == 3
    assert desk.words()[-1] == "Four."
    assert desk.now().decisions.get().limbs.get().text == "That it be noted."


def test_two_who_type_in_different_paragraphs_are_brought_together_without_a_question() -> None:
    desk = a_desk()
    ellens, owens = desk.data(), desk.data()
    for words in ("One was asked.", "One was asked for.", "One was asked for by members."):
        desk.autosave(desk.ellen, {**ellens, "text": BASE.replace("One was said.", words)}, "page1")
        desk.autosave(desk.owen, {**owens, "text": BASE.replace(TWO[0], f"{words} {TWO[1]}")}, "page2")
    assert desk.words()[:2] == ["One was asked for by members.", f"One was asked for by members. {TWO[1]}"]
    assert SetAside.objects.count() == 0


def test_two_who_type_in_one_paragraph_keep_both_texts_and_choose() -> None:
    desk = a_desk()
    ellens = desk.data(BASE.replace(*TWO))
    desk.autosave(desk.owen, desk.data(BASE.replace(TWO[0], "Two was denied.")), "page2")
    answer = desk.autosave(desk.ellen, ellens, "page1")
    aside = SetAside.objects.get()
    assert answer["conflict"] == {"by": "Owen Tate", "url": f"/minutes/set-aside/{aside.pk}/"}
    ellens["text"] = ellens["text"].replace("loudly.", "loudly. And thrice.")
    desk.autosave(desk.ellen, ellens, "page1")
    assert SetAside.objects.get().pk == aside.pk
    page = desk.client(desk.ellen).get(f"/minutes/set-aside/{aside.pk}/").content.decode()
    assert [words in page for words in ("Both changed this", "It was", "And thrice")] == [True] * 3
    sent = {"based_on": str(desk.now().version), "text-1": "both"}
    answers = [
        desk.client(desk.ellen).post(f"/minutes/set-aside/{aside.pk}/", sent).status_code for _ in range(2)
    ]
    assert answers == [302, 302]
    assert desk.words()[1:3] == ["Two was denied.", "Two was said twice and loudly. And thrice."]
    aside.refresh_from_db()
    assert (aside.settled_by, ways(desk.now())[0]) == ("Ellen Marsh", (4, "merged", "Ellen Marsh"))


@pytest.mark.parametrize(
    ("choice", "second"),
    [("theirs", "Two was denied."), ("yours", TWO[1])],
)
def test_one_text_can_be_taken_as_a_whole_and_the_other_stays_kept(choice: str, second: str) -> None:
    desk = a_desk()
    ellens = BASE.replace(*TWO)
    desk.post(desk.owen, "edit", desk.data(BASE.replace(TWO[0], "Two was denied.")))
    aside = save_over(desk, ellens)
    sent = {"based_on": str(desk.now().version), "whole": choice}
    desk.client(desk.ellen).post(f"/minutes/set-aside/{aside.pk}/", sent)
    assert desk.words()[1] == second
    history = desk.client(desk.owen).get(f"/minutes/{desk.minute.pk}/history/").content.decode()
    assert "combined by Ellen Marsh" in history
    kept = desk.client(desk.owen).get(f"/minutes/set-aside/{aside.pk}/")
    assert kept.status_code == 200


def test_a_choice_made_over_a_newer_version_is_asked_again() -> None:
    desk = a_desk()
    desk.post(desk.owen, "edit", desk.data(BASE.replace(TWO[0], "Two was denied.")))
    aside = save_over(desk, BASE.replace(*TWO))
    shown = desk.now().version
    desk.post(desk.owen, "edit", desk.data(f"{desk.now().text}<p>Late.</p>"))
    where = f"/minutes/set-aside/{aside.pk}/"
    answer = desk.client(desk.ellen).post(where, {"based_on": str(shown), "text-1": "yours"}, follow=True)
    assert "The minute has changed since you opened this page." in answer.content.decode()
    assert desk.words()[-1] == "Late."
    assert SetAside.objects.waiting().count() == 1


def test_both_texts_are_there_when_the_laptop_was_closed_on_the_page_of_both() -> None:
    desk = a_desk()
    desk.post(desk.owen, "edit", desk.data(BASE.replace(TWO[0], "Two was denied.")))
    aside = save_over(desk, BASE.replace(*TWO))
    minutes = desk.client(desk.ellen).get(f"/minutes/{desk.minute.pk}/edit/").content.decode()
    assert f"/minutes/set-aside/{aside.pk}/" in minutes
    assert TWO[1] in minute_content.all_words(aside.content)


def test_a_decision_recorded_elsewhere_is_not_saved_over() -> None:
    desk = a_desk()
    opened = desk.data()
    actions.decide(minute=desk.now(), limbs=["That it be noted."], by=desk.owen)
    actions.add_follow_up(minute=desk.now(), text="Send the figures", by=desk.owen)
    desk.post(desk.ellen, "edit", {**opened, "text": f"{BASE}<p>Four.</p>"})
    content = minute_content.content_of(desk.now())
    assert [row["limb"]["text"] for row in content["limbs"]] == ["That it be noted."]
    assert [row["text"] for row in content["follow_ups"]] == ["Send the figures"]
    assert desk.words()[-1] == "Four."


def test_an_answer_that_got_lost_on_its_way_costs_nothing() -> None:
    desk = a_desk()
    opened = desk.data()
    desk.autosave(desk.ellen, {**opened, "text": f"{BASE}<p>Four</p>"}, "page1")
    answer = desk.autosave(desk.ellen, {**opened, "text": f"{BASE}<p>Four was said.</p>"}, "page1")
    assert "conflict" not in answer
    assert desk.words()[-1] == "Four was said."


@pytest.mark.parametrize("act", ["edit", "autosave"])
def test_a_double_click_and_a_form_sent_again_save_once(act: str) -> None:
    desk = a_desk()
    typed = desk.data(
        f"{BASE}<p>Four.</p>", **{"follow-0-text": "Send it", "limbs-0-text": "That it be noted."}
    )
    for _ in range(3):
        assert desk.post(desk.ellen, act, typed).status_code == (302 if act == "edit" else 200)
        now = desk.now()
        assert (now.version, now.follow_ups.count(), now.decisions.count()) == (3, 1, 1)
    assert SetAside.objects.count() == 0


def test_a_conflicting_form_sent_again_is_set_aside_once() -> None:
    desk = a_desk()
    mine = desk.data(BASE.replace(*TWO))
    desk.post(desk.owen, "edit", desk.data(BASE.replace(TWO[0], "Two was denied.")))
    places = {desk.post(desk.ellen, "edit", mine)["Location"] for _ in range(3)}
    assert len(places) == SetAside.objects.count() == 1


def test_sixty_thousand_characters_from_word_are_saved_by_themselves_and_restored_whole() -> None:
    desk = a_desk("")
    pasted = WORD * 2000
    answer = desk.autosave(desk.ellen, desk.data(pasted), "page1")
    assert answer["waiting"] == []
    kept = desk.words()
    assert kept == ["A member asked & was told."] * 2000
    assert sum(map(len, kept)) > 50_000
    desk.autosave(desk.ellen, desk.data(""), "page1")
    restore = f"/minutes/{desk.minute.pk}/history/{answer['version']}/restore/"
    assert desk.client(desk.ellen).post(restore).status_code == 302
    assert desk.words() == kept


def test_what_is_too_much_waits_in_a_sentence_and_the_rest_is_saved() -> None:
    desk = a_desk()
    more = {"limbs-0-text": "That it be noted."}
    answer = desk.autosave(desk.ellen, desk.data("<p>" + "x" * limits.TEXT_BYTES + "</p>", **more), "page1")
    assert answer["waiting"][0].startswith("The text has not been saved. This text is too long.")
    assert desk.now().decisions.count() == 1
    assert desk.words()[0] == "One was said."


def test_an_expired_sign_in_is_led_to_signing_in_and_saves_nothing() -> None:
    desk = a_desk()
    answer = Client().post(f"/minutes/{desk.minute.pk}/autosave/", desk.data("<p>x</p>"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert desk.now().version == 2


def test_a_page_learns_its_new_token_after_signing_in_again() -> None:
    desk = a_desk()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.ellen)
    where = f"/minutes/{desk.minute.pk}"
    stale = {"headers": {"X-CSRFToken": "x" * 32}}
    assert strict.post(f"{where}/autosave/", desk.data("<p>New.</p>"), **stale).status_code == 403
    here = strict.get(f"{where}/here/").json()
    assert here["user"] == desk.ellen.pk
    fresh = {"headers": {"X-CSRFToken": here["token"]}}
    assert strict.post(f"{where}/autosave/", desk.data("<p>New.</p>"), **fresh).status_code == 200


def test_two_who_write_see_each_other_until_one_is_not_heard_of_any_more() -> None:
    desk = a_desk()
    assert desk.post(desk.owen, "here", {"editor": "page2", "based_on": "2"}).json()["others"] == []
    seen = desk.post(desk.ellen, "here", {"editor": "page1", "based_on": "2"}).json()
    assert seen["others"] == [{"name": "Owen Tate", "since": "10 am"}]
    own_tab = desk.post(desk.owen, "here", {"editor": "page3", "based_on": "2"}).json()
    assert own_tab["others"] == [{"name": "Ellen Marsh", "since": "10 am"}]
    Editor.objects.filter(user=desk.owen).update(seen_at=timezone.now() - QUIET - timedelta(seconds=1))
    seen = desk.post(desk.ellen, "here", {"editor": "page1", "based_on": "2"}).json()
    assert (seen["others"], seen["saved_by"]) == ([], "")
    desk.autosave(desk.owen, desk.data(f"{BASE}<p>Four.</p>"), "page2")
    seen = desk.post(desk.ellen, "here", {"editor": "page1", "based_on": "2"}).json()
    assert seen["saved_by"] == "Owen Tate"


def test_looking_who_is_here_without_saying_so_leaves_no_trace() -> None:
    desk = a_desk()
    desk.client(desk.ellen).get(f"/minutes/{desk.minute.pk}/here/")
    assert Editor.objects.count() == 0


def test_words_a_browser_kept_are_set_aside_and_shown_beside_what_is_saved() -> None:
    desk = a_desk()
    draft = desk.data(BASE.replace(*TWO))
    desk.post(desk.owen, "edit", desk.data(f"{BASE}<p>Four.</p>"))
    url = desk.post(desk.ellen, "draft", draft).json()["url"]
    page = desk.client(desk.ellen).get(url).content.decode()
    assert "Only the text under “Set aside” changed this: it is taken." in page
    assert "Only what is saved changed this: it stays." in page
    desk.client(desk.ellen).post(url, {"based_on": "3"})
    assert desk.words() == ["One was said.", TWO[1], "Three was said.", "Four."]


def test_the_history_shows_every_version_and_what_changed_between_any_two() -> None:
    desk = a_desk()
    desk.post(desk.ellen, "edit", desk.data(BASE.replace(*TWO), title="Knife crime"))
    desk.post(desk.ellen, "edit", desk.data(f"{desk.now().text}<p>Last.</p>"))
    where = f"/minutes/{desk.minute.pk}/history/"
    page = desk.client(desk.owen).get(where).content.decode()
    assert page.count('name="from"') == 4
    assert ["<ins>Last.</ins>" in page, "twice" in page] == [True, False]
    page = desk.client(desk.owen).get(where, {"from": "2", "to": "3"}).content.decode()
    shown = ("<ins> twice and loudly</ins>", "<ins>Knife</ins> <ins>crime</ins>", "Last.")
    assert [words in page for words in shown] == [True, True, False]


def test_restoring_makes_a_new_version_and_keeps_what_stood_there() -> None:
    desk = a_desk()
    desk.post(desk.ellen, "edit", desk.data("<p>All gone.</p>", **{"limbs-0-text": "That it be noted."}))
    restore = f"/minutes/{desk.minute.pk}/history/2/restore/"
    assert [desk.client(desk.ellen).post(restore).status_code for _ in range(2)] == [302, 409]
    assert desk.words() == ["One was said.", "Two was said.", "Three was said."]
    assert desk.now().decisions.count() == 0
    assert ways(desk.now())[:2] == [(4, "restored", "Ellen Marsh"), (3, "saved", "Ellen Marsh")]


def test_published_minutes_stay_as_they_went_out_while_somebody_types() -> None:
    desk = a_desk()
    actions.publish_minutes(minutes=desk.now().minutes, by=desk.ellen)
    before = desk.client(desk.ellen).get(f"/meetings/{desk.held.meeting.pk}/minutes/")
    assert before.context["page"].is_changed is False
    data = before.context["page"].publication.data
    desk.autosave(desk.ellen, desk.data(f"{BASE}<p>Four.</p>"), "page1")
    after = desk.client(desk.ellen).get(f"/meetings/{desk.held.meeting.pk}/minutes/").context["page"]
    assert (after.is_changed, after.publication.data) == (True, data)
    assert "data-block" not in str(data)


def test_nobody_else_can_save_see_or_bring_together() -> None:
    desk = a_desk()
    desk.post(desk.owen, "edit", desk.data(BASE.replace(TWO[0], "Two was denied.")))
    aside = save_over(desk, BASE.replace(*TWO))
    stranger = make_user("Nobody Known")
    where = f"/minutes/{desk.minute.pk}"
    for path in (f"{where}/here/", f"{where}/history/", f"/minutes/set-aside/{aside.pk}/"):
        assert desk.client(stranger).get(path).status_code == 404
    for act in ("autosave", "draft", "here"):
        assert desk.post(stranger, act, desk.data("<p>x</p>")).status_code == 404


@pytest.mark.parametrize("count", [3, 39])
def test_the_history_takes_the_same_queries_for_few_versions_and_for_many(
    count: int, django_assert_num_queries: Any
) -> None:
    desk = a_desk()
    for number in range(count):
        text = f"{BASE}<p>{number} was added here.</p>"
        actions.save_minute(minute=desk.now(), text=text, based_on=desk.now().version, by=desk.ellen)
    client = desk.client(desk.ellen)
    client.get("/")
    with django_assert_num_queries(HISTORY_QUERIES):
        client.get(f"/minutes/{desk.minute.pk}/history/")


HISTORY_QUERIES = 12
