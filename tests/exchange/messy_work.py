"""Untidy tables about work under way: contracts, checks, assets, notices, rosters, enterprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.exchange import messy_records as records
from tests.exchange.messy_specs import COUNTY, REMARK, SEQ, TableSpec, spec
from tests.exchange.messy_values import Said

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.exchange.messy_records import Record
    from tests.exchange.messy_specs import Spec

PROJECT = spec("project_name*", "项目名称 项目 建设项目名称")
WORDS = {"verdict": "合格", "check_level": "县级验收", "moment": "竣工后", "target_state": "已归档"}


def made(*columns: Spec) -> Callable[[Random], list[Record]]:
    """Return what makes right records of some columns: days in their order, words of their own."""

    def records_of(random: Random) -> list[Record]:
        found = records.based(random)
        for at, one in enumerate(found):
            day = records.a_day(random)
            for column in columns:
                if column.form == "date":
                    one[column.field] = Said(day, "date")
                    day = records.later(random, day)
                elif column.field not in one:
                    one[column.field] = _value(random, column, at)
        return found

    return records_of


def _value(random: Random, column: Spec, at: int) -> Said:
    if column.form == "money":
        return records.money(random)
    if column.form == "plain_count":
        return Said(random.randrange(1, 900), "count")
    if column.form == "count":
        return records.count(random)
    if column.form == "rate":
        return Said(random.randrange(1, 101) / 100, "rate")
    if column.field == "id_no":
        return Said(records.identity(random))
    return Said(WORDS.get(column.field, f"{column.words[0]}甲{at}号"))


def _table(
    kind: str, titles: str, *columns: Spec, county: Spec | None = COUNTY, has_sums: bool = True
) -> TableSpec:
    own = (SEQ, *((county,) if county else ()), *columns, REMARK)
    return TableSpec(
        kind, tuple(titles.split()), own, made(*columns), has_sums=has_sums, needs_title=True
    )


TABLES = (
    _table(
        "contract", "2022年项目合同台账 援建项目招投标情况表",
        PROJECT,
        spec("tender_method", "发包方式 招标方式 采购方式"),
        spec("tendered_date", "招标日期 开标日期", "date"),
        spec("contractor*", "承包单位 中标单位 承建单位"),
        spec("contract_no*", "合同编号 合同号"),
        spec("signed_date*", "合同签订日期 签订日期 签约日期", "date"),
        spec("contract_fen*", "合同金额 合同价 中标价", "money"),
    ),
    _table(
        "acceptance", "2022年项目验收台账 援建项目验收情况表",
        PROJECT,
        spec("check_level*", "验收层级 验收级别"),
        spec("check_date*", "验收日期 验收时间", "date"),
        spec("verdict*", "验收结论 验收结果"),
        spec("check_words", "验收意见 验收情况"),
        has_sums=False,
    ),
    _table(
        "settlement", "2022年项目审价结算台账 援建项目审定情况表",
        PROJECT,
        spec("settled_fen*", "审定金额 审定价 审定造价", "money"),
        spec("settled_date*", "审定日期 审定时间", "date"),
        spec("auditor", "审价单位 造价咨询单位"),
        spec("report_no*", "审价报告文号 报告编号"),
    ),
    _table(
        "asset", "2022年援建资产移交台账 扶贫项目资产登记表",
        PROJECT,
        spec("asset_no*", "资产编号 资产卡号"),
        spec("asset_name*", "资产名称"),
        spec("asset_kind*", "资产类别 资产类型"),
        spec("value_fen*", "资产原值 原值", "money"),
        spec("built_date", "建成日期 建成时间", "date"),
        spec("right_ownership", "所有权 产权单位"),
        spec("right_operation", "经营权 经营主体"),
        spec("custodian", "管护责任人 管护人"),
    ),
    _table(
        "reach", "2022年项目受益情况表 联农带农情况统计表",
        PROJECT,
        spec("mechanism*", "利益联结机制 联农带农机制"),
        spec("benefit_households", "受益户数 受益农户数", "count", unit="户"),
    ),
    _table(
        "disclosure", "2022年项目公示公告台账 援建项目公示情况表",
        PROJECT,
        spec("moment*", "公示环节 公示阶段"),
        spec("start_date*", "公示起始日期 公示日期", "date"),
        spec("end_date", "公示截止日期 公示结束日期", "date"),
        spec("posted_at*", "公示地点 公示位置 公示渠道"),
        spec("complaint_phone*", "监督举报电话 监督电话"),
        has_sums=False,
    ),
    _table(
        "audit_finding", "2022年审计问题台账 援建项目审计整改情况表",
        PROJECT,
        spec("finding*", "审计发现问题 问题描述"),
        spec("found_by*", "审计单位 审计机关"),
        spec("found_date*", "审计报告日期 审计日期", "date"),
        spec("involved_fen", "涉及金额 问题金额", "money"),
        spec("due_date*", "整改期限 整改时限", "date"),
        spec("outcome", "整改结果 整改状态"),
    ),
    _table(
        "paper", "2022年项目材料清单 援建项目归档目录",
        PROJECT,
        spec("paper_kind*", "材料类别 档案类别"),
        spec("paper_title*", "材料名称 档案名称"),
        spec("paper_no", "文号 文件编号"),
        spec("paper_date*", "材料日期 形成日期", "date"),
        has_sums=False,
    ),
    _table(
        "step", "2022年项目状态变更表 项目办结情况表",
        PROJECT,
        spec("target_state*", "进入状态 变更后状态"),
        spec("step_date*", "进入日期 变更日期", "date"),
        spec("reason", "办理理由 变更理由"),
        has_sums=False,
    ),
    _table(
        "progress", "2022年项目形象进度表 援建项目进度情况表",
        PROJECT,
        spec("progress_rate*", "形象进度 工程进度", "rate"),
        spec("seen_date*", "进度日期 查看日期", "date"),
        spec("progress_words*", "进展情况 现场情况"),
        has_sums=False,
    ),
    _table(
        "beneficiary", "2022年项目受益对象花名册 产业项目受益群众名单",
        PROJECT,
        spec("name*", "姓名 受益人姓名 受益对象姓名"),
        spec("id_no*", "身份证号码 身份证号"),
        spec("registered_status", "人员类别 户属性"),
        spec("received_words", "受益内容 享受内容"),
        has_sums=False,
    ),
    _table(
        "training_roster", "2022年培训学员花名册 致富带头人培训学员名单",
        spec("class_name*", "培训班名称 班次名称 培训班"),
        spec("name*", "姓名 学员姓名"),
        spec("id_no*", "身份证号码 身份证号"),
        spec("home_unit", "所在单位 工作单位"),
        has_sums=False,
    ),
    _table(
        "enterprise", "2022年引进企业台账 产业合作引进企业情况表",
        spec("enterprise_name*", "企业名称 引进企业名称"),
        spec("industry", "所属行业 产业类别"),
        spec("origin", "企业来源地 来源地"),
        spec("start_date*", "落地时间 引进时间", "date"),
        spec("invest_signed_fen", "协议投资额 签约金额", "money"),
        spec("invest_arrived_fen", "实际到位投资额 到位投资额", "money"),
    ),
    _table(
        "workshop", "2022年帮扶车间台账 就业帮扶车间情况表",
        spec("workshop_name*", "车间名称 帮扶车间名称"),
        spec("industry", "所属行业 产业类别"),
        spec("start_date*", "投产时间 建成时间", "date"),
        spec("workers", "吸纳就业人数 用工人数", "count", unit="人"),
    ),
    _table(
        "agreement", "2022年东西部协作协议台账 帮扶协议签订情况表",
        spec("agreement_title*", "协议名称"),
        spec("agreement_no", "协议文号 协议编号"),
        spec("agreement_kind*", "协议类别 协议类型"),
        spec("donor*", "甲方 帮扶方"),
        spec("recipient*", "乙方 受援方"),
        spec("signed_date*", "签订日期 签署日期", "date"),
        county=None,
        has_sums=False,
    ),
    _table(
        "goods_move", "2022年捐赠物资收发台账 捐赠物资出入库明细表",
        spec("donor*", "捐赠方 捐赠单位"),
        spec("goods_name*", "物资名称 品名 物品名称"),
        spec("quantity*", "数量 件数", "plain_count"),
        spec("qty_unit", "计量单位 单位"),
        spec("goods_move*", "收发环节 出入库类型"),
        spec("move_date*", "收发日期 出入库日期", "date"),
        spec("document", "凭证 单据号"),
        county=None,
        has_sums=False,
    ),
    _table(
        "pledge", "2022年认捐台账 社会各界承诺捐赠情况表",
        spec("donor*", "认捐方 认捐单位"),
        spec("pledge_words*", "认捐内容 认捐事项"),
        spec("pledged_fen", "认捐金额 承诺金额", "money"),
        spec("pledged_date*", "认捐日期 认捐时间", "date"),
        spec("fulfil_date", "履行期限 兑现期限", "date"),
    ),
    _table(
        "wish_claim", "2022年微心愿认领发放台账 微心愿认领情况表",
        spec("wish_item*", "心愿物品 认领物品"),
        spec("claimed_by*", "认领方 认领单位"),
        spec("claim_step*", "进展环节 认领状态"),
        spec("station", "集中点 集中地点"),
        spec("step_words", "办理说明 签收凭证"),
        county=None, has_sums=False,
    ),
    _table(
        "project_change", "2022年项目变更台账 项目调整情况表",
        PROJECT,
        spec("change_reason*", "变更原因 调整原因"),
        spec("change_date*", "变更日期 调整日期", "date"),
        spec("request_no", "变更申请文号 申请文号"),
        spec("approval_no", "变更批复文号 调整批复文号"),
        spec("content", "变更后建设内容 调整后建设内容"),
        has_sums=False,
    ),
    _table(
        "gift_way", "2022年捐赠流转使用台账 捐赠使用情况明细表",
        spec("donor*", "捐赠方 捐赠单位"),
        spec("way_kind*", "流转环节 流转类型"),
        spec("way_date*", "流转日期 转交日期", "date"),
        spec("giver", "移交方 转交方"),
        spec("taker", "接收方 接收单位"),
        spec("used_fen", "使用金额 支用金额", "money"),
        spec("used_words", "使用内容 使用说明"),
        spec("document", "凭证 单据号"),
        has_sums=False,
    ),
    _table(
        "offer", "2022年爱心资源登记表 爱心物品清单",
        spec("offered_by*", "提供方 提供单位"),
        spec("offer_item*", "提供物品 爱心物品"),
        spec("offer_pieces", "可提供数量 提供数量", "plain_count"),
        spec("until_date", "有效期至 提供期限", "date"),
        has_sums=False,
    ),
    _table(
        "campaign", "2022年公益活动台账 慈善许愿活动情况表",
        spec("campaign_name*", "活动名称 公益活动名称"),
        spec("campaign_kind*", "活动类型 活动类别"),
        spec("sponsor", "配捐方 出资方"),
        spec("fund", "捐入基金 专项基金"),
        spec("start_date", "开始日期 活动开始日期", "date"),
        spec("end_date", "结束日期 活动结束日期", "date"),
        spec("host", "慈善组织 活动平台"),
        has_sums=False,
    ),
)  # fmt: skip
