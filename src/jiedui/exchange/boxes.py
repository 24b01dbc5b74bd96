"""Columns of batches that lie sealed under the office's own keys."""

from __future__ import annotations

from jiedui.access.boxes import SealedColumn
from jiedui.exchange.models import Batch, BatchRow
from jiedui.exchange.sealing import frame_place, row_place

SEALED = (
    SealedColumn(Batch, "frame", lambda row: frame_place(row.pk)),
    SealedColumn(
        BatchRow, "sealed", lambda row: row_place(row.batch_id, row.at, is_total=row.is_total)
    ),
)
