"""What the checks of data quality found and expected, said in Chinese.

The checks say it in short English phrases, which are data; here each has its Chinese. A phrase that
nobody has worded stays as it is. Knows no Django.
"""

from __future__ import annotations

from jiedui.kernel.phrasing import Phrases
from jiedui.registry.household import RULES
from jiedui.registry.wording import pair


def _yuan(fen: str) -> str:
    whole = int(fen)
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 100}.{abs(whole) % 100:02d}元"


def _standing(code: str) -> str:
    return pair("standing", "" if code == "not registered" else code)[0]


_UNREAD = {"poor_type": "户属性", "main_cause": "主要致贫原因"}
"""What words that no code list knows were written for."""

_KINDS = {rule.en: rule.zh for rule in RULES.values()}

_PHRASES = Phrases(
    (
        (r"no member", "没有成员"),
        (r"at least one", "至少一人"),
        (r"(\d+) members listed", lambda hit: f"登记成员{hit[1]}人"),
        (r"(\d+) stated", lambda hit: f"表中写明{hit[1]}人"),
        (r"(\d+) heads", lambda hit: f"户主{hit[1]}人"),
        (r"one", "应有一个"),
        (r"the number stands (\d+) times", lambda hit: f"该号码出现{hit[1]}次"),
        (r"once", "只出现一次"),
        (r"no identity number", "没有证件号码"),
        (r"a child (-?\d+) years younger", lambda hit: f"子女比户主小{hit[1]}岁"),
        (r"a grandchild (-?\d+) years younger", lambda hit: f"孙辈比户主小{hit[1]}岁"),
        (r"a parent (-?\d+) years older", lambda hit: f"父母比户主大{hit[1]}岁"),
        (r"(\d+) or more", lambda hit: f"至少{hit[1]}岁"),
        (r"([A-Z]+) at (\d+)", lambda hit: f"{hit[2]}岁，{pair('schooling', hit[1])[0]}"),
        (r"(\d+) to (\d+) years", lambda hit: f"{hit[1]}至{hit[2]}岁"),
        (r"recorded as dead", "已登记死亡"),
        (r"no member any more", "不再是成员"),
        (r"works at (\d+)", lambda hit: f"{hit[1]}岁务工"),
        (r"(\d+) years or more", lambda hit: f"年满{hit[1]}岁"),
        (
            r"(\d{4}) ([a-z_]+) (-?\d+) fen",
            lambda hit: f"{hit[1]}年{pair('income', hit[2])[0]}{_yuan(hit[3])}",
        ),
        (r"(-?\d+) fen by its parts", lambda hit: f"按分项为{_yuan(hit[1])}"),
        (r"a word of the code list", "代码表中的写法"),
        (r"no main cause", "没有主要致贫原因"),
        (r"(\d+) other causes", lambda hit: f"其他致贫原因{hit[1]}项"),
        (r"at most (\d+)", lambda hit: f"最多{hit[1]}项"),
        (r"no place", "没有地点"),
        (r"a village", "写明到村"),
        (
            r"(.+) on (\d{4}-\d\d-\d\d), while it was (.+)",
            lambda hit: f"{hit[2]}{_KINDS.get(hit[1], hit[1])}，当时{_standing(hit[3])}",
        ),
        (r"events in a possible order", "可能的变动次序"),
        (r"exited without ([a-z_]+)", lambda hit: f"退出时{pair('guarantee', hit[1])[0]}未达标"),
        (r"all guarantees met", "各项保障均达标"),
        (r"(-?\d+) fen a person in (\d{4})", lambda hit: f"{hit[2]}年人均{_yuan(hit[1])}"),
        (r"at least (\d+) fen", lambda hit: f"不低于{_yuan(hit[1])}"),
        (r"a person without household", "有人无户"),
        (r"a household", "所属农户"),
        (r"([a-z_]+): (.*)", lambda hit: f"{_UNREAD.get(hit[1], hit[1])}：{hit[2]}"),
        (r"check digit should be (.)", lambda hit: f"校验码应为{hit[1]}"),
        (r"digits, the last may be X", "数字，末位可为X"),
        (r"18 characters \((\d+) found\)", lambda hit: f"18位（现为{hit[1]}位）"),
        (r"a possible date of birth in characters 7 to 14", "第7至14位为可能的出生日期"),
    )
)


def in_chinese(phrase: str) -> str:
    """Return what a check found or expected in Chinese.

    >>> in_chinese("works at 14")
    '14岁务工'
    """
    said = _PHRASES.of(phrase)
    return phrase if said is None else said
