"""What each role may do: the one table. Knows no Django.

A permission is named after the package and the verb of the command it guards. A role is granted to
a user within a place; for a permission that is *everywhere only*, that is not enough.
"""

from __future__ import annotations

from typing import NamedTuple


class Role(NamedTuple):
    """A role: its code and how it is called."""

    code: str
    zh: str
    en: str


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("officer", "经办人", "officer"),
        Role("reviewer", "复核人", "reviewer"),
        Role("auditor", "审计人员", "auditor"),
        Role("administrator", "管理员", "administrator"),
        Role("viewer", "查阅人", "viewer"),
        Role("leader", "县分管领导", "county leader in charge"),
        Role("cadre", "援派挂职干部", "seconded cadre"),
    )
}
"""The roles, by code."""


class Permission(NamedTuple):
    """A permission: who holds it and what it allows.

    Attributes:
        code: Package and verb, for example `books.post`.
        roles: Roles that hold it.
        zh: What it allows, in Chinese.
        en: What it allows, in English.
        everywhere_only: Whether it needs a grant that is not limited to a place.
    """

    code: str
    roles: frozenset[str]
    zh: str
    en: str
    everywhere_only: bool = False


def _permission(code: str, roles: str, words: str) -> Permission:
    """Return one row of the table; a role list that starts with `*` asks for a grant everywhere."""
    zh, _, en = words.partition(" ")
    everywhere_only = roles.startswith("*")
    return Permission(code, frozenset(roles.lstrip("*").split()), zh, en, everywhere_only)


PERMISSIONS: dict[str, Permission] = {
    permission.code: permission
    for permission in (
        _permission(
            "books.read",
            "officer reviewer auditor administrator viewer leader cadre",
            "查阅账簿 read the book",
        ),
        _permission("books.post", "reviewer", "记账 post entries"),
        _permission(
            "books.propose_reversal",
            "officer reviewer",
            "提出冲正 propose to take an entry back",
        ),
        _permission("books.post_reversal", "reviewer", "冲正记账 take an entry back"),
        _permission("books.close", "*reviewer administrator", "结账 close periods"),
        _permission("books.verify", "*auditor administrator reviewer", "校验账簿 verify the book"),
        _permission(
            "books.sign", "*auditor administrator", "开具账簿回执 sign a receipt of the head"
        ),
        _permission("exchange.receive", "officer reviewer", "接收报表 receive files"),
        _permission(
            "exchange.post", "reviewer", "批次记账 post batches that another person received"
        ),
        _permission("exchange.withdraw", "officer reviewer", "撤回批次 withdraw batches"),
        _permission(
            "exchange.read", "officer reviewer auditor administrator", "查阅批次 read batches"
        ),
        _permission(
            "exchange.senders", "officer reviewer", "管理报送单位 keep senders and what they owe"
        ),
        _permission("publish.propose", "*officer reviewer", "拟稿 propose publications"),
        _permission(
            "publish.issue", "*reviewer", "签发 issue publications another person proposed"
        ),
        _permission("publish.withdraw", "*reviewer", "撤回发布 withdraw publications"),
        _permission(
            "publish.preview",
            "officer reviewer auditor administrator",
            "查阅文稿 read what is not yet public",
        ),
        _permission(
            "forms.read",
            "*officer reviewer auditor administrator",
            "查阅填报 read filled and filed forms",
        ),
        _permission("forms.confirm", "*officer reviewer", "确认格义 confirm what cells ask"),
        _permission("forms.file", "*officer reviewer", "报送存档 file forms"),
        _permission(
            "claims.read", "officer reviewer auditor administrator", "查阅核对 read checked texts"
        ),
        _permission("claims.register", "officer reviewer", "登记核对 register checked texts"),
        _permission("claims.accept", "reviewer", "认可核对结果 accept what a text claims"),
        _permission(
            "assess.read",
            "*officer reviewer auditor administrator viewer",
            "查阅考核 read the assessment",
        ),
        _permission("assess.tell", "*officer reviewer", "填报考核 tell values and attach evidence"),
        _permission("assess.sets", "*reviewer administrator", "管理指标体系 keep indicator sets"),
        _permission("assess.propose", "*officer reviewer", "拟自评报告 propose self-reports"),
        _permission(
            "assess.file", "*reviewer", "报送自评报告 file self-reports another person proposed"
        ),
        _permission(
            "assess.verify", "*reviewer auditor", "登记核查得分 record a verifier's points"
        ),
        _permission(
            "assess.duties", "officer reviewer", "管理职责任务 keep duties and record them done"
        ),
        _permission("assess.tally", "*reviewer", "任务计入账簿 post a month's counts of duties"),
        _permission("assess.extend", "reviewer", "批准延期 extend the deadline of a duty"),
        _permission(
            "attention.read",
            "officer reviewer auditor administrator viewer leader cadre",
            "查阅关注事项 read what needs attention",
        ),
        _permission(
            "attention.run",
            "officer reviewer auditor administrator",
            "运行规则 run the house rules",
        ),
        _permission(
            "attention.explain", "officer reviewer cadre", "说明关注事项 explain a finding"
        ),
        _permission("attention.accept", "reviewer", "认可说明 accept another person's explanation"),
        _permission(
            "programme.read",
            "officer reviewer auditor administrator viewer leader cadre",
            "查阅项目 read projects",
        ),
        _permission(
            "programme.record",
            "officer reviewer cadre",
            "登记项目、提出步骤与资金事项 put projects on record, propose steps and money",
        ),
        _permission(
            "programme.decide",
            "reviewer",
            "审定他人提出的步骤与资金事项 decide steps and money another person proposed",
        ),
        _permission("programme.sign_leader", "leader", "县领导会签 sign payments as leader"),
        _permission("programme.sign_cadre", "cadre", "挂职干部会签 sign payments as cadre"),
        _permission("programme.set", "*reviewer administrator", "设定会签 set who must sign"),
        _permission(
            "giving.read",
            "officer reviewer auditor administrator",
            "查阅捐赠与心愿 read gifts, donors and wishes",
        ),
        _permission(
            "giving.record", "officer reviewer", "登记捐赠 record gifts, donors, goods and bills"
        ),
        _permission("giving.post", "reviewer", "捐赠记账 post gifts another person recorded"),
        _permission("giving.merge", "reviewer", "合并捐赠人 say that two donors are one"),
        _permission(
            "giving.identity", "officer reviewer", "查看个人捐赠者身份 read who a person is"
        ),
        _permission("giving.campaign", "officer reviewer", "筹备活动 prepare campaigns"),
        _permission(
            "giving.open", "reviewer", "启动与结算活动 open and settle campaigns of another person"
        ),
        _permission(
            "giving.wish", "officer reviewer", "采集与办理心愿 collect wishes and carry them out"
        ),
        _permission(
            "giving.review", "officer reviewer", "审核心愿 review wishes another person collected"
        ),
        _permission("giving.contact", "officer reviewer", "查看联系方式 read sealed contacts"),
        _permission(
            "registry.read",
            "officer reviewer auditor",
            "查阅隐去个人信息的农户登记 read the register of households, masked",
        ),
        _permission(
            "registry.reveal",
            "officer reviewer",
            "查看个人信息并说明用途 see personal data of households for a stated purpose",
        ),
        _permission(
            "registry.record", "officer reviewer", "登记农户变动 record what happened to households"
        ),
        _permission(
            "registry.decide",
            "reviewer",
            "确认农户识别、退出等事项 confirm what another person proposed of households",
        ),
        _permission("registry.import", "reviewer", "导入农户名单 import lists of households"),
        _permission(
            "registry.export",
            "reviewer",
            "导出农户登记并说明用途 export the register for a stated purpose",
        ),
        _permission(
            "registry.erase",
            "*reviewer administrator",
            "删除个人信息 erase personal data of a household",
        ),
        _permission(
            "registry.publish", "*officer reviewer", "拟发农户统计 propose statistics of households"
        ),
        _permission(
            "registry.issue", "*reviewer", "签发农户统计 issue statistics another person proposed"
        ),
        _permission("registry.keys", "*administrator", "更换密钥 renew the keys of the register"),
        _permission("clues.take", "officer reviewer", "接收比对结果 take in runs of cross-checks"),
        _permission(
            "clues.read", "officer reviewer auditor", "查阅疑点 read clues, personal data masked"
        ),
        _permission(
            "clues.reveal",
            "officer reviewer",
            "查看疑点涉及的个人信息并说明用途 see whom a clue is about for a stated purpose",
        ),
        _permission("clues.assign", "officer reviewer", "分派疑点 assign clues"),
        _permission("clues.verify", "officer reviewer", "核查疑点 verify clues and conclude"),
        _permission(
            "clues.decide", "reviewer", "审定他人核查的疑点 decide clues another person verified"
        ),
        _permission("clues.close", "officer reviewer", "办结疑点 close decided clues"),
        _permission(
            "bundles.make",
            "*officer reviewer administrator",
            "制作上报包 make signed bundles of entries",
        ),
        _permission(
            "bundles.trust", "*administrator", "登记下级公钥 vouch for the keys of districts"
        ),
        _permission("bundles.receive", "*officer reviewer", "接收上报包 receive bundles"),
        _permission(
            "bundles.post", "*reviewer", "上报包记账 post bundles that another person received"
        ),
        _permission(
            "access.tokens", "*administrator", "发放接口令牌 give other programs tokens to read"
        ),
        _permission("access.manage", "*administrator", "管理用户 manage users and grants"),
        _permission(
            "cooperation.read",
            "officer reviewer auditor administrator viewer",
            "查阅协作档案 read pairings, agreements, visits and people's posts",
        ),
        _permission(
            "cooperation.names",
            "officer reviewer auditor",
            "查阅人员姓名 read the names that are kept sealed",
        ),
        _permission("cooperation.propose", "officer reviewer", "提出登记 propose records"),
        _permission(
            "cooperation.post", "reviewer", "复核登记 post records that another person proposed"
        ),
        _permission(
            "cooperation.record", "reviewer", "来件入档 keep the records of posted batches"
        ),
        _permission("cooperation.attach", "officer reviewer", "附存文件 keep documents sealed"),
        _permission(
            "access.read", "*administrator auditor", "查阅用户与日志 read users and the log"
        ),
    )
}
"""Every permission, by code. A command names exactly one."""
