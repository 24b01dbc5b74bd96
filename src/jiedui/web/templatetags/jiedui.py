"""What templates may say and draw: words of the catalogue, signs, bars, places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from jiedui.kernel.place import name_of
from jiedui.kernel.problem import place_words
from jiedui.web.charts import bar_svg, share_svg
from jiedui.web.problems import advice_of, found_of, title_of
from jiedui.web.problems import well_set as set_well
from jiedui.web.wording import LANGUAGES, PARAMETER, language_of, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.template.context import Context
    from django.utils.safestring import SafeString

    from jiedui.kernel.problem import Problem
    from jiedui.web.charts import Bar
    from jiedui.web.wording import Language

register = template.Library()

SIGN_OF_TONE = {"ok": "ok", "bad": "bad", "warn": "warn", "tell": "tell", "mute": "ask"}


def _language(context: Context) -> Language:
    request: HttpRequest | None = context.get("request")
    return LANGUAGES[0] if request is None else language_of(request)


@register.simple_tag(takes_context=True)
def words(context: Context, code: str, **values: Any) -> str:  # noqa: ANN401  Wordings name anything.
    """Say a code of the catalogue in the reader's language."""
    return say(code, _language(context), **values)


@register.simple_tag(takes_context=True)
def tongue(context: Context) -> str:
    """Return the language tag of the page for browsers and screen readers."""
    return "zh-CN" if _language(context) == "zh" else "en"


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> str:
    """Return the address of this page in the other language."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query[PARAMETER] = "en" if _language(context) == "zh" else "zh"
    return f"{request.path}?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    """Whether the reader holds a permission, so that no button leads to a refusal."""
    actor = context.get("actor")
    return actor is not None and bool(actor.allows(permission))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a sign; words always stand beside it, so it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("jiedui/icons.svg"),
        name,
    )


@register.simple_tag
def badge(tone: str, text: str, sign: str = "") -> SafeString:
    """Draw a badge: colour, sign and word together."""
    return format_html(
        '<span class="badge {}">{}{}</span>',
        tone,
        icon(sign or SIGN_OF_TONE.get(tone, "tell")),
        text,
    )


@register.simple_tag
def bar(one: Bar, scale: int) -> SafeString:
    """Draw one bar."""
    return bar_svg(one, scale)


@register.simple_tag
def share(part: int, whole: int, text: str) -> SafeString:
    """Draw how much of a whole rests on single records."""
    return share_svg(part, whole, words=text)


@register.filter
def place(key: str | None) -> str:
    """Name a place, a town, several places or an organisation; nothing for None."""
    return name_of(key) if key else ""


@register.filter
def cells(source: str | None) -> str:
    """Show a source, `file TAB sheet TAB cell`, as file › sheet › cell."""
    return " › ".join(part for part in (source or "").split("\t") if part)


@register.filter
def beside(cells_of_row: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Pair a row's cells with the table's columns."""
    return list(zip(columns, cells_of_row, strict=True))


@register.simple_tag(takes_context=True)
def problem_title(context: Context, problem: Problem) -> str:
    """Say what kind of problem it is."""
    return title_of(problem, _language(context))


@register.simple_tag(takes_context=True)
def problem_place(context: Context, problem: Problem) -> str:
    """Say at which cell, row or column it stands."""
    return place_words(problem.source.cell, is_chinese=_language(context) == "zh")


@register.simple_tag(takes_context=True)
def problem_words(context: Context, problem: Problem) -> str:
    """Say what was found, what was expected and what to do next."""
    language = _language(context)
    found, advice = found_of(problem, language), advice_of(problem, language)
    stop = ("。" if language == "zh" else ". ") if found and advice else ""
    return f"{found}{stop}{advice}"


class Likeness(NamedTuple):
    """A row that looks like an entry on record."""

    row: int
    entry: int


@register.simple_tag
def likeness(problem: Problem) -> Likeness | None:
    """Return which row looks like which entry, as a problem tells it."""
    entry = re.search(r"entry (\d+)", problem.found)
    row = re.search(r"(\d+)$", problem.source.cell)
    return Likeness(int(row[1]), int(entry[1])) if entry and row else None


@register.simple_tag(takes_context=True)
def batch_state(context: Context, state: str) -> SafeString:
    """Draw where a batch stands."""
    tone, sign = {"posted": ("ok", "ok"), "withdrawn": ("mute", "bad")}.get(state, ("warn", "wait"))
    return badge(tone, say(f"batch.state_{state}", _language(context)), sign)


@register.simple_tag
def severity_icon(severity: str) -> SafeString:
    """Draw the sign of a severity."""
    return icon({"error": "bad", "warning": "warn"}.get(severity, "tell"))


@register.filter
def tongue_of(said: dict[str, str], language: str) -> str:
    """Pick one language of words kept in both."""
    return said.get(language, "")


@register.simple_tag(takes_context=True)
def publication_state(context: Context, state: str, look: tuple[str, str]) -> SafeString:
    """Draw where a publication stands."""
    tone, sign = look
    return badge(tone, say(f"publish.state_{state}", _language(context)), sign)


@register.filter
def well_set(text: str, language: Language) -> str:
    """Set words from elsewhere as they are set in print."""
    return set_well(text, language)
