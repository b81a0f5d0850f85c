"""`manage.py verify_history` and `manage.py lay_guards`."""
