"""资产移交台账: one row per asset a project left, with the six rights over it."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Unique

KIND = Kind(
    code="asset",
    order=23,
    zh="资产移交台账",
    en="asset cards",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "asset_no",
            FieldKind.TEXT,
            "资产编号",
            "登记编号 资产登记编号 资产登记号 资产卡号 资产编码 卡片编号",
            "资产编号",
            is_required=True,
        ),
        Field(
            "asset_name",
            FieldKind.TEXT,
            "资产名称",
            "资产项目名称 形成资产 形成资产名称 固定资产名称 资产",
            "资产名称",
            is_required=True,
        ),
        Field(
            "asset_kind",
            FieldKind.TEXT,
            "资产类别",
            "资产类型 资产性质",
            "资产类",
            is_required=True,
        ),
        Field("asset_form", FieldKind.TEXT, "资产形态", "资产形式 形态"),
        Field(
            "value_fen",
            FieldKind.MONEY,
            "资产原值",
            (
                "资产原值金额 资产规模 资产总额 账面原值 入账价值 移交金额 原值 资产价值 资产金额 "
                "价值 形成资产金额"
            ),
            "原值",
            is_required=True,
        ),
        Field(
            "built_date",
            FieldKind.DATE,
            "建成日期",
            "竣工时间 取得时间 确权时间 移交时间 建成时间 形成时间 形成日期 购建时间 购建日期",
        ),
        Field(
            "location",
            FieldKind.TEXT,
            "坐落地点",
            "所在地 位置 资产位置 资产坐落 坐落地 坐落位置 存放地点 坐落 资产地点 资产所在地",
        ),
        Field(
            "right_ownership",
            FieldKind.TEXT,
            "所有权",
            "权属单位 产权归属 权属 接收单位 所有权人 所有权归属 产权单位 产权人",
        ),
        Field(
            "right_operation",
            FieldKind.TEXT,
            "经营权",
            "使用权 经营使用单位 承租单位 运营主体 运营单位 使用单位 经营主体 经营权归属 经营单位",
        ),
        Field(
            "right_benefit",
            FieldKind.TEXT,
            "收益权",
            "受益权 受益单位 收益归属 受益主体 收益权归属 收益主体",
        ),
        Field(
            "right_distribution",
            FieldKind.TEXT,
            "分配权",
            "收益分配方式 分配方式 收益分配方案 收益分配权 分配权归属 收益分配",
        ),
        Field("right_disposal", FieldKind.TEXT, "处置权", "处置权归属"),
        Field(
            "right_supervision",
            FieldKind.TEXT,
            "监督权",
            "监管主体 监管部门 监督部门 监管责任单位 行业主管部门 监督权归属 监管单位 监督单位",
        ),
        Field(
            "custodian",
            FieldKind.TEXT,
            "管护责任人",
            (
                "管护责任主体 管护人员 后续管护单位 管理人 管理单位 管护责任人姓名 管护人 管护主体 "
                "管护责任单位 管护单位"
            ),
        ),
        say.REMARK,
    ),
    keys=("asset_no",),
    identifies=("asset_no", "asset_name", "right_ownership"),
    titles=("资产",),
    checks=(Bounds("value_fen", 1), Unique(("asset_no",))),
    needs_title=2,
)
