"""Addresses of clues on the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk.clues import listing, page, running

if TYPE_CHECKING:
    from django.urls import URLPattern

CLUES: list[URLPattern] = [
    path("register/clues", listing.clue_list, name="clues"),
    path("register/clues/assign", listing.page_assigned, name="clues_assign"),
    path("register/clues/<int:number>", page.clue_page, name="clue"),
    path("register/clues/<int:number>/full", page.clue_in_full, name="clue_full"),
    path("register/clues/<int:number>/steps/<str:code>", page.step_taken, name="clue_step"),
    path("register/clues/<int:number>/papers", page.paper_sent, name="clue_attach"),
    path("register/clues/<int:number>/paper", page.paper_opened, name="clue_paper"),
    path("register/clues/<int:number>/sheet", page.sheet_page, name="clue_sheet"),
    path("register/clue-runs/new", running.run_new, name="clue_run_new"),
    path("register/clue-runs", listing.run_list, name="clue_runs"),
    path("register/clue-learning", listing.learning_page, name="clue_learning"),
]
"""What `urls` unpacks."""
