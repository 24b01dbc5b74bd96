"""Results by recipient: projects by category, training batches, attendances; never added across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.codes import CATEGORIES
from jiedui.papers.document import Table, Text
from jiedui.papers.numbers import Style
from jiedui.publish.names import place_words, since_words
from jiedui.publish.parts.asking import about, cell
from jiedui.publish.wording import say

if TYPE_CHECKING:
    from jiedui.publish.survey import Scope
    from jiedui.publish.telling import Telling, Told

_BARE = Style(bare=True)
_COUNTS = {
    "projects": "results.projects",
    "training_batches": "results.batches",
    "people_trained": "results.trained",
}


def results_table(telling: Telling, language: str) -> Table | None:
    """Return the table of counted results, one row per recipient (joint ones by themselves)."""
    survey = telling.survey
    scopes = [*survey.recipients, *survey.joint]
    asked = {scope.key: _asked(scope, telling) for scope in scopes}
    kept = [scope for scope in scopes if any(one.is_told for one in asked[scope.key].values())]
    if not kept:
        return None
    columns = [
        name for name in _column_names() if any(asked[scope.key][name].is_told for scope in kept)
    ]
    rows = tuple(
        (
            Text(place_words(scope.key, language)),
            Text(since_words(scope.starts, language)),
            *(cell(asked[scope.key][name], language) for name in columns),
        )
        for scope in kept
    )
    heads = (
        say("recipient", language),
        say("period", language),
        *(_head(name, language) for name in columns),
    )
    return Table(
        "results",
        say("results.caption", language),
        heads,
        rows,
        stub=2,
        notes=(say("results.note", language),),
    )


def _column_names() -> list[str]:
    return [*CATEGORIES, *_COUNTS]


def _asked(scope: Scope, telling: Telling) -> dict[str, Told]:
    by_category = {
        code: telling.tell(
            f"{scope.key}.projects.{code}", about("projects", scope, telling, category=code), _BARE
        )
        for code in CATEGORIES
    }
    counts = {
        code: telling.tell(f"{scope.key}.{code}", about(code, scope, telling), _BARE)
        for code in _COUNTS
    }
    return {**by_category, **counts}


def _head(name: str, language: str) -> str:
    if name in _COUNTS:
        return say(_COUNTS[name], language)
    return f"{CATEGORIES[name].zh}(个)" if language == "zh" else CATEGORIES[name].en.capitalize()
