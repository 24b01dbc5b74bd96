"""Everything a new user may get wrong: a sentence each, the status that fits, nothing written."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from jiedui.access.databases import BUSY_SECONDS
from jiedui.exchange.kinds import KINDS as OF_RETURNS
from tests.cli.terminal import JIEDUI, run_process
from tests.exchange import other_programme as other
from tests.exchange.office import workbook

if TYPE_CHECKING:
    from tests.cli.terminal import Run, Terminal

TABLE = "a workbook (.xlsx, .xlsm, .xls, .ods) or a table as text (.csv, .tsv)"
KINDS = f"a return of a known kind: {', '.join(kind.en for kind in OF_RETURNS.values())}"
SAY_KIND = (
    "Say its kind (`jiedui receive FILE --kind KIND`, or on its page), or check that it is the"
    " right file. [KIND_UNKNOWN]"
)
FILES = {
    "empty": (
        b"",
        (
            "文件损坏或为空 The file is damaged or empty: found an empty file, expected "
            f"{TABLE}. Open it in a spreadsheet program, save it again and send it. [CORRUPT_FILE]"
        ),
    ),
    "no table": (
        b"not a workbook",
        (
            "不是已知种类的台账或报表 This is no return of a known kind: found a file that begins"
            f" with: not a workbook, expected {KINDS}. {SAY_KIND}"
        ),
    ),
    "empty sheet": (
        workbook(("Sheet1", [], [])),
        (
            "文件中没有内容 The file holds nothing: found no sheet holds anything, expected a table"
            " with headings and rows. Check that it is the right file. [FILE_EMPTY]"
        ),
    ),
    "wrong sheet": (
        workbook(("菜单", [["菜名", "价格"], ["面条", 12]], [])),
        (
            "不是已知种类的台账或报表 This is no return of a known kind: found a table with the"
            " headings 菜名, 价格, expected most likely consumption (消费帮扶台账: 价格);"
            f" wish_list (微心愿征集表: 价格). {SAY_KIND}"
        ),
    ),
}


def entries(folder: Path) -> int:
    """The number of entries in an office's book."""
    with sqlite3.connect(folder / "book.sqlite3") as book:
        found: int = book.execute("SELECT count(*) FROM books_entry").fetchone()[0]
    return found


def batches(folder: Path) -> int:
    """The number of batches an office keeps."""
    with sqlite3.connect(folder / "book.sqlite3") as book:
        found: int = book.execute("SELECT count(*) FROM exchange_batch").fetchone()[0]
    return found


@pytest.mark.parametrize("which", FILES)
def test_a_file_that_is_no_return(which: str, terminal: Terminal, tmp_path: Path) -> None:
    content, sentence = FILES[which]
    (tmp_path / "x.xlsx").write_bytes(content)
    done = terminal.run("receive", str(tmp_path / "x.xlsx"), "--as", "officer")
    assert (done.status, done.out, done.error) == (1, "", f"✗ x.xlsx: {sentence}\n")
    assert batches(terminal.folder) == 0
    assert list((terminal.folder / "uploads").iterdir()) == []


def test_a_file_that_is_not_there(terminal: Terminal, tmp_path: Path) -> None:
    name = str(tmp_path / "none.xlsx")
    done = terminal.run("receive", name, "--as", "officer")
    assert (done.status, done.error) == (
        2,
        (
            f"✗ {name}: 没有这个文件 there is no such file: found No such file or directory,"
            " expected a file this user can read. Check the name and try again. [FILE_MISSING]\n"
        ),
    )


def test_one_bad_file_does_not_hide_the_others(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"")
    (tmp_path / "good.xlsx").write_bytes(other.gifts())
    paths = [str(tmp_path / name) for name in ("bad.xlsx", "good.xlsx")]
    done = terminal.run("receive", *paths, "--dry-run", "--json")
    assert done.status == 1
    assert list(done.data) == ["bad.xlsx", "good.xlsx"]
    assert done.data["bad.xlsx"]["fatal"]["code"] == "CORRUPT_FILE"
    assert len(done.data["good.xlsx"]["rows"]) == 2
    assert batches(terminal.folder) == 0


def test_an_unknown_county_waits_at_its_cell(terminal: Terminal, tmp_path: Path) -> None:
    headings = ["受援县", "2017年底户数", "2017年底人数", "备注"]
    rows: list[list[object]] = [["建档立卡情况表"], [*headings], ["雷波具", 8000, 33000, ""]]
    (tmp_path / "x.xlsx").write_bytes(workbook(("建档立卡人数", rows, [])))
    done = terminal.run("receive", str(tmp_path / "x.xlsx"), "--dry-run")
    assert done.status == 1
    assert "x.xlsx › 建档立卡人数 › A3: " in done.error
    assert "No division of China has this name: found 雷波具" in done.error
    assert terminal.run("receive", str(tmp_path / "x.xlsx"), "--as", "officer").status == 1
    assert batches(terminal.folder) == 1, "the file is kept, its row waits"
    refused = terminal.run("post", "1", "--as", "reviewer")
    assert refused.status == 1
    assert entries(terminal.folder) == 0


def test_looking_at_a_file_tells_no_identity_number(terminal: Terminal, tmp_path: Path) -> None:
    wrong = "999001197001010232"
    headings = ["户主姓名", "身份证号码", "家庭人口", "户属性", "致贫原因"]
    rows: list[list[object]] = [
        ["雷波县建档立卡贫困户名单(截至2018年12月31日)"],
        [*headings],
        ["甲一一", wrong, 4, "一般贫困户", "因病"],
    ]
    (tmp_path / "x.xlsx").write_bytes(workbook(("名单", rows, [])))
    done = terminal.run("receive", str(tmp_path / "x.xlsx"), "--dry-run")
    assert "x.xlsx › 名单 › B3: " in done.error
    assert "found 999*************32" in done.error
    assert wrong not in done.error
    told = terminal.run("receive", str(tmp_path / "x.xlsx"), "--dry-run", "--json")
    assert not any(wrong in str(one) for one in told.data["x.xlsx"]["problems"])


def test_a_file_of_unknown_kind_is_asked_for_it(terminal: Terminal, tmp_path: Path) -> None:
    path = str(tmp_path / "x.xlsx")
    rows: list[list[object]] = [
        ["甲", "乙", "丙"],
        ["某公司", "久治县", 12],
        ["某厂", "德钦县", 30],
    ]
    Path(path).write_bytes(workbook(("表", rows, [])))
    done = terminal.run("receive", path, "--dry-run", "--json")
    told = done.data["x.xlsx"]
    assert (done.status, told["kind"], told["rows"]) == (1, None, [])
    assert (told["fatal"], told["kinds"]) == (None, [])
    assert told["problems"][0]["code"] == "KIND_UNKNOWN"
    assert [one["header"] for one in told["columns"]] == ["甲", "乙", "丙"]
    assert "--kind KIND" in terminal.run("receive", path, "--as", "officer").error
    said = terminal.run("receive", path, "--as", "officer", "--kind", "donation")
    assert said.status == 0, said.error
    fields = ("--column", "甲=donor", "--column", "乙=recipient", "--column", "丙=amount_fen")
    terminal.good("answer", "1", *fields, "--as", "officer")
    assert "2 rows" in terminal.good("batch", "1").out
    wrong = terminal.run("receive", path, "--as", "officer", "--kind", "x")
    assert "[RETURN_KIND_UNKNOWN]" in wrong.error


def test_the_same_file_twice(terminal: Terminal, tmp_path: Path) -> None:
    terminal.receive(tmp_path / "a.xlsx", other.gifts())
    done = terminal.run("receive", str(tmp_path / "a.xlsx"), "--as", "reviewer")
    assert done.status == 1
    assert "[FILE_RECEIVED]" in done.error
    assert batches(terminal.folder) == 1


MISUSES = {
    ("figure", "nonsense"): "没有这个数字 No such figure: found nonsense",
    ("figure", "money", "--by", "x"): "没有这个维度 No such dimension: found x",
    ("figure", "money", "--by", "state"): "found state for money, expected one of recipient,",
    ("figure", "money", "--by", "year,year"): "A dimension is named twice: found year twice",
    ("figure", "where_is_money", "--where", "stage=x"): "expected a value of stage",
    ("figure", "money", "--where", "document=x"): "found x, expected a document's title",
    ("figure", "money", "--where", "county=雷波县", "--where", "prefecture=果洛州"): (
        "The filters contradict each other: found 雷波县 and 果洛"
    ),
    ("figure", "money", "--since", "2017-13"): "no such date: '2017-13' (write 2017, 2017-03 or",
    ("serve", "--port", "70000"): "70000 is not in the range",
    ("backup", "--out", "x.tar", "--as", "viewer"): "You may not do this: found viewer",
    ("move", "--to", "sqlite", "--as", "nobody"): "No such user: found nobody",
    ("user", "add", "li", "--role", "viewer", "--password", "only-for-tests", "--as", "officer"): (
        "found officer (officer), expected somebody who may manage users and grants"
    ),
    ("figure", "money", "--where", "source=x"): "没有这个取值 No such value: found x",
    ("figure", "money", "--where", "recipient=x"): "没有这个取值 No such value: found x",
    ("figure", "money", "--where", "recipient"): "write 'recipient' as DIM=VALUE",
    ("figure", "money", "--since", "2015x"): "not a date: '2015x' (write 2017, 2017-03 or",
    ("figure", "money", "--since", "2017", "--until", "2016"): "[WINDOW_EMPTY]",
    ("figure", "money", "--known-at", "999999"): "found entry 999999",
    ("figure",): "Missing argument 'CODE'",
    ("post", "1"): "Missing option '--as'",
    ("post", "99", "--as", "reviewer"): "No such batch",
    ("post", "1", "--as", "nobody"): "没有这个用户 No such user: found nobody",
    ("withdraw", "99", "--as", "officer"): "No such batch",
    ("report", "page", "--out", "x.html"): "尚未设定本单位 The office's own place is not set",
    ("report", "page", "--format", "odt", "--out", "x"): "'odt' is not one of",
    ("reverse", "propose", "999", "--as", "officer", "--reason", "错"): "[ENTRY_UNKNOWN]",
    ("close", "2016", "--as", "officer"): "没有这项权限 You may not do this: found officer",
    ("close", "yesterday", "--as", "administrator"): "not a date: 'yesterday'",
    ("move", "--to", "mysql://x"): "看不懂目标数据库 the other database cannot be understood",
    ("move", "--to", "sqlite"): "账簿已在那里 the book is there already",
    ("receive", "x.xlsx"): "say who receives the file with --as USER",
    ("restore", "none.tar"): "File 'none.tar' does not exist",
    ("nonsense",): "No such command 'nonsense'",
}


@pytest.mark.parametrize("words", MISUSES, ids=" ".join)
def test_a_word_called_wrongly(words: tuple[str, ...], terminal: Terminal) -> None:
    done = terminal.run(*words)
    assert done.status == 2, done.error
    assert MISUSES[words] in " ".join(done.error.split()), done.error
    assert done.out == ""
    assert (entries(terminal.folder), batches(terminal.folder)) == (0, 0)


def test_a_report_that_is_none(posted: Terminal, tmp_path: Path) -> None:
    done = posted.run("report", "nonsense", "--out", str(tmp_path / "x.html"))
    assert (done.status, done.out) == (2, "")
    assert "没有这份报告 No such report: found nonsense" in done.error
    assert not (tmp_path / "x.html").exists()


def test_a_report_into_no_directory(posted: Terminal, tmp_path: Path) -> None:
    name = str(tmp_path / "none" / "x.html")
    done = posted.run("report", "funds", "--out", name)
    assert (done.status, done.error) == (
        2,
        (
            f"✗ {name}: 文件没有写成 the file was not written: found No such file or directory,"
            " expected a directory with room that this user may write."
            " Nothing was written; name another file with --out. [FILE_UNWRITTEN]\n"
        ),
    )


def test_the_receiver_may_not_post(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(other.gifts())
    terminal.good("receive", str(tmp_path / "a.xlsx"), "--as", "reviewer")
    done = terminal.run("post", "1", "--as", "reviewer")
    assert (done.status, done.error) == (
        2,
        (
            "✗ 须由另一人复核 A second person is needed: found reviewer received batch 1,"
            " expected a second person. Ask a colleague who may post batches. [SECOND_PERSON]\n"
        ),
    )
    assert entries(terminal.folder) == 0


def test_a_closed_period(posted: Terminal, tmp_path: Path) -> None:
    posted.good("close", "2019-12-31", "--as", "administrator")
    batch = posted.receive(tmp_path / "捐赠.xlsx", other.gifts())
    before = entries(posted.folder)
    done = posted.run("post", str(batch), "--as", "reviewer", "--accept-warnings")
    assert done.status == 1
    assert "[PERIOD_CLOSED]" in done.error
    assert entries(posted.folder) == before


def test_a_directory_without_a_book(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    missing = run_process(tmp_path / "none", "figure", "money")
    assert (missing.status, missing.out) == (2, "")
    assert missing.error == (
        "✗ 没有这个数据目录 the data directory is not there: found no directory"
        f" {tmp_path / 'none'}, expected a directory with a book in it."
        " Check the name given with --data-dir; a book is begun with `jiedui init --office CODE"
        f" --data-dir {tmp_path / 'none'}`, one with sample data with `jiedui demo`."
        " [DATA_DIR_MISSING]\n"
    )
    secret = ("--role", "officer", "--password", "only-for-tests")
    for words in (
        ("verify",), ("serve",), ("user", "add", "li", *secret),
        ("signing", "--since", "2018-01-01", "--as", "reviewer"),
    ):  # fmt: skip
        done = run_process(tmp_path / "empty", *words)
        assert (done.status, done.out) == (2, "")
        assert "[DATA_DIR_MISSING]" in done.error
    assert list(tmp_path.iterdir()) == [tmp_path / "empty"]
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    done = run_process(tmp_path / "file" / "office", "init", "--office", "440606")
    assert (done.status, done.out) == (1, "")
    assert done.error.startswith("✗ 数据目录不能使用 the data directory cannot be used: found ")
    assert "Not a directory" in done.error


def test_a_book_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "book.sqlite3").write_text("this is no database at all", encoding="ascii")
    done = run_process(tmp_path, "figure", "money")
    assert done.status == 1
    assert "file is not a database" in done.error
    assert "Traceback" not in done.error


def test_a_locked_database(posted: Terminal, tmp_path: Path) -> None:
    batch = posted.receive(tmp_path / "捐赠.xlsx", other.gifts())
    before = entries(posted.folder)
    with sqlite3.connect(posted.folder / "book.sqlite3", isolation_level=None) as other_program:
        other_program.execute("BEGIN IMMEDIATE")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 200")
        done = posted.run("post", str(batch), "--as", "reviewer")
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        read = run_process(posted.folder, "figure", "money", "--json")
        other_program.execute("ROLLBACK")
    assert (done.status, done.out) == (1, "")
    assert done.error == (
        "✗ 账簿正忙 The book is busy: found another program is writing to the book and did not"
        " finish in time, expected the book free to write. Nothing was written."
        " Try again; if it lasts, stop the other program. [DATABASE_LOCKED]\n"
    )
    assert read.status == 0, "who only reads is not kept waiting"
    assert entries(posted.folder) == before
    posted.good("post", str(batch), "--as", "reviewer", "--accept-warnings")


def test_how_long_a_locked_database_is_waited_for(posted: Terminal) -> None:
    assert posted.folder.is_dir()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)


def test_a_disk_that_is_full(posted: Terminal, tmp_path: Path) -> None:
    """No file may grow past what the book takes already, as on a disk without room."""
    batch = posted.receive(tmp_path / "计划.xlsx", other.plan())
    before = entries(posted.folder)
    with sqlite3.connect(posted.folder / "book.sqlite3") as book:
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    full = (
        "import resource, signal, sys; from jiedui import cli;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "sys.exit(cli.run(sys.argv[1:]))"
    )
    words = ["post", str(batch), "--as", "reviewer", "--accept-warnings"]
    done = subprocess.run(
        [sys.executable, "-c", full, *words, "--data-dir", str(posted.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "[DISK_FULL]" in done.stderr
    assert "Traceback" not in done.stderr
    assert entries(posted.folder) == before
    posted.good("verify")
    posted.good("post", str(batch), "--as", "reviewer", "--accept-warnings")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")
def test_output_that_cannot_be_written(posted: Terminal) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [JIEDUI, "figure", "money", "--data-dir", posted.folder],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_password_is_piped_in_where_there_is_no_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def added(name: str, *words: str, said: str = "") -> Run:
        monkeypatch.setattr(sys, "stdin", io.StringIO(said))
        return terminal.run("user", "add", name, "--role", "officer", *words)

    done = added("zhang")
    assert (done.status, "Pipe it in with --password-stdin" in done.error) == (2, True)
    done = added("zhang", "--password-stdin", said="short\n")
    assert (done.status, "[PASSWORD_WEAK]" in done.error) == (2, True)
    assert added("zhang", "--password-stdin", said="only-for-tests-2018\n").status == 0
    done = added("li", "--password-stdin", "--password", "x", said="y\n")
    assert (done.status, "not both" in done.error) == (2, True)
