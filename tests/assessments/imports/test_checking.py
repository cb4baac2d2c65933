# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import re
import time

import pytest

from assessments.imports import child, limited
from assessments.imports.checking import read_draft, read_edition
from assessments.imports.unreadable import FaultyDocument, UnreadableDocument
from assessments.imports.writing import as_json, as_yaml
from tests.assessments.domain.cases import small_document
from tests.assessments.imports.hostile import MUTATIONS, hostile_files

# What is said where the whole file is meant, and no line of it.
WITHOUT_LINE = re.compile("is empty|is larger than|is too much to read|could not be read|[0-9]+ more faults")


def faults(document, name="pack.yaml"):
    text = document if isinstance(document, str) else as_yaml(document)
    with pytest.raises(FaultyDocument) as refused:
        read_edition(text.encode(), name=name)
    return str(refused.value).split("\n")


def check_refusal(error):
    """Every line of a refusal names the file, mostly a line of it, and what is wrong, in words of ours."""
    assert str(error)
    for line in str(error).split("\n"):
        place, _, sentence = line.partition(": ")
        assert re.fullmatch(r"pack\.(yaml|json)(, line [1-9][0-9]*)?", place), line[:200]
        assert " line " in place or WITHOUT_LINE.match(sentence), line[:200]
        assert len(sentence) > 5 and not re.search(r"Traceback|Error\b|object at|<class|None\b", sentence[-200:])


def test_every_fault_comes_with_its_line_from_top_to_bottom():
    document = small_document()
    document["practices"][1]["anchors"].pop()
    document["practices"][0]["level"] = "nowhere"
    document["levels"][0]["focus"] = None
    written = as_yaml(document).split("\n")

    assert faults(document) == [
        f"pack.yaml, line {written.index('    focus: null') + 1}: levels[0].focus: is missing",
        f"pack.yaml, line {written.index('    level: nowhere') + 1}: practices[0].level: "
        "names nowhere, which is not among the levels",
        f"pack.yaml, line {[n for n, line in enumerate(written, 1) if line == '    anchors:'][1]}: "
        "practices[1].anchors: must be five texts, not 4",
    ]


@pytest.mark.parametrize("version", ["1.0", "1", "true"])
def test_a_text_that_was_written_as_a_number_is_refused_with_its_line(version):
    text = as_yaml(small_document()).replace('edition: "1.0.0"', f"edition: {version}")

    assert faults(text) == ["pack.yaml, line 2: edition: must be text; a number or a word such as true needs quotes"]


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_nothing_where_text_is_wanted_counts_as_left_out(nothing):
    text = as_yaml(small_document())
    required = text.replace("  en: Small", f"  en: {nothing}")
    optional = text.replace("title:\n  en: Small", f"title:\n  en: Small\nabout:\n  en: x\n  ja: {nothing}")

    assert faults(required) == ["pack.yaml, line 5: title: must have a text in en"]
    assert read_edition(optional.encode(), name="pack.yaml").about == {"en": "x"}


@pytest.mark.parametrize("language", ["no", "on", "yes"])
def test_words_that_other_tools_take_for_truth_values_stay_text_without_quotes_too(language):
    text = as_yaml(small_document()).replace("  en: Small", f"  en: {language}\n  {language}: {language}")
    text = text.replace("languages:\n  - en", f"languages:\n  - en\n  - {language}")
    edition = read_edition(text.encode(), name="pack.yaml")

    assert edition.title == {"en": language, language: language}
    assert edition.languages == ("en", language)


@pytest.mark.parametrize("write", [as_yaml, as_json])
def test_what_is_open_in_a_draft_is_read_as_it_was_written(write):
    document = small_document()
    document["practices"][0]["level"] = "nowhere"
    document["practices"][1] = {"key": "begun", "why": {}}
    document["stages"] = [{"key": "x", "reached_when": {"all": [{"unfinished": "", "practice": "q"}]}}]

    assert read_draft(write(document).encode(), name="pack.yaml") == document


def test_of_a_file_that_is_no_draft_only_what_keeps_it_from_being_one_is_listed():
    document = small_document()
    document["practices"][0]["level"] = "nowhere"
    document["practices"][1]["wieght"] = 2
    line = as_yaml(document).split("\n").index("    wieght: 2") + 1

    with pytest.raises(FaultyDocument) as refused:
        read_draft(as_yaml(document).encode(), name="pack.yaml")

    assert str(refused.value) == f"pack.yaml, line {line}: practices[1].wieght: is not a known field"


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_hostile_files_are_refused_with_a_clear_message(kind):
    """All small ones, in this process: what the child would answer, and what is told of that.

    The mutations are the same documents in both formats: all are read as JSON, and as YAML, which takes ten times as
    long, the first. test_limited.py has a child read some that are large, and a drill all.
    """
    files = hostile_files(kind, size=8_000, accidents=20 if kind == "yaml" else MUTATIONS)
    passed = []
    for file in files:
        started = time.process_time()
        try:
            said = json.loads(child._answer(read_edition, file.data, f"file.{kind}").decode().partition("\n")[0])
            if "read" not in said:
                raise limited._refusal(said, file.name)
            passed.append(file)
        except (UnreadableDocument, FaultyDocument) as error:
            check_refusal(error)
        assert time.process_time() - started < 5, str(file)

    assert len({file.data for file in files}) >= 300
    assert [str(file) for file in passed if not file.may_pass] == []
    assert len(passed) < 60


def test_both_formats_of_a_document_are_refused_alike():
    document = small_document()
    document["practices"] = [3]

    of_yaml = [line.partition(": ")[2] for line in faults(document)]
    of_json = [line.partition(": ")[2] for line in faults(as_json(document), "pack.json")]
    assert of_yaml == of_json
