"""Open data: a publication as one described archive, the same bytes every time."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from typing import Any

import pyarrow.parquet as pq
from django.test import Client

from jiedui.access.queries import actor_named
from jiedui.papers.document import Document, Number, Table, Text
from jiedui.papers.frozen import CellRef, Frozen
from jiedui.papers.opendata import Origin, package
from jiedui.publish.commands import propose_publication, withdraw_publication
from tests.web import datapackage_form
from tests.web.conftest import NOW

DAY = dt.date(2017, 10, 31)


def opened(content: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return an archive's description and its files by path."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("datapackage.json")), files


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_archive_holds_every_public_number_and_says_what_it_is(issued: int) -> None:
    public = Client()
    assert f"/publications/{issued}/data.zip" in public.get(f"/publications/{issued}").text
    answer = public.get(f"/publications/{issued}/data.zip")
    assert answer["Content-Type"] == "application/zip"
    assert answer.content == public.get(f"/publications/{issued}/data.zip").content
    told, files = opened(answer.content)
    page = public.get(f"/publications/{issued}.json").json()["content"]
    assert told["titles"] == page["publication"]["title"]
    source = told["sources"][0]
    assert (source["entry"], source["head"]) == (4, page["publication"]["head"])
    assert "licenses" not in told
    assert told["licence_note"]["zh"]
    rows = rows_of(files["figures.csv"])
    assert [row["key"] for row in rows] == list(page["figures"])
    for row, one in zip(rows, page["figures"].values(), strict=True):
        assert row["text_zh"] == one["text"]["zh"]
        assert row["stated"] == (one["stated"] or "")
        assert row["definition_en"] == one["definition"]["en"]
    assert json.loads(files["figures.json"]) == list(page["figures"].values())
    parquet = pq.read_table(io.BytesIO(files["figures.parquet"])).to_pylist()
    assert [row["key"] for row in parquet] == list(page["figures"])
    assert [row["stated"] or "" for row in parquet] == [row["stated"] for row in rows]


def test_the_description_is_true_of_every_file(issued: int) -> None:
    told, files = opened(Client().get(f"/publications/{issued}/data.zip").content)
    assert datapackage_form.faults(told, files) == []
    resources = told["resources"]
    assert {one["path"] for one in resources} == set(files)
    assert len({one["name"] for one in resources}) == len(resources)
    dictionary = rows_of(files["dictionary.csv"])
    keys = {row["key"] for row in rows_of(files["figures.csv"])}
    for one in resources:
        content = files[one["path"]]
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if one["format"] != "csv":
            continue
        fields = one["schema"]["fields"]
        names = [field["name"] for field in fields]
        assert next(csv.reader(io.StringIO(content.decode()))) == names
        assert len(set(names)) == len(names)
        assert all(field["descriptions"]["zh"] and field["descriptions"]["en"] for field in fields)
        if one["name"] != "dictionary":
            listed = [row["field"] for row in dictionary if row["resource"] == one["name"]]
            assert listed == names
        if one["path"].startswith("tables/"):
            told_keys = {
                row[name] for row in rows_of(content) for name in names if name.endswith("#")
            }
            assert told_keys - {""} <= keys
    assert any(path.startswith("tables/") and path.endswith(".zh.csv") for path in files)
    assert any(path.startswith("tables/") and path.endswith(".en.csv") for path in files)


def test_the_checks_of_the_description_bite(issued: int) -> None:
    told, files = opened(Client().get(f"/publications/{issued}/data.zip").content)
    told["name"] = "Jiedui Page"
    first = next(one for one in told["resources"] if one["path"] == "figures.csv")
    first["path"], files["../figures.csv"] = "../figures.csv", files["figures.csv"]
    first["schema"]["fields"][0]["type"] = "integer"
    found = datapackage_form.faults(told, files)
    assert any(one.startswith("$.name") for one in found)
    assert any(one.startswith("$.resources[") and ".path" in one for one in found)
    assert any(one.startswith("../figures.csv:2 ") for one in found)


def test_no_data_of_what_is_withdrawn_proposed_or_not_there(issued: int) -> None:
    public = Client()
    assert public.get("/publications/99/data.zip").status_code == 404
    withdraw_publication(issued, reason="数字有误", actor=actor_named("reviewer"), now=NOW)
    assert public.get(f"/publications/{issued}/data.zip").status_code == 404
    proposed = propose_publication("funds", as_of=DAY, actor=actor_named("officer"), now=NOW)
    assert public.get(f"/publications/{proposed.number}/data.zip").status_code == 404


def test_cells_of_rosters_stay_out_and_odd_tables_keep_their_columns_apart() -> None:
    both = {"zh": "人数", "en": "people"}
    cells = (
        CellRef(1, "A.xlsx\t资金\tB2", "A.xlsx", is_public=True),
        CellRef(2, "名册.xlsx\t人员\tC9", "名册.xlsx", is_public=False),
    )
    rate = Frozen(
        "k1", "rate", 1, both, both, both, both, "-1/3", "-1/2", "-1/4", "about", "no-such-unit",
        "", both, 0, 0, "2017-10-31", {}, (), (), 7, "ab" * 32, 2, (1, 2), cells,
    )  # fmt: skip
    rows = ((Text("=1+1"), Number("k1", "-3%"), Text("x")),)
    table = Table("表 1", "表", ("", "人数", "人数"), rows)
    zh = Document("page", "zh", "标题", "", (table, table))
    en = Document("page", "en", "Title", "", ())
    origin = Origin(3, "Page X", {"zh": "标题", "en": "Title"}, DAY, None, 7, "ab" * 32, "", None)
    content = package(origin, {"zh": zh, "en": en}, {"k1": rate})
    assert "名册.xlsx".encode() not in b"".join(opened(content)[1].values())
    told, files = opened(content)
    assert told["name"] == "jiedui-page-x-3"
    assert rows_of(files["figures.csv"])[0]["low"] == "-1/2"
    tables = [path for path in files if path.startswith("tables/")]
    assert len(tables) == 2
    for path in tables:
        (row,) = rows_of(files[path])
        assert list(row.values()) == ["'=1+1", "'-3%", "k1", "x"]
    day = pq.read_table(io.BytesIO(files["figures.parquet"])).to_pylist()[0]["observed_on"]
    assert day == DAY
