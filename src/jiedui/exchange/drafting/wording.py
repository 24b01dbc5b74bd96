"""What drafting, batches and sealing say when something is wrong: Chinese and English by code.

The cell, what was found and what was expected stand in the problem itself. Knows no Django.
"""

from __future__ import annotations

from jiedui.access.wording import WORDING as OF_ACCESS
from jiedui.access.wording import Worded

WORDS: dict[str, Worded] = {
    "ALLOTTED_OVER_AID": Worded(
        "下达资金超过援助资金;请核对两列金额",
        "More was allotted than the aid amounts to; check both columns",
    ),
    "COUNTY_MISSING": Worded("名单没有写明县", "The list names no county"),
    "CATEGORY_UNKNOWN": Worded(
        "项目类别不在分类表内,按未分类处理",
        "The project category is none of the known ones; it is left out",
    ),
    "COST_BESIDE": Worded(
        "培训经费不记账,以项目资金台账为准",
        "The cost of a class is not posted; the fund ledger carries it",
    ),
    "COPY_TOO_LARGE": Worded(
        "文件太大,不做批注副本", "The file is too large for an annotated copy"
    ),
    "COLUMN_UNKNOWN": Worded(
        "表中没有这一列,或该表种没有这个字段",
        "There is no such column, or its kind has no such field",
    ),
    "COLUMN_UNSURE": Worded(
        "这一列的含义是猜的;请确认", "What this column holds was guessed; confirm it"
    ),
    "NOT_REPLACEABLE": Worded(
        "该批次不能由这份来件替换", "That batch cannot be replaced by this one"
    ),
    "REPLACING_OPEN": Worded(
        "须先说明是否替换先前的报表",
        "Somebody must first say whether it replaces the earlier return",
    ),
    "RETURN_KIND_UNKNOWN": Worded("没有这一表种", "There is no such kind of return"),
    "DUE_WRONG": Worded(
        "表种、频次或天数不对", "The kind, the frequency or the days are not possible"
    ),
    "MEANING_UNKNOWN": Worded("没有记住这一条", "Nothing is remembered under that number"),
    "SENDER_EXISTS": Worded("已有同名的报送单位", "A sender of that name exists already"),
    "SENDER_WRONG": Worded(
        "报送单位须有名称,且不能太长", "A sender needs a name, and not too long a one"
    ),
    "SENDER_UNKNOWN": Worded("没有这个报送单位", "There is no such sender"),
    "COUNT_NOT_WHOLE": Worded(
        "人数、户数、批次等须为整数;请核对",
        "A count of people, households or the like must be whole; check it",
    ),
    "INDICATOR_APART": Worded(
        "账中没有这个指标的数,只读取不记账",
        "The book has no figure of this name; the row is read and not posted",
    ),
    "LIKE_RECORD": Worded(
        "账中已有看似相同的一笔;确属另一笔时请确认",
        "An entry looks the same; accept it only when it is another one",
    ),
    "LIST_AS_WHOLE": Worded(
        "按名单户数、人数记为全县(乡)时点数;名单完整时请确认",
        "The list is counted as all households of its place; accept it only when it is complete",
    ),
    "LIST_INCOMPLETE": Worded(
        "名单中有错误,改正前不计户数、人数",
        "The list holds errors; it is not counted before they are mended",
    ),
    "LIST_UNDATED": Worded(
        "名单没有写明截止日期,不计户数、人数",
        "The list names no day; it is not counted",
    ),
    "MEASURE_UNKNOWN": Worded(
        "指标名称无法识别;请使用所列名称",
        "The figure's name is not known; use one of those listed",
    ),
    "NAME_UNKNOWN": Worded(
        "地名无法识别;请写全称,乡镇前写县名",
        "Nothing knows this place; write its full name, a town after its county",
    ),
    "NOT_ARRIVED": Worded(
        "没有实际到岗日期,只有计划;不计入选派人数",
        "No day of arrival is given; a plan is not counted as sent",
    ),
    "ON_RECORD": Worded(
        "账中已有相同记录,不重复记账", "The book has the same already; it is not posted again"
    ),
    "PAIRING_KIND_UNKNOWN": Worded(
        "结对类型无法识别;确认后按其他结对记账",
        "The kind of pairing is not known; accepted, it counts as other",
    ),
    "PAIRING_ON_RECORD": Worded(
        "账中已有同一结对关系,起止时间不同;请先冲正原记录",
        "The book has this pairing with other days; take that entry back first",
    ),
    "PART_OVER_WHOLE": Worded(
        "分项之和超过合计;请核对金额", "The parts exceed the whole; check the amounts"
    ),
    "PAID_OVER_ALLOTTED": Worded(
        "拨付资金超过下达资金;请核对两列金额",
        "More was paid out than allotted; check both columns",
    ),
    "PROJECT_ON_RECORD": Worded(
        "账中已有同一项目,金额不同;请先冲正原记录",
        "The book has this project with other figures; take that entry back first",
    ),
    "RELATION_UNKNOWN": Worded(
        "与明细关系须为:含明细、另计、未说明,或留空",
        "The relation must be one of the three words, or empty",
    ),
    "SENT_EAST": Worded(
        "西→东人员不计入选派人数", "People sent east are not counted as sent to the recipient"
    ),
    "SOURCE_UNKNOWN": Worded("资金来源无法识别", "The fund source is none of the known ones"),
    "STOCK_ON_RECORD": Worded(
        "账中该日的户数、人数不同;请先冲正原记录",
        "The book has another figure for that day; take that entry back first",
    ),
    "TOTALS_CROSS": Worded(
        "与账中另一合计数的期间部分重叠,无法确定关系",
        "Its days cross those of another stated total, so that neither contains the other",
    ),
    "TOTAL_ON_RECORD": Worded(
        "账中同一范围的合计数不同;请先冲正原记录",
        "The book has another total for the same scope; take that entry back first",
    ),
    "VALUE_MISSING": Worded("必填内容缺失", "A value that is needed is missing"),
    "BATCH_CHANGED": Worded(
        "拟记账内容与所看到的不一致;请重新查看后再记账",
        "What would be posted is not what was shown; look again, then post",
    ),
    "BATCH_DECIDED": Worded("该批次已记账或已撤回", "The batch is posted or withdrawn already"),
    "BATCH_EMPTY": Worded("该批次没有可记账的行", "No row of the batch is ready to be posted"),
    "BATCH_UNKNOWN": Worded(
        "没有这个批次,或不在你的范围内", "There is no such batch within your places"
    ),
    "FILE_EMPTY": Worded("文件是空的", "The file is empty"),
    "FILE_RECEIVED": Worded("同一文件已经接收过", "The same file was received before"),
    "FILE_TOO_LARGE": Worded("文件太大", "The file is too large"),
    "ROW_UNKNOWN": Worded("该批次没有这一行", "The batch has no such row"),
    "SECOND_PERSON": Worded(
        "接收人不能自己记账;请另一人记账",
        "Who received a batch may not post it; a second person does",
    ),
    "WARNINGS_OPEN": Worded(
        "还有提醒未经确认;请逐条查看并确认", "Warnings wait for a person's yes; look at each"
    ),
    "DISK_FULL": Worded("磁盘已满,未保存任何内容", "The disk is full; nothing was kept"),
    "DATA_DIR_UNUSABLE": Worded("数据目录无法写入", "The data directory cannot be written"),
    **{code: OF_ACCESS[code] for code in ("KEY_BROKEN", "SEAL_BROKEN", "UPLOAD_MISSING")},
}
"""Every code that drafting and batches may tell."""
