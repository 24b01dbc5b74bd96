"""What SQLite itself refuses: changes, deletions, gaps, broken links, unbalanced or closed entries.

Lines come first (their foreign key is deferred), the entry's row last; its trigger checks them.
REPLACE deletes without delete triggers, so a row that exists is refused before it is inserted.
The trigger on lines says FAIL: ABORT would make SQLite keep a journal for every single row, and a
row that was let in before stands or falls with its own transaction.
"""

GENESIS = "0" * 64

_KEPT = ("books_entry", "books_line", "books_closing", "books_posting", "books_proposal")

_BACK = """FROM books_entry AS back JOIN books_entry AS first ON first.number = back.reverses
          WHERE back.number > ifnull((SELECT other.number FROM books_entry AS other
              WHERE (other.posted_by, other.posted_at) <> (NEW.posted_by, NEW.posted_at)
              ORDER BY other.number DESC LIMIT 1), 0)
            AND (first.kind, first.starts, first.ends) = (NEW.kind, NEW.starts, NEW.ends)"""
"""What the posting of a new entry took back already, of the same kind and days."""

ENTRY = f"""CREATE TRIGGER books_entry_insert BEFORE INSERT ON books_entry BEGIN
    SELECT CASE
      WHEN (NEW.number, NEW.previous) IS NOT (SELECT number + 1, hash FROM books_entry ORDER BY number DESC LIMIT 1)
        AND NOT (NEW.number = 1 AND NEW.previous = '{GENESIS}' AND NOT EXISTS (SELECT 1 FROM books_entry))
        THEN CASE WHEN NEW.number = 1 + ifnull((SELECT max(number) FROM books_entry), 0)
          THEN RAISE(ABORT, 'JIEDUI chain: previous is not the hash of the entry before')
          ELSE RAISE(ABORT, 'JIEDUI gap: an entry takes the next number') END
      WHEN found = 0 THEN RAISE(ABORT, 'JIEDUI lines: an entry has at least one line')
      WHEN found <> top OR low <> 1 THEN RAISE(ABORT, 'JIEDUI lines: lines are numbered from 1 without gaps')
      WHEN actual <> 0 OR plan <> 0 THEN RAISE(ABORT, 'JIEDUI balance: money does not balance')
      WHEN min(early, NEW.ends) <= (SELECT max(through) FROM books_closing)
        AND NEW.reverses IS NULL AND (SELECT count(*) {_BACK}) <= (
          SELECT count(*) FROM books_entry AS again
          WHERE again.number > (SELECT min(back.number) {_BACK}) AND again.reverses IS NULL
            AND (again.kind, again.starts, again.ends) = (NEW.kind, NEW.starts, NEW.ends))
        THEN RAISE(ABORT, 'JIEDUI closed: the period is closed')
      END
    FROM (
      SELECT count(*) AS found, min(line) AS low, max(line) AS top, min(ends) AS early,
      sum(CASE side WHEN 'actual' THEN amount ELSE 0 END) AS actual,
      sum(CASE side WHEN 'plan' THEN amount ELSE 0 END) AS plan
      FROM books_line WHERE entry = NEW.number);
    END"""
"""A correction is let into a closed period: a reversal, and for each one entry of the same posting that says
again, of the same kind and days, what it took back."""

UP = [
    f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN
    SELECT RAISE(ABORT, 'JIEDUI append-only: {verb} on {table}');
    END"""
    for table in _KEPT
    for verb in ("UPDATE", "DELETE")
] + [
    """CREATE TRIGGER books_line_insert BEFORE INSERT ON books_line
    WHEN EXISTS (SELECT 1 FROM books_entry WHERE number = NEW.entry) BEGIN
    SELECT RAISE(FAIL, 'JIEDUI posted: the lines of an entry are fixed');
    END""",
    ENTRY,
    """CREATE TRIGGER books_closing_insert BEFORE INSERT ON books_closing BEGIN
    SELECT RAISE(ABORT, 'JIEDUI closing: a closing reaches further than the one before')
    WHERE NEW.through <= (SELECT max(through) FROM books_closing);
    SELECT RAISE(ABORT, 'JIEDUI closing: a closing belongs to its entry')
    WHERE NOT EXISTS (SELECT 1 FROM books_entry WHERE number = NEW.entry_id AND kind = 'closing' AND ends = NEW.through);
    END""",
    """CREATE TRIGGER books_posting_insert BEFORE INSERT ON books_posting
    WHEN EXISTS (SELECT 1 FROM books_posting WHERE key = NEW.key) BEGIN
    SELECT RAISE(ABORT, 'JIEDUI posting: a key is used once');
    END""",
    """CREATE TRIGGER books_proposal_insert BEFORE INSERT ON books_proposal
    WHEN EXISTS (SELECT 1 FROM books_proposal WHERE entry_id = NEW.entry_id OR id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'JIEDUI proposal: an entry is proposed once');
    END""",
]


SIDE = """CONSTRAINT line_side CHECK (CASE side
    WHEN 'actual' THEN unit = 'fen'
      AND (account BETWEEN 'Source:' AND 'Source;' OR account BETWEEN 'Place:' AND 'Place;')
    WHEN 'plan' THEN unit = 'fen' AND account BETWEEN 'Plan:' AND 'Plan;'
    WHEN '' THEN account NOT BETWEEN 'Source:' AND 'Source;' AND account NOT BETWEEN 'Place:' AND 'Place;'
      AND account NOT BETWEEN 'Plan:' AND 'Plan;'
    ELSE 0 END)"""


def clustered(create_sql: str) -> str:
    """Return the CREATE TABLE of `books_line` so that its rows are stored in the order of their key.

    Money lines must stand on the side their account belongs to, or they could dodge the balance.
    """
    body, end = create_sql.rstrip().removesuffix(")"), ") WITHOUT ROWID"
    return f"{body}, {SIDE}{end}"


_TRANSFER_COLUMNS = (
    "number", "kind", "starts", "ends", "words", "posted_by", "posted_at", "previous", "hash", "side", "debit",
    "credit", "amount", "recipient", "payer", "owner", "source", "category", "project", "programme",
    "pairing_kind", "state",
)


def _transfer_line(line: int, account: str, amount: str) -> str:
    return f"""INSERT INTO books_line (entry, line, side, account, unit, amount, low_delta, high_delta,
      low_open, high_open, wording, sense, starts, ends, recipient, payer, owner, source, category, project,
      programme, pairing_kind, state, itemised, overlap, excluding, carves, cell)
    VALUES (NEW.number, {line}, NEW.side, NEW.{account}, 'fen', {amount}, 0, 0, 0, 0, 'exact', 1, NEW.starts,
      NEW.ends, NEW.recipient, NEW.payer, NEW.owner, NEW.source, NEW.category, NEW.project, NEW.programme,
      NEW.pairing_kind, NEW.state, 1, 'counted', NULL, NULL, '');"""


TRANSFER = [
    f"CREATE VIEW books_transfer AS SELECT {', '.join(f'NULL AS {name}' for name in _TRANSFER_COLUMNS)} WHERE 0",
    f"""CREATE TRIGGER books_transfer_insert INSTEAD OF INSERT ON books_transfer BEGIN
    {_transfer_line(1, "debit", "NEW.amount")}
    {_transfer_line(2, "credit", "-NEW.amount")}
    INSERT INTO books_entry (number, kind, starts, ends, words, document, evidence, source, batch, reverses,
      pairing, posted_by, posted_at, previous, hash)
    VALUES (NEW.number, NEW.kind, NEW.starts, NEW.ends, NEW.words, '', '', '', NULL, NULL, '', NEW.posted_by,
      NEW.posted_at, NEW.previous, NEW.hash);
    END""",
]
"""A plain transfer in one statement: money that two lines, otherwise alike, take from one account to another.

What both lines say is bound once. The view holds nothing; the tables' own triggers check each row as always.
"""
