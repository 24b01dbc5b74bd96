"""The packaged Chinese fonts: where they lie and what they are called.

Charts and PDF use only these, never the fonts of the machine, so a page looks the same everywhere.
Both font packages are OFL; see docs/decisions/0002-dependencies.md. Knows no Django.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SERIF = "Noto Serif SC"
"""Body of a PDF: a 宋体."""

SANS = "Noto Sans SC"
"""Charts and small print: a 黑体. Static, because the chart renderer knows no variable fonts."""

SANS_WEIGHTS = "Noto Sans CJK SC"
"""Headings of a PDF: a variable 黑体 with every weight."""

WEB_STACK = f'"{SANS}", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'
"""Font families of a chart on a web page, the packaged one first."""


def directories() -> list[str]:
    """Return the folders of the packaged fonts.

    Raises:
        ModuleNotFoundError: A font package is not installed; `make install` sets it up.
    """
    return [
        str(Path(str(files(package)))) for package in ("pylopdf_fonts_zh_cn", "manimgx_fonts_cjk")
    ]
