"""What can be wrong with the inputs of a cross-check, in words, by code."""

from __future__ import annotations

PROBLEMS: dict[str, tuple[str, str]] = {
    "COLUMNS_DIFFER": ("几个文件的列不一致", "the files of one list have different columns"),
    "COLUMN_MISSING": ("缺少必需的列", "a required column is missing"),
    "COLUMN_TYPE": ("列的类型不能识别", "a column's type cannot be read"),
    "DATASET_UNKNOWN": ("没有这种数据集", "there is no such data set"),
    "FILE_KIND": ("不能识别这种文件", "this kind of file cannot be read"),
    "KEY_WEAK": ("密钥太短", "the key is too short"),
    "KEY_MISSING": ("没有给出密钥", "no key was given"),
    "NUMBERS_NOT_KEYED": ("身份证号未加密", "identity numbers stand where keyed hashes should"),
    "OUT_FILLED": ("输出目录不是空的", "the output directory holds something else"),
    "RULE_FILE_WRONG": ("规则文件有误", "the rule file is wrong"),
    "RULE_UNKNOWN": ("没有这条规则", "there is no such rule"),
    "SHEET_MISSING": ("没有这个工作表", "the workbook has no such sheet"),
    "TABLE_EMPTY": ("表中没有数据", "the table holds no rows"),
    "TABLE_MISSING": ("没有这个数据表", "the database has no such table"),
}
"""Code to Chinese and English."""
