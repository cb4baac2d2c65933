# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from accounts.erasing import OnlyOwner
from accounts.mail import queue_mail
from accounts.models import Mail, Membership, Role, User
from accounts.services import set_role
from assessments.models import (
    Answer,
    Assignment,
    Change,
    Evidence,
    Export,
    Invitation,
    PlanChange,
    PlanItem,
    ShareLink,
)
from assessments.models.answer import Kind
from assessments.services.backing import add_evidence, remove_evidence
from assessments.services.erasing import erase_address, erase_person
from assessments.services.planning import change_item
from tests.factories import (
    join,
    make_assessment,
    make_draft,
    make_edition,
    make_evidence,
    make_invitation,
    make_plan_item,
    make_user,
    say,
)


def places_of(text: str) -> list[str]:
    """Every column of every table that holds the text."""
    found = []
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                rows = model._base_manager.filter(**{f"{field.name}__icontains": text})
                found += [f"{model.__name__}.{field.name}"] * rows.count()
    return found


def change(item: PlanItem, by: User, now: datetime, **changes: Any) -> PlanItem:
    return change_item(item=item, seen=item.revision, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)


@pytest.fixture
def person(aozora, mana, now) -> User:
    """Somebody who has done what one can do here."""
    user = join(make_user("Kurosawa", is_curator=True), aozora, Role.MANAGER).user
    EmailAddress.objects.create(user=user, email="private@example.net", verified=True)
    assessment = make_assessment(aozora, user, make_edition(), now=now)
    say(assessment, user, Kind.PRACTICE, now=now, strategy="3")
    make_evidence(assessment, user, "strategy", now.date(), now=now)
    Evidence.unscoped.update(owner="Kurosawa")
    make_invitation(assessment, mana, email="private@example.net")
    Assignment.objects.create(**assessment.whose, section="management", user=user)
    make_draft(user, now=now)
    said = ("kurosawa", "Mana, Kurosawa; else private@example.net")
    alone, beside, still_open, done = (make_plan_item(aozora, user, now=now, title=title) for title in "abcd")
    change(alone, mana, now, assignee_text=said[0])
    change(change(beside, mana, now, assignee_text=said[1]), mana, now, assignee_text="Legal")
    change(still_open, mana, now, assignee=user)
    change(done, mana, now, assignee=user, status="done")
    link = {"what": "dashboard", "pack": "p", "token_digest": "d", "expires_at": now + timedelta(days=9)}
    ShareLink.objects.create(organization=aozora, made_at=now, made_by=user, **link)
    export = {"what": "result", "form": "csv", "language": "en", "expires_at": now + timedelta(days=9)}
    Export.objects.create(organization=aozora, asked_at=now, asked_by=user, **export)
    proof = {"practice": "strategy", "url": "https://example.org", "text": "", "reviewed_on": now.date()}
    kept = add_evidence(
        assessment=assessment, **proof, owner="kurosawa", idempotency_key=uuid.uuid4(), by=mana, now=now
    )
    remove_evidence(assessment=assessment, evidence=kept.pk, by=mana, now=now)
    queue_mail(to="Private@example.net", subject="Hello", text="Kurosawa", purpose="p", now=now)
    to_others = {"to": "mana@example.org", "organization": aozora, "now": now}
    queue_mail(subject="Of Kurosawa", text="Kurosawa asks you.", purpose="p", **to_others)
    Mail.objects.filter(to="mana@example.org").update(sent_at=now, next_at=None)
    queue_mail(subject="Hello", text="Kurosawa asks you. Kurosawaさん", purpose="waits", **to_others)
    return user


def test_nothing_leads_back_to_the_person(person, mana, now):
    address = person.email

    erase_person(user=person, by=person, now=now)

    assert places_of(address) + places_of("Kurosawa") + places_of("private@example.net") == []


def test_what_they_said_stays_under_one_pseudonym(person, now):
    name = erase_person(user=person, by=person, now=now)

    person.refresh_from_db()
    assert str(person) == name
    assert Answer.unscoped.filter(answered_by=person, value="3").count() == 1
    assert Change.unscoped.filter(by=person).exists()
    assert Evidence.unscoped.get().owner == name
    added, removed = Change.unscoped.filter(what="evidence", key="strategy", by__name="Mana").order_by("pk")
    assert (added.after["owner"], removed.before["owner"]) == (name, name)
    assert added.after["url"] == "https://example.org"


def test_an_action_is_somebodys_under_the_pseudonym(person, now):
    name = erase_person(user=person, by=person, now=now)

    alone, beside, open_, done = sorted(PlanItem.unscoped.all(), key=lambda item: item.title)
    assert (alone.assignee_text, beside.assignee_text) == (name, "Legal")
    line = PlanChange.unscoped.get(item=beside, revision=3)
    assert (line.before, line.after) == (
        {"assignee_text": f"Mana, {name}; else {name}"},
        {"assignee_text": "Legal"},
    )
    assert (open_.assignee, str(done.assignee)) == (None, name)


def test_mails_to_others_name_the_person_no_more(person, now):
    name = erase_person(user=person, by=person, now=now)

    sent, waiting = Mail.objects.filter(to="mana@example.org").order_by("purpose")
    assert (sent.subject, sent.text) == (f"Of {name}", f"{name} asks you.")
    assert (waiting.subject, waiting.text) == ("Hello", f"{name} asks you. {name}さん")


def test_only_the_name_is_taken_from_a_mail(person, aozora, now):
    User.objects.filter(pk=person.pk).update(name="Ann")
    text = "Ann, your annual Annex: https://example.org/Ann/x"
    queue_mail(to="mana@example.org", subject="Hello", text=text, purpose="x", now=now, organization=aozora)
    person.refresh_from_db()

    name = erase_person(user=person, by=person, now=now)

    assert Mail.objects.get(purpose="x").text == f"{name}, your annual Annex: https://example.org/Ann/x"


def test_what_others_elsewhere_call_so_stays(person, midori, charlie, now):
    """Whoever calls themselves "Legal" and leaves changes nothing in organizations that never knew them."""
    assessment = make_assessment(midori, charlie, now=now)
    proof = {"practice": "strategy", "url": "https://example.org", "text": "", "reviewed_on": now.date()}
    key = uuid.uuid4()
    add_evidence(assessment=assessment, **proof, owner="Kurosawa", idempotency_key=key, by=charlie, now=now)
    mail = {"to": "charlie@example.org", "subject": "Kurosawa", "text": "Kurosawa", "now": now}
    queue_mail(**mail, purpose="theirs", organization=midori)

    erase_person(user=person, by=person, now=now)

    assert Evidence.unscoped.get(organization=midori).owner == "Kurosawa"
    assert Change.unscoped.get(organization=midori, what="evidence").after["owner"] == "Kurosawa"
    assert Mail.objects.get(purpose="theirs").text == "Kurosawa"


def test_where_they_once_had_a_role_they_are_erased_too(person, aozora, mana, now):
    set_role(organization=aozora, user=person, role=None, by=mana, now=now)

    name = erase_person(user=person, by=person, now=now)

    assert Evidence.unscoped.get().owner == name


def test_they_can_do_nothing_any_more(person, client, now):
    client.force_login(person)

    erase_person(user=person, by=person, now=now)

    person.refresh_from_db()
    assert (person.is_active, person.is_curator, person.has_usable_password()) == (False, False, False)
    assert client.get("/preferences/data/").status_code == 302
    assert not Membership.objects.filter(user=person).exists()
    assert not Assignment.unscoped.filter(user=person).exists()
    assert not Export.unscoped.exists()
    assert ShareLink.unscoped.get().revoked_at == now
    assert Invitation.unscoped.get().revoked_at == now


def test_the_only_owner_is_told_so_and_nothing_is_written(aozora, now):
    owner = join(make_user("Olga"), aozora, Role.OWNER).user

    with pytest.raises(OnlyOwner) as found:
        erase_person(user=owner, by=owner, now=now)

    assert found.value.organizations == [aozora]
    assert User.objects.get(pk=owner.pk).email == owner.email


def test_who_was_asked_without_an_account_is_erased_by_the_address(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_edition(), now=now)
    make_invitation(assessment, mana, email="oda@example.org")

    assert erase_address(address="ODA@example.org", now=now) == 1
    assert erase_address(address="oda@example.org", now=now) == 0

    assert places_of("oda@example.org") == []
    assert Invitation.unscoped.get().revoked_at == now
    assert not Mail.objects.filter(to="oda@example.org").exists()
