"""The app of files, rich text, PDFs and packs."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents know how to be laid out, not what they are about."""

    name = "foundation.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Let stored files be walked with the history."""
        from foundation.documents.store import checking
        from foundation.history import walking

        walking.register(checking.WALK)
