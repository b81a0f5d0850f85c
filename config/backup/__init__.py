"""Everything of an installation in one file, and an installation out of such a file.

A backup is a tar archive: one file of JSON lines for each table, read from a single snapshot, every stored
file under its own SHA-256, and a manifest of counts, sizes and hashes. It serves either kind of database.
"""


class CannotBackUp(Exception):
    """A backup or a restore that cannot go on; carries the sentence to show."""
