# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.result import outcome_of
from assessments.services.asking import save_responses
from assessments.services.opening import amend_assessment, open_assessment
from assessments.services.publishing import publish_edition
from tests.factories import built_in_document, make_assessment, make_built_in_edition, plan_action, say, submit
from tests.pages import visible

EARLIER = datetime(2026, 8, 3, 9, tzinfo=UTC)


def url(assessment):
    return reverse("results", args=[assessment.pk])


def page(client, user, assessment):
    client.force_login(user)
    response = client.get(url(assessment))
    assert response.status_code == 200
    return visible(response)


def html_of(client, user, assessment):
    client.force_login(user)
    return " ".join(client.get(url(assessment)).content.decode().split())


@pytest.fixture
def opened(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def submitted(aozora, mana, now):
    """Two situations, one faced and one denied; two views of the charter; no evidence but the built-in pack's words."""
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=EARLIER, facts={"eu-market": True})
    say(assessment, mana, Kind.STANCE, now=EARLIER, technology_only="not_faced", community_underestimated="faced")
    say(
        assessment,
        mana,
        Kind.PRACTICE,
        now=EARLIER,
        charter_and_role=1,
        community_engagement=1,
        strategy_alignment=2,
        unit_representatives="na",
    )
    for view, value in [("management", "4"), ("ospo", "1")]:
        save_responses(
            assessment=assessment,
            perspective=view,
            respondent=uuid.uuid4(),
            values={(Kind.PRACTICE, "charter-and-role"): value},
            now=EARLIER,
        )
    submit(assessment, mana, now=EARLIER)
    return Assessment.objects.with_edition().get(pk=assessment.pk)


def test_before_the_first_answer_the_way_to_the_questions_is_shown(client: Client, mana, opened):
    text = page(client, mana, opened)

    assert "Results so far, 2026 Q4" in text
    assert "Nothing is answered yet" in text
    assert "Who covers" not in text and "at target" not in text


def test_from_the_first_answer_on_there_are_results_so_far(client: Client, mana, opened, now):
    say(opened, mana, Kind.PRACTICE, now=now, strategy=2)

    text = page(client, mana, opened)

    assert "Results so far, 2026 Q4" in text
    assert "As of 16 Nov 2026; not submitted yet. 7 practices are not known yet." in text
    assert "33% said" in text
    assert "Go to the questions Check and submit" in text


def test_figures_are_the_engines(client: Client, bob, submitted, now):
    levels = outcome_of(submitted, now).result.levels

    text = page(client, bob, submitted)

    assert "Submitted 3 Aug 2026 by the OSPO manager." in text
    for level in levels:
        assert f"{level.at_target} of {level.applicable} practices at target" in text
        assert f"{round(level.said)}% said" in text
        assert f"{round(level.could_be)}% could be, {round(level.aim)}% aimed for" in text


def test_the_first_recommendation_says_why_it_is_here_and_what_ends_it(client: Client, bob, submitted):
    text = page(client, bob, submitted)

    assert "1. Make community engagement a pillar of the open source strategy" in text
    assert "Why this is here" in text
    assert "You face “The effect of open source communities is underrated”" in text
    assert "Engagement with communities is below your target 1 Trying; no evidence 3, your target" in text
    assert "What would make it no longer needed" in text
    assert "Engagement with communities reaches your target (now 1, target 3)" in text
    assert "First step:" in text and "Small, within a quarter" in text
    assert "(CC BY 4.0)" in text


def test_answers_speak_against_a_denial(client: Client, bob, submitted):
    assert "You said no; 2 answers say otherwise." in page(client, bob, submitted)


def test_situations_show_their_origin_and_the_notice(client: Client, bob, submitted):
    text = page(client, bob, submitted)

    assert text.count("From Sony’s report") >= 5
    assert "its scenarios are random examples" in text
    assert "1 situation that you don’t face" in text


def test_managers_see_the_views_and_others_that_they_differ(client: Client, mana, bob, submitted):
    assert "Management 4, OSPO 1" in page(client, mana, submitted)
    text = page(client, bob, submitted)
    assert "Management 4, OSPO 1" not in text
    assert "Views are 3 apart; settled at 1." in text


def test_that_views_agree_is_said_only_where_others_were_asked(client: Client, mana, opened, now):
    apart, nobody = "Nowhere do views lie far apart", "Nobody else has been asked yet."
    say(opened, mana, Kind.PRACTICE, now=now, strategy=2)

    text = page(client, mana, opened)
    assert nobody in text and apart not in text
    values = {(Kind.PRACTICE, "strategy"): "2"}
    save_responses(assessment=opened, perspective="ospo", respondent=uuid.uuid4(), values=values, now=now)

    text = page(client, mana, opened)
    assert apart in text and nobody not in text


def test_possible_ones_lead_to_the_missing_answers_while_it_is_open(client: Client, mana, opened, now):
    say(opened, mana, Kind.PRACTICE, now=now, charter=1)
    client.force_login(mana)

    html = client.get(url(opened)).content.decode()

    assert reverse("practice", args=[opened.pk, "sponsor"]) in html
    assert reverse("situation", args=[opened.pk, "technology-only"]) in html
    assert reverse("routines", args=[opened.pk]) in html
    assert reverse("targets", args=[opened.pk]) in html
    assert "Answer it" in html


def test_a_submitted_one_is_answered_no_more(client: Client, mana, submitted):
    client.force_login(mana)

    assert "Answer it" not in client.get(url(submitted)).content.decode()


def test_every_link_inside_the_page_leads_somewhere(client: Client, bob, submitted):
    client.force_login(bob)
    html = client.get(url(submitted)).content.decode()

    ids = re.findall(r'\sid="([^"]+)"', html)
    links = set(re.findall(r'href="#([^"]*)"', html)) | set(re.findall(r'aria-labelledby="([^"]+)"', html))

    assert links - set(ids) == set()
    assert len(ids) == len(set(ids))


def test_the_result_so_far_is_for_managers_alone(client: Client, bob, connie, opened):
    for user in (bob, connie):
        client.force_login(user)
        assert client.get(url(opened)).status_code == 403


def test_a_stranger_finds_nothing(client: Client, charlie, submitted):
    client.force_login(charlie)

    assert client.get(url(submitted)).status_code == 404


def test_one_turns_to_another_assessment(client: Client, mana, bob, submitted, aozora, now):
    opened = open_assessment(organization=aozora, pack=submitted.pack, by=mana, now=now)
    client.force_login(mana)

    assert f'value="{opened.pk}"' in client.get(url(submitted)).content.decode()
    response = client.get(url(submitted), {"show": str(opened.pk)})
    assert response.headers["Location"] == url(opened)
    client.force_login(bob)
    assert f'value="{opened.pk}"' not in client.get(url(submitted)).content.decode()


@pytest.mark.parametrize("show", ["", "one", "%FF", "0" * 33, "../../about"])
def test_nonsense_is_no_assessment_to_turn_to(client: Client, mana, submitted, show):
    client.force_login(mana)

    assert client.get(url(submitted), {"show": show}).status_code == 400


def test_a_superseded_result_and_its_amendment_lead_to_one_another(client: Client, mana, bob, submitted):
    opened = amend_assessment(assessment=submitted, by=mana, now=EARLIER)
    so_far = html_of(client, mana, opened)
    amended = submit(opened, mana, now=EARLIER)

    assert f'It amends <a href="{url(submitted)}">the result that was submitted for this quarter</a>, which' in so_far
    before, after = html_of(client, bob, submitted), html_of(client, bob, amended)
    assert f'<a href="{url(amended)}">An amendment</a> has superseded this result; it stays readable.' in before
    assert f'It amends <a href="{url(submitted)}">an earlier result of this quarter</a>, which stays readable.' in after
    assert "has superseded" not in after and "It amends" not in before


def test_it_speaks_the_content_of_the_readers_language(client: Client, bob, submitted):
    client.force_login(bob)
    html = client.get(url(submitted), headers={"Accept-Language": "ja"}).content.decode()

    assert "経営層" in html and "コミュニティとの関わりを OSS 戦略の柱の一つにしましょう" in html


def test_queries_are_constant(
    client: Client, mana, bob, aozora, now, django_assert_num_queries: DjangoAssertNumQueries
):
    edition = make_built_in_edition()
    edition_of(edition)
    opened = make_assessment(aozora, mana, edition, now=now)
    say(opened, mana, Kind.PRACTICE, now=now, charter_and_role=1)
    client.force_login(mana)
    with django_assert_num_queries(12):
        client.get(url(opened))
    keys = [practice.key.replace("-", "_") for practice in edition_of(edition).practices]
    say(opened, mana, Kind.PRACTICE, now=now, **dict.fromkeys(keys, 1))
    with django_assert_num_queries(12):
        client.get(url(opened))
    submit(opened, mana, now=now)
    client.force_login(bob)
    with django_assert_num_queries(11):
        client.get(url(opened))
    for _ in range(2):
        latest = Assessment.objects.for_organization(aozora).submitted().get()
        submit(amend_assessment(assessment=latest, by=mana, now=now), mana, now=now)
    with django_assert_num_queries(12):
        client.get(url(opened))


def test_examples_say_who_did_what_where_it_is_told_and_claim_nothing_else(client: Client, bob, submitted):
    text = page(client, bob, submitted)

    assert "What others did" in text
    assert "Sony's OSPO Works hand in hand with open source communities and foundations" in text
    assert "What came of it: The report names no figure. Source: OSPO End-User Journey Report: Sony (CC BY 4.0" in text
    assert "It does not say that anyone named in it was in your situation." in text


def test_a_work_without_a_licence_to_name_says_so_in_the_readers_language(client: Client, bob, submitted):
    bob.language = "ja"
    bob.save()

    text = page(client, bob, submitted)

    assert "（2021 年）" in text and "（リンクのみ）" in text and "（ライセンス未確認）" in text
    assert "Link only" not in text and "Not verified" not in text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-16", "To be checked again by 16 November 2026, because law and dates move."),
        ("2026-11-15", "This was to be checked again by 15 November 2026. What it says of law and dates may no longer"),
    ],
)
def test_what_law_moves_says_by_when_it_is_checked_again(client: Client, aozora, mana, now, day, words):
    dated = built_in_document().recommendations[0].model_copy(update={"review_by": date.fromisoformat(day)})
    edition = built_in_document().model_copy(update={"recommendations": (dated,)})
    row = publish_edition(edition=edition, by=None, now=EARLIER)[0]
    assessment = make_assessment(aozora, mana, row, now=now)
    say(assessment, mana, Kind.STANCE, now=now, community_underestimated="faced")
    say(assessment, mana, Kind.PRACTICE, now=now, community_engagement=1)

    assert words in page(client, mana, assessment)


def test_actions_in_the_plan_are_counted_at_each_recommendation(client: Client, mana, bob, submitted, now):
    edition = edition_of(submitted.edition)
    actions = edition.recommendation("community-pillar").actions
    assert "none planned" in page(client, mana, submitted)
    plan_action(submitted.organization, mana, submitted.edition, actions[0].key, now=now)

    text = page(client, mana, submitted)

    assert f"1 of {len(actions)} planned" in text
    assert "In plan, " in text and "Add to plan" in text
    assert "Add to plan" not in page(client, bob, submitted)
