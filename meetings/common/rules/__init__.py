"""The rules of common. Pure."""
