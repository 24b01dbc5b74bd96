"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class PublishConfig(AppConfig):
    """Publications frozen cell by cell."""

    name = "jiedui.publish"
    house_rules = "jiedui.publish.attention"
