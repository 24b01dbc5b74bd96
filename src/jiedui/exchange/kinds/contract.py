"""合同台账: one row per contract of a project: how it was given out, to whom, for how much."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order

KIND = Kind(
    code="contract",
    order=20,
    zh="合同台账",
    en="contracts",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "tender_method",
            FieldKind.TEXT,
            "发包方式",
            (
                "采购形式 招标形式 招投标形式 交易方式 招标方式 采购方式 招投标方式 招标采购方式 "
                "承发包方式"
            ),
        ),
        Field(
            "tendered_date",
            FieldKind.DATE,
            "招标日期",
            "开标日期 招标时间 开标时间 中标日期 采购日期",
        ),
        Field(
            "contractor",
            FieldKind.TEXT,
            "承包单位",
            (
                "施工方 中标人 中标企业 承建方 施工企业 承揽单位 签约单位 合同相对方 中标单位 "
                "施工单位 承建单位 中标(承包)单位 供应商 承包方 乙方 成交供应商"
            ),
            "承包单位 中标单位 承建单位",
            is_required=True,
        ),
        Field("contract_no", FieldKind.TEXT, "合同编号", "合同号 合同文号"),
        Field(
            "signed_date",
            FieldKind.DATE,
            "合同签订日期",
            "签订日期 签约日期 合同日期 签订时间 合同签订时间",
            "签订",
            is_required=True,
        ),
        Field(
            "contract_fen",
            FieldKind.MONEY,
            "合同金额",
            (
                "中标价格 合同价格 签约金额 成交金额 成交价 合同款 合同价 合同价款 中标价 "
                "中标金额 合同总价 签约合同价"
            ),
            "合同金额 合同价",
            is_required=True,
        ),
        say.REMARK,
    ),
    keys=("project_name", "contract_no", "contractor"),
    identifies=("contract_no", "contract_fen", "signed_date"),
    titles=("合同", "招投标", "招标", "发包"),
    checks=(Order("tendered_date", "signed_date"), Bounds("contract_fen", 1)),
    needs_title=2,
)
