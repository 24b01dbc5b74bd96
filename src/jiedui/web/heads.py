"""Every head of the book that was kept with something frozen: publications, self-reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.assess.reports import anchors as of_self_reports
from jiedui.assess.reports import changed_reports
from jiedui.publish.queries import anchors as of_publications

if TYPE_CHECKING:
    from jiedui.books.anchor import Anchor
    from jiedui.kernel.problem import Problem
    from jiedui.publish.queries import Kept


def kept_heads() -> list[Anchor | Kept]:
    """Return the heads the book is held against when it is verified."""
    return [*of_publications(), *of_self_reports()]


def changed_records() -> list[Problem]:
    """Return a problem for every frozen record that is not what it was."""
    return changed_reports()
