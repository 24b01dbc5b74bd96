"""A fictitious country of 20,000 people, made once, and a cross-check of it on DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.checks.rules import RULES
from jiedui.checks.run import Job, crosscheck
from jiedui.checks.synth.lists import AS_OF
from jiedui.checks.synth.write import EVERY_LIST, write_country

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEOPLE, SEED = 20_000, 5


@pytest.fixture(scope="session")
def country(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The folder of a fictitious country."""

    def make(folder: Path) -> None:
        write_country(PEOPLE, folder, seed=SEED)

    return once("country", make)


@pytest.fixture(scope="session")
def country_job(country: Path) -> Job:
    """What is asked of it."""
    return Job(
        register=str(country / "register.parquet"),
        lists={one.code: str(country / f"{one.code}.parquet") for one in EVERY_LIST},
        rules=list(RULES.values()),
        day=AS_OF,
        out=country.with_name("country-answers"),
    )


@pytest.fixture(scope="session")
def answered(country_job: Job, once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The folder of its clues."""

    def make(folder: Path) -> None:
        assert folder == country_job.out
        crosscheck(country_job)

    return once(country_job.out.name, make)
