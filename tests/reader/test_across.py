"""Relations with numbers of another sentence, paragraph or table."""

from __future__ import annotations

import pytest

from tests.reader.test_reading import read

TABLE = """附表 帮扶资金汇总(2019—2020年)
(资金按万元填列)
县 财政资金 社会捐赠
甲县 3,000 200
乙县 2,000 100
合计 5,000 300

分年度(万元) 2019年 2020年
财政资金 2,000 3,000

说明:
1.两项合计5300万元,财政资金占94.3%。
2.余姚市财政2020年资金比2019年增长50%。
"""


def found(text: str) -> list[tuple[str, int, bool]]:
    """Return the findings of a text: relation, stated value, whether it agrees."""
    return [(str(one.relation), int(one.stated), one.is_ok) for one in read(text).findings]


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        (
            (
                "余姚市捐赠彩超2台,每台60万元,计120万元;捐赠呼吸机5台,每台18万元,计90万元;"
                "捐赠器材折价40万元。以上合计250万元。"
            ),
            ("sum", 2_500_000, True),
        ),
        (
            "捐赠彩超折价120万元;捐赠呼吸机折价90万元;捐赠器材折价40万元。以上合计260万元。",
            ("sum", 2_600_000, False),
        ),
        (
            "2019年投入8000万元,2020年投入1亿元。2020年比上年增长25%。",
            ("growth", 25, True),
        ),
        (
            "2019年投入8000万元,2020年投入1亿元。2020年比上年增长35%。",
            ("growth", 35, False),
        ),
        (
            (
                "今年收到捐款45万元。\n\n购买图书用去15万元;购买电子琴用去6万元;"
                "改造教室两间,用去20万元;剩余4万元转入下一学期。"
            ),
            ("sum", 450_000, True),
        ),
        (
            (
                "2020年到位资金7250万元。\n到位资金中,省级财政援助5650万元,余姚市财政援助1000万元,"
                "社会帮扶600万元。"
            ),
            ("sum", 72_500_000, True),
        ),
        ("补助学生620名,每名每年600元,用款37.2万元。", ("product", 372_000, True)),
        ("过去每公斤土豆卖1.1元,今年卖到1.6元,价钱涨了近五成。", ("growth", 50, True)),
        ("企业今年捐赠430万元,比去年的344万元增长两成。", ("growth", 20, False)),
        ("派来老师:头一批五位,第二批五位,第三批六位,合起来十六位。", ("sum", 16, True)),
        (
            (
                "2019年至2020年投入3.4亿元。\n\n按年度分:2019年1.2亿元,2020年2.2亿元。\n\n"
                "按来源分:省级统筹1.4亿元,宁波市财政7600万元,余姚市财政9800万元,社会捐赠3400万元。"
            ),
            ("sum", 340_000_000, False),
        ),
    ],
)
def test_what_is_told_elsewhere_is_held_against(said: str, finding: tuple[str, int, bool]) -> None:
    assert finding in found(said)


def test_notes_speak_of_their_table() -> None:
    findings = found(TABLE)
    assert ("sum", 53_000_000, True) in findings
    assert ("ratio", 94, True) in findings
    assert ("growth", 50, True) in findings
    assert all(is_ok for _, _, is_ok in findings)


@pytest.mark.parametrize(
    "said",
    [
        "2019年投入8000万元,2020年投入1亿元。2020年游客比上年增长35%。",
        "2019年投入8000万元,2020年投入1亿元、派出25人。2020年比上年增长35%。",
        "甲村投入120万元,乙村投入80万元,丙村投入95万元。以上两村合计200万元。",
        "企业捐赠50万元。另有12户受益。以上合计3处。",
        "到位资金7250万元。到位资金中,产业2650万元,教育1000万元。",
        "收入45万元。购书用去15万元;购琴用去6万元;剩余4万元。",
    ],
)
def test_what_may_be_of_something_else_is_no_slip(said: str) -> None:
    assert all(is_ok for _, _, is_ok in found(said))
