"""Addresses of giving on the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk.giving import campaigns, donors, gifts, offers, papers, wishes

if TYPE_CHECKING:
    from django.urls import URLPattern

GIVING: list[URLPattern] = [
    path("gifts", gifts.gift_list, name="gifts"),
    path("gifts/new", gifts.gift_new, name="gift_new"),
    path("gifts/post", gifts.gifts_post, name="gifts_post"),
    path("gifts/<int:number>", gifts.gift_page, name="gift"),
    path("gifts/<int:number>/do", gifts.gift_do, name="gift_do"),
    path("gifts/<int:number>/letter/<str:form>", gifts.letter, name="gift_letter"),
    path("donors", donors.donor_list, name="donors"),
    path("donors/new", donors.donor_new, name="donor_new"),
    path("donors/<int:number>", donors.donor_page, name="donor"),
    path("donors/<int:number>/do", donors.donor_do, name="donor_do"),
    path("store", papers.store, name="store"),
    path("pledges", papers.pledge_list, name="pledges"),
    path("pledges/new", papers.pledge_new, name="pledge_new"),
    path("bills", papers.bills_missing, name="bills"),
    path("campaigns", campaigns.campaign_list, name="campaigns"),
    path("campaigns/new", campaigns.campaign_new, name="campaign_new"),
    path("campaigns/<int:number>", campaigns.campaign_page, name="campaign"),
    path("campaigns/<int:number>/do", campaigns.campaign_do, name="campaign_do"),
    path("wishes", wishes.wish_list, name="wishes"),
    path("wishes/new", wishes.wish_new, name="wish_new"),
    path("wishes/review", wishes.wishes_review, name="wishes_review"),
    path("wishes/substitute", wishes.wish_substitute, name="wish_substitute"),
    path("claims", wishes.wish_claims, name="wish_claims"),
    path("claims/step", wishes.claims_step, name="claims_step"),
    path("claims/<int:number>/contact", wishes.claim_contact, name="claim_contact"),
    path("wishes/<int:number>", wishes.wish_page, name="wish"),
    path("wishes/<int:number>/do", wishes.wish_do, name="wish_do"),
    path("offers", offers.offer_list, name="offers"),
    path("offers/new", offers.offer_new, name="offer_new"),
    path("offers/<int:number>", offers.offer_page, name="offer"),
    path("offers/<int:number>/close", offers.offer_close, name="offer_close"),
]
"""What `urls` unpacks."""
