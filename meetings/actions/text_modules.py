"""Keeping the words that a body uses again and again."""

from django.db import IntegrityError, transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.ui.words import joined
from meetings.models import TextModule
from meetings.policies.minutes import may_keep_words
from meetings.rules.text_modules import PLACEHOLDERS, unknown
from panels.models import Body


def save_words(
    *, body: Body, name: str, text: str, use: str, by: User, module: TextModule | None = None
) -> TextModule:
    """Keep words under a name, new or changed. Raises `Refused`."""
    require(may_keep_words(by, body))
    if odd := unknown(text):
        known = joined(f"{{{place}}}" for place in PLACEHOLDERS)
        sentence = f"{{{odd[0]}}} stands for nothing."
        refuse(sentence, remedy=f"What stands for something: {known}.", code="text")
    kept = module or TextModule(body=body)
    kept.name, kept.text, kept.use = " ".join(name.split()), text.strip(), use
    try:
        with transaction.atomic():
            kept.save()
            record("words of the body saved", kept, by=by, scope=body.scope, data={"use": use})
    except IntegrityError:
        taken = TextModule.objects.of_body(body.pk).filter(use=use).exclude(pk=kept.pk)
        if use != TextModule.Use.INSERT and taken.exists():
            refuse("There are words of your own for this already.", remedy="Change those.", code="use")
        refuse("There are words with this name already.", code="name")
    return kept


@transaction.atomic
def remove_words(*, module: TextModule, by: User) -> None:
    """Take words away; what was put into minutes stays there."""
    require(may_keep_words(by, module.body))
    record("words of the body removed", module, by=by, scope=module.body.scope, data={"use": module.use})
    module.delete()
