# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Answer, Assignment
from assessments.models.answer import Kind
from assessments.services.asking import save_responses
from tests.assessments.domain.cases import conformance
from tests.factories import make_assessment, make_built_in_edition, make_edition, say, submit

TOOLS = "signal-technology-only--tools"


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, now=now)


def url_of(assessment, key="technology-only"):
    return reverse("situation", args=[assessment.pk, key])


def text_of(response):
    return " ".join(response.content.decode().split())


def posted(**said):
    return {"key": str(uuid.uuid4()), **said}


def assign(assessment, section, user):
    Assignment.objects.create(assessment=assessment, organization=assessment.organization, section=section, user=user)


def test_the_page_asks_for_each_sign_and_says_where_the_situation_is_from(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "Situation 2 of 5 · From Sony’s report" in page
    assert "<h1>Is your open source work nearly all about technology?</h1>" in page
    assert "its scenarios are random examples" in page
    assert page.count('<fieldset class="sig">') == 5
    assert page.count(">Don’t know</label>") == 4
    assert "Let the signs decide" in page and "We face this" in page
    assert "Build an OSPO that looks after communities as well as technology" in page
    assert 'aria-current="step">2<' in page


def test_the_trail_is_read_without_a_stop_before_whether_it_is_answered(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    say(assessment, mana, Kind.STANCE, now=now, technology_only="faced")
    client.force_login(mana)

    for language, words in (("en", ", answered</span>"), ("ja", "、回答済み</span>")):
        page = text_of(client.get(url_of(assessment), headers={"accept-language": language}))
        trail = page.partition('<ol class="trail">')[2].partition("</ol>")[0]
        assert trail.count(words) == 1
        assert "." not in re.sub(r"<[^>]*>", "", trail) and "。" not in trail


def test_the_page_is_read_in_the_readers_language(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, make_built_in_edition(), now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment), headers={"accept-language": "ja"}))

    assert "<h1>オープンソースの仕事が、ほとんど技術のことだけになっていますか。</h1>" in page


def test_a_situation_that_the_edition_does_not_know_is_not_found(client, mana, assessment):
    client.force_login(mana)

    assert client.get(url_of(assessment, "something-else")).status_code == 404
    assert client.post(url_of(assessment, "something-else"), posted()).status_code == 404


def test_save_and_continue_leads_to_the_next_situation_and_then_to_the_tasks(client, mana, assessment):
    client.force_login(mana)

    first = client.post(url_of(assessment, "community-underrated"), posted(go="1"))
    last = client.post(url_of(assessment), posted(go="1", **{TOOLS: "us"}))

    assert first.headers["Location"] == url_of(assessment)
    assert last.headers["Location"] == reverse("assessment", args=[assessment.pk])
    assert Answer.objects.of(assessment).get().value == "us"


def test_a_situation_that_the_seed_names_leads_to_the_next_of_those(client, mana, aozora, now):
    situations = conformance("edition.json")["situations"]
    situations[0] |= {"origin": "seed", "seed_position": 1}
    situations.append(situations[0] | {"key": "third", "number": 9})
    assessment = make_assessment(aozora, mana, make_edition(situations=situations), now=now)
    client.force_login(mana)

    assert "Situation 1 of 2 · From Sony’s report" in text_of(client.get(url_of(assessment, situations[0]["key"])))
    assert "Further situation 1 of 1 · Not from" in text_of(client.get(url_of(assessment, situations[1]["key"])))
    first = client.post(url_of(assessment, situations[0]["key"]), posted(go="1"))
    assert first.headers["Location"] == url_of(assessment, "third")


@pytest.mark.parametrize(
    ("tools", "stance", "words"),
    [
        ("", "", ['<b class="num">0%</b>: <b>not clear yet</b>', "The open signs could bring it to 100%."]),
        ("us", "", ['<b class="num">100%</b>: <b>you face it</b>', "“somewhat” ½", "From 50% on you face it."]),
        ("not_us", "", ['<b class="num">0%</b>: <b>you don’t face it</b>']),
        ("us", "not_faced", ['<b class="num">0%</b>: <b>you don’t face it</b>', "You have said so yourselves"]),
    ],
)
def test_how_much_this_is_you_stands_beside_the_signs(tools, stance, words, client, mana, assessment, now):
    if tools:
        say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools=tools)
    if stance:
        say(assessment, mana, Kind.STANCE, now=now, technology_only=stance)
    client.force_login(mana)

    whole, part = client.get(url_of(assessment)), client.get(url_of(assessment) + "?part=about")

    for response in (whole, part):
        for one in words:
            assert one in text_of(response)
    assert "<h1>" not in text_of(part)


def test_last_time_stands_beside_it_too(client, mana, aozora, now):
    first = make_assessment(aozora, mana, now=now - timedelta(days=90))
    say(first, mana, Kind.SIGNAL, now=now, technology_only__tools="somewhat")
    submit(first, mana, now=now - timedelta(days=80))
    client.force_login(mana)

    page = text_of(client.get(url_of(make_assessment(aozora, mana, now=now))))

    assert "2026 Q3: faced, 50%" in page
    assert "Q3: Somewhat" in page


def test_a_contributor_answers_where_situations_are_assigned(client, mana, connie, assessment):
    client.force_login(connie)
    assign(assessment, "management", connie)
    assert client.get(url_of(assessment)).status_code == 403
    assert client.post(url_of(assessment), posted(**{TOOLS: "us"})).status_code == 403
    assert not Answer.objects.of(assessment).exists()
    assign(assessment, "situations", connie)

    assert client.get(url_of(assessment)).status_code == 200
    assert client.post(url_of(assessment), posted(**{TOOLS: "us"})).status_code == 302
    assert Answer.objects.of(assessment).get().answered_by == connie


def test_a_contributor_sees_nothing_of_what_others_were_asked(client, mana, connie, assessment, now):
    values = {(Kind.SIGNAL, "technology-only/tools"): "us"}
    save_responses(assessment=assessment, perspective="ospo", respondent=uuid.uuid4(), values=values, now=now)
    assign(assessment, "situations", connie)
    found = {}
    for user in (mana, connie):
        client.force_login(user)
        found[user] = [
            "<b>you face it</b>" in text_of(client.get(url_of(assessment) + part)) for part in ("", "?part=about")
        ]

    assert found == {mana: [True, True], connie: [False, False]}


def test_an_open_one_is_not_for_viewers(client, bob, charlie, assessment):
    found = []
    for user in (bob, charlie):
        client.force_login(user)
        found += [client.get(url_of(assessment)).status_code, client.post(url_of(assessment), posted()).status_code]

    assert found == [403, 403, 404, 404]


def test_a_submitted_one_is_read_by_everybody_and_written_by_nobody(client, mana, bob, assessment, now):
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="us")
    submit(assessment, mana, now=now)
    client.force_login(bob)

    page = text_of(client.get(url_of(assessment)))

    assert "This is us" in page and "The signs decide." in page and "Submitted 16 Nov 2026" in page
    assert '<form method="post" data-autosave' not in page
    assert client.post(url_of(assessment), posted()).status_code == 403
    client.force_login(mana)
    assert client.post(url_of(assessment), posted(**{TOOLS: "not_us"})).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_so_many_queries(count, client, mana, aozora, now, django_assert_num_queries):
    first = make_assessment(aozora, mana, now=now - timedelta(days=90))
    submit(first, mana, now=now - timedelta(days=80))
    assessment = make_assessment(aozora, mana, now=now)
    keys = ["names", "surprise", "nobody"][:count]
    say(assessment, mana, Kind.SIGNAL, now=now, **{f"community_underrated__{key}": "us" for key in keys})
    client.force_login(mana)

    for part in ("", "?part=about"):
        with django_assert_num_queries(7):
            client.get(url_of(assessment) + part)


def test_managers_alone_see_what_others_say_once_it_is_answered(client, mana, connie, bob, assessment, now):
    save_responses(
        assessment=assessment,
        perspective="business_unit",
        respondent=uuid.uuid4(),
        values={(Kind.SIGNAL, "technology-only/tools"): "us"},
        now=now,
    )
    assign(assessment, "situations", connie)
    client.force_login(mana)
    page = text_of(client.get(url_of(assessment)))
    assert "You see what others say of a sign once you have answered it" in page and "Business units" not in page
    say(assessment, mana, Kind.SIGNAL, now=now, technology_only__tools="not_us")

    for part in ("", "?part=about"):
        page = text_of(client.get(url_of(assessment) + part))
        assert "Seen by: Business units. You said “Not us”." in page
        assert "Who has a blind spot does not see it." in page and "This is us: 1 reply" in page
    client.force_login(connie)
    assert "Other views" not in text_of(client.get(url_of(assessment)))
    submit(assessment, mana, now=now)
    client.force_login(bob)
    assert "Other views" not in text_of(client.get(url_of(assessment)))
