# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Answer, Assessment, Change, OrganizationProfile
from assessments.models.answer import Kind
from assessments.services.profiling import save_profile
from tests.factories import make_assessment, say, submit


@pytest.fixture
def assessment(mana, aozora, now):
    return make_assessment(aozora, mana, now=now, profile="leader")


def url_of(assessment):
    return reverse("targets", args=[assessment.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def posted(**said):
    """What the page posts where nothing was ever said, with a key of its own."""
    fields = {"key": str(uuid.uuid4()), "profile": "leader", "seen-profile": "leader"}
    fields |= {"seen-target-strategy": "0.", "target-strategy": "", "seen-fact-eu-market": "0."}
    return fields | {name.replace("__", "-"): value for name, value in said.items()}


def rows_of(assessment):
    rows = Answer.objects.of(assessment).filter(kind__in=[Kind.FACT, Kind.TARGET]).order_by("key")
    return [(row.kind, row.key, row.value, row.revision) for row in rows]


def profile_of(assessment):
    return Assessment.objects.get(pk=assessment.pk).profile


def test_the_page_shows_what_the_profile_aims_for(client, mana, assessment):
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert 'value="leader" id="id_profile_1" required checked' in page
    assert page.count("As the profile: 4") == 3 and page.count("As the profile: 3") == 5
    assert "strategy 4" in page  # what the answers say
    assert "Do you place products on the EU market?" in page
    assert "it is copied to those that follow" in page


def test_what_was_changed_is_saved_for_this_assessment_and_those_that_follow(client, mana, aozora, assessment, now):
    client.force_login(mana)
    changes = {"profile": "consumer", "fact__eu__market": "no", "target__strategy": "1"}

    response = client.post(url_of(assessment), posted(**changes), follow=True)

    assert response.redirect_chain == [(url_of(assessment), 302)]
    assert "It holds for this assessment and for those that follow." in text_of(response)
    assert (profile_of(assessment), rows_of(assessment)) == (
        "consumer",
        [("fact", "eu-market", "no", 1), ("target", "strategy", "1", 1)],
    )
    submit(assessment, mana, now=now)
    following = make_assessment(aozora, mana, assessment.edition, now=now + timedelta(days=92))
    assert (following.profile, [row[:3] for row in rows_of(following)]) == (
        "consumer",
        [("fact", "eu-market", "no"), ("target", "strategy", "1")],
    )


def test_what_was_not_changed_is_not_written(client, mana, assessment):
    client.force_login(mana)

    client.post(url_of(assessment), posted())

    assert rows_of(assessment) == []
    assert not Change.objects.of(assessment).exclude(what="opened").exists()


def test_a_target_is_given_back_to_the_profile(client, mana, assessment):
    say(assessment, mana, Kind.TARGET, strategy=1)
    client.force_login(mana)

    client.post(url_of(assessment), posted(**{"seen-target-strategy": "1.1"}))

    assert rows_of(assessment) == [("target", "strategy", "", 2)]
    assert OrganizationProfile.objects.within(assessment.organization).get().targets == {}


def test_no_profile_yet_is_a_choice(client, mana, assessment):
    client.force_login(mana)

    client.post(url_of(assessment), posted(profile="none"))

    assert profile_of(assessment) == ""
    assert 'value="none" id="id_profile_none" checked' in text_of(client.get(url_of(assessment)))


def test_a_repeated_save_has_the_effect_of_one(client, mana, assessment):
    client.force_login(mana)
    save = posted(profile="consumer", target__strategy="1")

    answers = [client.post(url_of(assessment), save).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert rows_of(assessment) == [("target", "strategy", "1", 1)]
    assert Change.objects.of(assessment).exclude(what="opened").count() == 2


def test_two_targets_for_one_practice_are_shown_side_by_side(client, mana, alice, assessment):
    say(assessment, alice, Kind.TARGET, strategy=0)
    client.force_login(mana)
    save = posted(profile="consumer", target__strategy="2")

    response = client.post(url_of(assessment), save)

    page = text_of(response)
    assert response.status_code == 409
    assert "Two answers: choose one" in page and "Alice, 16 Nov 2026, 18:00" in page
    assert "strategy 0" in page and "strategy 2" in page
    assert 'value="consumer" id="id_profile_0" required checked' in page  # the choice stays
    assert (profile_of(assessment), rows_of(assessment)) == ("leader", [("target", "strategy", "0", 1)])
    assert 'name="over" value="seen-target-strategy=1.0"' in page

    assert client.post(url_of(assessment), save | {"over": "seen-target-strategy=1.0"}).status_code == 302
    assert (profile_of(assessment), rows_of(assessment)) == ("consumer", [("target", "strategy", "2", 2)])


def test_what_somebody_else_changed_elsewhere_is_no_conflict(client, mana, alice, assessment):
    say(assessment, alice, Kind.TARGET, charter=0)
    client.force_login(mana)

    client.post(url_of(assessment), posted(target__strategy="2"))

    assert rows_of(assessment) == [("target", "charter", "0", 1), ("target", "strategy", "2", 1)]


def test_two_profiles_are_shown_side_by_side(client, mana, alice, assessment, now):
    save_profile(assessment=assessment, profile="", entries=[], idempotency_key=uuid.uuid4(), by=alice, now=now)
    client.force_login(mana)
    save = posted(profile="consumer", target__strategy="2")

    response = client.post(url_of(assessment), save)

    page = text_of(response)
    assert response.status_code == 409
    assert "Alice, 16 Nov 2026, 18:00" in page and "Not sure yet" in page
    assert (profile_of(assessment), rows_of(assessment)) == ("", [])
    assert 'name="over" value="seen-profile=none"' in page

    assert client.post(url_of(assessment), save | {"over": "seen-profile=none"}).status_code == 302
    assert profile_of(assessment) == "consumer"


def test_keep_theirs_leaves_the_profile_and_saves_the_rest(client, mana, alice, assessment, now):
    save_profile(assessment=assessment, profile="", entries=[], idempotency_key=uuid.uuid4(), by=alice, now=now)
    client.force_login(mana)
    theirs = {"theirs": "seen-profile=none", "theirs-profile": "none"}

    assert client.post(url_of(assessment), posted(profile="consumer", target__strategy="2") | theirs).status_code == 302
    assert (profile_of(assessment), rows_of(assessment)) == ("", [("target", "strategy", "2", 1)])


def test_submitted_targets_are_read_and_not_changed(client, mana, assessment, now):
    say(assessment, mana, Kind.TARGET, strategy=1)
    submit(assessment, mana, now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))
    response = client.post(url_of(assessment), posted(target__charter="0"))

    assert "its targets don’t change any more" in page and "<form" not in page.split("<main")[1]
    assert response.status_code == 409
    assert "This assessment was submitted meanwhile" in text_of(response)
    assert rows_of(assessment) == [("target", "strategy", "1", 1)]


@pytest.mark.parametrize("who", ["connie", "bob"])
def test_only_managers_and_owners_come_here(client, request, assessment, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url_of(assessment)).status_code == 403
    assert client.post(url_of(assessment), posted()).status_code == 403


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"profile": "nothing-such"}, 422),
        ({"profile": ""}, 422),
        ({"profile": "leader\0"}, 422),
        ({"target__strategy": "5"}, 422),
        ({"target__strategy": "na"}, 422),
        ({"fact__eu__market": "maybe"}, 422),
        ({"fact__eu__market": "y" * 100_000}, 422),
        ({"key": "x"}, 400),
        ({"seen-target-strategy": "x"}, 400),
        ({"seen-target-strategy": "99999999999."}, 400),
        ({"over": "seen-target-strategy=x"}, 400),
    ],
    ids=str,
)
def test_what_no_page_of_ours_posts_changes_nothing(client, mana, assessment, said, status):
    client.force_login(mana)

    assert client.post(url_of(assessment), posted(**said)).status_code == status
    assert (profile_of(assessment), rows_of(assessment)) == ("leader", [])


@pytest.mark.parametrize("seen", ["nothing-such", "consumer", "", "x" * 10_000])
def test_a_profile_that_was_never_seen_is_no_key_to_writing(client, mana, assessment, seen):
    client.force_login(mana)

    assert client.post(url_of(assessment), posted(profile="consumer", **{"seen-profile": seen})).status_code < 500


@pytest.mark.parametrize("targets", [{"strategy": 1}, {"strategy": 1, "charter": 2, "health": 3}])
def test_the_page_takes_eight_queries(client, mana, assessment, django_assert_num_queries, targets):
    say(assessment, mana, Kind.TARGET, **targets)
    client.force_login(mana)
    client.get(url_of(assessment))

    with django_assert_num_queries(8):
        client.get(url_of(assessment))


def test_submitted_profile_and_facts_are_read_too(client, mana, assessment, now):
    say(assessment, mana, Kind.FACT, eu_market="no")
    submit(assessment, mana, now=now)
    client.force_login(mana)

    page = text_of(client.get(url_of(assessment)))

    assert "<dd>Leads</dd>" in page
    assert "<dt>Do you place products on the EU market?</dt><dd>No</dd>" in page


ENOUGH = {"reason-target-strategy": "One product, one team.", "review-target-strategy": "2027-06-30"}
WORDS = "Enough on purpose until 30 Jun 2027: One product, one team."


def test_a_target_that_is_reached_may_be_enough_on_purpose(client, mana, assessment):
    say(assessment, mana, Kind.PRACTICE, strategy=2)
    client.force_login(mana)
    assert "Answered: 2" in text_of(client.get(url_of(assessment)))
    assert "reason-target-sponsor" not in text_of(client.get(url_of(assessment)))  # nothing is answered there

    client.post(url_of(assessment), posted(target__strategy="2", **ENOUGH))

    practice = text_of(client.get(reverse("practice", args=[assessment.pk, "strategy"])))
    assert WORDS in practice and "Look at it again" not in practice
    assert WORDS in text_of(client.get(reverse("results", args=[assessment.pk])))
    submit(assessment, mana)
    assert WORDS in text_of(client.get(reverse("results", args=[assessment.pk])))
    assert WORDS in text_of(client.get(url_of(assessment)))


def test_what_is_not_reached_is_not_enough(client, mana, assessment):
    say(assessment, mana, Kind.PRACTICE, strategy=1)
    client.force_login(mana)

    response = client.post(url_of(assessment), posted(target__strategy="2", **ENOUGH))

    assert response.status_code == 422
    assert "The answer lies below this target" in text_of(response)
    assert "One product, one team.</textarea>" in text_of(response)
    assert rows_of(assessment) == []


def test_when_its_day_has_passed_it_is_to_be_looked_at_again(client, mana, aozora, assessment, now):
    say(assessment, mana, Kind.PRACTICE, strategy=2)
    client.force_login(mana)
    client.post(url_of(assessment), posted(target__strategy="2", **ENOUGH))
    Answer.objects.of(assessment).filter(kind=Kind.TARGET).update(review_on=now.date() - timedelta(days=1))

    practice = text_of(client.get(reverse("practice", args=[assessment.pk, "strategy"])))
    overview = text_of(client.get(reverse("organization", args=[aozora.pk])))

    assert "Look at it again" in practice
    assert "Is strategy still enough?" in overview and "It was enough on purpose until 15 Nov 2026." in overview


def test_two_reasons_for_one_target_are_shown_side_by_side(client, mana, alice, assessment):
    say(assessment, mana, Kind.PRACTICE, strategy=2)
    client.force_login(alice)
    client.post(url_of(assessment), posted(target__strategy="2", **ENOUGH))
    client.force_login(mana)
    mine = ENOUGH | {"reason-target-strategy": "The market is small."}

    response = client.post(url_of(assessment), posted(target__strategy="2", **mine))

    assert response.status_code == 409
    assert WORDS in text_of(response)
    assert "Enough on purpose until 30 Jun 2027: The market is small." in text_of(response)


def test_a_level_calms_down_where_its_targets_are_reached(client, mana, aozora, assessment):
    client.force_login(mana)
    tasks, overview = reverse("assessment", args=[assessment.pk]), reverse("organization", args=[aozora.pk])
    say(assessment, mana, Kind.PRACTICE, strategy=4)
    assert [text_of(client.get(url)).count("at target</span>") for url in (tasks, overview)] == [0, 0]

    say(assessment, mana, Kind.PRACTICE, sponsor=4)

    assert [text_of(client.get(url)).count("at target</span>") for url in (tasks, overview)] == [1, 1]


def test_keep_theirs_keeps_why_it_is_enough(client, mana, alice, assessment, now):
    say(assessment, mana, Kind.PRACTICE, strategy=2)
    client.force_login(alice)
    theirs = {"reason__target__strategy": "Theirs.", "review__target__strategy": "2027-06-30"}
    client.post(url_of(assessment), posted(target__strategy="2", **theirs))
    client.force_login(mana)
    mine = {"reason__target__strategy": "Mine.", "review__target__strategy": "2027-03-31"}
    save = posted(target__strategy="1", **mine)

    page = text_of(client.post(url_of(assessment), save))
    assert 'name="theirs-reason-target-strategy" value="Theirs."' in page
    assert 'name="theirs-review-target-strategy" value="2027-06-30"' in page
    assert ">Theirs. Mine.</textarea>" in page and 'name="merged-review-target-strategy" value="2027-03-31"' in page
    kept = {"theirs": re.search(r'name="theirs" value="([^"]*)"', page)[1], "theirs-target-strategy": "2"}
    kept |= {f"theirs-{name.replace('__', '-')}": value for name, value in theirs.items()}

    assert client.post(url_of(assessment), save | kept).status_code == 302
    row = Answer.objects.of(assessment).get(kind=Kind.TARGET, key="strategy")
    assert (row.value, row.reason, row.review_on.isoformat(), row.revision) == ("2", "Theirs.", "2027-06-30", 1)
