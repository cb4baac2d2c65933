# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Mail
from assessments.models import Change, Invitation
from assessments.services.inviting import invite, remind, resend, revoke
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from assessments.services.responding import begin
from tests.factories import make_asking_edition, make_assessment, make_invitation, make_organization, submit

DAY = timedelta(days=1)


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


def url_of(token):
    return f"https://cairn.example.org/ask/{token}/"


def ask(assessment, by, now, emails, **chosen):
    chosen = {"perspective": "management", "practices": None, "situations": [], "language": "en"} | chosen
    return invite(assessment=assessment, emails=emails, url_of=url_of, by=by, now=now, **chosen)


def faults(refusal):
    return [(fault.place, fault.message) for fault in refusal.value.faults]


def test_several_people_are_asked_at_once_each_by_a_link_of_their_own(assessment, mana, now):
    made = ask(assessment, mana, now, ["nora@example.org", "oda@example.org"])

    mails = list(Mail.objects.order_by("to"))
    assert [mail.to for mail in mails] == ["nora@example.org", "oda@example.org"]
    assert len({one.token_digest for one in made}) == 2
    assert [one.practices for one in made] == [["strategy", "health", "culture"]] * 2
    assert Change.objects.of(assessment).get(what="invited").after == {"invitations": [str(one.pk) for one in made]}


def test_the_mail_says_who_asks_what_for_how_long_until_when_and_what_becomes_of_it(assessment, mana, now):
    ask(assessment, mana, now, ["nora@example.org"])

    mail = Mail.objects.get()
    assert (mail.subject, mail.purpose, mail.language) == ("Aozora asks for your view", "invitation", "en")
    assert "Mana (mana@example.org) would like to know how you see open source at Aozora." in mail.text
    assert "There are 3 questions. They take about 1 min" in mail.text
    assert "open until 30 November 2026" in mail.text
    assert "sees your answers one by one" in mail.text
    assert "https://cairn.example.org/ask/" in mail.text


def test_a_mail_is_in_the_language_of_whoever_is_asked(assessment, mana, now):
    ask(assessment, mana, now, ["nora@example.org"], language="ja")

    mail = Mail.objects.get()
    assert mail.language == "ja"
    assert "2026年11月30日" in mail.text
    assert "Your answers" not in mail.text


def test_a_token_is_in_the_mail_alone(assessment, mana, now):
    _invitation, token = make_invitation(assessment, mana, now=now)

    kept = [str(value) for value in Invitation.objects.of(assessment).values_list().get()]
    kept += [str(line.after) for line in Change.objects.of(assessment)]
    assert token in Mail.objects.get().text
    assert [value for value in kept if token in value] == []


def test_a_name_that_spans_lines_makes_no_lines_in_a_mail(assessment, mana, now):
    mana.name = "Mana\n\nhttps://evil.example/\n"

    ask(assessment, mana, now, ["nora@example.org"])

    assert "\nhttps://evil.example/" not in Mail.objects.get().text


def test_the_same_address_is_not_asked_twice_for_a_view(assessment, mana, now):
    ask(assessment, mana, now, ["nora@example.org"])

    with pytest.raises(NotAccepted) as refusal:
        ask(assessment, mana, now, ["oda@example.org", "Nora@Example.org"])

    assert faults(refusal) == [
        (
            "emails",
            "Asked for this view already: Nora@Example.org. Leave them out, or send their link again in the list.",
        )
    ]
    assert Invitation.objects.of(assessment).count() == Mail.objects.count() == 1
    ask(assessment, mana, now, ["nora@example.org"], perspective="business_unit")


@pytest.mark.parametrize(
    "address",
    [
        "nora",
        "nora@example",
        "nora@example.org\nBcc: all@example.org",
        "nora@example.org\r\nSubject: x",
        "Nora <nora@example.org>",
        "nora@example.org,oda@example.org",
        "@example.org",
        "n" * 400 + "@example.org",
        "nora@" + "long.example." * 20 + "org",
        "",
    ],
)
def test_what_is_no_address_is_refused_and_named(assessment, mana, now, address):
    with pytest.raises(NotAccepted) as refusal:
        ask(assessment, mana, now, ["oda@example.org", address])

    ((place, message),) = faults(refusal)
    assert place == "emails"
    assert message.startswith(address[:80])
    assert not Mail.objects.exists()


def test_an_organization_sends_fifty_invitations_an_hour(assessment, mana, now):
    ask(assessment, mana, now, [f"person{number}@example.org" for number in range(49)])
    first, second = make_invitation(assessment, mana, "nora@example.org", now=now)[0], ["oda@example.org"]

    with pytest.raises(NotAccepted, match="at most 50 invitations an hour"):
        ask(assessment, mana, now, second)
    with pytest.raises(NotAccepted, match="at most 50 invitations an hour"):
        resend(invitation=first, url_of=url_of, by=mana, now=now)

    ask(assessment, mana, now + timedelta(hours=1), second)


def test_what_one_organization_sends_does_not_hold_up_another(assessment, mana, charlie, now):
    ask(assessment, mana, now, [f"person{number}@example.org" for number in range(50)])
    other = make_assessment(make_organization("Midori"), charlie, assessment.edition, now=now)

    assert ask(other, charlie, now, ["nora@example.org"])


def test_a_group_sends_no_more_by_having_many_units(assessment, aozora, mana, now):
    for number in range(5):
        unit = make_organization(f"Unit {number}", above=aozora)
        Mail.objects.bulk_create(
            Mail(organization=unit, to="nora@example.org", purpose="invitation", created_at=now) for _ in range(50)
        )

    with pytest.raises(NotAccepted, match="at most 250 invitations an hour"):
        ask(assessment, mana, now, ["nora@example.org"])

    assert ask(assessment, mana, now + timedelta(hours=1), ["nora@example.org"])


@pytest.mark.parametrize(
    ("chosen", "place"),
    [
        ({"perspective": "everybody"}, "perspective"),
        ({"practices": []}, "practices"),
        ({"practices": ["sponsor"]}, "practices"),
        ({"practices": ["nothing"]}, "practices"),
        ({"situations": ["community-underrated"]}, "situations"),
        ({"perspective": "employee", "situations": ["technology-only"]}, "situations"),
    ],
)
def test_only_what_the_edition_asks_of_a_view_can_be_asked(assessment, mana, now, chosen, place):
    with pytest.raises(NotAccepted) as refusal:
        ask(assessment, mana, now, ["nora@example.org"], **chosen)

    assert faults(refusal)[0][0] == place


def test_signs_alone_can_be_asked_of_management(assessment, mana, now):
    (made,) = ask(assessment, mana, now, ["nora@example.org"], practices=[], situations=["technology-only"])

    assert (made.practices, made.situations) == ([], ["technology-only"])


def test_a_link_ends_after_fourteen_days_and_at_most_a_week_after_the_due_day(assessment, mana, now):
    (made,) = ask(assessment, mana, now, ["nora@example.org"])
    assert made.expires_at == datetime(2026, 11, 30, 15, tzinfo=UTC)  # midnight in Tokyo

    assessment.due_date = date(2026, 11, 20)
    (made,) = ask(assessment, mana, now, ["oda@example.org"])
    assert made.expires_at == datetime(2026, 11, 27, 15, tzinfo=UTC)

    assessment.due_date = date(2026, 9, 30)  # late, and still a week to answer
    (made,) = ask(assessment, mana, now, ["uno@example.org"])
    assert made.expires_at == datetime(2026, 11, 23, 15, tzinfo=UTC)


def test_a_link_that_is_sent_again_takes_the_place_of_the_one_before(assessment, mana, now):
    invitation, token = make_invitation(assessment, mana, now=now)
    tokens = []

    resend(invitation=invitation, url_of=lambda token: tokens.append(token) or url_of(token), by=mana, now=now + DAY)

    assert not Invitation.objects.by_token(token).exists()
    held = Invitation.objects.by_token(tokens[0]).get()
    assert (held.pk, held.sent_at) == (invitation.pk, now + DAY)
    assert held.expires_at == invitation.expires_at + DAY
    assert Mail.objects.count() == 2


def test_a_withdrawn_invitation_is_not_sent_again_and_the_person_can_be_asked_anew(assessment, mana, now):
    invitation, _token = make_invitation(assessment, mana, now=now)
    revoke(invitation=invitation, by=mana, now=now)
    revoke(invitation=invitation, by=mana, now=now + DAY)

    with pytest.raises(NotAccepted):
        resend(invitation=invitation, url_of=url_of, by=mana, now=now)

    assert Invitation.objects.of(assessment).get().revoked_at == now
    assert Change.objects.of(assessment).filter(what="uninvited").count() == 1
    ask(assessment, mana, now, ["nora@example.org"])


def test_whoever_is_silent_is_reminded_once_a_day(assessment, mana, now):
    silent, _token = make_invitation(assessment, mana, "nora@example.org", now=now)
    begun, _token = make_invitation(assessment, mana, "begun@example.org", now=now)
    begin(link=begun, browser=begun.pk, now=now)
    for name, field in [("answered", "answered_at"), ("withdrawn", "revoked_at")]:
        other, _token = make_invitation(assessment, mana, f"{name}@example.org", now=now)
        begin(link=other, browser=other.pk, now=now)
        Invitation.objects.of(assessment).filter(pk=other.pk).update(**{field: now})
    make_invitation(assessment, mana, "late@example.org", now=now + DAY)

    counts = [remind(assessment=assessment, url_of=url_of, by=mana, now=now + each * DAY) for each in (1, 1, 2)]

    assert counts == [2, 0, 3]
    reminders = Mail.objects.filter(purpose="invitation reminder")
    assert sorted(set(reminders.values_list("to", flat=True))) == [
        "begun@example.org",
        "late@example.org",
        "nora@example.org",
    ]
    assert "takes the place of the one in the earlier mail" in reminders[0].text
    assert Invitation.objects.of(assessment).get(pk=silent.pk).expires_at == silent.expires_at


def test_once_submitted_nobody_is_asked_reminded_or_withdrawn(assessment, mana, now):
    invitation, _token = make_invitation(assessment, mana, now=now)
    submit(assessment, mana, now=now)

    for write in (
        lambda: ask(assessment, mana, now, ["oda@example.org"]),
        lambda: resend(invitation=invitation, url_of=url_of, by=mana, now=now),
        lambda: remind(assessment=assessment, url_of=url_of, by=mana, now=now + DAY),
        lambda: revoke(invitation=invitation, by=mana, now=now),
    ):
        with pytest.raises(AlreadySubmitted):
            write()
    assert Mail.objects.count() == 1
