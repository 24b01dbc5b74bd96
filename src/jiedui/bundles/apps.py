"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """Signed bundles of entries, out and in."""

    name = "jiedui.bundles"
