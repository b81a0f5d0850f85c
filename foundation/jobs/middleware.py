"""Requests answer at once: what only the worker makes is waited for on a page of its own."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history import clock
from foundation.history.findings import look, stopped
from foundation.jobs import queue, waiting
from foundation.jobs.models import Job
from foundation.jobs.registry import kinds_of, work_of
from foundation.ui import full_disk, once
from foundation.ui.middleware import page_above, page_before

AGAIN = "make_again"
NOT_AGAIN = {"csrfmiddlewaretoken", once.WAITED}
# An act may ask for one thing after another. One that asks for ever makes what it needs in the end: its
# documents name what only the act itself decides, which should be mended.
MOST_ROUNDS = 20
# How soon the page looks again: soon while it may be a moment, seldom once it takes long.
SOON, SELDOM = 2, 5
LONG = timedelta(seconds=10)
# An act must not hang on a worker: what somebody has to do today is done without it.
GOES_ON = look(
    "The background worker is busy or not running, so the file is now prepared without it.",
    remedy="This may take a minute. Tell your support team.",
)
BROKE_DOWN = gettext_noop("The file could not be created after three attempts.")


class wait_for_worker:  # noqa: N801  (named as a verb: it reads as one in the settings)
    """Answer at once: with what is kept, or with a page that waits for the worker and then asks the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a form with a file makes what it needs, since no page can send it again."""
        if request.method == "POST" and (request.FILES or _rounds(request)[0] >= MOST_ROUNDS):
            return self.get_response(request)
        with waiting.answering_at_once():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that waits (202 Accepted), or what stopped the work (409 Conflict)."""
        return _page(request, exception) if isinstance(exception, waiting.NotMadeYet) else None


def _page(request: HttpRequest, needed: waiting.NotMadeYet) -> HttpResponse:
    now, again = clock.now(), AGAIN in request.GET
    jobs = [waiting.ask(each, now, again=again) for each in needed.wanted]
    if again and request.method != "POST":
        return redirect(_address(request, again=False))
    is_act = request.method == "POST"
    context: dict[str, object] = {
        "title": needed.wanted[0].title,
        "back": (is_act and page_before(request)) or page_above(request.path),
        "address": _address(request, again=False),
        "typed": list(_typed(request, needed, is_stuck=_is_stuck(jobs, now))),
        "is_act": is_act,
    }
    failed = [
        stopped(f"{each.title}: {_why(job)}" if needed.of > 1 else _why(job))
        for each, job in zip(needed.wanted, jobs, strict=True)
        if job.status == Job.Status.FAILED
    ]
    if failed:
        context |= {"findings": failed, "address": _address(request, again=True)}
        return _answer(request, "jobs/not_made.html", context, 409)
    return _answer(request, "jobs/being_made.html", context | _how_far(needed, jobs, now, is_act=is_act), 202)


def _typed(request: HttpRequest, needed: waiting.NotMadeYet, *, is_stuck: bool) -> Iterator[tuple[str, str]]:
    """What was sent, to be sent again under the key it had, so that it counts once.

    Where the work is stuck the form that is sent next makes what it needs.
    """
    for name, sent in request.POST.lists():
        if name not in NOT_AGAIN:
            yield from ((name, each) for each in sent)
    rounds, before = _rounds(request)
    asked = hashlib.sha256(str(needed).encode()).hexdigest()[:16]
    yield once.WAITED, f"{MOST_ROUNDS if is_stuck else rounds + (asked != before)}:{asked}"


def _rounds(request: HttpRequest) -> tuple[int, str]:
    """How often a form that waits has asked for something new, and what it asked for last."""
    rounds, __, asked = request.POST.get(once.WAITED, "").partition(":")
    return (int(rounds) if rounds.isdecimal() and len(rounds) < 4 else 0), asked


def _why(job: Job) -> str:
    """Why work stopped: what its handler said, and not what a fault of ours is called."""
    is_said = job.attempts < queue.MOST_ATTEMPTS or job.error in (queue.LOST, full_disk.SENTENCE)
    return job.error if is_said else _(BROKE_DOWN)


def _running(jobs: Sequence[Job], now: datetime) -> Job | None:
    """The first that a worker holds; a lease that ran out is that of a dead worker."""
    held = (job for job in jobs if job.status == Job.Status.RUNNING)
    return next((job for job in held if job.lease_until and job.lease_until >= now), None)


def _is_stuck(jobs: Sequence[Job], now: datetime) -> bool:
    """True when nobody works on what was asked for long ago."""
    return _running(jobs, now) is None and now - min(job.asked_at for job in jobs) >= waiting.TOO_LONG


def _how_far(
    needed: waiting.NotMadeYet, jobs: Sequence[Job], now: datetime, *, is_act: bool
) -> dict[str, object]:
    waited = now - min(job.asked_at for job in jobs)
    slow = [GOES_ON if is_act and _is_stuck(jobs, now) else waiting.TAKES_LONG]
    return {
        "of": needed.of,
        "made": needed.of - len(needed.wanted),
        "note": _note(jobs, now),
        "is_saved": any(each.is_saved for each in needed.wanted),
        "findings": slow if waited >= waiting.TOO_LONG else [],
        "reload_after": SOON if waited < LONG else SELDOM,
    }


def _note(jobs: Sequence[Job], now: datetime) -> str:
    """How far the work has come, in words."""
    running = _running(jobs, now)
    if running is not None:
        return running.step or _("Being created now")
    if any(job.status == Job.Status.DONE for job in jobs):
        return _("Almost ready")
    if any(job.attempts for job in jobs):
        return _("The first attempt failed. Trying again")
    before = Job.objects.ahead_of(jobs[0], kinds_of(work_of(jobs[0].kind).lane))
    return (
        _("Waiting to start: {before} before it").format(before=before) if before else _("Waiting to start")
    )


def _answer(request: HttpRequest, template: str, context: dict[str, object], status: int) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _address(request: HttpRequest, *, again: bool) -> str:
    """The same address, which asks again for what stopped or does not."""
    asked = request.GET.copy()
    asked.pop(AGAIN, None)
    if again:
        asked[AGAIN] = "1"
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
