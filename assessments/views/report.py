# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What every kind of report does: shown, written, published, taken along. Its URLs are named after its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Organization, Role
from assessments.forms.report import ReportForm
from assessments.models import Report
from assessments.permissions import can_manage
from assessments.queries.report import Told, document_of
from assessments.queries.shell import shell_of
from assessments.queries.wording import reader_language
from assessments.reports.document import Document
from assessments.reports.markdown import markdown_of
from assessments.reports.pdf import pdf_of
from assessments.services.reporting import ReportKey, ReportMovedOn, edit_report, publish_report, withdraw_report
from assessments.views.access import SignedInRequest, require
from assessments.views.answering import base_revision

FILES: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (pdf_of, "application/pdf"),
    "md": (lambda document: markdown_of(document).encode(), "text/markdown; charset=utf-8"),
}


@dataclass(frozen=True)
class Visit:
    """Somebody who reads or writes a report; `told` is None where there is nothing to tell.

    `asked` is what the addresses of its pages ask for, `choice` the form that chose it, `periods` those offered.
    """

    request: SignedInRequest
    organization: Organization
    role: Role
    kind: Report.Kind
    current: str
    told: Told | None
    asked: dict[str, str]
    choice: Any
    periods: list[str]

    @property
    def address(self) -> str:
        """What follows the address of each page about this report."""
        query = QueryDict(mutable=True)
        query.update(self.asked)
        return f"?{query.urlencode()}" if query else ""

    @property
    def key(self) -> ReportKey:
        """Which report it is; 404 where there is nothing to tell."""
        if self.told is None:
            raise Http404
        told = self.told
        return ReportKey(self.organization, self.kind, told.pack, told.period, told.since, reader_language())

    @property
    def revision(self) -> int:
        """The revision of what its author wrote; 0 where nobody did."""
        return self.told.report.revision if self.told and self.told.report else 0

    def page(self, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
        """One of the report's pages."""
        kind = self.kind.value
        known = {
            "told": self.told,
            "choice": self.choice,
            "periods": self.periods,
            "address": self.address,
            "revision": self.revision,
            "urls": {"page": kind, **{name: f"{kind}_{name}" for name in ("edit", "file", "publish")}},
            "shell": shell_of(self.request.user, self.organization, self.role, self.current),
        }
        return render(self.request, template, {**known, **(context or {})}, status=status)

    def back(self) -> HttpResponseRedirect:
        """To the report."""
        return redirect(reverse(self.kind.value, args=[self.organization.pk]) + self.address)


def shown(visit: Visit, template: str) -> HttpResponse:
    """The report; 400 where its address asks for what is not offered."""
    return visit.page(template, status=400 if visit.choice and visit.choice.errors else 200)


def edited(visit: Visit) -> HttpResponse:
    """Put a report into one's own words, section by section."""
    require(can_manage(visit.role))
    key, told, request = visit.key, visit.told, visit.request
    posted = request.POST if request.method == "POST" else None
    form = ReportForm(posted, sections=told.sections if told else (), revision=visit.revision)
    if form.is_valid():
        try:
            seen = form.cleaned_data["revision"]
            edit_report(key=key, texts=form.texts, seen=seen, by=request.user, now=timezone.now())
        except ReportMovedOn as moved:
            return _both(visit, moved.report)
        messages.success(request, _("Saved."))
        return visit.back()
    return visit.page("reports/edit.html", {"form": form}, status=422 if form.is_bound else 200)


def _both(visit: Visit, theirs: Report) -> HttpResponse:
    """What somebody else wrote meanwhile, beside what was typed; saving once more takes the place of theirs."""
    sections = visit.told.sections if visit.told else ()
    posted = visit.request.POST.copy()
    posted["revision"] = str(theirs.revision)
    form = ReportForm(posted, sections=sections, revision=theirs.revision)
    return visit.page("reports/edit.html", {"form": form, "theirs": theirs, "sections": sections}, status=409)


def published(visit: Visit) -> HttpResponse:
    """Let every member read the report as it stands, or make it a draft again."""
    require(can_manage(visit.role))
    request, now = visit.request, timezone.now()
    if request.POST.get("step") == "withdraw":
        withdraw_report(key=visit.key, by=request.user, now=now)
        messages.success(request, _("It is a draft again."))
        return visit.back()
    try:
        publish_report(key=visit.key, seen=base_revision(request), by=request.user, now=now)
    except ReportMovedOn:
        messages.warning(request, _("Somebody changed it meanwhile. Look at it, then publish it once more."))
    else:
        messages.success(request, _("Published: every member can read it as it stands here."))
    return visit.back()


def file_of(visit: Visit, form: str) -> HttpResponse:
    """The report as its page tells it, as PDF or Markdown."""
    if visit.told is None or form not in FILES:
        raise Http404
    write, content_type = FILES[form]
    place = slugify(visit.organization.name, allow_unicode=True)[:60] or "organization"
    response = HttpResponse(write(document_of(visit.told)), content_type=content_type)
    name = f"cairn-{place}-{visit.told.period.lower()}-{visit.kind.value}.{form}"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response
