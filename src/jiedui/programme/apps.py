"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Projects, their money and their papers."""

    name = "jiedui.programme"
    house_rules = "jiedui.programme.attention"
    sealed_columns = "jiedui.programme.boxes"
