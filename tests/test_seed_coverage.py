# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""docs/seed-coverage.md says where each fact of the report stands; here the places that it names are looked up."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FACTS = [f"S{number}" for number in range(1, 89)]
ROW = re.compile(r"^\| (S\d+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
# A file, a key or words, in this order of writing: `path`: kind `key`, "words"; the next `path`...
NAMED = re.compile(r'`(?P<file>[^`]+/[^`]+)`: \w|`(?P<key>[^`]+)`|"(?P<words>[^"]+)"')


def rows() -> list[tuple[str, str]]:
    """Each fact with its cell of places."""
    table = (ROOT / "docs" / "seed-coverage.md").read_text()
    return [(fact, places) for fact, _what, places in ROW.findall(table)]


def places_of(cell: str) -> dict[str, list[re.Match[str]]]:
    """The files of a cell with the keys and words that are named in each."""
    found: dict[str, list[re.Match[str]]] = {}
    file = ""
    for match in NAMED.finditer(cell):
        if match["file"]:
            file = match["file"]
            found.setdefault(file, [])
        else:
            found[file].append(match)
    return found


def lacking(file: str, named: list[re.Match[str]]) -> Iterator[str]:
    """What a row says of a file and the file doesn't bear out."""
    if not (ROOT / file).is_file():
        yield f"{file} is not in the tree"
        return
    if not named:
        yield f"{file} without a key or words"
    text = (ROOT / file).read_text()
    keys = set(re.findall(r"^ *- key: (\S+)$", text, re.MULTILINE))
    for match in named:
        if match["key"] and match["key"] not in keys:
            yield f"{file} has no key {match['key']}"
        if match["words"] and match["words"] not in text:
            yield f"{file} does not say {match['words']!r}"


def test_every_fact_of_the_report_has_one_row_in_order() -> None:
    facts = [fact for fact, _places in rows()]

    assert [fact for fact, count in Counter(facts).items() if count > 1] == []
    assert facts == FACTS


@pytest.mark.parametrize(("fact", "places"), rows(), ids=[fact for fact, _places in rows()])
def test_a_fact_stands_where_its_row_says(fact: str, places: str) -> None:
    found = places_of(places)

    assert found, fact
    assert [problem for file, named in found.items() for problem in lacking(file, named)] == []


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("`docs/nowhere.md`: words “x”", "docs/nowhere.md is not in the tree"),
        ("`docs/seed-coverage.md`: about nothing", "docs/seed-coverage.md without a key or words"),
        (
            "`assessments/packs/aozora/10-group.yaml`: resource `gone`",
            "assessments/packs/aozora/10-group.yaml has no key gone",
        ),
        ('`LICENSES/Apache-2.0.txt`: text "not said"', "LICENSES/Apache-2.0.txt does not say 'not said'"),
    ],
)
def test_what_is_not_there_is_found_out(cell: str, problem: str) -> None:
    assert [said for file, named in places_of(cell).items() for said in lacking(file, named)] == [problem]
