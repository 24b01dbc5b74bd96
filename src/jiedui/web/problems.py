"""Problems in words: what is wrong, what was found and expected, what to do, in either language.

The words come from the catalogue of the package that tells the problem, else from the web's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.attention.wording import WORDS as OF_ATTENTION
from jiedui.checks.wording import PROBLEMS as OF_CHECKS
from jiedui.exchange.wording import PROBLEMS as OF_FILES
from jiedui.figures.wording import PROBLEMS as OF_FIGURES
from jiedui.giving.wording import PROBLEMS as OF_GIVING
from jiedui.papers.typography import chinese
from jiedui.programme.wording import WORDS as OF_PROJECTS
from jiedui.publish.wording import PROBLEMS as OF_PUBLISHED
from jiedui.web.phrases import in_chinese
from jiedui.web.wording import is_worded, pick, say

if TYPE_CHECKING:
    from jiedui.kernel.problem import Problem
    from jiedui.web.wording import Language


def title_of(problem: Problem, language: Language) -> str:
    """Return what is wrong; the code itself where nobody has worded it."""
    own = f"problem.{problem.code}"
    if is_worded(own):
        return say(own, language)
    if problem.code in OF_FILES:
        words = OF_FILES[problem.code]
        return well_set(words.zh if language == "zh" else words.en, language)
    if problem.code in OF_FIGURES:
        return well_set(pick(OF_FIGURES[problem.code], language).rstrip("。."), language)
    for own_words in (OF_PROJECTS, OF_ATTENTION, OF_GIVING, OF_PUBLISHED, OF_CHECKS):
        if problem.code in own_words:
            return well_set(pick(own_words[problem.code], language), language)
    return problem.code


def found_of(problem: Problem, language: Language) -> str:
    """Return what was found and what was expected."""
    told = in_chinese if language == "zh" else str
    parts = []
    if problem.found:
        parts.append(say("error.found", language, found=told(problem.found)))
    if problem.expected:
        parts.append(say("error.expected", language, expected=told(problem.expected)))
    return well_set(("；" if language == "zh" else "; ").join(parts), language)


def advice_of(problem: Problem, language: Language) -> str:
    """Return what to do next: the catalogue's advice, else the hint that came with the problem."""
    words = OF_FILES.get(problem.code)
    worded = (words.zh_hint if language == "zh" else words.en_hint) if words else ""
    hint = in_chinese(problem.hint) if language == "zh" else problem.hint
    return well_set(worded or hint, language)


def well_set(words: str, language: Language) -> str:
    """Return words as they are set in print: Chinese with full-width punctuation."""
    return chinese(words) if language == "zh" else words
