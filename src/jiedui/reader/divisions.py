"""Words between a total and its parts: those that open them, put them in order, end in the rest."""

from __future__ import annotations

import re

from jiedui.reader.exactly import whole_of

AMONG = re.compile(r"[^,。;:\d]{0,6}(?:(?<![初高集其])中|里)[,:]")
"""Leads from a total to its parts: 43个项目中,民生类27个."""


def _each(words: str, behind: str) -> str:
    """Return an expression of any of the words with what stands behind it.

    Every branch begins with a plain sign, so that a search leaps to where one of them stands.
    """
    return "|".join(f"{word}{behind}" for word in words.split())


_SHARES = (
    r"分(?:成|为|作|做|了)?[两二三四五六七八][^,。;:\d]{1,6}[:—]"
    r"|分(?:成|为|作|做|了)[两二三四五六七八][块份笔头摊路股][^,。;:\d]{0,4},"
)
_USES = _each(
    "用[在于到]了? 花[在到]了? 投[向到在]了? 掰成 切成 拆[成为]",
    r"[两二三四五六七八][^,。;:\d]{1,6}[:—]",
)
_THUS = _each("这么 这样 如此", r"[凑来分花用算][^,。;\d]{0,4}:")
_MADE_OF = r"[^,。;\d]{2,12}(?:构成|组成)"
CONSISTS = re.compile(
    rf"[^,。;\d]{{2,8}}由{_MADE_OF}|[^,。;\d]{{0,8}}(?:{_SHARES})|[^,。;\d]{{0,10}}(?:{_USES}|{_THUS})"
)
HOLDS_CONSISTS = re.compile(rf"由(?<=[^,。;\d]{{2}}由){_MADE_OF}|{_SHARES}|{_USES}|{_THUS}")
"""Finds whether words hold what `CONSISTS` matches, wherever that begins."""

_WAYS = (
    r"从[^,。;:\d]{0,6}(?:层级|来源|渠道|用途|[投去流]向|地|地区|区域|领域|类型|类别|结构|年份|年度|构成"
    r"|对象|岗位|性质|身份|学段|行业|分布|环节|主体|方式|产品|品种|级别|学历|年龄|性别|规模|进度|状态)来?[看讲说]"
)
_SHOWN = _each(
    r"按[^,。;]{1,8}(?:看|分|算|计|划分) 分[^,。;]{1,3}看 逐[^,。;]{1,3}看 " + _WAYS, "[,:]"
)
_SOURCES = _each("来源 构成 组成 用途 投向", "(?:为|是|包括|如下|有|构成)?:")
_SORTED = r"按[^,。;:\d]{1,6}(?:划?分)?:"
_ALL = _each("全部 全数 悉数 全都", r"[^,。;:\d]{1,10}:")
_PARTED = r"按[^,。;:\d]{1,8}分[成为]?[^,。;:\d]{0,6}:"
_COMES = _each("来自 分为 分成", r"[^,。;:\d]{0,6}:")
BY_KIND = re.compile(
    r"(?=[^,。;]{0,11}[按分逐从来构组用投全悉])\s?(?:"
    rf"(?:这[^,。;\d]{{1,6}})?(?:{_SHOWN})|[^,。;:\d]{{0,6}}(?:{_SOURCES}|{_SORTED})"
    rf"|[^,。;:\d]{{0,8}}(?:已经?|均)?(?:{_ALL})|{_PARTED}|[^,。;:\d]{{0,6}}(?:{_COMES}))"
)
HOLDS_KIND = re.compile(f"{_SHOWN}|{_SOURCES}|{_SORTED}|{_ALL}|{_PARTED}|{_COMES}")
"""Finds whether words hold what `BY_KIND` matches, wherever that begins."""

_ASKED = _each("怎么 哪 咋 如何 何处 谁", r"[^,。;!?\d]{0,10}[?:]")
ASKS = re.compile(rf"[^,。;!?\d]{{0,10}}(?:{_ASKED})\s?(?:[^,。;!?:\d]{{0,8}}[,:])?")
"""Asks in a sentence of its own how a total is made: 怎么来的呢? 都花到哪儿去了?"""

HOLDS_ASKS = re.compile(_ASKED)
"""Finds whether words hold such a question, wherever that begins."""

NEXT = re.compile(rf"。\s?(?:{ASKS.pattern}|其中|of wh|{BY_KIND.pattern}|{CONSISTS.pattern})")
DIRECT = re.compile(r"\s?[:(—]")
IN_ORDER = re.compile(
    r"[,:(]\s?(?:其中)?(?:第[一1][^\W\d]{1,3}|头[一1]?[批期轮年]|首[批期轮年])[^,。;\d]{0,4}$"
)
"""Begins parts told one after the other, 第一批 first."""

LIST_OPENS = re.compile(r"[:—][^:—]{0,10}$")
REST = re.compile(r"还差|尚差|剩下|其余|余下|剩余|还剩|尚余|最后剩|(?:出列|退出|脱贫)最后一?批?$")
OTHERS = re.compile(r"(?:^|[,;、])[^,。;、\d]{0,6}其[他它][^,。;\d]{0,6}$")
"""Ends the words in front of what is other than the parts told before, so less surely the rest."""

ENDS_IN_REST = re.compile(rf"[^。]{{8,120}}[,;、](?:{REST.pattern})")
"""Matches a sentence that gives out a sum told before, the rest last."""

TAKEN = re.compile(r"(?:[核调扣削]减|减少|取消|撤销|剔除|退出|扣除|调出|注销)了?$")
"""Ends the words in front of what was taken from others, so that all are no sum."""

SUMS_UP = re.compile(r"[,、]计")
"""All the words in front of a total that only closes its row: 教师22名、医生14名,计36名."""

_SO_MANY = re.compile(
    r"([一二两三四五六七八九十]|(?<![\d,.])\d{1,2})(?:个|样|件|桩|股|头|区|县|市|镇|乡|方|块|段|笔|项|类|批|路|部分|家|村|级|条|渠道|来源|年(?!多?以?来|[多有]余|间|里)|方面|层|地|校|院|所)"
)

_NO_TOTAL = re.compile(r"公共|共[同建富享育青产和管识治创存]|中共|统计|会计|设计|计划|预计|估计")
"""Words that hold the sign of a total and are none."""


def says_total(total: re.Pattern[str], words: str) -> re.Match[str] | None:
    """Return where words call the number behind them a total, by a pattern of such words."""
    return total.search(_NO_TOTAL.sub("", words))


def counted_in(words: str) -> set[int]:
    """Return how many parts words say there are: 两县共, 三批, 四个方面."""
    return {whole_of(one) for one in _SO_MANY.findall(words)}
