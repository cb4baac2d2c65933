# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from assessments.models import Answer, Assessment, Change, Edition
from assessments.models.answer import Kind
from assessments.services.assigning import assign_section
from assessments.services.moving import move_assessment
from tests.factories import make_assessment, make_edition, make_evidence, make_smaller_edition, say, submit
from tests.pages import visible

LATER = datetime(2026, 2, 2, tzinfo=UTC)


@pytest.fixture
def opened(aozora, mana, now) -> Assessment:
    return make_assessment(aozora, mana, make_edition("edition-before"), now=now)


@pytest.fixture
def newer(opened) -> Edition:
    return make_edition(now=LATER)


def url_of(assessment: Assessment) -> str:
    return reverse("move_assessment", args=[assessment.pk])


def edition_now(assessment: Assessment) -> str:
    return Assessment.objects.get(pk=assessment.pk).edition.version


def test_the_page_shows_what_would_change_and_changes_nothing(client, mana, opened, newer, now):
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=4, old_charter=3)
    client.force_login(mana)

    text = visible(client.get(url_of(opened)))

    assert "Move 2026 Q4 to edition 1.2.0?" in text
    assert "are those of edition 1.1.0. Edition 1.2.0 was published on 2 Feb 2026. Nothing changes until" in text
    assert "1 answered question keeps its answer" in text
    assert "1 question is new" in text
    assert "1 question is no longer asked (1 answered)" in text
    assert "New questions 1" in text and "culture" in text
    assert "old-charter → charter" in text
    assert "before 25%" in text
    assert edition_now(opened) == "1.1.0"


def test_a_manager_moves_what_they_saw(client, mana, opened, newer, now):
    say(opened, mana, Kind.PRACTICE, now=now, old_charter=3)
    client.force_login(mana)

    response = client.post(url_of(opened), {"edition": str(newer.pk)})

    assert response.headers["Location"] == reverse("assessment", args=[opened.pk])
    assert "Moved to edition 1.2.0." in str(next(iter(get_messages(response.wsgi_request))))
    assert edition_now(opened) == "1.2.0"
    assert Answer.objects.of(opened).get().key == "charter"


@pytest.mark.parametrize("seen", ["", "nothing", "0b6f3c52-91d7-4f6e-8a55-3f1c9d2e7b40"])
def test_another_edition_than_the_one_seen_is_shown_first(client, mana, opened, newer, now, seen):
    client.force_login(mana)

    response = client.post(url_of(opened), {"edition": seen})

    assert response.status_code == 409
    assert "Edition 1.2.0 was published while you were looking." in visible(response)
    assert edition_now(opened) == "1.1.0"


def test_moving_twice_moves_once(client, mana, opened, newer):
    client.force_login(mana)

    for _ in range(2):
        response = client.post(url_of(opened), {"edition": str(newer.pk)})
        assert response.headers["Location"] == reverse("assessment", args=[opened.pk])

    assert Change.objects.of(opened).filter(what="moved").count() == 1


def test_without_a_newer_edition_it_leads_back(client, mana, opened):
    client.force_login(mana)

    assert client.get(url_of(opened)).headers["Location"] == reverse("assessment", args=[opened.pk])
    assert client.post(url_of(opened)).headers["Location"] == reverse("assessment", args=[opened.pk])


def test_a_submitted_one_leads_to_its_results_and_stays(client, mana, opened, newer, now):
    submit(opened, mana, now=now)
    client.force_login(mana)

    assert client.get(url_of(opened)).headers["Location"] == reverse("results", args=[opened.pk])
    response = client.post(url_of(opened), {"edition": str(newer.pk)})

    assert response.headers["Location"] == reverse("results", args=[opened.pk])
    assert "stays on its edition" in str(next(iter(get_messages(response.wsgi_request))))
    assert edition_now(opened) == "1.1.0"


@pytest.mark.parametrize(
    ("who", "status"), [("alice", 200), ("mana", 200), ("connie", 403), ("bob", 403), ("charlie", 404)]
)
def test_managers_and_owners_see_it(request, client, opened, newer, who, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url_of(opened)).status_code == status


def test_in_japanese(client, mana, opened, newer, now):
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=4)
    client.force_login(mana)

    text = visible(client.get(url_of(opened), headers={"accept-language": "ja"}))

    assert "2026年第4四半期を、第 1.2.0 版に移行しますか。" in text
    assert "1 件の質問がなくなります （うち 1 件は回答済みです）" in text.replace("ます（", "ます （")


def test_a_newer_edition_is_told_where_managers_go_on(client, mana, connie, opened, newer, aozora):
    client.force_login(mana)
    pages = [reverse("assessment", args=[opened.pk]), reverse("organization", args=[aozora.pk])]

    for page in pages:
        response = client.get(page)
        assert "Edition 1.2.0 is there: see what would change" in visible(response)
        assert url_of(opened) in response.content.decode()
    client.force_login(connie)
    assert "Edition 1.2.0" not in visible(client.get(pages[1]))


def test_after_the_move_nothing_newer_is_told(client, mana, opened, newer, now):
    move_assessment(assessment=opened, edition=newer, by=mana, now=now)
    client.force_login(mana)

    assert "is there:" not in visible(client.get(reverse("assessment", args=[opened.pk])))


def test_what_is_no_longer_asked_is_read_before_submitting(client, mana, opened, newer, now):
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=2)
    make_evidence(opened, mana, "newsletter", now.date(), now=now)
    move_assessment(assessment=opened, edition=newer, by=mana, now=now)
    client.force_login(mana)

    text = visible(client.get(reverse("review", args=[opened.pk])))

    assert "No longer asked since the move 1" in text
    assert "strategy practice, edition 1.1.0 2: strategy 2" in text
    assert "Evidence: Charter" in text


def test_it_stays_readable_for_managers_once_it_is_submitted(client, mana, bob, opened, newer, now):
    say(opened, mana, Kind.PRACTICE, now=now, newsletter=2, training=3)
    submit(move_assessment(assessment=opened, edition=newer, by=mana, now=now), mana, now=now)
    page = reverse("results", args=[opened.pk])

    client.force_login(mana)
    assert "No longer asked since the move 1" in visible(client.get(page))
    client.force_login(bob)
    assert "No longer asked since the move" not in visible(client.get(page))


def test_the_history_of_a_renamed_practice_goes_on(client, mana, opened, newer, now):
    say(opened, mana, Kind.PRACTICE, now=now, old_charter=3)
    moved = move_assessment(assessment=opened, edition=newer, by=mana, now=now)
    say(moved, mana, Kind.PRACTICE, now=now, charter=4)
    client.force_login(mana)

    text = visible(client.get(reverse("practice_history", args=[opened.pk, "charter"])))

    lines = ["Answer changed 3, C → 4, D", "Moved to edition 1.2.0", "Answered no answer → 3, C", "Assessment opened"]
    places = [text.find(line.split(" ")[0] + " " + line.split(" ")[1]) for line in lines]
    assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_so_many_queries(count, client, mana, opened, newer, now, django_assert_num_queries):
    practices = ("training", "strategy", "health")[:count]
    say(opened, mana, Kind.PRACTICE, now=now, **dict.fromkeys(practices, 2))
    client.force_login(mana)
    client.get(url_of(opened))

    with django_assert_num_queries(14):
        client.get(url_of(opened))


# Saves from pages of the edition before


def test_a_practice_with_a_new_key_is_saved_from_its_old_page(client, mana, opened, newer, now):
    say(opened, mana, Kind.PRACTICE, now=now, old_charter=3)
    move_assessment(assessment=opened, edition=newer, by=mana, now=now)
    client.force_login(mana)
    old = reverse("practice", args=[opened.pk, "old-charter"])

    posted = {"answer": "4", "revision": "1", "note": "", "key": str(uuid.uuid4())}
    response = client.post(old, posted, headers={"HX-Request": "true"})

    assert response.status_code == 200
    row = Answer.objects.of(opened).get()
    assert (row.key, row.value, row.revision) == ("charter", "4", 2)
    assert client.get(old).status_code == 200


@pytest.mark.parametrize("is_part", [True, False])
def test_what_is_not_asked_any_more_is_refused_and_stays_to_be_copied(client, mana, opened, newer, now, is_part):
    move_assessment(assessment=opened, edition=newer, by=mana, now=now)
    client.force_login(mana)
    old = reverse("practice", args=[opened.pk, "newsletter"])

    posted = {"answer": "4", "revision": "0", "note": "It goes to all.", "key": str(uuid.uuid4())}
    response = client.post(old, posted, headers={"HX-Request": "true" if is_part else "false"})

    assert response.status_code == 409
    assert "This is no longer asked" in response.content.decode()
    if is_part:
        assert response.headers["HX-Trigger"] == '{"unsaved": {"kind": "unasked"}}'
        assert "Cairn-Refusal" not in response.headers
    else:
        assert "It goes to all." in visible(response)
    assert not Answer.objects.of(opened).exists()
    assert client.get(old).status_code == 404


def test_a_colleague_without_the_right_is_told_nothing_of_it(client, bob, connie, mana, opened, newer, now):
    move_assessment(assessment=opened, edition=newer, by=mana, now=now)

    for person in (bob, connie):
        client.force_login(person)
        old = reverse("practice", args=[opened.pk, "newsletter"])
        assert client.post(old, {"answer": "4", "revision": "0", "key": str(uuid.uuid4())}).status_code == 403


def test_where_nothing_was_moved_such_a_practice_is_not_there(client, mana, opened):
    client.force_login(mana)

    response = client.post(reverse("practice", args=[opened.pk, "nothing-such"]), {"key": str(uuid.uuid4())})

    assert response.status_code == 404


def test_whose_section_is_gone_is_not_led_to_an_empty_list(client, connie, mana, aozora, opened, now):
    assign_section(assessment=opened, section="management", user=connie, by=mana, now=now)
    client.force_login(connie)
    page = reverse("assessment", args=[opened.pk])
    assert client.get(page).status_code == 200

    move_assessment(assessment=opened, edition=make_smaller_edition("management"), by=mana, now=now)

    assert client.get(page).status_code == 403
    assert "You are asked to answer" not in visible(client.get(reverse("organization", args=[aozora.pk])))
