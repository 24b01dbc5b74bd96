"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class AttentionConfig(AppConfig):
    """House rules and their findings."""

    name = "jiedui.attention"
