"""结对关系表: one row per pairing with its start and end; no end means it is in force."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order, Unique

KIND = Kind(
    code="pairing",
    order=9,
    zh="结对关系表",
    en="pairing table",
    fields=(
        say.SEQ,
        Field(
            "donor",
            FieldKind.PARTY,
            "东部(支援)单位",
            (
                "东部单位 东部支援单位 东部结对单位 东部地区 东部 东部方 东部(帮扶)单位 "
                "东部(援助)单位 支援方 支援单位 支援地区 支援地 帮扶方 帮扶单位 帮扶地区 "
                "援助方 援助单位 援助地区 结对方(东部) 甲方 结对帮扶单位 结对单位(东部) "
                "东部结对方 结对单位(帮扶方) 帮扶主体 支援方单位 帮扶方单位"
            ),
            "东部 支援方 支援单位 帮扶方 帮扶单位",
            is_required=True,
        ),
        Field(
            "recipient",
            FieldKind.PARTY,
            "西部(受援)单位",
            (
                "西部单位 西部受援单位 西部结对单位 西部地区 西部 西部方 西部(被帮扶)单位 "
                "受援方 受援单位 受援地区 受援地 受援县 被帮扶方 被帮扶单位 被帮扶地区 "
                "受帮扶方 受帮扶单位 受帮扶地区 结对方(西部) 乙方 结对单位(西部) 西部结对方 "
                "结对对象 帮扶对象 结对单位(受援方) 受援方单位 受帮扶方单位"
            ),
            "西部 受援 被帮扶 受帮扶",
            is_required=True,
        ),
        Field(
            "pairing_kind",
            FieldKind.TEXT,
            "结对类型",
            (
                "类型 结对类别 类别 结对形式 结对性质 结对方式 帮扶类型 帮扶形式 关系类型 "
                "结对关系类型 结对关系 帮扶关系 协作类型 结对层次 结对层级 结对级别 帮扶层次 "
                "结对主体类型 层次 层级"
            ),
            "结对类 结对形式 结对层 类型",
        ),
        Field(
            "start_date",
            FieldKind.DATE,
            "起始时间",
            (
                "起始日期 起始年月 起始年份 开始时间 开始日期 结对时间 结对日期 建立时间 "
                "建立日期 协议日期 签约时间 签约日期 协议签订时间 签订时间 签订日期 起 开始 "
                "自 时间|起 时间|开始 期限|起 起止|起 起止|开始"
            ),
            "起始 结对时间 签订 签约",
        ),
        Field(
            "end_date",
            FieldKind.DATE,
            "终止时间",
            (
                "终止日期 终止年月 终止年份 结束时间 结束日期 截止时间 截止日期 到期时间 "
                "到期日期 解除时间 止 结束 至 时间|止 时间|结束 期限|止 起止|止 起止|结束"
            ),
            "终止 结束 截止 到期",
        ),
        Field(
            "start_date",
            FieldKind.SPAN,
            "起止时间",
            "结对起止时间 结对期限 起止年月 起止日期 协议期限 结对期间 有效期 起止年限",
            "起止",
            end="end_date",
        ),
        Field(
            "basis",
            FieldKind.TEXT,
            "依据",
            "结对依据 文件依据 协议名称 政策依据 依据文件 协议 协议依据 结对协议 依据(文件) 文号",
            "依据 协议",
        ),
        Field(
            "amount_fen",
            FieldKind.MONEY,
            "帮扶资金",
            "资金 结对资金 投入资金 援助资金 金额 帮扶金额 资金投入 资金金额",
            "资金 金额",
        ),
        Field(
            "activity_count",
            FieldKind.COUNT,
            "活动次数",
            "开展活动次数 活动数 互访次数 开展活动 活动(次)",
            "活动",
        ),
        say.REMARK,
    ),
    keys=("donor", "recipient", "pairing_kind"),
    identifies=("donor", "recipient"),
    titles=("结对关系", "结对", "一览表"),
    checks=(
        Order("start_date", "end_date"),
        Bounds("activity_count", 0),
        Unique(("donor", "recipient", "pairing_kind"), span=("start_date", "end_date")),
    ),
)
