"""The addresses: the portal at the root, the desk below `/desk/`, and the pages that say no."""

from __future__ import annotations

from django.urls import include, path

handler400 = "jiedui.web.errors.bad_request"
handler403 = "jiedui.web.errors.forbidden"
handler404 = "jiedui.web.errors.not_found"
handler500 = "jiedui.web.errors.server_error"

urlpatterns = [
    path("desk/", include("jiedui.web.desk.urls")),
    path("", include("jiedui.web.portal.urls")),
]
