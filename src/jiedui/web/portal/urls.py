"""Addresses of the portal; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.portal import pages

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("publications/<int:number>", pages.publication, name="publication"),
    path("publications/<int:number>/file/<str:form>", pages.file, name="file"),
    path("publications/<int:number>/saved/<str:key>/<str:form>", pages.saved, name="saved"),
    path("publications/<int:number>/numbers/<path:key>", pages.number, name="number"),
]
