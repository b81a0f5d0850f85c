"""The app of meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings from the date in the calendar to the confirmed minutes."""

    name = "meetings"
    verbose_name = "Meetings"

    def ready(self) -> None:
        """Say where links lead, who may be sent a message, and what somebody may not read or do."""
        from foundation.accounts import links
        from foundation.history import events, references
        from foundation.jobs import strangers
        from foundation.jobs.outbox import keep_back
        from meetings.before.policies import COMING_LINK
        from meetings.confirming.actions import sent_scans
        from meetings.confirming.policies import DRAFT_LINK
        from meetings.despatch.actions import despatching
        from meetings.papers.actions import sent_files
        from meetings.papers.policies import PAPER_LINK
        from meetings.planning import settings_examples as of_meetings
        from meetings.providers import bodies_meeting_at, owned_by
        from meetings.public import pages
        from meetings.public.policies import QUESTION_LINK
        from meetings.restricted import hands_off
        from meetings.restricted.kept import instead_of
        from meetings.supplements.actions import sent_papers
        from panels import providers, settings_examples, standing

        links.purpose(PAPER_LINK, page="meetings:author_paper")
        links.purpose(COMING_LINK, page="meetings:coming_own")
        links.purpose(DRAFT_LINK, page="meetings:draft_by_link")
        references.register("items", pages.address_of)
        links.purpose(QUESTION_LINK, page="meetings:question_own")
        strangers.register(pages.KIND, pages.QUESTIONS)
        providers.histories.append(instead_of)
        settings_examples.more.append(of_meetings.examples)
        keep_back.append(despatching.keep_back)
        events.refusals.append(hands_off.refuse)
        for acts in (sent_files, sent_papers, sent_scans):
            acts.register()
        standing.uses.append(bodies_meeting_at)
        standing.more_owned.append(owned_by)
