# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.http import HttpRequest, HttpResponse


def assessments(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def assessment(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)
