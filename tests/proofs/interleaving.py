"""A few people who write one minute at the same time, by chance; every sentence they send is remembered."""

import random
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.text import blocks
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from meetings import actions
from meetings.actions import Page, Typed
from meetings.minutes import content as minute_content
from meetings.minutes.actions.versions import hashed
from meetings.minutes.content import Content
from meetings.models import AgendaItem, Minute, SetAside


@dataclass
class OpenPage:
    """One page on somebody's screen: what it showed, what stands on it now."""

    editor: str
    user: User
    based_on: int
    seen: str
    base: Content
    now: Content
    sent: list[Any] = field(default_factory=list)


@dataclass
class Writers:
    """Two to four writers at one minute, and the chance that moves them."""

    chance: random.Random
    minute: Minute
    users: list[User]
    items: list[AgendaItem]
    pages: list[OpenPage] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    count: int = 0
    known: Content | None = None

    def sentence(self) -> str:
        """A sentence nobody said before."""
        self.count += 1
        return f"alpha{self.count} beta{self.count} gamma{self.count}."

    def current(self) -> Content:
        """The minute as it stands, looked at once after each act that may change it."""
        if self.known is None:
            self.known = minute_content.content_of(Minute.objects.get(pk=self.minute.pk))
        return deepcopy(self.known)

    def step(self) -> None:
        """Somebody does something."""
        acts = {
            self.open: 3,
            self.type: 9,
            self.save: 4,
            self.save_several: 2,
            self.autosave: 7,
            self.send_again: 2,
            self.choose: 2,
            self.decide: 1,
            self.undertake: 1,
            self.restore: 1,
            self.close: 1,
        }
        self.chance.choices(list(acts), list(acts.values()))[0]()

    def open(self) -> None:
        """Somebody opens the minute, with scripts or without."""
        user = self.chance.choice(self.users)
        minute = Minute.objects.get(pk=self.minute.pk)
        now = self.current()
        self.count += 1
        editor = f"page{self.count}" if self.chance.random() < 0.7 else ""
        if editor:
            actions.say_here(minute, editor=editor, based_on=minute.version, by=user, now=timezone.now())
        seen = hashed(now) if self.chance.random() < 0.7 else ""
        self.pages.append(OpenPage(editor, user, minute.version, seen, now, deepcopy(now)))

    def page(self) -> OpenPage:
        """One of the open pages."""
        if not self.pages:
            self.open()
        return self.chance.choice(self.pages)

    def type(self) -> None:
        """Somebody types: a new paragraph, into one, takes one out; a limb, a follow-up, the opening."""
        page = self.page()
        what = self.chance.choice(["text"] * 5 + ["limb", "follow", "opening", "title", "items"])
        if what == "text":
            page.now["text"] = self._typed_into(page.now["text"])
        elif what == "limb":
            rows = page.now["limbs"]
            limb = {"kind": "resolved", "limb": {"text": self.sentence(), "condition": ""}}
            rows.insert(self.chance.randint(0, len(rows)), limb)
        elif what == "follow":
            row = {"text": self.sentence(), "kind": "action", "owner": "", "due_on": None, "pk": None}
            page.now["follow_ups"].append(row)
        elif what == "opening":
            page.now["opening"] = f"{page.now['opening']}\n{self.sentence()}".strip()
        elif what == "title":
            page.now["title"] = self.sentence()
        else:
            page.now["items"] = [item.pk for item in self.items if self.chance.random() < 0.5]

    def _typed_into(self, text: str) -> str:
        parts = [block.marked for block in minute_content.pieces("text", {"text": text})]
        place = self.chance.randint(0, len(parts))
        what = self.chance.choice(["add", "add", "more", "out", "strip"])
        if what == "add" or not parts or place == len(parts):
            parts.insert(place, f"<p>{self.sentence()}</p>")
        elif what == "more":
            parts[place] = parts[place].replace("</p>", f" {self.sentence()}</p>")
        elif what == "out":
            del parts[place]
        text = "".join(parts)
        return blocks.without_ids(text) if what == "strip" else text

    def save(self) -> None:
        """Somebody presses save on the page of the minute; the page is shown anew."""
        page = self.page()
        agenda = {item.pk: item for item in self.items}
        words = {
            "text": page.now["text"],
            "opening": page.now["opening"],
            "title": page.now["title"],
            "items": [agenda[pk] for pk in page.now["items"]],
            "decisions": minute_content.decisions_in(page.now),
            "follow_ups": minute_content.follow_ups_in(page.now),
            "page": Page(editor=page.editor, seen=page.seen),
        }
        minute = Minute.objects.get(pk=self.minute.pk)
        call = {"minute": minute, "based_on": page.based_on, "by": page.user, **words}
        self._send(page, page.now, lambda: actions.save_minute(**call))
        self.pages.remove(page)

    def save_several(self) -> None:
        """Somebody saves text and limbs from the page of several minutes."""
        page = self.page()
        limbs = [row["limb"]["text"] for row in page.now["limbs"]]
        where = Page(editor=page.editor, seen=page.seen)
        minute = Minute.objects.get(pk=self.minute.pk)
        typed = actions.MinuteText(minute, page.now["text"], page.based_on, limbs, where)
        sent = {**page.base, "text": page.now["text"], "limbs": page.now["limbs"]}
        self._send(page, sent, lambda: actions.save_several(texts=[typed], by=page.user))
        self.pages.remove(page)

    def autosave(self) -> None:
        """A page saves by itself, and is typed on."""
        page = self.page()
        if not page.editor:
            return
        where = Page("autosaved", page.editor, page.seen)
        typed = Typed(deepcopy(page.now), page.based_on, where)
        self._send(
            page,
            page.now,
            lambda: actions.autosave_minute(minute=self.minute, typed=typed, by=page.user).conflict,
        )

    def send_again(self) -> None:
        """A double click, a resubmitted form, or an answer that got lost on its way."""
        page = self.page()
        if page.sent:
            self.known = None
            self.chance.choice(page.sent)()

    def choose(self) -> None:
        """Somebody brings together what was set aside, choosing by chance."""
        aside = SetAside.objects.waiting().filter(minute=self.minute).first()
        if aside is None:
            return
        current = Minute.objects.get(pk=self.minute.pk)
        keys = [f"{name}-{place}" for name in minute_content.NAMES for place in range(12)]
        choices = {key: self.chance.choice(["theirs", "yours", "both"]) for key in keys}
        if self.chance.random() < 0.2:
            choices["whole"] = self.chance.choice(["theirs", "yours"])
        user = self.chance.choice(self.users)
        self.known = None
        actions.bring_together(aside=aside, choices=choices, based_on=current.version, by=user)

    def decide(self) -> None:
        """A decision is recorded elsewhere."""
        words = self.sentence()
        self.known = None
        actions.decide(minute=self.minute, limbs=[words], by=self.chance.choice(self.users))
        self.said.add(words)

    def undertake(self) -> None:
        """A follow-up is recorded elsewhere."""
        words = self.sentence()
        self.known = None
        actions.add_follow_up(minute=self.minute, text=words, by=self.chance.choice(self.users))
        self.said.add(words)

    def restore(self) -> None:
        """Somebody takes an earlier version back."""
        version = self.chance.choice(list(self.minute.text_versions.all()))
        self.known = None
        try:
            actions.restore_version(version=version, by=self.chance.choice(self.users))
        except Refused as refused:
            assert [each.sentence for each in refused.findings] == [
                "The minute is already the same as this version."
            ]

    def close(self) -> None:
        """A page is closed without saving."""
        if self.pages:
            self.pages.remove(self.chance.choice(self.pages))

    def _send(self, page: OpenPage, content: Content, call: Any) -> None:
        """Send what stands on a page; what somebody else added since it was opened must still be there."""
        before, typed = self.current(), deepcopy(content)
        self.said |= sentences(typed)
        page.sent.append(call)
        try:
            conflict = call()
        except NewerVersion as error:
            conflict = error
        self.known = None
        after = sentences(self.current())
        lost = sentences(before) - sentences(page.base) - after
        assert lost == set(), f"saved over: {lost}"
        if not conflict or isinstance(conflict, Minute):
            missing = sentences(typed) - sentences(page.base) - after
            assert missing == set(), f"accepted and not there: {missing}"
            if page.editor:
                page.base = typed


def sentences(content: Content) -> set[str]:
    """Every sentence of a content."""
    words = f"{content['title']}\n{minute_content.all_words(content)}"
    return {f"{part.strip()}." for part in words.replace("\n", " ").split(".") if part.strip()}


def everything_kept(minute: Minute) -> set[str]:
    """Every sentence that stands in the minute, in one of its versions, or in what was set aside."""
    kept = sentences(minute_content.content_of(Minute.objects.get(pk=minute.pk)))
    for version in minute.text_versions.all():
        kept |= sentences(minute_content.content_kept(version))
        kept |= sentences(version.typed) if version.typed else set()
    for aside in minute.set_aside.all():
        kept |= sentences(aside.content)
    return kept
