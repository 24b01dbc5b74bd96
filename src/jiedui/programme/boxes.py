"""Columns of projects that lie sealed under the office's own keys."""

from __future__ import annotations

from jiedui.access.boxes import SealedColumn
from jiedui.programme.models import Beneficiary
from jiedui.programme.reaching import seal_place

SEALED = (SealedColumn(Beneficiary, "sealed", lambda row: seal_place(row.project_id, row.person)),)
