"""The register leaving the house: for a stated purpose, written down, marked on every copy.

Forms: `parquet` and `csv` have one row for each member with the columns that a cross-check reads
(`jiedui crosscheck --register`); `workbook` is for people and begins with a sheet that says who
took it out, when and what for.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Min, Q

from jiedui.access.command import command
from jiedui.kernel.identity import check_identity
from jiedui.kernel.place import Form, name_of
from jiedui.kernel.problem import refuse
from jiedui.registry.models import Export, Membership, Phase
from jiedui.registry.privacy import purpose_of
from jiedui.registry.queries import key_of, named, within
from jiedui.registry.sealing import ring
from jiedui.registry.wording import pair
from jiedui.registry.writing import CHUNK

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from jiedui.access.scope import Actor
    from jiedui.registry.queries import Days

FORMS = ("parquet", "csv", "workbook")
"""Forms in which the register may leave."""

LISTED = ("registered", "exited", "ordinary")
"""Standings of households that are exported."""

_CONFIDENTIAL = (
    "含个人信息,仅限上述用途,用后销毁。 Personal data: for this purpose only; destroy after use."
)


class Line(NamedTuple):
    """One member, with the columns of a cross-check's register first."""

    record: int
    household: str
    id_number: str
    name: str
    birth: dt.date | None
    village: int | None
    status: str
    identified_on: dt.date | None
    place: str
    relation: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What left: the file's content, how many households and people, what the log says."""

    content: bytes
    households: int
    people: int
    number: int
    subject: str


@command("registry.export")
def export_register(  # noqa: PLR0913  An export has that many sides.
    days: Days,
    *,
    form: str,
    purpose: str,
    actor: Actor,
    now: dt.datetime,
    place: str = "",
    reveal: bool = True,
) -> Exported:
    """Return the register of the actor's places as a file, and write down that it left.

    Args:
        days: The two days asked about.
        form: One of `FORMS`.
        purpose: What for, in words.
        actor: Who takes it out.
        now: The moment.
        place: Only this county, town or village.
        reveal: Whether names and numbers stand in full; without, nobody can be compared.

    Raises:
        Refused: There is no such form, no purpose is given, or the actor may not.
    """
    if form not in FORMS:
        raise refuse("FORM_UNKNOWN", found=form, expected=", ".join(FORMS))
    words = purpose_of(purpose)
    where = within(actor.scope("registry.export").places)
    if place:
        where &= within([place])
    lines = list(_lines(days, where, reveal=reveal))
    households = len({one.household for one in lines})
    row = Export.objects.create(
        at=now,
        actor=actor.username,
        purpose=words,
        form=form,
        places=place or ";".join(actor.places("registry.export"))[:300],
        as_of=days.as_of,
        households=households,
        people=len(lines),
        is_revealed=reveal,
    )
    content = _WRITERS[form](lines, _mark(row, actor))
    subject = f"export {row.pk}: {households} households"
    return Exported(content, households, len(lines), row.pk, subject)


def _mark(row: Export, actor: Actor) -> list[tuple[str, str]]:
    """Return what every copy for people says first."""
    return [
        ("导出编号 export", str(row.pk)),
        ("导出人 by", f"{actor.name} ({actor.username})"),
        ("时间 at", row.at.isoformat(timespec="minutes")),
        ("用途 purpose", row.purpose),
        ("范围 places", row.places or "全部 all"),
        ("户数 households", str(row.households)),
        ("人数 people", str(row.people)),
        (
            "保密 confidential",
            _CONFIDENTIAL,
        ),
    ]


def _lines(days: Days, where: Q, *, reveal: bool) -> Iterator[Line]:
    keys = ring()
    phases = Phase.objects.filter(days.on_phases(), where, standing__in=LISTED)
    rows = {one.household_id: one for one in phases.select_related("household", "village")}
    first = _identified(days, where)
    order = sorted(rows, key=lambda one: rows[one].household.number)
    for at in range(0, len(order), CHUNK):
        part = order[at : at + CHUNK]
        people = Membership.objects.filter(days.on_phases(), household__in=part)
        found: dict[int, list[Membership]] = {}
        for one in people.select_related("person").order_by("person"):
            found.setdefault(one.household_id, []).append(one)
        for number in part:
            phase = rows[number]
            for one in found.get(number, []):
                name, id_number = named(one.person, keys, reveal=reveal)
                born = check_identity(id_number).birth if reveal and id_number else None
                yield Line(
                    one.person_id,
                    phase.household.number,
                    id_number,
                    name,
                    born,
                    phase.village.code if phase.village else None,
                    "monitored" if phase.watch else phase.standing,
                    first.get(number),
                    key_of(phase.village),
                    one.relation,
                )


def _identified(days: Days, where: Q) -> dict[int, dt.date]:
    """Return since when each household is helped, as known on a day."""
    helped = Q(standing="registered") | ~Q(watch="")
    rows = (
        Phase.objects.filter(helped, where, known_since__lte=days.known, known_until__gt=days.known)
        .values("household_id")
        .annotate(first=Min("since"))
    )
    return {row["household_id"]: row["first"] for row in rows}


COLUMNS = Line._fields[:8]
"""What a cross-check reads of a register."""


def _csv(lines: Sequence[Line], _mark: Sequence[tuple[str, str]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(one[: len(COLUMNS)] for one in lines)
    return out.getvalue().encode("utf-8-sig")


def _parquet(lines: Sequence[Line], mark: Sequence[tuple[str, str]]) -> bytes:
    kinds = [pa.int64(), *[pa.string()] * 3, pa.date32(), pa.int64(), pa.string(), pa.date32()]
    columns = [pa.array([one[at] for one in lines], kind) for at, kind in enumerate(kinds)]
    told = {name.split(" ")[1]: said for name, said in mark}
    table = pa.table(columns, schema=pa.schema(list(zip(COLUMNS, kinds, strict=True)), told))
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _workbook(lines: Sequence[Line], mark: Sequence[tuple[str, str]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415  Few requests write a workbook.

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True})
    first = book.add_worksheet("用途 purpose")
    first.set_column(0, 0, 24)
    first.set_column(1, 1, 80)
    for at, (name, said) in enumerate(mark):
        first.write_string(at, 0, name, bold)
        first.write_string(at, 1, said)
    page = book.add_worksheet("名单 households")
    told = dict(mark)
    purpose = told["用途 purpose"].replace("&", "&&")
    page.set_header(f"&C导出 {told['导出编号 export']} {purpose}"[:250])
    heads = ("户编号", "地点", "姓名", "证件号码", "与户主关系", "状态", "识别日期")
    for at, head in enumerate(heads):
        page.write_string(0, at, head, bold)
    page.freeze_panes(1, 0)
    page.set_column(0, len(heads) - 1, 20)
    for at, one in enumerate(lines, start=1):
        day = one.identified_on.isoformat() if one.identified_on else ""
        status = "监测对象" if one.status == "monitored" else pair("standing", one.status)[0]
        values = (
            one.household,
            name_of(one.place, form=Form.FULL),
            one.name,
            one.id_number,
            pair("relation", one.relation)[0],
            status,
            day,
        )
        for column, value in enumerate(values):
            page.write_string(at, column, value)
    book.close()
    return out.getvalue()


_WRITERS = {"csv": _csv, "parquet": _parquet, "workbook": _workbook}
