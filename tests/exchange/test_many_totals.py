"""Very many printed sums over very many rows: judged as far as the rows beside them tell."""

from jiedui.exchange.faults import EACH_MAX
from jiedui.exchange.reading import Reading, read_workbook
from tests.exchange.office import told

HEADINGS = "序号,受援县,项目名称,总投资(万元)"


def ledger(blocks: int, *, label: str, wrong: int = 0) -> Reading:
    """A ledger in which a sum follows every second row; `wrong` is added to each."""
    lines = [HEADINGS]
    for at in range(blocks):
        lines += [
            f"{at},元阳县,甲{at},{at}",
            f"{at},元阳县,乙{at},7",
            f"{label},,,{at + 7 + wrong}",
        ]
    return read_workbook("ledger.csv", "\n".join(lines).encode())


def test_each_of_many_sums_fits_the_rows_above_it() -> None:
    reading = ledger(4_000, label="小计")
    assert not told(reading)
    assert {len(one.covers) for one in reading.totals} == {2}


def test_a_sum_that_fits_nothing_is_told_until_there_are_too_many() -> None:
    reading = ledger(4_000, label="小计", wrong=3)
    judged = [one for one in reading.problems if one.code == "TOTAL_MISMATCH"]
    unchecked = [one for one in reading.problems if one.code == "TOTAL_UNCHECKED"]
    assert judged[0].source.cell == "D4"
    assert "there are too many totals" in unchecked[0].expected
    assert len(unchecked) == EACH_MAX + 1
    assert len(judged) < EACH_MAX
