"""Whose a total is that stands behind what several gave."""

from __future__ import annotations

import pytest

from jiedui.reader.read import read_text
from tests.reader.told import claim_of

PAIR = "西城区帮扶敖汉旗。"


@pytest.mark.parametrize(
    ("text", "total", "donor"),
    [
        ("德胜街道捐款20万元,广外街道捐款15万元,两家共捐35万元。", "35万元", "德胜街道、广外街道"),
        ("德胜街道捐赠20万元、广外街道捐赠15万元,合计35万元。", "35万元", "德胜街道、广外街道"),
        ("西城区财政拨付20万元,又拨付15万元,共35万元。", "35万元", "西城区"),
    ],
)
def test_a_total_behind_its_parts_is_of_all_who_gave(text: str, total: str, donor: str) -> None:
    claim = claim_of(read_text(PAIR + text), total)
    assert claim.donor
    assert claim.donor.name.endswith(donor)


def test_a_total_of_a_city_and_its_district_is_the_citys_and_of_no_one_purse() -> None:
    text = "广州市帮扶纳雍县。广州市本级财政860万元,天河区财政340万元,共计1200万元。"
    claim = claim_of(read_text(text), "1200万元")
    assert claim.donor
    assert (claim.donor.name, claim.source) == ("广州市", None)


def test_a_total_that_names_who_gave_keeps_its_giver() -> None:
    text = "德胜街道捐款20万元,广外街道捐款15万元,西城区共捐35万元。"
    claim = claim_of(read_text(PAIR + text), "35万元")
    assert claim.donor
    assert claim.donor.name.endswith("西城区")


@pytest.mark.parametrize("goat", ["白山羊", "黑山羊", "青山羊"])
def test_a_goat_is_no_place(goat: str) -> None:
    text = f"张家港市帮扶沿河县。{goat}引进1200只,{goat}养殖投入40万元。"
    claim = claim_of(read_text(text), "1200只")
    assert claim.recipient
    assert claim.recipient.name.startswith("沿河")


@pytest.mark.parametrize(
    ("text", "number", "donor"),
    [
        ("福州企业到定西投资1.2亿元。", "1.2亿元", "福州企业"),
        ("福州企业在安定区开办帮扶车间48个。", "48个", "福州企业"),
        ("福州市在安定区建成帮扶车间12个。", "12个", "福州市"),
        ("福州企业与安定区签约后,福州市拨付300万元。", "300万元", "福州市"),
    ],
)
def test_firms_of_a_place_that_build_at_the_other_give_it(
    text: str, number: str, donor: str
) -> None:
    claim = claim_of(read_text("福州市帮扶定西市。" + text), number)
    assert claim.donor
    assert claim.donor.name == donor
