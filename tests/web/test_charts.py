"""Bars: places on the scale, doubt drawn as doubt, words escaped."""

from defusedxml import ElementTree

from jiedui.web.charts import Bar, Chart, Part, bar_svg, chart_file, percent, share_svg

EXACT = Bar("久治县", "14,056.3", (Part(12_231_300, "s1", "统筹"), Part(1_825_000, "s3", "其他")))
DOUBT = Bar("<德钦县>", "0 至 50", (), low=0, high=5_000_000, is_exact=False)
OPEN = Bar("多个", "不少于 10", (Part(10, "s3", "10"),), low=10, high=None, is_exact=False)


def test_percent_keeps_within_the_scale() -> None:
    assert [percent(amount, 400) for amount in (-5, 0, 1, 100, 399, 400, 9_999)] == [
        "0.00", "0.00", "0.25", "25.00", "99.75", "100.00", "100.00",
    ]  # fmt: skip


def test_the_longest_bar_or_bound_fills_the_scale() -> None:
    assert Chart("x", (EXACT, DOUBT)).scale == 14_056_300
    assert Chart("x", (DOUBT,)).scale == 5_000_000
    assert not Chart("x", (Bar("x", "0", ()),)).is_worth_drawing


def test_stretches_follow_each_other() -> None:
    drawn = bar_svg(EXACT, 14_056_300)
    assert 'class="s1" x="0.00%" width="87.01%"' in drawn
    assert 'class="s3" x="87.01%" width="12.98%"' in drawn


def test_doubt_is_drawn_apart_and_words_are_escaped() -> None:
    drawn = bar_svg(DOUBT, 5_000_000)
    assert 'class="maybe" x="0.00%" width="100.00%"' in drawn
    assert "&lt;德钦县&gt;: 0 至 50" in drawn
    assert "style=" not in drawn


def test_an_open_end_is_drawn_without_claiming_a_length() -> None:
    assert 'class="maybe" x="100.00%" width="6%"' in bar_svg(OPEN, 10)


def test_the_file_is_a_drawing_with_its_words() -> None:
    chart = Chart("资金 <1>", (EXACT, DOUBT, OPEN), (("s1", "统筹"), ("s3", "其他")))
    tree = ElementTree.fromstring(chart_file(chart))
    words = {one.text for one in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert {"资金 <1>", "久治县", "<德钦县>", "14,056.3", "统筹"} <= words


def test_support_of_nothing_draws_nothing() -> None:
    assert share_svg(0, 0, words="x") == ""
    assert 'width="25.00%"' in share_svg(1, 4, words="一成")
