"""What the worker does for people and their accounts."""

from foundation.jobs import queue
from panels.actions.addresses import carry_out_due


@queue.every(300)
def carry_out_changes_of_address() -> None:
    """Let sign-in addresses change whose delay is over and that nobody stopped."""
    carry_out_due()
