"""What each of several gave (各): it counts once for each of them, and belongs to all of them."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text

AS_OF = dt.date(2023, 5, 30)
HEAD = "福建省福州市马尾区对口帮扶宁夏固原市原州区。"

ADDS_UP = [
    "去年亭江镇给彭堡镇捐了50万元,琅岐镇给头营镇送去40万元,罗星街道、马尾镇各给了30万元,四家合计150万元。",
    "去年,罗星街道、马尾镇各给原州区捐30万元,亭江镇捐20万元,共80万元。",
    "去年,甲公司捐款20万元,三家商会各捐10万元,合计50万元。",
    "去年,马尾区向彭堡镇、头营镇各拨付100万元,另拨付三营镇50万元,合计250万元。",
    "去年捐赠价值268万元的CT一台和彩超两台,其中CT折价198万元,彩超每台35万元。",
    "去年,社会各界捐款30万元,企业捐款20万元,合计50万元。",
]
UNKNOWN = [
    "去年,甲公司捐款20万元,各商会各捐10万元,合计90万元。",
    "去年,甲公司捐款20万元,乙、丙、丁等商会各捐10万元,合计90万元。",
]


@pytest.mark.parametrize("said", ADDS_UP)
def test_each_counts_once_a_giver(said: str) -> None:
    findings = read_text(HEAD + said, AS_OF).findings
    assert [(one.is_ok, one.stated == one.computed) for one in findings] == [(True, True)]


@pytest.mark.parametrize("said", UNKNOWN)
def test_each_of_nobody_knows_how_many_is_no_slip(said: str) -> None:
    assert not read_text(HEAD + said, AS_OF).findings


def test_a_slip_with_each_is_reported_with_the_right_number() -> None:
    said = "去年,甲公司捐款20万元,乙公司、丙公司各捐10万元,合计45万元。"
    (finding,) = read_text(HEAD + said, AS_OF).findings
    assert not finding.is_ok
    assert finding.computed == 400_000


def test_each_names_all_who_gave_and_the_total_is_of_all_of_them() -> None:
    claims = read_text(HEAD + ADDS_UP[0], AS_OF).claims
    names = [one.donor.name if one.donor else "" for one in claims]
    assert names == ["亭江镇", "琅岐镇", "罗星街道、马尾镇", "亭江镇、琅岐镇、罗星街道、马尾镇"]
