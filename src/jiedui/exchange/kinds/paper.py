"""项目材料清单: one row per paper of a project: what it is called, its number, its day."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind

KIND = Kind(
    code="paper",
    order=27,
    zh="项目材料清单",
    en="papers of projects",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "paper_kind",
            FieldKind.TEXT,
            "材料类别",
            "档案类型 文种 资料类型 材料类型 档案类别 文件类别 资料类别",
            "材料类 档案类",
            is_required=True,
        ),
        Field(
            "paper_title",
            FieldKind.TEXT,
            "材料名称",
            "文件名称 档案名称 资料名称 题名 文件题名",
            "材料名称 题名",
            is_required=True,
        ),
        Field("paper_no", FieldKind.TEXT, "文号", "文件编号 材料文号 档号 文件号"),
        Field(
            "paper_date",
            FieldKind.DATE,
            "材料日期",
            "日期 签发日期 发文日期 形成日期 成文日期 文件日期 落款日期",
            "形成日 成文日",
            is_required=True,
        ),
        say.REMARK,
    ),
    keys=("project_name", "paper_kind", "paper_title"),
    identifies=("paper_kind", "paper_title"),
    titles=("材料清单", "档案", "归档", "材料"),
    checks=(),
    needs_title=2,
)
