# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from decimal import Decimal
from pathlib import Path

import pytest

from assessments.domain import pieces
from assessments.domain.edition import parse_edition
from assessments.domain.pieces import CannotRename, Located, Plain

CONFORMANCE = Path(__file__).parents[2] / "conformance" / "edition.json"


@pytest.fixture
def document() -> Plain:
    loaded: Plain = json.loads(CONFORMANCE.read_text(), parse_float=Decimal)
    return loaded


def keys(document: Plain, kind: str) -> list[str]:
    return [piece["key"] for piece in pieces.pieces(document, kind)]


def test_put_replaces_a_piece_in_its_place_and_leaves_the_document_alone(document: Plain) -> None:
    before = json.dumps(document, default=str)
    first = document["practices"][0]

    after = pieces.put(document, "practices", first["key"], {**first, "scan": True})

    assert after["practices"][0]["scan"] is True
    assert keys(after, "practices") == keys(document, "practices")
    assert json.dumps(document, default=str) == before


def test_put_adds_a_new_piece_at_the_end(document: Plain) -> None:
    after = pieces.put(document, "facts", "new-fact", {"key": "new-fact", "question": {"en": "Is it?"}})

    assert keys(after, "facts") == [*keys(document, "facts"), "new-fact"]


def test_head_holds_no_lists_and_is_put_without_touching_them(document: Plain) -> None:
    head = pieces.find(document, "edition", "")
    assert head is not None

    after = pieces.put(document, "edition", "", {**head, "title": {"en": "Another"}})

    assert not set(head) & {*pieces.KINDS, "pack", "renames"}
    assert after["title"] == {"en": "Another"}
    assert after["practices"] == document["practices"]


def test_a_field_that_the_head_loses_is_gone(document: Plain) -> None:
    head = pieces.find({**document, "about": {"en": "Long"}}, "edition", "")
    assert head is not None and "about" in head
    del head["about"]

    assert "about" not in pieces.put({**document, "about": {"en": "Long"}}, "edition", "", head)


def test_move_puts_a_piece_at_another_position(document: Plain) -> None:
    first, second, *rest = keys(document, "practices")

    assert keys(pieces.move(document, "practices", first, 1), "practices") == [second, first, *rest]
    assert keys(pieces.move(document, "practices", second, -3), "practices") == [second, first, *rest]


@pytest.mark.parametrize("kind", ["practices", "situations", "recommendations", "routines", "facts", "profiles"])
def test_a_renamed_edition_is_sound_and_records_the_old_key(document: Plain, kind: str) -> None:
    old = keys(document, kind)[0]
    before = len(pieces.referring(document, kind, old))
    document["renames"] = {}

    after = pieces.rename(document, kind, old, "another-key", earlier=frozenset([old]))

    parse_edition(after)
    assert pieces.referring(after, kind, old) == []
    assert len(pieces.referring(after, kind, "another-key")) == before
    assert after["renames"] == {kind: {old: "another-key"}}


def test_an_action_is_renamed_in_its_recommendation_and_recorded(document: Plain) -> None:
    old = next(a["key"] for advice in document["recommendations"] for a in advice.get("actions", []))
    document["renames"] = {}

    after = pieces.rename(document, "actions", old, "another-action", earlier=frozenset([old]))

    assert parse_edition(after).action("another-action")
    assert after["renames"] == {"actions": {old: "another-action"}}


def test_a_key_that_no_edition_has_is_renamed_without_a_record(document: Plain) -> None:
    document["renames"] = {}
    old = keys(document, "facts")[0]

    assert "renames" not in pieces.rename(document, "facts", old, "new-one", earlier=frozenset())


def test_renaming_twice_in_a_draft_records_the_published_key_and_back_again_none(document: Plain) -> None:
    old = keys(document, "facts")[0]
    document["renames"] = {}
    earlier = frozenset([old])

    once = pieces.rename(document, "facts", old, "b", earlier=earlier)
    twice = pieces.rename(once, "facts", "b", "c", earlier=earlier)

    assert twice["renames"] == {"facts": {old: "c"}}
    assert "renames" not in pieces.rename(twice, "facts", "c", old, earlier=earlier)


@pytest.mark.parametrize(
    ("kind", "renames", "new", "reason"),
    [
        ("facts", {}, None, "taken"),
        ("levels", {}, "another-level", "lasting"),
        ("facts", {"facts": {"older": "OLD"}}, "newer", "renamed-before"),
        ("facts", {"facts": {"gone": "other-fact"}}, "gone", "old-key"),
    ],
)
def test_what_an_edition_cannot_record_is_refused(
    document: Plain, kind: str, renames: dict[str, dict[str, str]], new: str | None, reason: str
) -> None:
    old = keys(document, kind)[0]
    document["renames"] = {
        name: {a: old if b == "OLD" else b for a, b in pairs.items()} for name, pairs in renames.items()
    }

    with pytest.raises(CannotRename) as refused:
        pieces.rename(document, kind, old, new or old, earlier=frozenset([old]))

    assert refused.value.reason == reason


def test_a_key_of_something_else_in_an_earlier_edition_is_refused(document: Plain) -> None:
    document["renames"] = {}
    gone, old = keys(document, "practices")[:2]
    without = pieces.drop(document, "practices", gone)

    with pytest.raises(CannotRename) as refused:
        pieces.rename(without, "practices", old, gone, earlier=frozenset([gone, old]))

    assert refused.value.reason == "old-key"


def test_keys_of_something_else_are_found_in_any_earlier_edition(document: Plain) -> None:
    document["renames"] = {}
    gone, old = keys(document, "practices")[:2]
    without = pieces.drop(document, "practices", gone)
    reusing = pieces.rename(without, "practices", old, gone, earlier=frozenset([old]))
    renamed = pieces.rename(document, "practices", old, "new", earlier=frozenset([old]))
    added = pieces.put(renamed, "practices", old, {"key": old})

    assert pieces.reused_keys(reusing, [without, document]) == [("practices", gone)]
    assert pieces.reused_keys(added, []) == [("practices", old)]
    assert pieces.reused_keys({**added, "renames": {}}, [renamed]) == [("practices", old)]
    assert pieces.reused_keys(renamed, [document]) == []
    assert pieces.reused_keys({**document, "renames": {"practices": {"new": old}}}, [renamed]) == []


def test_a_dropped_piece_takes_its_renaming_along(document: Plain) -> None:
    old = keys(document, "facts")[0]
    renamed = pieces.rename({**document, "renames": {}}, "facts", old, "b", earlier=frozenset([old]))

    assert "renames" not in pieces.drop(renamed, "facts", "b")


def test_references_are_found_in_fields_rules_and_samples(document: Plain) -> None:
    practice = document["practices"][0]["key"]
    document["recommendations"][0]["when"] = {"all": [{"not": {"practice": practice, "at_most": 1}}]}

    places = [one.place for one in pieces.referring(document, "practices", practice)]

    assert "recommendations[0].when.all[0].not.practice" in places
    assert any(place.startswith("situations[") for place in places)


@pytest.mark.parametrize(
    ("place", "kind", "field"),
    [("practices[0].anchors[1].ja", "practices", "anchors[1].ja"), ("practices[0]", "practices", "")],
)
def test_a_place_is_located_in_its_piece(document: Plain, place: str, kind: str, field: str) -> None:
    assert pieces.located(document, place) == Located(kind, document["practices"][0]["key"], field)


def test_a_place_outside_the_lists_is_the_heads(document: Plain) -> None:
    assert pieces.located(document, "title.ja") == Located("edition", "", "title.ja")
    assert pieces.located(document, "practices[999].level") == Located("practices", "", "level")


def test_what_is_put_back_stands_beside_what_it_stood_beside() -> None:
    document = {"practices": [{"key": "a"}, {"key": "c"}]}

    after = pieces.put_back(document, "practices", {"key": "b"}, lost={}, order="abc")

    assert keys(after, "practices") == ["a", "b", "c"]
