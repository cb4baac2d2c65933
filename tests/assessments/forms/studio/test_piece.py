# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The form of a piece, and all that it is made of."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from assessments.domain.canonical import canonical_json, plain
from assessments.domain.faults import LONGEST_KEY
from assessments.domain.pieces import HEAD, KINDS, Plain, find, pieces
from assessments.forms.studio.keys import free_key, key_from
from assessments.forms.studio.lists import ListPart
from assessments.forms.studio.parts import walk
from assessments.forms.studio.piece import PieceForm
from assessments.forms.studio.places import element_of, label_of_place
from assessments.forms.studio.sections import SECTIONS
from assessments.forms.studio.shapes import MODELS, shape_of
from assessments.forms.studio.steps import stepped
from assessments.queries.studio.field_names import label_of
from tests.factories import built_in_document

CONFORMANCE = Path(__file__).parents[3] / "conformance"
EDITIONS = ["built-in", *sorted(path.name for path in CONFORMANCE.glob("*edition*.json"))]


def document_of(name: str) -> Plain:
    if name == "built-in":
        return json.loads(canonical_json(plain(built_in_document())), parse_float=Decimal)
    return json.loads((CONFORMANCE / name).read_text(), parse_float=Decimal)


def form_of(kind: str, piece: Plain, document: Plain, posted: MultiValueDict[str, str] | None = None) -> PieceForm:
    return PieceForm(kind=kind, base=piece, document=document, languages=document["languages"], posted=posted)


def sent(form: PieceForm) -> QueryDict:
    """What a browser sends of a form in which nothing was changed."""
    posted = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, list):
            posted.setlist(name, value)
        elif value is True:
            posted[name] = "on"
        elif value is not False and value is not None:
            posted[name] = str(value).replace("\n", "\r\n")
    for part in walk(form.root):
        if isinstance(part, ListPart) and not part.is_fixed:
            posted[part.name] = str(len(part.items))
            for item in part.items:
                posted[f"{part.name}_{item.index}__was"] = "" if item.was is None else str(item.was)
    return posted


def all_pieces(document: Plain) -> Iterator[tuple[str, Plain]]:
    head = find(document, HEAD, "")
    assert head
    yield HEAD, head
    for kind in KINDS:
        yield from ((kind, piece) for piece in pieces(document, kind))


def there_and_back(kind: str, piece: Plain, document: Plain) -> Plain:
    form = form_of(kind, piece, document, sent(form_of(kind, piece, document)))
    assert form.is_valid(), form.errors
    return form.content()


@pytest.mark.parametrize("name", EDITIONS)
def test_opening_and_saving_changes_nothing(name: str) -> None:
    document = document_of(name)

    changed = [
        (kind, piece.get("key"))
        for kind, piece in all_pieces(document)
        if canonical_json(there_and_back(kind, piece, document)) != canonical_json(piece)
    ]

    assert changed == []


@pytest.fixture
def document() -> Plain:
    return document_of("edition.json")


def piece_of(document: Plain, kind: str, key: str) -> Plain:
    piece = find(document, kind, key)
    assert piece
    return piece


def saved(kind: str, piece: Plain, document: Plain, **changes: str) -> Plain:
    """What becomes of a piece when these fields are typed."""
    posted = sent(form_of(kind, piece, document))
    posted.update(changes)
    form = form_of(kind, piece, document, posted)
    assert form.is_valid(), form.errors
    return form.content()


def errors_of(kind: str, piece: Plain, document: Plain, **changes: str) -> dict[str, list[str]]:
    posted = sent(form_of(kind, piece, document))
    posted.update(changes)
    return dict(form_of(kind, piece, document, posted).errors)


def test_every_field_of_a_model_stands_in_one_panel_and_has_a_name() -> None:
    for kind in MODELS:
        shown = [name for _heading, names in SECTIONS[kind] for name in names]

        assert sorted(shown) == sorted(shape_of(kind).fields)
        assert [name for name in shown if not label_of(shape_of(kind).fields[name].path)] == []


def test_names_of_fields_are_told_apart(document: Plain) -> None:
    for kind, piece in all_pieces(document):
        form = form_of(kind, piece, document)
        parts = [part.name for part in walk(form.root)]

        assert len(set(parts)) == len(parts)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("facts", {"question": "no text by language"}),
        ("facts", {"question": {"en": 3}}),
        ("facts", {"unheard-of": {"a": [1, None]}, "question": {"en": "?", "fr": "Quoi ?"}}),
        ("practices", {"weight": "heavy", "scan": "yes", "level": "gone", "ask": ["nobody"]}),
        ("practices", {"anchors": [{"en": "one"}, "two"], "wordings": {"a": 1}, "sources": ["gone", "gone"]}),
        ("practices", {"anchors": [{}, {"en": " two\n"}], "evidence_examples": [{}, {"en": ""}]}),
        ("recommendations", {"actions": [{"raises": {"gone": 9}, "note": 1}, {}], "when": {"any": []}}),
        ("recommendations", {"actions": [[]], "when": 5, "resources": "guide"}),
        ("profiles", {"targets": {"strategy": "high", "gone": 2}, "not_applicable": []}),
        ("resources", {"url": "javascript:alert(1)", "licence": ["x"], "summary": None}),
        ("samples", {"answers": "none", "name": {}}),
    ],
)
def test_what_is_faulty_is_kept_as_it_is(kind: str, change: Plain, document: Plain) -> None:
    piece = {**(pieces(document, kind) or [{"key": "x", "name": {"en": "X"}, "answers": {}}])[0], **change}

    assert there_and_back(kind, piece, document) == piece


def test_what_is_faulty_is_kept_beside_what_is_changed(document: Plain) -> None:
    piece = {**piece_of(document, "facts", "eu-market"), "unheard-of": [1], "question": {"en": "?", "fr": "Quoi ?"}}

    after = saved("facts", piece, document, question_en="Where?")

    assert after == {**piece, "question": {"en": "Where?", "fr": "Quoi ?"}}


def test_what_the_form_cannot_show_can_be_left_out(document: Plain) -> None:
    piece = {**piece_of(document, "practices", "strategy"), "anchors": "none"}

    assert "anchors" not in saved("practices", piece, document, anchors__drop="on")


def test_what_is_emptied_is_absent(document: Plain) -> None:
    piece = {**piece_of(document, "practices", "strategy"), "weight": 2, "why": {"en": "Because"}}

    after = saved("practices", piece, document, weight="", why_en="", name_ja="", anchors_4_en="", anchors_4_ja="")

    assert "why" not in after and "weight" not in after and after["name"] == {"en": "strategy"}
    assert after["anchors"][4] == {} and len(after["anchors"]) == 5


def test_numbers_and_days_are_kept_as_written(document: Plain) -> None:
    practice = piece_of(document, "practices", "strategy")
    advice = piece_of(document, "recommendations", "engage-community")

    assert saved("practices", practice, document, weight="1.50")["weight"] == Decimal("1.50")
    assert saved("practices", practice, document, weight="2")["weight"] == 2
    assert saved("recommendations", advice, document, review_by="2026-12-01")["review_by"] == "2026-12-01"
    assert saved("recommendations", advice, document, actions_0_raises_0_value="4")["actions"][0]["raises"] == {
        "strategy": 4
    }


@pytest.mark.parametrize(
    ("kind", "key", "field", "typed", "words"),
    [
        ("practices", "strategy", "weight", "0", "Write a number above 0."),
        ("practices", "strategy", "weight", "1e3", "Write a number such as 0.5"),
        ("situations", "technology-only", "number", "1.5", "Write a whole number."),
        ("resources", "guide", "url", "guide.example", "Write an address that begins with https:// or http://."),
        ("recommendations", "engage-community", "review_by", "2026-02-30", "Enter a day"),
        ("recommendations", "engage-community", "situation", "unheard-of", "Choose one that is offered."),
        ("recommendations", "engage-community", "resources", "unheard-of", "Choose among those that are offered."),
        ("recommendations", "engage-community", "actions_0_raises_0_value", "", "Choose a value, or remove the row."),
        ("profiles", "leader", "targets_1_key", "strategy", "This one stands here twice."),
    ],
)
def test_what_is_refused_says_what_to_do(
    kind: str, key: str, field: str, typed: str, words: str, document: Plain
) -> None:
    (errors,) = errors_of(kind, piece_of(document, kind, key), document, **{field: typed}).items()

    assert errors[0] == field
    assert words in errors[1][0]


def test_settings_know_their_limits(document: Plain) -> None:
    head = piece_of(document, HEAD, "")

    assert list(errors_of(HEAD, head, document, settings_faced_at="1.5", settings_min_replies="4")) == [
        "settings_faced_at",
        "settings_min_replies",
    ]
    assert list(errors_of(HEAD, head, document, languages_0="English", edition="one")) == ["edition", "languages_0"]


def test_chosen_pieces_stand_in_the_order_of_the_edition_and_what_is_gone_can_be_dropped(document: Plain) -> None:
    advice = {**piece_of(document, "recommendations", "engage-community"), "practices": ["strategy", "gone"]}
    posted = sent(form_of("recommendations", advice, document))
    posted.setlist("practices", ["health", "strategy", "sponsor"])

    form = form_of("recommendations", advice, document, posted)

    assert form.is_valid()
    assert form.content()["practices"] == ["strategy", "sponsor", "health"]


@pytest.mark.parametrize(
    ("kind", "key", "lists"), [("recommendations", "engage-community", "actions"), ("situations", None, "signals")]
)
def test_keys_of_actions_and_signs_are_no_longer_than_files_may_have_them(
    document: Plain, kind: str, key: str | None, lists: str
) -> None:
    piece = pieces(document, kind)[0] if key is None else find(document, kind, key) or {}
    count = len(piece[lists])
    posted, _focus = stepped(sent(form_of(kind, piece, document)), f"add:{lists}")

    posted[f"{lists}_{count}_key"] = "k" * LONGEST_KEY
    assert form_of(kind, piece, document, posted).errors == {}
    posted[f"{lists}_{count}_key"] = "k" * (LONGEST_KEY + 1)
    assert form_of(kind, piece, document, posted).errors == {
        f"{lists}_{count}_key": ["Use at most 80 characters. There are 81 now."]
    }


@pytest.mark.parametrize("digits", ["9" * 5000, "²", "٣"])
@pytest.mark.parametrize("name", ["actions", "actions_0__was", "actions_0_raises"])
def test_counts_that_no_page_sends_count_nothing(document: Plain, digits: str, name: str) -> None:
    advice = find(document, "recommendations", "engage-community") or {}
    posted = sent(form_of("recommendations", advice, document))
    posted[name] = digits

    assert form_of("recommendations", advice, document, posted).is_valid()
    after, focus = stepped(posted, f"add:{name}")
    assert (after, focus) == (posted, "")


def test_fields_of_an_item_that_no_page_sends_go_nowhere(document: Plain) -> None:
    advice = find(document, "recommendations", "engage-community") or {}
    posted = sent(form_of("recommendations", advice, document))
    posted[f"actions_{'9' * 5000}_title_en"] = "Far away"

    after, focus = stepped(posted, "add:actions")

    assert (after["actions"], focus) == ("3", "actions_2")


def test_new_actions_get_keys_that_are_free_in_the_whole_edition(document: Plain) -> None:
    advice = piece_of(document, "recommendations", "engage-community")
    posted, _focus = stepped(sent(form_of("recommendations", advice, document)), "add:actions")
    posted["actions_2_title_en"] = "Run course"

    form = form_of("recommendations", advice, document, posted)
    assert form.is_valid()
    assert [one["key"] for one in form.content()["actions"]] == ["add-pillar", "review-health", "run-course-2"]

    posted["actions_2_key"] = "run-course"
    errors = form_of("recommendations", advice, document, posted).errors
    assert errors == {"actions_2_key": ["This key is taken. Choose another one."]}


@pytest.mark.parametrize(
    ("step", "keys", "focus"),
    [
        ("remove:actions:0", ["review-health"], "actions"),
        ("up:actions:1", ["review-health", "add-pillar"], "actions_0"),
        ("down:actions:0", ["review-health", "add-pillar"], "actions_1"),
        ("up:actions:0", ["add-pillar", "review-health"], "actions_0"),
        ("down:actions:1", ["add-pillar", "review-health"], "actions_1"),
        ("remove:actions:7", ["add-pillar", "review-health"], "actions"),
        ("remove:nothing:0", ["add-pillar", "review-health"], "nothing"),
        ("turn:actions:0", ["add-pillar", "review-health"], ""),
    ],
)
def test_steps_move_items_with_all_that_is_in_them(step: str, keys: list[str], focus: str, document: Plain) -> None:
    advice = piece_of(document, "recommendations", "engage-community")
    advice["actions"][1]["note"] = "unheard of"

    posted, found = stepped(sent(form_of("recommendations", advice, document)), step)

    form = form_of("recommendations", advice, document, posted)
    assert form.is_valid() and found == focus
    by_key = {one["key"]: one for one in advice["actions"]}
    assert form.content().get("actions") == [by_key[key] for key in keys]


@pytest.mark.parametrize(
    ("kind", "place", "element", "label"),
    [
        ("recommendations", "title.en", "id_title_en", "Title, English"),
        ("recommendations", "title", "id_title", "Title"),
        ("recommendations", "actions[1].title.ja", "id_actions_1_title_ja", "Actions, Action 2, Title, Japanese"),
        (
            "recommendations",
            "actions[0].raises.health",
            "id_actions_0_raises",
            "Actions, Action 1, Raises practices, health",
        ),
        ("recommendations", "when.all[1].practice", "id_when", "When it matches"),
        ("recommendations", "resources[0]", "id_resources", "Resources"),
        ("practices", "anchors[4].ja", "id_anchors_4_ja", "Answers 0 to 4, Answer 4, Japanese"),
        ("practices", "ask[0]", "id_ask", "Views that are asked"),
        ("edition", "settings.faced_at", "id_settings_faced_at", "Thresholds, A situation is faced from"),
        ("practices", "", "piece-form", ""),
    ],
)
def test_places_lead_to_controls_and_have_names(
    kind: str, place: str, element: str, label: str, document: Plain
) -> None:
    assert element_of(kind, place) == element
    assert label_of_place(kind, place, ["en", "ja"]) == label


def test_keys_are_made_from_names() -> None:
    assert key_from("Don't look away: act, now!") == "dont-look-away-act-now"
    assert key_from("Étape numéro 2") == "etape-numero-2"
    assert key_from("戦略") == ""
    assert free_key("戦略", {"practice"}, "practice") == "practice-2"
