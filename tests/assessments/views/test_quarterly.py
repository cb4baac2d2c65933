# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, Role, User
from assessments.models import Answer, Assessment, Report
from assessments.models.answer import Kind
from tests.factories import join, make_assessment, make_edition, make_organization, say, submit
from tests.made_up_group import made_up_group
from tests.pages import visible

QUARTERS = [datetime(2026, month, 5, 9, tzinfo=UTC) for month in (1, 4, 7)]
VALUES = ({"strategy": 1, "charter": 2}, {"strategy": 2, "charter": 2}, {"strategy": 3, "charter": 1})


def submitted(organization: Organization, by: User, now: datetime, **said: Any) -> Assessment:
    assessment = make_assessment(organization, by, now=now)
    say(assessment, by, Kind.PRACTICE, now=now, **said)
    Answer.objects.of(assessment).filter(key="strategy").update(note="Between ourselves")
    return submit(assessment, by, now=now)


@pytest.fixture
def quarters(aozora: Organization, mana: User) -> list[Assessment]:
    make_edition()
    return [submitted(aozora, mana, when, **said) for when, said in zip(QUARTERS, VALUES, strict=True)]


def url_of(organization: Organization, name: str = "quarterly", query: str = "") -> str:
    return reverse(name, args=[organization.pk]) + query


def titles_of(response: Any) -> list[str]:
    """The headings of the sections."""
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", response.content.decode())


def save(client: Client, organization: Organization, revision: int = 0, **texts: str) -> Any:
    told = client.get(url_of(organization)).context["told"]
    said = {f"text-{one.key}": texts.get(one.key, one.text) for one in told.sections}
    return client.post(url_of(organization, "quarterly_edit"), {"revision": revision, **said})


def test_it_tells_the_last_quarter_section_by_section(client: Client, aozora: Any, bob: User, quarters: Any) -> None:
    client.force_login(bob)

    response = client.get(url_of(aozora))
    page = visible(response)

    assert titles_of(response) == [
        "Where we stand",
        "What moved, and why",
        "Over the quarters",
        "Situations that are faced, and who covers them",
        "Recommendations",
        "Where we are on the journey",
        "How each audience is reached",
        "Sources and thanks",
    ]
    assert "Aozora: OSS quarterly report, 2026 Q3 By edition 1.2.0 of" in page
    assert "Compared with 2026 Q2." in page
    assert "Management: what is said went from 33% to 50% (+16.7 points): progress +16.7." in page
    assert "Progress was made here: strategy. Ground was lost here: charter." in page
    assert "3 quarters, from 2026 Q1 to 2026 Q3" in page


def test_it_names_nobody_and_quotes_nothing(client: Client, aozora: Any, bob: User, mana: User, quarters: Any) -> None:
    mana.name = "Kurosawa"
    mana.save()
    client.force_login(bob)

    page = client.get(url_of(aozora)).content.decode()

    assert "Between ourselves" not in page and "Kurosawa" not in page and mana.email not in page
    assert "(from 2 to 3)" not in page


def test_another_quarter_can_be_chosen(client: Client, aozora: Any, bob: User, quarters: Any) -> None:
    client.force_login(bob)

    page = visible(client.get(url_of(aozora, query="?period=2026-Q2")))

    assert "OSS quarterly report, 2026 Q2" in page and "Compared with 2026 Q1." in page
    assert "2 quarters, from 2026 Q1 to 2026 Q2" in page


@pytest.mark.parametrize("period", ["2020-Q1", "soon", "2026-Q9"])
def test_a_quarter_that_is_not_there_is_refused_in_words(
    period: str, client: Client, aozora: Any, bob: User, quarters: Any
) -> None:
    client.force_login(bob)

    response = client.get(url_of(aozora, query=f"?period={period}"))

    assert response.status_code == 400
    assert "Choose one of the quarters offered." in visible(response)


def test_a_first_quarter_says_that_nothing_moved_yet(client: Client, aozora: Any, bob: User, mana: User) -> None:
    make_edition()
    submitted(aozora, mana, QUARTERS[0], strategy=2)
    client.force_login(bob)

    response = client.get(url_of(aozora))

    assert "2026 Q1 is the first quarter that was submitted." in visible(response)
    assert "Over the quarters" not in titles_of(response)
    assert "Compared with" not in visible(response)


def test_before_the_first_assessment_it_says_what_is_missing(client: Client, aozora: Any, bob: User) -> None:
    client.force_login(bob)

    page = visible(client.get(url_of(aozora)))

    assert "Nothing to report yet" in page and "Go to the assessments" in page


def test_members_read_the_authors_words_once_they_are_published(
    client: Client, aozora: Any, bob: User, mana: User, quarters: Any
) -> None:
    client.force_login(mana)
    assert save(client, aozora, moved="**We** moved.").status_code == 302
    client.force_login(bob)
    assert "We moved." not in visible(client.get(url_of(aozora)))

    client.force_login(mana)
    client.post(url_of(aozora, "quarterly_publish"), {"revision": "1", "step": "publish"})
    client.force_login(bob)

    assert "<strong>We</strong> moved." in client.get(url_of(aozora)).content.decode()
    [report] = Report.objects.within(aozora)
    assert (report.kind, report.period, report.since, report.texts) == (
        "quarterly",
        "2026-Q3",
        "",
        {"moved": "**We** moved."},
    )


def test_a_section_left_empty_is_left_out_with_its_tables(
    client: Client, aozora: Any, mana: User, quarters: Any
) -> None:
    client.force_login(mana)
    save(client, aozora, standing="")

    response = client.get(url_of(aozora))

    assert "Where we stand" not in titles_of(response)
    assert "backed by evidence" not in visible(response)


def test_what_somebody_else_saved_stands_beside_what_was_typed(
    client: Client, aozora: Any, alice: User, mana: User, quarters: Any
) -> None:
    client.force_login(alice)
    save(client, aozora, moved="Hers.")
    client.force_login(mana)

    response = save(client, aozora, moved="His.")

    assert response.status_code == 409
    assert "Somebody else saved meanwhile" in visible(response) and "Hers." in visible(response)


def test_it_can_be_taken_along_as_pdf_and_markdown(client: Client, aozora: Any, bob: User, quarters: Any) -> None:
    client.force_login(bob)

    pdf = client.get(reverse("quarterly_file", args=[aozora.pk, "pdf"]))
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).split())
    markdown = client.get(reverse("quarterly_file", args=[aozora.pk, "md"])).content.decode()

    assert pdf.headers["Content-Disposition"] == 'attachment; filename="cairn-aozora-2026-q3-quarterly.pdf"'
    assert "Over the quarters" in words and "(+16.7 points): progress +16.7." in words
    assert "| Level | 2026 Q1 | 2026 Q2 | 2026 Q3 |" in markdown
    assert "| Level | Shown | Said | Could be | Aim |" in markdown
    assert "Licence of the content:" in words and "Licence of the content:" in markdown
    assert client.get(reverse("quarterly_file", args=[aozora.pk, "exe"])).status_code == 404


def test_the_same_facts_give_the_same_file(client: Client, aozora: Any, bob: User, quarters: Any) -> None:
    client.force_login(bob)
    url = reverse("quarterly_file", args=[aozora.pk, "pdf"])

    assert client.get(url).content == client.get(url).content


def test_it_is_told_in_the_readers_language(client: Client, aozora: Any, bob: User, quarters: Any) -> None:
    client.force_login(bob)
    client.cookies["language"] = "ja"

    response = client.get(url_of(aozora))

    assert "OSS 四半期レポート" in visible(response)
    assert not re.search(r">\s*(Where|What|How) ", response.content.decode().partition("<main")[2])


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_few_queries_however_many_quarters(
    count: int,
    client: Client,
    aozora: Organization,
    mana: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_edition()
    for when, said in zip(QUARTERS[:count], VALUES, strict=False):
        submitted(aozora, mana, when, **said)
    client.force_login(mana)
    client.get(url_of(aozora))

    with django_assert_num_queries(9):
        client.get(url_of(aozora))


@pytest.mark.parametrize("name", ["progress", "results"])
def test_the_pages_where_one_looks_lead_to_it(
    name: str, client: Client, aozora: Any, bob: User, quarters: list[Assessment]
) -> None:
    client.force_login(bob)
    at = quarters[-1].pk if name == "results" else aozora.pk

    page = client.get(reverse(name, args=[at])).content.decode()

    assert f'href="{url_of(aozora, query="?period=2026-Q3")}"' in page


@pytest.mark.parametrize("units", [3, 60])
def test_a_groups_page_takes_as_many_queries_however_many_units(
    units: int, client: Client, mana: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_edition()
    group = made_up_group(units, 3, edition=edition)
    join(mana, group, Role.OWNER)
    assessment = make_assessment(group, mana, now=QUARTERS[2])
    say(assessment, mana, Kind.PRACTICE, now=QUARTERS[2], strategy=2)
    submit(assessment, mana, now=QUARTERS[2])
    client.force_login(mana)
    client.get(url_of(group))

    with django_assert_num_queries(12):
        client.get(url_of(group))


def test_a_group_tells_of_itself_and_then_of_its_units(client: Client, aozora: Any, bob: User, mana: User) -> None:
    make_edition()
    unit = make_organization("Games", above=aozora)
    for organization in (aozora, unit):
        submitted(organization, mana, QUARTERS[0], strategy=2)
    client.force_login(bob)

    response = client.get(url_of(aozora))

    titles = titles_of(response)
    assert titles.index("Where we stand") < titles.index("The units")
    assert "1 of 1 unit counts in 2026 Q1." in visible(response)
    assert "Games: 0 of 2" in visible(response)


def test_a_group_without_an_assessment_of_its_own_tells_of_its_units(
    client: Client, aozora: Any, bob: User, mana: User
) -> None:
    make_edition()
    unit = make_organization("Games", above=aozora)
    submitted(unit, mana, QUARTERS[0], strategy=2)
    client.force_login(bob)

    response = client.get(url_of(aozora))

    assert "Aozora: OSS quarterly report, 2026 Q1" in visible(response)
    assert "Where we stand" not in titles_of(response) and "The units" in titles_of(response)
    assert client.get(reverse("quarterly_file", args=[aozora.pk, "pdf"])).status_code == 200


def test_a_group_in_which_nobody_submitted_says_what_is_missing(client: Client, aozora: Any, bob: User) -> None:
    make_edition()
    make_organization("Games", above=aozora)
    client.force_login(bob)

    assert "Nothing to report yet" in visible(client.get(url_of(aozora)))


def test_the_last_quarter_is_the_last_of_either(client: Client, aozora: Any, bob: User, mana: User) -> None:
    make_edition()
    unit = make_organization("Games", above=aozora)
    submitted(aozora, mana, QUARTERS[0], strategy=2)
    submitted(unit, mana, QUARTERS[1], strategy=2)
    client.force_login(bob)

    latest, first = visible(client.get(url_of(aozora))), visible(client.get(url_of(aozora, query="?period=2026-Q1")))

    assert "OSS quarterly report, 2026 Q2" in latest
    assert "Where we stand" in first and "No unit has submitted in 2026 Q1." in first


def test_a_dashboard_leads_to_the_report_of_its_quarter(client: Client, aozora: Any, bob: User, mana: User) -> None:
    make_edition()
    submitted(make_organization("Games", above=aozora), mana, QUARTERS[0], strategy=2)
    client.force_login(bob)

    page = client.get(reverse("group", args=[aozora.pk]) + "?period=2026-Q1").content.decode()

    assert f'href="{url_of(aozora, query="?period=2026-Q1")}"' in page
