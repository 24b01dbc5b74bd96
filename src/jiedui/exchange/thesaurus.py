"""Headings by what they say rather than how: words that mean the same, words that add nothing.

`sayings` tells a heading's meaning three times, each time looser: with its last word's class for
that word (单位, 企业, 方 are one); with other words for the same act (捐助 for 捐赠) and without
what only points (具体, 本次); and without the words of the programme (帮扶, 东西部协作, 财政).
Headings that say the same mean the same. Knows no Django.
"""

from __future__ import annotations

import functools
import re

_NAMED = re.compile(
    r"(?<=.)(?:名称|全称|名字|(?<![姓人])名|一?栏|情况|(?<=内容)(?:摘要|概要|简述|概述|简介))$"
)
_LAST_WORDS = {
    "日": "年月日 日期 时间 年月 时点 时限",
    "年": "年度 年份 年",
    "人": "负责人 领导 人员 人士 同志 干部 人",
    "薪": "工资收入 工资水平 工资 收入 薪酬 薪资 薪金 报酬 待遇 薪",
    "方": "单位/个人 单位个人 单位 企业 机构 部门 主体 厂家 组织 方 商 者",
    "类": "类别 类型 种类 分类 归类 门类 大类 属性 性质 身份",
    "式": "方式 形式 途径 渠道 路径 模式 平台",
    "级": "级别 层级 层次",
    "钱": (
        "财政资金 财政投入 财政拨款 财政 资金规模 资金总量 资金投入 资金总额 "
        "资金合计 资金小计 资金金额 资金数 资金额 总金额 "
        "总资金 总额 总价 金额 资金 数额 款项 投资额 投资 投入 拨款 合计 小计 总计 额 款"
    ),
    "人数": (
        "人员总数 学员总数 学员人数 学员数 人口总数 总人数 总人口 人口数 人员数量 人员数 人数 人口"
    ),
    "户数": "总户数 家庭数 家庭户数 户总数 户数 户",
    "场": "活动次数 活动场次 次数 场次 频次",
    "率": "百分比 完成率 完成比例 比例 占比 比率 率",
    "号": "编号 号码 文号 文件号 文件文号 帐号 账号 账户 帐户 卡号 号",
    "地": "目的地 所在地 地点 教学点 地址 场所 位置 地区 区域 城市 省市区 省市 地域 地",
    "县": "县(市、区) 县(市) 县(区) 县(旗) 县市区 县区 区县 县市 市县 旗县 县份 县 旗",
    "": "总量 数量 数值 总数 量 数 值",
}
"""Classes of last words; a heading has the class of the longest that it ends with."""

_ENDS = {word: sign for sign, words in _LAST_WORDS.items() for word in words.split()}
_LONGEST = max(map(len, _ENDS))
_SAME = (
    "捐赠 捐助 资助 赠送 募捐 捐款 捐资 捐献 赠予 赠与 捐出",
    "受赠 受捐赠 受捐 受助 接受捐赠 接收捐赠 接收款物 接收 接受 收到",
    "采购 购买 认购 订购 购货",
    "供货 供应 供给",
    "完工 竣工 建成 完成",
    "开工 动工 启动 开建 进场",
    "开始 起始",
    "结束 终止 截止 期满 届满 到期",
    "拨付 支付 支出 付款 报账 开支",
    "下达 到位 到账 下拨",
    "主办 承办 举办 组织 牵头 承训 承接",
    "参训 受训 参培 参加培训 参加",
    "就业 务工 用工",
    "带队 率队 领队",
    "票据 收据 发票 凭证",
    "受益 惠及 带动 覆盖 联结 辐射",
    "贫困 脱贫 建档立卡",
    "领域 方向 投向 板块",
    "签订 签署 签约",
    "建立 确立 缔结 达成",
    "甲方 帮扶方",
    "乙方 被帮扶方",
    "挂职 派驻 挂任 任职 服务",
    "选派 派出 援派 选送 推荐",
    "资金 经费 费用 款项 善款",
    "任务 工作",
    "内容 事项 议题",
    "干部 人才",
    "说明 备注 备考",
    "成员 人口",
    "上年度 上年 去年",
    "同期 同月",
    "年度 全年 本年 当年 年初",
    "本月 当月 本期",
    "职务 岗位",
    "项目 工程",
    "月均 月平均 平均月 每月",
    "退出 出列",
    "社会 社会各界 社会力量",
    "采购方 需求方",
    "对象 群体 人群",
    "转移 输出 输送 输转",
    "统计 数据 观测",
    "批复 批准 审批 核准",
    "实施 执行 落实 承担",
    "审定 审减后 评审 核定 审核",
    "结余 结存 剩余未支付 剩余 节余 余额 未支付 未拨付 未支出 未使用 尚未支付 尚未拨付",
    "交付 交接 移交",
    "责任 负责 主责",
    "后方 原",
    "前方 挂职",
    "概算 预算 估算",
    "培训 办班 学习 研修 实训 授课",
    "互访 出访 来访 考察 调研 交流 会议 对接 走访 访问 座谈 洽谈 会商 往来 来往 活动",
)
_POINTING = re.compile(
    r"具体|主要|总体|全部|层面|部分|详细|实际|本次|此次|有关|相关|其他|补充|目前|当前|现有|最终|直接|预计|预期|总(?=.{2})|"
    r"(?:家庭|户籍|户口)所在|(?:户籍|户口)(?=[乡镇村])|所属|所在|(?:计划|拟)(?=.{3})|产品(?=数量|单价|价格|采购|销售|供应|供货)|群众(?=.)|对象(?=人数|户数)|项目(?=.{2})|工程(?=.{2})|实施(?=.{3})|[年月](?=平均|人均)|平均|"
    r"列支|本人|居民|公民|有效|人员(?=.{2})|外出|集中|其中|级(?=.)|(?<=.)及(?=.)|(?<=.)[、/](?=.)"
)
_PROGRAMME = re.compile(
    r"东西部(?:扶贫)?协作|扶贫协作|消费帮扶|消费扶贫|劳务协作|对口(?:支援|帮扶|协作)?|结对(?:帮扶)?|携手|"
    r"帮扶|扶贫|援助|支援|支持|援建|协作|财政|专项|统筹|投入|安排|公益事业|公益"
)
_BRACKETS = re.compile(r"[()]")


def _same_words() -> tuple[re.Pattern[str], dict[str, str]]:
    first = {word: row.split()[0] for row in _SAME for word in row.split()}
    longest = sorted(first, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), first


_WORDS, _FIRST = _same_words()


def _ended(text: str) -> str:
    """Return a heading with the class of its last word for that word: 捐赠@方."""
    stem, sign = _cut(_NAMED.sub("", text))
    again, other = _cut(stem)
    return f"{again if sign and other == sign else stem}@{sign}".removesuffix("@")


def _cut(text: str) -> tuple[str, str]:
    for long in range(min(_LONGEST, len(text) - 1), 0, -1):
        sign = _ENDS.get(text[-long:])
        if sign is not None:
            return text[:-long], sign
    return text, ""


def _left(text: str, words: re.Pattern[str]) -> str:
    """Return a heading without some words, where anything but its last word stays."""
    return words.sub("", text) or text


@functools.lru_cache(maxsize=16384)
def sayings(text: str) -> tuple[str, ...]:
    """Return what a heading says, three times, the closest first.

    >>> sayings("具体捐助单位名称")[1] == sayings("捐赠企业")[1]
    True
    """
    open_text = _BRACKETS.sub("", text)
    plain = _WORDS.sub(lambda found: _FIRST[found[0]], _left(open_text, _POINTING))
    return _ended(text), _ended(plain), _ended(_left(plain, _PROGRAMME))


@functools.lru_cache(maxsize=4096)
def last_words(text: str) -> str:
    """Return the class of a heading's last word, or its last two characters where it has none."""
    _, mark, sign = sayings(text)[0].rpartition("@")
    return f"@{sign}" if mark else text[-2:]
