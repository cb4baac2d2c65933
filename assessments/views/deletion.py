# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.forms.confirm import ConfirmForm
from assessments.models import Deletion
from assessments.permissions import can_own
from assessments.queries.deletion import deletion_of, what_goes
from assessments.queries.shell import shell_of
from assessments.services.deleting import WAITING, ask_deletion, withdraw_deletion
from assessments.tasks.deletion import delete_organizations
from assessments.views.access import SignedInRequest, organization_or_404, require


@require_http_methods(["GET", "POST"])
def delete_organization(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Say what would go, and ask for it to go; or say when it goes, and offer to stop it."""
    organization, role = organization_or_404(request, organization_id)
    require(can_own(role))
    label = _("The organization’s name, to confirm")
    form = ConfirmForm(request.POST if request.method == "POST" else None, wanted=organization.name, label=label)
    if form.is_valid():
        asked = ask_deletion(organization=organization, by=request.user, now=timezone.now())
        delete_organizations.using(run_after=asked.due_at).enqueue()
        return redirect("delete_organization", organization.pk)
    context = {
        "form": form,
        "deletion": deletion_of(organization),
        "counts": what_goes(organization),
        "days": WAITING.days,
        "shell": shell_of(request.user, organization, role, "settings"),
    }
    return render(request, "assessments/delete_organization.html", context, status=422 if form.is_bound else 200)


@require_POST
def keep_organization(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Stop the deletion that was asked for."""
    organization, role = organization_or_404(request, organization_id)
    require(can_own(role))
    withdraw_deletion(organization=organization, by=request.user, now=timezone.now())
    messages.success(request, _("It stays. Nothing was deleted."))
    return redirect("organization_settings", organization.pk)


@require_GET
def deletion(request: SignedInRequest, deletion_id: uuid.UUID) -> HttpResponse:
    """The receipt, for whoever asked."""
    found = get_object_or_404(Deletion, pk=deletion_id, asked_by=request.user)
    return render(request, "assessments/deletion.html", {"deletion": found})
