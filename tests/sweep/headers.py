"""How a page says that it may be used: what its headers lack."""

from typing import Any

from tests.sweep.table import TABLE


def needed(response: Any) -> set[str]:
    """The cookie without which a form cannot be sent safely, where there is a form."""
    return set() if response.streaming or b'method="post"' not in response.content else {"csrftoken"}


def faults(response: Any, role: str) -> list[str]:
    """What the headers of a page lack."""
    rules = dict(
        part.strip().partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split(";")
    )
    cached = response.headers.get("Cache-Control", "")
    is_private = cached == "private, no-store"
    checks = {
        "scripts of its own": "unsafe-inline" not in rules["script-src"] and "'self'" in rules["script-src"],
        "frames": rules["frame-ancestors"] == "'none'" and response.headers["X-Frame-Options"] == "DENY",
        "base": rules["base-uri"] == "'none'" and rules["object-src"] == "'none'",
        "sniffing": response.headers["X-Content-Type-Options"] == "nosniff",
        "referrer": response.headers["Referrer-Policy"] in ("same-origin", "no-referrer"),
        f"caching ({cached})": is_private if role != "visitor" and not is_public(response) else True,
        "no cookie for a visitor": role != "visitor" or set(response.cookies) <= needed(response),
    }
    return [name for name, is_right in checks.items() if not is_right]


def is_public(response: Any) -> bool:
    """True for pages that everybody gets alike."""
    return "visitor" in TABLE.get(_name_of(response), TABLE["home"]).get


def _name_of(response: Any) -> str:
    match = response.resolver_match
    return match.view_name if match else ""
