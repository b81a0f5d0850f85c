"""What proofs share with the sweep and with the tests of the foundation."""

from tests.foundation.conftest import _guards_lie_afterwards, real_commits
from tests.sweep.conftest import built_world, world, world_folder

__all__ = ["_guards_lie_afterwards", "built_world", "real_commits", "world", "world_folder"]
