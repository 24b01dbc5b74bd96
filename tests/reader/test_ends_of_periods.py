"""Years that end, years in a row, the two ends of a change, a day beyond the year told of."""

from __future__ import annotations

import datetime as dt

from jiedui.reader.read import read_text
from jiedui.reader.reading import Status
from tests.reader.told import claim_of

EVE = dt.date(2017, 12, 31)


def _days(text: str, said: str, as_of: dt.date, at: int = 0) -> tuple[dt.date, dt.date]:
    when = claim_of(read_text(text, as_of), said, at).period
    assert when.first is not None
    assert when.last is not None
    return when.first, when.last


def _years(text: str, said: str, as_of: dt.date, at: int = 0) -> tuple[int, int]:
    first, last = _days(text, said, as_of, at)
    return first.year, last.year


def test_late_in_a_year_the_running_one_is_the_last_of_the_years_counted_back() -> None:
    text = "三年来,贵区拨付帮扶资金3480万元,实施项目31个。"
    assert _years(text, "3480万元", dt.date(2018, 12, 8)) == (2016, 2018)
    assert _years(text, "3480万元", dt.date(2018, 6, 8)) == (2015, 2018)
    assert _years(f"2015年起两地结对。{text}", "31个", dt.date(2018, 12, 8)) == (2015, 2018)


def test_the_day_of_the_page_is_no_beginning_of_years_counted_back() -> None:
    text = "结对帮扶工作汇报\n2019年11月25日\n\n两年来,浦东新区投入帮扶资金1.2亿元。"
    assert _days(text, "1.2亿元", dt.date(2019, 11, 25))[0] == dt.date(2018, 1, 1)


def test_more_than_so_many_years_begin_before_them() -> None:
    text = "两年多来,我市拨付援疆资金2.3亿元。"
    assert _years(text, "2.3亿元", dt.date(2018, 12, 15)) == (2016, 2018)
    assert _years(text, "2.3亿元", dt.date(2018, 6, 15)) == (2016, 2018)


def test_years_without_a_word_are_those_just_counted_back() -> None:
    text = (
        "五年来,涪陵区累计援助资金1.6亿元。2017年一年3600万元。\n"
        "医疗方面,五年选派医生62名。\n教育方面,三年选派教师21名。"
    )
    assert _years(text, "62名", dt.date(2018, 6, 1)) == (2013, 2018)


def test_what_is_to_be_done_within_the_year_is_of_the_running_one() -> None:
    text = "2018年实施项目31个。会上商定年内再选派医生8名。"
    reading = read_text(text, dt.date(2020, 9, 10))
    assert _years(text, "8名", dt.date(2020, 9, 10)) == (2020, 2020)
    assert claim_of(reading, "8名").status is Status.PLANNED
    told = "2018年扶贫车间年内全部投产,建成31个。"
    assert _years(told, "31个", dt.date(2020, 9, 10)) == (2018, 2018)


def test_years_counted_back_end_with_the_year_of_the_document() -> None:
    text = (
        "苏州市吴中区对口帮扶工作总结(2019年度)\n\n"
        "三年来,吴中区投入帮扶资金8600万元,2017年2000万元、2018年3000万元、2019年3600万元。"
        "2019年新增的600万元全部用于产业。\n教育方面,三年援建小学12所。\n医疗方面,派出医生21名。\n"
    )
    for said in ("8600万元", "12所", "21名"):
        assert _years(text, said, dt.date(2020, 2, 10)) == (2017, 2019)
    assert _years(text, "600万元", dt.date(2020, 2, 10)) == (2019, 2019)


def test_a_number_of_years_that_nothing_on_the_page_lasted_dates_nothing() -> None:
    text = "2019年,滨湖区投入资金900万元。\n教育方面,三年援建小学5所。"
    assert _years(text, "5所", dt.date(2020, 3, 5)) == (2019, 2019)


def test_years_told_as_parts_end_with_their_sentence() -> None:
    text = (
        "去年以来,余杭区投入帮扶资金5860万元。分年度看,去年2310万元,今年3550万元。社会捐款320万元。"
    )
    among = "2017年至2019年,吴中区帮助就业1200人,其中2019年500人。采购农产品3200万元。"
    assert _years(among, "500人", dt.date(2020, 2, 10)) == (2019, 2019)
    assert _years(among, "3200万元", dt.date(2020, 2, 10)) == (2017, 2019)
    assert _years(text, "2310万元", dt.date(2019, 11, 20)) == (2018, 2018)
    assert _years(text, "320万元", dt.date(2019, 11, 20)) == (2018, 2019)
    parts = [one.part_of for one in read_text(text, dt.date(2019, 11, 20)).claims]
    assert parts == [None, 0, 0, None]


def test_a_day_beyond_the_year_told_of_dates_its_paragraph_only() -> None:
    text = (
        "一、基本情况。2018年到位资金2200万元。截至2019年3月底,已支出1900万元。\n"
        "二、项目管理。抽查项目9个。\n三、整改。截至本公告发布之日,追回资金14万元。\n"
    )
    as_of = dt.date(2019, 5, 20)
    spent = claim_of(read_text(text, as_of), "1900万元").period
    assert (spent.first, spent.last) == (None, dt.date(2019, 3, 31))
    assert _years(text, "9个", as_of) == (2018, 2018)
    beside = text.replace("1900万元。", "1900万元。发现闲置90万元。")
    assert _years(beside, "90万元", as_of) == (2018, 2018)
    assert _days(text, "14万元", as_of)[1] == as_of


def test_a_stock_is_of_its_day_and_what_went_of_the_time_since_the_one_before() -> None:
    text = (
        "2017年以来,三地共投入资金2亿元。2016年底,全县还有贫困村186个;"
        "到去年底,贫困村只剩23个,退出163个。"
    )
    as_of = dt.date(2020, 9, 10)
    assert _days(text, "23个", as_of) == (dt.date(2019, 12, 31), dt.date(2019, 12, 31))
    persons = "2010年以来投入4.6亿元。到2015年末,全县贫困人口为8.9万人。"
    assert _days(persons, "8.9万人", as_of) == (dt.date(2015, 12, 31), dt.date(2015, 12, 31))
    assert _days(text, "163个", as_of) == (dt.date(2017, 1, 1), dt.date(2019, 12, 31))


def test_each_number_of_a_row_of_years_has_its_own_and_their_sum_has_all() -> None:
    for row in ("2018年、2019年、2020年", "2018年、2019年和2020年", "2018、2019、2020年"):
        text = f"{row},到广州学习的干部分别为186人、243人、297人,三年总共726人。"
        reading = read_text(text, dt.date(2021, 6, 18))
        years = [(one.period.first, one.period.last) for one in reading.claims]
        assert [(a.year, b.year) for a, b in years if a and b] == [
            (2018, 2018), (2019, 2019), (2020, 2020), (2018, 2020),
        ]  # fmt: skip
        assert not reading.not_understood


def test_quarters_of_a_row_have_each_their_own_months() -> None:
    for row in ("一、二、三季度", "一至三季度", "一季度、二季度、三季度"):
        text = f"今年{row}培训人次分别为180人次、260人次、380人次。"
        months = [one.period.first for one in read_text(text, dt.date(2020, 11, 20)).claims]
        assert months == [dt.date(2020, 1, 1), dt.date(2020, 4, 1), dt.date(2020, 7, 1)]


def test_a_sum_of_years_that_were_told_apart_has_them_all() -> None:
    text = "2019年、2021年,资金分别到位2100万元和2900万元,2020年600万元。三年合起来5600万元。"
    assert _years(text, "2900万元", dt.date(2022, 8, 3)) == (2021, 2021)
    assert _years(text, "5600万元", dt.date(2022, 8, 3)) == (2019, 2021)


def test_a_part_of_the_whole_year_ends_with_its_sentence() -> None:
    text = "2022年工作总结\n\n全年引进企业7家,其中下半年4家。到位投资2.3亿元。"
    assert _days(text, "2.3亿元", dt.date(2023, 1, 5))[0] == dt.date(2022, 1, 1)


def test_years_joined_are_told_together_where_nothing_divides_them() -> None:
    text = "2018年和2019年,滨湖区派来教师24名。"
    assert _years(text, "24名", dt.date(2021, 6, 18)) == (2018, 2019)
    apart = "2016年、2019年和2020年,滨湖区派来教师24名。"
    assert _years(apart, "24名", dt.date(2021, 6, 18)) == (2016, 2020)
    turn = "2016、2018、2020年选派教师分别为11人、13人、15人。"
    assert _years(turn, "13人", dt.date(2021, 6, 18)) == (2018, 2018)
    uneven = "2016、2018年选派教师分别为11人、13人、15人。"
    assert _years(uneven, "13人", dt.date(2021, 6, 18)) == (2016, 2018)


def test_a_change_within_a_year_is_from_its_eve_to_its_end() -> None:
    text = "2018年,贫困发生率由12.1%降至6.4%,下降5.7个百分点。"
    assert _days(text, "12.1%", dt.date(2019, 1, 9)) == (EVE, EVE)
    assert _days(text, "6.4%", dt.date(2019, 1, 9))[1] == dt.date(2018, 12, 31)
    running = "2018年,贫困发生率由12.1%降至6.4%。"
    when = claim_of(read_text(running, dt.date(2018, 12, 20)), "6.4%")
    assert when.status is Status.ACTUAL


def test_of_several_years_a_change_has_the_first_and_the_last() -> None:
    text = "2015年至今来了9批医生。能独立开展的手术由11种增加到34种。"
    as_of = dt.date(2023, 8, 21)
    assert _years(text, "11种", as_of) == (2015, 2015)
    assert _years(text, "34种", as_of) == (2023, 2023)


def test_the_year_gone_by_is_done_and_the_one_before_it_is_what_it_is_compared_with() -> None:
    text = (
        "过去的一年,我们争取青岛财政帮扶资金4200万元,比上年的3500万元增长20%。\n"
        "2019年,争取帮扶资金4500万元。"
    )
    reading = read_text(text, dt.date(2019, 1, 20))
    assert claim_of(reading, "4200万元").status is Status.ACTUAL
    inside = "过去的一年里,贵区拨付资金4100万元。"
    assert _years(inside, "4100万元", dt.date(2019, 1, 4)) == (2018, 2018)
    assert _years(text, "3500万元", dt.date(2019, 1, 20)) == (2017, 2017)
    assert claim_of(reading, "4500万元").status is Status.PLANNED
