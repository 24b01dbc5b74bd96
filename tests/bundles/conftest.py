"""A district's office and a city's, and what is needed to hand a bundle from one to the other."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest

from jiedui import settings as own_settings
from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.bundles.commands import make_bundle, trust_district
from jiedui.exchange.commands import post_batch, receive_file
from tests.conftest import Office
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.access.scope import Actor
    from jiedui.bundles.commands import Made

NOW = dt.datetime(2019, 7, 5, 3, 0, tzinfo=dt.UTC)
CITY = "440600"
ROLES = {"wang": "officer", "zhao": "reviewer", "admin": "administrator"}


@dataclass(frozen=True)
class Offices:
    """A city's office and a district's, one open at a time.

    Attributes:
        city: The city's.
        district: The district's.
        go: Opens another one.
    """

    city: Office
    district: Office
    go: Callable[[Office], None]

    def people(self) -> dict[str, Actor]:
        """The people of the office that is open."""
        return {name: actor_named(name) for name in ROLES}

    def made(self, *, after: int = 0) -> Made:
        """A bundle of the district; the city's office is open afterwards."""
        self.go(self.district)
        made = make_bundle(actor=self.people()["wang"], now=NOW, after=after)
        self.go(self.city)
        return made


def through(content: bytes, name: str) -> int:
    """Receive a file as one person and post it as another; return the last entry."""
    received = receive_file(content, name=name, actor=actor_named("wang"), now=NOW)
    return post_batch(
        received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True
    ).last


@pytest.fixture
def district(tmp_path: Path, sqlite_template: Path) -> Office:
    """A district's office of its own."""
    folder = tmp_path / "district"
    own_settings.make_folders(folder)
    shutil.copyfile(sqlite_template, folder / "book.sqlite3")
    return Office(folder, "")


Settle = Callable[[Office, str, Callable[[], None]], None]


@pytest.fixture
def offices(
    sqlite_office: Office,
    district: Office,
    opened: Callable[[Office], None],
    settled_at: Settle,
) -> Offices:
    """A city on SQLite that trusts the key of a district whose book has a ledger."""
    return _begun(Offices(sqlite_office, district, opened), settled_at)


@pytest.fixture
def both(
    office: Office, district: Office, opened: Callable[[Office], None], settled_at: Settle
) -> Offices:
    """The same with the city on either engine."""
    return _begun(Offices(office, district, opened), settled_at)


def _begun(found: Offices, settled_at: Settle) -> Offices:
    for one, place in ((found.city, CITY), (found.district, other.OFFICE)):
        found.go(one)
        peopled = partial(_people, place)
        if one.vendor == "sqlite":
            settled_at(one, f"bundles-{place}", peopled)
        else:
            peopled()
    key = found.made().head.key
    trust_district(other.OFFICE, key=key, actor=found.people()["admin"], now=NOW)
    return found


def _people(place: str) -> None:
    """Set an office up with its people; the district's posts its ledger too."""
    set_office(place)
    for name, role in ROLES.items():
        add_user(name, role=role, password=None, place="", now=NOW)
    if place == other.OFFICE:
        through(other.pairings(), "结对.xlsx")
        through(other.ledger(), "台账.xlsx")
