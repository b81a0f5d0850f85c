"""Components as template tags, in every template without loading; `/ui/` shows them all."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from js_asset import Media

from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.ui import dates, once, words
from foundation.ui.chips import kind_of
from foundation.ui.findings import FindingLook, look_of
from foundation.ui.forms import OPENED_WITH, GovukForm, summary_of
from foundation.ui.paging import numbers_of
from foundation.ui.rows import DuePoint, Fact, FileLink, HistoryRow, NavItem, Step, TodoRow
from foundation.ui.timelines import Dot, dots
from foundation.ui.words import letter

register = template.Library()
Context = dict[str, Any]
# Where somebody can type more than a word.
_WORDS = re.compile(r"<textarea|<input (?![^>]*type=\"(?:hidden|submit|checkbox|radio|file))")


@register.simple_tag
def onward(address: str, *about: object) -> str:
    """The address in a later package or room: pages lead on to what comes next, and need nothing of it."""
    return reverse(address, args=about)


@register.simple_tag(takes_context=True)
def whose_page(context: template.Context) -> str:
    """Let the frame look at what the page shows, before any of it is drawn; prints nothing."""
    frame = context.get("frame")
    if frame is not None:
        frame.look_at(context.flatten())
    return ""


@register.inclusion_tag("components/chip.html")
def chip(kind: str, label: object) -> Context:
    """A word in a small frame. `kind`: a chip kind or a status of `chips.OF_STATUS`; `label`: its words."""
    return {"kind": kind_of(kind), "label": label}


@register.inclusion_tag("components/finding.html")
def finding(found: Finding) -> Context:
    """One finding: a line at the left, the word of its level, the sentence, its source, what to do."""
    return {"look": look_of(found)}


@register.inclusion_tag("components/findings.html")
def findings(found: Iterable[Finding]) -> Context:
    """Several findings under each other, those without a sentence left out."""
    looks: list[FindingLook] = [look_of(each) for each in found if each.sentence]
    return {"looks": looks}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*things: Any, title: str = "") -> Context:
    """Every error of the given forms and formsets, each a link to its input; nothing when there is none."""
    return {"lines": summary_of(*things), "title": title or gettext("This is not saved yet")}


@register.simple_tag
def error_prefix(*things: Any) -> str:
    """ "Error: " for the page's title when one of the forms or formsets has an error, else nothing."""
    return gettext("Error: ") if summary_of(*[t for t in things if t]) else ""


@register.inclusion_tag("components/post_button.html")
def post_button(
    url: str,
    label: str,
    *,
    kind: str = "secondary",
    size: str = "",
    aria: str = "",
    name: str = "",
    value: object = "",
    disabled: bool = False,
    why: str = "",
    **fields: object,
) -> Context:
    """A form of one button that posts to `url`.

    `kind`: primary, secondary, warning, link or icon; `size="s"` for rows; `aria`: the whole name of a short
    label; `name` and `value` of the button; `why`: the sentence of the finding that disables it; any other
    keyword becomes a hidden field.
    """
    return {
        "url": url,
        "label": label,
        "classes": _button_classes(kind, size),
        "aria": aria,
        "name": name,
        "value": value,
        "is_disabled": disabled or bool(why),
        "why": why,
        "fields": fields,
    }


def _button_classes(kind: str, size: str) -> str:
    """The classes of a button of this kind and size."""
    if kind in ("link", "icon"):
        return {"link": "app-link-button", "icon": "app-icon"}[kind]
    look = {"primary": "", "secondary": " govuk-button--secondary", "warning": " govuk-button--warning"}[kind]
    return f"govuk-button{look}{' app-button-s' if size == 's' else ''}"


@register.inclusion_tag("components/pages.html")
def pages(
    page: "Page[Any]",
    label: str = "",
    before: str = "",
    after: str = "",
    query: str = "",
) -> Context:
    """Ways to the other pages of a list; `query`: what else the address asks for, encoded."""
    told = f"{query}&" if query else ""
    words = {
        "label": label or gettext("Pages"),
        "before": before or gettext("Previous page"),
        "after": after or gettext("Next page"),
    }
    return {"page": page, "numbers": numbers_of(page), "query": told, **words}


@register.inclusion_tag("components/timeline.html")
def timeline(points: Iterable[DuePoint], today: date | None = None, is_wide: bool = True) -> Context:
    """Due dates as dots in time order; with `today` a black diamond stands where we are."""
    shown: list[Dot] = dots(points, today)
    return {"dots": shown, "is_wide": is_wide}


@register.inclusion_tag("components/todo.html")
def todo(rows: Iterable[TodoRow], has_primary: bool = True) -> Context:
    """Things that need the reader, in the order given; only the first has the green button."""
    return {"rows": list(rows), "has_primary": has_primary}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str, note: str = "", reload: int = 0) -> Context:
    """A true count with its bar ("6 of 8 papers"); `reload`: look again after so many seconds."""
    return {"done": done, "total": total, "label": label, "note": note, "reload": reload}


@register.inclusion_tag("components/history.html")
def history(events: Iterable[Event | HistoryRow]) -> Context:
    """What happened, the newest first as given: day, time, who did what. Takes events or `HistoryRow`s."""
    return {"rows": [_history_row(each) for each in events]}


def _history_row(event: Event | HistoryRow) -> HistoryRow:
    """An event as a sentence: who did what, then what it was called."""
    if isinstance(event, HistoryRow):
        return event
    note = getattr(event, "note", None)
    sentence = f"{event.sentence}: {event.subject_label}"
    return HistoryRow(event.happened_at, sentence, note.text if note else "")


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "", kind: str = "secondary") -> Context:
    """What is missing, in bold, and the one act that starts it (a link drawn as a button)."""
    return {"title": title, "text": text, "url": url, "label": label, "kind": kind}


class FormKeys(CsrfTokenNode):
    """What every posted form carries: the mark against other sites, and the key that makes it count once."""

    def render(self, context: template.Context) -> SafeString:
        """Both as hidden fields."""
        return mark_safe(super().render(context) + once.field())


class WordsKept(template.Node):
    """The main part of a page, and where what is typed there may lie until it is saved; see words.js."""

    def __init__(self, main: template.NodeList) -> None:
        self.main = main

    def render(self, context: template.Context) -> SafeString:
        """The part itself; with a form of words in it, a mark behind it."""
        drawn = self.main.render(context)
        frame, request = context.get("frame"), context.get("request")
        if frame is None or request is None or once.FIELD not in drawn or not _WORDS.search(drawn):
            return drawn
        again = mark_safe(" data-again") if request.method == "POST" else ""
        keeps = frame.keeps(context.flatten())
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        told = format_html('<div hidden data-words="{}" data-most="{}"{}></div>', keeps, most, again)
        return mark_safe(drawn + told)


@register.tag("words_kept")
def words_kept(parser: Parser, token: Token) -> WordsKept:
    """Around the main part of the frame."""
    main = parser.parse(("endwords_kept",))
    parser.delete_first_token()
    return WordsKept(main)


@register.tag("csrf_token")
def csrf_token(parser: Parser, token: Token) -> FormKeys:
    """Django's own tag with a key beside it, so that no form can be without one."""
    return FormKeys()


@register.simple_tag
def together(form: GovukForm) -> str:
    """What a form showed when it was opened, as a hidden field of it, to join two people's words."""
    if form.opened_with is None:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', OPENED_WITH, form.opened_with)


@register.inclusion_tag("components/strip.html")
def strip(facts: Iterable[Fact]) -> Context:
    """Three to five facts side by side under the title: `rows.Fact` each."""
    return {"facts": list(facts)}


@register.inclusion_tag("components/decision.html")
def decision(words: str, limbs: Iterable[str] = (), vote: str = "") -> Context:
    """A decision: "RESOLVED" with its vote, then the limbs (a), (b) when there are several."""
    listed = list(limbs)
    lettered = [(f"({letter(at)})", limb) for at, limb in enumerate(listed, 1)]
    return {"words": words, "vote": vote, "limbs": lettered, "only": listed[0] if len(listed) == 1 else ""}


@register.inclusion_tag("components/files.html")
def files(links: Iterable[FileLink]) -> Context:
    """Ways to read something: `rows.FileLink` each, pages and size as text beside the link."""
    return {"links": list(links)}


@register.inclusion_tag("components/way.html")
def way_to_publication(steps: Iterable[Step]) -> Context:
    """Build, Proof, Publish: `rows.Step` each, the current one bold, with whose turn it is."""
    return {"steps": list(steps)}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[NavItem], label: str) -> Context:
    """The pages of one thing as links in a line; `label` names the line for a screen reader."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("components/contents.html")
def contents(items: Iterable[NavItem], label: str = "") -> Context:
    """Links to the parts of a long page; shown on narrow screens, where the aside follows below."""
    return {"items": list(items), "label": label or gettext("On this page")}


@register.inclusion_tag("components/saved.html")
def saved(at: datetime | None, version: int | None = None) -> Context:
    """ "Saved at 10.42 am, version 14", under the title of a page where one writes."""
    return {"at": at, "version": version}


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """Something folded away until the reader opens it; `summary` says what is inside."""
    engine_template = get_template("components/details.html")
    return mark_safe(engine_template.render({"summary": summary, "content": content}))  # noqa: S308


@register.simple_tag(takes_context=True)
def form_media(context: template.Context, *things: Any) -> SafeString:
    """The styles and scripts of forms and formsets, with the page's nonce; stands in block media."""
    whole = Media()
    for thing in things:
        if thing:
            whole = whole + thing.media
    nonce = context.get("CSP_NONCE") or getattr(context.get("request"), "csp_nonce", "")
    return mark_safe(str(Media.from_media(whole, nonce=str(nonce))))  # noqa: S308


@register.filter
def file_size_words(size: int | None) -> str:
    """Bytes as people read them: "640 KB", "2.4 MB"."""
    return words.file_size(size) if size is not None else ""


@register.filter
def day(value: date | None) -> str:
    """ "Friday 4 December 2026"."""
    return dates.long_day(value) if value else ""


@register.filter
def plain_day(value: date | None) -> str:
    """ "4 December 2026"; "July 2022" where only the month is known."""
    return dates.plain_day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """ "Fri 4 Dec", for narrow columns."""
    return dates.short_day(value) if value else ""


@register.filter
def clock_time(value: time | datetime | None) -> str:
    """ "1.30 pm", "noon"."""
    return no_break(dates.clock_time(value)) if value is not None else ""


@register.filter
def no_break(value: object) -> str:
    """The same words kept on one line."""
    return str(value).replace(" ", words.NO_BREAK)


@register.filter
def joined(parts: Iterable[object]) -> str:
    """ "a, b and c"."""
    return words.joined(parts)


@register.filter
def counted(number: int, noun: str) -> str:
    """A count with its noun: `{{ n|counted:"paper" }}`, `{{ n|counted:"body,bodies" }}`."""
    one, _, many = noun.partition(",")
    return words.counted(number, one, many)
