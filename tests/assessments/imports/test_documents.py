# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import time
from decimal import Decimal

import pytest
from ruamel.yaml import YAML

from assessments.imports.documents import (
    MOST_BYTES,
    UnreadableDocument,
    read_document,
    read_folder,
    read_path,
    read_with_lines,
)


def read(text, name="pack.yaml"):
    return read_document(text.encode() if isinstance(text, str) else text, name=name)


def refusal(text, name="pack.yaml"):
    with pytest.raises(UnreadableDocument) as refused:
        read(text, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("Off", "Off"),
        ("y", "y"),
        ("on", "on"),
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"),
        ("1.0.0", "1.0.0"),
        ("<<", "<<"),
        ("'3'", "3"),
        ('"true"', "true"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("3", 3),
        ("-3", -3),
        ("0.1", Decimal("0.1")),
        ("0.10", Decimal("0.10")),
        (".5", Decimal("0.5")),
        ("+1", 1),
        ("0", 0),
        ("5.", Decimal(5)),
        ("1.5e+3", Decimal(1500)),
        ("'010'", "010"),
        ('"1e3"', "1e3"),
        ("12:60", "12:60"),
        ("0x", "0x"),
        ("1,000", "1,000"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        (">\n  one\n  line\n", "one line\n"),
        ("日本語", "日本語"),
    ],
)
def test_yaml_scalars_are_those_of_yaml_1_2(text, value):
    found = read(f"a: {text}\n")

    assert found == {"a": value}
    assert type(found["a"]) is type(value)


def test_yaml_and_json_of_the_same_content_are_the_same():
    yaml = read("a:\n  - {b: 0.1, no: [x, null]}\n  - 2026-01-01\nc: {}\n")

    assert yaml == read('{"a": [{"b": 0.1, "no": ["x", null]}, "2026-01-01"], "c": {}}', "pack.json")
    assert isinstance(yaml["a"][0]["b"], Decimal)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "pack.yaml: is empty"),
        ("# nothing\n", "pack.yaml: is empty"),
        ("a: 1\nb: 2\na: 3\n", "pack.yaml, line 3: has the key a twice"),
        ("a: &x [1]\nb: *x\n", "pack.yaml, line 1: holds an anchor or an alias: write the value out"),
        ("a: *x\n", "pack.yaml, line 1: holds an anchor or an alias: write the value out"),
        ("a: !!python/object/apply:os.system [ls]\n", "pack.yaml, line 1: holds the tag"),
        ("a: !!int 3\n", "pack.yaml, line 1: holds the tag"),
        ("a: 1\n---\nb: 2\n", "pack.yaml, line 2: holds more than one document"),
        ("[a]: b\n", "pack.yaml, line 1: holds a key that is no text"),
        ("a: .nan\n", "pack.yaml, line 1: holds .nan, which is no number"),
        ("a: -.inf\n", "pack.yaml, line 1: holds -.inf, which is no number"),
        ("a: 1e999999999999999999999\n", "pack.yaml, line 1: holds 1e999999999999999999999, which"),
        (f"a: {'9' * 5000}\n", "pack.yaml, line 1: holds a number that is too long"),
        ("a: 'open\n", "pack.yaml, line 2: is not YAML"),
        ("a:\n\t- b\n", "pack.yaml, line 2: is not YAML"),
        ("[" * 100_000, "pack.yaml, line 1: nests deeper than 32"),
        ("\n".join(" " * depth + "a:" for depth in range(40)), "pack.yaml, line 33: nests deeper than 32"),
        ('a: "\\0"\n', "pack.yaml, line 1: holds characters that are no text"),
        ("a: 1\n# \0\n", "pack.yaml, line 2: is not YAML: it holds characters that are no text"),
        ('a: "x\u2028y"\n', "pack.yaml, line 1: holds a hidden character: write it as \\L in double quotes"),
        ("%YAML 1.1\n---\na: no\n", "pack.yaml, line 2: holds a directive: leave out the lines that begin with %"),
        ("a: 1\n<<: {b: 1}\n", "pack.yaml, line 2: holds a merge key: write its values out"),
        ("a: \x01\n", "pack.yaml, line 1: is not YAML: it holds characters that are no text"),
        (b"a: 1\nb: \xff\n", "pack.yaml, line 2: is not in UTF-8"),
        (b" " * (MOST_BYTES + 1), "pack.yaml: is larger than 5 MiB"),
    ],
)
def test_yaml_that_is_refused(text, why):
    assert refusal(text).startswith(why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "pack.json, line 1: is not JSON"),
        ('{"a": 1,\n "a": 2}', "pack.json, line 2: has the key a twice"),
        ('{"a": {"b": 1, "b": 1}}', "pack.json, line 1: has the key b twice"),
        ('{"a": NaN}', "pack.json, line 1: holds NaN, which is no number"),
        ('{"a": -Infinity}', "pack.json, line 1: holds -Infinity, which is no number"),
        ('{"a": 1,}', "pack.json, line 1: is not JSON"),
        ('{\n"a": 1\n', "pack.json, line 3: is not JSON"),
        ('{"a": "\\ud800"}', "pack.json, line 1: holds characters that are no text"),
        ('{"\\u0000": 1}', "pack.json, line 1: holds characters that are no text"),
        ("[" * 33 + "]" * 33, "pack.json, line 1: nests deeper than 32"),
        ("[" * 100_000, "pack.json, line 1: nests deeper than 32"),
        (f'{{"a": {"9" * 5000}}}', "pack.json, line 1: holds a number that is too long"),
        ('{"a": 1e99999999999999999999}', "pack.json, line 1: holds a number that is too long"),
        ('{"a": 1}\n{}', "pack.json, line 2: is not JSON: something follows its end"),
        ('{"a" 1}', "pack.json, line 1: is not JSON: a colon is missing"),
        ('{"a": 1\n"b": 2}', "pack.json, line 2: is not JSON: a comma or } is missing"),
        ("[01]", "pack.json, line 1: is not JSON: a comma or ] is missing"),
        ('["a\n"]', "pack.json, line 1: is not JSON: Invalid control character at"),
        ("{a: 1}", "pack.json, line 1: is not JSON: a key in double quotes is missing"),
        ("[yes]", "pack.json, line 1: is not JSON: a value is missing"),
        ('{"a": 1,}', "pack.json, line 1: is not JSON: a key in double quotes is missing"),
        ("a: 1", "pack.json, line 1: is not JSON"),
    ],
)
def test_json_that_is_refused(text, why):
    assert refusal(text, "pack.json").startswith(why)


@pytest.mark.parametrize(
    "word",
    [
        "010",
        "-010",
        "08",
        "0o17",
        "0x1F",
        "0b11",
        "1_000",
        "12:30",
        "12:30:45",
        "1:30.5",
        "1e3",
        "1.5e3",
        "-.5",
        "1_0.5",
    ],
)
def test_yaml_numbers_that_tools_read_differently_are_refused_with_their_line(word):
    why = f"line 2: holds {word}, which tools read differently: put it in quotes, or write the number in plain digits"

    assert why in refusal(f"a: 1\nb: {word}\n")
    assert read(f"{word}: '{word}'\n") == {word: word}


def test_what_is_read_without_quotes_means_the_same_to_tools_of_yaml_1_1():
    """Words for yes and no, and days, are told in scalars.py."""
    older = YAML(typ="safe", pure=True)
    older.version = (1, 1)
    text = "[3, -3, +1, 0, 0.1, 0.10, .5, 5., 1.5e+3, true, FALSE, null, ~, 1.0.0, '12:60', a:b]"

    assert [float(value) if isinstance(value, Decimal) else value for value in read(text)] == older.load(text)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("", 1),
        ("pack", 1),
        ("practices", 2),
        ("practices[0]", 3),
        ("practices[0].anchors", 4),
        ("practices[0].anchors[1].ja", 6),
        ("practices[0].anchors[7]", 4),
        ("practices[1]", 7),
        ("practices[1].name", 7),
        ("practices[1].a.b", 8),
        ("practices[1].a.b[0]", 8),
        ("practices[1].a.b.c", 8),
        ("practices[1].why.not", 7),
        ("practices[99999999999999999999]", 2),
        ("elsewhere[2].key", 1),
    ],
)
def test_the_line_of_every_place_is_known_in_both_formats(place, line):
    yaml = """pack: p
practices:
  - key: x
    anchors:
      - {en: a}
      - ja: b
  - key: y
    a.b: {c: 1}
"""
    json = """{"pack": "p",
"practices": [
{"key": "x",
"anchors": [
{"en": "a"},
{"ja": "b"}]},
{"key": "y",
"a.b": {"c": 1}}]}"""

    assert read_with_lines(yaml.encode(), name="pack.yaml").line_of(place) == line
    assert read_with_lines(json.encode(), name="pack.json").line_of(place) == line


@pytest.mark.parametrize("name", ["pack.json", "pack.yaml"])
def test_thirty_two_deep_is_read(name):
    assert read("[" * 32 + "]" * 32, name) != []


@pytest.mark.parametrize(("text", "name"), [('\n {"a": no}', "-"), ("[1,", "answers")])
def test_a_document_without_an_ending_is_json_where_it_begins_so(text, name):
    assert "is not JSON" in refusal(text, name)


def test_a_document_without_an_ending_is_yaml_otherwise():
    assert read("a: no", "answers") == {"a": "no"}


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert read(b'\xef\xbb\xbf{"a": 1}', "pack.json") == {"a": 1}


def test_the_line_of_what_is_wrong_is_known():
    with pytest.raises(UnreadableDocument) as refused:
        read("a: 1\na: 2\n")

    assert (refused.value.name, refused.value.line, refused.value.message) == ("pack.yaml", 2, "has the key a twice")


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def test_a_folder_is_read_as_one_document_in_the_order_of_names(tmp_path):
    write(tmp_path, b="practices: [3]\nsituations: []", a="pack: p\npractices: [1, 2]", c="practices: [4]")
    (tmp_path / "LICENSE").write_text("a: 1")

    assert read_path(tmp_path) == {"pack": "p", "practices": [1, 2, 3, 4], "situations": []}


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a": "pack: p", "b": "pack: p"}, "b.yaml: has the key pack, which stands in an earlier file too"),
        ({"a": "x: [1]", "b": "x: 1"}, "b.yaml: has the key x, which stands in an earlier file too"),
        ({"a": "x: 1", "b": "x: [1]"}, "b.yaml: has the key x, which stands in an earlier file too"),
        ({"a": "- x"}, "a.yaml: must be an object"),
        ({"a": "x: [1"}, "a.yaml, line 1: is not YAML"),
        ({}, "holds no *.yaml file with content"),
    ],
)
def test_a_folder_that_is_refused(tmp_path, files, why):
    with pytest.raises(UnreadableDocument) as refused:
        read_folder(write(tmp_path, **files))

    assert why in str(refused.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnreadableDocument, match=r"pack.yaml: cannot be read: No such file or directory"):
        read_path(tmp_path / "pack.yaml")


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path):
    (tmp_path / "pack.json").write_bytes(b" " * (MOST_BYTES + 2))

    with pytest.raises(UnreadableDocument, match="is larger than 5 MiB"):
        read_path(tmp_path / "pack.json")


def test_a_key_that_stands_twice_is_found_at_once_among_many():
    pairs = ",".join(f'"k{number}":1' for number in range(100_000))
    started = time.process_time()

    assert refusal(f'{{{pairs},"k99999":2}}', "pack.json") == "pack.json, line 1: has the key k99999 twice"
    assert time.process_time() - started < 5
