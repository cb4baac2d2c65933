# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from assessments.models import Answer, Assessment, Assignment
from assessments.models.answer import Kind
from assessments.services.confirming import undo_confirmation
from assessments.services.moving import move_assessment
from tests.assessments.domain.cases import conformance
from tests.factories import make_assessment, make_edition, say, submit
from tests.pages import visible

PRACTICES = ("strategy", "sponsor", "charter", "health", "training", "culture", "sharing", "publishing")
EVERY_PLACE = [("practice", key) for key in PRACTICES]


@pytest.fixture
def later(aozora, mana, now) -> Assessment:
    """Every practice is carried over: two in each of four sections."""
    before = now - timedelta(days=90)
    first = make_assessment(aozora, mana, now=before)
    say(first, mana, Kind.PRACTICE, now=before, **dict.fromkeys(PRACTICES, 2))
    submit(first, mana, now=before)
    return make_assessment(aozora, mana, now=now)


@pytest.fixture
def post(client, later):
    """Post to one of the two pages, with a key unless there is one."""

    def send(who, name="confirm", *, follow=False, part=False, **data):
        client.force_login(who)
        headers = {"HX-Request": "true"} if part else {}
        data = {"key": str(uuid.uuid4())} | data
        return client.post(reverse(name, args=[later.pk]), data, follow=follow, headers=headers)

    return send


def unconfirmed(assessment):
    return set(Answer.objects.of(assessment).filter(is_confirmed=False).values_list("key", flat=True))


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def key_to_undo(response):
    return re.search(r'name="confirmed" value="([0-9a-f-]{36})"', response.content.decode())[1]


def test_the_task_list_offers_to_confirm_one_a_section_and_all(client, mana, later):
    client.force_login(mana)
    html = client.get(reverse("assessment", args=[later.pk])).content.decode()
    ospo = html.partition('id="section-ospo"')[2].partition('id="section-employee"')[0]

    assert html.count('name="one"') == 8
    assert 'name="one" value="practice/charter"' in ospo and "Still true" in ospo
    assert 'name="section" value="ospo"' in ospo and "2 answers of Q3, not confirmed yet" in ospo
    assert "2 carried over" in ospo
    assert html.count('name="all"') == 1 and "Confirms 8 answers; you can undo it." in html
    # Situations and routines were answered by nobody; situations further than the seed's wait.
    assert "2 answers could have moved; 8 more are carried over." in html


def test_a_first_assessment_offers_nothing_to_confirm(client, mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    client.force_login(mana)

    html = client.get(reverse("assessment", args=[assessment.pk])).content.decode()

    assert reverse("confirm", args=[assessment.pk]) not in html


def test_one_is_confirmed_and_undone_by_buttons(post, mana, later):
    response = post(mana, follow=True, one="practice/charter")

    assert unconfirmed(later) == set(PRACTICES) - {"charter"}
    assert response.redirect_chain[0][0].endswith("#section-ospo")
    assert "1 answer confirmed. Undo" in visible(response)

    response = post(mana, "undo_confirm", follow=True, confirmed=key_to_undo(response), section="ospo")

    assert unconfirmed(later) == set(PRACTICES)
    assert "1 answer waits again." in visible(response) and "answer confirmed." not in visible(response)
    assert response.redirect_chain[0][0] == reverse("assessment", args=[later.pk]) + "#section-ospo"


def test_a_section_is_confirmed_at_once(post, mana, later):
    response = post(mana, follow=True, section="ospo")

    assert unconfirmed(later) == set(PRACTICES) - {"charter", "health"}
    html = response.content.decode()
    assert '<details class="panel fold" id="section-ospo" open>' in html
    assert "2 answers confirmed." in html.partition('id="section-ospo"')[2].partition('id="section-employee"')[0]


def test_by_htmx_only_the_section_comes_back_and_what_is_left(post, mana, later):
    response = post(mana, part=True, section="ospo")

    html = response.content.decode()
    assert html.count("<details") == 1 and 'id="section-ospo" open' in html
    assert "2 answers confirmed." in html and "Confirms 6 answers; you can undo it." in html
    assert '<div id="nothing-else" hx-swap-oob="true">' in html and "<html" not in html

    html = post(mana, "undo_confirm", part=True, confirmed=key_to_undo(response), section="ospo").content.decode()

    assert unconfirmed(later) == set(PRACTICES)
    assert "2 answers of Q3, not confirmed yet" in html and "2 answers wait again." in html


def test_the_others_of_a_fold_stay_at_hand_when_one_of_them_is_confirmed(post, mana):
    html = post(mana, part=True, one="practice/charter").content.decode()

    assert '<details class="fold recfold" open>' in html and "1 carried over" in html


def test_nothing_else_changed_confirms_all_that_is_left_and_leads_back(post, mana, later):
    post(mana, one="practice/charter")

    response = post(mana, follow=True, all="on", back="review")

    assert unconfirmed(later) == set()
    assert response.redirect_chain[0][0].startswith(reverse("review", args=[later.pk]) + "?confirmed=")
    assert "7 answers confirmed. Undo" in visible(response)

    response = post(mana, "undo_confirm", follow=True, confirmed=key_to_undo(response), back="review")

    assert unconfirmed(later) == set(PRACTICES) - {"charter"}
    assert response.redirect_chain[0][0] == reverse("review", args=[later.pk])


def test_each_button_of_a_form_has_a_key_of_its_own(post, mana, later):
    key = str(uuid.uuid4())
    first = post(mana, part=True, key=key, one="practice/charter")
    post(mana, part=True, key=key, one="practice/health")

    post(mana, "undo_confirm", confirmed=key_to_undo(first))

    assert unconfirmed(later) == set(PRACTICES) - {"health"}


def test_a_button_pressed_twice_counts_once(post, mana, later):
    key = str(uuid.uuid4())
    for _each in range(2):
        assert "8 answers confirmed." in visible(post(mana, follow=True, key=key, all="on"))

    assert set(Answer.objects.of(later).values_list("revision", flat=True)) == {1}


def test_where_nothing_is_left_it_says_so(post, mana, alice):
    confirmed = post(mana, follow=True, section="ospo")

    assert said(post(alice, section="ospo")) == ["Nothing was left to confirm."]
    assert said(post(alice, "undo_confirm", confirmed=key_to_undo(confirmed)))[-1] == "Nothing was left to undo."


def test_only_who_confirmed_is_offered_to_undo_and_only_once(post, client, mana, alice, later, now):
    response = post(mana, follow=True, all="on")
    address, key = response.redirect_chain[0][0], key_to_undo(response)
    client.force_login(alice)
    assert "answers confirmed." not in visible(client.get(address))
    undo_confirmation(assessment=later, places=EVERY_PLACE, confirmation=uuid.UUID(key), by=mana, now=now)
    client.force_login(mana)

    assert "answers confirmed." not in visible(client.get(address))


@pytest.mark.parametrize("address", ["?confirmed=", "?confirmed=1", "?confirmed=%FF", f"?confirmed={uuid.UUID(int=0)}"])
@pytest.mark.parametrize("name", ["assessment", "review"])
def test_addresses_that_name_no_confirmation_show_the_page(name, address, client, mana, later):
    client.force_login(mana)

    assert client.get(reverse(name, args=[later.pk]) + address).status_code == 200


def test_a_contributor_confirms_only_the_sections_assigned(post, aozora, connie, later):
    Assignment.objects.create(assessment=later, organization=aozora, section="ospo", user=connie)

    assert post(connie, one="practice/strategy").status_code == 403
    assert post(connie, section="management").status_code == 403
    assert unconfirmed(later) == set(PRACTICES)
    response = post(connie, follow=True, all="on", back="review")

    assert unconfirmed(later) == set(PRACTICES) - {"charter", "health"}
    assert response.redirect_chain[0][0].startswith(reverse("assessment", args=[later.pk]))
    post(connie, "undo_confirm", confirmed=key_to_undo(response))
    assert unconfirmed(later) == set(PRACTICES)


@pytest.mark.parametrize("name", ["confirm", "undo_confirm"])
@pytest.mark.parametrize(("person", "status"), [("connie", 403), ("bob", 403), ("charlie", 404)])
def test_nobody_else_confirms_anything(name, person, status, request, post, later):
    response = post(request.getfixturevalue(person), name, all="on", confirmed=str(uuid.uuid4()))

    assert (response.status_code, unconfirmed(later)) == (status, set(PRACTICES))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"one": "practice/nowhere"},
        {"one": "charter"},
        {"section": "nowhere"},
        {"section": "ospo\n"},
        {"all": "on", "key": "1"},
        {"one": "practice/nowhere", "all": "on"},
    ],
)
def test_what_is_not_asked_is_refused(data, post, mana, later):
    assert (post(mana, **data).status_code, unconfirmed(later)) == (400, set(PRACTICES))


@pytest.mark.parametrize("data", [{}, {"confirmed": "1"}])
def test_undoing_wants_a_key(data, post, mana):
    assert post(mana, "undo_confirm", **data).status_code == 400


def test_a_part_wants_a_section(post, mana):
    assert post(mana, "undo_confirm", part=True, confirmed=str(uuid.uuid4()), section="nowhere").status_code == 400


@pytest.mark.parametrize("data", [{"section": "ospo"}, {"all": "on"}])
@pytest.mark.parametrize("name", ["confirm", "undo_confirm"])
def test_what_was_submitted_meanwhile_is_not_touched(name, data, post, mana, later, now):
    submit(later, mana, now=now)
    data["confirmed"] = str(uuid.uuid4())

    response = post(mana, name, **data)
    assert response.headers["Location"] == reverse("results", args=[later.pk])
    assert said(response) == ["This assessment has been submitted already. Nothing was changed."]
    response = post(mana, name, part=True, **data)
    assert (response.status_code, "was submitted meanwhile" in response.content.decode()) == (409, True)
    assert unconfirmed(later) == set(PRACTICES)


def test_what_nobody_looked_at_again_is_listed_at_review_and_beside_the_result(post, client, mana, bob, later, now):
    for key in PRACTICES[1:]:
        post(mana, one=f"practice/{key}")
    client.force_login(mana)
    review = visible(client.get(reverse("review", args=[later.pk])))
    assert "Carried over, not looked at again 1" in review and "Confirms 1 answer; you can undo it." in review
    submit(later, mana, now=now)
    client.force_login(bob)

    response = client.get(reverse("results", args=[later.pk]))

    assert "Carried over without a second look: 1" in visible(response)
    beside = response.content.decode().partition('id="carried-over"')[2].partition("</section>")[0]
    assert reverse("practice", args=[later.pk, "strategy"]) in beside
    first = client.get(reverse("results", args=[later.previous_id]))
    assert "Carried over without a second look" not in visible(first)


def test_what_was_confirmed_together_is_said_beside_the_result(post, client, mana, bob, later, now):
    post(mana, all="on")
    submit(later, mana, now=now)
    client.force_login(bob)

    page = visible(client.get(reverse("results", args=[later.pk])))

    assert "8 answers were confirmed together on 16 Nov 2026, with “nothing else changed”." in page
    assert "Carried over without a second look" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_confirming_takes_so_many_queries(count, post, mana, later, django_assert_num_queries):
    for key in PRACTICES[: 2 * count]:
        post(mana, one=f"practice/{key}")

    with django_assert_num_queries(21):
        post(mana, part=True, section="business-units")


def test_offering_to_undo_takes_one_query_more(client, post, mana, later, django_assert_num_queries):
    address = post(mana, follow=True, all="on").redirect_chain[0][0]

    with django_assert_num_queries(15):
        client.get(address)


@pytest.fixture
def reworded(later, mana, now) -> Assessment:
    """The same, moved to an edition that words the answer 2 of "charter" differently."""
    practices = conformance("edition.json")["practices"]
    charter = next(one for one in practices if one["key"] == "charter")
    charter["anchors"][2] = {"en": "Signed by everybody"}
    newer = make_edition(edition="1.3.0", practices=practices, now=now)
    return move_assessment(assessment=later, edition=newer, by=mana, now=now)


def test_what_is_worded_differently_is_marked_and_not_confirmed_in_the_list(client, mana, reworded):
    client.force_login(mana)
    response = client.get(reverse("assessment", args=[reworded.pk]))
    html = response.content.decode()

    assert "worded differently" in visible(response)
    assert 'value="practice/charter"' not in html and 'value="practice/health"' in html
    assert "Confirms 7 answers" in html
    assert "Confirms 7 answers" in client.get(reverse("review", args=[reworded.pk])).content.decode()


@pytest.mark.parametrize("what", [{"all": "on"}, {"section": "ospo"}, {"one": "practice/charter"}])
def test_no_click_confirms_what_is_worded_differently(post, mana, reworded, what):
    post(mana, **what)

    assert "charter" in unconfirmed(reworded)
    assert "health" not in unconfirmed(reworded) or "one" in what


def test_its_page_says_what_was_chosen_in_the_words_of_then(client, mana, reworded):
    client.force_login(mana)
    old = conformance("edition.json")["practices"]
    sentence = next(one for one in old if one["key"] == "charter")["anchors"][2]["en"]
    text = visible(client.get(reverse("practice", args=[reworded.pk, "charter"])))

    assert f"You chose then: “{sentence}”" in text
    assert "Worded differently since Q3." in text
    assert "Your answer in Q3" not in text and "Still true?" not in text
    assert "Your answer in Q3" in visible(client.get(reverse("practice", args=[reworded.pk, "health"])))
