"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class GivingConfig(AppConfig):
    """Donors, gifts, campaigns and wishes."""

    name = "jiedui.giving"
    label = "giving"
    house_rules = "jiedui.giving.attention"
    sealed_columns = "jiedui.giving.boxes"
