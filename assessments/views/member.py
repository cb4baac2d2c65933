# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Membership, Organization, Role
from accounts.services import LastOwner, set_role
from assessments.forms.member import AddMemberForm, RoleForm
from assessments.permissions import can_own
from assessments.queries.member import members_of
from assessments.queries.shell import shell_of
from assessments.views.access import SignedInRequest, organization_or_404, require

Context = dict[str, Any]


@require_http_methods(["GET", "POST"])
def organization_members(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Who has which role; owners add somebody who has an account."""
    organization, role = organization_or_404(request, organization_id)
    require(request.method == "GET" or can_own(role))
    form = AddMemberForm(request.POST if request.method == "POST" else None, organization=organization)
    if form.is_valid():
        added = Role(form.cleaned_data["role"])
        set_role(organization=organization, user=form.person, role=added, by=request.user, now=timezone.now())
        messages.success(request, _("%(person)s is a member now.") % {"person": form.person})
        return redirect("organization_members", organization.pk)
    context = {
        "form": form,
        "members": members_of(organization, request.user, role),
        "shell": shell_of(request.user, organization, role, "settings"),
    }
    return render(request, "assessments/organization_members.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def organization_member(request: SignedInRequest, organization_id: uuid.UUID, user_id: int) -> HttpResponse:
    """One member: owners change the role or take it away, after they have read what that means; anybody may leave."""
    organization, role = organization_or_404(request, organization_id)
    require(can_own(role) or request.user.pk == user_id)
    held = Membership.objects.select_related("user")
    membership = get_object_or_404(held, organization=organization, user_id=user_id)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": membership.role})
    context = {
        "form": form,
        "member": membership,
        "is_self": membership.user == request.user,
        "may_own": can_own(role),
        "refusal": "",
        "shell": shell_of(request.user, organization, role, "settings"),
    }
    if request.method == "GET":
        return render(request, "assessments/organization_member.html", context)
    return _change(request, organization, membership, context)


def _change(
    request: SignedInRequest, organization: Organization, membership: Membership, context: Context
) -> HttpResponse:
    removes, form = "remove" in request.POST, context["form"]
    require(removes or context["may_own"])
    if not removes and not form.is_valid():
        return render(request, "assessments/organization_member.html", context, status=422)
    role = None if removes else Role(form.cleaned_data["role"])
    try:
        set_role(organization=organization, user=membership.user, role=role, by=request.user, now=timezone.now())
    except LastOwner:
        context["refusal"] = _("Somebody has to own this organization. Make somebody else an owner first.")
        return render(request, "assessments/organization_member.html", context, status=409)
    messages.success(request, _what_happened(organization, membership, role, context["is_self"]))
    return redirect("home") if removes and context["is_self"] else redirect("organization_members", organization.pk)


def _what_happened(organization: Organization, membership: Membership, role: Role | None, is_self: bool) -> str:
    words = {"person": membership.user, "organization": organization.name, "role": role.label if role else ""}
    if role:
        return _("%(person)s has a new role: %(role)s.") % words
    return (_("You have left %(organization)s.") if is_self else _("%(person)s is no longer a member.")) % words
