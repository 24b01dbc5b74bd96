"""认捐台账: one row per promise of a gift, followed until gifts fulfil it."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order

KIND = Kind(
    code="pledge",
    order=37,
    zh="认捐台账",
    en="pledges",
    fields=(
        say.SEQ,
        Field(
            "donor",
            FieldKind.TEXT,
            "认捐方",
            (
                "意向捐赠方 意向单位 拟捐赠单位 承诺方 承诺单位 认捐单位 认捐人 认捐者 认捐企业 "
                "承诺捐赠方 捐赠方 捐赠单位"
            ),
            "认捐方 认捐单位 认捐人",
            is_required=True,
        ),
        Field(
            "pledge_words",
            FieldKind.TEXT,
            "认捐内容",
            (
                "意向内容 捐赠意向 认捐用途内容 认捐说明 拟捐赠内容 拟捐内容 认捐事项 认捐项目 "
                "承诺内容 承诺捐赠内容 认捐用途"
            ),
            "认捐内容 认捐事项",
            is_required=True,
        ),
        Field(
            "pledged_fen",
            FieldKind.MONEY,
            "认捐金额",
            "意向金额 拟捐赠金额 拟捐金额 认捐总额 认捐款 认捐数额 承诺金额 承诺捐赠金额 认捐额",
            "认捐金额 认捐额",
        ),
        Field("county", FieldKind.PLACE, "受援县", say.COUNTY_HEADINGS, "受援县 受援地"),
        Field(
            "pledged_date",
            FieldKind.DATE,
            "认捐日期",
            "意向日期 签约日期 认捐签约日期 登记日期 认捐时间 承诺日期 签约认捐日期",
            "认捐日 认捐时",
            is_required=True,
        ),
        Field(
            "fulfil_date",
            FieldKind.DATE,
            "履行期限",
            (
                "到账时间 计划到账时间 预计到账时间 兑现时间 计划兑现时间 履约时间 计划捐赠时间 "
                "认捐履行期限 履约期限 兑现期限 应到账日期 承诺到账日期"
            ),
            "履行期 履约期 兑现期",
        ),
        Field("gift_no", FieldKind.COUNT, "履约捐赠编号", "捐赠编号 捐赠登记号"),
        say.REMARK,
    ),
    keys=("donor", "pledge_words", "pledged_date"),
    identifies=("pledge_words", "pledged_date"),
    titles=("认捐", "承诺捐赠"),
    checks=(Bounds("pledged_fen", 0), Order("pledged_date", "fulfil_date")),
    needs_title=2,
)
