# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

import pytest

from accounts.models import Event, Mail, Role, User
from accounts.reminders import PERSON, Stop, stop_of, stop_reminders
from assessments.services.refusal import NotAccepted
from assessments.services.round_reminding import remind_silent
from assessments.services.rounds import open_round, run_round
from tests.factories import join, make_assessment, make_edition, make_organization, make_user, submit

SHAMING = ["late", "behind", "fail", "overdue", "last", "!"]


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def mana(mana):
    User.objects.filter(pk=mana.pk).update(language="en")
    return mana


def opened(organization, by, now, *kinds):
    due = date(2026, 12, 11)
    found = open_round(
        organization=organization, pack="ospo-journey", kinds=kinds or ["unit"], due_date=due, by=by, now=now
    )
    run_round(round_id=str(found.pk), clock=lambda: now)
    found.refresh_from_db()
    return found


def url_of(assessment, unit):
    return f"https://cairn.example.org/{'assessments' if assessment else 'organizations'}/{assessment or unit}/"


def remind(found, by, now):
    return remind_silent(found=found, url_of=url_of, by=by, now=now)


def mails():
    return {mail.to: mail for mail in Mail.objects.filter(purpose="round reminder")}


def test_the_nearest_are_asked_managers_before_owners(edition, aozora, alice, mana, now):
    own, owned, bare = (make_organization(name, above=aozora, kind="unit") for name in ("Own", "Owned", "Bare"))
    below = make_organization("Below", above=owned, kind="unit")
    for name, unit, role in [("Mia", own, "manager"), ("Otto", own, "owner"), ("Olga", owned, "owner")]:
        join(make_user(name), unit, Role(role))
    join(make_user("Cora"), bare, Role.CONTRIBUTOR)

    assert remind(opened(aozora, alice, now), alice, now) == 3

    named = {
        to: [one.name for one in (own, owned, bare, below) if f"- {one.name}\n" in mail.text]
        for to, mail in mails().items()
    }
    assert named == {
        "mia@example.org": ["Own"],
        "olga@example.org": ["Owned", "Below"],
        "mana@example.org": ["Bare"],
    }


def test_who_has_stopped_such_mails_gets_none(edition, aozora, mana, now):
    make_organization("Open", above=aozora, kind="unit")
    other = join(make_user("Other"), aozora, Role.MANAGER).user
    found = opened(aozora, mana, now)
    stop_reminders(user_id=other.pk, kind="round", now=now)

    assert remind(found, mana, now) == 1
    (mail,) = mails().values()
    assert mail.to == mana.email
    assert stop_of(mail.unsubscribe.split("/")[-2]) == Stop(PERSON, str(mana.pk), "round")
    assert mail.text.endswith(mail.unsubscribe)


def test_who_has_submitted_is_left_alone(edition, aozora, mana, now):
    done, _open = (make_organization(name, above=aozora, kind="unit") for name in ("Done", "Open"))
    submit(make_assessment(done, mana, edition, now=now), mana, now=now)

    assert remind(opened(aozora, mana, now), mana, now) == 1

    text = mails()["mana@example.org"].text
    assert "- Open\n" in text and "Done" not in text
    assert "by 11 December 2026" in text
    assert "https://cairn.example.org/assessments/" in text
    assert [word for word in SHAMING if word in text.lower().split()] == []


def test_nobody_is_reminded_where_all_have_submitted(edition, aozora, mana, now):
    unit = make_organization("Done", above=aozora, kind="unit")
    submit(make_assessment(unit, mana, edition, now=now), mana, now=now)
    found = opened(aozora, mana, now)

    assert remind(found, mana, now) == 0
    found.refresh_from_db()
    assert found.reminded_at is None


def test_each_reads_their_own_language(edition, aozora, now):
    make_organization("Unit", above=aozora, kind="unit")
    for name, language in [("Ann", "en"), ("Jun", "ja"), ("Any", "")]:
        join(make_user(name, language=language), aozora, Role.MANAGER)
    by = aozora.memberships.first().user

    remind(opened(aozora, by, now), by, now)

    assert {to: mail.language for to, mail in mails().items()} == {
        "ann@example.org": "en",
        "jun@example.org": "ja",
        "any@example.org": "ja",
    }


def test_more_than_twenty_are_counted(edition, aozora, mana, now):
    for number in range(23):
        make_organization(f"Unit {number:02}", above=aozora, kind="unit")

    remind(opened(aozora, mana, now), mana, now)

    text = mails()["mana@example.org"].text
    assert text.count("\n- Unit") == 20
    assert "23 that you look after" in text and "And 3 more." in text


def test_once_a_day_as_the_organization_counts_days(edition, aozora, mana, now):
    make_organization("Unit", above=aozora, kind="unit")
    found = opened(aozora, mana, now)
    assert remind(found, mana, now) == 1

    with pytest.raises(NotAccepted):
        remind(found, mana, now + timedelta(hours=5, minutes=59))  # 23:59 in Tokyo
    assert remind(found, mana, now + timedelta(hours=6)) == 1

    assert Mail.objects.filter(purpose="round reminder").count() == 2
    assert Event.objects.filter(what="round reminded").last().after["people"] == 1


def test_who_may_not_sign_in_is_not_asked(edition, aozora, mana, now):
    unit = make_organization("Unit", above=aozora, kind="unit")
    join(make_user("Gone", is_active=False), unit, Role.MANAGER)

    remind(opened(aozora, mana, now), mana, now)

    assert set(mails()) == {"mana@example.org"}
