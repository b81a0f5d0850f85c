"""Names that rows in the database of an installation hold: they stay when the code they name moves."""

from foundation.accounts import links
from foundation.documents.incoming import sent
from foundation.jobs import registry

# In each personal link, so that a mail sent long ago still opens its page.
PURPOSES = {
    "jobs.address", "meetings.coming", "meetings.draft_minutes", "meetings.paper", "meetings.question",
    "panels.address_new", "panels.address_old",
}  # fmt: skip
# In each file that waits to be checked.
ACTS = {
    "meetings.bring_paper", "meetings.file_paper", "meetings.late_paper", "meetings.new_paper",
    "meetings.newer_paper", "meetings.replace_paper", "meetings.sign_minutes", "meetings.signed_copy",
}  # fmt: skip
# In each piece of work that waits.
WORK = {
    "documents.check_sent_file", "documents.lay_out", "documents.sweep_files", "documents.try_text",
    "documents.write_word", "jobs.deliver_mail", "meetings.build_pack", "meetings.copy_of_pack",
    "meetings.follow_settings", "meetings.publish_scheduled", "meetings.search_files",
}  # fmt: skip


def test_links_files_and_work_of_before_are_still_known() -> None:
    assert PURPOSES - links._pages.keys() == set()
    assert ACTS - sent._acts.keys() == set()
    assert WORK - registry._works.keys() == set()
