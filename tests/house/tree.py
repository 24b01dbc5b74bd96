"""The files of this checkout, as the house tests see them. Reads names and text, judges nothing."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {
    ".xlsx",
    ".xls",
    ".ods",
    ".docx",
    ".doc",
    ".pdf",
    ".png",
    ".jpg",
    ".woff2",
    ".parquet",
    ".mo",
}
PIN = re.compile(
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([a-z,]+)\])?==(\S+)(?: ; [^\\]+)? \\$", re.MULTILINE
)
SET_UP_HERE = {".git", ".venv", "build", "var", "__pycache__", "htmlcov"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project: tracked by git, or new and not ignored."""
    asked = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = os.fsdecode(asked.stdout).split("\0") if asked.returncode == 0 else _walked()
    return tuple(ROOT / name for name in sorted(names) if name and (ROOT / name).is_file())


def _walked() -> list[str]:
    """The same without git, for a checkout that came as an archive."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if name not in SET_UP_HERE and not name.endswith(("_cache", ".egg-info"))
        ]
        found += [str((Path(folder) / name).relative_to(ROOT)) for name in names]
    return found


def texts() -> list[tuple[str, str]]:
    """Every text file as (name from the root, text)."""
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix not in BINARY
    ]


def python_texts() -> list[tuple[str, str]]:
    """Every Python file as (name from the root, text)."""
    return [(name, text) for name, text in texts() if name.endswith(".py")]


def pins(lock: str) -> dict[str, str]:
    """What `requirements/LOCK.txt` pins: name to version."""
    return {hit[1]: hit[3] for hit in PIN.finditer(_lock(lock))}


def extras(lock: str) -> dict[str, set[str]]:
    """With which extras `requirements/LOCK.txt` pins a package: name to extras."""
    return {
        hit[1]: set(filter(None, (hit[2] or "").split(","))) for hit in PIN.finditer(_lock(lock))
    }


def _lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
