"""The desk's navigation: chapters in the order of the work, and the pages of each.

A reader sees the chapters of which at least one page is theirs; inside a chapter, its own pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse

from jiedui.web.wording import say

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from jiedui.web.wording import Language


class Tab(NamedTuple):
    """One page of the navigation: its code, the page it opens, the permission to see it.

    `also` is a second address below which its pages lie.
    """

    code: str
    page: str
    permission: str
    also: str = ""


class Chapter(NamedTuple):
    """Pages that belong together: the chapter's code and its pages, the first one opens it."""

    code: str
    tabs: tuple[Tab, ...]


CHAPTERS = (
    Chapter(
        "ledger",
        (
            Tab("overview", "overview", "books.read"),
            Tab("figures", "figures", "books.read"),
            Tab("book", "book", "books.read"),
            Tab("reversals", "reversals", "books.read"),
            Tab("checks", "checks", "books.read"),
        ),
    ),
    Chapter(
        "incoming",
        (
            Tab("batches", "batches", "exchange.read"),
            Tab("senders", "senders", "exchange.read"),
            Tab("texts", "texts", "claims.read"),
            Tab("districts", "districts", "bundles.receive"),
        ),
    ),
    Chapter(
        "work",
        (
            Tab("attention", "attention", "attention.read"),
            Tab("projects", "projects", "programme.read"),
            Tab("waiting", "waiting", "programme.read"),
            Tab("whereabouts", "whereabouts", "programme.read"),
            Tab("pairings", "pairings", "cooperation.read"),
            Tab("agreements", "agreements", "cooperation.read"),
            Tab("visits", "visits", "cooperation.read"),
            Tab("secondments", "secondments", "cooperation.read"),
            Tab("trainings", "trainings", "cooperation.read"),
            Tab("placements", "placements", "cooperation.read"),
            Tab("enterprises", "enterprises", "cooperation.read"),
            Tab("workshops", "workshops", "cooperation.read"),
            Tab("sales", "sales", "cooperation.read"),
            Tab("programmes", "programmes", "cooperation.read"),
            Tab("proposals", "proposals", "cooperation.read"),
        ),
    ),
    Chapter(
        "giving",
        (
            Tab("gifts", "gifts", "giving.read"),
            Tab("donors", "donors", "giving.read"),
            Tab("store", "store", "giving.read"),
            Tab("pledges", "pledges", "giving.read"),
            Tab("bills", "bills", "giving.read"),
            Tab("campaigns", "campaigns", "giving.read"),
            Tab("wishes", "wishes", "giving.read"),
            Tab("claims", "wish_claims", "giving.read"),
            Tab("offers", "offers", "giving.read"),
        ),
    ),
    Chapter(
        "register",
        (
            Tab("households", "households", "registry.read"),
            Tab("board", "register_board", "registry.read"),
            Tab("changes", "register_changes", "registry.read"),
            Tab("villages", "register_villages", "registry.read"),
            Tab("got", "register_got", "registry.read"),
            Tab("clues", "clues", "clues.read"),
            Tab("clue_runs", "clue_runs", "clues.read"),
            Tab("clue_learning", "clue_learning", "clues.read"),
            Tab("quality", "register_quality", "registry.read"),
            Tab("register_statistics", "register_statistics", "registry.read"),
            Tab("register_export", "register_export", "registry.read"),
        ),
    ),
    Chapter(
        "outgoing",
        (
            Tab("publications", "publications", "publish.preview"),
            Tab("forms", "forms", "forms.read", "filings"),
            Tab("papers", "papers", "publish.preview"),
            Tab("objections", "objections", "publish.preview"),
            Tab("assessment", "assessment", "assess.read"),
            Tab("reconciliation", "reconciliation", "assess.read"),
            Tab("duties", "duties", "assess.duties"),
        ),
    ),
    Chapter(
        "office",
        (
            Tab("users", "users", "access.read"),
            Tab("log", "log", "access.read"),
        ),
    ),
)


class Link(NamedTuple):
    """A link of the navigation: its words, its address, whether the reader is there."""

    words: str
    address: str
    is_here: bool


class Navigation(NamedTuple):
    """What stands above a page: the chapters, and the pages of the chapter one is in."""

    chapters: list[Link]
    pages: list[Link]


def navigation(actor: Actor, path: str, language: Language) -> Navigation:
    """Return the navigation an actor sees at an address.

    Args:
        actor: Who looks; pages they may not read are left out.
        path: The address of the page shown.
        language: The language of the words.
    """
    chapters, pages = [], []
    for chapter in CHAPTERS:
        links = [
            Link(say(f"nav.{tab.code}", language), address, _is_here(path, address, tab.also))
            for tab in chapter.tabs
            if actor.allows(tab.permission)
            for address in (reverse(f"desk:{tab.page}"),)
        ]
        if not links:
            continue
        is_here = any(link.is_here for link in links)
        chapters.append(Link(say(f"chapter.{chapter.code}", language), links[0].address, is_here))
        if is_here:
            pages = links
    return Navigation(chapters, pages)


def _is_here(path: str, address: str, also: str) -> bool:
    """Whether a page lies below a tab's address, or below the other one of its pages."""
    beside = f"{reverse('desk:overview')}{also}"
    return _is_below(path, address) or bool(also and _is_below(path, beside))


def _is_below(path: str, address: str) -> bool:
    """Whether a page lies at or below a tab's address; the overview is only itself."""
    overview = reverse("desk:overview")
    return path == address or (address != overview and path.startswith(f"{address}/"))
