"""Other words that rows of files say for what a field may hold. Knows no Django."""

from __future__ import annotations

ALSO: dict[str, dict[str, tuple[str, ...]]] = {
    "tender_method": {
        "OPEN": ("公开竞标", "公开"),
        "INVITED": ("邀标", "邀请招投标"),
        "TALKS": ("竞争性磋商", "竞争性谈判", "竞谈", "比选"),
        "INQUIRY": ("询比价", "比价", "框架协议采购"),
        "SINGLE": ("单一采购", "直接采购"),
        "COLLECTIVE": ("村民议定", "村民自建", "一事一议", "以工代赈", "四议两公开", "村集体"),
        "NONE": ("直接委托", "直接发包", "委托", "限额以下", "自行采购", "小额"),
    },
    "check_level": {
        "OWNER": ("自验", "自查", "业主", "实施单位", "建设单位", "项目单位", "自检"),
        "TOWNSHIP": ("初验", "乡镇", "镇级", "乡级", "街道", "镇(乡)"),
        "COUNTY": (
            "县级",
            "县里",
            "终验",
            "复验",
            "竣工验收",
            "市级验收",
            "区级",
            "综合验收",
            "抽验",
        ),
    },
    "asset_kind": {
        "OPERATING": ("经营",),
        "PUBLIC": ("公益", "公共", "基础设施"),
        "HOUSEHOLD": ("到户", "农户"),
    },
    "asset_form": {"PHYSICAL": ("固定资产", "不动产", "动产", "有形"), "EQUITY": ("股份", "入股")},
    "moment": {
        "LIBRARY": ("入库", "项目库", "储备"),
        "PLAN": ("年度计划", "计划下达", "资金分配", "资金下达", "计划公告", "立项", "批复"),
        "BEFORE": ("开工前", "实施前", "事前", "施工前", "开工"),
        "AFTER": ("竣工后", "完工后", "实施后", "事后", "竣工", "完工", "验收"),
    },
    "paper_kind": {
        "approval": ("批复", "立项批复", "可研批复", "实施方案批复"),
        "allotment_notice": ("资金下达", "下达文件", "资金文件", "预算下达"),
        "contract": ("合同",),
        "tender": ("招标", "采购文件", "中标通知书", "招投标"),
        "acceptance_form": ("验收",),
        "price_audit": ("审价", "结算审计", "结算审核", "结算评审", "决算审计"),
        "completion_report": ("竣工", "完工报告"),
        "photo": ("照片", "影像"),
        "handover": ("移交",),
        "performance": ("绩效",),
    },
    "outcome": {
        "OUTSTANDING": ("未整改", "整改中", "正在整改", "未完成", "进行中", "推进中", "未", "否"),
        "INELIGIBLE": ("违规", "不合规", "不符合规定", "核减"),
        "REFUNDED": ("追回", "退回", "收回", "归还", "缴回", "上缴", "退款"),
        "JUSTIFIED": ("说明", "解释", "已整改", "整改完成", "整改到位", "已完成", "销号", "是"),
        "WRITTEN_OFF": ("核销", "无法收回"),
    },
    "target_state": {
        "LIBRARY": ("项目库",),
        "REVIEWED": ("评审", "审查"),
        "PLANNED": ("计划", "批复", "立项"),
        "ALLOTTED": ("下达", "资金到位"),
        "STARTED": ("开工", "动工"),
        "IN_PROGRESS": ("实施中", "建设中", "在建", "施工中"),
        "COMPLETED": ("完工", "竣工", "建成"),
        "ACCEPTED": ("验收", "竣工验收", "完工验收"),
        "SETTLED": ("审定", "结算", "决算", "审价"),
        "TRANSFERRED": ("移交", "确权", "交付"),
        "CLOSED": ("归档", "办结", "销号", "结项"),
        "SUSPENDED": ("暂停", "停工", "缓建"),
        "CANCELLED": ("取消", "撤销", "终止"),
    },
}
"""Words by field and code; the longest that stands in what a row says is meant."""
