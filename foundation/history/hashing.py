"""The hash of an event over its own values and its predecessor's hash."""

import hashlib
import json
from typing import Any


def hash_of_values(values: list[Any]) -> str:
    """SHA-256 over plain values in one canonical writing; needs no key, so that anybody can check it.

    Never to be changed: the hashes of every event ever written come from it.
    """
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
