"""What the history says of a panel, its people and their accounts."""

from foundation.history.wording import say

say(
    {
        "body set up": "set up the panel",
        "settings changed": "changed the settings",
        "council added": "added a council",
        "council changed": "changed the details of a council",
        "person added": "added a person",
        "person changed": "changed the details of a person",
        "venue added": "added a venue",
        "venue changed": "changed the details of a venue",
        "seat added": "added a seat",
        "seat ended": "ended a seat",
        "member seated": "recorded a new member",
        "membership ended": "recorded the end of a membership",
        "first day of membership corrected": "corrected the first day of a membership",
        "office taken": "recorded a new office-holder",
        "office ended": "recorded the end of a term of office",
        "past office recorded": "recorded a past office",
        "first day of office corrected": "corrected the first day of a term of office",
        "scrutinised office named": "recorded the office that the panel scrutinises",
        "office-holder recorded": "recorded a new holder of the office scrutinised",
        "office-holder’s post ended": "recorded that a holder of the office scrutinised has left it",
        "user added": "added an account",
        "cover arranged": "arranged cover for the secretariat",
        "cover cancelled": "cancelled cover for the secretariat",
        "cover ended": "ended cover for the secretariat",
        "role given": "gave a role",
        "role ended": "ended a role",
        "sign-in given": "gave a member access",
        "account closed": "closed an account",
        "account opened again": "reopened an account",
        "accounts joined": "joined two accounts of the same person",
        "change of sign-in address asked for": "asked to change a sign-in address",
        "change of sign-in address agreed": "agreed to a change of sign-in address",
        "change of sign-in address confirmed": "confirmed a change of sign-in address",
        "change of sign-in address stopped": "stopped a change of sign-in address",
        "sign-in address changed": "changed a sign-in address",
    }
)
