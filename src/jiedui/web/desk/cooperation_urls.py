"""Addresses of cooperation on the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk.cooperation import agreements, commerce, pairings, people, proposals

if TYPE_CHECKING:
    from django.urls import URLPattern

COOPERATION: list[URLPattern] = [
    path("pairings", pairings.pairing_list, name="pairings"),
    path("pairings/picture", pairings.picture, name="picture"),
    path("pairings/<int:number>", pairings.pairing_page, name="pairing"),
    path("programmes", pairings.programme_list, name="programmes"),
    path("agreements", agreements.agreement_list, name="agreements"),
    path("agreements/<int:number>", agreements.agreement_page, name="agreement"),
    path("agreements/<int:number>/attach", agreements.attach_agreement, name="attach_agreement"),
    path("visits", agreements.visit_list, name="visits"),
    path("visits/<int:number>", agreements.visit_page, name="visit"),
    path("visits/<int:number>/attach", agreements.attach_visit, name="attach_visit"),
    path("secondments", people.secondment_list, name="secondments"),
    path("secondments/<int:number>", people.secondment_page, name="secondment"),
    path("trainings", people.training_list, name="trainings"),
    path("trainings/<int:number>", people.training_page, name="training"),
    path("placements", people.placement_list, name="placements"),
    path("placements/<int:number>", people.placement_page, name="placement"),
    path("enterprises", commerce.enterprise_list, name="enterprises"),
    path("enterprises/<int:number>", commerce.enterprise_page, name="enterprise"),
    path("workshops", commerce.workshop_list, name="workshops"),
    path("sales", commerce.sale_list, name="sales"),
    path("sales/<int:number>", commerce.sale_page, name="sale"),
    path("documents/<int:number>", agreements.document, name="document"),
    path("proposals", proposals.proposal_list, name="proposals"),
    path("proposals/<int:number>", proposals.proposal_page, name="proposal"),
    path("proposals/<int:number>/post", proposals.proposal_post, name="proposal_post"),
    path("proposals/<int:number>/withdraw", proposals.proposal_withdraw, name="proposal_withdraw"),
    path("records/<str:kind>/new", proposals.record_form, name="record_form"),
]
"""What `urls` unpacks."""
