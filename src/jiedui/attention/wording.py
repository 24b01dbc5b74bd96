"""What each refusal about findings means, in Chinese and English, by code. Knows no Django."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "FINDING_UNKNOWN": ("没有此关注事项", "There is no such finding"),
    "FINDING_CLOSED": ("此关注事项不在待办状态", "The finding does not wait for this"),
    "THRESHOLDS_WRONG": ("阈值文件不合要求", "The file of thresholds is not as it should be"),
}
"""Every code that this package refuses with, besides those of the packages below."""
