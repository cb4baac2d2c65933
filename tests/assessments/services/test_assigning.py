# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from accounts.models import Mail, Role
from assessments.models import Assignment, Change
from assessments.services.assigning import assign_section, assign_sections, unassign_section
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from tests.factories import join, make_assessment, make_organization, make_user, submit

LINK = "https://cairn.example.org/assessments/1/"


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def ask(assessment, mana, now):
    def with_(user, *sections, by=mana):
        return assign_sections(assessment=assessment, sections=sections, user=user, by=by, now=now, link=LINK)

    return with_


def assigned(assessment):
    return [(row.section, row.user) for row in Assignment.objects.of(assessment).order_by("pk")]


def lines(assessment):
    rows = Change.objects.of(assessment).filter(what="assigned").order_by("pk")
    return [(row.key, row.before, row.after, row.by) for row in rows]


@pytest.mark.parametrize("section", ["situations", "routines", "employee"])
def test_a_section_is_assigned_once(assessment, mana, connie, now, section):
    for _time in range(2):
        assign_section(assessment=assessment, section=section, user=connie, by=mana, now=now)

    assert assigned(assessment) == [(section, connie)]
    assert lines(assessment) == [(section, None, {"person": connie.pk}, mana)]
    assert not Mail.objects.exists()


def test_one_mail_tells_of_a_batch_in_the_persons_language(assessment, mana, connie, ask):
    connie.language = "en"
    connie.save()

    assert ask(connie, "routines", "employee") == ["employee", "routines"]

    mail = Mail.objects.get()
    assert (mail.to, mail.purpose, mail.language, mail.organization) == (
        connie.email,
        "assignment",
        "en",
        assessment.organization,
    )
    assert mail.subject == "You are asked to answer: Employee and Routines (Aozora, 2026 Q4)"
    assert "Mana asks you to answer a part of the 2026 Q4 assessment of Aozora: Employee and Routines." in mail.text
    assert LINK in mail.text and "It is due on 31 Dec 2026." in mail.text


def test_who_chose_no_language_is_told_in_the_organizations(connie, ask):
    ask(connie, "routines")

    mail = Mail.objects.get()
    assert (mail.language, "定例の取り組み" in mail.subject) == ("ja", True)


def test_only_what_is_new_is_told(connie, ask):
    ask(connie, "employee")

    assert (ask(connie, "employee"), ask(connie, "employee", "ospo")) == ([], ["ospo"])
    assert sorted("OSPO" in mail.subject for mail in Mail.objects.all()) == [False, True]
    assert Mail.objects.count() == 2


def test_one_needs_no_mail_to_know_what_one_took_on(mana, ask):
    assert ask(mana, "ospo") == ["ospo"]
    assert not Mail.objects.exists()


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER, Role.CONTRIBUTOR])
def test_a_role_further_up_is_enough(aozora, mana, now, role):
    unit = make_organization("Imaging", above=aozora)
    assessment = make_assessment(unit, mana, now=now)
    person = join(make_user(), aozora, role).user

    assign_section(assessment=assessment, section="ospo", user=person, by=mana, now=now)

    assert assigned(assessment) == [("ospo", person)]


def test_a_viewer_a_stranger_and_who_has_left_are_refused(assessment, mana, bob, charlie, connie, ask):
    connie.is_active = False
    connie.save()

    for person in (bob, charlie, connie):
        with pytest.raises(NotAccepted) as refusal:
            ask(person, "ospo")
        assert [fault.place for fault in refusal.value.faults] == ["person"]
    assert assigned(assessment) == [] and not Mail.objects.exists()


def test_an_unknown_section_is_refused(assessment, connie, ask):
    with pytest.raises(NotAccepted):
        ask(connie, "ospo", "x")

    assert assigned(assessment) == []


def test_a_section_is_taken_away_once(assessment, mana, connie, ask, now):
    ask(connie, "ospo", "employee")

    taken = [
        unassign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now) for _time in range(2)
    ]

    assert assigned(assessment) == [("employee", connie)]
    assert (taken[0].key, taken[0].before, taken[0].after, taken[1]) == ("ospo", {"person": connie.pk}, None, None)
    assert lines(assessment)[-1] == ("ospo", {"person": connie.pk}, None, mana)


def test_nothing_is_assigned_or_taken_away_in_a_submitted_assessment(assessment, mana, connie, ask, now):
    ask(connie, "ospo")
    submit(assessment, mana, now=now)

    with pytest.raises(AlreadySubmitted):
        ask(connie, "employee")
    with pytest.raises(AlreadySubmitted):
        unassign_section(assessment=assessment, section="ospo", user=connie, by=mana, now=now)
    assert assigned(assessment) == [("ospo", connie)]
