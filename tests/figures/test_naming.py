"""Names of figures as rows and promises write them: full names of every era, never a part."""

from __future__ import annotations

import pytest

from jiedui.figures.naming import figure_named


@pytest.mark.parametrize(
    ("words", "unit", "code"),
    [
        ("帮助农村劳动力就业", "人", "labour_placed"),
        ("农村劳动力转移就业人数", "人", "labour_placed"),
        ("新引导落地投产企业", "家", "enterprises_brought"),
        ("1.帮扶资金", "万元", "money"),
        ("培训", "期", "training_batches"),
        ("培训", "人次", "people_trained"),
        ("帮助销售农副产品", "万元", "helped_sales"),
        ("社会捐赠", "万元", "gift"),
        ("选派专业技术人才(东→西)", "人", "professionals_sent"),
        ("labour placed", "", "labour_placed"),
        ("互访次数", "次", "visits"),
    ],
)
def test_a_full_name_is_the_figure(words: str, unit: str, code: str) -> None:
    assert figure_named(words, unit) == code


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("其中脱贫劳动力", "人"),  # a part of a figure
        ("党政主要负责同志互访", "人次"),  # only some visits
        ("互访", "人次"),  # people, not visits
        ("选派专业技术人才(西→东)", "人"),  # the other way
        ("培训", ""),  # classes or people
        ("财政援助资金", "万元"),  # without gifts
        ("打造乡村振兴示范村", "个"),
        ("", ""),
    ],
)
def test_a_part_or_two_figures_are_none(words: str, unit: str) -> None:
    assert figure_named(words, unit) is None
