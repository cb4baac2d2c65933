# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.http import HttpRequest, HttpResponse


def organization_units(request: HttpRequest, **arguments: Any) -> HttpResponse:
    return HttpResponse(status=501)
