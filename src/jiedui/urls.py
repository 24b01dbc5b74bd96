"""The addresses: everything stands in `web.urls`, which divides them into desk and portal."""

from __future__ import annotations

from jiedui.web.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ("handler400", "handler403", "handler404", "handler500", "urlpatterns")
