# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest
from django.core.exceptions import BadRequest
from django.test import RequestFactory

from assessments.models import Answer
from assessments.views.answering import base_revision, idempotency_key, over, revision_after, uuid_or_400, wants_part


def post(headers=None, **said):
    return RequestFactory().post("/", said, headers=headers)


def test_a_key_is_a_uuid():
    key = uuid.uuid4()

    assert idempotency_key(post(key=str(key))) == key
    assert idempotency_key(post(key=str(key).upper())) == key


@pytest.mark.parametrize("text", ["", "x", "{%s}", "urn:uuid:%s", "%s ", " %s", "%s0"])
def test_all_else_is_400(text):
    with pytest.raises(BadRequest):
        uuid_or_400(text.replace("%s", str(uuid.uuid4())))


def test_the_revision_is_the_one_that_was_seen_last():
    request = post(revision="3", other="0", over="revision=5 third=7")

    assert [base_revision(request, name) for name in ("revision", "other", "third")] == [5, 0, 7]


@pytest.mark.parametrize("wrong", ["", "x", "-1", "+1", "1 ", "٣", "1e3", "1234567890"])
def test_a_revision_is_a_number(wrong):
    with pytest.raises(BadRequest):
        base_revision(post(revision=wrong))


def test_use_mine_names_each_field_with_what_stands_there():
    assert over({"revision": 5}) == "revision=5"
    assert base_revision(post(over=over({"a": 1, "b": 2})), "b") == 2


@pytest.mark.parametrize(
    ("headers", "part"), [({}, False), ({"HX-Request": "true"}, True), ({"HX-Request": "x"}, False)]
)
def test_who_wants_a_part(headers, part):
    assert wants_part(post(headers)) == part


def test_a_repeated_save_leads_to_the_revision_that_it_led_to():
    row = Answer(revision=9)
    assert revision_after(row, 4) == 9

    row.is_repeated = True
    assert revision_after(row, 4) == 5
