"""The outside programs that some tests need: where they are, and what happens without them.

Mark a test `postgres`, `spark`, `browser` or `documents`: when a program of that family is missing
the test is left out with a sentence that says how to get it. With JIEDUI_REQUIRE_ALL=1, as in CI,
it fails instead, so nothing can be left out there unseen. Starts no program itself.
"""

import importlib.util
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from jiedui.papers.fonts import directories

REQUIRE_ALL = "JIEDUI_REQUIRE_ALL"


class Program(NamedTuple):
    """One outside program: the words for people, the Debian package, and how to find it."""

    words: str
    package: str
    find: Callable[[], Path | None]


def postgres_bin() -> Path | None:
    """The folder that holds `initdb` and `pg_ctl`; the newest where there are several."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name.partition(".")[0]))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def java_home() -> Path | None:
    """The home of a Java that Spark can use."""
    told = os.environ.get("JAVA_HOME")
    if told and (Path(told) / "bin" / "java").exists():
        return Path(told)
    found = shutil.which("java")
    return Path(found).resolve().parent.parent if found else None


def pyspark_home() -> Path | None:
    """The folder of the installed spark extra."""
    found = importlib.util.find_spec("pyspark")
    return Path(found.origin).parent if found and found.origin else None


def chromium() -> Path | None:
    """The browser that Playwright is to drive."""
    return _on_path("chromium", "chromium-browser", "google-chrome")


def soffice() -> Path | None:
    """LibreOffice, which shows that Word can open what was written."""
    return _on_path("soffice", "libreoffice")


def pdftoppm() -> Path | None:
    """Poppler's program that turns a PDF into pictures."""
    return _on_path("pdftoppm")


def _on_path(*names: str) -> Path | None:
    for name in names:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


PROGRAMS = {
    "postgres": Program("a PostgreSQL server", "postgresql", postgres_bin),
    "java": Program("Java 17 or newer", "default-jre-headless", java_home),
    "pyspark": Program("the spark extra", "", pyspark_home),
    "chromium": Program("the browser Chromium", "chromium", chromium),
    "soffice": Program("LibreOffice Writer", "libreoffice-writer-nogui", soffice),
    "pdftoppm": Program("pdftoppm", "poppler-utils", pdftoppm),
}

FAMILIES = {
    "postgres": ("postgres",),
    "spark": ("java", "pyspark"),
    "browser": ("chromium",),
    "documents": ("soffice", "pdftoppm"),
}


def sentence(name: str) -> str:
    """What is missing and how to get it, for a person."""
    program = PROGRAMS[name]
    way = f"`apt-get install {program.package}` as root" if program.package else "`make spark`"
    return f"left out: {program.words} is not on this machine; install it with {way}."


def need(name: str) -> Path:
    """The path of a program of PROGRAMS; leaves the test out, or fails it, where it is missing."""
    found = PROGRAMS[name].find()
    if found is not None:
        return found
    if os.environ.get(REQUIRE_ALL) == "1":
        pytest.fail(f"{sentence(name)} {REQUIRE_ALL}=1 allows no test to be left out.")
    pytest.skip(sentence(name))


ALONE = tuple(family for family in FAMILIES if family != "postgres")
"""Families whose sessions are dear; of PostgreSQL each worker has its own, which starts quickly."""


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Keep the tests of a dear family in one worker, so that its session starts once."""
    for item in items:
        for family in ALONE:
            if item.get_closest_marker(family) and not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group(family))
        group = item.get_closest_marker("xdist_group")
        if group and getattr(config.option, "loadgroup", False):
            # pytest-xdist 3.8 writes the group where pytest 9.2 reads no name any more, and every
            # group is torn apart; tests/house/test_setup.py says when this is not needed.
            item._id = type(item._id).parse(f"{item.nodeid}@{group.args[0]}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Ask for the programs of every family the test is marked with, before its fixtures start."""
    for family, names in FAMILIES.items():
        if item.get_closest_marker(family):
            for name in names:
                need(name)


def with_fonts(folder: Path) -> dict[str, str]:
    """The environment for Chromium or LibreOffice that lets them draw Chinese without Debian fonts.

    Writes one fontconfig file into `folder` that names the fonts of the default install.
    """
    folders = "".join(f"<dir>{one}</dir>" for one in directories())
    conf = folder / "fonts.conf"
    conf.write_text(
        f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
{folders}<dir>/usr/share/fonts</dir><cachedir>{folder / "fonts"}</cachedir>
<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
<alias><family>serif</family><prefer><family>Noto Serif SC</family></prefer></alias>
</fontconfig>
""",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(conf)}
