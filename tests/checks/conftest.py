"""A fictitious country of 20,000 people, made once, and a cross-check of it on DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.checks.rules import RULES
from jiedui.checks.run import Job, crosscheck
from jiedui.checks.synth.lists import AS_OF
from jiedui.checks.synth.write import EVERY_LIST, write_country

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE, SEED = 20_000, 5


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fictitious country."""
    folder = tmp_path_factory.mktemp("country")
    write_country(PEOPLE, folder, seed=SEED)
    return folder


@pytest.fixture(scope="session")
def country_job(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Job:
    """What is asked of it."""
    return Job(
        register=str(country / "register.parquet"),
        lists={one.code: str(country / f"{one.code}.parquet") for one in EVERY_LIST},
        rules=list(RULES.values()),
        day=AS_OF,
        out=tmp_path_factory.mktemp("answers") / "out",
    )


@pytest.fixture(scope="session")
def answered(country_job: Job) -> Path:
    """The folder of its clues."""
    crosscheck(country_job)
    return country_job.out
