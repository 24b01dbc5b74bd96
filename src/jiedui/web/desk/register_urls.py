"""Addresses of the register of households on the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk.register import (
    acts,
    household,
    listing,
    opening,
    outgoing,
    particulars,
    quality,
    work,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

_HOUSEHOLD = "register/households/<str:number>"
_FORMS = {
    "event": acts.event_new,
    "proposal": acts.event_proposed,
    "split": acts.split_form,
    "merge": acts.merge_form,
    "erasure": acts.erasure_form,
    "measure": particulars.measure_new,
    "item": particulars.items_form,
    "income": particulars.income_form,
    "guarantee": particulars.guarantee_form,
}
"""Forms of a household, by the last part of their address."""

REGISTER: list[URLPattern] = [
    path("register/households", listing.household_list, name="households"),
    path("register/households/<str:number>", household.household_page, name="household"),
    path(
        "register/households/<str:number>/full", household.household_in_full, name="household_full"
    ),
    *(path(f"{_HOUSEHOLD}/{one}", view, name=f"household_{one}") for one, view in _FORMS.items()),
    path("register/cases/new", opening.case_new, name="register_case_new"),
    path("register/board/<int:number>/drop", opening.case_dropped, name="register_drop"),
    path("register/erasures/<int:number>", acts.erased, name="register_erased"),
    path("register/measures", particulars.measures_sent, name="register_measures"),
    path("register/members", particulars.members_sent, name="register_members"),
    path("register/export", outgoing.export_page, name="register_export"),
    path("register/export/file", outgoing.exported, name="register_exported"),
    path("register/statistics", outgoing.statistics_page, name="register_statistics"),
    path("register/statistics/propose", outgoing.statistics_proposed, name="statistics_propose"),
    path("register/statistics/issue", outgoing.statistics_issued, name="statistics_issue"),
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
