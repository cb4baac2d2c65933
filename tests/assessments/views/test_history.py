# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid

import pytest
from django.urls import reverse

from assessments.models import Assignment, Change
from assessments.models.answer import Kind
from assessments.services.answering import Entry, save_answers
from tests.factories import make_assessment, say, submit


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, now=now)


def url_of(assessment, name="practice_history", key="health"):
    return reverse(name, args=[assessment.pk, key])


def text_of(response):
    return " ".join(response.content.decode().split())


def save(assessment, by, now, value, base, **texts):
    entry = Entry(Kind.PRACTICE, "health", value, base, **texts)
    save_answers(assessment=assessment, entries=[entry], idempotency_key=uuid.uuid4(), by=by, now=now)


def test_words_that_changed_are_marked_in_the_organizations_time(client, mana, assessment, now):
    save(assessment, mana, now, "1", 0, note="Since <May>.")
    save(assessment, mana, now, "2", 1, note="Since June.")
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "1 → 2" in page
    assert "Since <del>&lt;May&gt;</del><ins>June</ins>." in page
    assert "Mana, <time" in page and "16 Nov 2026, 18:00</time>" in page


def test_questions_lead_to_their_history_and_back(client, mana, assessment):
    client.force_login(mana)
    for kind, key in (("practice", "health"), ("situation", "technology-only")):
        question, url = reverse(kind, args=[assessment.pk, key]), url_of(assessment, f"{kind}_history", key)
        assert f'href="{url}"' in text_of(client.get(question))
        assert f'href="{question}"' in text_of(client.get(url))


def test_names_are_for_those_who_answer_and_roles_for_those_who_read(client, connie, bob, mana, assessment, now):
    Assignment.objects.create(**assessment.whose, section="ospo", user=connie)
    save(assessment, mana, now, "2", 0)
    save(assessment, mana, now, "2", 1, settled_because="Units lack the tool.")
    client.force_login(connie)
    page = text_of(client.get(url_of(assessment)))
    assert "Mana, <time" in page and "Units lack" not in page
    submit(assessment, mana, now=now)

    client.force_login(bob)
    page = text_of(client.get(url_of(assessment)))
    assert "OSPO manager, <time" in page and "Mana" not in page and "Units lack" not in page


def test_a_long_history_is_read_page_by_page(client, mana, assessment, now):
    for base in range(30):
        save(assessment, mana, now, str(base % 5), base)
    client.force_login(mana)

    first = text_of(client.get(url_of(assessment)))
    (older,) = re.findall(r'href="(\?before=\d+)">Earlier<', first)
    second = text_of(client.get(url_of(assessment) + older))

    assert "Newest" not in first and 'href="?">Newest<' in second and "Earlier" not in second
    assert first.count("<time") + second.count("<time") == Change.objects.of(assessment).count() == 31


@pytest.mark.parametrize("wrong", ["", "x", "-1", "1.5", "٣", "9" * 19])
def test_a_line_that_is_none_is_refused(client, mana, assessment, wrong):
    client.force_login(mana)

    assert client.get(url_of(assessment), {"before": wrong}).status_code == 400


def test_nothing_before_the_first_line(client, mana, assessment):
    client.force_login(mana)

    assert "Nothing earlier." in text_of(client.get(url_of(assessment), {"before": "1"}))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_so_many_queries(client, mana, assessment, now, django_assert_num_queries, count):
    for base in range(count):
        save(assessment, mana, now, str(base), base)
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    client.force_login(mana)
    client.get(url_of(assessment))

    with django_assert_num_queries(11):
        client.get(url_of(assessment))
    with django_assert_num_queries(11):
        client.get(url_of(assessment, "situation_history", "technology-only"))
