# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.domain.pieces import KINDS, find, pieces
from assessments.models import Edition, Impact, Revision
from assessments.queries.draft import document_of, last_revision
from assessments.services.curating import Save, rename_piece, save_piece
from assessments.services.reviewing import comment
from tests.assessments.views.studio.forms import sent_form
from tests.factories import make_draft

FACT, ADVICE, PRACTICE = ("facts", "eu-market"), ("recommendations", "engage-community"), ("practices", "strategy")


@pytest.fixture
def draft(carol: User) -> Edition:
    return make_draft(carol)


def url_of(draft: Edition, kind: str, key: str) -> str:
    return reverse("studio_piece", args=[draft.pk, kind, key])


def piece_of(draft: Edition, kind: str, key: str) -> Any:
    return find(document_of(Edition.objects.get(pk=draft.pk)), kind, key)


def text_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def lines_of(draft: Edition) -> list[tuple[str, str]]:
    return list(Revision.objects.filter(edition=draft).order_by("number").values_list("what", "key"))


def last_number(draft: Edition, kind: str, key: str) -> int:
    line = last_revision(draft, kind, key)
    return line.number if line else 0


def change(draft: Edition, by: User, kind: str, key: str, seen: int = 0, **fields: Any) -> Revision:
    """Somebody else saves the piece with these fields."""
    save = Save(draft, kind, key, seen, uuid.uuid4(), by, timezone.now())
    return save_piece(save=save, content={**piece_of(draft, kind, key), **fields})


@pytest.mark.parametrize("page", ["studio_piece", "studio_preview"])
def test_lists_in_lists_do_not_multiply(client: Client, carol: User, draft: Edition, page: str) -> None:
    client.force_login(carol)
    fields = sent_form(client.get(url_of(draft, *ADVICE)))
    nested = {f"actions_{number}_raises": "200" for number in range(20)}

    response = client.post(reverse(page, args=[draft.pk, *ADVICE]), {**fields, "actions": "20", **nested, "look": "1"})

    assert response.status_code == 400
    assert "This form has more than 2,000 fields." in text_of(response)


def test_a_draft_grows_no_larger_than_a_file_may_be(client: Client, carol: User) -> None:
    draft = make_draft(carol, attribution=["x" * 20_000] * 51)
    client.force_login(carol)
    url = url_of(draft, *FACT)
    fields = sent_form(client.get(url))

    refused = client.post(url, {**fields, "question_en": "z" * 19_000, "question_ja": "z" * 19_000})

    assert refused.status_code == 422
    assert "The edition would be larger than 1 MiB as a file. Shorten or delete something first." in text_of(refused)
    assert "z" * 19_000 in text_of(refused)
    assert lines_of(draft) == [("started", "")]


def test_a_fact_is_written_and_saved(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, *FACT)
    fields = sent_form(client.get(url))

    response = client.post(url, {**fields, "question_en": "Do you sell in the EU?"}, follow=True)

    assert response.redirect_chain == [(url, 302)]
    assert 'id="save-status"' in text_of(response) and "Saved " in text_of(response)
    assert piece_of(draft, *FACT)["question"]["en"] == "Do you sell in the EU?"
    assert lines_of(draft)[1:] == [("changed", "eu-market")]


@pytest.mark.parametrize("kind", KINDS)
def test_saving_what_the_page_shows_changes_nothing(kind: str, client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    for piece in pieces(document_of(draft), kind):
        url = url_of(draft, kind, piece["key"])

        assert client.post(url, sent_form(client.get(url))).status_code == 302

    assert Edition.objects.get(pk=draft.pk).checksum == draft.checksum
    assert len(lines_of(draft)) == 1


def test_the_same_save_twice_is_one_change(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, *FACT)
    fields = {**sent_form(client.get(url)), "question_en": "Do you sell in the EU?"}

    responses = [client.post(url, fields) for _time in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    assert lines_of(draft)[1:] == [("changed", "eu-market")]


def test_what_is_refused_is_said_at_its_field_and_stays(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, *PRACTICE)
    fields = {**sent_form(client.get(url)), "weight": "heavy", "name_en": "Plans", "why_en": "x" * 20_001}

    response = client.post(url, fields)

    page = text_of(response)
    assert response.status_code == 422
    assert "Write a number such as 0.5" in page and "Use at most 20000 characters. There are 20001 now." in page
    assert 'value="heavy"' in page and "> Plans</textarea>" in page and "x" * 20_001 in page
    assert len(lines_of(draft)) == 1


def test_a_step_changes_the_form_and_saves_nothing(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, *ADVICE)
    fields = {**sent_form(client.get(url)), "title_en": "Another title"}

    page = client.post(url, {**fields, "step": "add:actions"})

    after = sent_form(page)
    assert int(after["actions"]) == int(fields["actions"]) + 1
    assert (after["title_en"], after[f"actions_{fields['actions']}__was"]) == ("Another title", "")
    assert len(lines_of(draft)) == 1


def test_a_new_action_is_saved_with_a_key_made_from_its_title(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, *ADVICE)
    added = sent_form(client.post(url, {**sent_form(client.get(url)), "step": "add:actions"}))
    new = f"actions_{int(added['actions']) - 1}"

    client.post(url, {**added, f"{new}_title_en": "Look at it weekly"})

    action = piece_of(draft, *ADVICE)["actions"][-1]
    assert action == {"key": "look-at-it-weekly", "title": {"en": "Look at it weekly"}}


def test_a_rule_is_changed_by_its_own_buttons(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, *ADVICE)
    fields = sent_form(client.get(url))

    whole = client.post(url, {**fields, "rule": "add:when"})
    part = client.post(url, {**fields, "rule": "add:when"}, headers={"HX-Request": "true"})

    assert "<html" in whole.content.decode() and "<html" not in part.content.decode()
    assert 'id="rule-when"' in part.content.decode()
    assert len(lines_of(draft)) == 1


def test_a_rule_that_is_not_finished_is_saved_with_all_else_and_found_by_the_checks(
    client: Client, carol: User, draft: Edition
) -> None:
    client.force_login(carol)
    url = url_of(draft, *ADVICE)
    begun = sent_form(client.post(url, {**sent_form(client.get(url)), "rule": "add:when"}))
    new = next(name for name in begun if name.endswith(".subject") and not begun[name]).removesuffix(".subject")

    typed = {**begun, "title_en": "Anew", f"{new}.subject": "level:ospo", f"{new}.test": "below", f"{new}.number": "4o"}
    response = client.post(url, typed)

    assert response.status_code == 302
    piece = piece_of(draft, *ADVICE)
    assert (piece["title"]["en"], piece["when"]["all"][-1]) == (
        "Anew",
        {"unfinished": "below", "level": "ospo", "number": "4o"},
    )
    page = client.get(url)
    again = sent_form(page)
    assert {name: again[f"{new}.{name}"] for name in ("subject", "test", "number")} == {
        "subject": "level:ospo",
        "test": "below",
        "number": "4o",
    }
    assert "Enter a number from 0 to 100, with at most 4 decimals." in text_of(page)
    checks = client.get(reverse("studio_checks", args=[draft.pk]))
    assert f'href="{url}#id_when"' in checks.content.decode()
    assert "is not finished. Choose what is still open in this condition, or remove it." in text_of(checks)
    assert "is not a rule" not in text_of(checks)


def test_a_rule_with_more_conditions_than_anybody_fills_in_is_told_of(client: Client, carol: User) -> None:
    client.force_login(carol)
    wide = {"any": [{"fact": "gone"}] * 2500}
    stages = [{"key": "wide", "name": {"en": "Wide"}, "reached_when": wide}]

    response = client.get(url_of(make_draft(carol, stages=stages), "stages", "wide"))

    assert response.status_code == 400
    assert "This form has more than 2,000 fields." in text_of(response)


def test_checks_say_what_would_be_found_in_what_is_typed(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = url_of(draft, *FACT)
    fields = {**sent_form(client.get(url)), "question_en": "", "question_ja": ""}

    response = client.post(url, {**fields, "look": "checks"}, headers={"HX-Request": "true"})

    assert 'href="#id_question"' in response.content.decode()
    assert 'class="lbl bad"' in response.content.decode()
    assert len(lines_of(draft)) == 1


def test_what_an_edition_says_of_itself_is_saved(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    url = reverse("studio_head", args=[draft.pk])
    fields = sent_form(client.get(url))

    assert client.post(url, {**fields, "edition": "10.0.0", "title_en": "Anew"}).status_code == 302
    row = Edition.objects.get(pk=draft.pk)
    assert (row.version, document_of(row)["title"]["en"]) == ("10.0.0", "Anew")

    taken = draft.based_on.version if draft.based_on else ""
    response = client.post(url, {**sent_form(client.get(url)), "edition": taken})
    assert response.status_code == 422
    assert f"This pack has an edition {taken} already." in text_of(response)


def test_a_published_edition_is_only_read(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    assert draft.based_on
    url = url_of(draft.based_on, *ADVICE)

    page = text_of(client.get(url))

    assert "<textarea" not in page and "Save draft" not in page
    response = client.post(url, {"revision": "0", "key": str(uuid.uuid4()), "title_en": "Typed"})
    assert response.status_code == 409
    assert "This edition is no draft any more" in text_of(response) and "> Typed</textarea>" in text_of(response)
    assert Revision.objects.filter(edition=draft.based_on).count() == 0


def test_pieces_that_are_not_there_are_not_found(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)

    found = [client.get(url_of(draft, *piece)).status_code for piece in [("facts", "nothing"), ("things", "x")]]

    assert found == [404, 404]


def test_what_follows_a_new_key_is_no_change_and_undoing_keeps_it(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    save = Save(draft, *PRACTICE, 0, uuid.uuid4(), carol, timezone.now())
    rename_piece(save=save, new_key="plan")
    save = Save(draft, *ADVICE, last_number(draft, *ADVICE), uuid.uuid4(), carol, timezone.now())
    rename_piece(save=save, new_key="add-column", action="add-pillar")
    followed, url = piece_of(draft, *ADVICE), url_of(draft, *ADVICE)
    assert "?undo=1" not in text_of(client.get(url))
    line = change(draft, carol, *ADVICE, last_number(draft, *ADVICE), title={"en": "Another"})

    client.post(url, {"revision": str(line.number), "key": str(uuid.uuid4()), "undo": "1"})

    assert "plan" in followed["practices"]
    assert piece_of(draft, *ADVICE) == followed


def test_changes_are_undone_after_a_question(client: Client, carol: User, draft: Edition) -> None:
    client.force_login(carol)
    before = piece_of(draft, *FACT)
    line = change(draft, carol, *FACT, question={"en": "Another one?"})
    url = url_of(draft, *FACT)

    asked = client.get(f"{url}?undo=1")
    client.post(url, {"revision": str(line.number), "key": str(uuid.uuid4()), "undo": "1"})

    assert "Undo the changes to “Another one?”?" in text_of(asked)
    assert f'href="{url}?undo=1"' not in client.get(url).content.decode()
    assert piece_of(draft, *FACT) == before


def test_changes_against_the_published_edition_tell_a_rule_in_words(
    client: Client, carol: User, draft: Edition
) -> None:
    client.force_login(carol)
    change(draft, carol, *ADVICE, when={"any": [{"faced": "technology-only"}, {"practice": "health", "at_most": 1}]})

    page = client.get(url_of(draft, *ADVICE)).content.decode()
    changes = page[page.index('id="h-changes"') :]

    assert "When it matches" in changes
    assert "At least one of these holds:" in changes and "faced" not in changes


def test_a_translation_that_still_fits_is_noted_and_what_was_typed_stays(
    client: Client, carol: User, draft: Edition
) -> None:
    client.force_login(carol)
    Edition.objects.filter(pk=draft.pk).update(lagging={"facts/eu-market/question/ja": "2026-11-19T10:00:00+00:00"})
    url = url_of(draft, *FACT)
    page = client.get(url)
    assert "English changed on 19 Nov 2026, after this text." in text_of(page)

    fields = {**sent_form(page), "question_en": "Typed", "confirm": "facts/eu-market/question/ja"}
    after = client.post(url, fields)

    assert "after this text" not in text_of(after)
    assert sent_form(after)["question_en"] == "Typed"
    assert Edition.objects.get(pk=draft.pk).lagging == {}
    assert client.post(url, {**sent_form(after), "question_ja": "新"}).status_code == 302


@pytest.mark.parametrize("place", ["facts/eu-market/question/ja", "%00\0", "x" * 5000])
def test_what_is_not_behind_is_not_confirmed_and_what_was_typed_stays(
    client: Client, carol: User, draft: Edition, place: str
) -> None:
    client.force_login(carol)
    url = url_of(draft, *FACT)

    after = client.post(url, {**sent_form(client.get(url)), "question_en": "Typed", "confirm": place})

    assert after.status_code == 422
    assert "This translation is not behind its source" in text_of(after)
    assert sent_form(after)["question_en"] == "Typed"
    assert len(lines_of(draft)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_and_a_save_take_so_many_queries(
    count: int, client: Client, carol: User, draft: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(carol)
    change(draft, carol, *ADVICE, title={"en": "Changed"})
    url = url_of(draft, *ADVICE)
    fields = sent_form(client.get(url))
    for _more in range(count - 1):
        fields = sent_form(client.post(url, {**fields, "step": "add:actions"}))
    for item in range(count):
        fields[f"actions_{item}_title_en"] = f"Action {item}"

    with django_assert_num_queries(10):
        client.get(url)
    with django_assert_num_queries(12):
        client.post(url, fields)


def test_beside_a_recommendation_stand_the_gate_its_impact_and_what_curators_say(
    client: Client, carol: User, draft: Edition, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(carol)
    counts = {"changed": 4, "recommendations": {ADVICE[1]: {"gained": 3, "lost": 1}}, "stages": []}
    Impact.objects.create(
        edition=draft,
        edition_revision=draft.revision,
        asked_at=now,
        asked_by=carol,
        total=9,
        done=9,
        finished_at=now,
        counts=counts,
    )
    said = {"kind": ADVICE[0], "key": ADVICE[1], "text": "Too long for a title."}
    comment(edition=draft, **said, idempotency_key=uuid.uuid4(), by=carol, now=now)

    with django_assert_num_queries(12):
        page = text_of(client.get(url_of(draft, *ADVICE)))

    assert "4 of 9 organizations" in page
    assert "Would newly see this" in page
    assert "Too long for a title." in page
