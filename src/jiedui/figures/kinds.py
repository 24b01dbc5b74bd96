"""Flows by kind of pairing (placeholder)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.figures.model import Kind

if TYPE_CHECKING:
    from jiedui.figures.asking import Ask


def is_by_kind(ask: Ask) -> bool:
    """Whether a question about flows asks for kinds of pairing."""
    asked = bool(ask.kinds) or "pairing_kind" in (*ask.by, *ask.empty)
    return asked and ask.figure.kind is not Kind.IN_FORCE


def by_kind(ask: Ask, pairings: Any, again: Any) -> Any:
    raise NotImplementedError
