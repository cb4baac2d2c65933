# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A practice that is asked of groups and companies alone: group, company and unit below one another."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import Organization, Role
from assessments.domain.canonical import plain
from assessments.domain.minutes import minutes_by_section
from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.above import above_of
from assessments.queries.answer import answers_of, sheet_of, today_of
from assessments.queries.asked import asked_page
from assessments.queries.edition import edition_of
from assessments.queries.result import outcome_of
from assessments.queries.review import review_of
from assessments.queries.scan import scan_page
from assessments.queries.shell import shell_of
from assessments.queries.task import task_list
from assessments.queries.verification import differing_results
from assessments.services.opening import amend_assessment
from assessments.services.refusal import NotAccepted
from tests.factories import make_assessment, make_edition, make_invitation, make_organization, say, submit
from tests.pages import visible


def edition_asking(kinds, **more):
    practices = [
        one | ({"asked_at": kinds, **more} if one["key"] == "charter" else {})
        for one in plain(edition_of(make_edition()))["practices"]
    ]
    return make_edition(edition="2.0.0", practices=practices, now=datetime(2026, 2, 2, tzinfo=UTC))


@pytest.fixture
def edition(db):
    return edition_asking(["group"])


@pytest.fixture
def tree(aozora):
    """Group, company and unit."""
    Organization.objects.filter(pk=aozora.pk).update(kind="group")
    company = make_organization("Company", above=aozora, kind="company")
    unit = make_organization("Unit", above=company, kind="unit")
    return Organization.objects.get(pk=aozora.pk), company, unit


def submitted(organization, edition, by, now, **said):
    assessment = make_assessment(organization, by, edition, now=now)
    say(assessment, by, Kind.PRACTICE, now=now, **said)
    return submit(assessment, by, now=now)


def value_of(assessment, now, key="charter"):
    return next(one for one in outcome_of(assessment, now).result.practices if one.key == key).value


def row_of(assessment, now):
    rows = [row for section in task_list(assessment, now).sections for row in section.rows if row.key == "charter"]
    return (rows[0].words, str(rows[0].state.label))


def test_until_it_is_submitted_above_it_is_unknown_and_says_whom_it_waits_for(edition, tree, mana, now):
    group, _company, unit = tree
    say(make_assessment(group, mana, edition, now=now), mana, Kind.PRACTICE, now=now, charter=3)
    below = make_assessment(unit, mana, edition, now=now)

    assert value_of(below, now) is None
    assert row_of(below, now) == ("Aozora has not submitted an answer for all yet", "Asked above")
    tasks = task_list(below, now)
    assert tasks.asked == len([row for section in tasks.sections for row in section.rows]) - 1
    assert tasks.answered == 0


def test_it_goes_down_through_a_company_that_is_not_asked(edition, tree, mana, now):
    group, company, unit = tree
    submitted(group, edition, mana, now, charter=3)
    below = [make_assessment(one, mana, edition, now=now) for one in (company, unit)]

    assert [value_of(one, now) for one in below] == [3, 3]
    assert row_of(below[1], now) == ("3, from Aozora", "Answered above")
    assert task_list(below[1], now).answered == 1


def test_the_nearest_that_is_asked_counts(tree, mana, now):
    group, company, unit = tree
    edition = edition_asking(["group", "company"])
    submitted(group, edition, mana, now, charter=3)
    below = make_assessment(unit, mana, edition, now=now)
    assert above_of(below, edition_of(edition)).awaited == {"charter": company}

    submitted(company, edition, mana, now, charter=1)

    assert value_of(below, now) == 1


def test_an_answer_left_empty_above_is_awaited(edition, tree, mana, now):
    group, _company, unit = tree
    submitted(group, edition, mana, now, charter="")
    below = make_assessment(unit, mana, edition, now=now)

    assert value_of(below, now) is None
    assert row_of(below, now)[1] == "Asked above"


def test_what_is_amended_above_counts_for_what_is_open_and_not_for_what_is_submitted(edition, tree, mana, now):
    group, company, unit = tree
    first = submitted(group, edition, mana, now, charter=3)
    done = submitted(company, edition, mana, now + timedelta(hours=1), strategy=2)
    below = make_assessment(unit, mana, edition, now=now)

    later = now + timedelta(days=1)
    amended = Assessment.objects.with_edition().get(pk=amend_assessment(assessment=first, by=mana, now=later).pk)
    say(amended, mana, Kind.PRACTICE, now=later, charter=1)
    assert value_of(below, later) == 3
    submit(amended, mana, now=later)

    assert value_of(below, later) == 1
    done = Assessment.objects.with_edition().get(pk=done.pk)
    document = edition_of(edition)
    read = answers_of(done, document, sheet_of(done, document), today_of(done, later))
    assert (value_of(done, later), read.practices["charter"].agreed) == (3, 3)
    assert [why for _row, why in differing_results() if why] == []


def test_a_local_answer_counts_until_it_is_taken_back(edition, tree, mana, now):
    group, _company, unit = tree
    submitted(group, edition, mana, now, charter=3)
    below = make_assessment(unit, mana, edition, now=now)

    say(below, mana, Kind.PRACTICE, now=now, charter=1)
    assert (value_of(below, now), row_of(below, now)[0]) == (1, "1")
    say(below, mana, Kind.PRACTICE, now=now, charter="")
    assert (value_of(below, now), row_of(below, now)[0]) == (3, "3, from Aozora")


def test_an_answer_from_above_counts_under_the_new_name(tree, mana, now):
    group, _company, unit = tree
    submitted(group, make_edition("edition-before"), mana, now, old_charter=2)

    below = make_assessment(unit, mana, edition_asking(["group"]), now=now)

    assert value_of(below, now) == 2


def test_the_shell_counts_what_is_asked_here(edition, tree, mana, now):
    group, _company, unit = tree
    below = make_assessment(unit, mana, edition, now=now)
    say(below, mana, Kind.PRACTICE, now=now, strategy=2)
    asked = len(edition_of(edition).practices)

    assert shell_of(mana, unit, Role.MANAGER, "overview").progress == f"1/{asked - 1}"
    submitted(group, edition, mana, now, charter=2)
    assert shell_of(mana, unit, Role.MANAGER, "overview").progress == f"2/{asked}"


def test_what_somebody_else_answers_takes_no_time_here(edition, tree, mana, now):
    group, _company, unit = tree
    above, below = (make_assessment(one, mana, edition, now=now) for one in (group, unit))

    found = [minutes_by_section(edition_of(edition), elsewhere=one) for one in ((), {"charter"})]
    assert sum(found[0].values()) > sum(found[1].values())
    assert task_list(below, now).minutes < task_list(above, now).minutes


def test_the_scan_says_whose_answer_holds_or_is_waited_for(tree, mana, now):
    group, _company, unit = tree
    edition = edition_asking(["group"], scan=True)
    below = make_assessment(unit, mana, edition, now=now)

    def scanned():
        return next(one for one in scan_page(below).practices if one.question.key == "charter")

    assert (scanned().above_words, scanned().is_awaited) == ("Aozora is asked this for all.", True)
    submitted(group, edition, mana, now, charter=3)
    assert (scanned().above_words, scanned().is_awaited) == ("Answered for all by Aozora, 2026 Q4: 3", False)
    say(below, mana, Kind.PRACTICE, now=now, charter=1)
    assert (scanned().above_words, scanned().question.value) == ("", "1")


def test_people_below_are_not_asked_what_is_asked_above(edition, tree, mana, now):
    group, _company, unit = tree
    here, below = (make_assessment(one, mana, edition, now=now) for one in (group, unit))

    def offered(assessment, perspective="ospo"):
        view = next(one for one in asked_page(assessment, now).views if one.perspective == perspective)
        return {one.key for one in view.practices}, set(view.chosen)

    assert "charter" in offered(here)[0]
    for _step in ("awaited", "answered"):
        practices, chosen = offered(below)
        assert "charter" not in practices | chosen and practices
        invitation, _token = make_invitation(below, mana, f"{_step}@example.org", perspective="ospo", now=now)
        assert "charter" not in invitation.practices and invitation.practices
        with pytest.raises(NotAccepted, match="does not ask that"):
            make_invitation(below, mana, "other@example.org", perspective="ospo", practices=["charter"], now=now)
        if _step == "awaited":
            submit(here, mana, now=now)


def test_where_it_is_answered_below_all_the_same_people_may_be_asked(edition, tree, mana, now):
    _group, _company, unit = tree
    below = make_assessment(unit, mana, edition, now=now)
    say(below, mana, Kind.PRACTICE, now=now, charter=1)

    invitation, _token = make_invitation(below, mana, perspective="ospo", practices=["charter"], now=now)

    assert invitation.practices == ["charter"]


def test_the_review_asks_for_no_evidence_of_what_was_answered_above(edition, tree, mana, now):
    group, _company, unit = tree
    submitted(group, edition, mana, now, charter=4)
    below = make_assessment(unit, mana, edition, now=now)

    assert [point.key for point in review_of(below, now).unsupported] == []
    say(below, mana, Kind.PRACTICE, now=now, charter=4)
    assert [point.key for point in review_of(below, now).unsupported] == ["charter"]


def test_the_page_of_the_scan_shows_it_while_open_and_once_submitted(client, tree, mana, now):
    group, _company, unit = tree
    edition = edition_asking(["group"], scan=True)
    submitted(group, edition, mana, now, charter=3)
    below = make_assessment(unit, mana, edition, now=now)
    client.force_login(mana)
    address = reverse("scan", args=[below.pk])
    words = "Answered for all by Aozora, 2026 Q4: 3"

    assert f"{words} It counts here too" in visible(client.get(address))
    submit(below, mana, now=now)
    assert words in visible(client.get(address))
