"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from jiedui.web.desk import book, people, sign_in

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
    path("book", book.book, name="book"),
    path("book/<int:number>", book.entry_page, name="entry"),
    path("book/<int:number>/propose", book.propose, name="propose"),
    path("reversals", book.reversals, name="reversals"),
    path("reversals/<int:number>/post", book.post_proposal, name="post_proposal"),
    path("batches", people.log, name="batches"),
    path("batches/<int:number>", people.log, name="batch"),
    path("batches/receive", people.log, name="upload"),
    path("checks", people.log, name="checks"),
    path("publications", people.log, name="publications"),
]
