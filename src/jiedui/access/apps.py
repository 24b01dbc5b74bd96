"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, grants and the log."""

    name = "jiedui.access"
