"""The door through which a web server calls Panelbook."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.starting import refuse_or_start  # noqa: E402  (it reads the settings that stand now)

refuse_or_start()
