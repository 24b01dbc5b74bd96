"""Addresses of the assessment and of duties on the desk; each is permanent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from jiedui.web.desk.assess import board, duties, items, reports
from jiedui.web.desk.assess.reconciliation import reconciliation

if TYPE_CHECKING:
    from django.urls import URLPattern

ASSESSMENT: list[URLPattern] = [
    path("assessment", board.board, name="assessment"),
    path("assessment/index/<str:form>", board.index_file, name="assessment_index"),
    path("assessment/freeze", reports.freeze, name="assessment_freeze"),
    path("assessment/items/<str:code>", items.item_page, name="assessment_item"),
    path("assessment/items/<str:code>/tell", items.tell_item, name="assessment_tell"),
    path("assessment/items/<str:code>/attach", items.attach_item, name="assessment_attach"),
    path("assessment/evidence/<int:number>", items.document, name="assessment_document"),
    path("assessment/evidence/<int:number>/withdraw", items.withdraw, name="assessment_withdraw"),
    path("assessment/reports", reports.report_list, name="self_reports"),
    path("assessment/reports/<int:number>", reports.report_page, name="self_report"),
    path("assessment/reports/<int:number>/file", reports.file_report, name="self_report_file"),
    path("assessment/reports/<int:number>/verify", reports.verify, name="self_report_verify"),
    path("reconciliation", reconciliation, name="reconciliation"),
    path("duties", duties.month, name="duties"),
    path("duties/plan/<str:form>", duties.plan_file, name="duties_plan"),
    path("duties/keep", duties.keep, name="duty_keep"),
    path("duties/adopt", duties.adopt, name="duty_adopt"),
    path("duties/days-off", duties.days_off, name="days_off"),
    path("duties/count", duties.counted, name="duty_count"),
    path("duties/<int:number>/done", duties.done, name="duty_done"),
    path("duties/<int:number>/end", duties.ended, name="duty_end"),
    path("duties/<int:number>/extend", duties.extended, name="duty_extend"),
]
"""What `urls` unpacks."""
