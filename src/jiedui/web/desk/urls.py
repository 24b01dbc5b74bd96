"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from jiedui.web.desk import people, sign_in

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("", people.log, name="overview"),
    path("users", people.users, name="users"),
    path("users/add", people.user_add, name="user_add"),
    path("users/withdraw", people.user_withdraw, name="user_withdraw"),
    path("log", people.log, name="log"),
    path("figures", people.log, name="figures"),
    path("book", people.log, name="book"),
    path("batches", people.log, name="batches"),
    path("checks", people.log, name="checks"),
    path("reversals", people.log, name="reversals"),
    path("publications", people.log, name="publications"),
]
