# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator

from assessments.domain.canonical import canonical_json
from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults
from assessments.domain.field_notes import FIELD_NOTES
from assessments.domain.schema import pack_schema, schema_json
from assessments.imports.documents import read_document, read_path
from assessments.management.commands.load_pack import BUILT_IN
from tests.assessments.domain.cases import conformance, small_document
from tests.assessments.imports.hostile import mutations
from tests.test_distribution import fenced

SCHEMA = pack_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def wrong(document):
    """The places that the schema refuses."""
    return ["/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(document)]


def test_it_is_a_schema_and_the_same_each_time():
    Draft202012Validator.check_schema(SCHEMA)

    assert json.loads(schema_json()) == SCHEMA == pack_schema()
    assert "$id" not in schema_json()
    assert list(SCHEMA)[:4] == ["$schema", "title", "description", "type"]


@pytest.mark.parametrize(
    "document",
    [
        lambda: read_path(BUILT_IN),
        lambda: json.loads(canonical_json(parse_edition(read_path(BUILT_IN)))),
        lambda: conformance("edition.json"),
        lambda: conformance("edition-before.json"),
        small_document,
        lambda: read_document(fenced("CONTRIBUTING.md", "yaml")[0].encode(), name="pack.yaml"),
    ],
)
def test_editions_in_order_pass(document):
    assert wrong(document()) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d.pop("pack"), ""),
        (lambda d: d.update(pack="No Slug"), "pack"),
        (lambda d: d.update(edition=1.0), "edition"),
        (lambda d: d.update(edition=""), "edition"),
        (lambda d: d.update(title=None), "title"),
        (lambda d: d.update(title={}), "title"),
        (lambda d: d.update(title={"English": "x"}), "title"),
        (lambda d: d.update(title={"en": 5}), "title/en"),
        (lambda d: d.update(languages=[]), "languages"),
        (lambda d: d.update(unknown=1), ""),
        (lambda d: d.update(settings={"faced_at": 0}), "settings"),
        (lambda d: d.update(settings={"fresh_days": 1.5}), "settings"),
        (lambda d: d.update(scale=[{"en": "x"}] * 4), "scale"),
        (lambda d: d["practices"][0]["anchors"].pop(), "practices/0/anchors"),
        (lambda d: d["practices"][0].update(weight=0), "practices/0/weight"),
        (lambda d: d["practices"][0].update(weight="1"), "practices/0/weight"),
        (lambda d: d["practices"][0].update(scan="yes"), "practices/0/scan"),
        (lambda d: d["practices"][0].update(ask=["nobody"]), "practices/0/ask/0"),
        (lambda d: d["situations"][0].update(signals=[]), "situations/0/signals"),
        (lambda d: d.update(renames={"levels": {}}), "renames"),
        (lambda d: d.update(renames={"facts": {"Old": "f"}}), "renames"),
        (lambda d: d.update(profiles=[{"key": "a"}]), "profiles/0"),
    ],
)
def test_what_is_wrong_in_shape_is_refused_as_on_reading(change, place):
    document = small_document()
    change(document)

    assert place in wrong(document)
    with pytest.raises(EditionFaults):
        parse_edition(document)


@pytest.mark.parametrize(
    ("rule", "is_right"),
    [
        ({"faced": "s"}, True),
        ({"all": [{"any": [{"not": {"practice": "p", "below_target": True}}]}]}, True),
        ({"exposure": "s", "at_least": 0.25}, True),
        ({"practice": "p", "at_least": 3, "or_na": True}, True),
        ({"level": "ospo", "below": 12.5}, True),
        ({"routine": "r", "at_least": "yearly"}, True),
        ({"all": []}, False),
        ({}, False),
        ({"faced": "s", "fact": "f"}, False),
        ({"exposure": "s", "at_least": 2}, False),
        ({"practice": "p", "at_most": 5}, False),
        ({"practice": "p", "below_target": False}, False),
        ({"practice": "p"}, False),
        ({"routine": "r", "at_least": 3}, False),
        ({"not": [{"faced": "s"}]}, False),
    ],
)
def test_rules_are_told_from_what_is_none(rule, is_right):
    document = small_document()
    text = {"en": "x"}
    document["recommendations"] = [{"key": "a", "title": text, "advice": text, "practices": ["p"], "when": rule}]

    assert (wrong(document) == []) is is_right
    try:
        parse_edition(document)
        assert is_right
    except EditionFaults:
        assert not is_right


def test_null_counts_as_absent():
    document = conformance("edition.json")
    nothing = deepcopy(document)
    nothing.update(about=None, facts=None, settings=None, scale=None)
    nothing["practices"][0].update(weight=None, why={"en": "x", "ja": None}, sources=None)
    nothing["recommendations"][0]["origin"] = None

    assert wrong(nothing) == []


def test_whatever_is_read_without_fault_passes():
    """Also what accidents have left in order."""
    read = 0
    for file in mutations("json"):
        document = read_document(file.data, name=file.name)
        try:
            parse_edition(document)
        except EditionFaults:
            continue
        read += 1
        assert wrong(document) == [], file.label

    assert read > 10


def test_every_note_belongs_to_a_field():
    models = {"Edition": SCHEMA, **SCHEMA["$defs"]}
    fields = {f"{name}.{field}" for name, model in models.items() for field in model.get("properties", ())}

    assert set(FIELD_NOTES) - fields - {field.partition(".")[2] for field in fields} == set()
