# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

from django.urls import reverse

from assessments.domain.schema import pack_schema


def test_anybody_may_read_the_schema_and_caches_keep_it(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("edition_schema"))

    assert reverse("edition_schema") == "/schema/edition.json"
    assert json.loads(response.content) == pack_schema()
    assert response.headers["Content-Type"] == "application/schema+json"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
