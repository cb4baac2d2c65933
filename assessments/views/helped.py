# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whether an action that was done helped, in two questions."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from assessments.forms.helped import HelpedForm
from assessments.models import PlanItem
from assessments.permissions import can_say_whether_helped
from assessments.queries.plan_words import recommendation_of, title_of, with_words
from assessments.queries.shell import shell_of
from assessments.services.planning import PlanMovedOn, change_item
from assessments.tasks.faring import count_where_due
from assessments.views.access import SignedInRequest, organization_or_404, require
from assessments.views.answering import base_revision, idempotency_key


@require_http_methods(["GET", "POST"])
def plan_helped(request: SignedInRequest, organization_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Ask of an action that was done whether it helped, and keep what is said; it can be changed later."""
    organization, role = organization_or_404(request, organization_id)
    done = PlanItem.objects.within(organization).filter(status=PlanItem.Status.DONE)
    item = get_object_or_404(with_words(done), pk=item_id)
    item.organization = organization
    require(can_say_whether_helped(role, item, request.user))
    if request.method == "GET":
        return _page(request, role, item, HelpedForm(None, item=item))
    form = HelpedForm(request.POST, item=item)
    if not form.is_valid():
        return _page(request, role, item, form, status=422)
    return _save(request, role, item, form)


def _save(request: SignedInRequest, role: Role, item: PlanItem, form: HelpedForm) -> HttpResponse:
    said = {name: form.cleaned_data[name] for name in ("helped", "took")}
    seen, key, now = base_revision(request), idempotency_key(request), timezone.now()
    try:
        change_item(item=item, seen=seen, changes=said, idempotency_key=key, by=request.user, now=now)
    except PlanMovedOn as moved:
        item.revision = moved.item.revision
        return _page(request, role, item, form, is_late=True, status=409)
    count_where_due(item.pack, now)
    messages.success(request, _("Saved. You can change it as long as the action is in the plan."))
    return redirect("plan", item.organization_id)


def _page(
    request: SignedInRequest, role: Role, item: PlanItem, form: HelpedForm, *, is_late: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "item": item,
        "title": title_of(item),
        "recommendation": recommendation_of(item),
        "form": form,
        "is_late": is_late,
        "key": uuid.uuid4(),
        "shell": shell_of(request.user, item.organization, role, "plan"),
    }
    return render(request, "plan/helped.html", context, status=status)
