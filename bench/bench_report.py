"""A report of 60 pages, 800 figures and 20 charts from a book of a million lines, in Word and PDF.

`python -m bench report [--quick]`. The book's lines are those of `bench facts`; the report is an
office's own template with a chapter for each of twenty places. Measured is everything from the
template to both files: asking, freezing each number with the lines behind it, drawing, setting. CPU
seconds, because the machine does other work too.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
import tempfile
import time
from pathlib import Path

import django
import docx as python_docx

from bench.sample_lines import Sample
from jiedui.facts.store import Head, Store
from jiedui.forms.as_document import as_document
from jiedui.forms.officetemplate import Asked, written_report
from jiedui.kernel.place import find, name_of
from jiedui.papers.render import rendered

LINES, QUICK, LIMIT = 1_000_000, 100_000, 20
CHAPTERS = 20
DAY = dt.date(2020, 12, 31)
YEARS = range(2015, 2021)
ASKED = (
    "市级统筹资金", "区级财政资金", "帮扶资金", "产业发展帮扶资金", "新农村建设帮扶资金",
    "社会事业帮扶资金",
)  # fmt: skip


def template(places: list[str]) -> bytes:
    """Return the template: a chapter per place with prose, a table by year and bars."""
    word = python_docx.Document()
    word.add_paragraph("结对帮扶工作报告", style="Title")
    for name in places:
        word.add_paragraph(f"{name}帮扶情况", style="Heading 1")
        for asked in ASKED[:4]:
            word.add_paragraph(
                f"按照协议约定，各部门密切配合，{name}的{asked}累计为【{name}{asked}{OTHER}】，资金和项目均"
                "按程序拨付、实施和验收，群众反映良好，工作成效得到当地干部群众的认可。"
            )
        table = word.add_table(rows=1, cols=1 + len(YEARS))
        for at, year in enumerate(YEARS, 1):
            table.rows[0].cells[at].text = f"{year}年"
        for asked in ASKED:
            cells = table.add_row().cells
            cells[0].text = asked
            for at, year in enumerate(YEARS, 1):
                cells[at].text = f"【{name}{year}年{asked}，不带单位{OTHER}】"
        word.add_paragraph(f"【图：{name}帮扶资金按年，万元】")
        word.add_page_break()
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


OTHER = "，没有则写“—”"


def main(words: list[str]) -> int:
    """Measure, print, and return 1 when the limit is passed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jiedui.settings"
    django.setup()
    lines = QUICK if "--quick" in words else LINES
    with tempfile.TemporaryDirectory(prefix="jiedui-bench-") as folder:
        store = Store(Path(folder))
        for chunk in Sample(lines).chunks():
            last = chunk["entry"][-1].as_py()
            store.append(chunk, head=Head(last, f"{last:064x}"))
        worst = 0.0
        for turn in ("first", "again"):
            worst = _report(store, lines, turn)
    return int(worst > LIMIT)


def _report(store: Store, lines: int, turn: str) -> float:
    from jiedui.forms.issuing import frozen_numbers  # noqa: PLC0415  Needs Django to be set up.
    from jiedui.publish.sight import FactsSight  # noqa: PLC0415

    facts = store.open(copy=os.environ.get("BENCH_COPY") == "1")
    names = [name_of(key) for key in facts.profile.own_recipients]
    places = [name for name in names if len(find(name)) == 1][:CHAPTERS]
    content = template(places)
    began, wall = time.process_time(), time.monotonic()
    made = written_report("报告.docx", content, Asked(facts, DAY, DAY))
    asked = time.process_time()
    document = as_document("annual", made)
    seen = FactsSight(facts, facts.known_at)
    figures, _ = frozen_numbers(made, seen, {})
    froze = time.process_time()
    pdf = rendered(document, figures, "pdf", stamp="")
    done = time.process_time()
    word = rendered(document, figures, "docx", stamp="")
    end = time.process_time()
    pages = pdf.count(b"/Type/Page\n") + pdf.count(b"/Type /Page\n")
    print(
        f"report at {lines:,} lines, {turn}: {len(made.told)} numbers, "
        f"{len(made.breakdowns)} charts, {pages} pages; Word {len(made.content):,} and "
        f"{len(word):,} bytes, PDF {len(pdf):,}; asked {asked - began:.1f}, frozen "
        f"{froze - asked:.1f}, PDF {done - froze:.1f}, official Word {end - done:.1f}: "
        f"{end - began:.1f} s CPU, {time.monotonic() - wall:.0f} s by the clock (at most {LIMIT})"
    )
    return end - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
