"""Forms of cases: opening one about a household or a new one, and dropping one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiedui.registry.cases import FOUND_BY, Opening, drop_case, open_case
from jiedui.registry.household import Watch
from jiedui.registry.procedures import procedures
from jiedui.web.clock import now
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.giving.fields import Form, FormField, handle
from jiedui.web.desk.register.acts import METHODS
from jiedui.web.desk.register.said import Said, coded_or_none
from jiedui.web.tables import Choice
from jiedui.web.wording import language_of, pick

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(METHODS)
def case_new(request: HttpRequest) -> HttpResponse:
    """Open a case: about a household of the register, or about one that it does not have yet."""
    scope_of(request, "registry.record")
    language = language_of(request)
    kinds = tuple(
        Choice(one.code, pick((one.zh, one.en), language)) for one in procedures().values()
    )
    found = tuple(Choice(code, pick(words, language)) for code, words in FOUND_BY.items())
    asked = request.GET.get
    fields = (
        FormField(
            "procedure", "register.procedure", "choice", kinds, asked("procedure", "monitoring")
        ),
        FormField(
            "household", "register.number", value=asked("household", ""), hint="register.new_hint"
        ),
        FormField("on", "register.opened_on", "date", is_required=True),
        FormField("found_by", "register.found_by", "choice", found, asked("found_by", "visit")),
        FormField("watch", "register.watch", "choice", coded_or_none("watch", language)),
        FormField("main_cause", "register.main_cause", "choice", coded_or_none("cause", language)),
        FormField("place", "register.lies", hint="register.village_hint"),
        FormField("people", "register.lives_there", "lines", hint="register.comers_hint"),
        FormField("words", "register.reason", value=asked("words", "")),
    )  # fmt: skip
    above = ("nav.board", reverse("desk:register_board"))
    form = Form("register.new_case", "register.new_case_lead", fields, above)
    return handle(request, form, lambda: _opened(request))


def _opened(request: HttpRequest) -> str:
    said = Said(request.POST)
    opening = Opening(
        said.text("procedure"),
        said.on(),
        said.text("found_by"),
        Watch(said.code("watch", [one.value for one in Watch])),
        said.text("main_cause"),
        said.text("words"),
        said.people("people"),
        said.village("place"),
    )
    said.close()
    done = open_case(said.text("household"), opening, actor=actor_of(request), now=now())
    tell(request, "register.case_opened", number=done.household)
    return reverse("desk:register_case", args=[done.case])


@require_POST
def case_dropped(request: HttpRequest, number: int) -> HttpResponse:
    """Drop a case that did not hold."""
    drop_case(number, reason=request.POST.get("reason", ""), actor=actor_of(request), now=now())
    tell(request, "register.case_dropped")
    return HttpResponseRedirect(reverse("desk:register_case", args=[number]))
