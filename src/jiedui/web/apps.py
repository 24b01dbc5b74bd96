"""Django's registration of the app: it brings templates and static files, and no tables."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "jiedui.web"
