# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What every test of a page watches, without asking for it."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

WRITES = re.compile(r"""\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+["`]?(?P<table>\w+)""", re.IGNORECASE)
# These say nothing about anybody's answers: sessions, the cache, and how often a shared link was opened.
MAY_BE_WRITTEN = {"django_session", "cache", "assessments_sharelink"}


class ReadingWrites(AssertionError):
    """A page that is only looked at has written to the database."""


def reading_writes_nothing(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a GET or HEAD that writes to the database fails its test."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return get_response(request)

    return middleware


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    match = WRITES.match(sql)
    if match and match["table"] not in MAY_BE_WRITTEN:
        raise ReadingWrites(sql)
    return execute(sql, params, many, context)
