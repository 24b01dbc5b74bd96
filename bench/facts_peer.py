"""The peer of the facts' benchmarks: the same recipes as hand-written SQL on DuckDB.

It knows the made-up lines of `bench.sample_lines` (which columns can be empty, that nothing was
taken back) and needs no general compiler; whatever it answers, ours must answer too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINES = """
lines AS (
  SELECT * REPLACE (CASE WHEN source LIKE '%+%' THEN NULL ELSE source END AS source),
    source AS said, -amount AS a, -amount - high_delta AS lo, -amount + low_delta AS hi
  FROM {parts}
  WHERE account IN ('Source:Aid', 'Source:Gift') AND overlap = 'counted' AND NOT (
    starts > DATE '2020-12-31'
    AND (recipient || '|' || owner) IN (SELECT pair FROM ended))
)"""
"""Lines of aid money whose recipient was paired with the owner when they began."""

TOLD = """
totals AS (
  SELECT DISTINCT account, owner, recipient, source, category, starts, ends FROM lines
  WHERE NOT itemised AND said NOT LIKE '%+%'
), reached AS (
  SELECT o.*, t.starts AS t0, t.ends AS t1, max(t.ends) OVER (
    PARTITION BY o.id, at_county, at_source, at_year ORDER BY t.starts, t.ends
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM open_lines o JOIN totals t ON t.account = o.account AND t.owner = o.owner
    AND t.source = at_source AND (t.category IS NULL OR t.category = o.category)
    AND t.recipient IN (o.place, o.prefecture) AND t.starts <= w1 AND t.ends >= w0
), told AS (
  SELECT id, at_county, at_source, at_year, any_value(lo) AS lo, any_value(hi) AS hi FROM reached
  GROUP BY id, at_county, at_source, at_year, w0, w1
  HAVING min(t0) <= w0 AND max(t1) >= w1 AND bool_and(before IS NULL OR t0 <= before + 1)
)"""
"""Of `open_lines`, each with a cell and the days it asks for, those of which totals of the source
that is asked for say all there: their days follow each other without a gap."""

FIGURE = """
WITH {lines}, met AS (
  SELECT *, recipient = $county AND source = $source
    AND starts >= $from::DATE AND ends <= $to::DATE AS inside
  FROM lines
  WHERE (recipient = $county OR recipient = $prefecture)
    AND (source = $source OR source IS NULL
      AND (said IS NULL OR '+' || said || '+' LIKE '%+' || $source || '+%'))
    AND starts <= $to::DATE AND ends >= $from::DATE
), scopes AS (
  SELECT row_number() OVER () AS id, coalesce(inside, false) AS i, account, owner, said, category,
    prefecture, starts, ends, sum(a) AS a, sum(lo) AS lo, sum(hi) AS hi FROM met
  GROUP BY i, account, recipient, prefecture, payer, owner, said, category, programme, starts, ends,
    excluding
), open_lines AS (
  SELECT *, $county AS place, $county AS at_county, $source AS at_source, 0 AS at_year,
    greatest(starts, $from::DATE) AS w0, least(ends, $to::DATE) AS w1
  FROM scopes WHERE NOT i AND (said IS NULL OR said LIKE '%+%')
), {told}
SELECT sum(CASE WHEN i THEN lo ELSE least(lo, 0) END)::BIGINT,
  coalesce(sum(a) FILTER (WHERE i), 0)::BIGINT,
  sum(CASE WHEN i THEN hi ELSE greatest(hi, 0) END)::BIGINT
FROM scopes WHERE id NOT IN (SELECT id FROM told)
"""

DRILL = """
WITH {lines}
SELECT entry, line, kind, document, amount, starts, ends, payer, owner, category, project, cell
FROM lines
WHERE recipient = $county AND source = $source AND starts >= $from::DATE AND ends <= $to::DATE
ORDER BY entry, line LIMIT 100
"""

CUBE = """
WITH {lines}, scopes AS (
  SELECT row_number() OVER () AS id, account, owner, recipient, county, prefecture, source, said,
    category, year, starts, ends, sum(lo) AS lo, sum(hi) AS hi
  FROM lines WHERE county IS NULL OR source IS NULL OR year IS NULL
  GROUP BY account, recipient, county, prefecture, source, said, year, payer, owner, category,
    programme, starts, ends, excluding
), coarse AS (
  SELECT county, prefecture, source, said, year, min(year(starts)) AS y0, max(year(ends)) AS y1,
    sum(least(lo, 0)) AS least, sum(greatest(hi, 0)) AS most FROM scopes
  GROUP BY county, prefecture, source, said, year
), own AS (
  SELECT county, source, year, any_value(prefecture) AS prefecture,
    sum(lo) AS lo, sum(a) AS a, sum(hi) AS hi FROM lines GROUP BY county, source, year
), opened AS (
  SELECT DISTINCT county, source, y AS year, prefecture FROM coarse, range(y0, y1 + 1) t(y)
  WHERE county IS NOT NULL AND year IS NULL
), cells AS (
  SELECT county, source, year, prefecture, lo, a, hi FROM own
  UNION ALL SELECT county, source, year, prefecture, NULL, NULL, NULL FROM opened o
  WHERE NOT EXISTS (FROM own WHERE own.county = o.county AND own.year = o.year
    AND own.source IS NOT DISTINCT FROM o.source)
), widened AS (
  SELECT f.county, f.source, f.year, sum(least) AS least, sum(most) AS most
  FROM cells f, coarse c
  WHERE (c.county = f.county
      OR c.county IS NULL AND (f.county IS NULL OR f.prefecture = c.prefecture))
    AND (c.source = f.source OR c.source IS NULL AND (f.source IS NULL OR c.said IS NULL
      OR '+' || c.said || '+' LIKE '%+' || f.source || '+%'))
    AND (c.year = f.year OR c.year IS NULL AND (f.year IS NULL OR f.year BETWEEN c.y0 AND c.y1))
    AND NOT (c.county IS NOT DISTINCT FROM f.county AND c.source IS NOT DISTINCT FROM f.source
      AND c.year IS NOT DISTINCT FROM f.year)
  GROUP BY ALL
), each_cell AS (
  SELECT *, county AS held_by FROM cells
  UNION ALL SELECT *, NULL FROM cells WHERE county IS NOT NULL
), open_lines AS (
  SELECT c.*, coalesce(f.county, c.recipient) AS place, f.county AS at_county,
    f.source AS at_source, f.year AS at_year,
    CASE WHEN f.year IS NULL THEN starts ELSE greatest(starts, make_date(f.year, 1, 1)) END AS w0,
    CASE WHEN f.year IS NULL THEN ends ELSE least(ends, make_date(f.year, 12, 31)) END AS w1
  FROM scopes c JOIN each_cell f ON f.source IS NOT NULL AND c.county IS NOT DISTINCT FROM f.held_by
    AND (c.county IS NOT NULL OR f.county IS NULL OR f.prefecture = c.prefecture)
    AND (said IS NULL OR '+' || said || '+' LIKE '%+' || f.source || '+%')
    AND (c.year = f.year OR c.year IS NULL
      AND (f.year IS NULL OR f.year BETWEEN year(starts) AND year(ends)))
  WHERE c.source IS NULL
), {told}, taken AS (
  SELECT at_county, at_source, at_year, sum(least(lo, 0)) AS least, sum(greatest(hi, 0)) AS most
  FROM told GROUP BY ALL
)
SELECT cells.county, cells.source, cells.year,
  (coalesce(lo, 0) + coalesce(widened.least, 0) - coalesce(taken.least, 0))::BIGINT, a::BIGINT,
  (coalesce(hi, 0) + coalesce(widened.most, 0) - coalesce(taken.most, 0))::BIGINT
FROM cells LEFT JOIN widened ON cells.county IS NOT DISTINCT FROM widened.county
  AND cells.source IS NOT DISTINCT FROM widened.source
  AND cells.year IS NOT DISTINCT FROM widened.year
LEFT JOIN taken ON cells.county IS NOT DISTINCT FROM at_county
  AND cells.source IS NOT DISTINCT FROM at_source AND cells.year IS NOT DISTINCT FROM at_year
"""

SUMS = """
WITH {lines}
SELECT county, source, year, sum(a)::BIGINT FROM lines GROUP BY ALL
"""


class Peer:
    """DuckDB on the same parts, or on a table in memory that was filled from them."""

    def __init__(self, folder: Path, files: Sequence[str], *, copy: bool) -> None:
        """Open the parts, and read the pairings that ended."""
        self._base = duckdb.connect()
        self._base.execute("SET threads = 2")
        self._base.execute("SET parquet_metadata_cache = true")
        paths = ", ".join(f"'{folder / file}'" for file in files)
        parts = f"read_parquet([{paths}])"
        if copy:
            self._base.execute(f"CREATE TABLE copied AS FROM {parts}")
            parts = "copied"
        self._base.execute(
            f"""CREATE TABLE ended AS SELECT DISTINCT place || '|' || owner AS pair FROM (
            SELECT unnest([recipient, prefecture]) AS place, owner FROM {parts}
            WHERE account = 'Pairing:InForce' AND ends < DATE '9999-12-31')"""  # noqa: S608
        )
        self._lines = LINES.format(parts=parts)

    def rows(self, recipe: str, **values: object) -> list[tuple[Any, ...]]:
        """Run a recipe and fetch its rows."""
        sql = recipe.format(lines=self._lines, told=TOLD)
        return self._base.execute(sql, values or None).fetchall()

    def columns(self, recipe: str, **values: object) -> object:
        """Run a recipe and fetch its columns, without a Python object for every number."""
        sql = recipe.format(lines=self._lines, told=TOLD)
        return self._base.execute(sql, values or None).to_arrow_table()
