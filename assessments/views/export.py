# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Organization, Role
from assessments.forms.export import ExportForm
from assessments.models import Export
from assessments.permissions import can_export
from assessments.queries.export import content_of, export_of, exports_of, offers_for
from assessments.queries.running import is_running
from assessments.queries.shell import shell_of
from assessments.queries.wording import reader_language
from assessments.services.exporting import ask_export
from assessments.services.refusal import NotAccepted
from assessments.tasks.export import make_export
from assessments.views.access import SignedInRequest, organization_or_404

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}


@require_http_methods(["GET", "POST"])
def exports(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """What a person may take along of an organization (?of=: chosen already), and the files that they asked for."""
    organization, role = organization_or_404(request, organization_id)
    posted = request.POST if request.method == "POST" else None
    offers = offers_for(organization, partial(can_export, role))
    form = ExportForm(posted, offers=offers, of=request.GET.get("of", ""))
    if form.is_valid():
        asked = _ask(request, organization, form)
        if asked:
            make_export.enqueue(str(asked.pk))
            return redirect("export", asked.pk)
    context = {
        "form": form,
        "exports": exports_of(organization, request.user),
        "shell": shell_of(request.user, organization, role, "settings"),
    }
    return render(request, "assessments/exports.html", context, status=422 if form.is_bound else 200)


def _ask(request: SignedInRequest, organization: Organization, form: ExportForm) -> Export | None:
    """The file that was asked for; None where the form says why there is none."""
    offer, now = form.offers[form.cleaned_data["of"]], timezone.now()
    fields = {"what": offer.what, "form": form.cleaned_data["form"], "assessment": offer.assessment}
    try:
        return ask_export(organization=organization, language=reader_language(), by=request.user, now=now, **fields)
    except NotAccepted as refusal:
        form.add_error(None, refusal.faults[0].message)
        return None


@require_GET
def export(request: SignedInRequest, export_id: uuid.UUID) -> HttpResponse:
    """How far a file is (?part=progress: that alone), then the way to it."""
    found, role = _export_or_404(request, export_id)
    context = {"export": found, "is_running": is_running(found, timezone.now())}
    if request.GET.get("part") == "progress":
        if not context["is_running"]:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "assessments/_export_running.html", context)
    context["shell"] = shell_of(request.user, found.organization, role, "settings")
    return render(request, "assessments/export.html", context)


@require_GET
def export_file(request: SignedInRequest, export_id: uuid.UUID) -> HttpResponse:
    """The file, for whoever asked for it and still may have it, until it expires."""
    found, _role = _export_or_404(request, export_id)
    if not found.name:
        raise Http404
    response = HttpResponse(content_of(found), content_type=TYPES[found.name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = str(content_disposition_header(True, found.name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _export_or_404(request: SignedInRequest, export_id: uuid.UUID) -> tuple[Export, Role]:
    """A file of this person's that has not expired, with their role; 404 where the right is gone by now."""
    found = export_of(export_id, request.user)
    if found is None or found.expires_at <= timezone.now():
        raise Http404
    organization = Organization.objects.known_to(request.user).filter(pk=found.organization_id).first()
    if organization is None or not can_export(Role(organization.role), found.what, found.assessment):
        raise Http404
    return found, Role(organization.role)
