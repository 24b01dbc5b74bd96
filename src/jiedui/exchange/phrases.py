"""What problems found and expected, said in Chinese: the reader's short English phrases by pattern.

A phrase nobody has worded stays as it is: values of cells are never touched. Knows no Django.
"""

from __future__ import annotations

import re

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"the same as entry (\d+)", r"与第\1号记账相同"),
    (r"entry (\d+) looks the same", r"与第\1号记账看似相同"),
    (r"entry (\d+) looks like it: (.*)", r"与第\1号记账看似同一件事:\2"),
    (r"another figure than entry (\d+), which has (.*)", r"与第\1号记账不同,该笔为\2"),
    (r"something not yet in the book, or the same figure", "账中还没有的,或数字相同的"),
    (r"something not yet in the book", "账中还没有的"),
    (r"the same as row (\d+)", r"与第\1行相同"),
    (r"the same as (.+), row (\d+)", r"与《\1》第\2行相同"),
    (r"the same key as row (\d+)", r"与第\1行名称或号码相同"),
    (r"the same key as (.+), row (\d+)", r"与《\1》第\2行名称或号码相同"),
    (r"every record once", "每件事只列一次"),
    (r"a day that exists", "存在的日期"),
    (r"a date, for example (\S+)", r"日期,如\1"),
    (r"a date that can mean only one day or month", "只有一种理解的日期"),
    (r"an amount of money", "金额"),
    (r"a number", "数字"),
    (r"a whole number", "整数"),
    (r"a rate", "比率"),
    (r"a value", "一个数值"),
    (r"a settled value", "确定的数值"),
    (r"a division of China", "规范的行政区划名称"),
    (r"a place with a GB/T 2260 code(?:, or a town in one)?", "有行政区划代码的地名,或其乡镇"),
    (r"a table of a known kind", "一种已知表种的表"),
    (r"words that no spreadsheet would run", "不会被当作公式执行的文字"),
    (r"the number as text, all 18 characters", "按文本填写的18位号码"),
    (r"the number as text, all its digits", "按文本填写的完整号码"),
    (r"the code as text, all 18 characters", "按文本填写的18位代码"),
    (r"the month of birth in the identity number", "与身份证号码一致的出生年月"),
    (r"at most (.+)", r"不大于\1"),
    (r"end not before start (\S+)", r"不早于开始日期\1"),
    (r"between (\d+) and (\d+) people per household", r"每户\1至\2人"),
    (r"(.+), the sum of its parts", r"\1,即各分项之和"),
    (r"sources that add up to at most the whole", "各来源之和不超过总数"),
    (r"the day of the count", "统计时点"),
    (r"the cost of the class", "培训经费"),
    (r"paid out <= allotted <= aid", "拨付不大于下达,下达不大于援助"),
    (r"no day of arrival", "没有到岗日期"),
)
_COMPILED = tuple((re.compile(pattern), words) for pattern, words in _PHRASES)


def in_chinese(phrase: str) -> str:
    """Return a phrase in Chinese where it is one that reading or drafting uses, else itself.

    >>> in_chinese("the same as row 7")
    '与第7行相同'
    """
    for pattern, words in _COMPILED:
        found = pattern.fullmatch(phrase)
        if found is not None:
            return found.expand(words)
    return phrase
