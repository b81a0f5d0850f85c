"""Texts a new panel begins with; every one is a setting it can change."""

FILMING_NOTICE = (
    "The meeting is open to the public and may be filmed, recorded or photographed, by the panel or by "
    "anyone who attends. Notices in the room say so. Speak to the contact for this meeting if you would "
    "rather not be filmed."
)
HOW_TO_ATTEND = (
    "Anyone may attend. You do not need to book. "
    "Tell us beforehand if we can make it easier for you to take part."
)
