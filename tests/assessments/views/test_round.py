# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import Mail
from assessments.models import Answer, Assessment, Round
from assessments.models.answer import Kind
from assessments.queries import round as query
from assessments.queries.edition import edition_of
from assessments.services.rounds import open_round, run_round
from tests.factories import make_assessment, make_edition, make_organization, say, submit
from tests.pages import visible

SAID = {"kinds": ["unit"], "due_date": "2026-12-11"}


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def units(aozora):
    return [make_organization(f"Unit {number}", above=aozora, kind="unit") for number in range(1, 5)]


@pytest.fixture
def manager(client, mana):
    client.force_login(mana)
    return client


def url_of(name, organization, *keys):
    return reverse(name, args=[organization.pk, *keys])


def opened(organization, by, now, *, runs=True):
    due = date(2026, 12, 11)
    found = open_round(organization=organization, pack="ospo-journey", kinds=["unit"], due_date=due, by=by, now=now)
    if runs:
        run_round(round_id=str(found.pk), clock=lambda: now)
    return found


def all_practices(edition):
    return {one.key.replace("-", "_"): 2 for one in edition_of(edition).practices}


def test_what_it_would_do_is_read_before_it_is_done(manager, edition, aozora, units, mana, now):
    make_assessment(units[0], mana, edition, now=now)
    submit(make_assessment(units[1], mana, edition, now=now), mana, now=now)
    make_assessment(units[2], mana, edition, now=now - timedelta(days=90))

    page = visible(manager.post(url_of("rounds", aozora), SAID))

    assert "Open 2026 Q4? Due 11 December 2026. Asked: Business unit." in page
    assert "what they said last 1" in page
    assert "unless its own is earlier 1" in page
    assert "nothing changes 1" in page
    assert "submitted first 1" in page
    assert not Round.objects.within(aozora).exists()


def test_opening_leaves_a_task_and_leads_to_the_round(manager, edition, aozora, units, now):
    reply = manager.post(url_of("rounds", aozora), SAID | {"confirmed": "yes"})

    found = Round.objects.within(aozora).get()
    assert reply.headers["Location"] == url_of("round", aozora, found.pk)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(found.pk)]
    page = visible(manager.get(reply.headers["Location"]))
    assert "Assessments are being opened It waits for its turn." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kinds": []}, "Choose at least one kind."),
        ({"kinds": ["group"]}, "Choose from the kinds that stand at or below this organization."),
        ({"due_date": ""}, "Enter the day by which they are to be submitted."),
        ({"due_date": "soon"}, "Enter a day as year-month-day, for example 2026-12-18."),
        ({"due_date": "2026-11-15"}, "That day is past. Choose today or a later one."),
        ({"due_date": "2027-04-01"}, "Choose a day until 31 March 2027"),
    ],
)
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "yes"}])
def test_errors_say_what_to_do(manager, edition, aozora, units, now, changes, words, confirmed):
    reply = manager.post(url_of("rounds", aozora), SAID | changes | confirmed)

    assert reply.status_code == 422
    assert words in visible(reply)
    assert not Round.objects.within(aozora).exists()


def test_a_second_round_of_the_quarter_leads_to_the_first(manager, edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)

    for confirmed in ({}, {"confirmed": "yes"}):
        reply = manager.post(url_of("rounds", aozora), SAID | confirmed)
        assert reply.status_code == 409
        assert url_of("round", aozora, found.pk) in reply.content.decode()
        assert "2026 Q4 has been opened already" in visible(reply)


def test_who_is_how_far_and_where_most_is_open(manager, edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)
    begun, answered, done = (unit.assessments.get() for unit in units[1:])
    say(begun, mana, Kind.PRACTICE, now=now, strategy=2)
    for one in (answered, done):
        say(one, mana, Kind.PRACTICE, now=now, **all_practices(edition))
    submit(done, mana, now=now)
    asked = len(edition_of(edition).practices)

    page = visible(manager.get(url_of("round", aozora, found.pk)))

    assert "1 of 4 units have submitted. Due 11 December 2026." in page
    assert "All (4) Not begun (1) Begun (1) All answered, not submitted (1) Submitted (1)" in page
    assert f"Unit 1 Business unit Not begun 0 of {asked} –" in page
    assert f"Unit 2 Business unit Begun 1 of {asked} " in page
    assert f"Unit 3 Business unit All answered, not submitted {asked} of {asked} –" in page
    assert "Unit 4 Business unit Submitted – –" in page

    page = visible(manager.get(url_of("round", aozora, found.pk) + "?state=begun"))
    assert "Unit 2" in page and "Unit 3" not in page


def test_the_level_with_most_open_practices_is_named(edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)
    levels = edition_of(edition).levels
    most = max(levels, key=lambda level: len(edition_of(edition).practices_of(level.key)))
    other = next(one for one in edition_of(edition).practices if one.level != most.key)
    say(units[0].assessments.get(), mana, Kind.PRACTICE, now=now, **{other.key.replace("-", "_"): 1})

    row = query.round_page(found, "begun", "", now).rows[0]

    assert (row.stuck, row.stuck_open) == (most.name["en"], len(edition_of(edition).practices_of(most.key)))


def test_what_was_carried_over_is_not_begun(manager, edition, aozora, units, mana, now):
    first = make_assessment(units[0], mana, edition, now=now - timedelta(days=90))
    say(first, mana, Kind.PRACTICE, now=now, **all_practices(edition))
    submit(first, mana, now=now - timedelta(days=89))
    found = opened(aozora, mana, now)

    rows = query.round_page(found, "", "", now).rows

    assert Answer.objects.of(units[0].assessments.open().get()).exists()
    assert [(row.state, row.answered) for row in rows] == [("not-begun", 0)] * 4


def test_after_the_due_day_it_says_when_it_was(manager, edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)
    Round.objects.within(aozora).filter(pk=found.pk).update(due_date=date(2026, 11, 15))

    assert "The due day was 15 November 2026." in visible(manager.get(url_of("round", aozora, found.pk)))


def test_pages_follow_the_tree(manager, edition, aozora, units, mana, now, monkeypatch):
    monkeypatch.setattr(query, "UNITS_ON_A_PAGE", 3)
    found = opened(aozora, mana, now)

    first = query.round_page(found, "", "", now)
    last = query.round_page(found, "", first.next_after, now)

    assert [row.unit.name for row in first.rows] == ["Unit 1", "Unit 2", "Unit 3"]
    assert ([row.unit.name for row in last.rows], last.next_after) == (["Unit 4"], "")
    page = visible(manager.get(f"{url_of('round', aozora, found.pk)}?after={first.next_after}"))
    assert "Unit 4" in page and "From the beginning" in page


def test_a_unit_that_was_added_later_can_be_opened_too(manager, edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)
    make_organization("New", above=aozora, kind="unit")
    url = url_of("round", aozora, found.pk)
    assert "1 unit has no assessment yet" in visible(manager.get(url))

    manager.post(url, {"step": "go-on"})
    run_round(round_id=str(found.pk), clock=lambda: now)

    assert Assessment.objects.filter(organization__name="New", period="2026-Q4").exists()


def test_the_part_that_asks_for_itself_ends_with_the_page_anew(
    manager, edition, aozora, units, mana, now, django_assert_num_queries
):
    found = opened(aozora, mana, now, runs=False)
    url = url_of("round", aozora, found.pk) + "?part=progress"
    assert "It waits for its turn." in manager.get(url).content.decode()

    with django_assert_num_queries(4):  # session, person, role, the round
        manager.get(url)

    run_round(round_id=str(found.pk), clock=lambda: now)

    assert manager.get(url).headers["HX-Refresh"] == "true"


def test_the_due_day_can_be_changed(manager, edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)
    url = url_of("round", aozora, found.pk)

    assert manager.post(url, {"due_date": "2026-11-15"}).status_code == 422
    assert manager.post(url, {"due_date": "2026-12-18"}).status_code == 302

    assert {one.assessments.get().due_date for one in units} == {date(2026, 12, 18)}


def test_reminding_is_offered_once_a_day(manager, edition, aozora, units, mana, now):
    found = opened(aozora, mana, now)
    url = url_of("round_remind", aozora, found.pk)

    assert "1 person gets a mail." in visible(manager.post(url, follow=True))
    page = visible(manager.post(url, follow=True))

    assert "Everybody was reminded today already." in page
    assert "Mana did so today at 18:00." in page
    assert f"/assessments/{units[0].assessments.get().pk}/" in Mail.objects.get(purpose="round reminder").text


def test_a_viewer_reads_and_is_offered_nothing(client, edition, aozora, units, mana, bob, now):
    found = opened(aozora, mana, now)
    client.force_login(bob)

    page = client.get(url_of("round", aozora, found.pk)).content.decode()
    content = page.partition('<div class="head">')[2].partition("</main>")[0]

    assert "Unit 1" in content
    assert "<form" not in content
    assert "/assessments/" not in content


@pytest.mark.parametrize("count", [1, 3, 60])
def test_a_round_takes_so_many_queries(manager, edition, aozora, mana, now, count, django_assert_num_queries):
    for number in range(count):
        make_organization(f"Unit {number}", above=aozora, kind="unit")
    found = opened(aozora, mana, now)
    for unit in Assessment.objects.filter(period="2026-Q4")[:30]:
        say(Assessment.objects.with_edition().get(pk=unit.pk), mana, Kind.PRACTICE, now=now, strategy=2)
    url = url_of("round", aozora, found.pk)
    manager.get(url)

    with django_assert_num_queries(12):
        manager.get(url)
