#!/usr/bin/env python
"""Run Panelbook's commands: `python manage.py help` lists them."""

import gc
import os
import sys


def main() -> None:
    """Hand the words of the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["migrate"]:
        # It makes very many objects that stay: looking for idle ones all the time is a sixth of its work.
        # Nothing else does: in the worker a large PDF that lies in a circle would stay in memory for longer.
        gc.set_threshold(20_000, 10, 10)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
