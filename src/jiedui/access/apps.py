"""Django's registration of the app."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from jiedui.kernel import workdays


class AccessConfig(AppConfig):
    """Users, grants and the log."""

    name = "jiedui.access"

    def ready(self) -> None:
        """Say where the office's own days off lie: in its data directory."""
        workdays.kept_at(lambda: Path(settings.DATA_DIR) / workdays.FILE)
