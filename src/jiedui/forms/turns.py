"""Turns of phrase that mean one thing, each with the plain words for it. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.dividing import EACH_PERSON
from jiedui.forms.units import unit_with_decimals
from jiedui.forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

_ONE_WORD = {"(助)": "助", "(次)": "次", "(套)": "", "(镇)": "镇", "(户)": "户", "(捐)": "捐"}

_BOTH_TREASURIES = re.compile(
    r"市(?:本)?级?[、和及与,，/]?区(?:本)?级?"
    r"(?:两级财政性?|财政性?|两级(?=$|[^、和及与,，/项个]*(?:资金|经费|拨款|投入|安排))|(?=帮扶资金|援助资金|专项资金|资金))"
)
"""市、区两级财政资金, 市区财政: both public purses at once."""

ASIDE = re.compile(
    r"(?:均?不(?:再)?(?:计|列|纳|算|汇)?入|不参与|未计入|不重复计入)"
    r"(?:上列|以上|上述|上面|本表|本栏|前述|各行|各项|前列|全区|总)*的?(?:合计|总计|小计|汇总|总数|加总)(?:数|栏|行|项)?"
)
"""That a row is not part of the totals: of no bearing on what the row itself holds."""

_DISTINCT = re.compile(
    r"(?:同[一1]个?(?:人员?|学员|干部|对象)|重复(?:参加|参训|培训)的?)[^,;。]{0,12}?"
    r"(?:只|仅|按|算|计|统计|填|记){1,3}为?[1一](?:人(?!次)|次|个)"
    r"|(?:扣除|剔除|去除|排除|除去|减去|不计|不含)(?:掉|了)?重复(?:参加|参训|培训|计算|统计|人次|人员|学员)*的?(?:部分)?(?:之?后)?的?(?:实际|净)?"
    r"|按(?:实际)?(?:人头|自然人)(?:数|统计|计算|填报|填列)?"
)
"""That people are counted once however often they came."""

_EVERY_TIME = re.compile(
    r"(?:同[一1]个?(?:人员?|学员|干部|对象)|重复(?:参加|参训|培训)的?)[^,;。]{0,12}?"
    r"(?:按(?:参训|培训|参加|实际)?人?次数?|(?:重复|累计|分别|逐次|每次(?:均|都)?))"
    r"(?:累计|统计|计算|填报|计|算|填)(?:人次|数)?"
)
"""That people are counted every time they come: 人次."""

_LESS = re.compile(
    r"(?P<first>(?:19|20)\d{2}年(?:\d{1,2}月)?[底末])"
    r"(?P<what>[^减÷,;()\d]{0,14}(?=减)|[^减÷,;()\d-]{0,12}(?:数|人口)(?=-))(?:减去?|-)"
    r"(?P<last>(?:19|20)\d{2}年(?:\d{1,2}月)?[底末]|(?:报告)?期末|现有|目前)[^÷,;()]{0,14}"
)
"""2013年底户数减2017年10月底户数, 2013年底户数-期末户数: what fell from one day to another."""

_RENAMED = (
    r"[^()]*?(?:撤[县市区地州]|[县市区州地]?改(?:[县市区称名设]|为(?=[一-鿿]{1,8}[县市区]))"
    r"|设[市区](?=\))|更名|升格|并入|划归)[^()]*"
)
_PAIRED_FROM = (
    r"[自从于]?(?:19|20)\d{2}年(?:\d{1,2}月)?(?:起|开始|始)(?:正式|建立|确立)*(?:结对|对口)"
    r"(?:帮扶|支援|协作|关系)*"
)
_AT_THE_END = (
    r"(?:建档立卡|贫困)[^,;()]{0,8}?[均都]?(?:[为是指按]|填报?)(?:[当各该本]年|[期年月季])?"
    r"(?:[年期]?[末底]|时点)(?:时点|存量|实有)?(?:数据?|值)?(?:填报?|计|统计)?"
)
_GOODS_VALUED = (
    r"(?:其中)?(?:实物|物资|捐物|款物|非货币)(?:捐赠)?[均都]?[按以含]?[照其]?"
    r"(?:折价|价值|市[价值]|评估价?|折款|作价|折[合算资])[后金款额]*(?:计算|填报|计入|填列|[计填])?"
)
_SAYS_NOTHING = re.compile(rf"\((?:{_RENAMED}|{_PAIRED_FROM}|{_AT_THE_END}|{_GOODS_VALUED})\)")
"""香格里拉县（2014年撤县设市）, 捐赠（实物按价值）: brackets that change nothing of a figure."""

_FOR_WHOM = re.compile(r"(?<=[(,;])(?:本[栏行格项])?[仅只限](?:由|需|须|限|限于)?填[写列报]?")
"""（仅填三县）: whom a row is to be filled for."""

_HOUSEHOLD_MEAN = re.compile(r"(?<=建档立卡)户均|(?<=贫困)户均")
"""建档立卡户均人口 is a mean over 户, not of 建档立卡户."""

_EACH_OF = re.compile(
    r"(?:平均)?(?:每一?|单)个?(?P<of>期|班|批|场|项目)(?:培训)?(?:班|次)?(?:平均)?"
    r"|(?P<what>期|班|批|项目)次?平均(?=[一-鿿])"
)
"""平均每个项目, 每期培训班平均: a mean over projects or trainings, as 户均 is over households."""

_WHEN = r"(?:哪一?年|何年|何时|什么时候|啥时候|什么时间|哪个年份)"
_BOND = r"(?:结对|结亲|协作|帮扶|对口|合作|支援|扶贫)+(?:关系)?"
_BEGUN = r"(?:开始|建立|缔结|结成|确立|形成|确定|启动|起始|正式|[始起])+"
_PAIRED_SINCE = re.compile(
    rf"{_BOND}{_BEGUN}[于自]?{_WHEN}|[自从于]?{_WHEN}(?:{_BEGUN})?{_BOND}"
    rf"|[自从于是]*{_WHEN}(?:开始|起|正式)*(?=[与和同跟由].{{2,12}}?(?:结对|建立|确立|对口))"
    rf"|(?:{_BEGUN}{_BOND}|{_BOND}的?{_BEGUN})的?(?:起始|开始)?(?:年份|年度|年(?!以来|起|至)|时间|日期)"
    rf"|{_BOND}(?:的)?(?:年限|年份|时间|年度)?的?(?:起点|始点)(?=$|\()"
    rf"|(?:开始|起始|[始起])于(?:{_WHEN}|(?=$|\())"
    rf"|(?<=[县市区州镇乡])?{_BOND}(?P<whom>[一-鿿]{{0,8}}?[县市区州镇乡])?[是从自由于]+{_WHEN}(?:开始|起)的?"
)
"""结对始于哪一年, 何年开始结对, 建立协作关系年份: the year of a pairing, however it is put."""

_MONTHS_BESIDE = re.compile(
    r"((?:19|20)\d{2}年?度?)\((\d{1,2}月?[-至到]\d{1,2}月份?|\d{1,2}月份?|[一二三四1-4]季度|[上下]半年)\)"
)
"""2017年(1-10月) is one period."""

_BY_ROW = re.compile(r"(?:[一-鿿]{1,6}?填(?:写|列|报)?[一-鿿]{1,8}[,;、]?){2,}(?=[()]|$)")
"""工程填总投资，捐助填捐助额: each row is of what its own words say."""

_SINCE_PAIRING = re.compile(
    r"(?<![年月后])(?:自|从)?(?:开始|建立|正式|确立)?结对(?:帮扶|支援|协作|合作|关系)*"
    r"(?:之|当|确立|建立)?[年日时月份]*(?:开始)?(?:起(?!始|点)(?:至今|算)?|以来|至今|后)"
)
"""Since a recipient was paired, whenever that was."""


_OF_SOCIETY = re.compile(
    r"(?:社会)?(?:各界|力量|各方)(?:人士)?(?:的|帮扶|支持|投入)*(?:资金|经费)"
    r"|社会(?:各界|力量|各方)?(?:援助|支援|协作)(?:资金|款|经费)"
    r"|社会(?:各界|力量|各方|爱心|人士)*(?:(?:捐|募|赞助)[款物资赠助献集]{0,2}){1,3}(?:[款物]+)?(?!项目|类|建)(?:资金)?"
)
"""社会各界资金, 社会捐款捐物: what society gave."""

_NOT_OF = re.compile(
    r"非(?P<what>(?:社会)?捐[赠助款]助?|财政|统筹)(?:类|性质?|形成)?的?(?P<of>项目|资金|投入|经费)"
)
"""非捐赠类项目, 非财政资金: those without gifts, what no treasury paid."""

_OF_PLAN = re.compile(
    r"(?:累计|实际)?(?:完成|到位|执行)?(?:数|额|情况)?[占为](?:年度|全年|本年|年初)?(?:计划|目标|任务)数?的?"
    r"(?:比例|比重|百分比|份额|(?=\([%％]\)))"
    r"|(?:累计|实际)?完成(?:年度|全年|本年|年初)?(?:计划|目标|任务)数?的?(?:比例|比重|百分比|(?=\([%％]\)))"
)
"""累计完成占计划（%）, 完成计划（%）: how much of the plan is done."""


def _fallen(found: re.Match[str]) -> str:
    """Return 2017年10月底较2013年底减少户数 for what one day holds less another, a later one."""
    first, last = (re.findall(r"\d+", found[name]) for name in ("first", "last"))
    is_later = not last or [int(one) for one in first] < [int(one) for one in last]
    return f"{found['last']}较{found['first']}减少{found['what']}" if is_later else found[0]


_OWN_DISTRICT = re.compile(r"(?:我|本|贵|你)区(?:本级|级)?(?=财政|配套|出资)")
"""我区财政 is the purse of the district."""

_ITS = re.compile(r"^其(?![中他余它实间])(.+?)(?:合计|共计|总计|总数)?$")
"""其参训人次合计: of what the row above tells."""

_MEANWHILE = re.compile(
    r"^(?:(?:同期|同一?(?:时期|期间)|期间|其间|同时),|(?:同期|其间|同一?(?:时期|时点|期间)|同日|当时|届时)的?(?=[一-鿿])(?!数|增|相比|比)"
    r"|(?:这|上述|以上|该|此)(?:\d{1,2}|[一二三四五六七八九十]{1,3})年(?:间|里|中|来|内|时间)(?:里|中|内)?,?(?=[一-鿿]))"
)
"""同期，两县实施项目: of the days and places of the row above."""

_TRANSLATED = re.compile(
    r"[A-Za-z][A-Za-z0-9.,'&/-]{3,}(?=[一-鿿])|(?<=[一-鿿)])[A-Za-z][A-Za-z0-9.,'&/-]{3,}$"
)
"""The English beside a Chinese label."""

_OF_ABOVE = re.compile(
    r"(?:以上|上述|上列|前列|前述)(?:各|[两二三四五六七八九十\d]{1,2})?(?:项目?|[类县行笔个])?"
    r"(?=[^,;()]{0,6}(?:合计|总计|小计|共计|之和|总和)$)"
)
"""以上项目合计: a total of the rows above it."""

_LEVEL = re.compile(
    r"(?:(?:下降|减少|降低|压减|缩小|降|减|增加|增长|提高|上升|升)(?:到|至|为)|变(?:化)?[为成])了?"
)
"""What has fallen to a number is that number, not what it fell by."""

_FROM_TO = re.compile(rf"(?:由|从)[^,;由从]{{0,30}}?{_LEVEL.pattern}")
"""由2013年底的1653户减少到2017年10月底的: what it is in the end."""


def _compared_with(found: re.Match[str]) -> str:
    """Return the day of 由2013年底的1653户减少到: what the last number is compared with."""
    day = re.search(r"(?:19|20)\d{2}年(?:\d{1,2}月)?[底末]", found[0])
    return f"|较{day[0]}|" if day else ""


_WITH_IT = re.compile(
    r"(?:\((?:区|市)(?:本)?级单位\))?[与和同](?:[该当本]地(?:区)?|该[县州市镇乡]|其|[本我贵你]区|受援地区?|双方)"
    r"(?=(?:开始|建立|确立|正式)*(?:结对|对口))"
)
"""与该地结对: with whom the row is paired."""

OF_ITS_OWN = re.compile(
    r"(?:[本此]行)?各?[栏列]?(?:一律|均|都)?(?:填(?:写|列|报)?)?(?P<told>[^,;()]*?)[,;]?"
    r"不(?:按|依|受|适用)(?:各)?(?:栏头|列头|表头|[栏列](?:的|名|标题)?)(?:的|之)?(?:口径|期间|时段|限制|要求)?"
)
"""本行各栏一律填2017年实际数，不按栏头口径: a row whose own words stand against its columns'."""

_DATED_BEFORE = re.compile(rf"(?<=[,;(]){OF_ITS_OWN.pattern}")


def _of_its_own(found: re.Match[str]) -> str:
    """Return what a row says of its own days only where it has not said them yet."""
    return "" if re.search(r"(?:19|20)\d{2}年", found.string[: found.start()]) else found["told"]


_PURSE_OF = r"(?:统筹|财政|财力|出资?|安排|投入|拨|承担|负担|配套|拿|资金)"
_OF_PAIRS = re.compile(
    r"(?<![一-鿿])[市区](?:本)?级(?:层面)?的?(?=(?:东西部|对口|结对|协作|扶贫协作|部门|单位|机关|自[评查]|考核|填报|上报|评[价审估]|审核|汇总|初审|复核|检查|督[查导]|会议|总结)(?![^,;()]*(?:资金|财政|经费|投入|拨款|统筹|款)))"
)
"""区级对口 over places says who is paired, not who paid."""

_LEVELS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:省[(、/]?市\)?|直辖市)(?=本?级|一级|财政|统筹)"), "市"),
    (re.compile(r"(?:县[(、/]?(?:市、)?区\)?|区县)(?=本?级|一级|财政)"), "区"),
    (_OF_PAIRS, ""),
    (re.compile(r"(?<=[市区])(?:本级|一级|级层面)"), "级"),
    (re.compile(r"(?<![一-鿿])区(?:本?级)?自(?:筹|有|行安排)(?:资金)?"), "区级财政资金"),
    (re.compile(rf"市[里上](?={_PURSE_OF}|自)"), "市级"),
    (re.compile(rf"区[里上](?={_PURSE_OF}|自)"), "区级"),
    (re.compile(r"(?<![一-鿿])(?P<of>[市区])(?=配套|财力|出资|安排|拨|承担|拿出)"), r"\g<of>级"),
    (re.compile(r"(?<=财政)预算(?:内)?(?:安排|资金)?"), ""),
)
"""A purse by its level: 省（市）级 of national forms is of the city, 县（区）级 of the district."""

_WHO = r"(?:干部|群众|人员|人才|农牧民|学员)"
_ALL_WHO = rf"{_WHO}(?:[、和及与]?{_WHO})+"
_TRAINED = re.compile(
    rf"(?P<verb>[培参受轮]训)(?:各[级类]|当地|基层)*{_ALL_WHO}|{_ALL_WHO}的?(?=(?:教育)?[培参受轮]训)"
)
"""培训干部群众, 干部人才培训: all who were trained."""


def _all_trained(found: re.Match[str]) -> str:
    return f"{found['verb']}人员" if found["verb"] else ""


_BOUGHT = re.compile(r"(?:采购|购买|认购)[^,;()]{0,8}?(?:农[特副]?|土特|特色农?|扶贫)(?:土特)?产品")
"""采购当地农特产品: purchases of what the partner grows."""

_IN_KIND = re.compile(
    r"(?:物资|实物|物品)(?:\((?:含|及|或)?(?:服务|劳务)\)|[、和及与或/](?:服务|劳务))"
)
"""捐赠物资（服务）折价: what is given in kind, whatever it is."""

_UNIT_LAST = re.compile(
    r"(?:(?:_{2,}|\(_*\)|(?<=[一-鿿)])(?<!元)/|(?:共?有|共|为|是)?(?:多少|几))(?P<asked>[^_/()?,;。]{1,4})"
    r"|(?<=[一-鿿])(?<![多几每百千万亿])(?P<told>(?:人民币)?[百千万亿]+元)|(?<=[^\d(])(?P<rate>%))[?,;。]*"
    r"(?=$|\([^()]*(?:小数|整数?|四舍五入|位|年起|以来|至今|截[至止])[^()]*\)$)"
)
"""资金投入/万元, 总投资____万元, 多少户？, 折合万元, 减少%: the unit that a label ends with."""


_UNIT_BEHIND = re.compile(
    r"(?<=[一-鿿)]),(?P<unit>[^,()_]{1,6})(?P<how>,[^,()]*(?:小数|整|四舍五入|舍去)[^,()]*)?$"
)
"""2013年以来资金总额,万元,取整: the unit behind a comma, and how it is cut."""


def _behind_in_brackets(found: re.Match[str]) -> str:
    """Return in brackets the unit that a label ends with behind a comma."""
    is_unit = unit_with_decimals(found["unit"])[0] is not None
    return f"({found['unit']}{found['how'] or ''})" if is_unit else found[0]


def _bracketed_unit(found: re.Match[str]) -> str:
    """Return the unit that a label ends with in brackets."""
    unit = found["asked"] or found["told"] or found["rate"]
    return f"({unit})" if unit_with_decimals(unit)[0] else found[0]


_HOW_MUCH = re.compile(r"(?:了)?(?:百分之(?:多少|几)|多少个?百分点)(?=[(?,;。]|$)[?,;。]*")
"""减少了百分之几？ asks in percent."""

_EXAMPLES = re.compile(
    r"(?:包括|涵盖|涉及|如)?(?:(?:学校|医院|卫生院|教育|医疗|卫生|文化|体育|养老|就业|道路|村道|饮水|桥梁|住房|村容村貌|"
    r"种植|养殖|加工|旅游|特色农业|畜牧|厂房|市场|基础设施)[、和及与]?){1,5}等(?:方面|领域)?的?"
    r"(?=新农村|社会事业|产业|农村建设|民生)"
)
"""学校、医院等社会事业项目: what is named before the kind is of it."""

_PART_SIGN = re.compile(r"^(?:-+|#)(?=[一-鿿])")
"""——市级统筹, #市级统筹: a part of the row above."""

_REWORDED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_TRANSLATED, ""),
    (re.compile(r"平均每户有?(?:多少|几)口?人[?]?$"), "户均人口"),
    (_IN_KIND, "物资"),
    (_UNIT_BEHIND, _behind_in_brackets),
    (_UNIT_LAST, _bracketed_unit),
    (_BOUGHT, "农产品采购"),
    (_PART_SIGN, "其中:"),
    (_TRAINED, _all_trained),
    *_LEVELS,
    (_MEANWHILE, "其中:"),
    (_OF_ABOVE, ""),
    (_MONTHS_BESIDE, r"\1\2"),
    (_BOTH_TREASURIES, "两级财政"),
    (ASIDE, ""),
    (_DISTINCT, "去重"),
    (_EVERY_TIME, "人次"),
    (_SAYS_NOTHING, ""),
    (_FOR_WHOM, ""),
    (_LESS, _fallen),
    (_HOUSEHOLD_MEAN, "|户均"),
    (_NOT_OF, r"\g<of>(不含\g<what>)"),
    (re.compile(r"(?:共?有|共)?多少(?:钱|款|经费)(?:[?,;。]*$|(?=\())"), "资金"),
    (_HOW_MUCH, "(%)"),
    (_OF_PLAN, "完成率"),
    (_OF_SOCIETY, "社会捐赠资金"),
    (EACH_PERSON, r"\g<who>人均"),
    (_EACH_OF, lambda found: f"{found['of'] or found['what']}均"),
    (_SINCE_PAIRING, "结对以来"),
    (_BY_ROW, ""),
    (_OWN_DISTRICT, "区"),
    (_PAIRED_SINCE, lambda found: f"{found['whom'] or ''}结对起始年份"),
    (_WITH_IT, ""),
    (_DATED_BEFORE, _of_its_own),
    (_ITS, r"其中:\1"),
    (_FROM_TO, _compared_with),
    (
        re.compile(
            r"^占(?=(?:资金|项目|培训|投入|计划|全部|[两三四五六各全]县){0,2}(?:总额|合计|总数|总量|全部|比重|比例)[^占]{0,4}\([%％]\)$)"
        ),
        "占比|占",
    ),
    (_LEVEL, ""),
    (_EXAMPLES, ""),
    (
        re.compile(
            r"[由自从](?=(?:19|20)\d{2}年(?:\d{1,2}月)?[底末](?:的|时)?(?:净|共|累计)*(?:减少|下降|降低))"
        ),
        "较",
    ),
    (re.compile("人才培训(?=类|项目)"), "人才培养"),
    (re.compile("(?<![一-鿿])现(?=户|人|贫困|在册|建档)"), "目前"),
)


def turned(text: str) -> str:
    """Return a label with turns of phrase as the vocabulary has them.

    >>> turned("市、区两级财政资金"), turned("培训人数(同一人多次只计1人)")
    ('两级财政资金', '培训人数(去重)')
    """
    for written, meant in _ONE_WORD.items():
        text = text.replace(written, meant)
    text = vocabulary().halves.sub("", text)
    for shape, plain in _REWORDED:
        text = shape.sub(plain, text)
    return text
