"""What a command of giving hands back: a number and what the log says. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """What was written.

    Attributes:
        number: Number of the thing.
        subject: What the log says of it.
        count: How many things were touched.
    """

    number: int
    subject: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class PageOpened:
    """A page that was handed to somebody: the token stands in its address and nowhere else."""

    number: int
    token: str
    subject: str
