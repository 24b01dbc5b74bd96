"""Addresses of the register of households on the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk.register import household, listing, quality, work

if TYPE_CHECKING:
    from django.urls import URLPattern

REGISTER: list[URLPattern] = [
    path("register/households", listing.household_list, name="households"),
    path("register/households/<str:number>", household.household_page, name="household"),
    path(
        "register/households/<str:number>/full", household.household_in_full, name="household_full"
    ),
    path("register/board", work.board_page, name="register_board"),
    path("register/board/<int:number>", work.case_page, name="register_case"),
    path("register/board/<int:number>/step", work.step_taken, name="register_step"),
    path("register/changes", work.changes_page, name="register_changes"),
    path("register/proposals/<int:number>", work.proposal_decided, name="register_decided"),
    path("register/villages", work.villages_page, name="register_villages"),
    path("register/quality", quality.quality_page, name="register_quality"),
    path("register/got", work.got_page, name="register_got"),
]
"""What `urls` unpacks."""
