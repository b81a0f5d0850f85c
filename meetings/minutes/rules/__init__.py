"""The rules of minutes. Pure."""
