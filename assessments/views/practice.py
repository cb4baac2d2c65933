# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.http import HttpRequest, HttpResponse


def practice(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)


def practice_about(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)
