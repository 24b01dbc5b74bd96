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
    (r"at most (\d+) bytes", r"不超过\1字节"),
    (r"at most (.+), row (\d+)", r"不大于\1(第\2行)"),
    (r"at most (.+)", r"不大于\1"),
    (r"end not before start (\S+)", r"不早于开始日期\1"),
    (r"between (\d+) and (\d+) people per household", r"每户\1至\2人"),
    (r"(.+), the sum of its parts", r"\1,即各分项之和"),
    (r"sources that add up to at most the whole", "各来源之和不超过总数"),
    (r"the day of the count", "统计时点"),
    (r"the cost of the class", "培训经费"),
    (r"paid out <= allotted <= aid", "拨付不大于下达,下达不大于援助"),
    (r"no day of arrival", "没有到岗日期"),
    (r"no day", "没有日期"),
    (r"two counties in one figure: cannot be split by county", "两县合计的数,不能分到县"),
    (r"\w+ counties in one figure: cannot be split by county", "多县合计的数,不能分到县"),
    (r"check character should be (.)", r"校验码应为\1"),
    (r"nothing", "空"),
    (r"no column (.+)", r"没有“\1”一列"),
    (r"a column (.+), or its value in the title", r"有“\1”一列,或在标题中写明"),
    (r"(.+), the sum of rows (\d+) to (\d+); off by (.*)", r"\1,即第\2至\3行之和;相差\4"),
    (r"(.+), the sum of the sums above; off by (.*)", r"\1,即上列各合计之和;相差\2"),
    (r"(.+), the sum of the detail", r"\1,即各明细之和"),
    (r"(.+), the rows of the detail", r"\1,即明细行数"),
    (r"(.+), quantity times price", r"\1,即数量乘单价"),
    (r"0 or more; an amount taken back stands in brackets", "不小于0;收回的金额写在括号内"),
    (
        r"an amount like the others of the column; perhaps typed in (.+)",
        r"与本列其他金额相当;可能按\1填写",
    ),
    (r"a unit; read as (.+)", r"写明单位;现按\1读取"),
    (r"(男|女) by the identity number", r"按身份证号码为\1"),
    (r"(\d+) people in (\d+) households", r"\2户\1人"),
    (r"sources exceed the whole by (.+)", r"各来源之和超过总数\1"),
    (r"(.+) too much", r"多出\1"),
    (r"rows with errors", "有错误的行"),
    (r"a complete list", "完整的名单"),
    (r"check digit should be (.)", r"校验码应为\1"),
    (r"digits, the last may be X", "数字,末位可为X"),
    (r"18 characters \((\d+) found\)", r"18位(现为\1位)"),
    (r"an identity number, a category 1-7 and a grade 1-4", "身份证号码加残疾类别1-7、等级1-4"),
    (r"a possible date of birth in characters 7 to 14", "第7至14位为可能的出生日期"),
    (r"\.?(\w*) holds (\w+)", r"扩展名为\1,内容为\2"),
    (r"one of (.+)", r"下列之一:\1"),
    (r"most likely (.+)", r"最可能为\1"),
    (r"a table with the headings (.+)", r"表头为\1的表"),
    (r"a file that begins with: (.*)", r"开头为“\1”的文件"),
    (r"a return of a known kind: .*", "已知表种的台账或报表"),
    (r"no sheet holds anything", "各工作表均为空"),
    (r"a table with headings and rows", "有表头和数据行的表"),
    (r"a workbook \(([^)]*)\) or a table as text \(([^)]*)\)", r"表格文件(\1)或文本表格(\2)"),
    (r"(?:a workbook|one) without a password", "不设密码的文件"),
    (r"a password-protected (?:workbook|archive)", "设有密码的文件"),
    (r"a damaged or cut-off archive", "损坏或不完整的文件"),
    (r"a damaged workbook.*", "损坏的表格文件"),
    (r"an empty file|a file without content", "空文件"),
    (r"a workbook", "表格文件"),
    (r"no workbook part in the archive|an archive that holds no workbook", "压缩包中没有工作簿"),
    (r"a workbook that takes too long to read", "读取过久的表格文件"),
    (r"bytes that are no known document", "无法识别的内容"),
    (r"text that cannot be split into cells.*", "无法分列的文本"),
    (r"(\d+) parts, (\d+) bytes unpacked", r"\1个部分,展开后\2字节"),
    (r".+ unpacks from (\d+) to (\d+) bytes", r"某部分由\1字节展开为\2字节"),
    (r"more than (\d+) cells", r"多于\1个单元格"),
    (r".+ declares entities of its own", "自行声明实体的XML"),
    (r".+ is (?:no sound XML|damaged|not in its declared encoding)", "文件内部损坏"),
    (r"(?:a|an) .+, no workbook", "不是表格的文件"),
    (r"a Word document", "Word文档"),
    (r"a presentation", "演示文稿"),
    (r"a PDF document", "PDF文档"),
    (r"a picture \((\w+)\)", r"图片(\1)"),
    (r"a rich-text document", "RTF文档"),
    (r"an? (RAR|7z|gzip) archive", r"\1压缩包"),
    (r"a database", "数据库文件"),
    (r"a program", "程序文件"),
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
