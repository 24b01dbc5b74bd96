"""The letter that acknowledges a gift says what is known of it, once, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jiedui.giving.queries.gifts import GiftDetail, GiftSummary
from jiedui.kernel.period import EARLIEST
from jiedui.papers.document import Paragraph
from jiedui.papers.numbers import exactly
from jiedui.web.desk.giving.letter import letter_of

pytestmark = pytest.mark.usefixtures("office")

DAY = dt.date(2017, 3, 5)
SUMMARY: dict[str, Any] = {
    "number": 7, "donor": 1, "donor_name": "区民政局", "kind": "cash", "state": "received",
    "words": "教育帮扶", "amount": exactly(25_000_000), "basis": "declared", "purpose": "教育帮扶",
    "is_designated": False, "recipient": "632625", "recipient_name": "久治县教育局",
    "starts": DAY, "ends": DAY, "entry": 1, "bill": "", "is_bill_due": True, "used_fen": 0,
    "pledge": None, "document": "", "recorded_by": "li", "posted_by": "wang",
}  # fmt: skip


def letter(language: str = "zh", **said: Any) -> list[str]:  # noqa: ANN401
    """Return the paragraphs of a letter."""
    found = GiftDetail(GiftSummary(**{**SUMMARY, **said}), None, (), (), (), (), (), (), None)
    told = letter_of(found, "zh" if language == "zh" else "en")
    return [
        "".join(span.text for span in one.spans)
        for one in told.blocks
        if isinstance(one, Paragraph)
    ]


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_each_thing_is_said_once_and_only_as_it_is_known() -> None:
    assert letter()[1:3] == [
        "2017年3月5日，承蒙贵方向久治县教育局捐赠25万元，用于教育帮扶。",
        "捐赠已经收到，谨致谢忱。",
    ]
    undated = letter(starts=EARLIEST, ends=dt.date(2017, 10, 31), amount=None)
    assert undated[1] == "承蒙贵方向久治县教育局捐赠现金，用于教育帮扶。"
    goods = letter(kind="goods", words="电脑", purpose="信访工作", state="delivered")
    assert goods[1] == (
        "2017年3月5日，承蒙贵方向久治县教育局捐赠物资：电脑，价值25万元，用于信访工作。"
    )
    assert goods[2] == "您的爱心已经送到需要的人手中，谨致谢忱。"
    assert letter(state="announced")[2] == "您的心意我们已经记下，谨致谢忱。"
    english = letter("en", words="desks", purpose="schooling")
    assert english[1].startswith("On 5 Mar 2017, you gave 久治县教育局 250,000 yuan (desks), for")
