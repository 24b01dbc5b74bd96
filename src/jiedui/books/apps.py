"""Django's registration of the app."""

from __future__ import annotations

from django.apps import AppConfig


class BooksConfig(AppConfig):
    """The append-only book."""

    name = "jiedui.books"
