"""Words that cross-check a register: crosscheck, crosscheck-keys, synth. They need no book."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import content_of
from jiedui.cli.start import Outcome, last_day, say, say_json, today, with_json, without_book
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from psycopg import Connection

    from jiedui.kernel.problem import Refused

KEY_VARIABLE = "JIEDUI_CROSSCHECK_KEY"
ROWS_AT_ONCE = 20_000
OUT_FOLDER = click.Path(file_okay=False, path_type=Path)


def _named(
    _context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, path = pair.partition("=")
        if not equals or not path:
            raise click.BadParameter(f"write {pair!r} as NAME=PATH, for example vehicles=cars.csv")
        if name in found:
            raise click.BadParameter(f"{name} is named twice; a pattern may name several files")
        found[name] = path
    return found


@click.command("crosscheck")
@without_book
@click.option("--register", required=True, metavar="PATH", help="The register of people.")
@click.option(
    "--dataset",
    "lists",
    multiple=True,
    metavar="NAME=PATH",
    callback=_named,
    help="A department's list (repeatable): Parquet (also a folder or pattern), CSV, a workbook,"
    " FILE#TABLE of SQLite or DuckDB, postgresql://HOST/DB#TABLE.",
)
@click.option(
    "--rules", type=click.Path(dir_okay=False, path_type=Path), help="A rule file (TOML)."
)
@click.option("--out", required=True, type=OUT_FOLDER, help="Directory for the clues.")
@click.option("--work", type=OUT_FOLDER, help="Keep prepared tables here for the next run.")
@click.option("--engine", default="duckdb", show_default=True, help="duckdb or spark.")
@click.option(
    "--spark-master", default="", metavar="URL", help="Spark's master; else this machine."
)
@click.option(
    "--as-of", callback=last_day, metavar="D", help="The day asked for; today if not given."
)
@click.option(
    "--memory",
    "memory_mb",
    type=click.IntRange(500),
    default=3000,
    show_default=True,
    metavar="MB",
    help="Hard limit of DuckDB's memory.",
)
@click.option("--keyed", "is_keyed", is_flag=True, help="Refuse tables that hold identity numbers.")
@click.option("--reveal", is_flag=True, help="Write identity numbers into the clues, unmasked.")
@click.option("--no-csv", "without_csv", is_flag=True, help="Write clues as Parquet only.")
@with_json
def crosscheck_word(as_json: bool, **options: Any) -> Outcome:  # noqa: ANN401  A job's options.
    """Compare a register with departments' lists and write clues with their evidence.

    A clue is no verdict. Written: clues/ (Parquet), clues.csv, near.csv (pairs for people to
    judge), counts.csv by rule and place, manifest.json. Run it again after an interruption: it goes
    on.
    """
    from jiedui.checks.rulefile import rules_of
    from jiedui.checks.run import Job, crosscheck

    file: Path | None = options.pop("rules")
    rules = rules_of(None if file is None else content_of(file), "" if file is None else file.name)
    job = Job(
        rules=rules,
        day=options.pop("as_of") or today(),
        master=options.pop("spark_master"),
        with_csv=not options.pop("without_csv"),
        **options,
    )
    manifest = crosscheck(job, progress=_progress(), open_server=open_server)
    if as_json:
        say_json(manifest)
    else:
        _say_manifest(manifest, job.out)
    return Outcome.GOOD


def _progress() -> Callable[[str], None]:
    begun = time.monotonic()

    def tell(text: str) -> None:
        say(f"{time.monotonic() - begun:7.1f} s  {text}", error=True)

    return tell


def _say_manifest(manifest: dict[str, Any], out: Path) -> None:
    from jiedui.checks.rules import RULES

    for table in manifest["inputs"]:
        aside = sum(table["set_aside"].values())
        without = sum(table["without_usable_number"].values())
        notes = [
            f"{aside:,} 行不能用 set aside" if aside else "",
            f"{without:,} 行没有可用证号 without a number" if without else "",
        ]
        say("  ".join(filter(None, (f"{table['list']:16} {table['rows']:>13,}", *notes))))
    say()
    for code, count in manifest["clues"]["by_rule"].items():
        words = f"{RULES[code].zh} {RULES[code].en}" if code in RULES else ""
        say(f"{code:4} {count:>12,}  {words}".rstrip())
    left = manifest["left_out"]
    if left:
        say(f"未运行 not run: {', '.join(one['rule'] + ' (' + one['why'] + ')' for one in left)}")
    near = f"待辨认 {manifest['near_matches']:,} near matches"
    if manifest["is_keyed"]:
        near = "密文比对不找近似匹配 no near matches between keyed hashes"
    say(f"疑点线索 {manifest['clues']['total']:,} clues, {near} → {out}")


def open_server(address: str, table: str) -> Iterator[Sequence[object]]:
    """Yield a PostgreSQL table's headings, then its rows, streamed.

    Raises:
        Refused: The server or the table cannot be read.
    """
    import psycopg
    from psycopg import errors, sql

    from jiedui.checks.inlets import server_name

    shown = server_name(address)
    try:
        with psycopg.connect(address) as connection:
            if not table:
                raise _no_table(connection, shown, table)
            with connection.cursor("jiedui_crosscheck") as cursor:
                cursor.itersize = ROWS_AT_ONCE
                try:
                    cursor.execute(
                        sql.SQL("SELECT * FROM {}").format(sql.Identifier(*table.split(".")))
                    )
                except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
                    connection.rollback()
                    raise _no_table(connection, shown, table) from error
                first = cursor.fetchone()
                yield [one.name for one in cursor.description or ()]
                if first is not None:
                    yield first
                    yield from cursor
    except psycopg.Error as error:
        raise refuse(
            "FILE_UNREADABLE",
            found=str(error).strip().splitlines()[0],
            expected=f"a table of {shown} that can be read",
        ) from error


def _no_table(connection: Connection, shown: str, table: str) -> Refused:
    known = connection.execute(
        "SELECT table_schema || '.' || table_name FROM information_schema.tables"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1 LIMIT 12"
    ).fetchall()
    return refuse(
        "TABLE_MISSING",
        found=f"tables {', '.join(one for (one,) in known) or 'none'}",
        expected=table or "the name of one",
        hint=f"Name it: {shown}#TABLE, or #SCHEMA.TABLE.",
    )


@click.command("crosscheck-keys")
@without_book
@click.option(
    "--table",
    required=True,
    multiple=True,
    metavar="NAME=PATH",
    callback=_named,
    help="`register` or a data set, and its file (repeatable).",
)
@click.option(
    "--key-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The key both sides agreed on; else from {KEY_VARIABLE}.",
)
@click.option("--out", required=True, type=OUT_FOLDER, help="Directory for the keyed tables.")
def crosscheck_keys_word(table: dict[str, str], key_file: Path | None, out: Path) -> Outcome:
    """Replace identity numbers by keyed hashes, so that two offices compare without showing them.

    Only what is compared is written: a hash of name and number for the name, no birth dates.
    NAME.parquet in the directory goes to whoever compares.
    """
    from jiedui.checks.keyed import check_key, write_keyed
    from jiedui.checks.opening import open_all
    from jiedui.facts.bulk import start

    key = check_key(_key(key_file))
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    work = out / ".work"
    opened = open_all(table, work, open_server)
    work.mkdir(exist_ok=True)
    bulk = start("duckdb", work / "spill")
    try:
        for code, one in opened.items():
            rows = write_keyed(bulk, one, key=key, target=out / f"{code}.parquet")
            say(f"{code:16} {rows:>13,}  → {out / f'{code}.parquet'}")
    finally:
        bulk.close()
        shutil.rmtree(work, ignore_errors=True)
    return Outcome.GOOD


def _key(file: Path | None) -> bytes:
    if file is not None:
        return content_of(file).strip()
    told = os.environ.get(KEY_VARIABLE, "")
    if not told:
        raise refuse(
            "KEY_MISSING",
            found=f"no --key-file, no {KEY_VARIABLE}",
            expected="one of them",
            hint="A key on the command line would be seen by others on this machine.",
        )
    return told.encode()


@click.command("synth")
@without_book
@click.option(
    "--people", required=True, type=click.IntRange(100), metavar="N", help="People in the register."
)
@click.option("--out", required=True, type=OUT_FOLDER, help="An empty or new directory.")
@click.option("--seed", type=click.IntRange(0, 10**6), default=1, show_default=True)
def synth_word(people: int, out: Path, seed: int) -> Outcome:
    """Make up a register and departments' lists of any size, with planted truths.

    Nobody in it exists: the area codes of its identity numbers were never given to any place.
    truth.parquet says which clues a cross-check as of 2020-06-30 must find, and no others.
    """
    from jiedui.checks.synth.write import write_country

    counts = write_country(people, out, seed=seed, progress=_progress())
    for name, count in counts.items():
        say(f"{name:16} {count:>13,}")
    return Outcome.GOOD


WORDS = (crosscheck_word, crosscheck_keys_word, synth_word)
