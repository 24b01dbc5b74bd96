"""What PostgreSQL itself refuses; the same rules as on SQLite.

Triggers are per statement with transition tables, so that COPY stays fast. Both tables' inserts take
one advisory lock first: without it a second session could add a line to an entry not yet committed.
"""

GENESIS = "0" * 64
LOCK = 4_605_361

_KEPT = ("books_entry", "books_line", "books_closing", "books_posting", "books_proposal")

_BACK = """FROM books_entry AS back JOIN books_entry AS first ON first.number = back.reverses
            WHERE back.number < fresh.number
              AND back.number > coalesce((SELECT other.number FROM books_entry AS other
                WHERE (other.posted_by, other.posted_at) <> (fresh.posted_by, fresh.posted_at)
                  AND other.number < fresh.number ORDER BY other.number DESC LIMIT 1), 0)
              AND (first.kind, first.starts, first.ends) = (fresh.kind, fresh.starts, fresh.ends)"""
"""What the posting of a new entry took back before it, of the same kind and days."""

ENTRY = f"""CREATE OR REPLACE FUNCTION books_entry_check() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      low bigint; top bigint; many bigint; fault text; closed date;
    BEGIN
      SELECT min(number), max(number), count(*) INTO low, top, many FROM fresh;
      IF many = 0 THEN RETURN NULL; END IF;
      SELECT max(through) INTO closed FROM books_closing;
      IF many <> top - low + 1 OR top <> (SELECT max(number) FROM books_entry)
        OR (low > 1 AND NOT EXISTS (SELECT 1 FROM books_entry WHERE number = low - 1)) THEN
        fault := 'gap: an entry takes the next number';
      ELSIF EXISTS (SELECT 1 FROM fresh LEFT JOIN books_entry AS before ON before.number = fresh.number - 1
        WHERE fresh.previous <> coalesce(before.hash, '{GENESIS}')) THEN
        fault := 'chain: previous is not the hash of the entry before';
      ELSE
        SELECT CASE
          WHEN count(*) <> many THEN 'lines: an entry has at least one line'
          WHEN bool_or(lines_found <> highest OR lowest <> 1) THEN 'lines: lines are numbered from 1 without gaps'
          WHEN bool_or(actual <> 0 OR plan <> 0) THEN 'balance: money does not balance'
          WHEN bool_or(astray) THEN 'side: a line stands on the wrong side'
          END INTO fault
        FROM (
          SELECT entry, count(*) AS lines_found, min(line) AS lowest, max(line) AS highest,
            coalesce(sum(amount) FILTER (WHERE side = 'actual'), 0) AS actual,
            coalesce(sum(amount) FILTER (WHERE side = 'plan'), 0) AS plan,
            bool_or(CASE side
              WHEN 'actual' THEN unit <> 'fen' OR NOT (starts_with(account, 'Source:') OR starts_with(account, 'Place:'))
              WHEN 'plan' THEN unit <> 'fen' OR NOT starts_with(account, 'Plan:')
              WHEN '' THEN starts_with(account, 'Source:') OR starts_with(account, 'Place:') OR starts_with(account, 'Plan:')
              ELSE true END) AS astray
          FROM books_line WHERE entry BETWEEN low AND top GROUP BY entry) AS one;
      END IF;
      IF fault IS NULL AND closed IS NOT NULL AND EXISTS (
        SELECT 1 FROM fresh WHERE reverses IS NULL
          AND (ends <= closed OR EXISTS (SELECT 1 FROM books_line WHERE entry = fresh.number AND books_line.ends <= closed))
          AND (SELECT count(*) {_BACK}) <= (
            SELECT count(*) FROM books_entry AS again
            WHERE again.number > (SELECT min(back.number) {_BACK}) AND again.number < fresh.number
              AND again.reverses IS NULL
              AND (again.kind, again.starts, again.ends) = (fresh.kind, fresh.starts, fresh.ends))) THEN
        fault := 'closed: the period is closed';
      END IF;
      IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'JIEDUI %', fault USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NULL;
    END $$"""
"""A correction is let into a closed period, as on SQLite."""

UP = [
    f"""CREATE FUNCTION books_lock() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN NULL; END $$""",
    """CREATE FUNCTION books_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'JIEDUI append-only: % on %', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE FUNCTION books_line_check() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT min(entry) FROM fresh) <= (SELECT max(number) FROM books_entry) THEN
        RAISE EXCEPTION 'JIEDUI posted: the lines of an entry are fixed'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NULL;
    END $$""",
    ENTRY,
    """CREATE FUNCTION books_closing_check() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.through <= (SELECT max(through) FROM books_closing) THEN
        RAISE EXCEPTION 'JIEDUI closing: a closing reaches further than the one before'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      IF NOT EXISTS (SELECT 1 FROM books_entry
        WHERE number = NEW.entry_id AND kind = 'closing' AND ends = NEW.through) THEN
        RAISE EXCEPTION 'JIEDUI closing: a closing belongs to its entry'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$""",
    "CREATE TRIGGER books_line_lock BEFORE INSERT ON books_line FOR EACH STATEMENT EXECUTE FUNCTION books_lock()",
    "CREATE TRIGGER books_entry_lock BEFORE INSERT ON books_entry FOR EACH STATEMENT EXECUTE FUNCTION books_lock()",
    "CREATE TRIGGER books_closing_lock BEFORE INSERT ON books_closing FOR EACH STATEMENT EXECUTE FUNCTION books_lock()",
    """CREATE TRIGGER books_line_insert AFTER INSERT ON books_line
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION books_line_check()""",
    """CREATE TRIGGER books_entry_insert AFTER INSERT ON books_entry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION books_entry_check()""",
    """CREATE TRIGGER books_closing_insert BEFORE INSERT ON books_closing
    FOR EACH ROW EXECUTE FUNCTION books_closing_check()""",
] + [
    f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION books_append_only()"""
    for table in _KEPT
]
