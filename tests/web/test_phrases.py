"""What the desk refuses is said in Chinese: what was found, what was expected, what to do."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import jiedui
from jiedui.access.queries import actor_named
from jiedui.kernel.problem import Refused
from jiedui.publish.commands import restate_publication
from jiedui.web.phrases import in_chinese
from jiedui.web.problems import advice_of, found_of
from tests.web.test_objections import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDED = (
    "publish/commands.py", "publish/answering.py", "bundles/following.py", "bundles/form.py",
    "exchange/commands.py", "assess/duties.py",
)  # fmt: skip
"""Modules of acts whose every fixed phrase is worded."""

LATIN = re.compile(r"[A-Za-z]{3,}")


def fixed() -> Iterator[tuple[str, str]]:
    """Every phrase without a value in it that these modules refuse with."""
    for name in WORDED:
        tree = ast.parse((Path(jiedui.__file__).parent / name).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refuse":
                for one in node.keywords:
                    if isinstance(one.value, ast.Constant) and isinstance(one.value.value, str):
                        yield name, one.value.value


def test_every_fixed_phrase_of_these_acts_is_worded() -> None:
    left = [(name, said) for name, said in fixed() if not re.search(r"[一-鿿]", in_chinese(said))]
    assert left == []
    assert len(list(fixed())) > 40


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        ("publication 3", "第 3 号发布"),
        ("wang received batch 12", "来件第 12 号由 wang 收件"),
        (
            "entries 1 to 4 of 松江区; here its book ends at 4",
            "松江区 第 1 至 4 号记账；此处已到第 4 号",
        ),
        ("officer (officer)", "officer（角色 officer）"),
        ("somebody who may keep indicator sets (管理指标体系)", "有权“管理指标体系”的人"),
        ("the same as row 7", "与第7行相同"),
        ("638万元", "638万元"),
    ],
)
def test_values_stand_where_they_stood(said: str, chinese: str) -> None:
    assert in_chinese(said) == chinese


def test_a_refusal_reads_chinese_on_the_chinese_side(issued: int) -> None:
    with pytest.raises(Refused) as error:
        restate_publication(issued, reason="试", actor=actor_named("officer"), now=NOW)
    (problem,) = error.value.problems
    told = found_of(problem, "zh") + advice_of(problem, "zh")
    assert f"第 {issued} 号发布" in told
    assert LATIN.search(told) is None
    assert "at least one number that changed" in found_of(problem, "en")
