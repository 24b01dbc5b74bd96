"""The server's entry: a WSGI application over the data directory that the environment names."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")

_django = get_wsgi_application()

from jiedui.web.prepared import Prepared  # noqa: E402  Its models need Django to be set up.

application = Prepared(_django)
