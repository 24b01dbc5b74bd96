"""Follows the book after something was posted and looks at what it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.attention.commands import run_rules
from jiedui.programme.following import follow_anew, follow_book
from jiedui.programme.outcomes import Done

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.access.scope import Actor


@command("attention.run")
def follow(*, actor: Actor, now: dt.datetime, also: Iterable[int] = ()) -> Done:
    """Bring projects up to the book and run the house rules over those it touched.

    Args:
        actor: Who posted, or who runs it.
        now: The moment.
        also: Further projects to look at.
    """
    touched = sorted({*follow_book(), *also})
    if touched:
        run_rules(actor=actor, now=now, subjects={"project": touched})
    return Done(tuple(touched), f"followed the book: {len(touched)} projects")


@command("programme.set")
def copy_anew(*, actor: Actor, now: dt.datetime) -> Done:
    """Make the copies of the book's lines again from the whole book, and look at everything."""
    touched = sorted(follow_anew())
    run_rules(actor=actor, now=now)
    return Done(tuple(touched), f"copied the book anew: {len(touched)} projects")
