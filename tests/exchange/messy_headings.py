"""Headings as offices write them: families of words that point, words of the programme, last words.

A pattern holds choices in brackets: `[采购,购买]单位` is 采购单位 or 购买单位. None of a family is
looked up: which of them a list knows is what the reader has to make up for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_COUNTY = (
    "[受援,受帮扶,被帮扶,对口帮扶,对口支援,结对帮扶,协作,所属,帮扶,东西部协作,受益,资金使用,归口,承接,落地]"
    "[县,县(市),县(市、区),县区,区县,县市] [受训,受助,参训,学员所属,派驻]县(市)"
)
_PROJECT = "[东西部协作,扶贫协作,援建,对口支援,具体,单项][项目,项目名称,工程名称] 项目[全称,名]"
_OWNER = "[具体,组织][实施单位,建设单位,承建单位] [项目,]业主单位 项目建设主体"
_PAID = "[资金,累计,实际][拨付,支付金额,支付资金]"
_NAME = "[本人,人员]姓名 姓名"
_IDENTITY = "[本人,居民,公民,有效]身份证[号,号码,件号码]"

FAMILIES = {
    "project_fund": {
        "county": _COUNTY,
        "project_name": _PROJECT,
        "owner_unit": _OWNER,
        "total_fen": "[项目,概算,批复,预算][总投资,总投资额] 投资总额",
        "aid_fen": "[东部,援助,帮扶,东西部协作,扶贫协作][资金小计,资金合计,资金总额]",
        "municipal_fen": "[市级,省级][财政援助资金,财政帮扶资金,统筹资金,协作资金]",
        "district_fen": "[区级,区][财政援助资金,财政帮扶资金,协作资金,专项资金]",
        "social_fen": "社会[各界,力量][捐赠,捐助,帮扶资金]",
        "recipient_own_fen": "[县级,地方,受援县][自筹,自筹资金,配套资金]",
        "allotted_fen": "[累计,实际][下达,到位][资金,金额]",
        "paid_fen": _PAID,
        "progress_rate": "[工程,项目][形象进度,完成进度]",
        "start_date": "[实际,项目,工程][开工时间,动工时间,启动时间]",
        "end_date": "[实际,项目,工程][完工时间,竣工日期,建成时间]",
        "benefit_people": "[预计,直接][受益人数,受益人口,惠及人数]",
    },
    "plan": {
        "county": _COUNTY,
        "project_name": _PROJECT + " [拟建,拟实施]项目名称",
        "content": "[项目,主要,具体][建设内容,建设内容及规模]",
        "location": "[项目,具体][实施地点,建设地址,实施位置]",
        "total_fen": "计划[总投资,总投资额,投入] [拟,计划]投入资金",
        "responsible_unit": "[项目,主要,具体][责任单位,实施单位,责任部门]",
        "start_date": "[计划,拟,预计][开工时间,启动时间,动工时间]",
        "end_date": "[计划,拟,预计][完工时间,建成时间,竣工日期]",
    },
    "donation": {
        "county": _COUNTY + " [受赠,受捐,受助]县",
        "donation_date": "[捐赠,捐助,捐款,实际捐赠,款物到账][时间,日期]",
        "donor": "[捐赠,捐助,捐资,爱心,捐献][单位,企业,方,机构,单位名称]",
        "recipient": "[受赠,受捐,接收,接受捐赠,受捐赠][单位,机构,单位名称]",
        "gift_kind": "[捐赠,款物,捐助][形式,方式,类型]",
        "amount_fen": "[捐赠,捐助,捐款,折合][金额,总额]",
        "purpose": "[资金,捐赠,款物,具体]用途",
        "bill_no": "[捐赠,公益][票据号,票据编号,收据号]",
    },
    "training": {
        "county": _COUNTY,
        "class_name": "[培训,研修][班名称,班次名称,班主题]",
        "trainee_kind": "[培训,参训,受训,参培]对象",
        "organiser": "[主办,承办,组织,举办][单位,机构,部门]",
        "place": "[培训,举办,授课,办班][地点,地址]",
        "start_date": "[培训,举办,办班][时间,日期]",
        "people": "[培训,参训,受训,参培][人数,总人数]",
        "cost_fen": "[培训,办班,实际][经费,费用]",
        "fund_source": "[经费,费用,培训经费]来源",
    },
    "secondment": {
        "county": _COUNTY + " [挂职,派驻,派往]县",
        "name": _NAME,
        "id_no": _IDENTITY,
        "home_unit": "[派出,选派,原工作][单位,单位名称]",
        "position": "[原,原任,派出前][职务,职务职级]",
        "secondment_kind": "[人员,干部,人才][类别,类型]",
        "host_position": "[挂职,派驻][单位及职务,职务]",
        "planned_start": "[挂职,选派,派驻][开始时间,起始日期]",
        "planned_end": "[挂职,选派,派驻][结束时间,期满时间,截止时间]",
    },
    "pairing": {
        "donor": "[东部,帮扶,支援,东部结对][单位,方,单位名称]",
        "recipient": "[西部,受援,被帮扶,西部结对][单位,方,单位名称]",
        "pairing_kind": "[结对,帮扶,结对帮扶][类型,形式,层次]",
        "start_date": "[结对,签约,协议签订][时间,日期,年月]",
        "end_date": "[终止,到期,协议到期][时间,日期]",
        "amount_fen": "[帮扶,援助,累计投入][资金,金额]",
        "activity_count": "[开展,交流,互访]活动次数",
    },
    "household_counts": {
        "county": _COUNTY,
        "households": "[贫困,建档立卡,在册][户数,户总数]",
        "people": "[贫困,建档立卡,在册][人口,人口数,人数]",
    },
    "monthly_return": {
        "block": "[工作,指标,任务][类别,板块]",
        "indicator": "[考核,统计,具体]指标 指标名称",
        "unit": "[计量,指标]单位",
        "target": "[年度,全年,本年][目标,任务,目标值]",
        "month_value": "[本月,当月,本期][完成,完成数,新增]",
        "cumulative": "[本年,年度,年初至今]累计[,完成]",
        "last_year": "[上年,去年]同期[,数,完成]",
        "completion_rate": "[目标,任务,年度目标]完成[率,比例]",
    },
    "labour": {
        "name": _NAME + " [务工,外出务工]人员姓名",
        "id_no": _IDENTITY,
        "county": _COUNTY,
        "town": "[户籍,所在,家庭所在]乡镇",
        "channel": "[就业,转移,输出][渠道,方式,途径]",
        "employer": "[务工,就业,用工][单位,企业,单位名称]",
        "region": "[务工,就业][地,地点,城市]",
        "start_date": "[上岗,就业,务工,入职][时间,日期]",
        "monthly_pay_fen": "[月,平均月,月均][工资,收入]",
    },
    "consumption": {
        "county": _COUNTY,
        "sale_date": "[采购,销售,购买,交易,认购][时间,日期]",
        "product": "[采购,销售,帮扶,农特][产品,产品名称,商品名称]",
        "producer": "[供货,供应,生产][单位,企业,商]",
        "buyer": "[采购,购买,认购,订购][单位,方,单位名称]",
        "quantity": "[采购,销售,购买][数量,量]",
        "price_fen": "[销售,采购,成交]单价",
        "amount_fen": "[采购,销售,购买,成交][金额,总额,总价]",
        "poor_households": "带动[贫困户数,脱贫户数,农户数]",
    },
    "household_list": {
        "county": _COUNTY,
        "town": "[所在,户籍,所属]乡镇",
        "village": "[所在,所属,户籍][行政村,村]",
        "head_name": "[户主,贫困户户主,家庭户主]姓名",
        "id_no": "户主身份证[号,号码,件号码]",
        "members": "家庭[人口数,人口,成员数]",
        "poor_type": "[贫困户,户,农户][属性,类型,类别]",
        "main_cause": "[主要,]致贫[原因,因素]",
        "income_pc_fen": "[家庭,上年度,年]人均纯收入",
        "exit_year": "[脱贫,退出][年度,年份,时间]",
        "bank_account": "[银行,一卡通][账号,卡号,账户]",
    },
    "visit": {
        "county": _COUNTY,
        "start_date": "[互访,考察,活动,调研,交流][时间,日期]",
        "direction": "[互访,往来,交流][方向,类型,形式]",
        "leader": "[带队,率队][领导,人,领导及职务]",
        "level": "[领导,互访,带队领导][级别,层级]",
        "people": "[参加,随行,互访,考察]人数",
        "agenda": "[主要,会议,交流,考察][内容,议题,事项]",
        "minutes_no": "[会议,座谈]纪要[编号,文号]",
    },
}
"""Patterns by kind and field."""

NOISE = (
    "是否公示 群众评议 数据来源系统 核查结果 监理单位 绩效目标 档案盒号 满意度 工作亮点 资料页码 "
    "土地手续 物流单号 照片 结对成效 新闻链接 住房情况"
).split()
"""Headings of what no kind keeps: nothing is read into a field from below them."""

_CHOICE = re.compile(r"\[([^\]]*)\]")


def drawn(random: Random, kind: str, field: str) -> str | None:
    """Return one heading of a field's family, None where there is none."""
    patterns = FAMILIES.get(kind, {}).get(field)
    if patterns is None:
        return None
    pattern = random.choice(patterns.split())
    return _CHOICE.sub(lambda found: random.choice(found[1].split(",")), pattern)
