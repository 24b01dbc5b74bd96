"""What an office's template repeats over or is about: 每县, 每个项目, 每笔捐赠, 每个捐赠方.

A row (or a paragraph) with a mark such as 【每县】 stands once per member; in it 该县 narrows a
question to that member: 【该县2013年以来市级统筹资金，万元】. Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.giving.naming import is_unnamed
from jiedui.kernel.period import EARLIEST
from jiedui.publish.names import above_words, day_words, place_words, since_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from jiedui.publish.survey import Scope, Survey

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class About:
    """What narrows a question: dimensions, and a first day where the question names no days.

    A county's lines begin where the programme with it begins; before that only joint totals may
    stand, which no county has a share of by itself.
    """

    where: Where = ()
    since: dt.date | None = None


EVERYTHING = About()


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a set.

    Attributes:
        key: Its key: of a place, a project, a payer.
        words: What its word marks say: 该县, 所在地 ...
        about: What narrows a question to it.
    """

    key: str
    words: Mapping[str, str]
    about: About


@dataclass(frozen=True, slots=True)
class Sets:
    """The words of a template that are no numbers, and the sets it may repeat over.

    Attributes:
        words: Word marks: 单位, 截至日期, 年份, 月份.
        sets: Members by the mark that repeats them.
        subject: What the whole template is about, None when it is about the programme.
        hidden: Names that may not be written, and what stands for each.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, Sequence[Member]] = field(default_factory=dict)
    subject: Member | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)

    def public(self, words: str) -> str:
        """Return words without the names that may not be written."""
        for name, other in self.hidden.items():
            words = words.replace(name, other)
        return words


EACH_HEADS = {
    "每县": {"zh": "县", "en": "County"},
    "每个项目": {"zh": "项目", "en": "Project"},
    "每笔捐赠": {"zh": "笔捐赠", "en": "Gift"},
    "每个捐赠方": {"zh": "捐赠方", "en": "Donor"},
}
"""What heads the members of a set in a table, by language."""

EACH = ("每县", "每个项目", "每笔捐赠", "每个捐赠方")
"""Marks that repeat their row or paragraph."""

_THIS = re.compile(r"(?:该县|该项目|该笔捐赠|该捐赠方)的?")
SUBJECTS = {"county": "每县", "project": "每个项目", "donor": "每个捐赠方"}
"""Kinds of subjects a template may be about, by the set they are members of."""


def sets_of(
    survey: Survey,
    subject: tuple[str, str] | None = None,
    *,
    hidden: Mapping[str, str],
    language: str = "zh",
) -> Sets:
    """Return the words and sets of a programme.

    Args:
        survey: What the book has for it.
        subject: Kind and key of what the template is about.
        hidden: Payers who asked not to be named, and what stands for each.
        language: The language of the words, `zh` or `en`.
    """
    day, is_zh = survey.as_of, language == "zh"
    said = Said(language, hidden)
    words = {
        "单位": said.place(survey.owner),
        "截至日期": day_words(day, language),
        "年份": f"{day.year}年" if is_zh else str(day.year),
        "月份": f"{day.year}年{day.month}月" if is_zh else day_words(day, "en").partition(" ")[2],
    }
    givers = [pair for pair in survey.givers if all(pair)]
    donors = dict.fromkeys(key for key, _ in survey.givers if key and not is_unnamed(key))
    sets = {
        "每县": [said.county(scope) for scope in survey.recipients],
        "每个项目": [said.project(key) for key in survey.projects],
        "每笔捐赠": [said.gift(*pair) for pair in givers],
        "每个捐赠方": [said.donor(key) for key in donors],
    }
    about = None
    if subject is not None:
        kind, key = subject
        about = next((one for one in sets[SUBJECTS[kind]] if one.key == key), None)
    return Sets(words, sets, about, hidden)


@dataclass(frozen=True, slots=True)
class Said:
    """How members are said: the language, and what stands for names that may not be written."""

    language: str
    hidden: Mapping[str, str]

    def place(self, key: str) -> str:
        """Return the name of a place or a payer."""
        return self.hidden.get(key) or place_words(key, self.language)

    def county(self, scope: Scope) -> Member:
        """Return a recipient as a member."""
        key, starts, language = scope.key, scope.starts, self.language
        name, above = self.place(key), above_words(key, language)
        words = {"每县": name, "该县": name, "所在地": above, "起始": since_words(starts, language)}
        since = None if starts == EARLIEST else starts
        return Member(key, words, About((("recipient", (key,)),), since))

    def project(self, key: str) -> Member:
        """Return a project as a member."""
        place, _, name = key.partition("/")
        words = {"每个项目": name, "该项目": name, "所在地": self.place(place)}
        return Member(key, words, About((("project", (key,)),)))

    def gift(self, donor: str, recipient: str) -> Member:
        """Return what a donor gave a recipient as a member."""
        name = self.place(donor)
        words = {"每笔捐赠": name, "该笔捐赠": name, "受赠地": self.place(recipient)}
        where = (("payer", (donor,)), ("recipient", (recipient,)))
        return Member(f"{donor}/{recipient}", words, About(where))

    def donor(self, key: str) -> Member:
        """Return a donor as a member."""
        name = self.place(key)
        words = {"每个捐赠方": name, "该捐赠方": name}
        return Member(key, words, About((("payer", (key,)),)))


def without_this(words: str) -> tuple[str, bool]:
    """Return a mark's words without 该县 and the like, and whether they had it."""
    rest = _THIS.sub("", words)
    return rest.lstrip("，, "), rest != words


def dated(words: str, day: dt.date) -> str:
    """Return a mark's words with 本月, 上月, 本季度, 上年 as plain spans of the reporting day."""
    last = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    quarter = (day.month - 1) // 3 * 3 + 1
    for said, plain in (
        ("本季度", f"{day.year}年{quarter}月至{quarter + 2}月"),
        ("本月", f"{day.year}年{day.month}月"),
        ("上月", f"{last[0]}年{last[1]}月"),
        ("本年", f"{day.year}年"),
        ("上年", f"{day.year - 1}年"),
    ):
        words = words.replace(said, plain)
    return words
