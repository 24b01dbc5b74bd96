"""The words and sets a template may use: {owner}, {as_of}, and the members of `for` and `when`.

Dates and names come from here; they are not figures and carry no key. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.kernel.codes import PAIRING_KINDS
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.place import covers
from jiedui.kernel.placekey import Form
from jiedui.kernel.problem import refuse
from jiedui.publish.names import (
    above_words,
    day_words,
    place_words,
    renamed_words,
    since_words,
    start_words,
)

if TYPE_CHECKING:
    from jiedui.publish.survey import Pairing, Scope, Survey


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a set.

    Attributes:
        key: The place key; first part of the keys of its numbers.
        words: What a template may say of it: name, above, since, kind, paired ... ; "" = not known.
        asked: What a figure may ask with: key, since, first, last.
    """

    key: str
    words: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)


def words_of(survey: Survey, language: str) -> dict[str, str]:
    """Return the words every line may use."""
    return {
        "owner": place_words(survey.owner, language),
        "above": above_words(survey.owner, language),
        "as_of": day_words(survey.as_of, language),
        "since": "" if survey.since == EARLIEST else since_words(survey.since, language),
        "names": _listed(
            [place_words(scope.key, language) for scope in survey.recipients], language
        ),
    }


def sets_of(survey: Survey, name: str, language: str) -> list[Member]:
    """Return the members of a set by name.

    Recipients, joint, planned, stocks, gifts, projects, pairings.

    Raises:
        Refused: No such set.
    """
    scopes = {
        "recipients": survey.recipients,
        "joint": survey.joint,
        "planned": survey.planned,
        "stocks": survey.stocks,
    }
    if name in scopes:
        return [_member(scope, survey, language) for scope in scopes[name]]
    keys = {
        "gifts": [f"{donor}/{recipient}" for donor, recipient in survey.givers],
        "projects": list(survey.projects),
        "pairings": [f"{pairing.donor}/{pairing.recipient}" for pairing in survey.pairings],
        "ended": [pairing.recipient for pairing in survey.pairings if pairing.ends < survey.as_of],
    }
    if name not in keys:
        raise refuse("REPORT_SET_UNKNOWN", found=name, expected="、".join((*scopes, *keys)))
    return [Member(key) for key in keys[name]]


def _member(scope: Scope, survey: Survey, language: str) -> Member:
    pairing = _pairing_of(scope.key, survey)
    words = {
        "name": place_words(scope.key, language),
        "short": place_words(scope.key, language, form=Form.SHORT),
        "above": above_words(scope.key, language),
        "since": since_words(scope.starts, language),
        "year": start_words(scope.starts, language) if scope.starts.year == scope.ends.year else "",
        "first": day_words(scope.starts, language) if scope.starts != scope.ends else "",
        "last": day_words(scope.ends, language) if scope.ends != LATEST else "",
        **(_pairing_words(pairing, survey, language) if pairing else {}),
    }
    ends = min(scope.ends, survey.as_of)
    asked = {
        "key": scope.key,
        "since": "" if scope.starts == EARLIEST else scope.starts.isoformat(),
        "until": survey.as_of.isoformat(),
        "last": scope.ends.isoformat() if scope.ends != LATEST else ends.isoformat(),
    }
    return Member(scope.key, words, asked)


def _pairing_of(key: str, survey: Survey) -> Pairing | None:
    """Return the pairing a recipient stands in.

    Its own, else of a place that covers it; in force first.
    """
    fitting = [
        pairing
        for pairing in survey.pairings
        if covers(pairing.recipient, key) and _is_donor(pairing, survey)
    ]
    fitting.sort(key=lambda one: (one.recipient != key, one.ends < survey.as_of, one.starts))
    return fitting[0] if fitting else None


def _is_donor(pairing: Pairing, survey: Survey) -> bool:
    return (
        pairing.donor == survey.owner
        or not pairing.donor[:6].isdigit()
        or covers(survey.owner, pairing.donor)
    )


def _pairing_words(pairing: Pairing, survey: Survey, language: str) -> dict[str, str]:
    kind = PAIRING_KINDS.get(pairing.kind)
    in_force = pairing.ends >= survey.as_of
    return {
        "kind": (kind.zh if language == "zh" else kind.en) if kind else pairing.kind,
        "donor": place_words(pairing.donor, language),
        "paired": start_words(pairing.starts, language) if in_force else "",
        "ended": "" if in_force else day_words(pairing.ends, language),
        "renamed": renamed_words(pairing.recipient, language, since=pairing.starts),
    }


def _listed(names: list[str], language: str) -> str:
    if language == "zh":
        return "、".join(names)
    return (
        names[0]
        if len(names) == 1
        else ", ".join(names[:-1]) + " and " + names[-1]
        if names
        else ""
    )
