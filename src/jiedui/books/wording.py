"""What each problem of the book means, in Chinese and English, by code. Knows no Django."""

from __future__ import annotations

from jiedui.access.wording import Worded

WORDING: dict[str, Worded] = {
    "ACCOUNT_UNKNOWN": Worded("科目表中没有此科目", "The chart has no such account"),
    "ALREADY_CLOSED": Worded("该期间已经结账", "The book is closed through that day already"),
    "ALREADY_POSTED": Worded("已经记账,不能重复", "This was posted before"),
    "AMOUNT_WRONG": Worded(
        "数额不是账簿可记的整数", "The amount is no whole number the book can hold"
    ),
    "BACKUP_UNWRITTEN": Worded("备份无法写入", "The backup could not be written"),
    "BACKUP_WRONG": Worded("不是完好的备份文件", "The file is not a whole backup"),
    "BOOK_BROKEN": Worded("账簿校验不通过", "The book does not verify"),
    "BOOK_CUT": Worded("账簿末尾的分录缺失", "The end of the book was cut off"),
    "BOOK_EMPTY": Worded("账簿中还没有分录", "The book is empty"),
    "BOOK_REWRITTEN": Worded(
        "账簿与留存的凭据不符,已被改写", "The book was rewritten since its head was kept"
    ),
    "CARVES_WRONG": Worded(
        "扣减所依据的分录不存在", "A carve-out rests on an entry that is not there"
    ),
    "CHAIN_BROKEN": Worded("分录之间的校验链断开", "The chain of hashes is broken here"),
    "CLOSING_AHEAD": Worded("不能结未到之期", "A day to come cannot be closed"),
    "CLOSING_WRONG": Worded("结账记录与其分录不符", "A closing differs from its entry"),
    "COPY_DIFFERS": Worded("复制后的数据不一致", "The copy differs from the original"),
    "DATA_DIR_FILLED": Worded("目标目录不是空的", "The directory is not empty"),
    "DATE_ORDER": Worded("止日早于起日", "A period ends before it starts"),
    "ENTRY_CHANGED": Worded("分录内容被改动", "The entry's content was changed"),
    "ENTRY_EMPTY": Worded("分录没有任何行", "The entry has no lines"),
    "ENTRY_MISSING": Worded("分录缺失", "An entry is missing"),
    "ENTRY_UNBALANCED": Worded("借贷不平", "Debits and credits differ"),
    "ENTRY_UNKNOWN": Worded("没有此分录", "There is no such entry"),
    "EXPORT_UNWRITTEN": Worded("导出无法写入", "The export could not be written"),
    "FACTS_DIFFER": Worded(
        "分析数据与账簿的控制合计不符", "The facts' control totals differ from the book's"
    ),
    "FACTS_FOREIGN": Worded("分析数据不属于这本账簿", "The facts belong to another book"),
    "INTERVAL_WRONG": Worded(
        "所述数额在其上下限之外", "The stated amount lies outside its own interval"
    ),
    "KEY_WRONG": Worded("维度代码含有不允许的字符", "A key holds characters that no key may hold"),
    "KEY_FILE_WRONG": Worded("签名密钥文件不可用", "The signing key cannot be used"),
    "KIND_WRONG": Worded("分录种类未写明", "The kind of entry is not one word"),
    "LINES_GAP": Worded("分录的行号不连续", "The entry's lines are not numbered without gaps"),
    "LINE_SIDE": Worded("行所在的一方与科目不符", "A line stands on another side than its account"),
    "NOT_REVERSIBLE": Worded("此分录不能冲正", "This entry cannot be taken back"),
    "OUT_OF_PLACE": Worded("受援地不在您的权限范围内", "The recipient lies outside your places"),
    "OVERLAP_UNKNOWN": Worded("重叠标记不合要求", "The overlap is neither counted nor unknown"),
    "PERIOD_CLOSED": Worded("该期间已结账,不能再记", "The period is closed"),
    "POSTING_EMPTY": Worded("没有可记的分录", "There is nothing to post"),
    "PROPOSAL_UNKNOWN": Worded("没有此冲正提议", "There is no such proposal"),
    "REASON_MISSING": Worded("未写明冲正理由", "A reason is missing"),
    "RECEIPT_WRONG": Worded("不是本单位签发的有效凭据", "This is no valid receipt of this office"),
    "REVERSAL_PROPOSED": Worded("已有人提议冲正此分录", "Somebody has proposed this already"),
    "REVERSAL_WRONG": Worded(
        "冲正分录与原分录不对应", "A reversing entry is not the negation of the other"
    ),
    "REVERSED_ALREADY": Worded("此分录已被冲正", "The entry was taken back already"),
    "SECOND_PERSON": Worded("须由另一人办理", "A second person must do this"),
    "SENSE_WRONG": Worded("行的方向标记不合要求", "A line's sense or open ends are wrong"),
    "TARGET_FILLED": Worded("目标数据库不是空的", "The target database is not empty"),
    "TARGET_SAME": Worded("账簿已在该数据库中", "The book is kept there already"),
    "TARGET_UNKNOWN": Worded("无法识别的数据库地址", "This is no address of a database"),
    "TARGET_UNUSABLE": Worded("目标数据库不可用", "The target database cannot be used"),
    "UNIT_UNKNOWN": Worded("没有此计量单位", "There is no such unit"),
    "UNIT_WRONG": Worded("计量单位与科目不符", "The unit is not the account's"),
    "WORDING_UNKNOWN": Worded(
        "数字的说法不在约定之内", "The wording of the number is not one of the book's"
    ),
}
"""Every code the book's commands, checks and verification use."""
