"""The body's own colour: is it readable on white, and what follows from it."""

import re

DEFAULT = "#4b2549"
LEAST_CONTRAST = 4.5  # Web Content Accessibility Guidelines 2.2, 1.4.3 Contrast (Minimum), level AA


def luminance(colour: str) -> float:
    """How light a colour such as "#4b2549" is, from 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_on_white(colour: str) -> float:
    """How well white text stands on the colour, from 1 (white on white) to 21 (on black)."""
    return 1.05 / (luminance(colour) + 0.05)


def is_readable(colour: str) -> bool:
    """True when the colour is # and six figures and text in it can be read on white."""
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", colour)) and contrast_on_white(colour) >= LEAST_CONTRAST


def readable(colour: str) -> str:
    """The colour itself, or the usual one when it could not be read."""
    return colour.lower() if is_readable(colour) else DEFAULT


def mixed(colour: str, share: float) -> str:
    """The colour thinned with white: a share of 0.06 is a faint tint."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def properties(colour: str) -> dict[str, str]:
    """The custom properties that pages take from the body's colour."""
    accent = readable(colour)
    tint = mixed(accent, 0.06)
    if contrast_on_white(accent) / contrast_on_white(tint) < LEAST_CONTRAST:
        tint = "#ffffff"
    return {
        "--accent": accent,
        "--accent-mid": mixed(accent, 0.75),
        "--accent-line": mixed(accent, 0.35),
        "--accent-tint": tint,
        "--govuk-brand-colour": accent,
        "--govuk-surface-background-colour": tint,
        "--govuk-surface-border-colour": mixed(accent, 0.35),
        "--govuk-template-background-colour": mixed(accent, 0.04),
    }
