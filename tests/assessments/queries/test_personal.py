# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re

from django.apps import apps

from accounts.models import User
from assessments.models.answer import Kind
from assessments.queries.personal import kept_about, lines_kept, personal_data
from assessments.services.deleting import ask_deletion, withdraw_deletion
from tests.factories import make_assessment, make_edition, make_evidence, make_invitation, say


def test_everything_that_says_who_did_it_is_there_and_nothing_of_others(aozora, mana, alice, now):
    assessment = make_assessment(aozora, mana, make_edition(), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy="3")
    say(assessment, alice, Kind.PRACTICE, now=now, sponsor="1")
    make_evidence(assessment, mana, "strategy", now.date(), now=now)
    make_invitation(assessment, alice, mana.email, now=now)

    data = personal_data(mana)

    assert data["account"]["email"] == mana.email
    assert [one["organization_name"] for one in data["memberships"]] == ["Aozora"]
    assert [one["key"] for one in data["answers"]] == ["strategy"]
    assert [one["practice"] for one in data["evidence"]] == ["strategy"]
    assert (len(data["invitations_received"]), data["invitations_sent"]) == (1, [])
    assert [one["purpose"] for one in data["mails"]] == ["invitation"]
    assert alice.email not in str(data)


def test_every_column_that_says_who_it_was_is_asked(mana):
    named = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is User
    }

    asked = {
        place
        for rows, _fields in kept_about(mana).values()
        for place in re.findall(rf'"(\w+)"\."(\w+)" = {mana.pk}\b', str(rows.query))
    }

    assert asked == named


def test_what_one_asked_for_and_what_one_ended_is_there_too(aozora, mana, alice, now):
    ask_deletion(organization=aozora, by=alice, now=now)
    withdraw_deletion(organization=aozora, by=mana, now=now)

    (line,) = personal_data(mana)["deletions"]

    assert (line["name"], line["withdrawn_at"]) == ("Aozora", "2026-11-16T09:00:00+00:00")


def test_the_page_counts_what_the_file_lists(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, make_edition(), now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy="3")
    make_evidence(assessment, mana, "strategy", now.date(), now=now)

    with django_assert_num_queries(1):
        counted = lines_kept(mana)

    assert counted == sum(len(lines) for kind, lines in personal_data(mana).items() if kind != "account") > 3
