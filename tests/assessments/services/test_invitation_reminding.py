# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Mail, User
from accounts.reminders import Stop, stop_of
from assessments.models import Change, Invitation
from assessments.services.deleting import ask_deletion
from assessments.services.invitation_reminding import remind_invited
from assessments.services.inviting import remind, revoke, stop_reminding
from tests.factories import make_asking_edition, make_assessment, make_invitation, make_organization, submit

DAY = timedelta(days=1)


@pytest.fixture
def edition(db):
    return make_asking_edition()


@pytest.fixture
def asked(edition, aozora, mana, now):
    """Somebody of management whose link is open for two weeks."""
    return make_invitation(make_assessment(aozora, mana, edition, now=now), mana, now=now)[0]


def mails():
    return list(Mail.objects.filter(purpose="invitation reminder"))


def test_who_has_not_answered_is_reminded_once_before_the_link_closes(asked, now):
    """It closes at the end of the fourteenth day in Tokyo, which is nine hours ahead."""
    found = [day for day in range(20) if remind_invited(now=now + day * DAY)]

    (mail,) = mails()
    held = Invitation.objects.of(asked.assessment).get()
    assert found == [12]
    assert (held.reminded_at, held.expires_at) == (now + 12 * DAY, asked.expires_at)
    assert mail.to == "nora@example.org"
    assert "Mana (mana@example.org) would like to know" in mail.text


def test_the_new_link_opens_and_the_old_one_does_not(client, asked, now, time_machine):
    time_machine.move_to(now + 12 * DAY)
    old = re.search(r"/ask/\S+", Mail.objects.get(purpose="invitation").text)[0]

    remind_invited(now=now + 12 * DAY)
    new = re.search(r"http://127\.0\.0\.1(/ask/\S+)", mails()[0].text)[1]

    assert (client.get(new).status_code, client.get(old).status_code) == (200, 404)


def test_every_mail_carries_the_link_that_stops_reminders(asked, now):
    remind_invited(now=now + 12 * DAY)

    for mail in Mail.objects.all():
        assert stop_of(mail.unsubscribe.split("/")[-2]) == Stop("invitation", asked.pk.hex)
        assert mail.text.endswith(mail.unsubscribe)
    assert Mail.objects.count() == 2


def test_a_second_run_reminds_nobody(asked, now):
    assert remind_invited(now=now + 12 * DAY) == 1
    assert remind_invited(now=now + 12 * DAY + timedelta(hours=1)) == 0
    assert len(mails()) == 1


def test_the_history_says_that_nobody_did_it_by_hand(asked, now):
    remind_invited(now=now + 12 * DAY)

    line = Change.objects.of(asked.assessment).get(what="reminded")
    assert (line.by, line.after) == (None, {"invitations": [str(asked.pk)]})


def test_it_waits_for_the_morning(asked, now):
    """At 20:00 UTC it is 5 in the morning in Tokyo, at 22:00 it is 7."""
    assert remind_invited(now=(now + 12 * DAY).replace(hour=20)) == 0
    assert remind_invited(now=(now + 12 * DAY).replace(hour=22)) == 1


def test_who_was_reminded_by_hand_lately_is_left_alone(asked, mana, now):
    remind(assessment=asked.assessment, url_of=lambda token: f"x{token}", by=mana, now=now + 11 * DAY)

    assert [remind_invited(now=now + day * DAY) for day in (12, 13)] == [0, 0]


@pytest.mark.parametrize("state", ["answered", "revoked", "stopped", "submitted", "going", "asker gone"])
def test_who_is_not_reminded(asked, aozora, alice, mana, now, state):
    rows = Invitation.objects.of(asked.assessment)
    if state == "answered":
        rows.update(opened_at=now, answered_at=now, respondent=asked.pk)
    if state == "revoked":
        revoke(invitation=asked, by=mana, now=now)
    if state == "stopped":
        stop_reminding(invitation_id=asked.pk.hex, now=now)
    if state == "submitted":
        submit(asked.assessment, mana, now=now)
    if state == "going":
        ask_deletion(organization=aozora, by=alice, now=now)
    if state == "asker gone":
        User.objects.filter(pk=mana.pk).update(is_active=False)

    assert remind_invited(now=now + 12 * DAY) == 0
    assert mails() == []


def test_who_stopped_reminders_gets_none_by_hand_either(client, asked, mana, now, time_machine):
    stop_reminding(invitation_id=asked.pk.hex, now=now)
    time_machine.move_to(now + 2 * DAY)
    client.force_login(mana)

    client.post(reverse("asked_remind", args=[asked.assessment.pk]))

    assert mails() == []


def test_an_employee_who_has_answered_counts_and_gets_no_mail(edition, aozora, mana, now):
    assessment = make_assessment(aozora, mana, edition, now=now)
    for number in range(2):
        make_invitation(assessment, mana, f"e{number}@example.org", now=now, perspective="employee")
    done = Invitation.objects.of(assessment).get(email="e0@example.org")
    Invitation.objects.of(assessment).filter(pk=done.pk).update(opened_at=now, answered_at=now, respondent=done.pk)

    assert remind_invited(now=now + 12 * DAY) == 2
    assert [mail.to for mail in mails()] == ["e1@example.org"]
    assert len(Change.objects.of(assessment).get(what="reminded").after["invitations"]) == 2


def test_all_assessments_are_gone_through(edition, aozora, mana, now, monkeypatch):
    monkeypatch.setattr("assessments.services.invitation_reminding.AT_ONCE", 2)
    for number in range(5):
        unit = make_organization(f"Unit {number}", above=aozora)
        make_invitation(make_assessment(unit, mana, edition, now=now), mana, now=now)

    assert remind_invited(now=now + 12 * DAY) == 5
