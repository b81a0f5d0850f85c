"""Stored bytes, addressed by their content."""

from django.db import models


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256 below `settings.FILES_DIR`; the same bytes are one row."""

    hash = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(null=True, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes"


class RenderedComponent(models.Model):
    """A document already laid out: the key covers its HTML, its stylesheet and the versions of the tools."""

    key = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pages} pages"
