"""家庭成员花名册: one row per member of a household; personal, nothing reaches the book."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, OneOf, Unique

KIND = Kind(
    code="household_members",
    order=13,
    zh="家庭成员花名册",
    en="household members",
    fields=(
        say.SEQ,
        Field(
            "household_no",
            FieldKind.TEXT,
            "户编号",
            (
                "户编码 户号 农户编号 农户编码 家庭编号 家庭编码 户籍编号 档案编号 户档案编号 "
                "贫困户编号 贫困户编码 脱贫户编号 监测户编号 监测对象编号 户ID 户id"
            ),
            "户编号 户编码 农户编",
        ),
        Field(
            "head_name",
            FieldKind.TEXT,
            "户主姓名",
            (
                "户主 户主名 户主名字 所属户主 所属户主姓名 贫困户户主 脱贫户户主 监测户户主 "
                "家庭户主 家庭户主姓名"
            ),
            "户主姓名",
        ),
        Field(
            "head_id_no",
            FieldKind.IDENTITY,
            "户主身份证号码",
            (
                "户主身份证号 户主身份证 户主证件号码 户主证件号 户主公民身份号码 "
                "所属户主身份证号 所属户主证件号码 户主身份证件号码"
            ),
            "户主身份证 户主证件",
        ),
        Field(
            "name",
            FieldKind.TEXT,
            "姓名",
            (
                "成员姓名 家庭成员姓名 人员姓名 家庭成员 成员 成员名字 家庭成员名字 "
                "人口姓名 家庭人口姓名 共同生活成员 共同生活成员姓名"
            ),
            "成员姓名",
            is_required=True,
        ),
        Field("sex", FieldKind.SEX, "性别", "男/女 性别(男/女) 成员性别"),
        Field(
            "id_no",
            FieldKind.IDENTITY,
            say.ID_NO.zh,
            say.ID_NO.headings
            + (
                " 成员身份证号 成员身份证号码 成员证件号码 成员证件号 本人身份证号 本人证件号码 "
                "身份证号/残疾证号 证件号码(身份证/残疾证) 身份证(残疾证)号 身份证(残疾证)号码 "
                "家庭成员身份证号 家庭成员身份证号码 家庭成员证件号码"
            ),
            "身份证 证件号",
        ),
        Field(
            "head_relation",
            FieldKind.TEXT,
            "与户主关系",
            (
                "与户主的关系 户主关系 家庭关系 关系 成员关系 与户主之关系 与户主(关系) "
                "家庭成员关系 与贫困户户主关系 与户主人关系"
            ),
            "户主关系",
            is_required=True,
        ),
        Field("nationality", FieldKind.TEXT, "民族", "成员民族"),
        Field("education", FieldKind.TEXT, "文化程度", "学历 受教育程度 教育程度 文化水平"),
        Field(
            "schooling",
            FieldKind.TEXT,
            "在校生状况",
            "在校状况 是否在校生 在校情况 在校生情况 就学状况 就学情况 在读情况 是否在校",
            "在校",
        ),
        Field("health", FieldKind.TEXT, "健康状况", "身体状况 健康情况 身体健康状况", "健康"),
        Field(
            "labour",
            FieldKind.TEXT,
            "劳动技能",
            "劳动能力 劳动力状况 劳动力类型 劳动力 劳动技能(能力) 劳动能力(技能)",
            "劳动能力 劳动技能",
        ),
        Field(
            "work_place",
            FieldKind.TEXT,
            "务工区域",
            "务工所在地 务工地区 务工地 务工地点 务工情况 外出务工区域",
            "务工区域",
        ),
        Field(
            "work_months",
            FieldKind.COUNT,
            "务工月数",
            "务工时间(月) 务工时间 务工月份数 年务工月数 务工时长 务工时长(月) 务工月数(月)",
            "务工月",
        ),
        Field(
            "low_income",
            FieldKind.TEXT,
            "是否低保",
            "低保 是否享受低保 享受低保 是否低保人口 是否享受农村居民最低生活保障",
            "低保",
        ),
        Field(
            "insured",
            FieldKind.TEXT,
            "是否参加医疗保险",
            (
                "医疗保险 是否参加城乡居民基本医疗保险 是否参加基本医疗保险 城乡居民医疗保险 "
                "是否参加大病保险 参加医疗保险 基本医疗保险 是否参加新农合 新农合"
            ),
            "医疗保险",
        ),
        Field(
            "pension",
            FieldKind.TEXT,
            "是否参加养老保险",
            (
                "养老保险 是否参加城乡居民基本养老保险 是否参加城乡居民养老保险 参加养老保险 "
                "城乡居民养老保险 基本养老保险"
            ),
            "养老保险",
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "县",
            say.COUNTY_HEADINGS + " 受援县 所属县市 所在县(市) 县(市)",
            "受援县",
        ),
        Field("town", FieldKind.TEXT, "乡镇", "乡(镇) 所在乡镇 所属乡镇 乡镇(街道)", "乡镇"),
        Field(
            "village",
            FieldKind.TEXT,
            "行政村",
            "村 村名 所在村 村(居) 村(社区) 所属村 行政村名称 村委会",
            "行政村",
        ),
        say.REMARK,
    ),
    keys=("name", "id_no"),
    identifies=("head_relation",),
    titles=("家庭成员", "成员花名册", "成员名单", "成员信息", "人口信息", "家庭人口"),
    checks=(
        Bounds("work_months", 0, 12),
        OneOf("head_relation", "relation", "RELATION_WORD_UNKNOWN"),
        OneOf("schooling", "schooling"),
        OneOf("health", "health"),
        OneOf("labour", "labour"),
        OneOf("work_place", "work_place"),
        OneOf("low_income", "yes_no"),
        OneOf("insured", "yes_no"),
        OneOf("pension", "yes_no"),
        Unique(("id_no",)),
    ),
    is_personal=True,
)
