# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.canonical import canonical_json
from assessments.domain.edition_difference import (
    ChangedPiece,
    EditionDifference,
    KindDifference,
    Renamed,
    edition_difference,
)
from assessments.domain.field_difference import FieldChange
from assessments.domain.pieces import KINDS
from tests.factories import built_in_document

CONFORMANCE = Path(__file__).resolve().parents[2] / "conformance"
RULE = {"practice": "strategy", "at_least": 3}


@cache
def read(name: str) -> Any:
    return json.loads((CONFORMANCE / f"{name}.json").read_text())


@cache
def built_in() -> Any:
    return json.loads(canonical_json(built_in_document()), parse_float=Decimal)


def edition(**changes: Any) -> Any:
    """A document small enough to see through."""
    return {
        "pack": "small",
        "edition": "1.0.0",
        "practices": [practice("strategy"), practice("charter"), practice("training")],
        "situations": [{"key": "alone", "signals": [sign("few"), sign("late")], "practices": ["charter"]}],
        "recommendations": [
            {
                "key": "office",
                "practices": ["charter"],
                "when": {"all": [{"faced": "alone"}, {"not": {"practice": "charter", "at_least": 3}}]},
                "actions": [{"key": "write", "title": {"en": "Write it"}, "raises": {"charter": 3}}],
            }
        ],
        "profiles": [{"key": "user", "targets": {"charter": 2}}],
        "samples": [{"key": "one", "answers": {"on": "2026-11-22", "practices": {"charter": {"agreed": 1}}}}],
    } | changes


def practice(key: str, **fields: Any) -> Any:
    return {"key": key, "name": {"en": key}, "anchors": [{"en": f"{key} {n}", "ja": "〇"} for n in range(5)]} | fields


def sign(key: str) -> Any:
    return {"key": key, "text": {"en": key}}


def the_change(found: EditionDifference) -> tuple[str, str, FieldChange]:
    """The kind, the piece and the field of the one thing that changed."""
    (kind,) = found.kinds
    assert kind.count == 1
    (piece,) = kind.changed
    (field,) = piece.fields
    return kind.kind, piece.key, field


def test_an_edition_does_not_differ_from_itself() -> None:
    assert edition_difference(built_in(), built_in()).is_empty
    assert edition_difference(built_in(), copy.deepcopy(built_in())) == EditionDifference(())


def test_two_editions_of_the_conformance_cases_differ_by_these_pieces() -> None:
    found = edition_difference(read("edition-before"), read("edition"))

    assert [kind.kind for kind in found.kinds] == ["edition", "practices", "situations", "recommendations"]
    practices = found.kind("practices")
    assert (practices.added, practices.removed) == (("culture",), ("newsletter",))
    assert practices.renamed == (Renamed("charter", "old-charter"),)
    assert [piece.key for piece in practices.changed] == ["strategy", "charter"]
    assert practices.changed[0].fields == (FieldChange("weight", 1, 2),)
    assert practices.moved == ()
    assert found.kind("levels") == KindDifference("levels")


def test_what_follows_a_new_name_has_not_changed() -> None:
    before = edition()
    after = json.loads(json.dumps(before).replace('"charter"', '"mandate"'))
    after["practices"][1]["name"] = {"en": "charter"}
    after["renames"] = {"practices": {"charter": "mandate"}}

    found = edition_difference(before, after)

    assert found.kinds == (KindDifference("practices", renamed=(Renamed("mandate", "charter"),)),)


def test_what_does_not_follow_a_new_name_has_changed() -> None:
    after = edition(renames={"practices": {"charter": "mandate"}})
    after["practices"][1]["key"] = "mandate"
    after["profiles"][0]["targets"] = {"mandate": 2}

    found = edition_difference(edition(), after)

    assert [kind.kind for kind in found.kinds] == ["practices", "situations", "recommendations", "samples"]


def test_a_new_name_without_renames_is_another_piece() -> None:
    after = edition()
    after["practices"][1]["key"] = "mandate"

    found = edition_difference(edition(), after).kind("practices")

    assert (found.added, found.removed, found.renamed) == (("mandate",), ("charter",), ())


def test_a_name_of_long_ago_is_not_told_again() -> None:
    renames = {"practices": {"paper": "charter"}}

    assert edition_difference(edition(renames=renames), edition(renames=renames)).is_empty
    kind, key, field = the_change(edition_difference(edition(), edition(renames=renames)))
    assert (kind, key, field) == ("edition", "", FieldChange("renames.practices.paper", None, "charter"))


@pytest.mark.parametrize(
    ("then", "now"), [("mandate", "brief"), ("mandate", "charter")], ids=["another new name", "the old name again"]
)
def test_a_name_that_both_have_from_one_of_long_ago_is_the_same_piece(then: str, now: str) -> None:
    before, after = (
        _with_charter(called, {} if called == "charter" else {"practices": {"charter": called}})
        for called in (then, now)
    )

    found = edition_difference(before, after)

    assert found.kinds == (KindDifference("practices", renamed=(Renamed(now, then),)),)


def _with_charter(called: str, renames: Any) -> Any:
    document = json.loads(json.dumps(edition()).replace('"charter"', json.dumps(called)))
    document["practices"][1]["name"] = {"en": "The charter"}
    return document | {"renames": renames}


def test_an_action_with_a_new_name_is_the_same_action() -> None:
    after = edition(renames={"actions": {"write": "draft"}})
    after["recommendations"][0]["actions"][0] |= {"key": "draft", "title": {"en": "Draft it"}}

    (found,) = edition_difference(edition(), after).kinds

    assert found.changed == (
        ChangedPiece(
            "office",
            (
                FieldChange("actions.draft.key", "write", "draft"),
                FieldChange("actions.draft.title.en", "Write it", "Draft it"),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (["title"], {"en": "Small"}, ("edition", "", FieldChange("title.en", None, "Small"))),
        (["practices", 0, "weight"], 2, ("practices", "strategy", FieldChange("weight", 1, 2))),
        (
            ["practices", 0, "anchors", 1, "ja"],
            "一",
            ("practices", "strategy", FieldChange("anchors[1].ja", "〇", "一")),
        ),
        (["practices", 0, "why"], {"en": "So"}, ("practices", "strategy", FieldChange("why.en", None, "So"))),
        (
            ["practices", 0, "sources"],
            ["guide"],
            ("practices", "strategy", FieldChange("sources", None, ["guide"])),
        ),
        (
            ["recommendations", 0, "when"],
            RULE,
            ("recommendations", "office", FieldChange("when", edition()["recommendations"][0]["when"], RULE)),
        ),
        (
            ["recommendations", 0, "actions", 0, "raises", "charter"],
            4,
            ("recommendations", "office", FieldChange("actions.write.raises.charter", 3, 4)),
        ),
        (
            ["situations", 0, "signals"],
            [sign("few"), sign("late"), sign("new")],
            ("situations", "alone", FieldChange("signals.new", None, sign("new") | {"weight": 1})),
        ),
        (
            ["situations", 0, "signals"],
            [sign("late"), sign("few")],
            ("situations", "alone", FieldChange("signals", ["few", "late"], ["late", "few"])),
        ),
        (
            ["samples", 0, "answers", "practices", "charter", "agreed"],
            2,
            ("samples", "one", FieldChange("answers.practices.charter.agreed", 1, 2)),
        ),
    ],
)
def test_one_change_is_told_at_its_place(path: list[Any], value: Any, expected: tuple[str, str, FieldChange]) -> None:
    after = edition()
    node: Any = after
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value

    assert the_change(edition_difference(edition(), after)) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"weight": 1}, {"weight": Decimal("1.0")}),
        ({"weight": 1.5}, {"weight": Decimal("1.50")}),
        ({}, {"weight": 1, "scan": False}),
        ({}, {"sources": [], "why": None}),
        ({"wordings": [{"perspective": "ospo", "question": {"en": "?"}}]}, None),
    ],
)
def test_what_says_the_same_does_not_differ(before: Any, after: Any) -> None:
    one, other = (
        edition(practices=[practice("strategy", **fields)]) for fields in (before, before if after is None else after)
    )

    assert edition_difference(one, other).is_empty


def test_defaults_of_settings_count_as_written() -> None:
    assert edition_difference(edition(), edition(settings={"faced_at": 0.5, "min_replies": 5})).is_empty
    found = edition_difference(edition(), edition(settings={"fresh_days": 30}))
    assert the_change(found)[2] == FieldChange("settings.fresh_days", 365, 30)


def test_true_is_no_number() -> None:
    one, other = (edition(practices=[practice("a", scan=scan)]) for scan in (1, True))

    found = edition_difference(one, other)

    assert the_change(found)[2] == FieldChange("scan", 1, True)


@pytest.mark.parametrize(
    ("after", "moved"),
    [("abcde", ""), ("bcdea", "a"), ("eabcd", "e"), ("acbde", 1), ("edcba", 4), ("badce", 2)],
)
def test_as_few_pieces_are_moved_as_explain_the_order(after: str, moved: str | int) -> None:
    before, later = (edition(practices=[practice(key) for key in order]) for order in ("abcde", after))

    found = edition_difference(before, later).kind("practices")

    if isinstance(moved, int):
        assert len(found.moved) == moved
    else:
        assert "".join(found.moved) == moved
    assert (found.added, found.removed, found.changed) == ((), (), ())


@pytest.mark.parametrize("faulty", [None, [], "text", 3, {"practices": "none"}, {"practices": [1, {"name": {}}, None]}])
def test_faulty_drafts_are_compared_all_the_same(faulty: Any) -> None:
    assert edition_difference(faulty, copy.deepcopy(faulty)).is_empty
    assert edition_difference(edition(), faulty).count > 0
    assert edition_difference(faulty, edition()).count > 0


def test_two_pieces_of_one_key_and_one_without_are_told_by_their_place() -> None:
    before = edition(practices=[practice("a"), practice("a"), {"name": {"en": "no key"}}])
    after = copy.deepcopy(before)
    after["practices"][1]["name"]["en"] = "b"
    after["practices"][2]["name"]["en"] = "c"

    found = edition_difference(before, after).kind("practices")

    assert found.changed == (
        ChangedPiece("[1]", (FieldChange("name.en", "a", "b"),)),
        ChangedPiece("[2]", (FieldChange("name.en", "no key", "c"),)),
    )


def texts_of(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all sentences in a piece."""
    if isinstance(node, list):
        return [found for index, one in enumerate(node) for found in texts_of(one, (*path, index))]
    if not isinstance(node, dict):
        return []
    if set(node) == {"en", "ja"}:
        return [(*path, "en"), (*path, "ja")]
    return [found for key, one in node.items() for found in texts_of(one, (*path, key))]


@given(st.data())
def test_any_one_change_of_a_text_is_told_once(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([kind for kind in KINDS if texts_of(built_in().get(kind, []))]))
    path = data.draw(st.sampled_from(texts_of(built_in()[kind])))
    after = copy.deepcopy(built_in())
    node = after[kind]
    for step in path[:-1]:
        node = node[step]
    before, node[path[-1]] = node[path[-1]], "Something else altogether"

    found_kind, key, field = the_change(edition_difference(built_in(), after))

    assert (found_kind, key) == (kind, built_in()[kind][path[0]]["key"])
    assert (field.before, field.after) == (before, "Something else altogether")
    assert field.path.endswith(path[-1])


@given(st.data())
def test_any_piece_that_goes_comes_or_moves_is_told_once(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([kind for kind in KINDS if len(built_in().get(kind, [])) > 2]))
    place, to = (data.draw(st.integers(0, len(built_in()[kind]) - 1)) for _ in range(2))
    after = copy.deepcopy(built_in())
    piece = after[kind].pop(place)
    key = piece["key"]

    assert edition_difference(built_in(), after).kinds == (KindDifference(kind, removed=(key,)),)
    assert edition_difference(after, built_in()).kinds == (KindDifference(kind, added=(key,)),)
    after[kind].insert(to, piece)
    moved = edition_difference(built_in(), after).kind(kind).moved
    assert moved == (key,) if abs(place - to) > 1 else len(moved) == abs(place - to)
