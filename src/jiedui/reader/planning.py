"""Whether a number is planned or done: by its words, its days, or because the whole page plans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.dating import is_ahead
from jiedui.reader.layout import Kind
from jiedui.reader.reading import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.reader.layout import Block
    from jiedui.reader.passage import Draft
    from jiedui.reader.reading import When
    from jiedui.reader.vocabulary import Vocabulary

_PLANS = re.compile(
    r"拟(?:安排|实施|支持|立项|投入|建设|下达|使用|分配)|计划安排|(?:项目|资金)[^,。]{0,10}安排(?:情况)?的?(?:公告|公示|方案|表)"
    r"|(?:资金|项目|工作|投资|建设|援助|帮扶)?(?:计划|实施方案|工作方案|工作要点|分配方案)(?:表|书)?(?:的?(?:公告|公示|通知))?\s*$"
)
_REPORTS = re.compile(r"完成|执行|落实|总结|进展|绩效评价|决算|回顾|小结")
_OPENING = 4
"""A page says in so many blocks at its start what it is about."""

_TARGET = re.compile(r"(?:任务|计划|目标)(?:数|额|量|指标)?(?:为|是)?$")
_FULFILLED = re.compile(
    r"(?:完成|占|达到?|超过|超额|列入|纳入|实现)[^,。;]{0,8}?(?:任务|计划|目标|规划|预期)"
)


def is_plan(blocks: Sequence[Block]) -> bool:
    """Whether a page as a whole says what is meant to be: a notice of funds, a plan, a scheme."""
    for block in blocks[:_OPENING]:
        is_title = block.kind is Kind.HEADING or "拟" in block.text
        if is_title and _PLANS.search(block.text) and not _REPORTS.search(block.text):
            return True
    return False


class Planning:
    """Judges the numbers of one page."""

    def __init__(self, as_of: dt.date | None, words: Vocabulary, *, is_plan: bool) -> None:
        self._as_of = as_of
        self._is_plan = is_plan
        self._plan = words.pattern("plan")
        self._layout = words.pattern("plan", "layout")
        self._later = words.pattern("plan", "later")
        self._done = words.pattern("plan", "done")
        self._not_plan = words.pattern("plan", "not_plan")

    def judge_cell(self, draft: Draft) -> Status:
        """Return whether a cell of a table tells of a plan: by its column, or as its page does."""
        is_meant = self._is_plan and self._is_open(draft.when) and draft.status is Status.ACTUAL
        return Status.PLANNED if is_meant else draft.status

    def _is_open(self, when: When) -> bool:
        """Whether a period is not over before the year of the text."""
        return when.last is None or self._as_of is None or when.last.year >= self._as_of.year

    def judge(self, draft: Draft) -> Status:
        """Return whether a draft tells of a plan."""
        passage, at = draft.passage, draft.number.start
        if is_ahead(draft.when, self._as_of):
            return Status.PLANNED
        if draft.is_beside:
            return Status.ACTUAL
        said = passage.text[max(passage.sentence(at)[0], at - 160) : at]
        is_planned = (
            self._is_marked(draft, passage.gap(draft.number))
            or self._is_arranged(draft.when, said)
            or (self._is_plan and self._is_open(draft.when) and not self._done.search(said))
            or self._is_meant(said)
        )
        return Status.PLANNED if is_planned else Status.ACTUAL

    def _is_marked(self, draft: Draft, gap: str) -> bool:
        """Whether the words right before a number make it a target or not yet paid."""
        is_target = _TARGET.search(gap[-8:]) is not None and self._is_open(draft.when)
        return is_target or self._later.search(gap[-12:]) is not None

    def _is_arranged(self, when: When, said: str) -> bool:
        """Whether words arrange what falls into a year that has only begun."""
        return bool(
            self._as_of
            and when.first
            and when.last
            and when.first <= self._as_of < when.last
            and _ARRANGED.search(said)
            and not _CARRIED_OUT.search(said)
        )

    def _is_meant(self, said: str) -> bool:
        for told in (self._not_plan, _FULFILLED):
            said = told.sub(lambda found: "·" * len(found[0]), said)
        plan = _last(self._plan, said)
        if plan < 0:
            layout = _last(self._layout, said)
            return layout >= 0 and "," not in said[layout:]
        return _last(self._done, said) < plan


_ARRANGED = re.compile(
    r"(?<![已共])(?<!先后)(?<!累计)(?:安排|排定)(?!就业|农民工|劳动力|人员|工作|岗位|公益)"
)
_CARRIED_OUT = re.compile(r"实际|已(?:拨付|到位|完成|投入|支出|落实)|到账")


def _last(pattern: re.Pattern[str], said: str) -> int:
    return max((found.start() for found in pattern.finditer(said)), default=-1)
