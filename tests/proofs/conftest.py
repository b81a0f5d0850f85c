"""What proofs share with the tests of the foundation."""

from tests.foundation.conftest import _guards_lie_afterwards, real_commits

__all__ = ["_guards_lie_afterwards", "real_commits"]
