"""Places: keys and what covers what, and how texts name them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.kernel.gazetteer import NOT_PLACES, gazetteer
from jiedui.kernel.place import (
    Fit,
    Form,
    Level,
    Parents,
    compare,
    covers,
    find,
    guess,
    joint,
    known,
    leading,
    members,
    name_of,
    nearest,
    parents,
    present_code,
    resolve_joint,
)

JIUZHI, DEQIN, SHANGRILA = "632625", "533422", "533401"
YONGREN, SHUANGBAI, WUDING, CHUXIONG = "532327", "532322", "532329", "532300"

CODES = st.sampled_from(
    sorted(
        code
        for code in gazetteer().spells
        if (own := gazetteer().current(code)) and own.name not in NOT_PLACES
    )
)
KEYS = CODES | st.builds("{}:{}".format, CODES, st.sampled_from(["升平镇", "云岭乡", "新城街道"]))
JOINT = st.lists(KEYS, min_size=1, max_size=4).map(joint)


def keys(text: str, within: str | None = None) -> list[str]:
    """The keys a text may name."""
    return [place.key for place in find(text, within=within)]


# --- keys ---------------------------------------------------------------------------------------


def test_codes_change_and_lead_to_today() -> None:
    assert present_code("533421") == SHANGRILA
    assert present_code("532331") == "532302"
    assert present_code("371200") == "370116+370117"
    assert present_code(JIUZHI) == JIUZHI
    assert present_code("999999") == "999999"


def test_a_code_is_known_for_its_own_time() -> None:
    assert known("533421")
    assert known("533421", dt.date(2014, 12, 15))
    assert not known("533421", dt.date(2014, 12, 16))
    assert known(SHANGRILA, dt.date(2014, 12, 16))
    assert not known(SHANGRILA, dt.date(2014, 12, 15))
    assert not known("999999")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("1999-06-01", "中甸县"),
        ("2001-12-16", "中甸县"),
        ("2001-12-17", "香格里拉县"),
        ("2014-12-15", "香格里拉县"),
        ("2014-12-16", "香格里拉市"),
        ("2030-01-01", "香格里拉市"),
    ],
)
def test_one_place_under_its_names(day: str, name: str) -> None:
    assert name_of(SHANGRILA, dt.date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("key", "official", "short", "full"),
    [
        (CHUXIONG, "楚雄彝族自治州", "楚雄州", "云南省楚雄彝族自治州"),
        (f"{DEQIN}:升平镇", "升平镇", "升平镇", "云南省迪庆藏族自治州德钦县升平镇"),
        ("310114", "嘉定区", "嘉定区", "上海市嘉定区"),
        ("429004", "仙桃市", "仙桃市", "湖北省仙桃市"),
        (f"{YONGREN}+{WUDING}", "永仁县、武定县", "永仁县、武定县", None),
        ("区民政局", "区民政局", "区民政局", "区民政局"),
        ("999999", "999999", "999999", "999999"),
    ],
)
def test_keys_in_words(key: str, official: str, short: str, full: str | None) -> None:
    assert name_of(key) == official
    assert name_of(key, form=Form.SHORT) == short
    if full:
        assert name_of(key, form=Form.FULL) == full


@pytest.mark.parametrize(
    ("key", "above"),
    [
        (f"{DEQIN}:升平镇", Parents("530000", "533400", DEQIN)),
        (f"{YONGREN}+{WUDING}", Parents("530000", CHUXIONG, None)),
        (f"{SHANGRILA}+{JIUZHI}", Parents()),
        (CHUXIONG, Parents("530000", CHUXIONG, None)),
        ("530000", Parents("530000")),
        ("310114", Parents("310000", "310000", "310114")),
        ("500000", Parents("500000", "500000", None)),
        ("429004", Parents("420000", "429004", "429004")),
        ("441900:虎门镇", Parents("440000", "441900", None)),
        ("区民政局", Parents()),
    ],
)
def test_what_stands_above_a_key(key: str, above: Parents) -> None:
    assert parents(key) == above


@given(st.lists(KEYS | JOINT, min_size=1, max_size=4))
def test_joining_forgets_order_and_repetition(parts: list[str]) -> None:
    whole = joint(parts)
    assert joint(reversed(parts)) == joint([whole, *parts]) == whole
    assert list(members(whole)) == sorted(set(members(whole)))


@given(JOINT, JOINT)
def test_a_joint_key_covers_its_parts_and_only_itself_covers_it_back(a: str, b: str) -> None:
    both = joint((a, b))
    assert covers(both, a)
    assert covers(a, a)
    if covers(a, b) and covers(b, a):
        assert all(any(covers(x, y) for x in members(a)) for y in members(b))


@given(KEYS)
def test_what_stands_above_covers(key: str) -> None:
    for code in parents(key):
        assert code is None or covers(code, key)


@given(JOINT, st.lists(JOINT, min_size=1, max_size=3))
def test_a_line_fits_a_question_in_exactly_one_way(line: str, asked: list[str]) -> None:
    fit = compare(line, asked)
    together = joint(asked)
    assert (fit is Fit.INSIDE) == covers(together, line)
    shares = any(covers(a, b) or covers(b, a) for a in members(line) for b in members(together))
    assert (fit is Fit.OUTSIDE) == (not shares)
    assert compare(line, [together]) is fit


@pytest.mark.parametrize(
    ("line", "asked", "fit"),
    [
        (JIUZHI, [JIUZHI], Fit.INSIDE),
        (JIUZHI, ["630000"], Fit.INSIDE),
        (JIUZHI, [DEQIN], Fit.OUTSIDE),
        (CHUXIONG, [YONGREN], Fit.TOUCHING),
        (f"{SHANGRILA}+{DEQIN}", [DEQIN], Fit.TOUCHING),
        (f"{SHANGRILA}+{DEQIN}", [DEQIN, SHANGRILA], Fit.INSIDE),
        (f"{SHANGRILA}+{DEQIN}", ["533400"], Fit.INSIDE),
        (f"{SHANGRILA}+{DEQIN}", [JIUZHI], Fit.OUTSIDE),
        (f"{DEQIN}:升平镇", [DEQIN], Fit.INSIDE),
        (DEQIN, [f"{DEQIN}:升平镇"], Fit.TOUCHING),
        (f"{DEQIN}:升平镇", [f"{DEQIN}:云岭乡"], Fit.OUTSIDE),
        ("310114:南翔镇", ["310000"], Fit.INSIDE),
        ("区民政局", ["区民政局"], Fit.INSIDE),
        ("区民政局", ["310114"], Fit.OUTSIDE),
        (None, [DEQIN], Fit.TOUCHING),
    ],
)
def test_how_a_line_fits_a_question(line: str | None, asked: list[str], fit: Fit) -> None:
    assert compare(line, asked) is fit


# --- names --------------------------------------------------------------------------------------


@given(CODES)
def test_every_place_is_found_by_its_full_name(code: str) -> None:
    full = name_of(code, form=Form.FULL)
    assert keys(full) == [code]
    assert code in keys(name_of(code))
    assert code in keys(name_of(code, form=Form.SHORT))


@given(CODES)
def test_within_narrows_to_what_lies_inside(code: str) -> None:
    above = parents(code).province
    assert above
    assert code in keys(name_of(code), within=above)
    assert all(covers(above, key) for key in keys(name_of(code), within=above))


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    for place in (*find(text), *leading(text)):
        assert place.key
        assert place.name
    resolve_joint(text, [JIUZHI])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("久治", JIUZHI),
        (" 久 治 县 ", JIUZHI),
        ("青海省果洛州久治县", JIUZHI),
        ("云南省楚雄州武定县", WUDING),
        ("楚雄彝族自治州武定县", WUDING),
        ("云南楚雄武定", WUDING),
        ("武定", WUDING),
        ("果洛州", "632600"),
        ("迪庆州", "533400"),
        ("积石山县", "622927"),
        ("香格里拉市", SHANGRILA),
        ("香格里拉县", SHANGRILA),
        ("香格里拉", SHANGRILA),
        ("中甸", SHANGRILA),
        ("禄丰县", "532302"),
        ("昭通地区巧家县", "530622"),
        ("海南", "460000"),
        ("海南州", "632500"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("克州", "653000"),
        ("重庆市万州区", "500101"),
        ("仙桃", "429004"),
        ("德钦县升平镇", f"{DEQIN}:升平镇"),
        ("德钦佛山乡", f"{DEQIN}:佛山乡"),
        ("裕安区独山镇", "341503:独山镇"),
        ("南翔镇", "310114:南翔镇"),
        ("嘉定镇街道", "310114:嘉定镇街道"),
        ("上海市嘉定区南翔镇", "310114:南翔镇"),
        ("东莞市虎门镇", "441900:虎门镇"),
        ("莱芜市", "370116+370117"),
    ],
)
def test_one_text_one_place(text: str, key: str) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "县",
        "市辖区",
        "区民政局",
        "区残联",
        "上海慈善基金会嘉定分会",
        "合计",
        "三县",
        "城关镇",
        "某某县",
        "久治县教委",
    ],
)
def test_what_is_no_place_is_not_read_as_one(text: str) -> None:
    assert find(text) == []


def test_several_places_of_one_name() -> None:
    assert keys("鼓楼区") == ["320106", "320302", "350102", "410204"]
    assert keys("鼓楼区", within="350000") == ["350102"]
    assert keys("鼓楼区", within="350000+410000") == ["350102", "410204"]
    assert keys("楚雄") == [CHUXIONG, "532301"]
    assert keys("升平镇") == ["231281:升平镇", f"{DEQIN}:升平镇"]
    assert keys("升平镇", within="530000") == [f"{DEQIN}:升平镇"]
    assert keys("朝阳区", within=JIUZHI) == []
    assert keys("钢城区", within="371200") == ["370117"]


def test_an_old_name_is_told_by_the_day_of_the_text() -> None:
    (now,) = find("香格里拉县")
    assert (now.key, now.name, now.written, now.is_old) == (
        SHANGRILA,
        "香格里拉市",
        "香格里拉县",
        True,
    )
    (then,) = find("香格里拉县", on=dt.date(2013, 5, 1))
    assert (then.key, then.is_old) == (SHANGRILA, False)
    (early,) = find("香格里拉市", on=dt.date(2013, 5, 1))
    assert not early.is_old


def test_a_wrong_rank_is_forgiven_and_said() -> None:
    (place,) = find("楚雄州武定区")
    assert (place.key, place.is_loose) == (WUDING, True)
    assert not find("武定县")[0].is_loose


def test_a_village_and_an_office_are_what_is_left() -> None:
    (village,) = find("德钦县云岭乡斯永贡村")
    assert (village.key, village.level, village.rest) == (
        f"{DEQIN}:云岭乡",
        Level.TOWN,
        "斯永贡村",
    )
    assert keys("云岭乡斯永贡村", within=DEQIN) == [f"{DEQIN}:云岭乡"]
    (office,) = leading("久治县残联")
    assert (office.key, office.rest, office.code) == (JIUZHI, "残联", JIUZHI)
    assert [(one.key, one.rest) for one in leading("德钦县升平镇政府")] == [
        (f"{DEQIN}:升平镇", "政府")
    ]
    assert leading("区残联") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("久志县", "久治县"),
        ("久冶县", "久治县"),
        ("得钦县", "德钦县"),
        ("德欽县", "德钦县"),
        ("永人县", "永仁县"),
        ("楚雄州武顶县", "武定县"),
        ("云男省", "云南省"),
        ("香格里辣市", "香格里拉市"),
        ("楚雄洲", "楚雄彝族自治州"),
        ("久志", "久治县"),
    ],
)
def test_a_misspelt_name_is_guessed(text: str, name: str) -> None:
    assert nearest(text)[0] == name
    place = guess(text)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    "text", ["合作社", "开发区", "民政局", "项目", "小计", "某某县", "未逐项列明", ""]
)
def test_what_is_no_misspelling_is_not_guessed(text: str) -> None:
    assert guess(text) is None


def test_a_guess_stays_within() -> None:
    assert nearest("双白县", within=CHUXIONG) == ["双柏县"]
    assert guess("永人县", within="630000") is None


CANDIDATES = [YONGREN, SHUANGBAI, WUDING, DEQIN, f"{DEQIN}:升平镇", CHUXIONG]


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("永仁县、双柏县、武定县", (YONGREN, SHUANGBAI, WUDING)),
        ("永仁、双柏、武定", (YONGREN, SHUANGBAI, WUDING)),
        ("德钦县、香格里拉县", (DEQIN, SHANGRILA)),
        ("德钦县和香格里拉市", (DEQIN, SHANGRILA)),
        ("德钦县+香格里拉县", (DEQIN, SHANGRILA)),
        ("楚雄州(永仁县、双柏县)", (YONGREN, SHUANGBAI)),
        ("楚雄州（永仁县、双柏县）", (YONGREN, SHUANGBAI)),
        ("楚雄州永仁县、双柏县", (YONGREN, SHUANGBAI)),
        ("玄武区、鼓楼区", ("320102", "320106")),
        ("楚雄州三县", (SHUANGBAI, YONGREN, WUDING)),
        ("楚雄州3个县", (SHUANGBAI, YONGREN, WUDING)),
        ("楚雄州两县", ()),
        ("四县", (SHUANGBAI, YONGREN, WUDING, DEQIN)),
        ("三县", ()),
        ("久治县", (JIUZHI,)),
        ("莱芜市", ("370116", "370117")),
        ("永仁县、某某县", ()),
        ("鼓楼区", ()),
        ("未列明", ()),
    ],
)
def test_joint_names(text: str, resolved: tuple[str, ...]) -> None:
    assert resolve_joint(text, CANDIDATES) == resolved


def test_a_count_alone_resolves_nothing() -> None:
    assert resolve_joint("楚雄州三县") == ()
    assert resolve_joint("三县", CANDIDATES, within=CHUXIONG) == (SHUANGBAI, YONGREN, WUDING)


def test_every_way_to_write_a_joint_name_of_a_pair() -> None:
    for joiner in "、,，;；和与及/+":
        assert resolve_joint(f"和政县{joiner}和平县", within="620000+440000") == (
            "622925",
            "441624",
        )
