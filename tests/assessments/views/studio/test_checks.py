# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.queries.draft import document_of
from tests.factories import make_draft, make_edition
from tests.pages import visible

NEVER = {"all": [{"practice": "strategy", "at_most": 1}, {"practice": "strategy", "at_least": 3}]}


@pytest.fixture
def curator(client: Client, carol: User) -> Client:
    client.force_login(carol)
    return client


def advice(**changes: object) -> dict[str, object]:
    given = {"key": "plan", "title": {"en": "Plan ahead"}, "advice": {"en": "Do."}, "practices": ["strategy"]}
    return given | {"when": {"practice": "strategy", "at_most": 1}} | changes


def test_each_finding_has_a_reason_a_place_and_a_link_to_its_form(curator: Client, carol: User) -> None:
    draft = make_draft(carol, recommendations=[advice(when=NEVER)])

    response = curator.get(reverse("studio_checks", args=[draft.pk]))

    page = visible(response)
    assert "Plan ahead" in page and "recommendations[0].when" in page
    link = reverse("studio_piece", args=[draft.pk, "recommendations", "plan"])
    assert f'href="{link}#id_when"' in response.content.decode()


def test_a_draft_without_errors_says_so(curator: Client, carol: User) -> None:
    assert "Nothing stands in the way of publishing." in visible(
        curator.get(reverse("studio_checks", args=[make_draft(carol).pk]))
    )


def groups(client: Client, url: str, **asked: str) -> dict[str, list[str]]:
    """The headings of each panel."""
    found: dict[str, list[str]] = {}
    for level, words in re.findall(r"<h([23])[^>]*>([^<]*)</h", client.get(url, asked).content.decode()):
        if level == "2":
            found[words] = []
        else:
            found[list(found)[-1]].append(words)
    return found


def test_findings_are_grouped_by_severity_and_kind_and_filtered_by_both(curator: Client, carol: User) -> None:
    base = make_edition()
    practices = [one | {"level": "gone"} for one in document_of(base)["practices"][:2]]
    draft = make_draft(carol, base, practices=practices, recommendations=[advice(when=NEVER)], summary={})
    url = reverse("studio_checks", args=[draft.pk])

    everything = groups(curator, url)
    (errors, of_errors), (warnings, of_warnings) = everything.items()
    assert of_errors[0].startswith("The edition as a whole (")
    assert "Practices (2)" in of_errors and "Recommendations (1)" in of_errors
    assert sum(int(one.rpartition("(")[2][:-1]) for one in of_errors) == int(errors.partition(" ")[0])
    assert sum(int(one.rpartition("(")[2][:-1]) for one in of_warnings) == int(warnings.partition(" ")[0])
    assert groups(curator, url, severity="error") == {errors: of_errors}
    assert groups(curator, url, severity="warning") == {warnings: of_warnings}
    assert groups(curator, url, severity="error", kind="practices") == {"2 errors": ["Practices (2)"]}
    assert groups(curator, url, severity="x", kind="x") == everything
    page = curator.get(url, {"severity": "error", "kind": "practices"}).content.decode()
    assert 'href="?severity=error&amp;kind=practices" aria-current="true">Practices (2)' in page
    assert 'href="?kind=practices"' in page and 'href="?severity=error"' in page
    assert "None of this kind." in visible(curator.get(url, {"kind": "samples", "severity": "warning"}))


@pytest.mark.parametrize("number", [1, 3])
def test_checks_take_four_queries(
    curator: Client, carol: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make_draft(carol, recommendations=[advice(key=f"plan-{one}", when=NEVER) for one in range(number)])

    with django_assert_num_queries(4):
        curator.get(reverse("studio_checks", args=[draft.pk]))
