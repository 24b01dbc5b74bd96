"""What a cross-check hands over: clues as CSV, counts by rule and place, the manifest.

Always written by DuckDB from the clues in Parquet, so that it is the same whatever engine found
them. Cells that a spreadsheet could take for a formula are made plain text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jiedui.checks.model import Status
from jiedui.checks.rules import DATASETS, EXPLANATIONS
from jiedui.facts.backend import bulk_duckdb, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jiedui.checks.model import Rule
    from jiedui.checks.run import Job

COLUMNS = "rule, village, household, record, status, person, source, what, amount, day, times"
STATUS_WORDS = {
    Status.REGISTERED: "在册", Status.EXITED: "已脱贫", Status.MONITORED: "监测对象",
    Status.ORDINARY: "一般农户", Status.OUTSIDE: "未纳入",
}  # fmt: skip
SEVERITIES = {"high": "高", "medium": "中", "low": "低"}


def plain_cell(column: str) -> str:
    """Return SQL for a text that no spreadsheet takes for a formula."""
    return f"CASE WHEN regexp_matches({column}, '^[=+@\\t\\r\\n-]') THEN '''' || {column} ELSE {column} END"


def tell(job: Job, rules: Sequence[Rule], manifest: dict[str, Any]) -> None:
    """Write `counts.csv`, `clues.csv` and `manifest.json`, and complete the manifest."""
    base = bulk_duckdb(job.memory_mb, job.out / ".spill")
    files = sorted((job.out / "clues").rglob("*.parquet"))
    listed = ", ".join(quoted(file) for file in files)
    source = f"read_parquet([{listed}])" if files else _NONE
    base.execute(f"CREATE VIEW clues AS FROM {source}")
    _number_rules(base, rules)
    counts = base.execute("SELECT rule, count(*) FROM clues GROUP BY rule ORDER BY rule").fetchall()
    manifest["clues"] = {"total": sum(count for _, count in counts), "by_rule": dict(counts)}
    manifest["clues"]["set_hash"] = set_hash(base)
    _write(base, _COUNTS, job.out / "counts.csv")
    if job.with_csv:
        number = ", number AS 身份证号" if job.reveal and not manifest["is_keyed"] else ""
        _write(base, _clues(number), job.out / "clues.csv")
    base.close()
    said = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    partial = job.out / "manifest.partial"
    partial.write_text(said, encoding="utf-8")
    partial.rename(job.out / "manifest.json")


def set_hash(base: Any) -> str:  # noqa: ANN401  DuckDB's connection.
    """Return a hash of the clues as a set: the same in any order, on any engine."""
    cells = ", ".join(f"coalesce({name}::VARCHAR, '~')" for name in COLUMNS.split(", "))
    row = f"md5_number_lower(concat_ws('|', {cells}))::HUGEINT"
    total = base.execute(f"SELECT coalesce(sum({row}), 0)::HUGEINT, count(*) FROM clues").fetchone()
    return f"{int(total[0]) % 2**64:016x}-{total[1]}"


_NONE = """(SELECT NULL::VARCHAR rule, NULL::BIGINT village, NULL::VARCHAR household,
  NULL::VARCHAR record, NULL::SMALLINT status, NULL::VARCHAR person, NULL::VARCHAR number,
  NULL::VARCHAR source, NULL::VARCHAR what, NULL::BIGINT amount, NULL::DATE "day", NULL::BIGINT times
  WHERE false)"""


def _number_rules(base: Any, rules: Sequence[Rule]) -> None:  # noqa: ANN401  DuckDB's connection.
    words = [
        (
            rule.code,
            rule.zh,
            DATASETS[rule.data].zh if rule.data else "",
            SEVERITIES[rule.severity],
            "、".join(EXPLANATIONS[code][0] for code in rule.explanations),
        )
        for rule in rules
    ]
    base.execute(f"CREATE TABLE rules AS {_rows('rule, question, list, severity, why', words)}")
    statuses = [(str(int(one)), said) for one, said in STATUS_WORDS.items()]
    base.execute(
        f"CREATE TABLE statuses AS SELECT status::SMALLINT AS status, words"
        f" FROM ({_rows('status, words', statuses)})"
    )


def _rows(names: str, rows: Sequence[tuple[str, ...]]) -> str:
    """Return SQL for rows of text; many parameters would load what DuckDB reads tables with."""
    width = names.count(",") + 1
    told = [", ".join(map(quoted, row)) for row in rows] or [", ".join(["NULL"] * width)]
    return f"SELECT * FROM (VALUES ({'), ('.join(told)})) AS told({names})"


_COUNTS = """
WITH villages AS (
  SELECT rule, village, count(*) AS clues, count(DISTINCT record) AS people
  FROM clues GROUP BY rule, village
), placed AS (
  SELECT *, village // 1000000 AS county, village // 1000 AS town FROM villages
)
SELECT CASE WHEN grouping(village) = 0 THEN 'village' WHEN grouping(town) = 0 THEN 'town'
    WHEN grouping(county) = 0 THEN 'county' ELSE 'all' END AS level,
  coalesce(CASE WHEN grouping(village) = 0 THEN village WHEN grouping(town) = 0 THEN town
    WHEN grouping(county) = 0 THEN county END::VARCHAR, '') AS place,
  rule, sum(clues)::BIGINT AS clues, sum(people)::BIGINT AS people
FROM placed
GROUP BY GROUPING SETS ((rule), (rule, county), (rule, town), (rule, village))
ORDER BY level, place, rule"""


def _clues(number: str) -> str:
    texts = {
        "household": "户编号", "record": "人员编号", "source": "来源编号", "what": "发现",
    }  # fmt: skip
    safe = {name: f"{plain_cell(f'clues.{name}')} AS {zh}" for name, zh in texts.items()}
    return f"""
    SELECT village // 1000000 AS 县, village // 1000 AS 乡镇, village AS 村, {safe["household"]},
      {safe["record"]}, person AS 身份证号遮盖{number}, statuses.words AS 状态, clues.rule AS 规则,
      question AS 疑点, severity AS 程度, list AS 数据来源, {safe["source"]}, {safe["what"]},
      CASE WHEN amount IS NULL THEN '' ELSE (amount // 100)::VARCHAR || '.'
        || lpad((amount % 100)::VARCHAR, 2, '0') END AS 金额元,
      "day" AS 日期, times AS 笔数, why AS 可能的解释
    FROM clues LEFT JOIN rules USING (rule) LEFT JOIN statuses USING (status)
    ORDER BY village NULLS FIRST, household, record, clues.rule, source, what, amount, "day" """


def _write(base: Any, sql: str, path: Path) -> None:  # noqa: ANN401  DuckDB's connection.
    partial = path.with_suffix(".partial")
    base.execute(f"COPY ({sql}) TO {quoted(partial)} (FORMAT csv, HEADER)")
    with partial.open("rb") as body, path.open("wb") as whole:
        whole.write(b"\xef\xbb\xbf")
        while chunk := body.read(1 << 20):
            whole.write(chunk)
    partial.unlink()
