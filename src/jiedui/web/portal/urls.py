"""Addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from jiedui.web.portal import pages

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
]
