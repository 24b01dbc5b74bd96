"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    """Pairings, agreements, visits, seconded people, trainings, work, enterprises, purchases."""

    name = "jiedui.cooperation"
    house_rules = "jiedui.cooperation.attention"
    sealed_columns = "jiedui.cooperation.boxes"
