"""The collector of circles, held back while something large is made that stays. Knows no Django."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the collector: what is made lives until the work is done, and looking costs time.

    Only for work whose throwaways point in no circle, or few of them. Afterwards all that lives is
    taken for old, as after a look at it, so that the collector does not begin with it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()
