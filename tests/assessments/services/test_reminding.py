# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Mail, Membership, ReminderDay, ReminderStop, Role, User
from accounts.reminders import EVERY_KIND, PERSON, Stop, stop_of, stop_reminders
from assessments.models import Assessment, Edition
from assessments.models.answer import Kind
from assessments.services.assigning import assign_sections
from assessments.services.deleting import ask_deletion
from assessments.services.planning import OwnAction, add_own_action, change_item
from assessments.services.reminding import can_remind, remind_people
from tests.factories import (
    join,
    make_assessment,
    make_edition,
    make_evidence,
    make_organization,
    make_smaller_edition,
    make_user,
    say,
    submit,
)

DAY = timedelta(days=1)


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def mana(mana):
    User.objects.filter(pk=mana.pk).update(language="en")
    mana.refresh_from_db()
    return mana


def routines(edition):
    """Something said to each of them."""
    return {one["key"].replace("-", "_"): "unknown" for one in json.loads(edition.document)["routines"]}


def due_on(assessment, day):
    Assessment.objects.filter(pk=assessment.pk).update(due_date=day)


def mails(to=None):
    found = Mail.objects.filter(purpose="reminders").order_by("created_at", "to")
    return [mail for mail in found if to is None or mail.to == to.email]


def remind(now):
    """A run; what it left is sent at once, so that nothing waits."""
    run = remind_people(now=now)
    Mail.objects.filter(next_at__isnull=False).update(sent_at=now, next_at=None)
    return run


def opened_long_ago(organization, by, edition, now, due):
    assessment = make_assessment(organization, by, edition, now=now - 40 * DAY)
    due_on(assessment, due)
    return assessment


def test_who_looks_after_a_unit_is_reminded_before_it_is_due(edition, aozora, alice, mana, connie, bob, now):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)

    run = remind(now)

    (mail,) = mails()
    assert (run.mails, run.people) == (1, 3)  # the viewer answers nothing, so nobody looks for them
    assert (mail.to, mail.subject, mail.language) == (mana.email, "Cairn: Due soon", "en")
    assert "What waits for you in Cairn on 16 November 2026:" in mail.text
    assert "- Aozora: 2026 Q4, to be submitted by 23 November 2026" in mail.text
    assert f"http://127.0.0.1/assessments/{assessment.pk}/\n" in mail.text


def test_a_mail_is_in_the_readers_language_else_the_organizations(edition, aozora, mana, now):
    opened_long_ago(aozora, mana, edition, now, now.date() + DAY)
    User.objects.filter(pk=mana.pk).update(language="")

    remind(now)

    (mail,) = mails()
    assert (mail.language, mail.subject) == ("ja", "Cairn からのお知らせ：期日が近いもの")
    assert "2026年11月17日" in mail.text


def test_a_second_run_sends_nothing(edition, aozora, mana, now):
    opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    remind(now)

    assert remind(now + timedelta(hours=1)).people == 0
    assert remind(now + timedelta(hours=5)).mails == 0
    assert len(mails()) == 1


def test_on_the_days_between_there_is_no_mail(edition, aozora, mana, now):
    opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    found = {day: remind(now + day * DAY).mails for day in range(20)}

    assert [day for day, mails in found.items() if mails] == [0, 6, 14]


def test_days_on_which_nothing_ran_lose_nothing(edition, aozora, mana, now):
    opened_long_ago(aozora, mana, edition, now, now.date() + 6 * DAY)

    assert remind(now).mails == 1  # it was told yesterday to who looked then


def test_nothing_is_sent_before_the_morning(edition, aozora, mana, now):
    opened_long_ago(aozora, mana, edition, now, date(2026, 11, 24))
    six, seven = datetime(2026, 11, 16, 21, 59, tzinfo=UTC), datetime(2026, 11, 16, 22, 0, tzinfo=UTC)  # Tokyo is +9

    assert (remind(six).people, remind(seven).people) == (0, 1)
    assert "on 17 November 2026" in mails()[0].text


def test_sections_that_are_asked_of_somebody_are_named_until_they_are_answered(edition, aozora, mana, connie, now):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    sections = ["management", "routines"]
    assign_sections(assessment=assessment, sections=sections, user=connie, by=mana, now=now, link="x")
    User.objects.filter(pk=connie.pk).update(language="en")
    Assessment.objects.filter(pk=assessment.pk).update(opened_at=now - 40 * DAY)

    remind(now)
    asked = next(mail.text for mail in mails(connie))
    say(
        assessment,
        mana,
        Kind.ROUTINE,
        now=now,
        **routines(edition),
    )
    remind(now + 6 * DAY)
    later = mails(connie)[1].text

    assert "- Aozora: 2026 Q4, asked of you: Management and Routines, by 23 November 2026" in asked
    assert "asked of you: Management, by" in later


def test_who_has_answered_all_that_was_asked_gets_no_mail(edition, aozora, mana, connie, now):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    assign_sections(assessment=assessment, sections=["routines"], user=connie, by=mana, now=now, link="x")
    say(assessment, mana, Kind.ROUTINE, now=now, **routines(edition))

    remind(now)

    assert mails(connie) == []


def test_what_nobody_has_looked_at_again_is_not_answered(edition, aozora, mana, connie, now):
    before = make_assessment(aozora, mana, edition, now=now - 100 * DAY)
    say(before, mana, Kind.ROUTINE, now=now - 100 * DAY, **routines(edition))
    submit(before, mana, now=now - 100 * DAY)
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    assign_sections(assessment=assessment, sections=["routines"], user=connie, by=mana, now=now, link="x")

    remind(now)

    assert len(mails(connie)) == 1


def test_who_looks_after_all_of_it_is_not_told_of_a_section_besides(edition, aozora, mana, now):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    assign_sections(assessment=assessment, sections=["routines"], user=mana, by=mana, now=now, link="x")

    remind(now)

    (mail,) = mails()
    assert mail.text.count("- Aozora:") == 1


def test_who_has_no_role_there_any_more_gets_no_mail(edition, aozora, midori, mana, connie, now):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    assign_sections(assessment=assessment, sections=["routines"], user=connie, by=mana, now=now, link="x")
    Membership.objects.filter(user=connie).update(role=Role.VIEWER)
    join(connie, midori, Role.OWNER)

    remind(now)

    assert mails(connie) == []


@pytest.mark.parametrize("state", ["submitted", "inactive", "going", "stopped", "stopped kind"])
def test_who_is_not_reminded(edition, aozora, alice, mana, now, state):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    if state == "submitted":
        submit(assessment, mana, now=now - DAY)
    if state == "inactive":
        User.objects.filter(pk__in=[mana.pk, alice.pk]).update(is_active=False)
    if state == "going":
        ask_deletion(organization=aozora, by=alice, now=now)
    if state.startswith("stopped"):
        stop_reminders(user_id=mana.pk, kind="due" if "kind" in state else EVERY_KIND, now=now)

    assert remind(now).mails == 0
    assert mails() == []


def test_evidence_that_has_grown_stale_goes_to_its_managers(edition, aozora, mana, connie, now):
    """The small edition counts evidence for 365 days."""
    assessment = opened_long_ago(aozora, mana, edition, now, None)
    stale = now.date() - 366 * DAY
    make_evidence(assessment, mana, "strategy", stale, now=now)
    make_evidence(assessment, mana, "health", stale - 400 * DAY, now=now)
    make_evidence(assessment, mana, "culture", stale + 2 * DAY, now=now)

    found = [remind(now + day * DAY).mails for day in range(4)]

    texts = [mail.text for mail in mails()]
    assert found == [1, 0, 1, 0]
    assert "2 pieces of evidence no longer count\n" in texts[0]
    assert "3 pieces of evidence no longer count\n" in texts[1]
    assert f"/assessments/{assessment.pk}/evidence/" in texts[0]
    assert {mail.to for mail in mails()} == {mana.email}


def test_stale_evidence_beside_fresh_one_is_no_news(edition, aozora, mana, now):
    assessment = opened_long_ago(aozora, mana, edition, now, None)
    make_evidence(assessment, mana, "strategy", now.date() - 366 * DAY, now=now)
    make_evidence(assessment, mana, "strategy", now.date(), now=now)

    assert remind(now).mails == 0


def test_a_quarter_that_has_begun_without_an_assessment_is_told_twice(edition, aozora, mana, now):
    submit(make_assessment(aozora, mana, edition, now=now), mana, now=now)
    never = make_organization("Never", above=aozora)
    first = datetime(2027, 1, 1, 9, tzinfo=UTC)

    found = [day for day in range(35) if remind(first + day * DAY).mails]

    (mail, _second) = mails()
    assert found == [0, 14]
    assert "- Aozora: 2027 Q1 has begun: the self-assessment can be opened" in mail.text
    assert f"/organizations/{aozora.pk}/assessments/" in mail.text
    assert never.name not in mail.text


def test_once_it_is_open_nobody_is_told_that_the_quarter_has_begun(edition, aozora, mana, now):
    submit(make_assessment(aozora, mana, edition, now=now), mana, now=now)
    first = datetime(2027, 1, 1, 9, tzinfo=UTC)
    make_assessment(aozora, mana, edition, now=first)

    assert remind(first).mails == 0


def test_once_it_is_submitted_nobody_is_told_that_the_quarter_has_begun(edition, aozora, mana, now):
    submit(make_assessment(aozora, mana, edition, now=now), mana, now=now)
    first = datetime(2027, 1, 1, 9, tzinfo=UTC)
    submit(make_assessment(aozora, mana, edition, now=first), mana, now=first)

    assert remind(first + DAY).mails == 0


def test_who_opened_it_is_not_told(edition, aozora, mana, now):
    make_assessment(aozora, mana, edition, now=now)

    assert [remind(now + day * DAY).mails for day in range(4)] == [0, 0, 0, 0]


def test_what_somebody_else_opened_is_told_on_the_day_after(edition, aozora, alice, mana, now):
    make_assessment(aozora, alice, edition, now=now)

    found = [remind(now + day * DAY).mails for day in range(4)]

    assert found == [0, 1, 0, 0]
    assert "- Aozora: 2026 Q4 is open, to be submitted by 31 December 2026" in mails()[0].text


def test_what_is_due_is_named_once(edition, aozora, alice, mana, now):
    assessment = make_assessment(aozora, alice, edition, now=now)
    due_on(assessment, now.date() + 8 * DAY)

    remind(now + DAY)

    (mail,) = mails()
    assert mail.text.count("- Aozora:") == 1
    assert "to be submitted by 24 November 2026" in mail.text


def test_a_newer_edition_is_told_where_an_assessment_could_move(edition, aozora, mana, now):
    assessment = opened_long_ago(aozora, mana, edition, now, None)
    make_smaller_edition("health", now=now)

    found = [remind(now + day * DAY).mails for day in range(4)]

    (mail,) = mails()
    assert found == [0, 1, 0, 0]
    assert "2026 Q4 can move to edition 1.3.0; see first what would change" in mail.text
    assert f"/assessments/{assessment.pk}/move/" in mail.text


def test_one_mail_tells_all_and_its_link_stops_all(edition, aozora, mana, now):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    make_evidence(assessment, mana, "strategy", now.date() - 700 * DAY, now=now)

    remind(now)

    (mail,) = mails()
    assert mail.subject == "Cairn: What waits for you"
    assert mail.text.index("DUE SOON") < mail.text.index("EVIDENCE THAT HAS GROWN STALE")
    assert stop_of(mail.unsubscribe.split("/")[-2]) == Stop(PERSON, str(mana.pk))
    assert mail.text.endswith(mail.unsubscribe)


def test_a_mail_of_one_kind_is_stopped_as_that_kind(edition, aozora, mana, now):
    opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)

    remind(now)

    assert stop_of(mails()[0].unsubscribe.split("/")[-2]) == Stop(PERSON, str(mana.pk), "due")


def test_the_nearest_managers_are_told_and_those_above_are_not(edition, aozora, mana, now):
    lens, bare = (make_organization(name, above=aozora) for name in ("Lens", "Bare"))
    mia = join(make_user("Mia", language="en"), lens, Role.MANAGER).user
    for unit in (lens, bare):
        opened_long_ago(unit, mana, edition, now, now.date() + 7 * DAY)

    remind(now)

    assert {mail.to: re.findall("- (\\w+):", mail.text) for mail in mails()} == {
        mia.email: ["Lens"],
        mana.email: ["Bare"],
    }


def test_a_mail_names_twenty_and_counts_the_rest(edition, aozora, mana, now):
    for number in range(23):
        unit = make_organization(f"Unit {number:02} " + "x" * 105, above=aozora)
        opened_long_ago(unit, mana, edition, now, now.date() + 7 * DAY)

    remind(now)

    (mail,) = mails()
    assert mail.text.count("to be submitted") == 20
    assert "And 3 more." in mail.text
    assert len(mail.text) < 10_000


def test_people_who_share_a_day_are_read_together(edition, aozora, now, django_assert_max_num_queries):
    """As many queries for thirty people with thirty units as for three with three."""
    counts = []
    for number in (3, 27):
        for _each in range(number):
            unit = make_organization(above=aozora, name=str(uuid.uuid4()))
            user = join(make_user(), unit, Role.MANAGER).user
            assessment = opened_long_ago(unit, user, edition, now, now.date() + 7 * DAY)
            make_evidence(assessment, user, "strategy", now.date() - 700 * DAY, now=now)
        Mail.objects.all().delete()
        ReminderDay.objects.all().delete()
        with django_assert_max_num_queries(30) as queries:
            remind_people(now=now)
        counts.append(len(queries))

    assert Mail.objects.filter(purpose="reminders").count() == 30
    assert counts == [23, 23]


def test_people_are_read_batch_by_batch(edition, aozora, now):
    for _each in range(5):
        user = join(make_user(), make_organization(above=aozora), Role.MANAGER).user
        unit = Membership.objects.get(user=user).organization
        opened_long_ago(unit, user, edition, now, now.date() + 7 * DAY)

    assert remind_people(now=now, most=2).mails == 5


def test_a_mail_that_waits_is_not_joined_by_another(edition, aozora, mana, now):
    opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    remind_people(now=now)

    assert remind_people(now=now + 6 * DAY).people == 0
    Mail.objects.update(sent_at=now, next_at=None)
    assert remind_people(now=now + 6 * DAY).mails == 1


def test_an_address_that_takes_no_mail_does_not_keep_the_others(edition, aozora, mana, now):
    other = join(make_user("Other", language="en"), aozora, Role.MANAGER).user
    opened_long_ago(aozora, make_user(), edition, now, now.date() + 7 * DAY)
    User.objects.filter(pk=mana.pk).update(email="nowhere")

    run = remind_people(now=now)

    assert (run.people, run.mails) == (2, 1)
    assert [mail.to for mail in mails()] == [other.email]


def test_mails_reach_nobody_by_a_console(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not can_remind()
    settings.EMAIL_BACKEND = "accounts.smtp.Backend"
    assert can_remind()


def test_names_stay_on_their_line(edition, aozora, mana, now):
    assessment = opened_long_ago(aozora, mana, edition, now, now.date() + 7 * DAY)
    type(aozora).objects.filter(pk=assessment.organization_id).update(name="Ao\nzora: http://evil.example/")

    remind(now)

    assert "- Ao zora: http://evil.example/: 2026 Q4" in mails()[0].text


def test_nobody_at_all_takes_two_queries(db, now, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert remind_people(now=now).people == 0
    assert not ReminderStop.objects.exists()
    assert not Edition.objects.exists()


def planned(organization, edition, by, now, **changes):
    """An own action of the plan."""
    own = OwnAction(changes.pop("title", "Ask the others"))
    item = add_own_action(
        organization=organization, edition=edition, own=own, idempotency_key=uuid.uuid4(), by=by, now=now
    )
    return change_item(item=item, seen=1, changes=changes, idempotency_key=uuid.uuid4(), by=by, now=now)


def test_an_action_is_told_before_it_is_due_and_after(edition, aozora, mana, connie, now):
    item = planned(aozora, edition, mana, now, assignee=connie, due_on=now.date() + 7 * DAY)
    User.objects.filter(pk=connie.pk).update(language="en")

    found = {day: remind(now + day * DAY).mails for day in range(40)}

    first, second, third, _last = mails()
    assert [day for day, mails in found.items() if mails] == [0, 6, 8, 22]
    assert {mail.to for mail in mails()} == {connie.email}
    assert [mail.subject for mail in (first, second, third)] == [
        "Cairn: Due soon",
        "Cairn: Due soon",
        "Cairn: Actions whose day has passed",
    ]
    assert "- Aozora: “Ask the others”, due on 23 November 2026" in first.text
    assert f"http://127.0.0.1/organizations/{aozora.pk}/plan/{item.pk}/\n" in first.text


def test_an_action_of_an_organization_that_goes_is_not_told(edition, aozora, alice, mana, connie, now):
    planned(aozora, edition, mana, now, assignee=connie, due_on=now.date() + 7 * DAY)
    ask_deletion(organization=aozora, by=alice, now=now)

    assert remind(now).mails == 0


@pytest.mark.parametrize("state", ["nobody", "somebody else", "gone", "viewer"])
def test_what_no_member_is_to_do_goes_to_whoever_looks_after_it(edition, aozora, mana, connie, now, state):
    who = {"somebody else": {"assignee_text": "Ken"}, "nobody": {}}.get(state, {"assignee": connie})
    planned(aozora, edition, mana, now, due_on=now.date() - DAY, **who)
    if state == "gone":
        User.objects.filter(pk=connie.pk).update(is_active=False)
    if state == "viewer":
        Membership.objects.filter(user=connie).update(role=Role.VIEWER)

    assert remind(now).mails == 1
    assert mails()[0].to == mana.email


def test_what_is_done_or_dropped_is_not_told(edition, aozora, mana, now):
    planned(aozora, edition, mana, now, due_on=now.date() - DAY, status="done")
    planned(aozora, edition, mana, now, due_on=now.date() - DAY, status="dropped", reason="No need")

    assert remind(now).mails == 0


def test_whether_it_helped_is_asked_ninety_days_after(edition, aozora, mana, connie, now):
    item = planned(aozora, edition, mana, now, assignee=connie, status="done")
    User.objects.filter(pk=connie.pk).update(language="en")

    found = [day for day in range(88, 95) if remind(now + day * DAY).mails]

    (mail,) = mails()
    assert found == [90]
    assert (mail.to, mail.subject) == (connie.email, "Cairn: Did it help?")
    assert "“Ask the others”, done on 16 November 2026: two short questions" in mail.text
    assert f"/organizations/{aozora.pk}/plan/{item.pk}/helped/" in mail.text


def test_whether_it_helped_is_not_asked_of_who_has_said(edition, aozora, mana, now):
    planned(aozora, edition, mana, now, status="done", helped="yes", took="less")

    assert remind(now + 90 * DAY).mails == 0


def test_the_latest_overdue_actions_are_named_first(edition, aozora, mana, now):
    for days in range(1, 30):
        planned(aozora, edition, mana, now, title=f"Action {days:02}", due_on=now.date() - days * DAY)

    remind(now)

    text = mails()[0].text
    assert re.findall(r"Action (\d\d)", text)[:2] == ["01", "02"]  # of the last week: news
    assert "And 9 more." in text
