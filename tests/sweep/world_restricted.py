"""A published meeting with an item, a paper and an appendix that are kept from the public."""

from typing import Any

from foundation.documents.search.searching import Hit, Search
from meetings import actions
from meetings.models import AgendaItem, Pack, Placement, Restriction
from meetings.papers.documents.report import Appendix
from tests.builders.meetings import london
from tests.builders.papers import make_pdf, make_report
from tests.sweep.world import World, add, built, plan


def restricted_business(world: World) -> None:
    """Everything signed, the agenda published without it, the restricted pack given to the members."""
    clerk = world.secretary
    closed = plan(world, "closed", london(2027, 2, 12))
    open_item = add(world, closed, "Estates")
    hidden = add(
        world,
        closed,
        world.secret("the title of a restricted item"),
        presenter=world.secret("who presents a restricted item"),
        purpose=world.secret("the purpose of a restricted item"),
    )
    estates = _report(world, open_item, "Estates", "Open words of estates.", with_appendix=True)
    words = world.secret("the text of a restricted paper")
    paper = _report(world, hidden, world.secret("the title of a paper on a restricted item"), words)
    title = world.secret("the title of a restricted paper")
    upload = actions.upload_paper(body=world.body, title=title, data=make_pdf(2), by=clerk)
    actions.clear_paper(paper=upload, by=clerk)
    slides = actions.place_paper(item=open_item, paper=upload, by=clerk)
    reason = world.secret("why the public interest is greater")
    terms: dict[str, Any] = {
        "ground": "exempt",
        "paragraphs": [3],
        "public_interest_reason": reason,
        "by": clerk,
    }
    on_item = actions.restrict_item(item=hidden, shows_title=False, **terms)
    actions.restrict_paper(placement=slides, **terms)
    appendix = actions.restrict_appendix(placement=estates, appendix="Appendix B", **terms)
    for each in Restriction.objects.standing():
        actions.sign_restriction(restriction=each, by=world.users["monitoring_officer"])
    hit = Hit(
        "the text of paper 1 of item 1",
        "Minutes minutes.pdf, page",
        words=words,
        about=f"restriction:{on_item.pk}:{hidden.pk}",
    )
    actions.keep_finds(meeting=closed, way="minutes", search=Search(1, 1, [hit], [], []))
    find = closed.finds.get()
    actions.ask_to_overrule(find=find, reason="It is a turn of phrase.", by=clerk)
    reader = world.users["commissioners_office"]
    actions.name_reader(restriction=appendix, reader=reader, by=clerk)
    world.things |= {
        "open_item": open_item,
        "open_placement": estates,
        "find": find,
        "restricted_item": hidden,
        "restricted_placement": paper,
        "restriction": on_item,
        "read_restriction": appendix,
        "reader": reader,
    }


def restricted_packs(world: World) -> None:
    """The agenda goes out; then the members get the restricted pack."""
    actions.agree_agenda(meeting=world.meeting("closed"), by=world.secretary)
    built(world, "closed", Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=world.meeting("closed"), by=world.secretary)
    built(world, "closed", Pack.Kind.RESTRICTED)
    actions.issue_restricted_pack(meeting=world.meeting("closed"), by=world.secretary)


def _report(
    world: World, item: AgendaItem, title: str, words: str, *, with_appendix: bool = False
) -> Placement:
    costs = Appendix(
        label="Appendix B",
        title=world.secret("the title of a restricted appendix"),
        html=f"<p>{world.secret('the text of a restricted appendix')}</p>",
    )
    report = make_report(title, body=f"<p>{words}</p>", appendices=[costs] if with_appendix else [])
    paper = actions.write_paper(body=world.body, title=title, report=report, by=world.secretary)
    actions.clear_paper(paper=paper, by=world.secretary)
    return actions.place_paper(item=item, paper=paper, by=world.secretary)
