# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import Mail

LATEST = 50


@login_not_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The latest mails to anybody, where all people are made up or the machine is a developer's; elsewhere nothing."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    mails = Mail.objects.order_by("-created_at", "pk")[:LATEST]
    return render(request, "accounts/inbox.html", {"mails": mails})
