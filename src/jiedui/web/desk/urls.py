"""Addresses of the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk import (
    ask,
    batches,
    book,
    checks,
    figures,
    overview,
    people,
    publications,
    questions,
    senders,
    sign_in,
    texts,
)
from jiedui.web.desk.api import ADDRESSES as API
from jiedui.web.desk.assess_urls import ASSESSMENT
from jiedui.web.desk.clues_urls import CLUES
from jiedui.web.desk.cooperation_urls import COOPERATION
from jiedui.web.desk.districts import ADDRESSES as DISTRICTS
from jiedui.web.desk.filling.pages import ADDRESSES as FORMS
from jiedui.web.desk.giving_urls import GIVING
from jiedui.web.desk.objections import ADDRESSES as OBJECTIONS
from jiedui.web.desk.papers import ADDRESSES as PAPERS
from jiedui.web.desk.projects_urls import PROJECTS
from jiedui.web.desk.register_urls import REGISTER

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("verify", overview.verify, name="verify"),
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("figures", figures.figures, name="figures"),
    path("figures/<str:code>", figures.figure, name="figure"),
    path("figures/<str:code>/trace", figures.trace, name="trace"),
    path("book", book.book, name="book"),
    path("book/<int:number>", book.entry_page, name="entry"),
    path("book/<int:number>/propose", book.propose, name="propose"),
    path("reversals", book.reversals, name="reversals"),
    path("reversals/<int:number>/post", book.post_proposal, name="post_proposal"),
    path("batches", batches.batch_list, name="batches"),
    path("batches/receive", batches.upload, name="upload"),
    path("batches/<int:number>", batches.batch_page, name="batch"),
    path("batches/<int:number>/post", batches.post, name="post_batch"),
    path("batches/<int:number>/withdraw", batches.withdraw, name="withdraw_batch"),
    path("batches/<int:number>/answer", questions.answer, name="answer_batch"),
    path("batches/<int:number>/annotated", questions.annotated, name="annotated"),
    path("senders", senders.sender_list, name="senders"),
    path("senders/keep", senders.sender_keep, name="sender_keep"),
    path("senders/owed", senders.owed_page, name="owed"),
    path("senders/<int:number>", senders.sender_page, name="sender"),
    path("senders/<int:number>/due", senders.due_keep, name="due_keep"),
    path("senders/<int:number>/remembered", senders.meaning_keep, name="meaning_keep"),
    path("templates/<str:kind>", senders.blank_workbook, name="blank_workbook"),
    path("checks", checks.checks, name="checks"),
    path("checks/<int:number>", checks.check, name="check"),
    path("ask", ask.ask, name="ask"),
    path("texts", texts.texts, name="texts"),
    path("texts/claims", texts.claims, name="claims"),
    path("texts/<int:number>", texts.text_page, name="text"),
    path("texts/<int:number>/again", texts.again, name="text_again"),
    path("texts/<int:number>/accept", texts.accept, name="text_accept"),
    path("texts/<int:number>/drafts", texts.drafts, name="text_drafts"),
    path("texts/<int:number>/copy/<str:form>", texts.copy, name="text_copy"),
    path("publications", publications.publications, name="publications"),
    path("publications/draft", publications.draft_page, name="draft"),
    path("publications/propose", publications.propose, name="propose_publication"),
    path("publications/<int:number>", publications.publication, name="publication"),
    path("publications/<int:number>/issue", publications.issue, name="issue_publication"),
    path("publications/<int:number>/restate", publications.restate, name="restate_publication"),
    path("publications/<int:number>/withdraw", publications.withdraw, name="withdraw_publication"),
    path(
        "publications/<int:number>/file/<str:form>",
        publications.publication_file,
        name="publication_file",
    ),
    path(
        "publications/<int:number>/saved/<str:key>/<str:form>",
        publications.publication_saved,
        name="publication_saved",
    ),
    path("users", people.users, name="users"),
    path("users/add", people.user_add, name="user_add"),
    path("users/withdraw", people.user_withdraw, name="user_withdraw"),
    path("log", people.log, name="log"),
    *COOPERATION,
    *REGISTER,
    *CLUES,
    *DISTRICTS,
    *API,
    *FORMS,
    *PAPERS,
    *OBJECTIONS,
    *GIVING,
    *PROJECTS,
    *ASSESSMENT,
]
