"""A small world of giving for each test, on SQLite or on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from jiedui.access.queries import actor_named
from tests.giving.world import settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.access.scope import Actor
    from tests.conftest import Office
    from tests.giving.world import World


@pytest.fixture
def world(sqlite_office: Office) -> Iterator[World]:
    """The small world on SQLite."""
    assert sqlite_office.data_dir.is_dir()
    cache.clear()
    yield settle()
    cache.clear()


@pytest.fixture
def officer(world: World) -> Actor:
    """Who records."""
    _ = world
    return actor_named("officer")


@pytest.fixture
def reviewer(world: World) -> Actor:
    """Who posts."""
    _ = world
    return actor_named("reviewer")
