# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io

import pytest
from django.test import RequestFactory

from ospo_app.wsgi import application


@pytest.mark.parametrize("charset", ["hex", "utf-7", "nothing"])
def test_an_address_is_read_whatever_encoding_the_body_claims(db, charset):
    environ = RequestFactory()._base_environ(
        PATH_INFO="/healthz/live", QUERY_STRING="a=b", CONTENT_TYPE=f"text/plain; charset={charset}"
    )
    statuses = []

    application(environ | {"wsgi.input": io.BytesIO()}, lambda status, headers, exc_info=None: statuses.append(status))

    assert statuses == ["200 OK"]
