"""公益活动台账: one row per campaign: matched giving (a gift for each wish) or needs matching."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order

KIND = Kind(
    code="campaign",
    order=35,
    zh="公益活动台账",
    en="charity campaigns",
    fields=(
        say.SEQ,
        Field(
            "campaign_name",
            FieldKind.TEXT,
            "活动名称",
            "项目名称 慈善项目名称 募捐活动名称 公益活动名称 活动 公益活动",
            "活动名称",
            is_required=True,
        ),
        Field(
            "campaign_kind",
            FieldKind.TEXT,
            "活动类型",
            "活动类别 活动形式 活动方式",
            "活动类",
            is_required=True,
        ),
        Field(
            "sponsor",
            FieldKind.TEXT,
            "配捐方",
            (
                "主办方 爱心单位 爱心企业 冠名单位 配捐人 赞助单位 资助方 捐赠方 出资方 配捐单位 "
                "捐赠单位 主办捐赠方"
            ),
            "配捐方 出资方",
        ),
        Field(
            "unit_gift_fen",
            FieldKind.MONEY,
            "每个心愿配捐金额",
            (
                "每愿捐赠 每个心愿捐赠 单愿捐赠 每份配捐 每个心愿捐资 每人次配捐 单个心愿金额 "
                "配捐标准 单个心愿配捐 每愿配捐 单位配捐 每个心愿捐赠(元)"
            ),
            "每个心愿 每愿",
            usual="元",
        ),
        Field(
            "cap_fen",
            FieldKind.MONEY,
            "配捐封顶金额",
            (
                "最高金额 封顶 上限金额 最高捐赠额 捐赠总额上限 最高配捐金额 总额上限 配捐总额 "
                "封顶金额 最高配捐 配捐上限 捐赠上限 目标金额"
            ),
            "封顶 上限",
        ),
        Field("fund", FieldKind.TEXT, "捐入基金", "基金名称 设立基金 专项基金", "基金"),
        Field("purpose", FieldKind.TEXT, "用途", "资金用途 捐赠用途 活动用途"),
        Field("county", FieldKind.PLACE, "受援县", say.COUNTY_HEADINGS, "受援县 受援地"),
        Field("start_date", FieldKind.DATE, "开始日期", "活动开始日期 起始日期 开始时间"),
        Field("end_date", FieldKind.DATE, "结束日期", "活动结束日期 截止日期 结束时间"),
        Field(
            "host",
            FieldKind.TEXT,
            "慈善组织",
            (
                "主办机构 慈善机构 公募平台 合作慈善组织 募捐主体 承办慈善组织 慈善组织(平台) "
                "公募慈善组织 主办慈善组织 发起平台 活动平台 主办单位"
            ),
            "慈善组织 平台",
        ),
        Field(
            "host_permit",
            FieldKind.TEXT,
            "公开募捐备案号",
            "公募资格证号 募捐方案备案号 募捐备案编号 备案文号 备案号 公开募捐资格证号 备案编号",
            "备案",
        ),
        Field(
            "wishes_counted",
            FieldKind.COUNT,
            "心愿数",
            (
                "参与心愿数 心愿总量 许愿人数 许愿人次 参与人次 收集心愿数 累计心愿数 心愿数量 "
                "征集心愿数 许愿数 收到心愿数 心愿总数"
            ),
        ),
        Field("document", FieldKind.TEXT, "依据文件", "依据 来源文件 出处"),
        say.REMARK,
    ),
    keys=("campaign_name",),
    identifies=("campaign_name", "campaign_kind", "unit_gift_fen"),
    titles=("公益活动", "许愿", "配捐", "募捐"),
    checks=(Order("start_date", "end_date"), Bounds("wishes_counted", 0)),
    needs_title=2,
)
