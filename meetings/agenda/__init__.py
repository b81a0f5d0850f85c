"""The editor of the agenda, its templates, and the chair’s agreement."""
