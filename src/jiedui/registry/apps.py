"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Households, their members and events, what they got, and who looked at them."""

    name = "jiedui.registry"
    house_rules = "jiedui.registry.attention"
