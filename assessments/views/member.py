# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Membership, Role
from accounts.services import LastOwner, set_role
from assessments.forms.member import AddMemberForm, RoleForm
from assessments.permissions import can_own
from assessments.queries.member import members_of
from assessments.queries.shell import shell_of
from assessments.services.leaving import take_role
from assessments.views.access import SignedInRequest, organization_or_404, require


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
    held = Membership.objects.select_related("user", "organization")
    membership = get_object_or_404(held, organization=organization, user__pk=user_id)
    if request.method == "GET":
        return _page(request, role, membership, RoleForm(initial={"role": membership.role}))
    removes, form = "remove" in request.POST, RoleForm(request.POST)
    require(removes or can_own(role))
    if not removes and not form.is_valid():
        return _page(request, role, membership, form, status=422)
    return _change(request, role, membership, None if removes else Role(form.cleaned_data["role"]))


def _change(request: SignedInRequest, role: Role, membership: Membership, new_role: Role | None) -> HttpResponse:
    organization, person = membership.organization, membership.user
    try:
        if new_role:
            set_role(organization=organization, user=person, role=new_role, by=request.user, now=timezone.now())
        else:
            take_role(organization=organization, user=person, by=request.user, now=timezone.now())
    except LastOwner:
        form = RoleForm(initial={"role": membership.role})
        refusal = _("Somebody has to own this organization. Make somebody else an owner first.")
        return _page(request, role, membership, form, refusal=refusal, status=409)
    is_self = person == request.user
    messages.success(request, _what_happened(membership, new_role, is_self))
    if is_self and new_role is None:
        return redirect("home")
    return redirect("organization_members", organization.pk)


def _what_happened(membership: Membership, new_role: Role | None, is_self: bool) -> str:
    words = {"person": membership.user, "organization": membership.organization.name}
    if new_role:
        return _("%(person)s has a new role: %(role)s.") % {**words, "role": new_role.label}
    return (_("You have left %(organization)s.") if is_self else _("%(person)s is no longer a member.")) % words


def _page(
    request: SignedInRequest, role: Role, membership: Membership, form: RoleForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "member": membership,
        "is_self": membership.user == request.user,
        "may_own": can_own(role),
        "refusal": refusal,
        "shell": shell_of(request.user, membership.organization, role, "settings"),
    }
    return render(request, "assessments/organization_member.html", context, status=status)
