"""The register and the lists of other departments: what each column is and what offices call it.

Declarations only. Every list may carry a record number, a name, a birth date and a village, with
which rows without a usable number are offered as near matches.
"""

from __future__ import annotations

from jiedui.checks.model import Column, DataSet, Kind

NUMBER = Column(
    "id_number",
    Kind.NUMBER,
    (
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号",
        "居民身份证号码",
        "身份证",
        "身份号码",
        "证件号码",
        "证件号",
        "有效证件号码",
        "所有人证件号码",
        "权利人证件号码",
        "法定代表人证件号码",
        "死者身份证号",
        "死者身份证号码",
    ),
    is_required=True,
)
RECORD = Column("record", Kind.RECORD, ("人员编号", "人口编码", "记录号", "编号", "序号"))
NAME = Column(
    "name",
    Kind.TEXT,
    (
        "姓名",
        "成员姓名",
        "人员姓名",
        "所有人",
        "所有人姓名",
        "权利人",
        "权利人姓名",
        "法定代表人",
        "死者姓名",
        "患者姓名",
        "学生姓名",
        "参保人姓名",
        "户主姓名",
    ),
)
BIRTH = Column("birth", Kind.DAY, ("出生日期", "出生年月日", "生日"))
VILLAGE = Column(
    "village",
    Kind.PLACE,
    ("村代码", "行政村代码", "行政区划代码", "村编码", "行政村编码", "村区划代码"),
)

_SHARED = (NUMBER, RECORD, NAME, BIRTH, VILLAGE)

REGISTER = DataSet(
    "register",
    "建档立卡人口登记",
    "the register of households and their members",
    (
        Column("record", Kind.RECORD, RECORD.headings, is_required=True),
        Column(
            "household", Kind.RECORD, ("户编号", "户编码", "户号", "家庭编号"), is_required=True
        ),
        NUMBER,
        NAME,
        BIRTH,
        Column("village", Kind.PLACE, VILLAGE.headings, is_required=True),
        Column("status", Kind.STATUS, ("脱贫状态", "户类型", "状态", "监测对象类别")),
        Column("identified_on", Kind.DAY, ("识别日期", "识别时间", "纳入时间")),
    ),
)
"""One row for each person."""


def _dataset(code: str, zh: str, en: str, *columns: Column) -> DataSet:
    return DataSet(code, zh, en, (*_SHARED, *columns))


def _kind(*headings: str, is_required: bool = False) -> Column:
    return Column("kind", Kind.TEXT, headings, is_required)


def _day(*headings: str, is_required: bool = False) -> Column:
    return Column("day", Kind.DAY, headings, is_required)


def _amount(*headings: str, is_required: bool = False) -> Column:
    return Column("amount", Kind.MONEY, headings, is_required)


DATASETS: dict[str, DataSet] = {
    one.code: one
    for one in (
        _dataset(
            "vehicles",
            "机动车登记",
            "motor vehicles and large farm machines",
            _kind("车辆类型", "车型", "车辆种类", "机动车类型", "机械类型", is_required=True),
            _amount(
                "购置价",
                "购置价格",
                "购置金额",
                "购车价格",
                "购车金额",
                "购买价格",
                "车价",
                "车辆价格",
            ),
            _day("登记日期", "注册日期", "注册登记日期", "初次登记日期", "购置日期", "购买日期"),
        ),
        _dataset(
            "houses",
            "不动产登记",
            "real estate",
            _kind("房屋性质", "房屋类型", "房屋用途", "规划用途", "用途", is_required=True),
            _amount(
                "购房价",
                "购房价格",
                "购房金额",
                "购房款",
                "成交价",
                "成交价格",
                "成交金额",
                "合同金额",
            ),
            _day("登记日期", "登记时间", "取得日期", "建成日期", "备案日期", "购房日期"),
        ),
        _dataset(
            "payroll",
            "财政供养人员",
            "people on the public payroll",
            _kind("单位", "工作单位", "单位名称"),
            _amount("月工资", "应发工资", "工资", "应发合计"),
            _day("入职日期", "参加工作日期", "参加工作时间", "入编日期"),
        ),
        _dataset(
            "officers",
            "村干部名册",
            "village officers",
            _kind("职务"),
            _day("任职日期", "任职时间"),
        ),
        _dataset(
            "companies",
            "市场主体登记",
            "companies, shops and cooperatives",
            _kind("主体类型", "市场主体类型", "企业类型", "经济性质", is_required=True),
            _amount("注册资本", "注册资金", "资金数额", "出资额"),
            _day("成立日期", "登记日期", "核准日期", "注册日期"),
            Column(
                "state",
                Kind.TEXT,
                ("登记状态", "经营状态", "企业状态", "主体状态"),
                is_required=True,
            ),
        ),
        _dataset(
            "deposits",
            "金融资产",
            "bank deposits and investments",
            _kind("账户类型", "产品类型", "账户性质", "产品名称"),
            _amount(
                "余额", "账户余额", "存款余额", "期末余额", "金额", "持有金额", is_required=True
            ),
            _day("日期", "统计日期", "余额日期", "查询日期", "截止日期"),
        ),
        _dataset(
            "insurance",
            "商业保险",
            "commercial insurance",
            _kind("险种", "险种类型", "险种名称", "保险类型", is_required=True),
            _amount("保费", "年缴保费", "保险费", "年保费"),
            _day("生效日期", "投保日期", "承保日期"),
        ),
        _dataset(
            "study_abroad",
            "自费出国留学",
            "study abroad at own cost",
            _kind("国家", "去向", "留学国家"),
            _amount("费用", "自付费用"),
            _day("出境日期", "入学日期"),
        ),
        _dataset(
            "deaths",
            "死亡登记",
            "registered deaths",
            _kind("登记来源"),
            _day("死亡日期", "死亡时间", "火化日期", "火化时间", "注销日期"),
        ),
        _dataset(
            "custody",
            "服刑、失踪人员",
            "people in prison or missing",
            _kind("类别", "人员类别", is_required=True),
            _day("起始日期", "入监日期", "羁押日期", "宣告日期"),
        ),
        _dataset(
            "absences",
            "人户分离",
            "registered residents who do not live there",
            _kind("原因"),
            _day("离开日期", "外出日期", "外出时间", "离开时间", is_required=True),
        ),
        _dataset("population", "户籍人口", "the police's register of residents", _day("登记日期")),
        _dataset(
            "household_changes",
            "户籍分合与迁移",
            "households split, merged or moved in",
            _kind("变动类型", "变更类型", "业务类型", is_required=True),
            _day("变动日期", "变更日期", "变动时间", "办理日期", is_required=True),
        ),
        _dataset(
            "dangerous_houses",
            "危房鉴定",
            "graded housing safety",
            _kind("危房等级", "鉴定等级", "房屋等级", "住房安全等级", is_required=True),
            _day("鉴定日期", "鉴定时间"),
        ),
        _dataset(
            "dropouts",
            "失学辍学",
            "school drop-outs",
            _kind("学段", "年级"),
            _day("辍学日期", "辍学时间", "失学日期"),
        ),
        _dataset(
            "untreated",
            "大病未救治",
            "severe illness without treatment",
            _kind("病种", "疾病名称", "病种名称", "诊断"),
            _day("确诊日期", "确诊时间"),
        ),
        _dataset(
            "subsidies",
            "仅靠转移性收入",
            "households that live on transfers only",
            _kind("类别"),
            _amount("转移性收入", "转移性收入金额", "金额"),
            _day("统计日期"),
        ),
        _dataset(
            "hospital",
            "医疗自付",
            "hospital bills paid by the patient",
            _kind("就诊类别", "医疗类别", "就医类别", "就诊类型", is_required=True),
            _amount(
                "个人自付",
                "个人自付金额",
                "个人自付费用",
                "自付金额",
                "自付费用",
                "个人负担金额",
                is_required=True,
            ),
            _day("结算日期", "结算时间", "出院日期", "就诊日期", is_required=True),
        ),
        _dataset(
            "severe_illness",
            "大病患者",
            "severe illness",
            _kind("病种", "疾病名称", "病种名称", "诊断"),
            _day("确诊日期", "确诊时间"),
        ),
        _dataset(
            "disability",
            "残疾人",
            "holders of a disability card",
            _kind("残疾等级", "等级", "残疾类别"),
            _day("发证日期", "核发日期", "办证日期"),
        ),
        _dataset(
            "low_income",
            "低保、特困人员",
            "recipients of the minimum living allowance",
            _kind("救助类别", "救助类型", "保障类别", "类别"),
            _amount("月保障金", "月保障金额", "保障金额", "月补助金额"),
            _day("纳入日期", "审批日期", "享受起始日期", "批准日期"),
        ),
        _dataset(
            "lone_elders", "孤寡老人", "old people without family", _kind("类别"), _day("登记日期")
        ),
        _dataset(
            "school_fees",
            "教育自付",
            "school costs paid by the family",
            _kind("学段", is_required=True),
            _amount("自付金额", "自付费用", "学年自付", "学年自付费用", is_required=True),
            _day("缴费日期", "缴费时间", "统计日期", is_required=True),
        ),
        _dataset(
            "disasters",
            "灾害、事故",
            "disasters, accidents and epidemics",
            _kind("类型", "灾害类型", "事故类型", "灾害种类"),
            _amount("损失金额", "经济损失", "损失"),
            _day("发生日期", "发生时间", "受灾日期", is_required=True),
        ),
    )
}
"""Every list that rules know, by code."""
