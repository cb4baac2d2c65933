# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from assessments.domain.canonical import canonical_json
from assessments.domain.edition import parse_edition
from assessments.imports.documents import read_document
from assessments.imports.writing import as_json, as_yaml
from tests.assessments.domain.cases import small_document
from tests.factories import built_in_document

WORDS = "no on Off y N true TRUE null ~ = << 1.0 010 0o7 0x1F 1_000 1e3 .5 12:30 2026-11-22 +1 .inf .nan"
SIGNS = "- ? : a: #a !a &a *a %a @a `a 'a \"a a'b a\"b [a {a a] > >- | |- , a\\b --- ..."
AWKWARD = [
    *WORDS.split(" "),
    *SIGNS.split(" "),
    *["", " ", " a", "a ", "\ta", "a\t", "a\tb", "a: b", "a #b", "- a", "? a", "--- a", "\u3000a", "a\u3000", "a\xa0b"],
    *["\n", "\na", "a\n\n", "a\n\nb\n", "a\r\nb", "a\n b\n", "a\n  \nb", "a \nb", "a\nb ", "- a\n- b\n", "# a\n# b"],
    *["a:\n  b", "a\n\tb", "a\n---\nb", "a\x85b", "a\u2028b", "\ufeffa", "a\ufeff", "\x7f", "\x1b", "\ufffe"],
    *["\U0001f600", "é", "日本: 語", "「日本」"],
]
TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    st.text(st.sampled_from("ab \n\t:#-|>'\"\\[]{},&*!?%@`~\r\x85\u2028\ufeff0.1e_"), max_size=12),
    st.lists(st.sampled_from(["", " ", "a", "  a", "- a", "# a", "a: b", "a "]), max_size=5).map("\n".join),
)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12), st.decimals(-(10**9), 10**9, places=4), st.sampled_from([Decimal("1.50"), 0])
)
DOCUMENTS = st.recursive(
    st.one_of(TEXTS, NUMBERS, st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
WRITERS = {"pack.yaml": as_yaml, "pack.json": as_json}


def read(text, name="pack.yaml"):
    return read_document(text.encode(), name=name)


def of_floats(node):
    """What a reader makes of a document that knows binary floats alone."""
    if isinstance(node, dict):
        return {key: of_floats(value) for key, value in node.items()}
    if isinstance(node, list):
        return [of_floats(value) for value in node]
    return float(node) if isinstance(node, Decimal) else node


@given(DOCUMENTS)
def test_what_is_written_reads_as_what_it_was_in_both_formats(document):
    for name, write in WRITERS.items():
        assert read(write(document), name) == document


@given(DOCUMENTS)
def test_what_is_read_and_written_again_is_the_same_file_also_by_way_of_the_other_format(document):
    yaml, json = as_yaml(document), as_json(document)

    assert as_yaml(read(yaml)) == as_yaml(read(json, "pack.json")) == yaml
    assert as_json(read(json, "pack.json")) == as_json(read(yaml)) == json


@given(DOCUMENTS)
@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
def test_other_readers_of_either_yaml_read_it_as_what_it_was(version, document):
    other = YAML(typ="safe", pure=True)
    other.version = version

    assert of_floats(other.load(as_yaml(document))) == of_floats(document)


@given(DOCUMENTS)
def test_other_readers_of_json_read_it_as_what_it_was(document):
    assert json.loads(as_json(document), parse_float=Decimal) == document


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_stay_what_they_are_as_values_items_and_keys(text):
    document = {text: text, "in": [text, [text], {text: [text]}]}

    assert read(as_yaml(document)) == document


def test_a_long_key_is_read_again():
    document = {"k" * 3000: {"a": [1]}, "x: " * 500: "y"}

    assert read(as_yaml(document)) == document


def test_the_layout_of_both_formats():
    document = {
        "unknown": {"z": 1, "b": 2},
        "levels": [
            {"focus": {"ja": "焦点", "en": "Yes"}, "key": "ospo", "name": {"en": "no", "fr": "non", "ja": "否"}}
        ],
        "languages": ["ja", "en"],
        "edition": "1.0",
        "pack": "first-steps",
        "recommendations": [
            {
                "actions": [],
                "when": {"all": [{"at_least": Decimal("0.50"), "exposure": "x"}, {"at_most": 1, "practice": "p"}]},
                "advice": {"en": "One line.\n\n- and more: of it\n", "ja": "a\nb"},
                "key": "r",
            }
        ],
        "samples": [
            {"answers": {"practices": {"p": {"evidence": [], "agreed": None}}, "on": "2026-11-22"}, "key": "s"}
        ],
    }

    assert (
        as_yaml(document)
        == """\
pack: first-steps
edition: "1.0"
languages:
  - ja
  - en
levels:
  - key: ospo
    name:
      ja: 否
      en: "no"
      fr: non
    focus:
      ja: 焦点
      en: "Yes"
recommendations:
  - key: r
    advice:
      ja: |-
        a
        b
      en: |
        One line.

        - and more: of it
    when:
      all:
        - exposure: x
          at_least: 0.5
        - practice: p
          at_most: 1
    actions: []
samples:
  - key: s
    answers:
      "on": "2026-11-22"
      practices:
        p:
          agreed: null
          evidence: []
unknown:
  b: 2
  z: 1
"""
    )
    assert as_json({"edition": "1.0", "pack": "p", "levels": [], "scale": [{"en": "a\nb"}], "settings": {}}) == (
        '{\n  "pack": "p",\n  "edition": "1.0",\n  "settings": {},\n  "scale": [\n    {\n      "en": "a\\nb"\n    }\n'
        '  ],\n  "levels": []\n}\n'
    )


@pytest.mark.parametrize("edition", [built_in_document, lambda: parse_edition(small_document())])
def test_an_edition_is_the_same_after_the_way_through_files(edition):
    edition = canonical_json(edition())

    for name, write in WRITERS.items():
        assert canonical_json(parse_edition(read(write(json.loads(edition)), name))) == edition


def test_one_changed_text_changes_its_line_alone():
    document = json.loads(canonical_json(built_in_document()))
    before = as_yaml(document).split("\n")
    document["practices"][3]["name"]["en"] = "Another name"
    after = as_yaml(document).split("\n")

    assert [line for line in after if line not in before] == ["      en: Another name"]
    assert len(after) == len(before)


@pytest.mark.parametrize(
    "faulty", [[], "text", 3, None, {"languages": "en"}, {"languages": [1, "en", "en"]}, {"practices": 3}]
)
def test_faulty_drafts_are_written_too(faulty):
    assert read(as_yaml(faulty)) == read(as_json(faulty), "pack.json") == faulty
