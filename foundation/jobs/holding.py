"""While an installation is held, nothing leaves it by itself: no mail, no publication at a set time."""

from collections.abc import Callable

_asked: list[Callable[[], bool]] = []


def hold_while(is_so: Callable[[], bool]) -> None:
    """Hold this installation whenever `is_so()` is true; called from `AppConfig.ready()`."""
    if is_so not in _asked:
        _asked.append(is_so)


def is_held() -> bool:
    """True while anything asks for this installation to be held."""
    return any(is_so() for is_so in _asked)
