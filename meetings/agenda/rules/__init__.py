"""The rules of agenda. Pure."""
