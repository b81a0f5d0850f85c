"""The files that are kept: bytes under their hash, checked and tidied by the worker."""
