"""Who gave where the words could mislead: purses above, letters, old places, names cut short."""

from __future__ import annotations

import datetime as dt

import pytest

from jiedui.reader.read import read_text

AS_OF = dt.date(2022, 12, 26)


def donors(text: str) -> list[str]:
    return [one.donor.name if one.donor else "" for one in read_text(text, AS_OF).claims]


@pytest.mark.parametrize("purse", ["上海市级统筹", "上海市财政", "上海市本级"])
def test_a_purse_above_the_writer_does_not_take_its_place(purse: str) -> None:
    text = (
        "青浦区对口帮扶德宏州。2021年到位资金6.1亿元,"
        f"其中{purse}5.6亿元、青浦区级5000万元。选派干部6名。"
    )
    assert donors(text)[1:] == ["上海市", "青浦区", "青浦区"]


LETTER = (
    "感谢信\n\n{to}:\n自2019年以来,{you}先后有5批共23位专家来到这里。"
    "去年,{you}捐赠设备268万元。\n{by}\n2022年12月26日\n"
)


@pytest.mark.parametrize(
    ("to", "you", "by"),
    [
        ("同济大学附属第十人民医院", "贵院", "南木林县人民医院"),
        ("尊敬的华南师范大学附属中学", "你们", "剑河县第二中学"),
    ],
)
def test_a_letter_of_thanks_names_the_one_it_is_to(to: str, you: str, by: str) -> None:
    expected = to.removeprefix("尊敬的")
    assert donors(LETTER.format(to=to, you=you, by=by)) == [expected] * 3


def test_a_letter_to_the_one_helped_is_from_the_giver() -> None:
    text = "致织金县人民医院:\n我院去年向贵院捐赠设备12台。\n广州市番禺区中心医院\n2022年12月26日\n"
    (claim,) = read_text(text, AS_OF).claims
    assert claim.donor
    assert claim.donor.name == "广州市番禺区中心医院"
    assert claim.recipient
    assert claim.recipient.name == "织金县人民医院"


def test_a_place_whose_land_is_now_in_several_stays_that_place() -> None:
    text = (
        "江干区对口帮扶恩施州巴东县、鹤峰县情况简报\n◆ 2020年拨付7.24亿元\n"
        "◆ 捐赠700万元;浙江某集团一家捐了600万元,用于巴东县基地\n◆ 鹤峰县项目70个\n◆ 派出干部12名\n"
    )
    claims = read_text(text, AS_OF).claims
    assert [one.donor.name for one in claims if one.donor] == [
        "江干区", "江干区", "浙江某集团", "江干区", "江干区",
    ]  # fmt: skip
    assert claims[0].donor
    assert claims[0].donor.keys == ("330102+330114",)
    assert claims[4].recipient
    assert claims[4].recipient.name == "恩施州巴东县、鹤峰县"


@pytest.mark.parametrize("word", ["结对", "牵手", "结对帮扶"])
def test_the_name_in_front_of_a_pairing_is_whole(word: str) -> None:
    text = f"青浦区对口帮扶德宏州。2021年夏阳街道{word}梁河县平山乡,捐赠30万元用于亮化。"
    assert donors(text) == ["夏阳街道"]


def test_a_purse_without_a_place_is_the_givers() -> None:
    text = "福州市长乐区对口帮扶甘肃省岷县。去年区财政给岷县5170万元,今年7280万元。"
    assert {one.split("市")[-1] for one in donors(text)} == {"长乐区"}


def test_counties_in_brackets_end_with_them_and_what_a_gift_is_for_gets_it() -> None:
    text = (
        "上城区对口帮扶巴东县、鹤峰县\n◆ 2021年实施项目168个(巴东98个、鹤峰70个),已竣工159个\n"
        "◆ 捐款600万元,用于巴东县蔬菜基地\n"
    )
    claims = read_text(text, AS_OF).claims
    names = [one.recipient.name if one.recipient else "" for one in claims]
    assert names == ["巴东县、鹤峰县", "巴东县", "鹤峰县", "巴东县、鹤峰县", "巴东县"]


def parties(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (
            one.donor.name if one.donor else "",
            one.recipient.name if one.recipient else "",
            one.source,
        )
        for one in read_text(text, AS_OF).claims
    ]


def test_a_firm_that_says_how_its_page_calls_it_gives_what_the_page_tells() -> None:
    firm = "海棠药业集团有限公司"
    text = (
        "海棠药业为古浪县援建的药厂投产\n"
        f"兰州,2022年5月6日——{firm}(证券代码:600123,以下简称“海棠药业”或“公司”)今日宣布,"
        "公司在甘肃古浪县援建的药厂投产,总投资8000万元。\n"
        "2021年,公司向古浪县一中捐赠图书2000册、奖学金30万元。\n"
    )
    assert [(one[0], one[2]) for one in parties(text)] == [
        (firm, None), (firm, "donation"), (firm, "donation"),
    ]  # fmt: skip


def test_who_learns_at_the_givers_comes_from_the_other_side() -> None:
    text = (
        "2022年,青岛市李沧区本级财政拨付给陇南市康县的资金3600万元。"
        "康县选派的18名医生刚从李沧学习归来。另有12名教师正在李沧区跟岗。"
    )
    assert parties(text) == [
        ("青岛市李沧区", "陇南市康县", "district"),
        ("康县", "李沧区", None),
        ("康县", "李沧区", None),
    ]


def test_a_letter_knows_the_town_by_its_government() -> None:
    text = (
        "灵山镇的各位乡亲:\n我是甘肃康县大堡镇的会计。今年即墨区灵山镇政府给了村里三十万元,"
        "灵山义工队捐了一万二千元。\n"
    )
    assert donors(text) == ["即墨区灵山镇", "即墨区灵山镇义工队"]


def test_money_of_several_levels_is_of_none_and_its_parts_are_of_their_own() -> None:
    text = (
        "2022年,浙江省、鄞州区两级投入望谟县财政协作资金7000万元,"
        "省级财政资金6000万元,区级财政资金1000万元。"
    )
    found = parties(text)
    assert [one[2] for one in found] == [None, "province", "district"]
    assert [one[0] for one in found[1:]] == ["浙江省", "鄞州区"]


@pytest.mark.parametrize(
    ("words", "giver"),
    [
        ("厦门的企业家和市民捐了2700万元", "厦门企业家和市民"),
        ("厦门社会各界捐赠2700万元", "厦门社会各界"),
        ("我市企业家捐了2700万元", "厦门市企业家"),
    ],
)
def test_the_people_of_a_place_are_called_as_the_page_calls_it(words: str, giver: str) -> None:
    assert donors(f"厦门市帮扶临夏州。2021年,{words}。") == [giver]


@pytest.mark.parametrize("price", ["一件98元,值62720元", "每件98元,值62720元"])
def test_what_a_gift_costs_is_of_the_one_who_gave_it(price: str) -> None:
    text = f"张家港市帮扶沿河县。金厦纺织公司捐赠校服640件,{price}。"
    assert donors(text) == ["金厦纺织公司"] * 3


@pytest.mark.parametrize("paper", ["内刊", "简报", "通讯"])
def test_a_company_s_own_paper_tells_what_the_company_gave(paper: str) -> None:
    text = (
        f"《海潮》 南通海潮纺织集团{paper} 2021年12月28日 第46期\n\n响应南通市东西部协作的号召,"
        "去年6月,集团在陕西省宁强县投资2600万元建厂。今年,集团员工捐款17万元。\n"
    )
    assert donors(text)[0] == "南通海潮纺织集团"
    assert "南通海潮纺织集团" in donors(text)[1]


def test_a_diary_is_of_the_office_that_sent_its_writer_and_of_the_village_it_is_sent_to() -> None:
    text = (
        "2013年5月,荔湾区住建局派我到连南县涡水镇必坑村当第一书记,帮村里落实资金286万元,"
        "其中区财政180万元。修路用去118万元。"
    )
    claims = read_text(text, AS_OF).claims
    assert donors(text) == ["荔湾区住建局", "荔湾区", "荔湾区住建局"]
    assert {one.recipient.name for one in claims if one.recipient} == {"连南县涡水镇必坑村"}


def test_whoever_is_sent_to_learn_does_not_make_the_place_he_goes_to_one_helped() -> None:
    text = "2013年5月,连南县教育局派我到荔湾区跟岗学习。荔湾区帮扶连南县,投入资金286万元。"
    assert donors(text) == ["荔湾区"]


@pytest.mark.parametrize(
    ("who", "deed"),
    [
        ("爱心企业", "资助定西市困难学生420名"),
        ("青年企业家联合会", "向定西市捐赠平板电脑120台"),
        ("机关干部", "向定西市捐赠图书1200册"),
    ],
)
def test_people_and_firms_of_a_place_give_people_and_goods_as_well_as_money(
    who: str, deed: str
) -> None:
    text = f"青岛市对口帮扶定西市。去年,青岛市{who}{deed}。"
    assert donors(text) == [f"青岛市{who}"]


def test_what_a_district_itself_gives_is_not_its_firms() -> None:
    text = "青岛市对口帮扶定西市。去年,青岛市组织企业到定西市考察,捐赠图书1200册。"
    assert donors(text) == ["青岛市"]


def test_a_village_that_signs_a_letter_gets_what_the_letter_thanks_for() -> None:
    text = (
        "致宁波市镇海区南洪村乡亲的一封信\n\n亲爱的南洪乡亲:\n见字如面。去年,你们送来帮扶款30万元。\n"
        "路灯装了60盏,每盏2600元。\n\n岩脚村党支部、村委会\n2022年12月18日\n"
    )
    reading = read_text(text, AS_OF)
    assert {one.recipient.name for one in reading.claims if one.recipient} == {"岩脚村"}
    assert all(one.recipient for one in reading.claims)


@pytest.mark.parametrize(
    ("told", "giver"),
    [
        ("西青区爱心企业资助麦积区学生420名,每名1500元,共计63万元。", "西青区爱心企业"),
        ("西青区一家民企捐赠药品120箱。", "西青区民企"),
        ("西青区企业到位投资1.8亿元。", "西青区企业"),
    ],
)
def test_firms_of_a_place_give_of_their_own(told: str, giver: str) -> None:
    assert set(donors(f"西青区对口帮扶麦积区。\n{told}")) == {giver}


def test_the_district_that_gives_our_county_budget_money_gives_its_own() -> None:
    text = "西青区对口帮扶麦积区。\n今年,西青区给予我区财政帮扶资金4120万元。"
    assert [one.source for one in read_text(text, AS_OF).claims] == ["district"]


@pytest.mark.parametrize("verb", ["支援", "援助", "先后拨给"])
def test_budget_money_given_to_our_county_is_the_givers(verb: str) -> None:
    text = (
        "会宁县致天津市和平区的感谢信\n\n天津市和平区人民政府:\n\n"
        f"自2018年结对以来,贵区{verb}我县财政资金1560万元,其中去年640万元。"
    )
    claims = read_text(text, AS_OF).claims
    assert {one.donor.name for one in claims if one.donor} == {"天津市和平区"}
    assert {one.source for one in claims} == {"district"}


def test_what_the_county_itself_adds_is_its_own_share() -> None:
    text = "崂山区对口帮扶武都区。\n教学楼崂山区出1200万元,武都区自己配套三百万元。"
    assert [one.source for one in read_text(text, AS_OF).claims][1] == "self"


def test_the_district_that_helps_takes_the_place_of_its_city() -> None:
    text = (
        "福州人在岷县的300天\n\n从2017年11月起,福州市长乐区与定西市岷县结成扶贫协作对子。\n\n"
        "长乐区派来教师14名,长乐区财政拨付320万元。\n\n岷县校长去福州跟岗12名。\n\n今年计划到位800万元,实际到位860万元。\n"
    )
    assert donors(text)[-2:] == ["长乐区", "长乐区"]
