# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.erasing import OnlyOwner, owned_alone
from assessments.forms.confirm import ConfirmForm
from assessments.queries.personal import lines_kept, personal_data
from assessments.services.erasing import erase_person
from assessments.views.access import SignedInRequest


@require_http_methods(["GET", "POST"])
def my_data(request: SignedInRequest) -> HttpResponse:
    """What is kept about a person, to take along; and a way to be erased."""
    label = _("Your e-mail address, to confirm")
    form = ConfirmForm(request.POST if request.method == "POST" else None, wanted=request.user.email, label=label)
    alone = owned_alone(request.user)
    if form.is_valid() and not alone:
        try:
            erase_person(user=request.user, by=request.user, now=timezone.now())
        except OnlyOwner as found:
            alone = found.organizations
        else:
            logout(request)
            messages.success(request, _("You are erased here. What you wrote stays, without your name."))
            return redirect("account_login")
    status = 409 if form.is_bound and alone else 422 if form.is_bound else 200
    context = {"form": form, "alone": alone, "rows": lines_kept(request.user)}
    return render(request, "assessments/my_data.html", context, status=status)


@require_GET
def my_data_file(request: SignedInRequest) -> HttpResponse:
    """The same as a file."""
    text = json.dumps(personal_data(request.user), ensure_ascii=False, indent=2)
    name = content_disposition_header(True, "cairn-my-data.json")
    return HttpResponse(text, content_type="application/json", headers={"Content-Disposition": str(name)})
