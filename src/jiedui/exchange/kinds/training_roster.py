"""培训学员花名册: one row per person of a class; personal, so only distinct people are counted."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Unique

KIND = Kind(
    code="training_roster",
    order=31,
    zh="培训学员花名册",
    en="roster of trainees",
    fields=(
        say.SEQ,
        Field(
            "class_name",
            FieldKind.TEXT,
            "培训班名称",
            "参加培训班 所在班次 班级 班级名称 班次名称 培训班 培训名称 班次 培训项目",
            "培训班",
            is_required=True,
        ),
        Field("county", FieldKind.PLACE, "受援县", say.COUNTY_HEADINGS, "受援县 受援地"),
        Field(
            "name",
            FieldKind.TEXT,
            "姓名",
            "学员姓名 学员 人员姓名 参训人员",
            "学员",
            is_required=True,
        ),
        Field("sex", FieldKind.SEX, "性别"),
        say.ID_NO,
        Field("phone", FieldKind.TEXT, "联系电话", "手机 电话 联系方式 手机号码", "电话 手机"),
        Field("home_unit", FieldKind.TEXT, "所在单位", "工作单位 单位 单位及职务"),
        Field("registered_status", FieldKind.TEXT, "人员类别", "是否建档立卡 户属性 人口属性"),
        say.REMARK,
    ),
    keys=("class_name", "id_no"),
    identifies=("class_name",),
    titles=("培训学员花名册", "学员花名册", "学员名单", "参训人员", "学员", "参训"),
    checks=(Unique(("class_name", "id_no")),),
    needs_title=2,
    is_personal=True,
)
