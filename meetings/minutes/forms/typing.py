"""What stands on a page on which somebody is still typing: kept as far as it can be."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.documents.text import richtext
from foundation.ui.words import whole_number
from meetings.minutes import content as minute_content
from meetings.minutes.actions.saving import Page, Typed
from meetings.minutes.content import Content, DecisionLine, LimbLine
from meetings.minutes.forms.minutes import MinuteForms
from meetings.minutes.pages import minutes
from meetings.minutes.pages.minutes import said_by
from meetings.models import Minute, TextVersion


@dataclass
class OnPage:
    """What of a page can be saved now, what waits for its writer, and the names of rows that are new."""

    content: Content
    based_on: int
    page: Page
    waiting: list[str] = field(default_factory=list)
    new_rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def typed(self) -> Typed:
        """For saving."""
        return self.page.typed(self.content, self.based_on)


def on_page(minute: Minute, data: QueryDict) -> OnPage:
    """The minute as it stands on its own page, or among others as plain lines."""
    prefix = data.get("lines", "")
    name = f"{prefix}-based_on" if prefix else "based_on"
    page = replace(said_by(data), way=TextVersion.Way.AUTOSAVED)
    found = OnPage({}, whole(data.get(name, "")), page)
    if prefix:
        _lines(found, minute, data, prefix)
    else:
        _words(found, data)
        _rows(found, minute, data)
    return found


def _is_sent(data: QueryDict, group: str) -> bool:
    """True when the page sent this part; one that says which parts changed sends no others."""
    return "has" not in data or group in data.getlist("has")


def _words(found: OnPage, data: QueryDict) -> None:
    title = " ".join(data.get("title", "").split())
    if title and len(title) <= 500:
        found.content["title"] = title
    elif "title" in data:
        found.waiting.append(_("The heading has not been saved. It must have 1 to 500 characters."))
    if "opening" in data:
        found.content["opening"] = "\n".join(map(str.strip, data.get("opening", "").strip().splitlines()))
    if "text" in data:
        _text(found, data.get("text", ""))


def _text(found: OnPage, text: str) -> None:
    try:
        found.content["text"] = richtext.clean("" if text.strip() == "<p></p>" else text)
    except richtext.TooMuch as problem:
        found.waiting.append(_("The text has not been saved. {problem}").format(problem=problem.sentence))


def _rows(found: OnPage, minute: Minute, data: QueryDict) -> None:
    """Items, limbs and follow-ups; a row that is not finished waits."""
    if not any(_is_sent(data, group) for group in ("items", "limbs", "follow")):
        return
    meeting = minute.minutes.meeting
    agenda = [(item, "") for item in meeting.items.all()]
    known = {item.pk for item, __ in agenda}
    if _is_sent(data, "items"):
        found.content["items"] = [pk for pk in map(whole, data.getlist("items")) if pk in known]
    forms = MinuteForms(minute, meeting.settings, agenda, data)
    if _is_sent(data, "limbs"):
        _limbs(found, forms)
    if _is_sent(data, "follow"):
        _follow_ups(found, forms)


def _limbs(found: OnPage, forms: MinuteForms) -> None:
    if forms.limbs.is_valid():
        found.content["limbs"] = minute_content.limbs_of(forms.decisions())
    else:
        found.waiting.append(_("The decision has not been saved. One of its lines is not complete."))


def _follow_ups(found: OnPage, forms: MinuteForms) -> None:
    if not forms.follow_ups.is_valid():
        found.waiting.append(_("The action has not been saved. One of its lines is not complete."))
        return
    found.content["follow_ups"] = minute_content.follow_ups_of(forms.follow_up_rows())
    names = [form.add_prefix("pk") for form in forms.follow_ups if form.cleaned_data.get("text")]
    rows = zip(names, found.content["follow_ups"], strict=True)
    found.new_rows = {name: row for name, row in rows if not row["pk"]}


def _lines(found: OnPage, minute: Minute, data: QueryDict, prefix: str) -> None:
    if f"{prefix}-text" in data:
        text = minutes.text_typed(minute, str(data[f"{prefix}-text"]), found.based_on, found.page.editor)
        if text is not None:
            _text(found, text)
    if f"{prefix}-resolved" in data:
        # One box with a line for each limb, or a box for each.
        typed = "\n".join(data.getlist(f"{prefix}-resolved"))
        limbs = [line.strip() for line in typed.splitlines() if line.strip()]
        decision = DecisionLine("resolved", [LimbLine(words) for words in limbs])
        found.content["limbs"] = minute_content.limbs_of([decision])


def whole(text: str) -> int:
    """A number as a page posts it; nought for anything else."""
    return whole_number(text) or 0
