"""Writing and ordering an agenda: the order stays a permutation, nothing is overwritten, refusals say why."""

import random

import pytest
from django.urls import reverse

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, Minutes, Pack, PackEntry, Paper, Placement, Restriction
from meetings.restricted.business import Restricted
from tests.builders.meetings import add_items, agenda_titles, london, make_meeting
from tests.builders.panels import make_chair, make_secretary, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def shown(meeting):
    items = list(meeting.items.order_by("position"))
    numbers = labels(items)
    return [f"{numbers[item.pk]} {item.title}".strip() for item in items]


def positions(meeting):
    return list(meeting.items.order_by("position").values_list("position", flat=True))


def verbs(meeting):
    return [e.verb for e in Event.objects.filter(scope=meeting.scope).order_by("number")]


def test_items_come_in_the_order_they_are_added(meeting, ellen):
    add_items(meeting, ellen, "One", "Two", "Three")
    assert shown(meeting) == ["1 One", "2 Two", "3 Three"]
    assert verbs(meeting) == ["meeting planned", "item added", "item added", "item added"]


def test_an_item_can_be_added_after_another_or_under_it(meeting, ellen):
    one, two = add_items(meeting, ellen, "One", "Two")
    actions.add_item(meeting=meeting, title="Between", after=one, by=ellen)
    actions.add_item(meeting=meeting, title="Below", parent=one, by=ellen)
    assert shown(meeting) == ["1 One", "1 a) Below", "2 Between", "3 Two"]
    assert positions(meeting) == [1, 2, 3, 4]


def test_only_the_secretariat_changes_an_agenda(body, meeting):
    visitor = make_user("Sam Reader")
    with pytest.raises(Refused) as refused:
        actions.add_item(meeting=meeting, title="One", by=visitor)
    assert str(refused.value) == "Only the secretariat can change the agenda."


def test_a_title_of_ten_thousand_characters_is_refused_in_plain_words(meeting, ellen):
    with pytest.raises(Refused) as refused:
        actions.add_item(meeting=meeting, title="x" * 10_000, by=ellen)
    assert str(refused.value) == "The title is longer than 500 characters."
    assert meeting.items.count() == 0


def test_an_item_moves_up_and_down_with_its_sub_items(meeting, ellen):
    one, two, three = add_items(meeting, ellen, "One", "Two", "Three")
    actions.add_item(meeting=meeting, title="Below", parent=two, by=ellen)
    assert actions.move_item(item=two, where="up", by=ellen) is True
    assert shown(meeting) == ["1 Two", "1 a) Below", "2 One", "3 Three"]
    actions.move_item(item=two, where="down", by=ellen)
    actions.move_item(item=two, where="down", by=ellen)
    assert shown(meeting) == ["1 One", "2 Three", "3 Two", "3 a) Below"]


def test_the_first_item_cannot_go_up_and_nothing_is_written(meeting, ellen):
    one, _ = add_items(meeting, ellen, "One", "Two")
    before = verbs(meeting)
    assert actions.move_item(item=one, where="up", by=ellen) is False
    assert verbs(meeting) == before


def test_an_item_moves_to_another_place_and_below_another_item(meeting, ellen):
    one, two, three = add_items(meeting, ellen, "One", "Two", "Three")
    actions.move_item(item=three, where="first", by=ellen)
    assert shown(meeting) == ["1 Three", "2 One", "3 Two"]
    actions.move_item(item=three, where=f"under-{two.pk}", by=ellen)
    assert shown(meeting) == ["1 One", "2 Two", "2 a) Three"]
    actions.move_item(item=three, where=f"after-{one.pk}", by=ellen)
    assert shown(meeting) == ["1 One", "2 Three", "3 Two"]


def test_an_item_with_sub_items_cannot_go_below_another(meeting, ellen):
    one, two = add_items(meeting, ellen, "One", "Two")
    actions.add_item(meeting=meeting, title="Below", parent=one, by=ellen)
    assert actions.move_item(item=one, where=f"under-{two.pk}", by=ellen) is False


def test_two_people_reordering_at_once_leave_every_line_once(meeting, ellen):
    items = add_items(meeting, ellen, *"ABCDEFGH")
    actions.add_item(meeting=meeting, title="a", parent=items[2], by=ellen)
    chance = random.Random(7)
    # Both hold rows read before the other's moves, as two browsers do.
    mine = list(AgendaItem.objects.filter(meeting=meeting))
    yours = list(AgendaItem.objects.filter(meeting=meeting))
    for _ in range(40):
        wheres = ["up", "down", "first", *(f"{v}-{i.pk}" for i in items for v in ("after", "under"))]
        for rows in (mine, yours):
            actions.move_item(item=chance.choice(rows), where=chance.choice(wheres), by=ellen)
    assert positions(meeting) == list(range(1, 10))
    assert sorted(agenda_titles(meeting)) == sorted([*"ABCDEFGH", "a"])
    for item in meeting.items.exclude(parent=None).select_related("parent"):
        assert item.parent.parent_id is None


def test_an_edit_counts_and_keeps_what_is_not_given(meeting, ellen):
    (item,) = add_items(meeting, ellen, "One")
    actions.edit_item(item=item, by=ellen, based_on=1, presenter="Chair", business="oral")
    item.refresh_from_db()
    assert (item.title, item.presenter, item.business, item.version) == ("One", "Chair", "oral", 2)


def test_a_stale_edit_shows_both_texts_and_writes_nothing(meeting, body, ellen):
    jo = make_secretary(body, "Jo Tarrant")
    (item,) = add_items(meeting, ellen, "One")
    actions.edit_item(item=item, by=jo, based_on=1, title="One by Jo")
    with pytest.raises(NewerVersion) as newer:
        actions.edit_item(item=item, by=ellen, based_on=1, title="One by Ellen")
    assert newer.value.saved_by == "Jo Tarrant"
    assert newer.value.number == 2
    assert (newer.value.theirs, newer.value.yours) == ("One by Jo", "One by Ellen")
    assert agenda_titles(meeting) == ["One by Jo"]


def test_an_item_with_sub_items_stays_an_item(meeting, ellen):
    (one,) = add_items(meeting, ellen, "One")
    sub = actions.add_item(meeting=meeting, title="Below", parent=one, by=ellen)
    with pytest.raises(Refused):
        actions.edit_item(item=one, by=ellen, kind="heading")
    with pytest.raises(Refused):
        actions.edit_item(item=sub, by=ellen, kind="heading")


def test_a_removed_item_takes_its_sub_items_along_but_not_their_papers(meeting, body, ellen):
    one, two = add_items(meeting, ellen, "One", "Two")
    sub = actions.add_item(meeting=meeting, title="Below", parent=one, by=ellen)
    paper = Paper.objects.create(body=body, title="Rural crime")
    placement = Placement.objects.create(item=sub, paper=paper)
    pack = Pack.objects.create(meeting=meeting, number=1, asked_at=london(2026, 11, 24), asked_by="Ellen")
    PackEntry.objects.create(pack=pack, kind="paper", placement=placement, first_page=3, last_page=4)
    actions.remove_item(item=one, by=ellen)
    assert shown(meeting) == ["1 Two"]
    assert positions(meeting) == [1]
    assert list(Paper.objects.all()) == [paper]


def test_pasted_lines_become_headings_items_and_sub_items(meeting, ellen):
    first, last = add_items(meeting, ellen, "Apologies", "Urgent items")
    text = "# Appointments\n\nChief Finance Officer | Dr Calloway\nInterest group\na) Subscription | Ellen"
    actions.paste_lines(meeting=meeting, text=text, after=first, by=ellen)
    assert shown(meeting) == [
        "1 Apologies",
        "Appointments",
        "2 Chief Finance Officer",
        "3 Interest group",
        "3 a) Subscription",
        "4 Urgent items",
    ]
    assert verbs(meeting)[-1] == "items added"


def test_a_pasted_sub_item_goes_under_the_item_it_is_added_after(meeting, ellen):
    first, _ = add_items(meeting, ellen, "Partnerships", "Urgent items")
    actions.paste_lines(meeting=meeting, text="Next item\na) One\nb) Two", after=first, by=ellen)
    assert shown(meeting) == ["1 Partnerships", "2 Next item", "2 a) One", "2 b) Two", "3 Urgent items"]


def test_a_copied_agenda_keeps_back_what_was_kept_back_and_leaves_withdrawn_items_behind(body, ellen):
    source = make_meeting(body, ellen, starts_at=london(2026, 9, 4))
    source.items.all().delete()
    _, private, gone, top = add_items(source, ellen, "Open", "Zebrawood Limited", "Gone", "Staff")
    actions.add_item(meeting=source, title="A dismissal", parent=top, by=ellen)
    terms = {"ground": "exempt", "paragraphs": [1], "public_interest_reason": "One person."}
    for item in (private, top):
        found = actions.restrict_item(item=item, by=ellen, shows_title=False, public_title="Exempt", **terms)
        Restriction.objects.filter(pk=found.pk).update(signed_at=found.made_at, signed_by="The officer")
    AgendaItem.objects.filter(pk=gone.pk).update(
        withdrawn_at=source.starts_at, withdrawn_by="Ellen", withdrawn_reason="Not ready."
    )
    target = make_meeting(body, ellen)
    target.items.all().delete()
    actions.copy_agenda(meeting=target, source=source, by=ellen)
    assert agenda_titles(target) == ["Open", "Zebrawood Limited", "Staff", "A dismissal"]
    restricted = Restricted.of(target)
    shown = [restricted.public_title_of(item) for item in target.items.order_by("position")]
    assert shown == ["Open", "Exempt", "Exempt", "Exempt item"]
    assert [(each.paragraphs, each.signed_at) for each in restricted.every] == [([1], None)] * 2


def test_one_line_that_cannot_be_used_refuses_all_of_them(meeting, ellen):
    with pytest.raises(Refused) as refused:
        actions.paste_lines(meeting=meeting, text=f"Fine\n{'x' * 501}", by=ellen)
    assert str(refused.value) == "A title has 501 characters; 500 is the most."
    assert agenda_titles(meeting) == []


def test_an_item_for_minutes_brings_those_that_wait_and_is_called_after_them(meeting, body, ellen):
    earlier = make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    between = make_meeting(body, ellen, starts_at=london(2026, 10, 16), kind="special")
    for past in (earlier, between):
        Minutes.objects.create(
            meeting=past, status="published", published_at=london(2026, 10, 20), published_by="Ellen"
        )
    item = actions.add_item(meeting=meeting, title="", business="minutes", by=ellen)
    assert item.title == "Minutes of the meetings held on 18 September 2026 and 16 October 2026"
    assert list(item.minutes_of.order_by("-starts_at")) == [between, earlier]


def test_without_published_minutes_the_item_brings_the_meeting_before(meeting, body, ellen):
    make_meeting(body, ellen, starts_at=london(2026, 7, 3))
    make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    item = actions.add_item(meeting=meeting, title="", business="minutes", by=ellen)
    assert item.title == "Minutes of the meeting held on 18 September 2026"


def test_the_title_of_a_minutes_item_follows_its_meetings_until_a_person_writes_one(meeting, body, ellen):
    july = make_meeting(body, ellen, starts_at=london(2026, 7, 3))
    make_meeting(body, ellen, starts_at=london(2026, 9, 18), kind="confirmation_hearing")
    item = actions.add_item(meeting=meeting, title="", business="minutes", by=ellen)
    assert item.title == "Minutes of the confirmation hearing held on 18 September 2026"
    actions.edit_item(item=item, by=ellen, minutes_of=[july])
    assert item.title == "Minutes of the meeting held on 3 July 2026"
    actions.edit_item(item=item, by=ellen, title="The July minutes")
    actions.edit_item(item=item, by=ellen, minutes_of=[])
    assert item.title == "The July minutes"


def test_copying_an_agenda_leaves_out_what_is_there_already(meeting, body, ellen):
    source = make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    actions.add_item(meeting=source, title="Declarations", standing="interests", by=ellen)
    two = actions.add_item(meeting=source, title="Partnerships", by=ellen)
    actions.add_item(meeting=source, title="Local perspectives", parent=two, by=ellen)
    actions.add_item(meeting=meeting, title="Declarations of interest", standing="interests", by=ellen)
    actions.copy_agenda(meeting=meeting, source=source, by=ellen)
    assert shown(meeting) == ["1 Declarations of interest", "2 Partnerships", "2 a) Local perspectives"]


def test_the_agenda_goes_to_the_chair_and_comes_back_agreed_or_with_a_comment(meeting, body, ellen):
    chair = make_chair(body)
    add_items(meeting, ellen, "One")
    actions.send_to_chair(meeting=meeting, by=ellen)
    actions.return_agenda(meeting=meeting, by=chair, comment="Put knife crime first.")
    assert meeting.agenda_status == Meeting.Agenda.DRAFT
    actions.send_to_chair(meeting=meeting, by=ellen)
    actions.agree_agenda(meeting=meeting, by=chair)
    assert meeting.agenda_status == Meeting.Agenda.AGREED
    assert verbs(meeting)[-4:] == [
        "agenda sent to the Chair",
        "agenda returned for changes",
        "agenda sent to the Chair",
        "agenda agreed",
    ]


def test_the_chair_is_told_by_e_mail_that_the_agenda_waits_and_of_none_of_its_business(meeting, body, ellen):
    chair = make_chair(body)
    add_items(meeting, ellen, "Knife crime")
    assert actions.send_to_chair(meeting=meeting, by=ellen) == "Cllr Rosalind Gage"
    (message,) = OutgoingMail.objects.all()
    assert (message.recipient, message.subject) == (
        chair.email,
        "Agenda for Friday 4 December 2026: ready for you to agree",
    )
    assert reverse("meetings:agenda", args=[meeting.pk]) in message.body
    assert "Knife crime" not in message.body


def test_where_the_chair_cannot_sign_in_nobody_is_told(meeting, body, ellen):
    User.objects.filter(pk=make_chair(body).pk).update(is_active=False)
    add_items(meeting, ellen, "Knife crime")
    assert actions.send_to_chair(meeting=meeting, by=ellen) == ""
    assert OutgoingMail.objects.count() == 0


def test_an_empty_agenda_is_not_sent_to_the_chair(meeting, ellen):
    for act in (actions.send_to_chair, actions.agree_agenda):
        with pytest.raises(Refused) as refused:
            act(meeting=meeting, by=ellen)
        assert str(refused.value) == "This agenda has no items."


def test_a_published_agenda_does_not_change(meeting, ellen):
    (item,) = add_items(meeting, ellen, "One")
    Meeting.objects.filter(pk=meeting.pk).update(
        agenda_status="published", published_at=london(2026, 11, 24), published_by="Ellen"
    )
    for act in (
        lambda: actions.add_item(meeting=meeting, title="Two", by=ellen),
        lambda: actions.edit_item(item=item, title="Two", by=ellen),
        lambda: actions.move_item(item=item, where="first", by=ellen),
        lambda: actions.remove_item(item=item, by=ellen),
        lambda: actions.paste_lines(meeting=meeting, text="Two", by=ellen),
    ):
        with pytest.raises(Refused):
            act()
    assert agenda_titles(meeting) == ["One"]


def test_the_sub_item_of_a_line_with_the_longest_number_has_room_for_its_letter(meeting, ellen) -> None:
    top = actions.add_item(meeting=meeting, title="Long", label_override="PCP/2026/041", by=ellen)
    sub = actions.add_item(meeting=meeting, title="Under it", parent=top, by=ellen)
    sub.issued_label = labels(meeting.items.order_by("position"))[sub.pk]
    sub.clean_fields()
    assert sub.issued_label.endswith("PCP/2026/041 a)")


def test_add_minutes_to_confirm_fills_the_item_of_the_template_instead_of_a_second(meeting, ellen):
    item = actions.add_item(meeting=meeting, title="", business="minutes", by=ellen)
    assert agenda_titles(meeting) == ["Minutes of the previous meeting"]
    held = [make_meeting(meeting.body, ellen, starts_at=london(2026, month, 12)) for month in (6, 9)]
    assert actions.add_minutes_items(meeting=meeting, meetings=held[::-1], by=ellen) == [item]
    assert agenda_titles(meeting) == ["Minutes of the meetings held on 12 June 2026 and 12 September 2026"]
    assert list(item.minutes_of.order_by("starts_at")) == held
    another = make_meeting(meeting.body, ellen, starts_at=london(2026, 10, 12))
    actions.add_minutes_items(meeting=meeting, meetings=[another], by=ellen)
    assert len(agenda_titles(meeting)) == 2


def test_minutes_that_a_line_of_the_agenda_brings_already_get_no_second_one(client, meeting, ellen):
    held = make_meeting(meeting.body, ellen, starts_at=london(2026, 9, 12))
    actions.paste_lines(meeting=meeting, text="3. Minutes of the meeting held on 12 September 2026", by=ellen)
    assert list(meeting.items.get().minutes_of.all()) == [held]
    client.force_login(ellen)
    page = client.get(f"/meetings/{meeting.pk}/agenda/minutes/")
    assert page.context["form"].initial == {"meetings": []}
    assert actions.add_minutes_items(meeting=meeting, meetings=[held], by=ellen) == []
    assert len(agenda_titles(meeting)) == 1
