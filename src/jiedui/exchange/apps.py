"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Files in, batches, drafts of entries out."""

    name = "jiedui.exchange"
    house_rules = "jiedui.exchange.attention"
    sealed_columns = "jiedui.exchange.boxes"
