# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whatever is posted as a rule, its form shows it again, and its document is as small as what was posted."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.canonical import canonical_json
from assessments.forms.studio.rule import rule_from_post
from tests.assessments.domain.cases import small_document
from tests.assessments.forms.studio.posting import printed

HOSTILE = [
    "[" + ",".join(["1e-999998"] * 30) + "]",
    "1e1000000000000000000000",
    "1E+90000000",
    "0E-999998",
    '{"practice":1E+900000}',
    r'"\ud800"',
    r'{"\udfff":1}',
    r'"\u0000"',
    "9" * 5000,
    "[" * 400 + "]" * 400,
    '{"not":' * 40 + "{}" + "}" * 40,
    "NaN",
    "-Infinity",
]
NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,22})?", fullmatch=True)
TEXTS = st.text(st.characters(), max_size=8)
VALUES = st.recursive(
    NUMBERS | TEXTS.map(json.dumps) | st.sampled_from(["null", "true", *HOSTILE]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: f"[{','.join(parts)}]")
        | st.dictionaries(
            st.sampled_from(["practice", "at_most", "all", "any", "not", "faced"]) | TEXTS, inner, max_size=3
        ).map(lambda pairs: "{" + ",".join(f"{json.dumps(key)}:{value}" for key, value in pairs.items()) + "}")
    ),
    max_leaves=6,
)
# As they come out of a request: in it no half of a character stands alone.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FIELDS = {
    "word": st.sampled_from(["all", "any", "none", "not_all", "not"]) | TYPED,
    "subject": VALUES.map("other:{}".format) | st.sampled_from(["practice:strategy", "situation:tools"]) | TYPED,
    "test": st.sampled_from(["at_most-1", "not-at_most-1", "exposure", "at_most-99999", "faced"]) | TYPED,
    "number": NUMBERS | TYPED,
}
WAYS = st.sampled_from(["", ".0", ".1", ".0.0", ".999", ".0.1.2"])
POSTS = st.dictionaries(st.tuples(WAYS, st.sampled_from(sorted(FIELDS))), st.none(), max_size=8).flatmap(
    lambda names: st.fixed_dictionaries({f"when{way}.{field}": FIELDS[field] for way, field in names})
)
STEPS = st.sampled_from(["add", "group", "remove", "up", "down", "wrap", "unwrap", "x"])


def check(posted: dict[str, str], step: str = "") -> None:
    """It is printed, and what it states can be stored: by any database, and in not much more room than it took."""
    draft = rule_from_post(posted, "when", small_document())
    for one in (draft, draft.with_step(step)):
        printed(one).encode()
        stated = canonical_json(one.kept)
        stated.encode()
        assert r"\u0000" not in stated
        assert len(stated) <= 20 * sum(len(name) + len(value) for name, value in posted.items()) + 200


@pytest.mark.parametrize("leaf", HOSTILE, ids=[leaf[:20] for leaf in HOSTILE])
def test_a_condition_that_no_document_may_hold_is_to_be_chosen_anew(leaf: str) -> None:
    posted = {"when.word": "all", "when.0.subject": f"other:{leaf}"}

    check(posted)
    errors = rule_from_post(posted, "when", small_document()).errors
    assert errors["when.0"].startswith(("Choose what this condition", "This condition cannot be read."))


@settings(deadline=None)
@given(POSTS, STEPS, WAYS)
def test_any_texts_in_any_fields_are_shown_again_and_take_little_room(
    posted: dict[str, str], step: str, way: str
) -> None:
    check(posted, f"{step}:when{way}")
