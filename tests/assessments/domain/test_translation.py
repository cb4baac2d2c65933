# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.domain.edition import Edition
from assessments.domain.translation import HEAD, TEXTS, lagging_after, lagging_renamed, texts

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
