"""The whole demo in one call."""

from datetime import date

from config.demo import (
    before,
    coming,
    cycle,
    inquiry,
    ledger,
    life,
    meetings,
    partners,
    questions,
    safeguards,
    statements,
    votes,
    year,
)
from config.demo.panel import make_panel
from foundation.accounts.models import User


def exists() -> bool:
    """True when this installation holds anything at all: a demo is never poured over a real panel."""
    return User.objects.exists()


def build(today: date) -> None:
    """Make the fictional panel with its year of meetings laid around today."""
    body, clerk = make_panel(today)
    last = meetings.past_meetings(body, clerk, today)
    votes.add_votes(last, clerk)
    following = coming.published_meeting(body, clerk, last, today)
    cycle.add_exempt_report(following, clerk, today)
    cycle.add_paper_to_follow(following, clerk, today)
    preparing = coming.meeting_in_preparation(body, clerk, today)
    cycle.ask_by_link(preparing, clerk, today)
    cycle.keep_circulation(body, clerk)
    coming.later_meetings(body, clerk, today)
    partners.make_partnerships(body, clerk, preparing, today)
    inquiry.make_inquiry(body, clerk, preparing, today)
    questions.ask_about_patrols(following, clerk, today)
    questions.ask_for_later(preparing, today)
    before.ask_who_comes(following, clerk, today)
    year.plan_next_year(body, clerk, today)
    year.keep_programme(body, clerk, preparing, today)
    ledger.keep_ledger(body, clerk, last, preparing, today)
    life.sign_and_circulate(last, clerk, today)
    coming.publish_next(following, clerk, today)
    coming.meeting_to_publish(body, clerk, today)
    cycle.after_publication(following, clerk)
    safeguards.name_a_reader(following, clerk, today)
    safeguards.repeat_private_words(preparing, clerk, today)
    safeguards.leave_unconfirmed(preparing, today)
    safeguards.leave_a_decision(preparing, clerk, today)
    cycle.ask_the_office(preparing, clerk, today)
    safeguards.ask_for_another_address(today)
    statements.publish_statements(body, clerk, today)
