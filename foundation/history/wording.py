"""Events as sentences: "agenda published" by Ellen Marsh reads "Ellen Marsh published the agenda"."""

# What a form says beside a reason that goes into the history; no page takes it out again.
KEPT_REASON = "Kept in the history, and it cannot be changed later. Leave out anything private."
ACTIVE = {
    "given": "gave",
    "taken": "took",
    "withdrawn": "withdrew",
    "written": "wrote",
    "begun": "began",
    "chosen": "chose",
    "made": "made",
    "sent": "sent",
    "told": "told",
    "held": "held",
    "found": "found",
    "set": "set",
    "put": "put",
    "built": "built",
}


def told(actor: str, verb: str) -> str:
    """Who did what, in the past tense; a verb that is not "thing done" follows the name after a colon."""
    words = verb.split()
    at = next((place for place, word in enumerate(words) if place and _is_participle(word)), None)
    if at is None:
        return f"{actor}: {verb}"
    thing, done, rest = " ".join(words[:at]), words[at], words[at + 1 :]
    if rest == ["for"]:
        done, rest = f"{done} for", []
    return " ".join([actor, ACTIVE.get(done, done), "the", thing, *rest])


def _is_participle(word: str) -> bool:
    return word in ACTIVE or word.endswith("ed")
