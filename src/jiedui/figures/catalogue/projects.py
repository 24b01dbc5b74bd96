"""Projects and what was built."""

from __future__ import annotations

from jiedui.figures.catalogue.dimensions import ADDITIVE, ALWAYS
from jiedui.figures.model import Figure, Kind

PROJECTS = (
    Figure(
        "projects", "项目数", "projects", "project", Kind.FLOW,
        (
            "实施的项目个数,计划项目另问。",
            "Projects carried out; planned projects are asked apart.",
        ),
        ("Count:Projects",), ("Count:PlannedProjects",),
        dimensions=(*ALWAYS, "source", "category", "project", "state"),
        additive=(*ADDITIVE, "category", "state", "project"), group="projects",
    ),
    Figure(
        "building_area", "建筑面积", "floor area", "cm2", Kind.FLOW,
        ("建成或在建项目的建筑面积。", "Floor area of projects built or being built."),
        ("Count:FloorArea",), ("Count:PlannedFloorArea",),
        dimensions=(*ALWAYS, "source", "category", "project", "state"),
        additive=(*ADDITIVE, "category", "state", "project"), group="projects",
    ),
)  # fmt: skip
"""Figures of projects."""
