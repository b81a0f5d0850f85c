"""Whoever is shut out of a sub-item does not reach it through the item that it stands under."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.agenda.actions import editing
from meetings.models import AgendaItem, Interest, Meeting, Restriction, ShutOut
from meetings.models.restricted_business import kept_items
from meetings.restricted import hands_off
from panels.models import Assignment, Person
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import make_paper, place
from tests.builders.restricted import EXEMPT

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@dataclass
class Below:
    """An agenda with an open item, a restricted sub-item with a paper under it, and another item."""

    clerk: User
    other: User
    meeting: Meeting
    top: AgendaItem
    below: AgendaItem
    last: AgendaItem

    def restrict(self, item: AgendaItem) -> None:
        """Keep a line from the public."""
        actions.restrict_item(item=item, by=self.other, shows_title=False, **EXEMPT)

    def shut_out(self, item: AgendaItem) -> None:
        """Keep a line from the secretary."""
        person, _ = Person.objects.get_or_create(given_name="Clerk", family_name="Here", user=self.clerk)
        actions.shut_out(item=item, person=person, reason="A cousin bids.", by=self.other)

    def publish(self) -> None:
        """Take the agenda for published."""
        Meeting.objects.filter(pk=self.meeting.pk).update(
            agenda_status=Meeting.Agenda.PUBLISHED, published_at=timezone.now(), published_by="Owen Tate"
        )


@pytest.fixture
def world() -> Below:
    body = make_panel()
    clerk, other = make_secretary(body), make_secretary(body, "Owen Tate")
    meeting = make_meeting(body, clerk)
    meeting.items.all().delete()
    top, last = add_items(meeting, clerk, "Contracts", "Budget")
    below = actions.add_item(meeting=meeting, title="Larch Limited", parent=top, by=clerk)
    place(below, make_paper(body, clerk, "Prices of Larch"), clerk)
    return Below(clerk, other, meeting, top, below, last)


def test_an_item_is_not_removed_with_a_sub_item_by_whoever_is_shut_out_of_the_sub_item(world: Below) -> None:
    world.restrict(world.below)
    world.shut_out(world.below)
    before = Event.objects.count()
    with pytest.raises(Refused) as refused:
        actions.remove_item(item=world.top, by=world.clerk)
    assert refused.value.findings == (hands_off.SHUT_OUT_BELOW,)
    assert (world.meeting.items.count(), world.below.placements.count()) == (3, 1)
    assert Event.objects.count() == before
    actions.remove_item(item=world.top, by=world.other)
    assert world.meeting.items.count() == 1


def test_the_page_that_says_what_goes_with_an_item_names_no_sub_item_that_is_kept(world: Below) -> None:
    world.restrict(world.below)
    world.shut_out(world.below)
    at = reverse("meetings:item_remove", args=[world.meeting.pk, world.top.pk])
    answers = [signed_in(user).get(at) for user in (world.clerk, world.other)]
    assert [each.status_code for each in answers] == [409, 200]
    assert [b"Larch" in each.content for each in answers] == [False, True]


@pytest.mark.parametrize("is_added", [False, True])
def test_an_item_is_not_withdrawn_with_a_sub_item_by_whoever_is_shut_out_of_the_sub_item(
    world: Below, is_added: bool
) -> None:
    world.restrict(world.below)
    world.shut_out(world.below)
    world.publish()
    AgendaItem.objects.filter(pk=world.top.pk).update(is_added=is_added)
    world.top.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.withdraw_item(item=world.top, reason="It is not ready.", by=world.clerk)
    at = reverse("meetings:item_withdraw", args=[world.meeting.pk, world.top.pk])
    world.below.refresh_from_db()
    assert refused.value.findings == (hands_off.SHUT_OUT_BELOW,)
    assert world.below.withdrawn_at is None
    assert signed_in(world.clerk).get(at).status_code == 409
    actions.withdraw_item(item=world.top, reason="It is not ready.", by=world.other)
    assert not world.meeting.items.filter(withdrawn_at=None, title="Larch Limited").exists()


def test_an_item_moves_with_a_sub_item_that_is_kept_from_whoever_moves_it(world: Below) -> None:
    world.restrict(world.below)
    world.shut_out(world.below)
    assert actions.move_item(item=world.top, where="down", by=world.clerk)
    world.below.refresh_from_db()
    assert world.below.parent == world.top


def test_a_sub_item_does_not_leave_a_restricted_item_by_the_hand_of_whoever_is_shut_out(world: Below) -> None:
    world.restrict(world.top)
    world.shut_out(world.top)
    for where in ("first", f"after-{world.last.pk}", f"under-{world.last.pk}"):
        with pytest.raises(Refused) as refused:
            actions.move_item(item=world.below, where=where, by=world.clerk)
        assert refused.value.findings == (hands_off.SHUT_OUT,)
    world.below.refresh_from_db()
    assert world.below.parent == world.top


def test_nothing_is_put_under_a_restricted_item_by_whoever_is_shut_out_of_it(world: Below) -> None:
    world.restrict(world.top)
    world.shut_out(world.top)
    with pytest.raises(Refused) as moved:
        actions.move_item(item=world.last, where=f"under-{world.top.pk}", by=world.clerk)
    with pytest.raises(Refused) as added:
        actions.add_item(meeting=world.meeting, title="Fees", parent=world.top, by=world.clerk)
    actions.paste_lines(meeting=world.meeting, text="a) Fees", after=world.top, by=world.clerk)
    rows = world.meeting.items.order_by("position").values_list("title", "parent")
    assert (moved.value.findings, added.value.findings) == ((hands_off.SHUT_OUT,), (hands_off.SHUT_OUT,))
    assert list(rows) == [
        ("Contracts", None),
        ("Larch Limited", world.top.pk),
        ("Fees", None),
        ("Budget", None),
    ]


def test_what_keeps_an_item_is_not_lifted_or_changed_by_whoever_is_shut_out_of_a_sub_item(
    world: Below,
) -> None:
    world.restrict(world.top)
    world.shut_out(world.below)
    found = world.top.restrictions.get()
    with pytest.raises(Refused):
        actions.lift_restriction(restriction=found, reason="It is over.", by=world.clerk)
    with pytest.raises(Refused):
        actions.change_restriction(restriction=found, shows_title=True, by=world.clerk)
    found.refresh_from_db()
    assert (found.lifted_at, found.shows_title) == (None, False)
    actions.lift_restriction(restriction=found, reason="It is over.", by=world.other)
    assert found.lifted_at is not None


@pytest.mark.parametrize("is_there_already", [False, True])
def test_a_copied_sub_item_is_kept_from_whoever_was_shut_out_of_it_or_of_the_item_above_it(
    world: Below, is_there_already: bool
) -> None:
    world.restrict(world.top)
    world.shut_out(world.top if is_there_already else world.below)
    target = make_meeting(world.meeting.body, world.other, starts_at=london(2027, 3, 5))
    target.items.all().delete()
    if is_there_already:
        add_items(target, world.other, "Contracts")
    actions.copy_agenda(meeting=target, source=world.meeting, by=world.other)
    copy = target.items.get(title="Larch Limited")
    assert (copy.parent is None, kept_items(world.clerk).filter(pk=copy.pk).exists()) == (
        is_there_already,
        True,
    )


def restricted_above_what_the_clerk_is_shut_out_of(world: Below) -> Restriction:
    """What keeps an item from the public, with a sub-item that is kept from the secretary."""
    world.restrict(world.top)
    world.shut_out(world.below)
    return world.top.restrictions.get()


def test_whoever_is_shut_out_of_a_sub_item_alone_does_everything_about_the_item_that_does_not_open_it(
    world: Below,
) -> None:
    found = restricted_above_what_the_clerk_is_shut_out_of(world)
    Assignment.objects.create(
        user=world.clerk,
        body=world.meeting.body,
        role=Role.MONITORING_OFFICER,
        starts_on=date(2026, 1, 1),
    )
    actions.name_reader(restriction=found, reader=world.other, by=world.other)
    actions.leave_unsigned(restriction=found, reason="The officer is away.", by=world.clerk)
    actions.sign_restriction(restriction=found, by=world.clerk)
    actions.record_resolution(restriction=found, words="That the public be excluded.", by=world.clerk)
    actions.drop_reader(restriction=found, reader=world.other, by=world.clerk)
    found.refresh_from_db()
    assert (found.signed_by, found.resolved_by) == (world.clerk.printed_name, world.clerk.printed_name)
    assert found.named.filter(ended_at=None).count() == 0


def test_nobody_is_let_read_an_item_by_whoever_is_shut_out_of_a_sub_item(world: Below) -> None:
    found = restricted_above_what_the_clerk_is_shut_out_of(world)
    with pytest.raises(Refused) as refused:
        actions.name_reader(restriction=found, reader=world.other, by=world.clerk)
    assert (refused.value.findings, found.named.count()) == ((hands_off.OPENS_BELOW,), 0)


def test_the_restricted_page_offers_whoever_is_shut_out_of_a_sub_item_what_they_may_do_and_says_why(
    world: Below,
) -> None:
    found = restricted_above_what_the_clerk_is_shut_out_of(world)
    opening = {"restriction", "restriction_lift", "restriction_reader"}
    other = {"restriction_resolve", "restriction_unsigned"}
    for user, offered in ((world.clerk, other), (world.other, opening | other)):
        client = signed_in(user)
        page = client.get(reverse("meetings:restricted", args=[world.meeting.pk])).content.decode()
        at = {name: reverse(f"meetings:{name}", args=[found.pk]) for name in opening | other}
        assert {name for name, url in at.items() if f'href="{url}"' in page} == offered
        assert {name for name, url in at.items() if client.get(url).status_code == 200} == offered
        assert (hands_off.OPENS_BELOW.sentence in page) == (user == world.clerk)


def test_a_restriction_on_a_paper_is_lifted_by_whoever_is_shut_out_of_a_sub_item_of_its_line(
    world: Below,
) -> None:
    world.restrict(world.below)
    world.shut_out(world.below)
    place(world.top, make_paper(world.meeting.body, world.clerk), world.clerk)
    found = actions.restrict_paper(placement=world.top.placements.get(), by=world.other, **EXEMPT)
    actions.lift_restriction(restriction=found, reason="It is over.", by=world.clerk)
    assert found.lifted_by == world.clerk.printed_name


@pytest.mark.parametrize("is_lifted", [False, True])
def test_a_copied_sub_item_that_is_restricted_by_itself_is_kept_from_whoever_was_shut_out_of_an_open_item(
    world: Below, is_lifted: bool
) -> None:
    world.restrict(world.below)
    world.shut_out(world.top)
    if is_lifted:
        world.restrict(world.top)
        actions.lift_restriction(
            restriction=world.top.restrictions.get(), reason="It is over.", by=world.other
        )
    else:
        place(world.top, make_paper(world.meeting.body, world.other), world.other)
        actions.restrict_paper(placement=world.top.placements.get(), by=world.other, **EXEMPT)
    target = make_meeting(world.meeting.body, world.other, starts_at=london(2027, 3, 5))
    target.items.all().delete()
    actions.copy_agenda(meeting=target, source=world.meeting, by=world.other)
    copy = target.items.get(title="Larch Limited")
    assert copy.parent is not None
    assert kept_items(world.clerk).filter(pk=copy.pk).exists()


@pytest.mark.parametrize("where", ["first", "after", "under"])
def test_a_sub_item_does_not_leave_the_item_that_alone_keeps_it_from_the_public(
    world: Below, where: str
) -> None:
    world.restrict(world.top)
    to = where if where == "first" else f"{where}-{world.last.pk}"
    at = reverse("meetings:item_move", args=[world.meeting.pk, world.below.pk])
    with pytest.raises(Refused) as refused:
        actions.move_item(item=world.below, where=to, by=world.other)
    answer = signed_in(world.other).post(at, {"where": to})
    world.below.refresh_from_db()
    assert refused.value.findings == (editing.KEPT_BY_ABOVE,)
    assert (answer.status_code, editing.KEPT_BY_ABOVE.sentence in answer.content.decode()) == (
        409,
        True,
    )
    assert (world.below.parent, Event.objects.filter(verb="item moved").count()) == (world.top, 0)


def test_a_sub_item_of_a_restricted_item_moves_within_it_and_to_another_that_is_restricted(
    world: Below,
) -> None:
    actions.add_item(meeting=world.meeting, title="Fees", parent=world.top, by=world.other)
    world.restrict(world.top)
    world.restrict(world.last)
    world.shut_out(world.top)
    assert actions.move_item(item=world.below, where="down", by=world.other)
    assert not ShutOut.objects.filter(item=world.below).exists()
    assert actions.move_item(item=world.below, where=f"under-{world.last.pk}", by=world.other)
    assert kept_items(world.clerk).filter(pk=world.below.pk).exists()


@pytest.mark.parametrize("part", ["itself", "paper", "item above, too"])
@pytest.mark.parametrize("is_declared", [False, True])
def test_a_sub_item_that_leaves_its_item_stays_kept_from_whoever_was_shut_out_of_that_item(
    world: Below, part: str, is_declared: bool
) -> None:
    if part == "paper":
        actions.restrict_paper(placement=world.below.placements.get(), by=world.other, **EXEMPT)
    else:
        world.restrict(world.below)
    if part == "item above, too":
        world.restrict(world.top)
    if is_declared:
        person = Person.objects.create(given_name="Clerk", family_name="Here", user=world.clerk)
        interest = Interest.objects.create(
            meeting=world.meeting, person=person, consequence=Interest.Consequence.LEFT
        )
        interest.items.add(world.top)
    else:
        world.shut_out(world.top)
    for where in (f"after-{world.last.pk}", f"under-{world.last.pk}"):
        assert actions.move_item(item=world.below, where=where, by=world.other)
        assert kept_items(world.clerk).filter(pk=world.below.pk).exists()
    assert ShutOut.objects.filter(item=world.below).count() == 1


def test_an_open_sub_item_leaves_its_item_and_nobody_is_shut_out_of_it(world: Below) -> None:
    world.shut_out(world.top)
    assert actions.move_item(item=world.below, where=f"after-{world.last.pk}", by=world.other)
    assert not ShutOut.objects.filter(item=world.below).exists()


def test_a_sub_item_is_kept_from_the_public_by_itself_and_then_leaves_its_restricted_item(
    world: Below,
) -> None:
    world.restrict(world.top)
    client = signed_in(world.other)
    at = reverse("meetings:item_restrict", args=[world.meeting.pk, world.below.pk])
    page = reverse("meetings:restricted", args=[world.meeting.pk])
    assert at in client.get(page).content.decode()
    world.restrict(world.below)
    assert at not in client.get(page).content.decode()
    assert actions.move_item(item=world.below, where="first", by=world.other)
    world.below.refresh_from_db()
    assert world.below.parent is None


def test_the_restricted_page_names_no_sub_item_to_whoever_is_shut_out_of_it(world: Below) -> None:
    world.restrict(world.top)
    world.shut_out(world.below)
    page = signed_in(world.clerk).get(reverse("meetings:restricted", args=[world.meeting.pk]))
    assert "Larch" not in page.content.decode()


def test_nobody_is_let_in_to_an_item_by_whoever_is_shut_out_of_a_sub_item(world: Below) -> None:
    world.restrict(world.top)
    world.shut_out(world.below)
    other = Person.objects.create(given_name="Ada", family_name="Gage")
    actions.shut_out(item=world.top, person=other, reason="A cousin bids.", by=world.other)
    with pytest.raises(Refused) as refused:
        actions.let_in(item=world.top, person=other, by=world.clerk)
    assert refused.value.findings == (hands_off.SHUT_OUT_BELOW,)
    assert ShutOut.objects.filter(item=world.top, person=other).exists()
