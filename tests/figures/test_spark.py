"""The same questions about the same lines get the same answers on DuckDB and on a real Spark."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.books.entry import Dims
from jiedui.facts.backend import DUCKDB, SPARK
from jiedui.figures.compute import compute
from jiedui.figures.many import answered_together
from jiedui.figures.model import Question
from jiedui.figures.trace import cell_question, lines_behind
from jiedui.kernel.quantity import Wording, said
from tests.figures import programme
from tests.figures.book import WAN, aid, count, facts_of, reversal
from tests.figures.programme import BOTH, CHUXIONG, DEQIN, JIADING, JIUZHI, SHANGRILA

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa
    from pyspark.sql import SparkSession

    from jiedui.books.entry import EntryDraft
    from jiedui.facts.snapshot import Facts

pytestmark = pytest.mark.spark

QUOTED = "a 'quoted' \\ title"
HUGE = 2**61 + 1


def entries() -> list[EntryDraft]:
    """Return a programme, and beside it stages, joint sources, months, and something taken back."""
    sources = ("DISTRICT_FISCAL", "MUNICIPAL_POOLED", None, "DISTRICT_FISCAL+MUNICIPAL_POOLED")
    categories = ("RURAL", "SOCIAL", None)
    stages = ("Place:Allotted", "Place:Disbursed", "Place:Spent", "Place:Contributed")
    more = []
    for at in range(48):
        dims = Dims(
            (DEQIN, SHANGRILA, "533400", "632625:智青松多镇")[at % 4],
            ("310000", JIADING, None)[at % 3],
            (JIADING, None)[at % 2],
            sources[at % 4],
            categories[at % 3],
            f"{DEQIN}/project {at % 5}" if at % 4 == 0 else None,
        )
        period = (f"2017-{at % 12 + 1:02d}", "2016", "2016/2018", "2017-02/2017-03")[at % 4]
        amount = said(at * WAN, (Wording.EXACT, Wording.ABOUT, Wording.OVER)[at // 4 % 3])
        document = QUOTED if at % 6 == 0 else "B"
        more.append(aid(amount, period, dims, at=stages[at % 4], document=document))
    more.append(aid(HUGE, "2019", Dims("632623")))
    more += [reversal(more[4]), reversal(more[9])]
    more.append(count("Count:Projects", "project", 3, "2017", Dims(JIUZHI, state="COMPLETED")))
    return [*programme.entries(), *more]


DAY = dt.date(2017, 10, 31)
JIUZHI_ONLY = (("recipient", (JIUZHI,)),)
QUESTIONS = (
    Question("money"),
    Question("money", where=JIUZHI_ONLY),
    Question("money", where=JIUZHI_ONLY, since=dt.date(2015, 1, 1), until=dt.date(2015, 12, 31)),
    Question("money", by=("year",)),
    Question("money", by=("month", "source"), since=dt.date(2016, 1, 1)),
    Question("money", by=("county", "source", "year")),
    Question("money", by=("recipient", "category")),
    Question("money", by=("payer",), where=(("donor", (JIADING,)),)),
    Question("money", where=(("recipient", (SHANGRILA,)),), by=("year",)),
    Question("money", where=(("recipient", (BOTH,)),)),
    Question("money", where=(("source", ("DISTRICT_FISCAL",)), ("category", ("RURAL",)))),
    Question("money", where=(("document", (QUOTED,)),), by=("project",)),
    Question("money", by=("county",), known_at=30),
    Question("money", where=(("recipient", (CHUXIONG,)),), planned=True),
    Question("money", where=(("recipient", (CHUXIONG,)),)),
    Question("money", where=(("recipient", ("632623",)),)),
    Question("money", by=("pairing_kind",), until=DAY),
    Question("money_given", where=JIUZHI_ONLY),
    Question("gift", by=("donor",)),
    Question("disbursed", by=("county", "quarter")),
    Question("where_is_money", by=("stage",)),
    Question("projects", by=("category", "state")),
    Question("people_trained", where=(("recipient", (DEQIN,)),)),
    Question("building_area", as_of=DAY),
    Question("registered_poor_households", where=JIUZHI_ONLY, as_of=DAY),
    Question("registered_poor_households", where=JIUZHI_ONLY, as_of=dt.date(2016, 12, 31)),
    Question("registered_poor_people", by=("county",)),
    Question("registered_poor_households_fall_rate", where=JIUZHI_ONLY),
    Question("utilisation_rate", by=("year",)),
    Question("money_per_registered_person", where=JIUZHI_ONLY),
    Question("pairings", by=("pairing_kind",), as_of=DAY),
)


@pytest.fixture(scope="session")
def session() -> Iterator[SparkSession]:
    """The one Spark of this run; told to interpret, since compiling dwarfs so few lines."""
    from pyspark.sql import SparkSession  # noqa: PLC0415  An optional extra.

    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
    )
    running = builder.getOrCreate()
    running.sparkContext.setLogLevel("ERROR")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def both(session: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> tuple[Facts, Facts]:
    """The same lines, most of them in parts and some in the tail, on either engine."""
    del session  # It runs; the engine joins it.
    drafts = entries()
    folders = [tmp_path_factory.mktemp(engine) for engine in (DUCKDB, SPARK)]
    return (
        facts_of(folders[0], drafts, engine=DUCKDB, tail=9),
        facts_of(folders[1], drafts, engine=SPARK, tail=9),
    )


def _name(question: Question) -> str:
    return "-".join((question.code, *question.by))


@pytest.mark.parametrize("question", QUESTIONS, ids=_name)
def test_an_answer_is_the_same_on_both(both: tuple[Facts, Facts], question: Question) -> None:
    one, other = (compute(question, facts) for facts in both)
    assert list(other.rows) == list(one.rows)
    assert (other.known_at, other.as_of, other.beside) == (one.known_at, one.as_of, one.beside)
    assert other.rows, "an answer has a row at least"


@pytest.mark.parametrize("question", QUESTIONS[:12:2], ids=_name)
def test_the_lines_behind_an_answer_are_the_same_on_both(
    both: tuple[Facts, Facts], question: Question
) -> None:
    asked = [question] + [
        cell_question(question, dict(row.by)) for row in compute(question, both[0]).rows[:2]
    ]
    for one in asked:
        pages = [lines_behind(one, facts, limit=7, offset=1) for facts in both]
        assert pages[1].rows == pages[0].rows
        assert pages[1].total == pages[0].total
        assert pages[1].touching == pages[0].touching
        assert pages[1].beside == pages[0].beside


def _some(facts: Facts) -> pa.Table:
    table = facts.table()
    return facts.rows(table.select("entry", "line", "amount", "year").order_by("entry", "line"))


def test_whole_numbers_stay_whole_on_spark(both: tuple[Facts, Facts]) -> None:
    """A wide number beside an empty one: a way through floats would lose its last digits."""
    rows = compute(Question("money", where=(("recipient", ("632623",)),)), both[1]).rows
    assert rows[0].value.stated == HUGE
    one, other = (_some(facts) for facts in both)
    assert HUGE in other["amount"].to_pylist()
    assert other["year"].null_count > 0
    assert other.equals(one), "types and values"


def test_a_sum_beyond_its_width_fails_on_both(
    session: SparkSession, tmp_path_factory: pytest.TempPathFactory
) -> None:
    del session
    drafts = [aid(2**62, "2017", Dims(JIUZHI)), aid(2**62, "2017", Dims(JIUZHI))]
    for engine in (DUCKDB, SPARK):
        facts = facts_of(tmp_path_factory.mktemp(engine), drafts, engine=engine)
        with pytest.raises(Exception) as failed:  # noqa: PT011  Each engine has its own.
            compute(Question("money"), facts)
        words = str(failed.value).lower()
        assert "overflow" in words or "out of range" in words


def test_questions_together_are_answered_as_alone_on_both(both: tuple[Facts, Facts]) -> None:
    asked = [
        Question(
            "money", where=(("recipient", (place,)), ("document", (document,))),
            since=since, until=DAY,
        )
        for place in (DEQIN, SHANGRILA, CHUXIONG)
        for document in (QUOTED, "B")
        for since in (None, dt.date(2016, 1, 1), dt.date(2017, 2, 3))
    ]  # fmt: skip
    duckdb, spark = (dict(answered_together(asked, facts)) for facts in both)
    assert {*duckdb} == {*spark} == {*asked}
    for question in asked:
        alone = compute(question, both[0])
        assert list(spark[question].rows) == list(duckdb[question].rows) == list(alone.rows)
