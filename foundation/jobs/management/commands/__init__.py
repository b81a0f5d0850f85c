"""`manage.py work`."""
