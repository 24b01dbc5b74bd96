"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Blank forms filled, what was said of their cells, and filed forms."""

    name = "jiedui.forms"
