"""Every address as the first role that opens it reads it, asked for once for all tests of pages."""

from typing import Any

from tests.sweep import addresses
from tests.sweep.table import TABLE
from tests.sweep.test_permissions import client_of
from tests.sweep.world import ROLES, World

# Whoever has most to see first.
READERS = ("secretariat", *(role for role in ROLES if role != "secretariat"))


def first_pages(world: World) -> dict[str, tuple[str, Any]]:
    """The role and the answer by the name of each address."""
    if not world.answers:
        clients = {role: client_of(world, role) for role in ROLES}
        for name in addresses.names():
            for role in [role for role in READERS if role in TABLE[name].get][:1]:
                world.answers[name] = (role, clients[role].get(addresses.of(world, name)))
    return world.answers
