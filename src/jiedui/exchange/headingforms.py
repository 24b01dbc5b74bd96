"""Other ways to write a heading, as rules: 时间 for 日期, 9月完成 for 本月完成, 天津市级 for 市级.

Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.exchange.kinds.declaration import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jiedui.exchange.kinds.declaration import Field

OF_WHICH = "其中"
"""How the official heading of a part begins."""

_DATES = frozenset((FieldKind.DATE, FieldKind.SPAN, FieldKind.MONTH, FieldKind.AS_OF))
_DATE_ENDS = ("日期", "时间", "年月", "年月日")
_DATE_WORDS = (("起始", "开始"), ("截止", "结束", "终止", "完成"), ("期限", "时限", "截止日期"))
_WHO_ENDS = ("单位", "企业", "方", "商")
_BODY_ENDS = ("机关", "机构", "部门", "主体")
_SAME_ENDS = (
    ("类别", "类型", "种类", "分类"),
    ("方式", "形式"),
    ("环节", "阶段"),
    ("级别", "层级", "层次"),
    ("说明", "描述", "情况"),
)
_RIGHT = "权"
_RIGHT_ENDS = ("人", "归属", "单位", "主体", "所有人", "享有人", "归属单位", "人(单位)")
_FIGURE_ENDS = ("数", "值", "量")
_SHORT = 2
_PEOPLE = "人数"
_PEOPLE_ENDS = ("人口", "人口数", "人员数")
_YEAR_TO_MONTH = re.compile(
    r"(?:(?:19|20)\d{2}年)?1月?(?:[-~—–至到]|--|——)\d{1,2}月(?:份|底|末)?(?:累计)?"
)
_UP_TO_MONTH = re.compile(
    r"截[止至]到?(?:(?:19|20)\d{2}年)?\d{1,2}月(?:份|底|末|\d{1,2}日)?(?:累计)?"
)
_MONTH = re.compile(r"^(?:(?:19|20)\d{2}年)?\d{1,2}月份?(?=.|$)")
_OWNER = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?=(?:市|区|县|省)(?:本级|级|财政|统筹|自筹|配套|拨))")
_DONE = re.compile(r"^(?:已经?|累计|实际|目前|现已|本年|当年)(?=.{2})")
_MONEY_END = re.compile(r"(?<=.{2})(?:资金|金额|数额|额|款项?)$")
_BODY = re.compile(
    r"(?<=.)(?:学校|医院|卫生院|幼儿园|(?<!帮扶)(?:村|社区|乡镇|镇街|街道)|企业|公司|商会|协会|机构|部门)"
    r"(?:名称)?$"
)
_AT_WORK = re.compile(
    r"(?:跟岗|跟班|顶岗|进修|锻炼|支教|驻点|援派|派驻)(?:学习|锻炼|研修)?(?=.{2})"
)
_YEARLY = re.compile(r"^(?:全年|年)(?=目标|任务|计划|指标)")
_THIS_TIME = re.compile(r"^(?:本|当)(?:季度?|旬|周|期|半年)")
_EDGE = re.compile(
    r"^(实际|计划|拟)?.{2,4}?((?:起始|开始|起讫|起止|结束|终止|届满|期满)(?:时间|日期|年月))$"
)
_BACK_HOME = re.compile(r"返(?!回)[\u4e00-\u9fff](?=时间|日期|$)")
_OUT_THERE = re.compile(r"(?:抵|赴|到|来)(?!岗)[\u4e00-\u9fff](?=时间|日期|$)")
_OF_REGISTERED = re.compile(
    r"(?:其中)?[::]?(?:吸纳|带动|受益|惠及|覆盖|帮助|培训)?(?:的)?(?:已)?(?:建档立卡|脱贫|贫困)(?:监测)?"
    r"(?:贫困|脱贫)?(?P<who>户(?:人口数?|人数)|户|农户|人|人口|人员|劳动力|群众|家庭)(?:[和及、(（含]*(?:含)?(?:监测|边缘|易返贫)[^数]{0,8})?"
    r"(?:就业|务工|受益|参训|用工)?(?:户数|人数|人口数|人次|数量|数)?"
)
_WHETHER = re.compile(r"^是否(?:为|属于|属|是|系)")
_TURNED = re.compile(r"^(资金)([\u4e00-\u9fff]{2})(?:数|额)?$")
_EXPECTED = re.compile(r"^(?:预计|预期|拟)(?=.{2})")
_AND = re.compile(r"[及和与、/|,]")


def forms_of(field: Field, heading: str) -> Iterator[str]:
    """Yield further headings that mean a field wherever one of its own does."""
    if field.kind in _DATES:
        for said in (heading, *_swapped(heading, is_range=bool(field.end))):
            yield said
            for end in _DATE_ENDS:
                if said.endswith(end) and said != end:
                    yield from (said.removesuffix(end) + other for other in _DATE_ENDS[:3])
        if heading.endswith("日期") and len(heading) > len("日期") + 1:
            yield heading.removesuffix("期")
    elif field.kind in (FieldKind.COUNT, FieldKind.FIGURE):
        yield from _forms_of_numbers(field, heading)
    elif field.kind in (FieldKind.TEXT, FieldKind.PARTY):
        yield from _forms_of_words(heading)


def _forms_of_numbers(field: Field, heading: str) -> Iterator[str]:
    """Yield the heading of a number with another ending that means the same."""
    if field.kind is FieldKind.COUNT:
        if heading.endswith(_PEOPLE) and heading != _PEOPLE:
            yield from (heading.removesuffix(_PEOPLE) + other for other in _PEOPLE_ENDS)
    elif heading.endswith(_FIGURE_ENDS) and len(heading) > _SHORT:
        yield from (heading[:-1] + end for end in _FIGURE_ENDS)


def _swapped(heading: str, *, is_range: bool) -> Iterator[str]:
    """Yield a date's heading with 开始 for 起始, 结束 for 截止; a range is no deadline."""
    for same in _DATE_WORDS[: -1 if is_range else None]:
        for word in same:
            if word in heading:
                yield from (heading.replace(word, other) for other in same if other != word)
                break


def _forms_of_words(heading: str) -> Iterator[str]:
    """Yield a heading of words with another ending that means the same."""
    if heading.endswith(_WHO_ENDS):
        yield f"{heading}名称"
    if heading.endswith("单位") and heading != "单位":
        yield from (heading.removesuffix("单位") + end for end in _BODY_ENDS)
    if heading.endswith("地点") and heading != "地点":
        yield heading.removesuffix("点")
    if heading.endswith(_RIGHT) and len(heading) > 1:
        yield from (heading + end for end in _RIGHT_ENDS)
    for same in _SAME_ENDS:
        for end in same:
            if heading.endswith(end) and heading != end:
                yield from (heading.removesuffix(end) + other for other in same)


def is_of_registered(field: Field, heading: str) -> bool:
    """Whether a heading names the registered part of a count, in the words of any era.

    其中建档立卡人数 until 2020, 其中脱贫人口(含监测对象) after; households and people stay apart.
    """
    if field.kind is not FieldKind.COUNT or not field.zh.startswith(OF_WHICH):
        return False
    found = _OF_REGISTERED.fullmatch(heading)
    return found is not None and ("户" in field.zh) == (
        "人" not in found["who"] and ("户" in found["who"] or "家庭" in found["who"])
    )


_REMARK = re.compile(
    r"(?:其他|其它|其余|特殊|补充|附加|有关|相关|需要?|须|应|请|有|的|情况)*"
    r"(?:备(?:[注考忘记述])?|附[注记言语识]|[补批旁]注|注(?:[记释解])?|按语|说明)"
    r"(?:的)?(?:栏|事项|情况|说明|问题|内容|信息|及|、|和|与)*"
)


def is_remark(text: str) -> bool:
    """Return whether a heading asks for remarks and for nothing by name: 其他需说明的情况.

    >>> is_remark("需说明事项"), is_remark("用途说明")
    (True, False)
    """
    return _REMARK.fullmatch(text) is not None


_WHOLE = re.compile(
    r"(?:各类|各项|各级|全部|所有|项目|工程|建设|计划|批复|核定|概算|预算|估算|实施|投资|资金|的)*"
    r"(?:(?:总|全部|所有)(?:投入|投资|资金|造价|金额|概算|预算|经费|费用|成本)"
    r"(?:资金|金额|经费)?(?:总?[数额量]|规模|合计|总计)?|"
    r"(?:投入|投资|资金|经费|造价|概算|预算|费用)(?:资金|金额|经费|数额)?"
    r"(?:合计|共计|总计|总[额数量和]|总规模|之和)(?:数|额)?)"
)


def is_whole(text: str) -> bool:
    """Return whether a heading names all the money of a row, by its head words alone.

    >>> is_whole("项目投入总额"), is_whole("全部资金"), is_whole("区级资金合计")
    (True, True, False)
    """
    return _WHOLE.fullmatch(text) is not None


_ABOUT = re.compile(
    r"(?<=..)(?:(?:基本|有关|相关|详细)?(?:情况|信息|明细|详情|数据|安排|概况|构成|统计|效益|管理|规模|名单)|方式?)$"
)
_TOTALS = frozenset(("合计", "小计", "总计", "总数", "计", "共计"))
_NAMES = frozenset(("名称", "单位", "单位名称", "全称"))
_COUNTS = ("人数", "户数", "数", "金额")


def composed(levels: Sequence[str]) -> Iterator[str]:
    """Yield what a group's words and a common word below say together, the nearest group first.

    日期 under 开票情况 is 开票日期, 合计 under 参训情况 the number of those who took part.
    """
    leaf = levels[-1]
    for group in reversed(levels[:-1]):
        stems = dict.fromkeys((group, _ABOUT.sub("", group)))
        for stem in (one for one in stems if len(one) > 1):
            yield stem + leaf
            if leaf in _TOTALS:
                yield from (stem + end for end in _COUNTS)
            if leaf in _NAMES:
                yield from (stem + end for end in _WHO_ENDS)


@functools.lru_cache(maxsize=4096)
def plainer(text: str) -> tuple[str, ...]:
    """Return what a heading says without what only names a place, a month or a companion."""
    return tuple(_plainer(text))


def _plainer(text: str) -> Iterator[str]:
    without_months = _YEAR_TO_MONTH.sub("累计", _UP_TO_MONTH.sub("累计", text))
    if without_months == text:
        without_months = _MONTH.sub("本月", text)
    for said in (
        without_months,
        _OWNER.sub("", text),
        _EXPECTED.sub("", text),
        _DONE.sub("", text),
        _MONEY_END.sub("", text),
        _MONEY_END.sub("", _DONE.sub("", text)),
        _BODY.sub("单位", text),
        _THIS_TIME.sub("本月", text),
        _YEARLY.sub("年度", text),
        _AT_WORK.sub("挂职", text),
        _EDGE.sub(r"\1\2", text),
        text.replace("带贫", "带动贫困"),
        _WHETHER.sub("是否", text),
        _TURNED.sub(r"\2\1", text),
        _BACK_HOME.sub("返回", text),
        _OUT_THERE.sub("到岗", text),
    ):
        if said != text:
            yield said
    first, *others = _AND.split(text)
    if len(others) == 1 and len(others[0]) > 1:
        yield f"{others[0]}及{first}"
    if len(first) > 1 and first != text:
        yield first
