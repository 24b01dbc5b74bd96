"""What a roster says of a person against the person's own identity number. Knows no Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.identity import check_identity

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.tableread import TableRead


def check_people(table: TableRead, faults: Faults) -> None:
    """Tell where sex or birth contradict a sound identity number."""
    for record in table.records:
        number = record.fields.get("id_no")
        if not isinstance(number, str):
            continue
        checked = check_identity(number)
        if not checked.is_valid:
            continue
        sex = record.fields.get("sex")
        if sex in ("男", "女") and checked.is_male is not None and (sex == "男") != checked.is_male:
            expected = "男" if checked.is_male else "女"
            faults.add(
                "ID_SEX_CONFLICT",
                table.sheet.name,
                record.cell("id_no"),
                found=str(sex),
                expected=f"{expected} by the identity number",
            )
        birth = record.fields.get("birth")
        if (
            isinstance(birth, str)
            and checked.birth
            and checked.birth.isoformat()[: len(birth)] != birth
        ):
            faults.add(
                "ID_BIRTH_CONFLICT",
                table.sheet.name,
                record.cell("birth"),
                found=birth,
                expected="the month of birth in the identity number",
            )
