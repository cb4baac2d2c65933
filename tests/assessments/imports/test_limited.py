# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from assessments.domain.canonical import canonical_json, checksum
from assessments.imports import limited
from assessments.imports.checking import read_edition
from assessments.imports.child import OUT_OF_MEMORY
from assessments.imports.limited import BUSY, MOST_BYTES, ROOT, read_limited
from assessments.imports.unreadable import FaultyDocument, TryAgain, UnreadableDocument
from assessments.imports.writing import as_json, as_yaml
from tests.assessments.domain.cases import conformance, small_document
from tests.assessments.imports.hostile import hostile_files
from tests.assessments.imports.test_checking import check_refusal
from tests.factories import built_in_document

# As many tokens as its bytes allow: ten seconds' work for a YAML reader.
DENSE = b"[" + b"[]," * (MOST_BYTES // 3 - 3) + b"[]]"
TOO_MUCH = "is too much to read: it takes more than 5 seconds or 300 MiB of memory"


def patiently(data, name):
    """What reading comes to for somebody who tries again where the machine is busy, as with other tests."""
    for _ in range(20):
        with suppress(TryAgain):
            return read_limited(data, name=name)
    raise AssertionError("The machine was busy each time.")


def refusal(data, name="pack.yaml", read=patiently):
    with pytest.raises((UnreadableDocument, FaultyDocument)) as refused:
        read(data, name=name)
    return refused.value


@pytest.mark.parametrize(
    ("name", "write"), [("pack.yaml", as_yaml), ("PACK.YML", as_yaml), ("pack.json", as_json), ("pack\0;ls", as_json)]
)
def test_a_file_in_order_comes_back_as_canonical_json_with_its_checksum(name, write):
    document = canonical_json(built_in_document())
    read = patiently(write(json.loads(document)).encode(), name=name)

    assert read.document == document
    assert (read.name, read.pack, read.version, read.checksum) == (name, "ospo-journey", "1.0.0", checksum(document))


def test_faults_come_with_their_lines_as_in_this_process():
    document = small_document()
    document["practices"][0]["level"] = "nowhere"
    document["practices"][1]["anchors"].pop()
    data = as_yaml(document).encode()
    with pytest.raises(FaultyDocument) as here:
        read_edition(data, name="pack.yaml")
    found = refusal(data)

    assert isinstance(found, FaultyDocument)
    assert found.faults == here.value.faults
    assert str(found) == str(here.value)


def test_what_cannot_be_read_comes_with_its_line():
    found = refusal(b"a: 1\nb: 010\n", "mine.yaml")

    assert (found.line, found.values, found.name) == (2, {"word": "010"}, "mine.yaml")


def test_of_very_many_faults_the_first_are_listed_and_the_others_counted():
    found = refusal(as_json({f"k{number:04}": 1 for number in range(1000)} | {"x" * 5000: 1}).encode(), "pack.json")

    assert len(found.faults) == 300
    assert found.more == 1000 + 1 - 300 + 11  # eleven fields are missing
    assert str(found).endswith("pack.json: 712 more faults")
    assert max(map(len, str(found).split("\n"))) < 200


def test_a_file_that_is_too_large_is_not_read():
    assert str(refusal(b" " * (MOST_BYTES + 1))) == "pack.yaml: is larger than 1 MiB"


def test_what_takes_too_long_is_given_up_in_time_and_others_are_told_to_try_again():
    started = time.monotonic()
    with ThreadPoolExecutor(3) as people, capture_logs():
        slow = [people.submit(refusal, DENSE, read=read_limited) for _ in range(2)]
        time.sleep(0.2)
        other = people.submit(refusal, b"{}", read=read_limited)

    assert time.monotonic() - started < 5
    assert isinstance(other.result(), TryAgain)
    # Where the machine was busy too, it does not blame the file.
    assert {one.result().message for one in slow} <= {TOO_MUCH, BUSY}
    assert str(refusal(b"{}")).startswith("pack.yaml, line 1: pack: is missing")


def test_what_takes_too_much_memory_is_given_up():
    """Two thousand faults, each with a place of 400,000 characters."""
    document = small_document()
    answers = {"on": "2026-11-22", "practices": {"k" * 400_000: {"responses": [{}] * 2000}}}
    document["samples"] = [{"key": "s", "name": {"en": "x"}, "answers": answers}]
    with capture_logs() as logged:
        found = refusal(as_json(document).encode(), "pack.json")

    assert found.message == TOO_MUCH
    assert logged[-1]["status"] in (OUT_OF_MEMORY, -signal.SIGABRT)


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("open('/etc/hosts')", "Too many open files"),
        ("socket.socket()", "Too many open files"),
        ("os.pipe()", "Too many open files"),
        ("os.environ['PATH']", "KeyError"),
        ("bytearray(350 * 1024 * 1024)", "MemoryError"),
        ("os.write(1, bytes(9 * 1024 * 1024)) > 8 * 1024 * 1024 or os.write(1, b'x')", "File too large"),
    ],
)
def test_the_child_has_no_way_to_anything(deed, error, tmp_path):
    code = f"import os, socket; from assessments.imports import child; child._give_up_rights(); {deed}"
    with (tmp_path / "answer").open("wb") as answer:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-c", code], cwd=ROOT, env={}, stdout=answer, stderr=subprocess.PIPE, text=True
        )

    assert error in done.stderr


def test_a_child_that_breaks_is_a_refusal_and_a_line_in_the_log(monkeypatch, tmp_path):
    monkeypatch.setattr(limited, "ROOT", tmp_path)
    with capture_logs() as logged:
        found = refusal(b"{}")

    assert found.message == TOO_MUCH
    assert [(line["event"], line["status"]) for line in logged] == [("file_not_read", 1)]
    assert "No module named" in logged[0]["said"]


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_hostile_files_are_refused_in_time(kind):
    """Some of them; a drill tries all, and larger ones."""
    some = random.Random(3).sample(hostile_files(kind, size=100_000), 20)  # noqa: S311 not for secrets
    for file in some:
        started = time.monotonic()
        try:
            read_limited(file.data, name=file.name)
            assert file.may_pass, str(file)
        except (UnreadableDocument, FaultyDocument) as error:
            check_refusal(error)
        assert time.monotonic() - started < 5, str(file)


def test_an_edition_of_the_conformance_cases_passes():
    assert patiently(as_yaml(conformance("edition.json")).encode(), name="a.yaml").pack == "conformance"
