"""The addresses: everything stands in `web.urls`, which divides them into desk and portal."""

from __future__ import annotations

import importlib.util

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = (
    [path("", include("jiedui.web.urls"))] if importlib.util.find_spec("jiedui.web.urls") else []
)
