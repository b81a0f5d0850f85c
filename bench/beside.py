"""Each drawn screen and what the demo shows in its place: the list for `make look`.

A drawing is an HTML page, of the project's own in docs/design/ or handed over beside the project, where that
folder is there. `python -m bench.beside` prints, with the database of the environment, which address shows
which drawing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from bench.site import ROOT

FOLDERS = (ROOT.parent / "shared/design/screens", ROOT / "docs/design")
GAP = 24
VISITOR = "Visitor"


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the demo: the drawing it is held against, who looks, and where."""

    drawing: str
    role: str
    address: str


def drawings() -> dict[str, Path]:
    """Every drawing by its name."""
    return {
        path.stem: path for folder in FOLDERS if folder.exists() for path in sorted(folder.glob("*.html"))
    }


def screens(env: dict[str, str]) -> list[Screen]:
    """What the demo of this environment shows; asked in a process of its own, with its own database."""
    command = [sys.executable, "-m", "bench.beside"]
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return [Screen(*row) for row in json.loads(said.stdout)]


def side_by_side(browser: Browser, drawing: Path, shown: Path, target: Path, width: int) -> None:
    """One picture: the drawing at the left, the screen at the right."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(drawing.as_uri())
    target.parent.mkdir(parents=True, exist_ok=True)
    drawn = target.with_suffix(".drawn.png")
    page.screenshot(path=drawn, full_page=True)
    page.close()
    left, right = (Image.open(path).convert("RGB") for path in (drawn, shown))
    both = Image.new("RGB", (left.width + right.width + GAP, max(left.height, right.height) + GAP), "#888888")
    both.paste(left, (0, GAP))
    both.paste(right, (left.width + GAP, GAP))
    draw = ImageDraw.Draw(both)
    draw.text((4, 6), f"Drawing: {drawing.stem}", fill="#ffffff")
    draw.text((left.width + GAP + 4, 6), "Screen", fill="#ffffff")
    both.save(target)
    drawn.unlink()


def _rows() -> Iterator[tuple[str, str, str]]:
    """Drawing, role and address, for all that the demo has something to show of: of a kind, the fullest."""
    from django.db.models import Count, Max, Q, TextField
    from django.db.models.functions import Cast, Length
    from django.urls import reverse
    from django.utils import timezone

    from foundation.library.models import PublicMeeting
    from meetings.models import Meeting, Minute, Paper
    from panels.models import Body
    from partnerships.models import BriefingNote, Round

    body = Body.objects.order_by("pk")[:1]
    to_come = Meeting.objects.exclude(status="cancelled").filter(starts_at__gte=timezone.now())
    coming = to_come.filter(agenda_status__in=("draft", "with_chair", "agreed"))
    coming = coming.annotate(size=Count("items__placements")).order_by("-size", "pk")[:1]
    # The minute with the longest decision, and its meeting.
    minutes = Minute.objects.filter(minutes__meeting__status="held").annotate(size=Count("decisions__limbs"))
    minutes = minutes.order_by("-size", "-pk")[:1]
    held = Meeting.objects.filter(pk__in=[each.minutes.meeting_id for each in minutes])
    papers = Paper.objects.filter(preparation="draft", origin="written")
    typed = Max(Length(Cast("versions__document", TextField())))
    written = papers.annotate(size=typed).order_by("-size", "pk")[:1]
    notes = BriefingNote.objects.order_by("pk")
    # Where the demo has none with its chair, the one that its chair will approve.
    sent = notes.filter(status__in=("with_chair", "draft")).order_by("-status", "pk")
    answers = Count("notes", filter=Q(notes__status="approved"))
    rounds = Round.objects.annotate(size=answers).order_by("-size", "-pk")[:1]
    yield "home", "Secretariat", "/"
    yield "first-pages", "Member", "/"
    yield "components", "Secretariat", reverse("ui:gallery")
    for drawing, name, role, things in (
        ("settings", "panels:settings", "Secretariat", body),
        ("agenda", "meetings:agenda", "Secretariat", coming),
        ("papers-board", "meetings:meeting_papers", "Secretariat", coming),
        ("paper", "meetings:paper", "Secretariat", written),
        ("proof", "meetings:proof", "Secretariat", coming),
        ("publish", "meetings:proof", "Secretariat", coming),
        ("meeting-day", "meetings:day", "Secretariat", held),
        ("minutes", "meetings:minutes", "Secretariat", held),
        ("minute-editor", "meetings:minute_edit", "Secretariat", minutes),
        ("round", "partnerships:round", "Secretariat", rounds),
        ("note-approve", "partnerships:note", "CSP chair", sent[:1]),
    ):
        for thing in things:
            yield drawing, role, reverse(name, args=[thing.pk])
    for note in notes.filter(status="draft")[:1]:
        yield "note", "CSP officer", reverse("partnerships:theme", args=[note.pk, 4])
    for minute in minutes:
        for meeting in PublicMeeting.objects.filter(ref__in=held.values("ref")):
            yield "public-meeting", VISITOR, reverse("library:meeting", args=[meeting.ref])
            yield "public-item", VISITOR, reverse("library:item", args=[meeting.ref, minute.ref])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(list(_rows())))
