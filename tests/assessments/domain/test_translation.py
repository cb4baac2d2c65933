# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.domain.edition import Edition
from assessments.domain.pieces import HEAD
from assessments.domain.translation import TEXTS, lagging_after, lagging_between, lagging_renamed, texts

LATER = "2026-11-23T09:00:00+00:00"
EARLIER = "2026-11-22T09:00:00+00:00"
TITLE = "recommendations/health/actions/look/title/ja"


def advice(en="Look", ja="見る", **fields):
    return {"key": "health", "advice": {"en": "a", "ja": "あ"}, "actions": [action(en, ja)], **fields}


def action(en, ja):
    return {"key": "look", "title": {"en": en, "ja": ja} if ja is not None else {"en": en}}


def after(before, now, lagging=None, kind="recommendations", key="health"):
    return lagging_after(["en", "ja"], kind, key, before, now, lagging or {}, LATER)


def texts_of(schema, definitions, path=()):
    """The path of every text in a model's schema, as TEXTS writes it."""
    for part in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())):
        part = definitions[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        if "patternProperties" in part and all(one == {"type": "string"} for one in part["patternProperties"].values()):
            yield "/".join(path)
        elif part.get("type") == "array":
            yield from texts_of(part["items"], definitions, (*path, "*"))
        for name, field in part.get("properties", {}).items():
            yield from texts_of(field, definitions, (*path, name))


def test_every_text_of_the_models_is_known():
    schema = Edition.model_json_schema()
    left_out = ("renames/", "profiles/*/targets", "recommendations/*/when", "stages/*/reached_when")
    definitions = {name: one for name, one in schema["$defs"].items() if name not in ("AllOf", "AnyOf", "Not")}
    definitions |= {key: {} for key in ("AllOf", "AnyOf", "Not", "Renames")}

    found = {path for path in texts_of(schema, definitions) if not path.startswith(left_out)}

    expected = {path if kind == HEAD else f"{kind}/*/{path}" for kind, paths in TEXTS.items() for path in paths}
    assert expected <= found
    assert {path for path in found - expected if not path.endswith(("raises", "sets"))} == set()


def test_paths_name_items_by_key_or_by_number():
    practice = {"name": {"en": "n"}, "anchors": [{"en": "0"}, {"en": "1"}], "question": "no text"}

    assert [path for path, _ in texts("practices", practice)] == ["name", "anchors/0", "anchors/1"]
    assert [path for path, _ in texts("recommendations", advice())] == ["advice", "actions/look/title"]
    assert [path for path, _ in texts("edition", {"title": {"en": "t"}, "scale": [{"en": "s"}]})] == [
        "title",
        "scale/0",
    ]
    assert list(texts("practices", None)) == []


def test_a_translation_lags_once_its_source_changes_without_it():
    assert after(advice(), advice(en="Look twice")) == {TITLE: LATER}
    assert after(advice(), advice(en="Look twice", ja="二度見る")) == {}
    assert after(advice(), advice()) == {}
    assert after(advice(), advice(en="Look again"), {TITLE: EARLIER}) == {TITLE: EARLIER}


def test_it_no_longer_lags_once_it_changes_or_goes_away():
    lagging = {TITLE: EARLIER, "practices/p/name/ja": EARLIER}
    kept = {"practices/p/name/ja": EARLIER}

    assert after(advice(), advice(ja="見直す"), lagging) == kept
    assert after(advice(), advice(ja=None), lagging) == kept
    assert after(advice(), {"key": "health", "actions": []}, lagging) == kept
    assert after(advice(), None, lagging) == kept
    assert after(advice(), advice(), lagging) == lagging


def test_what_is_new_does_not_lag():
    assert after(None, advice()) == {}
    assert after(advice(ja=None), advice(en="Look twice")) == {}


def test_moving_an_item_with_a_key_changes_nothing():
    second = {"key": "ask", "title": {"en": "Ask", "ja": "尋ねる"}}
    before = advice(actions=[action("Look", "見る"), second])

    assert after(before, advice(actions=[second, action("Look", "見る")])) == {}


def test_the_heads_translations_begin_with_edition():
    before, now = {"title": {"en": "a", "ja": "あ"}}, {"title": {"en": "b", "ja": "あ"}}

    assert after(before, now, {"edition/summary/ja": EARLIER, "levels/x/name/ja": EARLIER}, "edition", "") == {
        "edition/title/ja": LATER,
        "levels/x/name/ja": EARLIER,
    }


def test_a_piece_that_is_renamed_takes_its_marks_along():
    lagging = {TITLE: EARLIER, "recommendations/healthy/advice/ja": EARLIER}

    assert lagging_renamed("recommendations", "health", "care", lagging) == {
        "recommendations/care/actions/look/title/ja": EARLIER,
        "recommendations/healthy/advice/ja": EARLIER,
    }


def practice(*examples, **fields):
    return {"key": "p", "evidence_examples": [{"en": en, "ja": ja} for en, ja in examples], **fields}


def of_practice(before, now, lagging=None):
    return after(before, now, lagging, "practices", "p")


def test_marks_of_what_has_no_key_go_with_it():
    """Inserted before, moved, taken away: the mark stays at the words that it is about."""
    before, lagging = practice(("A", "あ"), ("B", "い")), {"practices/p/evidence_examples/1/ja": EARLIER}

    assert of_practice(before, practice(("N", "新"), ("A", "あ"), ("B", "い")), lagging) == {
        "practices/p/evidence_examples/2/ja": EARLIER
    }
    assert of_practice(before, practice(("B", "い"), ("A", "あ")), lagging) == {
        "practices/p/evidence_examples/0/ja": EARLIER
    }
    assert of_practice(before, practice(("A", "あ")), lagging) == {}


def test_a_new_entry_leaves_no_mark_at_those_behind_it():
    assert of_practice(practice(("A", "あ")), practice(("N", "新"), ("A", "あ"))) == {}


def test_an_entry_that_moves_and_is_rewritten_begins_to_lag_where_it_is_now():
    now = practice(("N", "新"), ("A", "あ"), ("B, twice", "い"))

    assert of_practice(practice(("A", "あ"), ("B", "い")), now) == {"practices/p/evidence_examples/2/ja": LATER}


def test_answers_keep_their_marks():
    lists = {"anchors": [{"en": str(grade), "ja": f"第{grade}"} for grade in range(5)]}
    lagging = {"practices/p/anchors/3/ja": EARLIER}
    swapped = {"anchors": [lists["anchors"][at] for at in (0, 1, 3, 2, 4)]}

    assert of_practice({"key": "p", **lists}, {"key": "p", "weight": 2, **lists}, lagging) == lagging
    assert of_practice({"key": "p", **lists}, {"key": "p", **swapped}, lagging) == {"practices/p/anchors/2/ja": EARLIER}


def test_answers_within_a_wording_go_with_it():
    def wording(perspective, en):
        return {"perspective": perspective, "anchors": [{"en": "0", "ja": "零"}, {"en": en, "ja": "壱"}]}

    before = practice(wordings=[wording("employee", "1")])
    now = practice(wordings=[wording("management", "i"), wording("employee", "one")])

    assert of_practice(before, now) == {"practices/p/wordings/1/anchors/1/ja": LATER}


def test_an_action_or_a_sign_with_another_key_takes_its_marks_along():
    before, now = advice(), advice()
    now["actions"][0]["key"] = "see"

    assert after(before, now, {TITLE: EARLIER}) == {TITLE.replace("/look/", "/see/"): EARLIER}

    signs = [{"key": "s", "signals": [{"key": key, "text": {"en": "T", "ja": "手"}}]} for key in ("few", "fewer")]
    lagging = {"situations/s/signals/few/text/ja": EARLIER}
    assert after(*signs, lagging, "situations", "s") == {"situations/s/signals/fewer/text/ja": EARLIER}


def test_an_action_whose_new_key_is_known_is_followed_whatever_it_says():
    before = advice(actions=[action("Look", "見る") | {"owner": {"en": "OSPO", "ja": "OSPO"}}])
    now = advice(actions=[action("Z", "ん") | {"key": "see", "owner": {"en": "They", "ja": "OSPO"}}])
    place = "recommendations/health/actions/see/owner/ja"

    found = lagging_after(["en", "ja"], "recommendations", "health", before, now, {}, LATER, {"look": "see"})

    assert found == {place: LATER}


def document(*recommendations, **fields):
    return {
        "languages": ["en", "ja"],
        "title": {"en": "T", "ja": "題"},
        "recommendations": [*recommendations],
        **fields,
    }


def test_marks_follow_all_renamings_of_a_document():
    before = document(advice(), advice() | {"key": "rest", "actions": []})
    now = document(advice(en="Look twice") | {"key": "care", "advice": {"en": "b", "ja": "あ"}}, title={"en": "U"})
    now["recommendations"][0]["actions"][0]["key"] = "see"
    names = {"recommendations": {"health": "care"}, "actions": {"look": "see"}}
    lagging = {TITLE: EARLIER, "recommendations/rest/advice/ja": EARLIER, "edition/title/ja": EARLIER}

    assert lagging_between(before, now, names, lagging, LATER) == {
        "recommendations/care/actions/see/title/ja": EARLIER,
        "recommendations/care/advice/ja": LATER,
    }


def test_a_document_that_did_not_change_keeps_its_marks():
    assert lagging_between(document(advice()), document(advice()), {}, {TITLE: EARLIER}, LATER) == {TITLE: EARLIER}
