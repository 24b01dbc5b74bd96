"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Texts set against the book, and the register of what they claimed."""

    name = "jiedui.claims"
    house_rules = "jiedui.claims.attention"
