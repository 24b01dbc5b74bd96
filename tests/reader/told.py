"""Findings and claims of a text as plain words, for tests to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.reader.reading import Claim, Reading


def claim_of(reading: Reading, text: str, at: int = 0) -> Claim:
    """Return the claim that stands in a text as these words, the first or a later one."""
    return [one for one in reading.claims if one.text == text][at]


def findings_of(reading: Reading) -> list[tuple[str, str, list[str], bool]]:
    """Return findings: relation, words of the total, words of its parts, whether right."""
    return [
        (
            str(one.relation),
            reading.claims[one.total].text,
            [reading.claims[at].text for at in one.parts],
            one.is_ok,
        )
        for one in reading.findings
    ]
