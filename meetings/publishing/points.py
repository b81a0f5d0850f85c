"""What the final check says of each paper and line, one row each, and where every point is corrected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, Level, look
from foundation.ui.words import lower_first
from meetings.agenda.pages.rows import agenda_items, line_facts
from meetings.agenda.rules.lint import AgendaLineFacts, agenda_findings
from meetings.common.rules.labels import doubled
from meetings.models import AgendaItem, Meeting, Placement
from meetings.papers.documents.parts import PaperOnAgenda, lost_appendices, withholding_stops
from meetings.papers.documents.report import ReportDocument
from meetings.papers.rules import missing
from meetings.publishing.actions.publishing import proof_paper
from meetings.publishing.rules import paper_points, without_name
from meetings.restricted.business import A_PAPER, Restricted
from meetings.restricted.kept import Kept
from meetings.wording.letters import boxed

LOST = gettext_noop("Open exempt and confidential business")
# Where the form of a report asks for what it lacks, and what the link to it says.
FIELDS = {
    "recommendation": ("#recommendations", "Add a recommendation"),
    "contact": ("#contact", "Add a contact"),
    "background": ("#background", "State the background papers"),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One paper, line or part of the agenda, with everything that was found in it."""

    label: str
    title: str
    findings: tuple[Finding, ...]
    url: str = ""
    # What its sentences call it; the row need not say it again.
    names: tuple[str, ...] = ()

    @property
    def must_be_fixed(self) -> bool:
        """True when something of it prevents publication."""
        return any(not each.is_met for each in self.findings)

    @property
    def shown(self) -> list[Finding]:
        """The findings as they stand under the title: the worst first."""
        ordered = sorted(self.findings, key=lambda each: each.is_met)
        return [replace(each, sentence=without_name(each.sentence, self.names)) for each in ordered]


def check_rows(meeting: Meeting, papers: Sequence[PaperOnAgenda], kept: Kept) -> list[CheckRow]:
    """Every paper and line in which something was found, in the order of the agenda; then the agenda."""
    items = agenda_items(meeting)
    facts = {item.pk: line for item, line in zip(items, line_facts(items), strict=True)}
    of_agenda = agenda_findings(list(facts.values()), meeting_day=meeting.day, contact=meeting.contact)
    numbers = doubled(items)
    rows, said = [], set()
    for item in items:
        about = [each for each in of_agenda if _is_about(each, facts[item.pk])]
        said |= set(about)
        about += [numbers[item.pk]] if item.pk in numbers else []
        rows.append(_of_line(meeting, item, facts[item.pk], about, kept))
        rows += [_of_paper(each, kept) for each in papers if each.placement.item_id == item.pk]
    rows += _of_restrictions(meeting, papers, kept)
    rows.append(_of_front(meeting, kept.findings(each for each in of_agenda if each not in said)))
    return [row for row in rows if row.findings]


def _is_about(found: Finding, line: AgendaLineFacts) -> bool:
    return found.sentence.startswith(f"{line.name}:")


def _of_line(
    meeting: Meeting, item: AgendaItem, line: AgendaLineFacts, about: Iterable[Finding], kept: Kept
) -> CheckRow:
    names = (line.name, f"“{item.title}”")
    if kept.has(item):
        # Whoever may not read the line is told what prevents publication, and leaves it to others.
        stops = tuple(kept.findings(each for each in about if not each.is_met))
        return CheckRow(line.label, kept.line(item).title, stops, "", tuple(map(kept.named, names)))
    url = reverse("meetings:item", args=[meeting.pk, item.pk])
    found = [led_to(each, *_way_of_line(each, meeting, item)) for each in about]
    found += [*_early_minutes(item), *_boxes(item, url)]
    return CheckRow(line.label, item.title, tuple(found), url, names)


def _of_paper(paper: PaperOnAgenda, kept: Kept) -> CheckRow:
    told, named = (
        proof_paper(paper),
        _("Item {label}, {title}").format(label=paper.label, title=paper.title),
    )
    found = [*paper_points([told]), *_left_out(paper)]
    if paper.placement.pk in kept.placements:
        names = (kept.named(told.name),)
        return CheckRow(paper.label, A_PAPER, tuple(kept.findings(found)), "", names)
    url = reverse("meetings:paper", args=[paper.placement.paper_id])
    found += _of_report(paper, named)
    led = tuple(led_to(each, *_way_of_paper(each, paper)) for each in found)
    return CheckRow(paper.label, paper.title, led, url, (told.name, named))


def _of_restrictions(meeting: Meeting, papers: Sequence[PaperOnAgenda], kept: Kept) -> Iterator[CheckRow]:
    """Decisions to withhold that are not recorded, and appendices that cannot be left out."""
    restricted = papers[0].restricted if papers else Restricted.of(meeting)
    where = reverse("meetings:restricted", args=[meeting.pk])
    for each in restricted.every:
        url, name = f"{where}#restriction-{each.pk}", kept.named(restricted.name_of(each))
        found = kept.findings(withholding_stops([restricted.facts_of(each)]))
        led = tuple(led_to(one, url, _("Open the decision to withhold")) for one in found)
        yield CheckRow(restricted.label_of(each), name, led, url)
    for paper in papers:
        lost = kept.findings(lost_appendices(paper))
        led = tuple(led_to(one, where, LOST) for one in lost)
        yield CheckRow(paper.label, kept.named(paper.title), led, where)


def _of_front(meeting: Meeting, found: Iterable[Finding]) -> CheckRow:
    """What the front sheet lacks, and lines that are there twice."""
    agenda = reverse("meetings:agenda", args=[meeting.pk])
    contact = f"{reverse('meetings:meeting_change', args=[meeting.pk])}#id_contact_name"
    led = tuple(
        led_to(each, contact, _("Add the contact"))
        if each.code == "contact"
        else led_to(each, agenda, _("Open the agenda"))
        for each in found
    )
    return CheckRow("", _("The agenda"), led, agenda)


def led_to(found: Finding, url: str, words: str) -> Finding:
    """A finding with the page on which it is corrected."""
    return replace(found, url=url, url_words=words)


def _way_of_paper(found: Finding, paper: PaperOnAgenda) -> tuple[str, str]:
    """The page, and where it can be named the field, on which something about a paper is corrected."""
    pk, board = paper.placement.paper_id, reverse("meetings:meeting_papers", args=[paper.meeting.pk])
    own = reverse("meetings:paper", args=[pk])
    ways = {
        "to_follow": (board, _("Change how it reaches the meeting")),
        "left_out": (board, _("Add it to the agenda again")),
        "no_text": (reverse("meetings:paper_replace", args=[pk]), _("Upload the paper")),
        "returned": (own, _("Open the paper")),
        "not_cleared": (own, _("Check and clear the paper")),
        "disclosure": (reverse("meetings:paper_found", args=[pk]), _("Decide on what was found")),
        "marking": (reverse("meetings:paper_found", args=[pk]), _("See what was found in the file")),
        "not_accessible": (reverse("meetings:paper_found", args=[pk]), _("See what was found in the file")),
    }
    anchor, words = FIELDS.get(found.code, ("", _("Correct this in the paper")))
    return ways.get(found.code) or (f"{own}{anchor}", words)


def _way_of_line(found: Finding, meeting: Meeting, item: AgendaItem) -> tuple[str, str]:
    """The same for a line of the agenda."""
    own = reverse("meetings:item", args=[meeting.pk, item.pk])
    ways = {
        "no_paper": (f"{reverse('meetings:paper_upload')}?item={item.pk}", _("Upload a paper")),
        "no_presenter": (f"{own}#id_presenter", _("Enter who will speak")),
        "not_private": (
            reverse("meetings:item_restrict", args=[meeting.pk, item.pk]),
            _("Mark it as exempt or confidential"),
        ),
        "label_override": (f"{own}#id_label_override", _("Change the number")),
    }
    return ways.get(found.code) or (own, _("Change this item"))


def _left_out(paper: PaperOnAgenda) -> Iterator[Finding]:
    """A paper that was withdrawn and stays so: whoever corrects it has to say that it comes again."""
    placement = paper.placement
    if placement.delivery == Placement.Delivery.WITHDRAWN and placement.item.withdrawn_at is None:
        said = _("Item {label}, “{title}”, has been withdrawn and will not be published.").format(
            label=paper.label, title=paper.title
        )
        yield look(said, remedy=_("To publish it again, select “Comes with the agenda”."), code="left_out")


def _of_report(paper: PaperOnAgenda, named: str) -> Iterator[Finding]:
    """What a report written here lacks."""
    document = paper.document if paper.goes_in else None
    for point in missing(document) if isinstance(document, ReportDocument) else []:
        if point.level is Level.LOOK:
            yield replace(point, sentence=f"{named}: {_within(point.sentence)}.")


def _within(sentence: str) -> str:
    """A sentence as it continues after a colon; one that begins with a name keeps its capital."""
    begins_plainly = sentence.startswith(("A ", "Background ", "No ", "There "))
    return lower_first(sentence) if begins_plainly else sentence


def _early_minutes(item: AgendaItem) -> Iterator[Finding]:
    """Minutes that the agenda is to confirm and that have not been published."""
    for held in item.minutes_of.all():
        if not held.has_published_minutes:
            said = look(
                _("“{item}”: these minutes have not been published yet.").format(item=item.title),
                remedy=_("Publish them, then build the pack again."),
                code="early_minutes",
            )
            yield led_to(said, reverse("meetings:minutes", args=[held.pk]), _("Open these minutes"))


def _boxes(item: AgendaItem, url: str) -> Iterator[Finding]:
    """Letters that no typeface has."""
    if words := boxed(item.title, item.purpose):
        yield led_to(
            look(_("On the agenda {words}.").format(words=words), code="letters"), url, _("Change this item")
        )
