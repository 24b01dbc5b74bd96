"""干部人才名册: one row per seconded person; planned and arrived are two facts."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Order, Unique

KIND = Kind(
    code="secondment",
    order=6,
    zh="干部人才名册",
    en="secondment roster",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "name",
            FieldKind.TEXT,
            "姓名",
            "人员姓名 干部姓名 挂职干部姓名 姓名(全名)",
            is_required=True,
        ),
        Field("sex", FieldKind.SEX, "性别"),
        say.ID_NO,
        Field("birth", FieldKind.MONTH, "出生年月", "出生日期 出生时间 出生年月日 出生", "出生"),
        Field(
            "phone",
            FieldKind.TEXT,
            "联系电话",
            "手机 手机号 手机号码 电话 联系方式 电话号码 联系手机",
            "电话 手机",
        ),
        Field(
            "home_unit",
            FieldKind.TEXT,
            "派出单位",
            (
                "选派单位 原单位 工作单位 所在单位 原工作单位 原所在单位 派员单位 单位 "
                "现工作单位 派出单位名称 选派单位名称"
            ),
            "派出单位 选派单位 原单位 工作单位",
        ),
        Field(
            "position",
            FieldKind.TEXT,
            "原职务",
            (
                "职务 职务职称 职务/职称 现任职务 原任职务 职务(职称) 原职务/职称 原职务职称 "
                "原职务(职称) 职称 现职务 原职务(职级) 单位职务"
            ),
            "原职务 职称",
        ),
        Field(
            "secondment_kind",
            FieldKind.TEXT,
            "类别",
            "人员类别 人才类别 干部类别 选派类别 类型 人员类型 干部人才类别 选派类型 派出类别",
            "类别 类型",
        ),
        Field(
            "field",
            FieldKind.TEXT,
            "专业领域",
            "专业 领域 专业方向 从事专业 专业类别 专业特长 从事领域 专业(领域)",
            "专业 领域",
        ),
        Field(
            "direction",
            FieldKind.DIRECTION,
            "派出方向",
            "方向 选派方向 流向 派遣方向 交流方向 挂职方向",
            "方向",
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "对口县",
            "受援县 "
            + say.COUNTY_HEADINGS
            + (
                " 挂职地 挂职县 挂职地区 派往县 派往地 派往地区 派驻县 派驻地 派驻地区 服务地 "
                "服务县 挂职(服务)地 挂职地点 选派地区 接收地 接收县 交流地"
            ),
            "受援县 受援地 对口",
        ),
        Field(
            "host_position",
            FieldKind.TEXT,
            "挂职单位及职务",
            (
                "挂职岗位 挂职职务 挂职单位 挂职单位职务 挂职单位、职务 挂职单位/职务 "
                "挂职单位(职务) 接收单位及岗位 接收单位及职务 派驻单位及职务 派驻单位 "
                "服务单位及岗位 服务单位 服务岗位 拟任职务 拟挂职务 拟挂任职务 挂任职务 "
                "挂职(服务)单位及职务 挂职(服务)单位 任职岗位 现挂职务 接收单位 "
                "受援单位及职务 挂职单位及岗位"
            ),
            "挂职单位 挂职岗位 挂职职务 接收单位",
        ),
        Field(
            "planned_start",
            FieldKind.DATE,
            "计划起始日期",
            (
                "起 开始 计划开始 计划起始 起始时间 开始时间 挂职开始时间 挂职起始时间 "
                "计划开始时间 计划开始日期 计划到岗 计划到岗日期 计划到岗时间 期限|起 时间|起 "
                "期限|开始 时间|开始 计划|起 计划|开始 起止|起 期限|自 时间|自"
            ),
            "计划开始 挂职开始",
        ),
        Field(
            "planned_end",
            FieldKind.DATE,
            "计划终止日期",
            (
                "止 结束 计划结束 计划终止 终止时间 结束时间 挂职结束时间 计划结束时间 "
                "计划结束日期 计划期满 计划离岗 计划期满日期 期满日期 期满时间 期限|止 "
                "时间|止 期限|结束 时间|结束 计划|止 计划|结束 起止|止 期限|至 时间|至"
            ),
            "计划结束 挂职结束 期满",
        ),
        Field(
            "planned_start",
            FieldKind.SPAN,
            "挂职期限",
            (
                "挂职时间 服务期限 计划挂职时间 挂职起止时间 挂职期限(起止) 起止时间 选派期限 "
                "派驻期限 服务时间 计划期限 期限"
            ),
            "期限 起止",
            end="planned_end",
        ),
        Field(
            "actual_start",
            FieldKind.DATE,
            "实际到岗日期",
            (
                "到岗日期 到岗时间 实际到岗 实际到岗时间 报到日期 报到时间 实际报到日期 "
                "实际开始 实际开始日期 实际|起 实际|开始 实际|到岗 到岗 到任时间 到任日期"
            ),
            "到岗 报到",
        ),
        Field(
            "actual_end",
            FieldKind.DATE,
            "实际离岗日期",
            (
                "离岗日期 离岗时间 实际离岗 实际离岗时间 返回日期 返回时间 实际返回日期 "
                "实际结束 实际结束日期 实际|止 实际|结束 实际|离岗 离岗 离任时间 离任日期 "
                "返岗日期 结束日期"
            ),
            "离岗 返回",
        ),
        say.REMARK,
    ),
    keys=("name", "id_no"),
    identifies=("name",),
    titles=("名册", "花名册", "干部", "人才", "援派", "挂职", "选派"),
    checks=(
        Order("planned_start", "planned_end"),
        Order("actual_start", "actual_end"),
        Unique(("id_no",), span=("planned_start", "planned_end")),
    ),
)
