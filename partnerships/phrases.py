"""What the history says of partnerships, rounds and briefing notes."""

from foundation.history.wording import say

say(
    {
        "partnership added": "added a partnership",
        "partnership changed": "changed the details of a partnership",
        "CSP officer recorded": "recorded a new officer of the partnership",
        "CSP officer ended": "recorded that an officer of the partnership has left the role",
        "CSP chair recorded": "recorded a new chair of the partnership",
        "CSP chair ended": "recorded the end of the chair’s term",
        "link member recorded": "recorded a link member",
        "link member ended": "recorded the end of a link member’s term",
        "question set made": "saved a question set",
        "briefing round opened": "opened a round of briefing notes",
        "briefing round called off": "cancelled the round of briefing notes",
        "due day of the notes changed": "changed the due date of the notes",
        "partnerships told the due day": "notified the partnerships of the due date",
        "reminder sent": "sent a reminder",
        "answer saved": "saved an answer",
        "note withheld from other partnerships": "limited the note to members of the panel",
        "note opened to other partnerships": "let the other partnerships read the note",
        "note put into the published paper": "included the note in the published paper",
        "note kept out of the published paper": "left the note out of the published paper",
        "briefing notes placed": "added the briefing notes to the agenda",
        "briefing note begun": "started the briefing note",
        "briefing note sent to the partnership’s chair": "sent the briefing note to the partnership’s chair",
        "briefing note taken back from the partnership’s chair": (
            "recalled the briefing note from the partnership’s chair"
        ),
        "briefing note sent back by the partnership’s chair": "returned the briefing note",
        "briefing note approved by the partnership’s chair": "approved the briefing note",
    }
)
