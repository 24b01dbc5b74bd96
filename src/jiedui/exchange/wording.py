"""What every problem of a reading means and what to do, in Chinese and English, by code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.drafting.wording import WORDS

if TYPE_CHECKING:
    from jiedui.exchange.rows import Fatal
    from jiedui.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Words:
    """One code in words.

    Attributes:
        zh: What is wrong, in Chinese.
        en: What is wrong, in English.
        zh_hint: What to do, in Chinese.
        en_hint: What to do, in English.
    """

    zh: str
    en: str
    zh_hint: str = ""
    en_hint: str = ""


WORDING: dict[str, Words] = {
    "TOTAL_MISMATCH": Words(
        "合计数与所列各行之和不符",
        "The printed total is not the sum of its rows",
        "请核对合计数和各行金额。",
        "Check the total and the rows it covers.",
    ),
    "TOTAL_UNCHECKED": Words(
        "合计数未能核对:所列单元格读不出,或合计行过多",
        "The total could not be checked: a cell it covers cannot be read, or totals are too many",
        "请改正读不出的单元格,或自行核对该合计。",
        "Correct the cell that cannot be read and send it again, or check the total yourself.",
    ),
    "TABLES_UNREAD": Words(
        "文件里的表过多,后面的未读取",
        "The file holds too many tables; the last of them were not read",
        "请把它们合为一张表,或分成几个文件后重报。",
        "Put them into one table, or into several files, and send them again.",
    ),
    "COLUMNS_UNREAD": Words(
        "列数过多,靠右的列未读取",
        "The sheet has too many columns; those to the right were not read",
        "请把不用的列删去,或把表拆成几个工作表后重报。",
        "Delete the columns that are not used, or split the sheet, and send it again.",
    ),
    "ROW_SUM_MISMATCH": Words(
        "本行合计与各分项之和不符",
        "The row's total is not the sum of its parts",
        "请核对本行各分项。",
        "Check the parts in this row.",
    ),
    "CROSS_SHEET_MISMATCH": Words(
        "汇总表与分表数字不符",
        "The summary differs from the sheet it sums up",
        "请核对汇总表和分表。",
        "Check both sheets.",
    ),
    "PART_OVER_WHOLE": Words(
        "其中数大于总数",
        "The part is larger than the whole",
        "请核对两个数。",
        "Check both numbers.",
    ),
    "PAID_OVER_ALLOTTED": Words(
        "拨付数大于下达数",
        "More was paid than was allotted",
        "请核对下达和拨付金额。",
        "Check the allotted and the paid amount.",
    ),
    "OUT_OF_RANGE": Words(
        "数值超出合理范围",
        "The value is out of its possible range",
        "请更正该数。",
        "Correct the number.",
    ),
    "ID_CHECK_DIGIT": Words(
        "身份证号码校验位错误",
        "The identity number's check character is wrong",
        "请对照证件核对。",
        "Compare it with the document.",
    ),
    "ID_FORMAT": Words(
        "身份证号码格式错误",
        "The identity number has a wrong form",
        "请对照证件核对。",
        "Compare it with the document.",
    ),
    "ID_PRECISION_LOST": Words(
        "号码被当作数字保存,末位已丢失",
        "The number was kept as a number and has lost its last digits",
        "请将单元格设为文本后重新填写。",
        "Format the cell as text and enter the number again.",
    ),
    "ID_SEX_CONFLICT": Words(
        "性别与身份证号码不一致",
        "The sex contradicts the identity number",
        "请核对两项。",
        "Check both.",
    ),
    "ID_BIRTH_CONFLICT": Words(
        "出生年月与身份证号码不一致",
        "The birth contradicts the identity number",
        "请核对两项。",
        "Check both.",
    ),
    "CREDIT_CODE_CHECK": Words(
        "统一社会信用代码有误",
        "The unified social credit code is wrong",
        "请对照登记证核对。",
        "Compare it with the certificate.",
    ),
    "RELATION_WORD_UNKNOWN": Words(
        "与户主关系的写法不在代码表内",
        "The relation to the head is in no code list",
        "请按代码表填写与户主关系。",
        "Write the relation as the code list has it.",
    ),
    "WORD_UNLISTED": Words(
        "写法不在登记表的代码表内",
        "The word is in no code list of the form",
        "请按代码表填写;照此接收时这一项不登记。",
        "Write it as the code list has it; taken as it is, this item is not recorded.",
    ),
    "DUPLICATE_ROW": Words(
        "与前面某行重复",
        "The row repeats an earlier one",
        "如系重复请删除其一。",
        "If it is the same record, delete one.",
    ),
    "DUPLICATE_KEY": Words(
        "同一名称或号码出现在两条不同记录中",
        "One name or number stands for two different records",
        "请核对是否为同一事项。",
        "Check whether both are the same.",
    ),
    "DATE_INVALID": Words(
        "日期无法识别或不存在",
        "The date cannot be read or does not exist",
        "请按2017-03-05的格式填写。",
        "Write it like 2017-03-05.",
    ),
    "DATE_ORDER": Words(
        "日期先后颠倒", "The dates are out of order", "请核对起止日期。", "Check both dates."
    ),
    "DATE_AMBIGUOUS": Words(
        "日期有两种理解",
        "The date can be understood in two ways",
        "请改为文本,如2022年1月或2022年10月。",
        "Write it out, for example 2022-01 or 2022-10.",
    ),
    "NUMBER_UNREADABLE": Words(
        "数值无法识别",
        "The number cannot be read",
        "请填写数字,未列明的写“未列明”。",
        "Enter a number; write 未列明 where none is stated.",
    ),
    "VALUE_MISSING": Words("必填项为空", "A required value is missing", "请补填。", "Fill it in."),
    "VALUE_PENDING": Words(
        "数值待定",
        "The value is still pending",
        "确定后请重新报送。",
        "Send it again once it is settled.",
    ),
    "NAME_UNKNOWN": Words(
        "地名无法识别",
        "No division of China has this name",
        "请填写规范的行政区划名称。",
        "Use the official name of the division.",
    ),
    "NAME_TYPO": Words(
        "地名疑似笔误", "The place name looks misspelt", "请确认。", "Please confirm."
    ),
    "NAME_OLD": Words(
        "地名当时已停用",
        "The place name was already out of date",
        "请改用现行名称。",
        "Use the present name.",
    ),
    "JOINT_SCOPE": Words(
        "一个数包含多个县,不能分县",
        "One figure covers several counties and cannot be split",
        "如有分县数请分行填写。",
        "If figures per county exist, give each its own row.",
    ),
    "UNIT_SUSPECT": Words(
        "金额疑似单位有误",
        "The amount looks typed in another unit",
        "请核对是元还是万元。",
        "Check whether it is 元 or 万元.",
    ),
    "UNIT_MIXED": Words(
        "单元格单位与本列不同,已按单元格单位读取",
        "The cell states another unit than its column; the cell's was used",
    ),
    "UNIT_NOT_STATED": Words(
        "金额单位未注明",
        "No unit is stated for the amounts",
        "请在表头注明元或万元。",
        "State 元 or 万元 in the heading.",
    ),
    "RATE_MISMATCH": Words(
        "比率与本行金额不符",
        "The rate does not follow from the row's amounts",
        "请核对比率和金额。",
        "Check the rate and the amounts.",
    ),
    "RATE_SCALE": Words(
        "比率的写法与本列其他行不同",
        "The rate is written in another way than the others of its column",
        "请统一为百分数。",
        "Write all of them as percentages.",
    ),
    "RATIO_IMPLAUSIBLE": Words(
        "户均人口不合理",
        "The people per household are implausible",
        "请核对户数和人数。",
        "Check households and people.",
    ),
    "AMOUNT_MISMATCH": Words(
        "金额与数量、单价不符",
        "The amount is not quantity times price",
        "请核对。",
        "Check the three numbers.",
    ),
    "FORMULA_ERROR": Words(
        "公式结果为错误值",
        "The formula gives an error value",
        "请修复公式或填写数值。",
        "Mend the formula or enter the value.",
    ),
    "FORMULA_STALE": Words(
        "保存的数值与公式不符,已按保存值读取",
        "The saved value contradicts its formula; the saved one was read",
        "请打开文件重新计算后保存。",
        "Open the file, recalculate and save it.",
    ),
    "FORMULA_NO_CACHE": Words(
        "公式没有保存的数值",
        "The formula has no saved value",
        "请用表格软件打开并保存后再报送。",
        "Open and save the file in a spreadsheet program, then send it again.",
    ),
    "FORMULA_INJECTION": Words(
        "文字会被表格软件当作公式执行,已按文字保留",
        "A spreadsheet would run this text as a formula; it was kept as text",
        "请改为普通文字。",
        "Write it as plain words.",
    ),
    "EXTERNAL_LINK": Words(
        "引用了外部文件,未读取外部内容",
        "The cell points to another file; nothing was fetched",
        "请粘贴为数值。",
        "Paste the value instead.",
    ),
    "EXTENSION_MISMATCH": Words(
        "文件扩展名与内容不符,已按内容读取",
        "The file's ending does not fit its content; it was read by its content",
        "请改正扩展名。",
        "Rename the file.",
    ),
    "MACROS_IGNORED": Words("文件含有宏,已忽略", "The file holds macros; they were ignored"),
    "UNKNOWN_COLUMN": Words(
        "该列未能识别,未读取",
        "This column was not understood and not read",
        "如需读取请使用规范表头。",
        "Use a known heading if it should be read.",
    ),
    "HIDDEN_ROW": Words("隐藏的行,已读取", "A hidden row; it was read"),
    "HIDDEN_COLUMN": Words("隐藏的列,已读取", "A hidden column; it was read"),
    "HIDDEN_SHEET": Words("隐藏的工作表", "A hidden sheet"),
    "SHEET_EMPTY": Words("空工作表", "An empty sheet"),
    "SHEET_PROTECTED": Words("工作表设有保护,已读取", "A protected sheet; it was read"),
    "TABLE_NOT_FOUND": Words("工作表中没有可识别的台账", "No table of a known kind on this sheet"),
    "UNSUPPORTED_FORMAT": Words(
        "不支持的文件格式",
        "The file's format is not supported",
        "请另存为不加密的.xlsx后再报送。",
        "Save it as .xlsx without a password and send it again.",
    ),
    "CORRUPT_FILE": Words(
        "文件损坏或为空",
        "The file is damaged or empty",
        "请在表格软件中打开并重新保存后再报送。",
        "Open it in a spreadsheet program, save it again and send it.",
    ),
    "EXPANSION_LIMIT": Words(
        "文件展开后过大,未读取",
        "The file would grow too large when opened and was not read",
        "请只保留需要的工作表后再报送。",
        "Keep only the sheets that are needed and send it again.",
    ),
    "KIND_UNKNOWN": Words(
        "不是已知种类的台账或报表",
        "This is no return of a known kind",
        "请指明表种,或检查是否选错文件。",
        "Say its kind (`jiedui receive FILE --kind KIND`, or on its page), or check that it is the "
        "right file.",
    ),
    "KIND_UNSURE": Words(
        "可能是两种台账或报表之一,须由人确认表种",
        "It may be one of two kinds of return; a person has to say which",
        "请指明表种。",
        "Say its kind (`jiedui receive FILE --kind KIND`, or on its page).",
    ),
    "FILE_EMPTY": Words(
        "文件中没有内容",
        "The file holds nothing",
        "请检查是否选错文件。",
        "Check that it is the right file.",
    ),
}
"""Every code of a reading in words."""


PROBLEMS: dict[str, Words] = {code: Words(*pair) for code, pair in WORDS.items()} | WORDING
"""Every code of the package: of reading, of drafting and of batches."""


def words_of(code: str) -> Words:
    """Return a code in words; an unknown code stands for itself."""
    return PROBLEMS.get(code, Words(code, code))


def sentence_of(problem: Problem, *, language: str = "zh") -> str:
    """Return a problem as a sentence: where, what, found, expected, what to do."""
    return _sentence(
        str(problem.source),
        words_of(problem.code),
        problem.found,
        expected=problem.expected,
        language=language,
    )


def fatal_sentence(fatal: Fatal, *, file: str = "", language: str = "zh") -> str:
    """Return the reason why a file was not read as a sentence."""
    return _sentence(
        file, words_of(fatal.code), fatal.found, expected=fatal.expected, language=language
    )


def _sentence(where: str, words: Words, found: str, *, expected: str, language: str) -> str:
    if language == "en":
        parts = [words.en, found and f"found {found}", expected and f"expected {expected}"]
        text = "; ".join(part for part in parts if part)
        return (
            f"{where}: {text}. {words.en_hint}".strip()
            if where
            else f"{text}. {words.en_hint}".strip()
        )
    parts = [words.zh, found and f"填写为“{found}”", expected and f"应为:{expected}"]
    text = ",".join(part for part in parts if part)
    return f"{where}:{text}。{words.zh_hint}" if where else f"{text}。{words.zh_hint}"
