"""Addresses of the portal; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.portal import embed, mine, objections, opendata, pages, search, subjects, wishes

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "portal"

urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("publications/<int:number>", pages.publication, name="publication"),
    path("publications/<int:number>/file/<str:form>", pages.file, name="file"),
    path("publications/<int:number>/data.zip", opendata.data, name="data"),
    path("publications/<int:number>/saved/<str:key>/<str:form>", pages.saved, name="saved"),
    path("publications/<int:number>/numbers/<path:key>/embed", embed.frozen, name="embed"),
    path("embed/<str:report>/<path:key>", embed.current, name="embed_current"),
    path("publications/<int:number>/numbers/<path:key>", pages.number, name="number"),
    path("publications/<int:number>/object", objections.make, name="object"),
    path("counties", subjects.county_list, name="county_list"),
    path("counties/<path:key>", subjects.county, name="county"),
    path("projects", subjects.project_list, name="project_list"),
    path("projects/<path:key>", subjects.project, name="project"),
    path("donors", subjects.donor_list, name="donor_list"),
    path("donors/<path:key>", subjects.donor, name="donor"),
    path("search", search.search, name="search"),
    path("objections", objections.objection_list, name="objections"),
    path("objections/<int:number>", objections.objection, name="objection"),
    path("feed", objections.feed, name="feed"),
    path("wishes", wishes.wishes, name="wishes"),
    path("wishes/<int:number>", wishes.wish, name="wish"),
    path("wishes/<int:number>/reserve", wishes.reserve, name="reserve"),
    path("wishes/campaigns/<int:number>", wishes.campaign, name="wish_campaign"),
    path("wishes/held/<str:token>", wishes.held, name="held"),
    path("gifts/mine/<str:token>", mine.mine, name="mine"),
]
