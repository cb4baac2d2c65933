# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy
from typing import Any

import pytest

from assessments.domain.edition import parse_edition
from assessments.domain.edition_difference import edition_difference
from assessments.domain.pieces import Plain, find, keys_of, move, put, rename
from assessments.domain.taking_over import TwoOfOneKey, taken_over
from tests.assessments.domain.cases import conformance


@pytest.fixture
def base() -> Plain:
    document: Plain = conformance("edition.json")
    return document | {"edition": "1.2.0"}


def numbered(document: Plain, number: str) -> Plain:
    return copy.deepcopy(document) | {"edition": number}


@pytest.fixture
def newer(base: Plain) -> Plain:
    return numbered(base, "1.3.0")


@pytest.fixture
def draft(base: Plain) -> Plain:
    return numbered(base, "1.2.1")


def piece(document: Plain, kind: str, key: str) -> Any:
    found = find(document, kind, key)
    assert found is not None
    return found


def renamed(document: Plain, kind: str, old: str, new: str, base: Plain) -> Plain:
    return rename(document, kind, old, new, earlier=keys_of(base, kind))


def without(document: Plain, kind: str, key: str) -> Plain:
    return document | {kind: [one for one in document[kind] if one["key"] != key]}


def keys(document: Plain, kind: str) -> list[str]:
    return [one["key"] for one in document[kind]]


def test_where_nobody_changed_anything_the_draft_stays(base: Plain, newer: Plain, draft: Plain) -> None:
    found = taken_over(base, newer, draft, {})

    assert found.document == draft
    assert (found.taken, found.joined, found.clashes, found.reordered) == ((), (), (), ())


def test_what_one_side_changed_is_taken(base: Plain, newer: Plain, draft: Plain) -> None:
    piece(newer, "practices", "strategy")["weight"] = 3
    piece(draft, "practices", "health")["weight"] = 2
    newer["licence"], draft["attribution"] = "CC0-1.0", ["Us."]

    found = taken_over(base, newer, draft, {})

    assert piece(found.document, "practices", "strategy")["weight"] == 3
    assert piece(found.document, "practices", "health")["weight"] == 2
    assert (found.document["licence"], found.document["attribution"]) == ("CC0-1.0", ["Us."])
    assert found.document["edition"] == "1.2.1"
    assert (found.taken, found.joined, found.clashes) == ((("practices", "strategy"),), (("edition", ""),), ())


def test_pieces_that_one_side_added_or_took_away_are_added_and_gone(base: Plain, newer: Plain, draft: Plain) -> None:
    theirs = piece(base, "practices", "health") | {"key": "theirs"}
    newer["practices"].insert(1, theirs)
    draft["practices"].append(theirs | {"key": "mine"})
    newer = without(newer, "recommendations", "talk-it-through")
    draft = without(draft, "recommendations", "mind-the-law")

    found = taken_over(base, newer, draft, {})

    first, *rest = keys(base, "practices")
    assert keys(found.document, "practices") == [first, "theirs", *rest, "mine"]
    gone = {"talk-it-through", "mind-the-law"}
    assert keys(found.document, "recommendations") == [one for one in keys(base, "recommendations") if one not in gone]
    assert found.clashes == ()


def test_changes_of_one_piece_that_do_not_touch_are_put_together(base: Plain, newer: Plain, draft: Plain) -> None:
    piece(newer, "practices", "strategy")["weight"] = 3
    name = piece(draft, "practices", "strategy")["name"]
    name["en"] = "A plan"

    found = taken_over(base, newer, draft, {})

    both = piece(found.document, "practices", "strategy")
    assert (both["weight"], both["name"]["en"]) == (3, "A plan")
    assert found.joined == (("practices", "strategy"),)


@pytest.mark.parametrize(("decided", "weight"), [({}, 5), ({("practices", "strategy"): "newer"}, 3)])
def test_what_both_changed_is_decided_by_a_curator(
    base: Plain, newer: Plain, draft: Plain, decided: Any, weight: int
) -> None:
    piece(newer, "practices", "strategy")["weight"] = 3
    piece(draft, "practices", "strategy")["weight"] = 5

    found = taken_over(base, newer, draft, decided)

    (clash,) = found.clashes
    assert (clash.kind, clash.key) == ("practices", "strategy")
    weights = [(one or {}).get("weight") for one in (clash.base, clash.newer, clash.draft)]
    assert weights == [2, 3, 5]
    assert len(found.open(decided)) == 1 - len(decided)
    assert piece(found.document, "practices", "strategy")["weight"] == weight


@pytest.mark.parametrize("who_deletes", ["newer", "draft"])
@pytest.mark.parametrize("kept", ["newer", "draft"])
def test_what_one_changed_and_the_other_deleted_is_decided(
    base: Plain, newer: Plain, draft: Plain, who_deletes: str, kept: Any
) -> None:
    if who_deletes == "newer":
        newer = without(newer, "practices", "strategy")
        piece(draft, "practices", "strategy")["weight"] = 5
    else:
        draft = without(draft, "practices", "strategy")
        piece(newer, "practices", "strategy")["weight"] = 5

    found = taken_over(base, newer, draft, {("practices", "strategy"): kept})

    assert len(found.clashes) == 1
    assert ("strategy" in keys(found.document, "practices")) is (who_deletes != kept)


def test_the_same_change_on_both_sides_is_none_to_decide(base: Plain, newer: Plain, draft: Plain) -> None:
    for one in (newer, draft):
        piece(one, "practices", "strategy")["weight"] = 3

    found = taken_over(base, newer, draft, {})

    assert (found.taken, found.joined, found.clashes) == ((), (), ())
    assert piece(found.document, "practices", "strategy")["weight"] == 3


def test_what_the_newer_edition_renamed_is_renamed_in_the_draft(base: Plain, newer: Plain, draft: Plain) -> None:
    newer = renamed(newer, "practices", "strategy", "plan", base)
    piece(draft, "practices", "strategy")["weight"] = 5
    mine = piece(draft, "recommendations", "talk-it-through")
    mine["title"]["en"] = "Talk"

    found = taken_over(base, newer, draft, {})

    assert piece(found.document, "practices", "plan")["weight"] == 5
    assert piece(found.document, "recommendations", "talk-it-through")["practices"] == ["plan"]
    assert found.document["renames"]["practices"]["strategy"] == "plan"
    assert found.names["practices"] == {"strategy": "plan"}
    assert found.clashes == ()
    assert edition_difference(newer, found.document).kind("practices").renamed == ()


def test_what_the_draft_renamed_is_renamed_in_what_the_newer_edition_changed(
    base: Plain, newer: Plain, draft: Plain
) -> None:
    draft = renamed(draft, "practices", "strategy", "plan", base)
    piece(newer, "practices", "strategy")["weight"] = 5
    added = piece(newer, "recommendations", "talk-it-through") | {"key": "added", "actions": []}
    newer["recommendations"].append(added)

    found = taken_over(base, newer, draft, {})

    assert piece(found.document, "practices", "plan")["weight"] == 5
    assert piece(found.document, "recommendations", "added")["practices"] == ["plan"]
    assert found.document["renames"]["practices"]["strategy"] == "plan"
    assert (found.newer_names["practices"], found.clashes) == ({"strategy": "plan"}, ())


def test_where_both_renamed_the_newer_editions_key_holds(base: Plain, newer: Plain, draft: Plain) -> None:
    newer = renamed(newer, "practices", "strategy", "plan", base)
    draft = renamed(draft, "practices", "strategy", "scheme", base)

    found = taken_over(base, newer, draft, {})

    assert "plan" in keys(found.document, "practices")
    assert found.document["renames"]["practices"]["strategy"] == "plan"
    assert found.names["practices"] == {"scheme": "plan"}
    parse_edition(found.document)


def test_actions_with_new_keys_are_followed(base: Plain, newer: Plain, draft: Plain) -> None:
    newer = renamed(newer, "actions", "write-charter", "write-it", base)
    piece(draft, "recommendations", "genuine-office")["actions"][0]["title"]["en"] = "Write"

    found = taken_over(base, newer, draft, {})

    (action, *_rest) = piece(found.document, "recommendations", "genuine-office")["actions"]
    assert (action["key"], action["title"]["en"]) == ("write-it", "Write")
    parse_edition(found.document)


@pytest.mark.parametrize("who", ["newer", "draft"])
def test_a_key_that_one_gave_anew_and_the_other_has_for_something_else_is_refused(
    base: Plain, newer: Plain, draft: Plain, who: str
) -> None:
    added = piece(base, "practices", "health") | {"key": "plan"}
    if who == "newer":
        newer, draft = renamed(newer, "practices", "strategy", "plan", base), put(draft, "practices", "plan", added)
    else:
        draft, newer = renamed(draft, "practices", "strategy", "plan", base), put(newer, "practices", "plan", added)

    with pytest.raises(TwoOfOneKey) as refusal:
        taken_over(base, newer, draft, {})

    assert refusal.value.places == [("practices", "plan")]


def test_the_order_is_that_of_who_changed_it(base: Plain, newer: Plain, draft: Plain) -> None:
    first, second, *rest = keys(base, "practices")

    theirs = taken_over(base, move(newer, "practices", first, 1), draft, {})
    mine = taken_over(base, newer, move(draft, "practices", first, 1), {})
    both = taken_over(base, move(newer, "practices", first, 2), move(draft, "practices", first, 1), {})

    assert [keys(one.document, "practices") for one in (theirs, mine, both)] == [[second, first, *rest]] * 3
    assert [one.reordered for one in (theirs, mine, both)] == [(), (), ("practices",)]


def test_a_draft_from_nothing_has_all_that_differs_to_decide(newer: Plain, draft: Plain) -> None:
    piece(draft, "practices", "strategy")["weight"] = 5
    newer = without(newer, "recommendations", "mind-the-law")

    found = taken_over({}, newer, draft, {})

    assert [(one.kind, one.key, one.base) for one in found.clashes] == [("practices", "strategy", None)]
    assert found.document == draft


def test_a_piece_without_a_key_is_not_lost(base: Plain, newer: Plain, draft: Plain) -> None:
    draft["practices"] += [{"weight": 7}, {"weight": 8}]

    found = taken_over(base, newer, draft, {})

    assert found.document["practices"][-2:] == [{"weight": 7}, {"weight": 8}]
