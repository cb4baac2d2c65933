# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.urls import reverse

from tests.factories import make_edition, make_organization, make_plan_item


@pytest.mark.parametrize(("name", "ending", "kind"), [("plan_csv", "csv", "csv"), ("plan_markdown", "md", "markdown")])
def test_a_member_takes_the_plan_along(client, aozora, mana, bob, now, name, ending, kind):
    make_plan_item(aozora, mana, title="日本語", now=now)
    client.force_login(bob)

    response = client.get(reverse(name, args=[aozora.pk]))

    assert response.headers["Content-Type"] == f"text/{kind}; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="cairn-aozora-plan.{ending}"'
    assert "日本語" in b"".join(response).decode()


def test_a_box_leads_to_its_action(client, aozora, mana, now):
    item = make_plan_item(aozora, mana, now=now)
    client.force_login(mana)

    text = client.get(reverse("plan_markdown", args=[aozora.pk])).content.decode()

    assert f"(<http://testserver{reverse('plan_item', args=[aozora.pk, item.pk])}>)" in text


@pytest.mark.parametrize("name", ["plan_csv", "plan_markdown"])
@pytest.mark.parametrize("count", [1, 3])
def test_they_take_few_queries(client, aozora, mana, now, name, count, django_assert_num_queries):
    edition = make_edition()
    for _ in range(count):
        make_plan_item(aozora, mana, edition, now=now)
    client.force_login(mana)

    with django_assert_num_queries(4):
        b"".join(client.get(reverse(name, args=[aozora.pk])))


def test_units_have_plans_of_their_own(client, aozora, mana, now):
    make_plan_item(make_organization("Unit", above=aozora), mana, title="Theirs", now=now)
    client.force_login(mana)

    assert b"Theirs" not in b"".join(client.get(reverse("plan_csv", args=[aozora.pk])))
