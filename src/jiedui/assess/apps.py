"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class AssessConfig(AppConfig):
    """Indicator sets, scores, evidence, duties and their deadlines."""

    name = "jiedui.assess"
