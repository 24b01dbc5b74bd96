"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class CluesConfig(AppConfig):
    """Runs of cross-checks that were taken in, their clues, and what became of them."""

    name = "jiedui.clues"
