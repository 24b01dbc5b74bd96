"""Addresses of projects on the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk.projects import acts, attending, listing, page, waiting, whereabouts

if TYPE_CHECKING:
    from django.urls import URLPattern

PROJECTS: list[URLPattern] = [
    path("projects", listing.project_list, name="projects"),
    path("projects/new", listing.project_new, name="project_new"),
    path("projects/steps", acts.take_steps, name="project_steps"),
    path("projects/workbook", listing.project_workbook, name="project_workbook"),
    path("projects/<int:number>", page.project_page, name="project"),
    path("projects/<int:number>/step", acts.take_step, name="project_step"),
    path("projects/<int:number>/do/<str:code>", acts.send_form, name="project_form"),
    path("project-papers/<int:number>", page.paper_file, name="project_paper"),
    path("changes/<int:number>", acts.decide_figures, name="decide_change"),
    path("audit-answers/<int:number>", acts.confirm_answer, name="confirm_answer"),
    path("waiting", waiting.waiting, name="waiting"),
    path("waiting/steps", acts.decide_step, name="decide_steps"),
    path("waiting/signing", acts.signing_set, name="set_signing"),
    path("waiting/money", acts.act_on_money, name="act_on_money"),
    path("whereabouts", whereabouts.whereabouts, name="whereabouts"),
    path("whereabouts/flow.svg", whereabouts.flow_file, name="flow_file"),
    path("attention", attending.attention, name="attention"),
    path("attention/run", attending.run_now, name="run_rules"),
    path("attention/<int:number>", attending.finding_page, name="finding"),
    path("attention/<int:number>/answer", attending.answer_finding, name="answer_finding"),
]
"""The addresses of this area."""
