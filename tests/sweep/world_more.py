"""The rest of the world: meetings that were held, partnerships, inquiries, packs and publications."""

import re
from contextlib import suppress
from datetime import date
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import PersonalLink
from foundation.documents.incoming import sent
from foundation.documents.store import files
from foundation.history.conflicts import NewerVersion
from foundation.jobs import strangers
from foundation.jobs.models import OutgoingMail
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings import actions
from meetings.attendance.rules.roll import RollLine
from meetings.models import Coming, Meeting, Minutes, Pack
from meetings.papers.actions import sent_files
from meetings.papers.policies import PAPER_LINK
from panels.models import Person
from partnerships import actions as partners
from partnerships.models import BriefingNote, QuestionSet
from scrutiny import actions as scrutiny
from scrutiny.models import Inquiry, ScopeItem
from tests.builders.meetings import london
from tests.builders.panels import FIRST_DAY
from tests.builders.papers import make_pdf, make_report
from tests.builders.partnerships import answer_all, chair, make_csp, note_of, officer
from tests.builders.scrutiny import filled_inquiry
from tests.sweep import world_ledger as ledger
from tests.sweep.world import World, add, built, plan


def asked_by_link(world: World) -> None:
    """Two papers asked of people without an account, and the address of each link."""
    for name in ("asked_paper", "other_asked_paper"):
        world.things[name] = actions.ask_for_paper(
            body=world.body,
            title=f"Rural crime {world.secret(f'the title of an {name}')}",
            name="Farah Siddiqui",
            email="farah@opcc-wessex.example",
            wanted=world.secret(f"what is wanted of an {name}"),
            due_on=date(2026, 12, 18),
            by=world.secretary,
        )
        said = OutgoingMail.objects.order_by("-pk")[0].body
        world.things[f"{name}_link"] = re.findall(r"/link/\S+", said)[0]


def files_that_were_not_used(world: World) -> None:
    """A file of the secretary and one of an author by link, whose check broke down."""
    paper, link = (
        world["asked_paper"],
        PersonalLink.objects.for_target(PAPER_LINK, world["asked_paper"].ref)[0],
    )
    for name, by in (("held_file", world.secretary), ("asked_file", link)):
        world.things[name] = sent.send(
            sent_files.REPLACE,
            by=by,
            file=SimpleUploadedFile(f"{world.secret(f'the name of a {name}')}.pdf", make_pdf()),
            is_word=False,
            arguments={"paper": paper.pk, "based_on": 0},
            typed=[],
            address=reverse("meetings:paper_replace", args=[paper.pk]),
            scope=paper.scope,
        )
        sent.give_up(world[name].pk, sent.GAVE_UP, timezone.now())


def public_questions(world: World) -> None:
    """A meeting to which somebody put a question that nobody has decided on."""
    meeting = plan(world, "asked_meeting", london(2027, 2, 19))
    put = actions.put_question(
        meeting=meeting,
        put=actions.Put(
            text=f"How many? {world.secret('the words of a public question')}",
            name=world.secret("the name of somebody who asks"),
            email=f"{world.secret('the address of somebody who asks')}@asks.example",
            phone=world.secret("the telephone of somebody who asks"),
        ),
        form_key="asked-once",
    )
    world.things["address_link"] = PersonalLink.objects.asking(strangers.PURPOSE, put.email)[0]
    world.things["question"] = actions.confirm_question(question=put, link=world["address_link"])
    actions.ask_members(meeting=meeting, by=world.secretary)
    world.things["coming"] = Coming.objects.get(meeting=meeting, person=world["person"])
    actions.write_chair_note(
        item=add(world, meeting, "Rural crime"),
        note=world.secret("words for the chair alone"),
        minutes=10,
        by=world.secretary,
    )


def past_meetings(world: World) -> None:
    """Minutes confirmed, minutes published with words changed before, and minutes being written."""
    place = world.secret("the place of a private meeting")
    plan(world, "visit", london(2026, 7, 10), is_private=True, announce=False, venue=place)
    march, june = _held(world, "confirmed", 3), _held(world, "minuted", 6)
    _minutes(world, march, "Confirmed words")
    minutes = _minutes(world, june, "Minuted words")
    actions.publish_minutes(minutes=minutes, by=world.secretary)
    actions.publish_minutes(minutes=march.minutes, by=world.secretary)
    actions.confirm_minutes(minutes=Minutes.objects.get(meeting=march), at=june, by=world.secretary)
    entry = list(minutes.entries.all())[-1]
    words = world.secret("until published: changed words of published minutes")
    actions.save_minute(minute=entry, text=f"<p>{words}</p>", based_on=entry.version, by=world.secretary)
    september = _held(world, "held", 9)
    draft = _minutes(world, september, world.secret("draft minutes"))
    first, *_, last = draft.entries.all()
    follow = world.secret("a follow-up of draft minutes")
    world.things |= {
        "minutes": draft,
        "minute": last,
        "published_minute": entry,
        "follow_up": actions.add_follow_up(
            minute=first, text=follow, owner=world.secret("who owns a follow-up"), by=world.secretary
        ),
    }
    ledger.ledger(world, first)
    _life(world, draft)
    with suppress(NewerVersion):
        theirs = world.secret("words of draft minutes set aside")
        actions.save_minute(minute=last, text=f"<p>{theirs}</p>", based_on=1, by=world.secretary)
    world.things["aside"] = last.set_aside.get()
    decide = partial(actions.decide, minute=first, by=world.secretary)
    decide(limbs=[world.secret("a decision of draft minutes")])
    own = world.secret("words that a body puts into its minutes")
    world.things |= {
        "awaiting_decision": decide(
            limbs=["That it be funded."], confirmation_by=world.secret("who confirms a decision of a draft")
        ),
        "private_minute": actions.write_private_part(
            minute=first,
            text=f"<p>{world.secret('the private part of a minute')}</p>",
            summary=world.secret("the summary of a private part of a draft"),
            based_on=first.version,
            by=world.secretary,
        ),
        "words": actions.save_words(body=world.body, name=own, text=own, use="insert", by=world.secretary),
    }
    _day(world, september)


def _day(world: World, meeting: Meeting) -> None:
    """What was recorded of the held meeting, and its public page of what is on."""
    gage = Person.objects.get(family_name="Gage")
    begun = partial(london, 2026, 9, 25)
    actions.correct_times(meeting=meeting, started=begun(13, 30), ended=None, by=world.secretary)
    first, *_, last = meeting.items.order_by("position")
    actions.begin_item(meeting=meeting, item=first, at=begun(13, 35), by=world.secretary)
    world.things |= {
        "held_person": gage,
        "held_item": first,
        "held_interest": meeting.interests.get(),
        "held_entry": actions.come_or_go(
            meeting=meeting, person=gage, kind="left", at=begun(14, 0), by=world.secretary
        ),
    }
    actions.defer_item(
        meeting=meeting,
        item=last,
        at=begun(14, 5),
        words=world.secret("why an item was deferred"),
        by=world.secretary,
    )
    actions.switch_live(meeting=Meeting.objects.get(pk=meeting.pk), is_on=True, by=world.secretary)


def _life(world: World, draft: Minutes) -> None:
    """A draft sent to members with a comment, a correction that waits, and signed minutes."""
    clerk = world.secretary
    march, june = world.meeting("confirmed"), world.meeting("minuted")
    sent = actions.circulate_minutes(minutes=draft, due_on=date(2026, 12, 1), by=clerk)
    reader = sent.readers.get(person__family_name="Stannard")
    entry = draft.entries.all()[0]
    world.things |= {
        "draft_reader": reader,
        "comment": actions.comment(
            reader=reader,
            minute_ref=entry.ref,
            place="whole",
            text=world.secret("a comment on draft minutes"),
            by=world.users["member"],
        ),
        "correction": actions.write_correction(
            minutes=Minutes.objects.get(meeting=june),
            minute=june.minutes.entries.first(),
            at=world.meeting("held"),
            original="",
            corrected=world.secret("a correction that waits for its meeting"),
            by=clerk,
        ),
    }
    actions.sign_minutes(
        minutes=Minutes.objects.get(meeting=march),
        signed_by="Rosalind Gage",
        signed_on=june.day,
        manner="paper",
        scan=make_pdf(),
        by=clerk,
    )
    beside = partial(
        actions.add_later_note,
        minutes=Minutes.objects.get(meeting=march),
        source="Minutes of the county council",
        learnt_on=june.day,
        by=clerk,
    )
    beside(words="The vote was by name.", about=march.minutes.entries.first(), is_public=True)
    inside = world.secret("what was learnt later and is kept inside")
    world.things["later_note"] = beside(words=inside, is_public=False)


def _held(world: World, name: str, month: int) -> Meeting:
    meeting = plan(world, name, london(2026, month, 25))
    for title in ("Minutes of the last meeting", "Performance", f"Business of month {month}"):
        add(world, meeting, title)
    person = Person.objects.get(family_name="Gage")
    nature = world.secret("an interest declared at the held meeting") if name == "held" else "as a trustee"
    roll = [RollLine(person.pk, mark="present", is_in_chair=True)]
    actions.record_attendance(meeting=meeting, roll=roll, by=world.secretary)
    actions.record_interest(meeting=meeting, person=person, nature=nature, by=world.secretary)
    actions.hold_meeting(meeting=meeting, by=world.secretary)
    return meeting


def _minutes(world: World, meeting: Meeting, words: str) -> Minutes:
    minutes = actions.start_minutes(meeting=meeting, by=world.secretary)
    for entry in minutes.entries.all():
        before = world.secret("an earlier version of published minutes")
        for number, text in enumerate((before, words)):
            actions.save_minute(
                minute=entry, text=f"<p>{text}</p>", based_on=entry.version + number, by=world.secretary
            )
    return minutes


def partnerships(world: World) -> None:
    """Four partnerships and two rounds: notes being written, with their chair, approved, withheld."""
    places = ("Cranmere", "Marlbury", "Kennetside")
    csps = {place: make_csp(world.body, world.secretary, place) for place in places}
    csp = csps["Cranmere"]
    world.users |= {
        "csp_officer": officer(csp),
        "csp_chair": chair(csp),
        "other_csp_officer": officer(csps["Marlbury"]),
    }
    member = Person.objects.get(family_name="Stannard")
    early = partners.open_round(meeting=world["draft"], by=world.secretary)
    round = partners.open_round(meeting=world["ready"], by=world.secretary)
    own, others = note_of(early, "Cranmere"), note_of(early, "Marlbury")
    answer_all(own, world.secret("the draft note of Cranmere"))
    answer_all(others, world.secret("the draft note of Marlbury"))
    waiting = answer_all(note_of(round, "Cranmere"), world.secret("a note with its chair"))
    partners.send_to_chair(note=waiting, by=officer(csp))
    _approved(world, note_of(round, "Marlbury"), "a withheld note", is_withheld=True)
    _approved(world, note_of(round, "Kennetside"), "until published: an approved note", is_withheld=False)
    partners.place_notes(round=round, item=world["ready_notes_item"], by=world.secretary)
    world.things |= {
        "csp": csp,
        "csp_role": csp.roles.first(),
        "csp_link": partners.add_link_member(
            csp=csp, person=member, kind="sits", starts_on=FIRST_DAY, by=world.secretary
        ),
        "round": round,
        "note": own,
        "other_note": others,
        "waiting_note": note_of(round, "Cranmere"),
        "withheld_note": note_of(round, "Marlbury"),
        "approved_note": note_of(round, "Kennetside"),
        "question_set": QuestionSet.objects.get(),
    }


def _approved(world: World, note: BriefingNote, where: str, *, is_withheld: bool) -> None:
    """A note all the way to approval, with a canary in every answer and in its reason."""
    answered = answer_all(note, world.secret(where))
    by = officer(note.csp)
    if is_withheld:
        reason = world.secret("why a note is withheld")
        partners.set_withheld(note=answered, is_withheld=True, reason=reason, by=by)
    sent = partners.send_to_chair(note=answered, by=by)
    comment = world.secret(f"why {note.csp.short_name} got its note back")
    back = partners.return_note(note=sent, comment=comment, by=chair(note.csp))
    sent = partners.send_to_chair(note=BriefingNote.objects.whole().get(pk=back.pk), by=by)
    partners.approve_note(note=sent, by=chair(note.csp))


def inquiries(world: World) -> None:
    """One inquiry whose terms are a draft, and one whose terms are agreed."""
    clerk = world.secretary
    draft = filled_inquiry(world.body, clerk)
    title = f"Inquiry {world.secret('the title of an inquiry')}"
    scrutiny.edit_inquiry(inquiry=draft, title=title, based_on=draft.version, by=clerk)
    section = draft.sections.all()[0]
    text = f"<p>{world.secret('a section of draft terms')}</p>"
    scrutiny.save_section(
        section=section,
        heading=section.heading,
        text=text,
        shows=section.shows,
        based_on=section.version,
        by=clerk,
    )
    scrutiny.add_part(
        inquiry=draft, model=ScopeItem, text=world.secret("a scope item of draft terms"), by=clerk
    )
    agreed = filled_inquiry(world.body, clerk)
    terms = scrutiny.agree_terms(inquiry=agreed, elsewhere="Council, 12 November 2026", by=clerk)
    found = Inquiry.objects.whole().get(pk=draft.pk)
    world.things |= {
        "inquiry": found,
        "section": section,
        "terms": found.draft,
        "scope_item": found.scope_items.first(),
        "agreed": agreed,
        "agreed_terms": terms,
        "word": "scope",
    }


def packs_and_publications(world: World) -> None:
    """Draft packs, one agenda published, one ready to be, and single papers replaced and withdrawn."""
    clerk = world.secretary
    world.things["draft_pack"] = built(world, "draft", Pack.Kind.DRAFT)
    world.things["private_pack"] = built(world, "private", Pack.Kind.DRAFT)
    for name in ("published", "ready"):
        actions.agree_agenda(meeting=world.meeting(name), by=clerk)
        world.things[f"{name}_pack"] = built(world, name, Pack.Kind.AGENDA)
    made = actions.publish_agenda(meeting=world.meeting("published"), by=clerk)
    world.things["publication"] = next(each for each in made if each.kind == Publication.Kind.PAPER)
    world.things["pack_publication"] = made[-1]
    _after_publication(world)
    _alone(world)
    _despatch(world)


def statements(world: World) -> None:
    """A privacy notice whose draft was saved: the public reads nothing of it."""
    drafted = actions.draft_of(world.body, "privacy")
    sections = drafted.sections | {"purpose": f"{world.secret('a draft notice')} is why"}
    world.things["statement"] = actions.save_statement(
        body=world.body, kind="privacy", controller="", sections=sections, opened=0, by=world.secretary
    )


def _after_publication(world: World) -> None:
    """A new item and a late paper that wait for a supplement: not a word of them is public."""
    clerk = world.secretary
    item = actions.add_item_after_publication(
        meeting=world.meeting("published"),
        title=world.secret("an item that waits for a supplement"),
        by=clerk,
    )
    title = world.secret("a late paper that waits for a supplement")
    world.things["added_item"] = item
    world.things["late_placement"] = actions.add_late_paper(item=item, title=title, data=make_pdf(), by=clerk)


def _alone(world: World) -> None:
    """A paper that was replaced, and one that was withdrawn, each with a file."""
    for name, words in (("replaced", "Replaced words"), ("withdrawn", world.secret("a withdrawn paper"))):
        document = make_report(f"Paper {name}", body=f"<p>{words}</p>")
        stored = files.store(make_pdf() + words.encode(), "application/pdf", 1)
        published = library.publish(
            document=document,
            kind=Publication.Kind.PAPER,
            source_ref=f"alone-{name}",
            by=world.secretary,
            file=stored,
            file_name=f"{name}.pdf",
        )
        world.things[name] = published
    library.publish(
        document=make_report("Paper replaced", body="<p>Newer words</p>"),
        kind=Publication.Kind.PAPER,
        source_ref="alone-replaced",
        by=world.secretary,
    )
    library.withdraw(publication=world["withdrawn"], reason="It named a child.", by=world.secretary)


def _despatch(world: World) -> None:
    """Somebody on the circulation list, and an agenda that waits for its time."""
    world.things["circulation_entry"] = actions.save_circulation_entry(
        body=world.body,
        by=world.secretary,
        name=world.secret("a name on the circulation list"),
        group="press",
        email=f"{world.secret('an address on the circulation list')}@press.example",
    )
    pack = world["ready_pack"]
    assert isinstance(pack, Pack) and pack.file is not None
    world.things["scheduled"] = actions.schedule_publication(
        pack=pack, at=london(2027, 1, 4, 9, 0), proof=pack.file.hash, by=world.secretary
    )
