"""What can be wrong beneath every page: the data directory, the chain, backups, moves, engines.

Chinese and English by code, for what no other package words.
"""

from __future__ import annotations

OWN_WORDS: dict[str, tuple[str, str]] = {
    "DATA_DIR_MISSING": ("没有这个数据目录", "the data directory is not there"),
    "DATA_DIR_UNUSABLE": ("数据目录不能使用", "the data directory cannot be used"),
    "DATA_DIR_FILLED": ("目录不是空的", "the directory is not empty"),
    "DATABASE_UNUSABLE": ("数据库打不开", "the database cannot be opened"),
    "FILE_MISSING": ("没有这个文件", "there is no such file"),
    "FILE_UNREADABLE": ("文件读不了", "the file cannot be read"),
    "FILE_UNWRITTEN": ("文件没有写成", "the file was not written"),
    "NO_STATEMENTS": ("文件中没有公布数", "the file holds no stated totals"),
    "TEXT_BINARY": ("不是文字文件", "the file is no text"),
    "TEXT_SCANNED": ("扫描件没有文字", "the scan holds no text"),
    "TEXT_TOO_LARGE": ("文件太大", "the file is too large"),
    "TEXT_UNREADABLE": ("文件打不开", "the file cannot be opened"),
    # What verification finds.
    "BOOK_BROKEN": ("账簿有一笔对不上", "an entry of the book does not hold"),
    "BOOK_CUT": ("账簿末尾被截去", "the end of the book was cut off"),
    "BOOK_REWRITTEN": ("账簿被改写", "the book was written anew"),
    "CHAIN_BROKEN": ("记账的链条断了", "the chain of entries is broken"),
    "ENTRY_CHANGED": ("记账被改动", "an entry was changed"),
    "ENTRY_MISSING": ("缺少一笔记账", "an entry is missing"),
    "ENTRY_UNBALANCED": ("借贷不平", "debits and credits differ"),
    "LINES_GAP": ("一笔记账的行不连续", "the lines of an entry have a gap"),
    "LINE_SIDE": ("科目不在应在的一侧", "an account stands on the wrong side"),
    "CLOSING_WRONG": ("结账记录不对", "a closing is wrong"),
    "REVERSAL_WRONG": ("冲正记录不对", "a reversal is wrong"),
    "CARVES_WRONG": ("从合计中划出的数不对", "a share taken out of a total is wrong"),
    "FACTS_DIFFER": ("数据文件与账簿不符", "the facts differ from the book"),
    "FACTS_GAP": ("数据文件不连续", "the facts have a gap"),
    "FACTS_HEAD": ("数据文件的账首不对", "the facts end with another entry"),
    "FACTS_PART_CHANGED": ("数据文件被改动", "a part of the facts was changed"),
    "FACTS_PART_ENTRIES": ("数据文件的记账号不对", "a part of the facts holds other entries"),
    "FACTS_PART_MISSING": ("缺少数据文件", "a part of the facts is missing"),
    "FACTS_PART_SCHEMA": ("数据文件的格式不对", "a part of the facts has other columns"),
    "FACTS_TOTALS": ("数据文件的合计与账簿不符", "the totals of the facts differ"),
    # What an entry may not be.
    "ACCOUNT_UNKNOWN": ("没有这个科目", "there is no such account"),
    "AMOUNT_WRONG": ("数额不对", "the amount is wrong"),
    "ENTRY_EMPTY": ("记账没有内容", "the entry has no lines"),
    "INTERVAL_WRONG": ("上下限不对", "the interval is wrong"),
    "KIND_WRONG": ("记账的种类不对", "the kind of entry is wrong"),
    "OVERLAP_UNKNOWN": ("看不懂是否包含在内", "how it overlaps a total cannot be understood"),
    "SENSE_WRONG": ("正负方向不对", "the sense of a line is wrong"),
    "UNIT_UNKNOWN": ("没有这个单位", "there is no such unit"),
    "UNIT_WRONG": ("单位与科目不符", "the unit is not the account's"),
    "WORDING_UNKNOWN": ("没有这种措辞", "there is no such wording"),
    # What keeping the book safe may refuse.
    "BACKUP_UNWRITTEN": ("备份没有写成", "the backup was not written"),
    "BACKUP_WRONG": ("不是完好的备份", "it is no intact backup"),
    "BOOK_EMPTY": ("账簿还是空的", "the book is still empty"),
    "COPY_DIFFERS": ("抄本与原件不同", "the copy differs from the original"),
    "EXPORT_UNWRITTEN": ("导出没有写成", "the export was not written"),
    "KEY_FILE_WRONG": ("密钥文件不对", "the key file is wrong"),
    "KEY_WRONG": ("密钥不对", "the key is wrong"),
    "RECEIPT_WRONG": ("回执无效", "the receipt is not valid"),
    "TARGET_FILLED": ("目标数据库不是空的", "the other database is not empty"),
    "TARGET_SAME": ("账簿已在那里", "the book is there already"),
    "TARGET_UNKNOWN": ("看不懂目标数据库", "the other database cannot be understood"),
    "TARGET_UNUSABLE": ("目标数据库不能使用", "the other database cannot be used"),
    "ENGINE_MISSING": ("没有装这个计算引擎", "the engine is not installed"),
    "ENGINE_UNKNOWN": ("没有这种计算引擎", "there is no such engine"),
}
"""Every code that only the machine's own people meet, in words."""
