"""Projects by other words than the book has for them."""

from __future__ import annotations

import pytest

from jiedui.forms.works import work_in

HOSPITAL, HALL = "513437/县人民医院改扩建", "513437/文化馆新建"


@pytest.mark.parametrize(
    "text",
    [
        "县人民医院改扩建",
        "县人民医院改建扩建",
        "人民医院改建、扩建工程",
        "县医院改扩建项目",
        "县医院改、扩建工程建筑面积",
        "县人民医院||改扩建",
        "县人民医院扩建改造",
        "县医院扩建工程总投资",
    ],
)
def test_a_work_is_known_by_body_and_kind(text: str) -> None:
    found = work_in(text, [HOSPITAL, HALL])
    assert found is not None
    assert found[0] == HOSPITAL


@pytest.mark.parametrize(
    "text", ["县中医院改扩建", "县医院新建", "县医院设备采购", "县人民医院", "文化馆维修改造"]
)
def test_another_work_is_not_taken_for_it(text: str) -> None:
    assert work_in(text, [HOSPITAL, HALL]) is None
