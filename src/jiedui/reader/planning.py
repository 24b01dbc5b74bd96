"""Whether a number is planned or done: by its words, its days, or because the whole page plans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.divisions import BY_KIND
from jiedui.reader.layout import HEADING
from jiedui.reader.reading import MONEY, PERCENT, Status
from jiedui.reader.signs import bits_of
from jiedui.reader.yearly import is_ahead

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.reader.layout import Block
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.reading import When
    from jiedui.reader.vocabulary import Vocabulary

_PLANS = re.compile(
    r"拟(?:安排|实施|支持|立项|投入|建设|下达|使用|分配)|计划安排|(?:项目|资金)[^,。]{0,10}安排(?:情况)?的?(?:公告|公示|方案|表)"
    r"|(?:资金|项目|工作|投资|建设|援助|帮扶)?(?:计划|实施方案|工作方案|工作要点|分配方案)(?:表|书)?(?:的?(?:公告|公示|通知))?"
    r"\s*(?:[((][^))]{1,8}[))])?\s*$"
)
_REPORTS = re.compile(r"完成|执行|落实|总结|进展|绩效评价|决算|回顾|小结")
_SUMS_UP = re.compile(r"总结|小结|决算|回顾|年报")
_YEAR_IS_OVER = 11
"""From this month on a summary of the running year tells what was done in it."""

_TOLD = re.compile(r"\d[\d,.]*[万亿]?(?:元|个|户|人|名)")
"""A number told before the plan is spoken of: the text reports, and plans only from there on."""

_OPENING = 4
"""A page says in so many blocks at its start what it is about."""

_TARGET = re.compile(r"(?:任务|计划|目标)(?:数|额|量|指标)?(?:为|是)?$")
_MEANT_BEHIND = re.compile(
    r"(?:资金|款)?(?:计划|拟|预计)(?![内中外的])"
    r"|[^,。;\d]{0,5}?(?:也|都|全部|即|就)?[要将](?:全部)?(?:摘帽|出列|退出|脱贫)"
)
"""Follows a number that is meant to be: 其余158万元计划于年底前支出."""

_NOT_YET_BEHIND = re.compile(
    r"的?(?:资金|款项?|缺口)?(?:还|仍|尚)?(?:没有?|未|尚未|有待|待)(?:到位|到账|拨付|落实|下达|筹措)"
)
_AIMS, _MEANS, _LACKS = bits_of("务划标"), bits_of("划拟计要将"), bits_of("没未待")
_BY_THEN = re.compile(r"(?:(\d{1,2})月(?:底|末|\d{1,2}日)?|(?<!\d)年[底末])(?:之|以)?前")
_DUE_BEHIND = re.compile(rf"[将应须要]?[于在]?{_BY_THEN.pattern}(?!已)")
_OVER = re.compile(r"[。;已]|累计|实际|完成了")
"""Said behind a day by which something has been done."""

_TARGET_BEHIND = re.compile(r"的(?:年度|全年|协议|既定)?(?:任务|目标|计划)")
_NEXT_STEPS = re.compile(
    r"\s*#*\s*[◆●■▲★◇○□•·▪►]?\s*(?:【|[((]?[一二三四五六七八九十\d]{1,2}[))、.]\s*)?"
    r"(?:第[一二三四五六][,、层条件步点]{0,2})?"
    r"(?:(?:往下|接下来|往后|下一步|今后|明年|下半年)[^,。;\d]{0,4}怎么[^,。;\d]{1,3}[。?]|下一?步|下一阶段|今后|展望|往[后前]看|会议(?:议定|决定|同意|明确|要求)|明年|来年|\d{4}年(?:度)?(?:工作)?(?:打算|计划|安排|目标)|(?:工作)?打算|[一二三四]季度(?:工作)?安排|下半年(?:(?:工作)?(?:打算|安排|计划)|[^,。;\d]{0,4}要)|今年的?(?:工作)?(?:打算|安排|计划|任务|目标)[。:】])"
)
_OF_THEM = re.compile(
    r"\s?(?:其中|(?:总?盘子|总数|总量)(?:当中|之中|里面?|中)|[从按分][^,。;\d]{1,10}(?:看|分|算)[,:]|这[些笔][^,。;\d]{0,4}(?:分|用|花))"
)
"""Begins what only divides the number before, so that it is meant or done as that is."""

_INTENDS = re.compile(r"(?:力争|确保|恳请|打算|将再|还将|争取(?!到))(?![^。;]*已)")
"""Opens what is wanted in a period still running, 完成 included: 力争引进4家,完成输出500人."""

_FULFILLED = re.compile(
    r"(?:完成|占|达到?|超过|超额|列入|纳入|实现)[^,。;]{0,16}?(?:任务|计划|目标|规划|预期)"
)


def is_plan(blocks: Sequence[Block]) -> bool:
    """Whether a page as a whole says what is meant to be: a notice of funds, a plan, a scheme."""
    for block in blocks[:_OPENING]:
        found = _PLANS.search(block.text)
        if found is None or _REPORTS.search(block.text):
            continue
        opens = "拟" in block.text and not _TOLD.search(block.text, 0, found.start())
        if block.kind is HEADING or opens:
            return True
    return False


def is_report(blocks: Sequence[Block]) -> bool:
    """Whether a page's title says that it sums up: what it arranged has been given."""
    return any(_SUMS_UP.search(one.text) for one in blocks[:_OPENING] if one.kind is HEADING)


_ALL_DONE = re.compile(
    r"[((](?:均|全部)?已(?:经|全部)?(?:完成|采购|到位|拨付|支付|发放|实施|建成|交付)"
)
"""Says in the title of a table that it tells what was done, on a page of plans."""

_NUMBERED = re.compile(r"\s*[((]?[一二三四五六七八九十\d]+[、.))]")


class Planning:
    """Judges the numbers of one page."""

    def __init__(
        self, as_of: dt.date | None, words: Vocabulary, *, is_plan: bool, is_report: bool = False
    ) -> None:
        self._as_of = as_of
        self._is_plan = is_plan
        self._is_over = is_report and as_of is not None and as_of.month >= _YEAR_IS_OVER
        self._is_ahead = False
        self._leads = False
        self._asked, self._holds = (0, (0, 0)), False
        self._plan = words.pattern("plan")
        self._layout = words.pattern("plan", "layout")
        self._either = words.pattern("plan", "words", "layout")
        self._later = words.pattern("plan", "later")
        self._done = words.pattern("plan", "done")
        self._not_plan = words.pattern("plan", "not_plan")
        self._is_done = False

    def judge_cell(self, draft: Draft) -> Status:
        """Return whether a cell of a table tells of a plan: by its column, or as its page does."""
        is_meant = self._is_plan and not self._is_done and self._is_open(draft.when)
        is_meant = is_meant and draft.status is Status.ACTUAL
        return Status.PLANNED if is_meant else draft.status

    def _is_open(self, when: When) -> bool:
        """Whether a period is not over before the year of the text."""
        return when.last is None or self._as_of is None or when.last.year >= self._as_of.year

    def begin(self, passage: Passage) -> None:
        """Begin a passage; a heading or a lead (下一步:) says that what follows is meant to be."""
        is_heading = passage.block.kind is HEADING
        leads = _NEXT_STEPS.match(passage.text) is not None
        if is_heading:
            self._is_ahead = leads
        self._leads = leads or self._is_ahead
        is_of_table = is_heading and not _NUMBERED.match(passage.text)
        self._is_done = _ALL_DONE.search(passage.text) is not None or (
            is_of_table and self._is_done
        )

    def judge(self, draft: Draft, last: Draft | None = None) -> Status:
        """Return whether a draft tells of a plan; `last` is the one before it in its passage."""
        passage, at = draft.passage, draft.number.start
        if is_ahead(draft.when, self._as_of):
            return Status.PLANNED
        if draft.is_beside:
            return Status.ACTUAL
        is_done = "已" in draft.number.before or "已" in draft.number.after
        if not is_done and self._is_to_come(draft):
            return Status.PLANNED
        said = passage.text[max(draft.number.sentence[0], at - 160) : at]
        if last is not None and not is_ahead(last.when, self._as_of):
            if _OF_THEM.match(said):
                return last.status
            if BY_KIND.match(said):
                return _divided(draft, last).status
        is_planned = (
            self._is_marked(draft, draft.number.gap)
            or self._is_arranged(draft)
            or (self._is_plan and self._is_open(draft.when) and not self._done.search(said))
            or (self._speaks(draft) and self._is_meant(said, draft.when))
            or (self._runs_on(draft.when) and _INTENDS.search(said) is not None)
        )
        return Status.PLANNED if is_planned else Status.ACTUAL

    def _speaks(self, draft: Draft) -> bool:
        """Whether a number's sentence holds a word for a plan at all; looked for once."""
        where = (id(draft.passage), draft.number.sentence)
        if where != self._asked:
            said = self._either.search(draft.passage.text, *draft.number.sentence)
            self._asked, self._holds = where, said is not None
        return self._holds

    def _is_to_come(self, draft: Draft) -> bool:
        """Whether a number stands under 下一步 and has no days that are over, or is due later."""
        runs_on = self._runs_on(draft.when)
        if not self._leads:
            return runs_on and self._is_due(draft)
        said = draft.passage.moments
        return runs_on or not any(one.start < draft.start and one.first for one in said)

    def _is_due(self, draft: Draft) -> bool:
        """Whether a number is to be reached by a day still to come: 9月底前开工率达到100%."""
        number, text = draft.number, draft.passage.text
        start = max(number.phrase[0], number.start - 40)
        if text.find("前", start, number.start) < 0 and "前" not in number.after:
            return False
        told = list(_BY_THEN.finditer(draft.passage.text, start, number.start))
        if told and _OVER.search(draft.passage.text, told[-1].end(), number.start):
            told = []
        behind = _DUE_BEHIND.match(number.after)
        month = behind[1] if behind else told[-1][1] if told else None
        is_later = not month or self._as_of is None or int(month) >= self._as_of.month
        return bool(told or behind) and is_later

    def _runs_on(self, when: When) -> bool:
        """Whether a period ends after the day of the text."""
        return bool(self._as_of and when.last and when.last > self._as_of)

    def _is_marked(self, draft: Draft, gap: str) -> bool:
        """Whether the words right before a number make it a target or not yet paid."""
        number, text = draft.number, draft.passage.text
        is_target = number.signs & _AIMS and _TARGET.search(gap[-8:])
        if not is_target and text.startswith("的", draft.end):
            is_target = _TARGET_BEHIND.match(text, draft.end, draft.end + 8)
        if is_target and self._is_open(draft.when):
            return True
        is_later = draft.measure in (MONEY, PERCENT) and self._is_due_later(draft, gap[-12:])
        is_meant = number.around & _MEANS and _MEANT_BEHIND.match(number.after)
        return is_later or bool(is_meant)

    def _is_due_later(self, draft: Draft, gap: str) -> bool:
        """Whether money has not come yet, as the words in front of it or behind it say."""
        number = draft.number
        is_not_yet = number.around & _LACKS and _NOT_YET_BEHIND.match(number.after)
        if not is_not_yet and not self._later.search(gap):
            return False
        return _IN_HAND.search(gap) is None

    def _is_arranged(self, draft: Draft) -> bool:
        """Whether words arrange what falls into a year that has only begun."""
        as_of, when, at = self._as_of, draft.when, draft.number.start
        if not as_of or self._is_over or not when.first or not when.last:
            return False
        if not when.first <= as_of < when.last:
            return False
        said = draft.passage.text[max(draft.number.phrase[0], at - 160) : at]
        return _ARRANGED.search(said) is not None and not _CARRIED_OUT.search(said)

    def _is_meant(self, said: str, when: When) -> bool:
        """Whether words speak of what is to be; of a year gone by 争取 tells what was got."""
        if "争取" in said and not self._is_open(when):
            said = said.replace("争取", "··")
        if not self._either.search(said):
            return False
        said = _TO_BE_DONE.sub(lambda found: found[1] + "·" * len(found[2]), said)
        for told in (self._not_plan, _FULFILLED):
            said = told.sub(lambda found: "·" * len(found[0]), said)
        plan = _last(self._plan, said)
        if plan < 0:
            layout = _last(self._layout, said)
            return layout >= 0 and "," not in said[layout:]
        return _last(self._done, said) < plan


_IN_HAND = re.compile(r"未(?:支出|支付|使用|动用|用完|花)")
"""Said of money that has come and is still there: no plan."""

_TO_BE_DONE = re.compile(r"(计划|拟|预计|力争|争取|打算|将)(完成|落实|到账)")
_ARRANGED = re.compile(
    r"(?<![已共])(?<!先后)(?<!累计)(?<!工作)(?:安排|排定)(?![,。;、:的下表]|就业|农民工|劳动力|人员|工作|岗位|公益)"
)
_CARRIED_OUT = re.compile(
    r"实际|已经?(?:拨|到|完成|投入|支出|落实)|到账|到了|到位|收到|共投入|先后"
)


def _divided(draft: Draft, last: Draft) -> Draft:
    """Return the number that a sentence of its own divides: the first of its kind before it.

    今年计划投入6400万元,比去年实际到位的5800万元增加600万元。资金来源为: the 6400 is divided.
    """
    end, start = draft.number.sentence[0], last.number.sentence[0]
    told = [one for one in draft.passage.drafts if start <= one.start < end]
    return next((one for one in told if one.family == draft.family), last)


def _last(pattern: re.Pattern[str], said: str) -> int:
    return max((found.start() for found in pattern.finditer(said)), default=-1)
