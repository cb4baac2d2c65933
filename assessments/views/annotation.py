# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Notes on the timeline of progress: managers add, change and delete them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Organization, Role
from assessments.domain.edition import Edition
from assessments.domain.period import period_of
from assessments.forms.annotation import AnnotationForm
from assessments.models import Annotation, Assessment
from assessments.permissions import can_manage
from assessments.queries.edition import edition_of
from assessments.queries.progress import standing_assessments
from assessments.queries.shell import Shell, shell_of
from assessments.queries.timeline import offered_levels, offered_periods
from assessments.services.annotating import AnnotationMovedOn, add_annotation, change_annotation, delete_annotation
from assessments.services.refusal import NotAccepted
from assessments.views import answering
from assessments.views.access import SignedInRequest, organization_or_404, require


@dataclass(frozen=True)
class Visit:
    """A manager before the timeline, or before one of its notes."""

    request: SignedInRequest
    organization: Organization
    role: Role
    standing: list[Assessment]
    row: Annotation | None
    now: datetime

    @property
    def edition(self) -> Edition:
        """The edition of the last assessment."""
        return edition_of(self.standing[-1].edition)

    @property
    def shell(self) -> Shell:
        return shell_of(self.request.user, self.organization, self.role, "progress")

    @property
    def form(self) -> AnnotationForm:
        """What was posted, or what stands there."""
        today = period_of(self.now.astimezone(self.organization.zone).date())
        row, last = self.row, self.standing[-1].period
        return AnnotationForm(
            self.request.POST if self.request.method == "POST" else None,
            periods=offered_periods(self.standing, today, row.period if row else ""),
            levels=offered_levels(self.edition),
            initial={"period": row.period, "level": row.level, "text": row.text} if row else {"period": last},
        )


def visit_or_404(request: SignedInRequest, organization_id: uuid.UUID, annotation_id: uuid.UUID | None = None) -> Visit:
    """The manager's visit; 404 where nothing is submitted yet, since there is no timeline then."""
    organization, role = organization_or_404(request, organization_id)
    require(can_manage(role))
    standing = standing_assessments(organization)
    if not standing:
        raise Http404
    row = None
    if annotation_id:
        row = get_object_or_404(Annotation.objects.within(organization), pk=annotation_id)
        row.organization = organization
    return Visit(request, organization, role, standing, row, timezone.now())


@require_http_methods(["GET", "POST"])
def annotation_new(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Put a note on the timeline."""
    return _written(visit_or_404(request, organization_id))


@require_http_methods(["GET", "POST"])
def annotation(request: SignedInRequest, organization_id: uuid.UUID, annotation_id: uuid.UUID) -> HttpResponse:
    """Say otherwise what happened."""
    return _written(visit_or_404(request, organization_id, annotation_id))


@require_http_methods(["GET", "POST"])
def annotation_delete(request: SignedInRequest, organization_id: uuid.UUID, annotation_id: uuid.UUID) -> HttpResponse:
    """Take a note off the timeline, after asking once."""
    visit = visit_or_404(request, organization_id, annotation_id)
    seen = answering.base_revision(request) if request.method == "POST" else 0
    context = {"note": visit.row, "moved_on": False, "shell": visit.shell}
    if request.method == "GET" or visit.row is None:
        return render(request, "assessments/annotation_delete.html", context)
    try:
        delete_annotation(annotation=visit.row, seen=seen, by=request.user, now=visit.now)
    except AnnotationMovedOn:
        return render(request, "assessments/annotation_delete.html", context | {"moved_on": True}, status=409)
    messages.success(request, _("The note was deleted."))
    return redirect("progress", visit.organization.pk)


def _written(visit: Visit) -> HttpResponse:
    """The form, or what became of it."""
    form, request = visit.form, visit.request
    if request.method == "GET":
        return _page(visit, form)
    try:
        if not form.is_valid() or not _write(visit, form):
            return _page(visit, form, status=422)
    except AnnotationMovedOn as moved:
        return _page(visit, form, status=409, theirs=moved.annotation)
    messages.success(request, _("The note stands on the timeline."))
    return redirect("progress", visit.organization.pk)


def _write(visit: Visit, form: AnnotationForm) -> bool:
    """Write what the form says; False where the service refused it, with the reasons in the form."""
    by, now, request = visit.request.user, visit.now, visit.request
    said, edition = form.happening, visit.edition
    try:
        if visit.row:
            seen = answering.base_revision(request)
            change_annotation(annotation=visit.row, edition=edition, seen=seen, happening=said, by=by, now=now)
        else:
            key, organization = answering.idempotency_key(request), visit.organization
            add_annotation(
                organization=organization, edition=edition, happening=said, idempotency_key=key, by=by, now=now
            )
    except NotAccepted as refusal:
        form.refuse(refusal.faults)
        return False
    return True


def _page(visit: Visit, form: AnnotationForm, *, status: int = 200, theirs: Annotation | None = None) -> HttpResponse:
    """The form with what was typed; where somebody else changed the note meanwhile, with theirs beside it."""
    row = theirs or visit.row
    context = {
        "form": form,
        "note": visit.row,
        "theirs": theirs,
        "key": visit.request.POST.get("key") or uuid.uuid4(),
        "revision": row.revision if row else 0,
        "shell": visit.shell,
    }
    return render(visit.request, "assessments/annotation.html", context, status=status)
