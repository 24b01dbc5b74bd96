"""What offices add to any table and no field of a return holds: who checked, how good, is it so.

Such a heading is nobody's by likeness, however near its words are to a known one: 验收人 is no
receiver of a gift, 施工单位 gives none. Where a kind knows it by name, it is that. Knows no Django.
"""

from __future__ import annotations

import functools
import re

_HANDLES = (
    "验收 保管 签收 审核 审批 复核 核实 填报 填表 制表 经办 登记 录入 监督 见证 送达 紧急联系 介绍 "
    "联络 东部联系 西部联系 企业联系 单位联系 信息 责任领导 "
    "分管领导 分管 包联 包保 管护 护送 接机 摄影 记录"
)
_WORKS = (
    "施工 监理 设计 勘察 勘测 中标 招标 投标 承包 审计 验收 "
    "公示 物流 快递 运输 合同 证书 档案 入库 "
    "出库 环评 用地 土地 可研 前期 质检 检测 维修 管护 采集 开户 "
    "保险 体检 住宿 交通 签证 备案 认定 感谢信"
)
_ABOUT_WORK = (
    "单位 公司 机构 编号 号 号码 单号 日期 时间 金额 费用 费 情况 意见 方式 结果 结论 期限 期 状态 "
    "手续 地点 人 人员 材料 报告 价 中标价 合同金额 安排"
)
_ENDS = (
    "意见 措施 打算 建议 成效 亮点 做法 经验 等次 评语 鉴定 评价 链接 网址 照片 图片 影像 佐证材料 "
    "附件 型号 保质期 质保期 满意度 合格率 优良率 到课率 排名 "
    "名次 生活补助 生活补贴 交通补助 交通补贴 "
    "稳岗补贴 就业补贴 岗位补贴 保险 面积 学历 学位 民族 "
    "籍贯 年龄 面貌 党派 文化程度 健康状况 婚姻状况 入党时间 "
    "入党年月 参加工作时间 参加工作年月 毕业院校 毕业院校及专业 "
    "家庭住址 通讯地址 邮箱 邮编 规格 品牌 包装 毛重 等级 课时 学时 教材 师资来源 授课教师 班主任 "
    "存在问题 问题 原因分析 困难 预警 整改情况 目标完成情况 科目 绩效目标 产业类型 路类型 房类型 "
    "住房情况 帮扶责任人 与户主关系 劳动力人数 劳动力数 "
    "低保类别 培训方式 授课方式 教学方式 支付方式 "
    "付款方式 结算方式 联系方式 管护责任单位 合格人数 识别年度 岗位名称 优先级 项目编码 项目库编号"
)


def _any(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


_ASIDE = re.compile(
    rf"(?:是否|有无|能否|可否).+|(?:{_any(_HANDLES)})(?:人|员|人员|者|人签字|人签名)?(?:及?(?:联系)?电话)?|"
    rf"(?:项目|工程)?(?:{_any(_WORKS)})(?:{_any(_ABOUT_WORK)})|.*(?:{_any(_ENDS)})|建设性质"
)

_HANDLER = re.compile(rf"(?:{_any(_HANDLES)})(?:人|人员|员|者)?")


@functools.lru_cache(maxsize=8192)
def is_aside(heading: str) -> bool:
    """Return whether a heading, comparable and without its unit, asks for something beside.

    >>> is_aside("验收人"), is_aside("受赠人")
    (True, False)
    """
    return _ASIDE.fullmatch(heading) is not None


def handles(role: str) -> bool:
    """Return whether words say who dealt with a paper: 登记, 复核人.

    >>> handles("登记"), handles("复核人"), handles("金额")
    (True, True, False)
    """
    return _HANDLER.fullmatch(role) is not None


@functools.cache
def aside_words() -> frozenset[str]:
    """Return usual headings of what stands beside the matter, as likeness is counted by."""
    people = (who + end for who in _HANDLES.split() for end in ("人", "人员"))
    works = (work + end for work in _WORKS.split() for end in _ABOUT_WORK.split()[:12])
    return frozenset((*people, *works, *_ENDS.split()))
