# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from assessments.models import Export
from assessments.tasks.export import make_export
from tests.assessments.queries.plans import add_own
from tests.factories import make_assessment, make_edition, submit
from tests.pages import visible


@pytest.fixture
def assessment(aozora, mana, now):
    return submit(make_assessment(aozora, mana, make_edition(), now=now), mana, now=now)


def ask(client, organization, assessment, what="result", form="xlsx"):
    return client.post(reverse("exports", args=[organization.pk]), {"of": f"{what}:{assessment.pk}", "form": form})


def made(client, organization, assessment, **fields):
    response = ask(client, organization, assessment, **fields)
    export = Export.objects.within(organization).get()
    assert response.headers["Location"] == reverse("export", args=[export.pk])
    make_export.call(str(export.pk))
    return export


def test_a_member_takes_results_along(client, bob, aozora, assessment):
    client.force_login(bob)

    export = made(client, aozora, assessment)
    page = visible(client.get(reverse("export", args=[export.pk])))
    file = client.get(reverse("export_file", args=[export.pk]))

    assert "The file is ready" in page and "cairn-aozora-2026-q4-results.xlsx" in page
    assert file.headers["Content-Disposition"] == 'attachment; filename="cairn-aozora-2026-q4-results.xlsx"'
    assert file.content[:2] == b"PK"


def test_answers_are_for_managers(client, bob, aozora, assessment):
    client.force_login(bob)

    response = ask(client, aozora, assessment, what="assessment")

    assert response.status_code == 422
    assert not Export.objects.within(aozora).exists()


def test_nobody_else_has_the_file(client, bob, mana, alice, sita, charlie, aozora, assessment):
    client.force_login(bob)
    export = made(client, aozora, assessment)

    for other in (mana, alice, sita, charlie):
        client.force_login(other)
        assert client.get(reverse("export_file", args=[export.pk])).status_code == 404
        assert client.get(reverse("export", args=[export.pk])).status_code == 404


def test_whoever_has_left_has_the_file_no_more(client, bob, aozora, assessment):
    client.force_login(bob)
    export = made(client, aozora, assessment)

    Membership.objects.filter(user=bob).delete()

    assert client.get(reverse("export_file", args=[export.pk])).status_code == 404


def test_whoever_manages_no_more_has_the_answers_no_more(client, mana, aozora, assessment):
    client.force_login(mana)
    export = made(client, aozora, assessment, what="assessment")
    urls = [reverse(name, args=[export.pk]) for name in ("export", "export_file")]
    assert [client.get(url).status_code for url in urls] == [200, 200]

    Membership.objects.filter(user=mana).update(role="viewer")

    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_a_file_is_gone_after_its_day(client, bob, aozora, assessment, now, time_machine):
    client.force_login(bob)
    export = made(client, aozora, assessment)

    time_machine.move_to(now + timedelta(days=1))
    client.force_login(bob)

    assert client.get(reverse("export_file", args=[export.pk])).status_code == 404


def test_the_page_says_how_far_it_is_and_asks_for_itself(client, bob, aozora, assessment):
    client.force_login(bob)
    ask(client, aozora, assessment)
    url = reverse("export", args=[Export.objects.within(aozora).get().pk])

    assert "It waits for its turn." in visible(client.get(url))
    assert client.get(url, {"part": "progress"}).status_code == 200
    assert client.get(url + "file").status_code == 404


def test_a_second_one_waits_for_the_first(client, bob, aozora, assessment):
    client.force_login(bob)
    ask(client, aozora, assessment)

    response = ask(client, aozora, assessment)

    assert response.status_code == 422
    assert "Another file of yours is being made." in visible(response)


@pytest.mark.parametrize("posted", [{}, {"of": "x", "form": "xlsx"}, {"of": "result:1", "form": "exe"}])
def test_what_is_not_offered_is_refused(client, bob, aozora, assessment, posted):
    client.force_login(bob)

    assert client.post(reverse("exports", args=[aozora.pk]), posted).status_code == 422


def test_a_link_may_choose_what(client, mana, aozora, assessment, now):
    add_own(aozora, assessment.edition, mana, now)
    client.force_login(mana)

    page = client.get(reverse("exports", args=[aozora.pk]), {"of": "plan"}).content.decode()

    assert '<option value="plan" selected>' in page


def test_before_there_is_anything_it_says_so(client, bob, aozora):
    client.force_login(bob)

    assert "Nothing to take along yet" in visible(client.get(reverse("exports", args=[aozora.pk])))


def test_the_pages_take_few_queries(client, bob, aozora, assessment, django_assert_num_queries):
    client.force_login(bob)
    export = made(client, aozora, assessment)

    with django_assert_num_queries(8):
        client.get(reverse("exports", args=[aozora.pk]))
    with django_assert_num_queries(7):
        client.get(reverse("export", args=[export.pk]))
