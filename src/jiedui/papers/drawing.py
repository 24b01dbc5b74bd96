"""A specification into SVG or PNG, with the packaged fonts and no network.

The SVG carries no style attribute and no script, so that a page with a strict content policy may
hold it inline; it names itself by a title and a description. Knows no Django.
"""

from __future__ import annotations

import functools
import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from jiedui.papers.fonts import SANS, WEB_STACK, directories

if TYPE_CHECKING:
    from types import ModuleType

    from jiedui.papers.document import Chart

_VEGA_LITE = "5.20"
_KEPT = 256
"""How many pictures are kept drawn."""

_PAINTED = 64
"""How many are kept painted in points, which takes more room."""

_STYLE = re.compile(r'\sstyle="[^"]*"')
_OPEN = re.compile(r"<svg\b([^>]*)>")
_CLASS = re.compile(r'\sclass="[^"]*"')
_ROLE = re.compile(r'\saria-(?:roledescription|label|hidden)="[^"]*"|\srole="[^"]*"')


@functools.cache
def _drawer() -> ModuleType:
    """Return what draws, the packaged fonts made known to it; few processes draw."""
    import vl_convert  # noqa: PLC0415

    for folder in directories():
        vl_convert.register_font_directory(folder)
    return vl_convert


def svg(chart: Chart) -> str:
    """Return the picture as one `<svg>` element for a web page or a file."""
    made = _to_svg(chart.spec, chart.engine)
    for pattern in (_STYLE, _CLASS, _ROLE):
        made = pattern.sub("", made)
    made = made.replace(f'font-family="{SANS}"', f"font-family='{WEB_STACK}'")
    mark = f"c-{chart.key}"
    head = (
        f'<title id="{mark}-t">{escape(chart.caption)}</title>'
        f'<desc id="{mark}-d">{escape(chart.alt)}</desc>'
    )
    return _OPEN.sub(
        lambda found: f'<svg{found[1]} role="img" aria-labelledby="{mark}-t {mark}-d">{head}',
        made,
        count=1,
    )


def print_svg(chart: Chart) -> bytes:
    """Return the picture as SVG for a PDF: the packaged font by its own name."""
    return _to_svg(chart.spec, chart.engine).encode()


def png(chart: Chart, *, scale: int = 3) -> bytes:
    """Return the picture as PNG; `scale` 3 prints sharply at the width of a page."""
    return _painted(json.dumps(chart.spec, ensure_ascii=False), chart.engine, scale)


@functools.lru_cache(maxsize=_PAINTED)
def _painted(spec: str, engine: str, scale: int) -> bytes:
    """Return a picture in points, from the drawing that a PDF holds: it is drawn once for both."""
    return bytes(_drawer().svg_to_png(_drawn(spec, engine), scale=scale))


def _to_svg(spec: dict[str, Any], engine: str) -> str:
    return _drawn(json.dumps(spec, ensure_ascii=False), engine)


@functools.lru_cache(maxsize=_KEPT)
def _drawn(spec: str, engine: str) -> str:
    """Return a picture; the same specification is drawn once."""
    if engine == "vega":
        return str(_drawer().vega_to_svg(spec))
    return str(_drawer().vegalite_to_svg(spec, vl_version=_VEGA_LITE))
