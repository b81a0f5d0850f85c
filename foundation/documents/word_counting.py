"""The ways Word writes a number that our own lists do not know: 1st, One, First, - 1 -.

Pure. A way that is not here is written as a plain number.
"""

from collections.abc import Callable

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ODD = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_SIGNS = "*†‡§"
_FIRST_IN_BRACKETS, _FIRST_WITH_A_STOP, _FIRST_IN_A_CIRCLE = 0x2474, 0x2488, 0x2460


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def cardinal(number: int) -> str:
    """One, Twenty-one, One hundred two."""
    words = _cardinal(number)
    return words[:1].upper() + words[1:]


def ordinal_words(number: int) -> str:
    """First, Twenty-first, One hundredth."""
    start, sign, last = cardinal(number).replace(" ", " _").replace("-", "-_").rpartition("_")
    small = last.lower()
    ending = _ODD.get(small) or (small[:-1] + "ieth" if small.endswith("y") else small + "th")
    return start.replace("_", "") + (ending if sign else ending.capitalize())


def _cardinal(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[rest]}" if rest else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    many, rest = divmod(number, size)
    return f"{_cardinal(many)} {name}" + (f" {_cardinal(rest)}" if rest else "")


def _enclosed(first: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= 20 else str(number)


def _signs(number: int) -> str:
    return _SIGNS[(number - 1) % 4] * (1 + (number - 1) // 4) if number > 0 else ""


WAYS: dict[str, Callable[[int], str]] = {
    "01": lambda number: f"{number:02}",
    "001": lambda number: f"{number:03}",
    "0001": lambda number: f"{number:04}",
    "00001": lambda number: f"{number:05}",
    "ordinal": ordinal,
    "cardinal": cardinal,
    "ordinal words": ordinal_words,
    "dashes": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "none": lambda _: "",
    "bullet": lambda _: "",
    "signs": _signs,
    "in brackets": _enclosed(_FIRST_IN_BRACKETS),
    "with a stop": _enclosed(_FIRST_WITH_A_STOP),
    "in a circle": _enclosed(_FIRST_IN_A_CIRCLE),
}
