# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A plan that was changed as a file: sent back, its changes seen before any is saved."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import Organization, Role
from assessments.forms.plan_file import PlanFileForm
from assessments.imports.limited import read_plan_limited
from assessments.imports.unreadable import UnreadableDocument
from assessments.models import IncomingFile
from assessments.permissions import can_keep_plan
from assessments.queries.shell import shell_of
from assessments.services.plan_differences import differences_in
from assessments.services.plan_taking import PlanChangedMeanwhile, Taken, stage_plan, take_plan
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest, organization_or_404, require

# What reading a file says, in a process that knows no languages.
REASONS = {
    gettext_noop("is not in UTF-8; Excel saves it so as “CSV UTF-8”"),
    gettext_noop("cannot be read as CSV: a quotation mark is missing or one too many, or a cell is too long"),
    gettext_noop("lacks the column %(column)s, which its first row names"),
    gettext_noop("has the column %(column)s twice"),
    gettext_noop("has more than %(most)s rows"),
    gettext_noop("is larger than %(most)s MiB"),
    gettext_noop("is too much to read: it takes more than %(seconds)s seconds or %(most)s MiB of memory"),
    gettext_noop("could not be read, as the server is busy. Try again in a moment."),
}
MOST_LISTED = 200


@require_http_methods(["GET", "POST"])
def plan_import(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Get the plan as a file; whoever keeps it sends it back."""
    organization, role = organization_or_404(request, organization_id)
    require(request.method == "GET" or can_keep_plan(role))
    form = PlanFileForm(request.POST, request.FILES) if request.method == "POST" else PlanFileForm()
    if form.is_valid():
        file = _stage(request, organization, form)
        if file:
            return redirect("plan_differences", organization_id, file.pk)
    context = {"form": form, "may_keep": can_keep_plan(role)}
    return _page(request, organization, role, "plan/import.html", context, 422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def plan_differences(request: SignedInRequest, organization_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """What a file would change; save it."""
    organization, role = organization_or_404(request, organization_id)
    require(can_keep_plan(role))
    plans = IncomingFile.objects.filter(what=IncomingFile.What.PLAN, organization=organization, by=request.user)
    file = plans.filter(pk=file_id).first()
    if file is None:
        raise Http404
    if file.used_at:
        return redirect("plan", organization_id)
    if request.method == "POST":
        return _take(request, organization, role, file)
    return _differences(request, organization, role, file)


def _stage(request: SignedInRequest, organization: Organization, form: PlanFileForm) -> IncomingFile | None:
    """The file, read and kept; None where the form says why not."""
    sent = form.cleaned_data["file"]
    try:
        document = read_plan_limited(sent.read(), name=sent.name)
    except UnreadableDocument as refusal:
        words = _("Line %(line)s: the file %(refusal)s.") if refusal.line else _("The file %(refusal)s.")
        said = (_(refusal.template) % refusal.values).rstrip(".")
        form.add_error("file", words % {"refusal": said, "line": refusal.line})
        return None
    return stage_plan(organization=organization, document=document, name=sent.name, by=request.user, now=timezone.now())


def _differences(
    request: SignedInRequest, organization: Organization, role: Role, file: IncomingFile, status: int = 200
) -> HttpResponse:
    found = differences_in(organization, file, timezone.now())
    listed = {
        "changes": found.changes[:MOST_LISTED],
        "added": found.added[:MOST_LISTED],
        "more_changes": len(found.changes[MOST_LISTED:]),
        "more_added": len(found.added[MOST_LISTED:]),
    }
    context = {"file": file, "found": found, **listed}
    return _page(request, organization, role, "plan/differences.html", context, status)


def _take(request: SignedInRequest, organization: Organization, role: Role, file: IncomingFile) -> HttpResponse:
    try:
        taken = take_plan(
            organization=organization,
            file=file,
            overwrite=set(request.POST.getlist("overwrite")),
            seen=request.POST.get("seen", ""),
            by=request.user,
            now=timezone.now(),
        )
    except PlanChangedMeanwhile:
        messages.warning(request, _("Somebody changed the plan meanwhile. This is how it stands; nothing was saved."))
        return _differences(request, organization, role, file, 409)
    except NotAccepted as refusal:
        messages.error(request, refusal.faults[0].message)
        return _differences(request, organization, role, file, 422)
    messages.success(request, _told(taken))
    return redirect("plan", organization.pk)


def _told(taken: Taken) -> str:
    changed = ngettext("%(n)s action changed.", "%(n)s actions changed.", taken.changed) % {"n": taken.changed}
    added = ngettext("%(n)s action added.", "%(n)s actions added.", taken.added) % {"n": taken.added}
    return _("%(first)s %(second)s") % {"first": changed, "second": added} if taken.added else changed


def _page(
    request: SignedInRequest, organization: Organization, role: Role, template: str, found: dict[str, Any], status: int
) -> HttpResponse:
    context = {"shell": shell_of(request.user, organization, role, "plan"), "organization": organization, **found}
    return render(request, template, context, status=status)
