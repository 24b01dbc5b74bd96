"""受益对象花名册: one row per person a project reaches; sealed, set against the register."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind

KIND = Kind(
    code="beneficiary",
    order=30,
    zh="受益对象花名册",
    en="roster of beneficiaries",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "name",
            FieldKind.TEXT,
            "姓名",
            "受益人姓名 受益对象姓名 受益人 受益对象 户主姓名",
            "受益人",
            is_required=True,
        ),
        say.ID_NO,
        Field("town", FieldKind.TEXT, "乡镇", "所在乡镇 乡(镇)"),
        Field("village", FieldKind.TEXT, "村", "行政村 所在村 村名"),
        Field(
            "registered_status",
            FieldKind.TEXT,
            "人员类别",
            "户属性 是否建档立卡 人口属性 是否脱贫户 户类型",
        ),
        Field(
            "received_words",
            FieldKind.TEXT,
            "受益内容",
            "受益情况 补助内容 受益金额 帮扶措施 补助标准 享受内容 受益方式 受益项目内容",
        ),
        say.REMARK,
    ),
    keys=("project_name", "id_no"),
    identifies=("project_name",),
    titles=("受益对象", "受益人", "受益户", "受益群众"),
    checks=(),
    needs_title=2,
    is_personal=True,
)
