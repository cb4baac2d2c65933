# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

import pytest
from django.core import signing

from accounts.models import ReminderDay, ReminderStop
from accounts.reminders import (
    EVERY_KIND,
    PERSON,
    Stop,
    choose_reminders,
    claim_days,
    forget_days,
    is_stopped,
    stop_of,
    stop_reminders,
    stopped_by,
    token_of,
)
from tests.factories import make_user

KINDS = ["due", "evidence"]
DAY = date(2026, 11, 16)


def kinds_of(user):
    return sorted(ReminderStop.objects.filter(user=user).values_list("kind", flat=True))


def test_a_token_says_what_it_stops_and_nothing_else():
    stop = Stop(PERSON, "12", "due")

    assert stop_of(token_of(stop)) == stop
    assert token_of(stop) == token_of(stop)
    assert set(token_of(stop)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@pytest.mark.parametrize("token", ["", ".", "x", "a.b", "WyJwZXJzb24iLCIxIiwiIl0.forged", "\ud800", "\x00.\x00"])
def test_what_we_did_not_sign_stops_nothing(token):
    assert stop_of(token) is None


def test_what_we_signed_for_another_purpose_stops_nothing():
    other = signing.Signer(salt="assessments.questionnaire", sep=".").sign_object([PERSON, "12", ""])
    odd = signing.Signer(salt="accounts.reminders", sep=".").sign_object({"a": 1, "b": 2, "c": 3, "d": 4})

    assert stop_of(other) is None
    assert stop_of(odd) is None


def test_a_token_of_one_person_is_none_of_another():
    token = token_of(Stop(PERSON, "1"))
    _body, seal = token.rsplit(".", 1)
    body, _seal = token_of(Stop(PERSON, "2")).rsplit(".", 1)

    assert stop_of(f"{body}.{seal}") is None


def test_a_token_survives_a_change_of_keys(settings):
    token = token_of(Stop(PERSON, "1"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 4, [settings.SECRET_KEY]

    # A signer takes the keys when it is made.
    found = signing.Signer(salt="accounts.reminders", sep=".").unsign_object(token)

    assert found == [PERSON, "1", EVERY_KIND]


def test_stopping_twice_is_stopping_once(db, now):
    user = make_user()

    stop_reminders(user_id=user.pk, kind="due", now=now)
    stop_reminders(user_id=user.pk, kind="due", now=now + timedelta(days=1))

    assert ReminderStop.objects.get().stopped_at == now


def test_nobody_is_left_to_stop_for(db, now):
    gone = make_user(is_active=False)

    stop_reminders(user_id=gone.pk, kind="", now=now)
    stop_reminders(user_id=gone.pk + 1, kind="", now=now)

    assert not ReminderStop.objects.exists()


def test_choosing_keeps_what_was_stopped_before(db, now):
    user = make_user()
    stop_reminders(user_id=user.pk, kind="due", now=now)

    choose_reminders(user=user, wanted=[], offered=KINDS, now=now)
    assert kinds_of(user) == [EVERY_KIND]
    choose_reminders(user=user, wanted=["due"], offered=KINDS, now=now)
    assert kinds_of(user) == ["evidence"]
    choose_reminders(user=user, wanted=KINDS, offered=KINDS, now=now)
    assert kinds_of(user) == []


def test_who_stopped_what(db, now, django_assert_num_queries):
    some, every, none = make_user(), make_user(), make_user()
    stop_reminders(user_id=some.pk, kind="due", now=now)
    stop_reminders(user_id=every.pk, kind=EVERY_KIND, now=now)

    with django_assert_num_queries(1):
        found = stopped_by([some.pk, every.pk, none.pk])

    assert found == {some.pk: {"due"}, every.pk: {EVERY_KIND}}
    assert [is_stopped(found.get(user.pk, ()), "due") for user in (some, every, none)] == [True, True, False]
    assert [is_stopped(found.get(user.pk, ()), "evidence") for user in (some, every, none)] == [False, True, False]


def test_a_day_is_taken_once(db, django_assert_num_queries):
    first, second = make_user(), make_user()

    with django_assert_num_queries(2):
        assert claim_days({first.pk: DAY}) == {first.pk}
    assert claim_days({first.pk: DAY, second.pk: DAY}) == {second.pk}
    assert claim_days({first.pk: DAY + timedelta(days=1)}) == {first.pk}


def test_old_days_are_forgotten(db):
    user = make_user()
    for days in (0, 30, 31):
        claim_days({user.pk: DAY - timedelta(days=days)})

    forget_days(DAY)

    assert sorted(ReminderDay.objects.values_list("day", flat=True)) == [DAY - timedelta(days=30), DAY]
